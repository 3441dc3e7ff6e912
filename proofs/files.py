"""Whole files or none; files that are files, in folders that are ours: see `numerics.files`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numerics.files import cache_folder as cache_folder
from numerics.files import private_folder as private_folder
from numerics.files import read_regular as read_regular
from numerics.files import require_own as require_own
from numerics.files import require_regular as require_regular
from numerics.files import write_atomically as write_atomically

if TYPE_CHECKING:
    from numpy.typing import NDArray


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write `arrays` as one .npz file without pickles, in one move; makes its folder.

    Raises ValueError for an array of objects, OSError when the file cannot be written.
    """
    from numerics.arrays_io import write_npz

    path.parent.mkdir(parents=True, exist_ok=True)
    write_npz(path, arrays)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read all arrays of an .npz file; raises ValueError for anything else, OSError without it.

    A FIFO or a device is refused before it is opened, as OSError.
    """
    from numerics.arrays_io import read_npz

    require_regular(path, follow=True)
    return read_npz(path)
