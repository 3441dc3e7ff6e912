"""Sums over Gaussian windows of very many neurons, Vanchurin (6.8), by cell list.

The large form of ``numerics.spacetime.averages.curly`` in three dimensions: the same numbers for
neurons that stand still, with a cutoff of stated error, at a cost of N + M instead of N times M.
"""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real
from numerics.chunks import Progress, map_chunks
from numerics.memory import refuse_beyond
from numerics.spacetime.averages import Jet
from numerics.spacetime.cell_list import CellList
from numerics.spacetime.gaussian_kernels import FEATURES, SCALE, sum_all, sum_windows

NORMAL = (2 * np.pi) ** -1.5
PAIRS = ((0, 1, 2), (1, 3, 4), (2, 4, 5))  # where the six second derivatives stand


def gaussian_sums(
    cells: CellList,
    points: ArrayLike,
    *,
    order: int = 0,
    workers: int = 1,
    limit: float | None = None,
    progress: Progress | None = None,
) -> Jet:
    r"""Compute ``{A}(x)`` for all columns A of a cell list, Vanchurin (6.8), and its derivatives.

    .. math:: \{A\}(x) = \sum_i A_i (2\pi)^{-3/2} e^{-(x^a - x_i^a) g_{i,ab} (x^b - x_i^b) / 2}

    points : ``(..., 3)``, at least one; order : 0, 1 or 2.  Returns parts ``(..., K)``,
    ``(..., K, 3)``, ``(..., K, 3, 3)``.  workers, progress : of ``numerics.chunks.map_chunks``,
    threads by default; every point is summed in an order of its own, so that the result does not
    depend on them, bit by bit.  limit : bytes that the result and its making may take, by default
    half of the free memory.

    Error: ``cells.missed(order)`` for the cutoff, and rounding: about 1e-15 of the sum of absolute
    terms in double precision, 1e-6 with float32 neurons.
    Cost: about one nanosecond for each neuron within reach of a point and seven columns, with
    second derivatives two.  Raises ``ValueError`` for wrong shapes or orders,
    ``BeyondMemoryError`` with the number of bytes if the result would not fit.
    """
    at = as_real("points", points)
    if at.ndim == 0 or at.shape[-1] != 3 or at.size == 0:
        raise ValueError(f"`points` must have shape (..., 3), but its shape is {at.shape}.")
    if order not in (0, 1, 2):
        raise ValueError(f"`order` must be 0, 1 or 2, but it is {order!r}.")
    flat = at.reshape(-1, 3) - cells.origin
    columns = len(cells.peaks)
    numbers = 2 * FEATURES[order] + (1, 4, 13)[order]
    refuse_beyond(8 * len(flat) * columns * numbers, limit, f"Sums at {len(flat)} points")

    def some(part: FloatArray) -> FloatArray:
        total = np.zeros((len(part), FEATURES[order], columns))
        if len(cells.starts) == 1 and cells.starts.shape[1] == 2:
            sum_all(cells.shapes, cells.columns, part, total)
            return total
        sum_windows(
            cells.shapes, cells.columns, cells.starts, cells.lower, cells.sides, cells.cells,
            cells.reach, part, total,
        )  # fmt: skip
        return total

    path = _path(cells, flat)
    sums = np.empty((len(flat), FEATURES[order], columns))
    sums[path] = map_chunks(some, flat[path], workers=workers, progress=progress)
    return Jet(tuple(p.reshape(at.shape[:-1] + p.shape[1:]) for p in _parts(sums)))


def _parts(sums: FloatArray) -> list[Array]:
    """Value, gradient and Hessian from the features of the kernel, ``(M, features, K)``."""
    parts: list[Array] = [NORMAL * sums[:, 0]]
    if sums.shape[1] >= 4:
        parts.append(np.moveaxis(sums[:, 1:4], 1, 2) * (-NORMAL / SCALE))
    if sums.shape[1] == 10:
        second = np.moveaxis(sums[:, 4:], 1, 2) * (NORMAL / SCALE**2)
        parts.append(second[..., np.array(PAIRS)])
    return parts


def _path(cells: CellList, points: FloatArray) -> Array:
    """Order points by cell: neighbours in space find their neurons still in the cache."""
    index = np.clip((points - cells.lower) // cells.sides, 0, cells.cells - 1)
    key = (index[:, 2] * cells.cells[1] + index[:, 1]) * cells.cells[0] + index[:, 0]
    return np.argsort(key, kind="stable")
