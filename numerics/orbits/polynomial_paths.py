"""Polynomial paths between fixed ends that make a functional stationary, many at once.

``S = int_{-h}^{h} L(x, dx/dt) dt`` with ``x^0 = t`` is made stationary over the spatial positions
``x(t) = chord + (1 - s^2) sum_k c_k T_k(s)``, ``s = t / h``, by Newton's method: first derivatives
by complex step, second ones by differences.  No equation of motion enters.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, positive_float, whole
from numerics.calculus import gauss_nodes
from numerics.calculus._differences import STEP

Lagrangian = Callable[[Array, Array], Array]
_DIFFERENCE = 1e-4


@dataclass(frozen=True, eq=False)
class PolynomialPath:
    """B stationary paths: Chebyshev ``series : (degree + 1, B, d)`` in ``s = t / half_time``.

    >>> path = PolynomialPath(2.0, np.array([[[1.0]], [[3.0]]]))  # 1 + 3 t / 2
    >>> path.at([-2.0, 0.0, 2.0])[:, 0, 0]
    array([-2.,  1.,  4.])
    """

    half_time: float
    series: FloatArray

    def at(self, times: ArrayLike, order: int = 0) -> FloatArray:
        """Return the ``order``-th time derivative of the spatial positions, ``(T, B, d)``."""
        s = as_real("times", times) / self.half_time
        moved = chebyshev.chebder(self.series, order, axis=0) if order else self.series
        values = chebyshev.chebval(s, moved, tensor=True)
        return np.asarray(np.moveaxis(values, -1, 0) / self.half_time**order)

    def events(self, times: ArrayLike) -> FloatArray:
        """Return events ``(T, B, d + 1)`` with ``x^0 = t``."""
        space = self.at(times)
        clock = np.broadcast_to(as_real("times", times)[:, None, None], (*space.shape[:-1], 1))
        return np.concatenate([clock, space], axis=-1)


def stationary_polynomials(
    lagrangian: Lagrangian,
    start: ArrayLike,
    end: ArrayLike,
    *,
    half_time: float,
    degree: int = 8,
    newton: int = 4,
) -> PolynomialPath:
    """Make ``int L dt`` stationary from ``start`` at ``-half_time`` to ``end`` at ``half_time``.

    lagrangian : ``L(x, v)`` of events and velocities ``(..., B, J, d + 1)`` with ``v^0 = 1``,
    analytic, returning ``(..., B, J)``; start, end : spatial, ``(B, d)``; degree : of the path, at
    least 2; newton : steps taken.  Memory: ``2 D^2 B`` numbers per node, ``D = (degree - 1) d``.
    Raises ``ValueError`` for wrong shapes.

    >>> free = stationary_polynomials(lambda x, v: (v[..., 1:] ** 2).sum(-1), [[0.0]], [[1.0]],
    ...                               half_time=1.0)
    >>> float(round(free.at([0.5])[0, 0, 0], 12))
    0.75
    """
    a, b = as_real("start", start), as_real("end", end)
    if a.ndim != 2 or a.shape != b.shape:
        raise ValueError(
            f"`start` and `end` must have one shape (B, d), but they have {a.shape} and {b.shape}."
        )
    h = positive_float("half_time", half_time)
    if whole("degree", degree) < 2:
        raise ValueError(f"`degree` must be at least 2, but is {degree}.")
    d, bubbles = a.shape[1], _bubbles(degree)
    line = gauss_nodes(-1.0, 1.0, degree + 6)
    s, weights = line.points, line.weights
    shape, slope = (chebyshev.chebval(s, c) for c in (bubbles, chebyshev.chebder(bubbles)))
    clock = np.broadcast_to((h * s)[:, None], (*a.shape[:1], s.size, 1))
    chord = (a + b)[:, None] / 2 + (b - a)[:, None] / 2 * s[:, None]

    def value(c: Array) -> Array:
        parts = c.reshape(*c.shape[:-1], d, len(shape))
        x = chord + np.einsum("...dk,kj->...jd", parts, shape)
        v = ((b - a)[:, None] / 2 + np.einsum("...dk,kj->...jd", parts, slope)) / h
        time = np.broadcast_to(clock, (*x.shape[:-1], 1))
        events = np.concatenate([time, x], -1)
        speeds = np.concatenate([np.ones_like(time), v], -1)
        return np.asarray(h * (lagrangian(events, speeds) * weights).sum(-1))

    size = d * len(shape)
    bumps = 1j * STEP * np.eye(size)[:, None, :]

    def gradient(c: Array) -> FloatArray:
        moved = value(c[..., None, :, :] + bumps)
        return np.asarray(np.moveaxis(moved.imag / STEP, -2, -1))

    c = np.zeros((len(a), size))
    for _ in range(whole("newton", newton)):
        step = _DIFFERENCE * np.eye(size)[:, None, :]
        rows = (gradient(c + step) - gradient(c - step)) / (2 * _DIFFERENCE)
        hessian = np.moveaxis(rows, 0, -2)
        c = c - np.linalg.solve(hessian, gradient(c)[..., None])[..., 0]
    series = np.einsum("kb,ndb->knd", bubbles, c.reshape(len(a), d, -1))
    series[0] += (a + b) / 2
    series[1] += (b - a) / 2
    return PolynomialPath(h, series)


def _bubbles(degree: int) -> FloatArray:
    """Chebyshev coefficients of (1 - s^2) T_k(s), k = 0 .. degree - 2: ``(degree + 1, K)``."""
    columns = []
    for k in range(degree - 1):
        product = chebyshev.chebmul([0.5, 0.0, -0.5], np.eye(degree - 1)[k])
        columns.append(np.pad(product, (0, degree + 1 - len(product))))
    return np.stack(columns, -1)
