"""Geodesics through a metric that is known on a grid: quintic tensor splines of the inverse metric.

With g^{mn}(x) a spline, H = g^{mn} p_m p_n / 2 is a Hamiltonian exactly, so that its drift measures
the integration and ``Field.error`` the table.  Four coordinates always: a metric of fewer is
completed by flat ones, on which nothing depends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike
from scipy.interpolate import BSpline, make_interp_spline

from numerics._checks import Array, FloatArray, as_real
from numerics.orbits.integration import Crossing, System, box

DEGREE = 5
PAIRS = [(a, b) for a in range(4) for b in range(a, 4)]


@dataclass(frozen=True, eq=False)
class Field:
    """A metric field as a spline table; ``parameters`` go to ``integrate``.

    dimension : n of the given metric; axes : its axes, one point where nothing depends on it;
    parameters : coefficients, grid and basis polynomials; error : largest difference of g^{mn} at
    the samples that a table of every other sample does not see, relative to the largest |g^{mn}|:
    the table itself is about 2**6 times better.
    """

    dimension: int
    axes: tuple[FloatArray, ...]
    parameters: tuple[FloatArray, FloatArray, FloatArray]
    error: float

    def system(self) -> System:
        """The system of state (x^0..x^3, p_0..p_3)."""
        return System(right_side, monitors, tuple(range(8)), (), (), ("norm",))

    def edges(self) -> tuple[Crossing, ...]:
        """Events at which an orbit leaves the table."""
        wide = [(k, axis) for k, axis in enumerate(self.axes) if len(axis) > 1]
        return tuple(e for k, axis in wide for e in box(k, float(axis[0]), float(axis[-1])))

    def starts(self, x: ArrayLike, p: ArrayLike) -> FloatArray:
        """States from events and momenta ``(B, n)``, completed to four coordinates."""
        at, momenta = as_real("x", x), as_real("p", p)
        state = np.zeros((len(at), 8))
        state[:, : self.dimension], state[:, 4 : 4 + self.dimension] = at, momenta
        return state


def field_table(axes: Sequence[ArrayLike], samples: ArrayLike) -> Field:
    """Make the table from samples of g_{mn}.

    axes : n axes of equally spaced points, increasing, at least 11; an axis of one point stands for
    a coordinate on which the metric does not depend.  samples : ``(N_0, ..., N_{n-1}, n, n)``.
    Memory: ten numbers per grid point.  Error of order 6 in the spacing, of the derivatives 5.

    Raises ``ValueError`` for bad axes, a wrong shape, or a metric that is asymmetric or singular,
    with the index of the grid point.
    """
    points = tuple(_axis(k, axis) for k, axis in enumerate(axes))
    n, g = len(points), as_real("samples", samples)
    shape = (*(len(axis) for axis in points), n, n)
    if not 1 <= n <= 4 or g.shape != shape:
        raise ValueError(
            f"`samples` must have shape {shape}, one to four axes, but its shape is {g.shape}."
        )
    size = np.abs(g).max(axis=(-2, -1))
    wrong = np.abs(g - np.swapaxes(g, -1, -2)).max(axis=(-2, -1)) > 1e-12 * size
    _refuse(wrong, "symmetric")
    eigenvalues = np.abs(np.linalg.eigvalsh(g))
    _refuse(eigenvalues.min(-1) <= 1e-14 * eigenvalues.max(-1), "regular")
    inverse = np.broadcast_to(np.eye(4), (*shape[:-2], 4, 4)).copy()
    inverse[..., :n, :n] = np.linalg.inv(g)
    packed = np.stack([inverse[..., a, b] for a, b in PAIRS], axis=-1)
    packed = packed.reshape(*shape[:-2], *[1] * (4 - n), len(PAIRS))
    return Field(n, points, _parameters(points, packed), _error(points, packed))


def _axis(k: int, axis: ArrayLike) -> FloatArray:
    points = as_real("axes", axis)
    gaps = np.diff(points.ravel())
    uniform = gaps.size >= 10 and gaps.min() > 0 and np.ptp(gaps) <= 1e-9 * gaps.max()
    if points.ndim != 1 or not (uniform or points.size == 1):
        raise ValueError(
            f"`axes` must be equally spaced and increasing, one or at least 11 points, but axis {k}"
            f" is not ({points.size} points)."
        )
    return points


def _refuse(wrong: Array, adjective: str) -> None:
    if wrong.any():
        place = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(f"`samples` must be {adjective} matrices, but at {place} they are not.")


def _parameters(
    axes: Sequence[FloatArray], packed: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Coefficients, (first, 1 / step, count) of each axis, and basis polynomials per interval."""
    table, pieces = packed, []
    grid = np.tile([0.0, 1.0, 1.0], (4, 1))
    for k, axis in enumerate(axes):
        if len(axis) == 1:
            pieces.append(np.zeros(0))
            continue
        spline = make_interp_spline(axis, table, DEGREE, axis=k)
        table = np.moveaxis(spline.c, 0, k) if spline.c.shape != table.shape else spline.c
        step = (axis[-1] - axis[0]) / (len(axis) - 1)
        grid[k] = axis[0], 1 / step, len(axis)
        pieces.append(_pieces(spline.t, axis, step).ravel())
    return np.ascontiguousarray(table).ravel(), grid.ravel(), np.concatenate(pieces)


def _pieces(knots: FloatArray, axis: FloatArray, step: float) -> FloatArray:
    """Coefficients (interval, basis function, power) in u = (x - x_i) / step."""
    count = len(axis)
    basis = BSpline(knots, np.eye(count), DEGREE)
    first = np.clip(np.arange(count - 1) - 2, 0, count - DEGREE - 1)
    inside = first[:, None] + np.arange(DEGREE + 1)
    found = np.empty((count - 1, DEGREE + 1, DEGREE + 1))
    for power in range(DEGREE + 1):
        slope = basis.derivative(power)(axis[:-1]) * step**power / factorial(power)
        found[..., power] = np.take_along_axis(slope, inside, axis=1)
    return found


def _error(axes: Sequence[FloatArray], packed: FloatArray) -> float:
    """The coarse table against the samples it leaves out, axis by axis."""
    worst = 0.0
    for k, axis in enumerate(axes):
        if len(axis) > 1:
            rough = make_interp_spline(
                axis[::2], np.take(packed, range(0, len(axis), 2), k), 5, axis=k
            )
            inner = range(1, len(axis) - 1, 2)
            gap = np.abs(rough(axis[list(inner)]) - np.take(packed, inner, k)).max()
            worst = max(worst, float(gap))
    return worst / float(np.abs(packed).max())


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def weights(x: float, k: int, grid: Array, pieces: Array, offset: int) -> tuple[Any, ...]:
    """First coefficient, six basis functions and their six derivatives at x on axis k."""
    count = int(grid[3 * k + 2])
    if count == 1:
        return 0, (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    scaled = (x - grid[3 * k]) * grid[3 * k + 1]
    cell = min(max(int(scaled), 0), count - 2)
    u, rate = scaled - cell, grid[3 * k + 1]
    at = offset + 36 * cell
    return (
        min(max(cell - 2, 0), count - 6),
        (
            _value(pieces, at, u),
            _value(pieces, at + 6, u),
            _value(pieces, at + 12, u),
            _value(pieces, at + 18, u),
            _value(pieces, at + 24, u),
            _value(pieces, at + 30, u),
        ),
        (
            rate * _slope(pieces, at, u),
            rate * _slope(pieces, at + 6, u),
            rate * _slope(pieces, at + 12, u),
            rate * _slope(pieces, at + 18, u),
            rate * _slope(pieces, at + 24, u),
            rate * _slope(pieces, at + 30, u),
        ),
    )


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def _value(c: Array, i: int, u: float) -> float:
    high = c[i + 3] + u * (c[i + 4] + u * c[i + 5])
    return float(c[i] + u * (c[i + 1] + u * (c[i + 2] + u * high)))


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def _slope(c: Array, i: int, u: float) -> float:
    high = 3.0 * c[i + 3] + u * (4.0 * c[i + 4] + u * 5.0 * c[i + 5])
    return float(c[i + 1] + u * (2.0 * c[i + 2] + u * high))


@njit(error_model="numpy", fastmath={"contract", "nsz"})  # type: ignore[untyped-decorator]
def flow(
    x0: float, x1: float, x2: float, x3: float,
    p0: float, p1: float, p2: float, p3: float,
    table: Array, grid: Array, pieces: Array,
) -> tuple[float, ...]:  # fmt: skip
    """``g^{mn} p_n`` and ``d_c g^{mn} p_m p_n``, eight numbers."""
    n0, n1, n2, n3 = int(grid[2]), int(grid[5]), int(grid[8]), int(grid[11])
    o1 = 36 * (n0 - 1)
    o2 = o1 + 36 * (n1 - 1)
    o3 = o2 + 36 * (n2 - 1)
    i0, w0, d0 = weights(x0, 0, grid, pieces, 0)
    i1, w1, d1 = weights(x1, 1, grid, pieces, o1)
    i2, w2, d2 = weights(x2, 2, grid, pieces, o2)
    i3, w3, d3 = weights(x3, 3, grid, pieces, o3)
    v0 = v1 = v2 = v3 = f0 = f1 = f2 = f3 = 0.0
    for a in range(min(n0, 6)):
        for b in range(min(n1, 6)):
            ww, dw, wd = w0[a] * w1[b], d0[a] * w1[b], w0[a] * d1[b]
            for c in range(min(n2, 6)):
                www, dww, wdw, wwd = ww * w2[c], dw * w2[c], wd * w2[c], ww * d2[c]
                row = (((i0 + a) * n1 + i1 + b) * n2 + i2 + c) * n3 + i3
                for e in range(min(n3, 6)):
                    at = 10 * (row + e)
                    t1, t2, t3 = table[at + 1], table[at + 2], table[at + 3]
                    t5, t6, t8 = table[at + 5], table[at + 6], table[at + 8]
                    u0 = table[at] * p0 + t1 * p1 + t2 * p2 + t3 * p3
                    u1 = t1 * p0 + table[at + 4] * p1 + t5 * p2 + t6 * p3
                    u2 = t2 * p0 + t5 * p1 + table[at + 7] * p2 + t8 * p3
                    u3 = t3 * p0 + t6 * p1 + t8 * p2 + table[at + 9] * p3
                    square = u0 * p0 + u1 * p1 + u2 * p2 + u3 * p3
                    w = www * w3[e]
                    v0 += w * u0
                    v1 += w * u1
                    v2 += w * u2
                    v3 += w * u3
                    f0 += dww * w3[e] * square
                    f1 += wdw * w3[e] * square
                    f2 += wwd * w3[e] * square
                    f3 += www * d3[e] * square
    return v0, v1, v2, v3, f0, f1, f2, f3


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def right_side(
    s: float,
    x0: float, x1: float, x2: float, x3: float,
    p0: float, p1: float, p2: float, p3: float,
    table: Array, grid: Array, pieces: Array,
) -> tuple[float, ...]:  # fmt: skip
    """Hamilton's equations, ``x' = g^{mn} p_n`` and ``p_c' = -d_c g^{mn} p_m p_n / 2``."""
    v0, v1, v2, v3, f0, f1, f2, f3 = flow(x0, x1, x2, x3, p0, p1, p2, p3, table, grid, pieces)
    return v0, v1, v2, v3, -0.5 * f0, -0.5 * f1, -0.5 * f2, -0.5 * f3


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def monitors(
    s: float,
    x0: float, x1: float, x2: float, x3: float,
    p0: float, p1: float, p2: float, p3: float,
    table: Array, grid: Array, pieces: Array,
) -> tuple[float]:  # fmt: skip
    """The norm ``g^{mn} p_m p_n``."""
    v0, v1, v2, v3, _, _, _, _ = flow(x0, x1, x2, x3, p0, p1, p2, p3, table, grid, pieces)
    return (v0 * p0 + v1 * p1 + v2 * p2 + v3 * p3,)
