"""Functionals of paths, their functional derivatives and second variations, without any equation.

A path is K + 1 events ``(..., K + 1, n)`` at parameter values ``times : (K + 1,)``; its functional
is a sum over segments, ``S = sum_k s(x_k, x_{k+1}, dt_k)``, by the midpoint rule: errors fall as
``1 / K^2``.  Derivatives are complex steps of the segments, exact for the discrete S.  Metrics are
analytic functions ``(..., n) -> (..., n, n)`` of signature (-, +, ..., +).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, increasing, positive_float
from numerics.calculus._differences import OFFSETS, STEP, WEIGHTS
from numerics.spacetime.curvatures import MetricFunction

Segment = Callable[[Array, Array, Array], Array]  # start, end (..., n), dt (...) -> (...)


def proper_time_segment(metric: MetricFunction) -> Segment:
    """Return the segment of ``int sqrt(-g_mn x'^m x'^n) dt``, Vanchurin (7.5); dt drops out.

    The segment raises ``ValueError`` where a chord is not time-like.

    >>> segment = proper_time_segment(lambda x: np.diag([-1.0, 1.0]) + 0 * x[..., None])
    >>> path = [[0.0, 0.0], [5.0, 4.0], [10.0, 0.0]]  # the twin who travels at 4 / 5
    >>> float(path_value(segment, path, [0.0, 5.0, 10.0]).round(12))
    6.0
    """

    def segment(start: Array, end: Array, dt: Array) -> Array:
        square = -_interval(metric, start, end)
        worst = float(np.min(square.real, initial=np.inf))
        if worst <= 0:
            raise ValueError(
                f"`path` must be time-like, but a chord of it has -g(dx, dx) = {worst:.6g}."
            )
        return np.asarray(np.sqrt(square))

    return segment


def entropy_segment(metric: MetricFunction) -> Segment:
    """Return the segment of ``int -g_mn x'^m x'^n dt``, without the square root.

    In synchronous gauge with ``x^0 = t`` that is ``int (1 - g_ab x'^a x'^b) dt``, Vanchurin (8.1)
    with (8.2).

    >>> segment = entropy_segment(lambda x: np.diag([-1.0, 1.0]) + 0 * x[..., None])
    >>> path = [[0.0, 0.0], [5.0, 4.0], [10.0, 0.0]]
    >>> float(path_value(segment, path, [0.0, 5.0, 10.0]).round(12))  # 10 (1 - v^2)
    3.6
    """

    def segment(start: Array, end: Array, dt: Array) -> Array:
        return np.asarray(-_interval(metric, start, end) / dt)

    return segment


def lagrangian_segment(lagrangian: Callable[[Array, Array], Array]) -> Segment:
    """Return the midpoint segment of ``int L(x, x') dt``; L : ``(..., n), (..., n) -> (...)``.

    >>> free = lagrangian_segment(lambda x, v: v[..., 1] ** 2 / 2)
    >>> float(path_value(free, [[0.0, 0.0], [2.0, 6.0]], [0.0, 2.0]))  # v^2 T / 2
    9.0
    """

    def segment(start: Array, end: Array, dt: Array) -> Array:
        return np.asarray(lagrangian((start + end) / 2, (end - start) / dt[..., None]) * dt)

    return segment


def path_value(segment: Segment, path: ArrayLike, times: ArrayLike) -> Array:
    """Compute S of paths ``(..., K + 1, n)``, real or complex; shape ``(...)``.

    Raises ``ValueError`` for wrong shapes or times that do not increase.

    >>> fall = lagrangian_segment(lambda x, v: v[..., 1] ** 2 / 2 - x[..., 1])
    >>> float(path_value(fall, [[0.0, 1.0], [2.0, 1.0]], [0.0, 2.0]))  # at rest at height 1
    -2.0
    """
    x, dt = _path(as_array("path", path), times)
    return np.asarray(segment(x[..., :-1, :], x[..., 1:, :], dt).sum(axis=-1))


def node_derivative(segment: Segment, path: ArrayLike, times: ArrayLike) -> FloatArray:
    """Compute ``d S / d x_k^m`` at all nodes, ends included, ``(..., K + 1, n)``.

    Cost: 2 n evaluations of the segments, whatever K is.  Raises as ``path_value``, or when the
    segment returns real numbers for complex paths.

    >>> free = lagrangian_segment(lambda x, v: v[..., 1] ** 2 / 2)
    >>> path = [[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]]
    >>> node_derivative(free, path, [0.0, 1.0, 2.0])[:, 1]  # -v, 0, v: the momenta at the ends
    array([-2.,  0.,  2.])
    """
    x, dt = _path(as_real("path", path), times)
    first, second = _slopes(segment, x[..., :-1, :], x[..., 1:, :], dt)
    result = np.zeros(x.shape)
    result[..., :-1, :] += first
    result[..., 1:, :] += second
    return result


def path_derivative(segment: Segment, path: ArrayLike, times: ArrayLike) -> FloatArray:
    """Compute ``delta S / delta x^m(t_k)`` at the inner nodes, ``(..., K - 1, n)``.

    The derivative at a node over the time that the node stands for, ``(t_{k+1} - t_{k-1}) / 2``:
    ``dL/dx - d/dt dL/dx'`` with an error of order ``1 / K^2`` on smooth paths and even
    steps.  Vanchurin (7.6).  Raises as ``node_derivative``.

    >>> free = lagrangian_segment(lambda x, v: v[..., 1] ** 2 / 2)
    >>> times = np.linspace(0.0, 1.0, 5)
    >>> path_derivative(free, np.stack([times, times**2], -1), times)[:, 1].round(9)  # -x''
    array([-2., -2., -2.])
    """
    clock = increasing("times", times)
    inner = node_derivative(segment, path, clock)[..., 1:-1, :]
    return np.asarray(inner / ((clock[2:] - clock[:-2]) / 2)[:, None])


def path_hessian(
    segment: Segment, path: ArrayLike, times: ArrayLike, *, step: float = 1e-2
) -> FloatArray:
    """Compute ``d^2 S / d x_j^m d x_k^n`` over the inner nodes of one path.

    path : ``(K + 1, n)``.  Returns ``(K - 1, n, K - 1, n)``, symmetric; blocks further than one
    node apart are 0.  Central differences of order 8 of the exact first derivatives; their step is
    ``step`` times the largest coordinate difference along a chord.  Relative error about 1e-12.
    Raises as ``node_derivative``.

    >>> free = lagrangian_segment(lambda x, v: v[..., 1] ** 2 / 2)
    >>> times = np.arange(4.0)
    >>> found = path_hessian(free, np.stack([times, times], -1), times)
    >>> found[:, 1, :, 1].round(9) + 0.0  # second differences
    array([[ 2., -1.],
           [-1.,  2.]])
    """
    x, dt = _path(as_real("path", path), times)
    if x.ndim != 2:
        raise ValueError(f"`path` must have shape (K + 1, n), but its shape is {x.shape}.")
    count, n = x.shape
    start, end = x[:-1], x[1:]
    size = positive_float("step", step) * float(np.abs(end - start).max())
    # moved ends of every segment: (2 ends, n components, 8 offsets, K, n)
    offsets = np.concatenate([OFFSETS, -OFFSETS]) * size
    bump = np.einsum("mn,o->mon", np.eye(n), offsets)[:, :, None, :]
    weights = np.concatenate([WEIGHTS, -WEIGHTS]) / size
    blocks = np.empty((2, 2, count - 1, n, n))
    for which, (a, b) in enumerate(
        ((start + bump, end + 0 * bump), (start + 0 * bump, end + bump))
    ):
        for other, slope in enumerate(_slopes(segment, a, b, dt)):
            blocks[which, other] = np.einsum("o,mokn->kmn", weights, slope)
    full = np.zeros((count, n, count, n))
    k = np.arange(count - 1)
    for which in (0, 1):
        for other in (0, 1):
            full[k + which, :, k + other, :] += blocks[which, other]
    inner = full[1:-1, :, 1:-1, :]
    return np.asarray((inner + np.transpose(inner, (2, 3, 0, 1))) / 2)


def _interval(metric: MetricFunction, start: Array, end: Array) -> Array:
    chord = end - start
    return np.asarray(np.einsum("...m,...mn,...n->...", chord, metric((start + end) / 2), chord))


def _slopes(segment: Segment, start: Array, end: Array, dt: Array) -> tuple[Array, Array]:
    """Differentiate segments with respect to their first and their second end, ``(..., n)``."""
    slopes = []
    n = start.shape[-1]
    for which in (0, 1):
        columns = []
        for m in range(n):
            bump = 1j * STEP * np.eye(n)[m]
            moved = (bump, 0j * bump) if which == 0 else (0j * bump, bump)
            value = np.asarray(segment(start + moved[0], end + moved[1], dt))
            if value.dtype.kind != "c":
                raise ValueError(
                    "`segment` must return complex numbers for complex paths, but it returned "
                    f"{value.dtype}."
                )
            columns.append(value.imag / STEP)
        slopes.append(np.stack(columns, axis=-1))
    return slopes[0], slopes[1]


def _path(x: Array, times: ArrayLike) -> tuple[Array, FloatArray]:
    clock = increasing("times", times)
    if x.ndim < 2 or x.shape[-2] != clock.size or clock.size < 2:
        raise ValueError(
            f"`path` must have shape (..., {clock.size}, n) with at least two events, but its "
            f"shape is {x.shape}."
        )
    return x, np.diff(clock)
