"""Neurons sorted into cells, so that a point finds the windows within reach without seeing all.

A window of neuron i is below ``exp(-s^2 / 2)`` farther than ``s / sqrt(lambda)`` from it, lambda
the least eigenvalue of all precision matrices: with s = ``sigmas`` this is the reach, and the
widest window sets it for all.  Left out at a point that sees a uniform cloud is the share
``tail(s)``, 7e-8 for 6 and 8e-14 for 8 sigma; ``CellList.missed`` bounds it for the cloud at hand.

Cells are stacked in rows along x; the neurons of a row lie one after another in memory, rows begin
at multiples of eight, and the gaps are filled with neurons of weight zero.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, DTypeLike

from numerics._checks import Array, FloatArray, IntArray
from numerics.memory import refuse_beyond
from numerics.spacetime.gaussian_kernels import LANES, SCALE

CHUNK = 2**17  # neurons looked at together while the list is built
RUN = 64  # neurons that a point should find side by side: fewer waste calls, more waste distance
UPPER = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
Values = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, eq=False)
class CellList:
    """N neurons in cells with K numbers each, as ``cell_list`` makes it.

    shapes ``(9 n,)``, columns ``(K n,)``, starts ``(rows, cells_x + 1)``, for n slots; lower,
    sides, cells : the box, relative to origin; reach; least, greatest : bounds of all eigenvalues;
    peaks : largest absolute value of each column; crowd : most neurons that a cube of side ``cube``
    can hold.
    """

    shapes: Array
    columns: Array
    starts: IntArray
    origin: FloatArray
    lower: FloatArray
    sides: FloatArray
    cells: IntArray
    count: int
    sigmas: float
    reach: float
    least: float
    greatest: float
    peaks: FloatArray
    crowd: int
    cube: float

    def missed(self, order: int = 0) -> FloatArray:
        r"""Bound what the cutoff leaves out of a sum over windows, for each column, ``(K,)``.

        Beyond the reach ``q = u g_i u >= lambda |u|^2 >= s^2``.  Of ``exp(-q / 2)`` the part
        ``exp(-(1 - theta) q / 2)`` is below its value at s, and what remains, windows wider by
        ``theta^(-1/2)``, is summed over all space: by Jensen's inequality a window is at most
        ``exp(theta lambda h^2 / 8)`` times its mean over a cube of side h about the neuron, and no
        cube holds more than ``crowd`` neurons.  With ``theta = 3 / s^2``

        .. math:: |A|_{max} \frac{n_h}{h^3} (\theta\lambda)^{-3/2} e^{\theta\lambda h^2/8}
                  e^{-(1-\theta) s^2 / 2}

        times ``sqrt(Lambda) s`` for a first and ``Lambda (s^2 + 1)`` for a second derivative,
        Lambda the greatest eigenvalue.  For every cloud and every point; rounding not included.
        """
        s = self.sigmas
        if math.isinf(s):
            return np.zeros(len(self.peaks))
        theta = 3 / s**2
        smooth = self.crowd / self.cube**3 * (theta * self.least) ** -1.5
        smooth *= math.exp(theta * self.least * self.cube**2 / 8 - (1 - theta) * s**2 / 2)
        factor = (1.0, math.sqrt(self.greatest) * s, self.greatest * (s**2 + 1))[order]
        return np.asarray(self.peaks * smooth * factor)


def tail(sigmas: float) -> float:
    """Compute the share of a Gaussian window in three dimensions beyond ``sigmas`` widths.

    ``erfc(s / sqrt(2)) + sqrt(2 / pi) s exp(-s^2 / 2)``: what the cutoff takes from a cloud that is
    uniform beyond the reach, relative to the sum.

    >>> f"{tail(6):.1e} {tail(8):.1e}"
    '7.5e-08 8.2e-14'
    """
    return math.erfc(sigmas / math.sqrt(2)) + math.sqrt(2 / math.pi) * sigmas * math.exp(
        -(sigmas**2) / 2
    )


def cell_list(
    positions: ArrayLike,
    precisions: ArrayLike,
    values: ArrayLike | Values,
    *,
    sigmas: float = 8.0,
    dtype: DTypeLike = np.float64,
    limit: float | None = None,
) -> CellList:
    """Sort neurons into cells; they are read ``CHUNK`` at a time, three times over.

    positions : ``(N, 3)``; precisions : ``(N, 3, 3)``, symmetric positive definite; both may be
    memory-mapped files.  values : ``(N, K)``, or a function of precisions ``(n, 3, 3)`` that
    returns ``(n, K)``, so that nothing of size N is made.  sigmas : at least 3; infinity gives one
    cell and the sum over all.  dtype : float64, or float32, which halves the memory
    (``8 (9 + K)`` bytes for each neuron) and leaves six digits of the sums.  limit : bytes that
    the list may take, by default half of the free memory.
    Raises ``ValueError`` for wrong shapes and for a neuron, named by its index, that is not finite,
    not symmetric or not positive definite; ``BeyondMemoryError`` with the number of bytes if
    the list would not fit.
    """
    places, matrices = np.asanyarray(positions), np.asanyarray(precisions)
    kind = np.dtype(dtype)
    if kind not in (np.dtype(np.float64), np.dtype(np.float32)):
        raise ValueError(f"`dtype` must be float64 or float32, but it is {kind}.")
    if places.ndim != 2 or places.shape[1] != 3 or len(places) == 0:
        raise ValueError(f"`positions` must have shape (N, 3), but its shape is {places.shape}.")
    if matrices.shape != (len(places), 3, 3):
        raise ValueError(
            f"`precisions` must have shape {(len(places), 3, 3)}, but its shape is "
            f"{matrices.shape}."
        )
    if math.isnan(sigmas) or sigmas < 3:
        raise ValueError(f"`sigmas` must be at least 3, but it is {sigmas!r}.")
    given = None if callable(values) else _table(values, len(places))
    width = (
        values(np.eye(3)[None]).shape[1]
        if callable(values)
        else _table(values, len(places)).shape[1]
    )
    needed = len(places) * (1.02 * (9 + width) * kind.itemsize + 12) + 2**26
    refuse_beyond(needed, limit, f"Cell list of {len(places)} neurons")
    first, last = np.full(3, np.inf), np.full(3, -np.inf)
    least, greatest = np.inf, 0.0
    for some in _chunks(len(places)):
        x, g = _finite("positions", places[some], some), _finite("precisions", matrices[some], some)
        first, last = np.minimum(first, x.min(axis=0)), np.maximum(last, x.max(axis=0))
        low, high = _spectra(g, some.start)
        least, greatest = min(least, low), max(greatest, high)
    reach = sigmas / math.sqrt(least)
    origin = (first + last) / 2 if kind == np.float32 else np.zeros(3)
    lower, sides, cells = _box(first, last, len(places), reach)
    rows = int(cells[1] * cells[2])
    counts = np.zeros((rows, int(cells[0])), np.int64)
    where = np.empty(len(places), np.int32)
    for some in _chunks(len(places)):
        x = np.asarray(places[some], dtype=np.float64)
        index = np.minimum(((x - lower) / sides).astype(np.int64), cells - 1)
        where[some] = (index[:, 2] * cells[1] + index[:, 1]) * cells[0] + index[:, 0]
    _count(where, counts.reshape(-1))
    starts = _starts(counts)
    slots = int(starts[-1, -1] + LANES - 1) // LANES * LANES
    cursor = starts[:, :-1].copy().reshape(-1)
    shapes = _aligned(9 * slots, kind)
    columns = _aligned(width * slots, kind)
    peaks = np.zeros(width)
    for some in _chunks(len(places)):
        x = np.asarray(places[some], dtype=np.float64) - origin
        g = np.asarray(matrices[some], dtype=np.float64)
        table = values(g) if callable(values) else _finite("values", given[some], some)  # type: ignore[index]
        peaks = np.maximum(peaks, np.abs(table).max(axis=0))
        upper = np.stack([SCALE * g[:, a, b] for a, b in UPPER], axis=1)
        _scatter(where[some], cursor, np.concatenate([x, upper, table], axis=1), shapes, columns)
    across = 2 * float(max(sides))
    wide = [2 + math.floor(across / side - 1e-9) for side in sides]
    crowd = _crowd(counts.reshape(int(cells[2]), int(cells[1]), int(cells[0])), wide[::-1])
    return CellList(
        shapes, columns, starts, origin, lower - origin, sides, cells, len(places), float(sigmas),
        reach, least, greatest, peaks, crowd, across,
    )  # fmt: skip


def _chunks(count: int) -> Iterator[slice]:
    return (slice(i, min(i + CHUNK, count)) for i in range(0, count, CHUNK))


def _table(values: ArrayLike, count: int) -> Array:
    table = np.asanyarray(values)
    if table.ndim != 2 or table.shape[0] != count or table.shape[1] == 0:
        raise ValueError(f"`values` must have shape ({count}, K), but its shape is {table.shape}.")
    return table


def _finite(name: str, chunk: Array, some: slice) -> FloatArray:
    if chunk.dtype.kind not in "biuf":
        raise ValueError(f"`{name}` must be real, but its dtype is {chunk.dtype}.")
    array = np.asarray(chunk, dtype=np.float64)
    finite = np.isfinite(array).reshape(len(array), -1).all(axis=1)
    if not finite.all():
        i = int(np.flatnonzero(~finite)[0])
        bad = array[i][~np.isfinite(array[i])].flat[0]
        raise ValueError(f"`{name}` must be finite, but neuron {some.start + i} has {bad}.")
    return array


def _spectra(g: FloatArray, start: int) -> tuple[float, float]:
    """Return bounds of the eigenvalues of symmetric 3x3 matrices, below and above all of them.

    Trigonometric roots of the characteristic polynomial, wrong by up to 1e-8 of the spread; where
    that could matter LAPACK decides.
    """
    skew = np.abs(g - np.swapaxes(g, 1, 2)).max(axis=(1, 2))
    size = np.abs(g).max(axis=(1, 2))
    crooked = np.flatnonzero(skew > 1e-12 * size)
    if crooked.size:
        i = int(crooked[0])
        raise ValueError(
            f"`precisions` must be symmetric, but opposite entries of neuron {start + i} differ by "
            f"{skew[i]:.6g}."
        )
    unit = np.where(size > 0, size, 1)
    h = g / unit[:, None, None]
    mean = np.trace(h, axis1=1, axis2=2) / 3
    rest = h - mean[:, None, None] * np.eye(3)
    spread = np.sqrt(np.einsum("nab,nab->n", rest, rest) / 6)
    a, b, c = rest[:, 0], rest[:, 1], rest[:, 2]
    cosine = np.einsum("na,na->n", a, np.cross(b, c)) / 2
    cosine /= np.maximum(spread, 1e-20) ** 3
    angle = np.arccos(np.clip(cosine, -1, 1)) / 3
    least = mean + 2 * spread * np.cos(angle + 2 * np.pi / 3) - 1e-7 * spread
    greatest = mean + 2 * spread * np.cos(angle) + 1e-7 * spread
    doubtful = np.flatnonzero(least <= 1e-6)
    if doubtful.size:
        least[doubtful] = np.linalg.eigvalsh(h[doubtful])[:, 0]
        bad = doubtful[least[doubtful] <= 1e-15]  # singular to rounding
        if bad.size:
            i = int(bad[0])
            raise ValueError(
                f"`precisions` must be positive definite, but neuron {start + i} has the "
                f"eigenvalue {least[i] * unit[i]:.6g}."
            )
    return float((least * unit).min()), float((greatest * unit).max())


def _box(
    first: FloatArray, last: FloatArray, count: int, reach: float
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Choose the cells: half as long as wide, so that a point finds about RUN neurons in a row."""
    size = np.maximum(last - first, 1e-9 * (1 + np.abs(last) + np.abs(first)))
    if math.isinf(reach):
        return first, size * (1 + 1e-9), np.ones(3, np.int64)
    density = count / float(np.prod(np.maximum(size, reach)))
    width = min(max(math.sqrt(RUN / (1.3 * reach * density)), reach / 16), reach)
    while True:
        wanted = np.array([width / 2, width, width])
        if float(np.prod(np.ceil(size / wanted))) <= 4 * count + 64:
            break
        width *= 1.25
    cells = np.maximum(1, np.ceil(size / wanted)).astype(np.int64)
    return first, np.maximum(wanted, size * (1 + 1e-9) / cells), cells


def _aligned(count: int, kind: np.dtype[Any]) -> Array:
    """Return zeros that begin where a cache line does: no vector of eight then lies across two."""
    room = np.zeros(count + 64 // kind.itemsize, kind)
    skip = -room.ctypes.data % 64 // kind.itemsize
    return room[skip : skip + count]


def _starts(counts: IntArray) -> IntArray:
    """First slot of every cell and the end of every row; rows begin at multiples of LANES."""
    length = counts.sum(axis=1)
    padded = (length + LANES - 1) // LANES * LANES
    begin = np.concatenate([[0], np.cumsum(padded)[:-1]])
    within = np.cumsum(counts, axis=1)
    return np.asarray(
        np.concatenate([begin[:, None], begin[:, None] + within], axis=1), dtype=np.int64
    )


def _crowd(counts: IntArray, wide: list[int]) -> int:
    """Most neurons in a block of cells, ``wide`` cells along each axis."""
    for axis, n in enumerate(wide):
        total = np.cumsum(np.moveaxis(counts, axis, 0), axis=0)
        if len(total) > n:
            total[n:] = total[n:] - total[:-n].copy()
            total = total[n - 1 :]
        else:
            total = total[-1:]
        counts = np.moveaxis(total, 0, axis)
    return int(counts.max())


@njit(cache=True)  # type: ignore[untyped-decorator]
def _count(where: IntArray, counts: IntArray) -> None:
    for cell in where:
        counts[cell] += 1


@njit(cache=True)  # type: ignore[untyped-decorator]
def _scatter(
    where: IntArray, cursor: IntArray, table: Array, shapes: Array, columns: Array
) -> None:
    slots = shapes.size // 9
    for i in range(where.size):
        at = cursor[where[i]]
        cursor[where[i]] += 1
        for k in range(9):
            shapes[k * slots + at] = table[i, k]
        for k in range(9, table.shape[1]):
            columns[(k - 9) * slots + at] = table[i, k]
