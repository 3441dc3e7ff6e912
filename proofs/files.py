"""Whole files or none."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` in one move, or leave `path` as it was; makes its folder.

    Raises OSError when the folder cannot be made or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@cache
def _umask() -> int:
    """The permissions that the user withholds from new files; a temporary file has fewer."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
