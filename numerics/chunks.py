"""Independent items in chunks, on several workers, in order."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numerics._checks import whole

Progress = Callable[[int, int], object]
CHUNK = 4096  # items


def map_chunks(
    function: Callable[..., NDArray[Any]],
    *arrays: ArrayLike,
    chunk_size: int = CHUNK,
    workers: int = 1,
    progress: Progress | None = None,
) -> NDArray[Any]:
    """Compute ``function(*arrays)`` in chunks along the first axis of all arrays.

    function : called with the same rows of every array; returns one row per row, shape
    ``(rows, ...)``.  If it treats each row by itself, the result has the same bits for every
    ``chunk_size`` and every number of ``workers``.  It must not depend on which chunk it is in:
    randomness belongs to the rows (a seed or counter per row).
    progress : called with the rows done and all rows after each chunk, in order.

    The chunks go through joblib, by default to threads, so ``function`` should release the
    interpreter's lock (array operations, or numba with ``nogil``).  Inside
    ``joblib.parallel_config(backend=...)`` the backend chosen there takes them, processes or a dask
    cluster, if ``function`` and its rows can be sent; a cluster was not exercised.

    Memory: the arrays, the result, and the chunks on their way.
    Raises ``ValueError`` for arrays of different lengths, none, or results of a wrong shape.
    """
    rows = [np.asanyarray(array) for array in arrays]  # keeps memory maps
    lengths = {array.shape[:1] for array in rows}
    if len(lengths) != 1 or lengths in ({()}, {(0,)}):
        raise ValueError(
            "`arrays` must have first axes of one length above 0, but their shapes are "
            f"{', '.join(str(array.shape) for array in rows) or 'none'}."
        )
    total = len(rows[0])
    size = whole("chunk_size", chunk_size)
    whole("workers", workers)
    result: NDArray[Any] | None = None
    parts = _computed(function, rows, range(0, total, size), size, workers)
    for begin, part in zip(range(0, total, size), parts, strict=True):
        end = min(begin + size, total)
        if part.shape[:1] != (end - begin,):
            raise ValueError(
                f"`function` must return {end - begin} rows for as many, but returned shape "
                f"{part.shape}."
            )
        if result is None:
            result = np.empty((total, *part.shape[1:]), part.dtype)
        result[begin:end] = part
        if progress is not None:
            progress(end, total)
    assert result is not None
    return result


def _computed(
    function: Callable[..., NDArray[Any]],
    rows: list[NDArray[Any]],
    begins: range,
    size: int,
    workers: int,
) -> Iterator[NDArray[Any]]:
    from joblib import Parallel, delayed

    tasks = (
        delayed(function)(*(array[begin : begin + size] for array in rows)) for begin in begins
    )
    found = Parallel(n_jobs=workers, prefer="threads", return_as="generator")(tasks)
    return (np.asarray(part) for part in found)
