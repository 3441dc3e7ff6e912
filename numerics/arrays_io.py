"""Wide arrays in files: `.npz` without pickles, `.npy` memory-mapped."""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from numerics.memory import refuse_beyond

Shape = Sequence[int | str]


def write_npz(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays by name, uncompressed, in one move: an interruption leaves what was there.

    The file grows in a folder of its own beside ``path``, so that no link planted there is
    followed.  Raises ``ValueError`` for an array of objects, ``OSError`` when the file cannot be
    written.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:100]}.") as apart:
        whole = Path(apart) / "arrays.npz"
        with zipfile.ZipFile(whole, "w") as archive:
            for key, array in arrays.items():
                with archive.open(f"{key}.npy", "w", force_zip64=True) as part:
                    np.lib.format.write_array(part, np.asanyarray(array), allow_pickle=False)
        whole.replace(path)


def read_npz(
    path: Path, shapes: Mapping[str, Shape] | None = None, *, limit: float | None = None
) -> dict[str, NDArray[Any]]:
    """Read the arrays of an `.npz` file, or those named in ``shapes``.

    shapes : name -> shape of whole numbers and letters, as in ``{"means": ("N", 3), "precisions":
    ("N", 3, 3)}``; a letter is the same length everywhere.  limit : of memory, in bytes; see
    `numerics.memory`.
    Raises ``ValueError`` for a file that is no `.npz`, a missing name, a wrong shape, or pickles;
    ``OSError`` without the file; `numerics.memory.BeyondMemoryError` for too large a file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
            names = [name.removesuffix(".npy") for name in sizes if name.endswith(".npy")]
            wanted = names if shapes is None else list(shapes)
            if missing := [name for name in wanted if name not in names]:
                raise ValueError(
                    f"`{path.name}` must hold an array {missing[0]!r}, but it holds {names}."
                )
            refuse_beyond(sum(sizes[f"{n}.npy"] for n in wanted), limit, f"`{path.name}`")
            arrays = {}
            for name in wanted:
                with archive.open(f"{name}.npy") as part:
                    arrays[name] = np.lib.format.read_array(part, allow_pickle=False)
    except (zipfile.BadZipFile, EOFError) as error:
        raise ValueError(f"`{path.name}` must be an .npz file, but is not: {error}.") from error
    lengths: dict[str, int] = {}
    for name, shape in (shapes or {}).items():
        _match(f"{path.name}:{name}", arrays[name].shape, shape, lengths)
    return arrays


def map_npy(path: Path, shape: Shape, dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """Open an `.npy` file as a read-only array whose pages are read when they are used.

    Raises ``ValueError`` for a file that is no `.npy` or for a wrong shape or dtype (nothing is
    converted), ``OSError`` without the file.
    """
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise ValueError(f"`{path.name}` must be an .npy file, but is not: {error}.") from error
    if not isinstance(array, np.memmap):
        raise ValueError(f"`{path.name}` must be an .npy file, but holds several arrays.")
    if array.dtype != np.dtype(dtype):
        raise ValueError(
            f"`{path.name}` must have dtype {np.dtype(dtype)}, but its dtype is {array.dtype}."
        )
    _match(path.name, array.shape, shape, {})
    return array


def create_npy(path: Path, shape: tuple[int, ...], dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """Create an `.npy` file and return it as a writable array, zero until it is written.

    The array may be wider than the memory; its last changes are on disk after ``array.flush()``.
    """
    made: NDArray[Any] = np.lib.format.open_memmap(
        path, mode="w+", shape=shape, dtype=np.dtype(dtype)
    )
    return made


def _match(name: str, found: tuple[int, ...], shape: Shape, lengths: dict[str, int]) -> None:
    """Raise unless ``found`` has the given shape; letters keep the lengths they had before."""
    fits = len(found) == len(shape) and all(
        length == (lengths.setdefault(axis, length) if isinstance(axis, str) else axis)
        for length, axis in zip(found, shape, strict=True)
    )
    if not fits:
        known = "".join(f", {letter} = {length}" for letter, length in lengths.items())
        raise ValueError(
            f"`{name}` must have shape ({', '.join(map(str, shape))}){known}, but its shape is "
            f"{found}."
        )
