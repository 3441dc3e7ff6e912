"""Whole files or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


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


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write `arrays` as one .npz file without pickles, in one move; makes its folder.

    Raises ValueError for an array of objects, OSError when the file cannot be written.
    """
    from numerics.arrays_io import write_npz

    path.parent.mkdir(parents=True, exist_ok=True)
    write_npz(path, arrays)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read all arrays of an .npz file; raises ValueError for anything else, OSError without it."""
    from numerics.arrays_io import read_npz

    return read_npz(path)


@cache
def _umask() -> int:
    """The permissions that the user withholds from new files; a temporary file has fewer."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
