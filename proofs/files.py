"""Whole files or none."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` in one move, or leave `path` as it was; makes its folder.

    Raises OSError when the folder cannot be made or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    _in_one_move(path, lambda file: file.write(data))


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write `arrays` as one .npz file without pickles, in one move; makes its folder.

    Raises ValueError for an array of objects, OSError when the file cannot be written.
    """
    import numpy as np

    def put(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as part:
                    np.lib.format.write_array(part, np.asarray(array), allow_pickle=False)

    _in_one_move(path, put)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read all arrays of an .npz file; raises ValueError for anything else, OSError without it."""
    import numpy as np

    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".npy")]
            parts = {}
            for name in names:
                with archive.open(name) as part:
                    parts[name.removesuffix(".npy")] = np.lib.format.read_array(
                        part, allow_pickle=False
                    )
            return parts
    except (zipfile.BadZipFile, EOFError) as error:
        raise ValueError(f"file must be .npz, but {path.name} is not: {error}") from error


def _in_one_move(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
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
