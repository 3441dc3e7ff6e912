"""Curvature by arrays: pure algebra from g, dg, ddg, and derivatives of any metric function.

Conventions: ``dg[..., m, n, a] = d_a g_mn``, ``ddg[..., m, n, a, b] = d_a d_b g_mn``, derivative
axes last.  ``Gamma[..., m, a, b] = Gamma^m_{ab}`` (Vanchurin (7.9)),

    R^r_{smn} = d_m Gamma^r_{ns} - d_n Gamma^r_{ms} + Gamma^r_{ml} Gamma^l_{ns}
                - Gamma^r_{nl} Gamma^l_{ms},    R_{mn} = R^l_{mln},

so that a sphere has positive curvature scalar.  Any dimension and signature.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, one_of
from numerics.calculus import gradient
from numerics.calculus._differences import STEP

MetricFunction = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class MetricJet:
    """Metric and its first and second partial derivatives at points, derivative axes last.

    g : ``(..., n, n)``; dg : ``(..., n, n, n)``; ddg : ``(..., n, n, n, n)``.

    >>> flat = MetricJet(np.eye(2), np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2)))
    >>> float(curvature(flat.g, flat.dg, flat.ddg).kretschmann)
    0.0
    """

    g: Array
    dg: Array
    ddg: Array


@dataclass(frozen=True, eq=False)
class Curvature:
    """Everything that a metric jet determines at a point; see the module for index orders.

    inverse ``g^{mn}``, christoffel ``Gamma^m_{ab}``, riemann ``R^r_{smn}``, lowered ``R_{rsmn}``,
    ricci, scalar, einstein ``R_mn - R g_mn / 2``, kretschmann ``R_{rsmn} R^{rsmn}``.

    >>> def sphere(x):
    ...     return np.stack([1 + 0 * x[..., 0], np.sin(x[..., 0]) ** 2], -1)[..., None] * np.eye(2)
    >>> found = curvature_at(sphere, [1.0, 0.0])
    >>> float(found.scalar.round(6)), float(found.kretschmann.round(6))
    (2.0, 4.0)
    """

    inverse: Array
    christoffel: Array
    riemann: Array
    lowered: Array
    ricci: Array
    scalar: Array
    einstein: Array
    kretschmann: Array


def inverse_metric(g: ArrayLike) -> Array:
    """Invert ``(..., n, n)``, or raise ``ValueError`` for a wrong, asymmetric or singular one.

    >>> inverse_metric([[2.0, 1.0], [1.0, 1.0]]).round(12)
    array([[ 1., -1.],
           [-1.,  2.]])
    """
    metric = _metric(g)
    try:
        inverse: Array = np.linalg.inv(metric)
    except np.linalg.LinAlgError:
        raise ValueError("`g` must be invertible, but its determinant is 0 at a point.") from None
    return inverse


def christoffel(g: ArrayLike, dg: ArrayLike) -> Array:
    """Compute ``Gamma^m_{ab} = g^{mn} (d_b g_na + d_a g_nb - d_n g_ab) / 2``, Vanchurin (7.9).

    g : ``(..., n, n)``; dg : ``(..., n, n, n)``.  Returns ``(..., n, n, n)``.
    Raises ``ValueError`` for wrong shapes, an asymmetric or a singular metric.

    >>> r = 2.0  # of polar coordinates, g = diag(1, r^2)
    >>> dg = np.zeros((2, 2, 2))
    >>> dg[1, 1, 0] = 2 * r
    >>> gamma = christoffel(np.diag([1.0, r**2]), dg)
    >>> float(gamma[0, 1, 1]), float(gamma[1, 0, 1])  # -r, 1 / r
    (-2.0, 0.5)
    """
    inverse = inverse_metric(g)
    return np.asarray(_contract("...mn,...nab->...mab", inverse, _lowered_christoffel(g, dg)))


def christoffel_derivative(g: ArrayLike, dg: ArrayLike, ddg: ArrayLike) -> Array:
    """Compute ``d_c Gamma^m_{ab}``, shape ``(..., m, a, b, c)``; as ``christoffel``.

    >>> r = 2.0  # of polar coordinates, g = diag(1, r^2)
    >>> dg, ddg = np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2))
    >>> dg[1, 1, 0], ddg[1, 1, 0, 0] = 2 * r, 2
    >>> slope = christoffel_derivative(np.diag([1.0, r**2]), dg, ddg)
    >>> float(slope[0, 1, 1, 0]), float(slope[1, 0, 1, 0])  # -1, -1 / r^2
    (-1.0, -0.25)
    """
    inverse = inverse_metric(g)
    gamma = _contract("...mn,...nab->...mab", inverse, _lowered_christoffel(g, dg))
    slope, bend = _derivatives(g, dg, ddg)
    # differentiate g_mn Gamma^n_ab = lowered_mab
    lowered = (bend + np.swapaxes(bend, -3, -2) - np.moveaxis(bend, -2, -4)) / 2
    rest = lowered - _contract("...mnc,...nab->...mabc", slope, gamma)
    return np.asarray(_contract("...mn,...nabc->...mabc", inverse, rest))


def curvature(g: ArrayLike, dg: ArrayLike, ddg: ArrayLike) -> Curvature:
    """Compute all curvature tensors from a metric and its derivatives; pure algebra.

    g : ``(..., n, n)`` symmetric; dg : ``(..., n, n, n)``; ddg : ``(..., n, n, n, n)`` symmetric
    in the first and in the last pair; real or complex.  Rounding only: relative error about 1e-15
    times the condition number of the metric.  Memory: a few arrays of ``n**4`` per point.
    Raises ``ValueError`` for wrong shapes, an asymmetric or a singular metric.

    >>> flat = curvature(np.eye(2), np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2)))
    >>> float(flat.scalar)
    0.0
    """
    metric = _metric(g)
    inverse = inverse_metric(metric)
    gamma = _contract("...mn,...nab->...mab", inverse, _lowered_christoffel(g, dg))
    slope = christoffel_derivative(g, dg, ddg)
    # d_m Gamma^r_{ns} with axes (r, s, m, n)
    half = np.moveaxis(slope, (-4, -3, -2, -1), (-4, -1, -3, -2))
    half = half + _contract("...rml,...lns->...rsmn", gamma, gamma)
    riemann = half - np.swapaxes(half, -1, -2)
    lowered = _contract("...rq,...qsmn->...rsmn", metric, riemann)
    ricci = np.einsum("...lmln->...mn", riemann)
    scalar = np.einsum("...mn,...mn->...", inverse, ricci)
    einstein = ricci - scalar[..., None, None] * metric / 2
    raised = _contract("...sa,...rsmn->...ramn", inverse, riemann)
    raised = _contract("...mb,...ramn->...rabn", inverse, raised)
    raised = _contract("...nc,...rabn->...rabc", inverse, raised)
    kretschmann = np.einsum("...rsmn,...rsmn->...", lowered, raised)
    return Curvature(inverse, gamma, riemann, lowered, ricci, scalar, einstein, kretschmann)


def first_derivatives(
    metric: MetricFunction, points: ArrayLike, *, method: str = "complex", step: float = 1e-2
) -> tuple[Array, Array]:
    """Compute g and ``dg`` of a metric function at points, ``(..., n, n)`` and ``(..., n, n, n)``.

    metric : called with points ``(..., n)`` of any leading shape, returns ``(..., n, n)``.
    method : ``"complex"`` steps 1e-30 into the complex plane: exact to rounding, needs an analytic
    function (no ``abs``, ``.real``, comparison of points).  ``"real"`` takes central differences of
    order 8: error ``step**8 g^(9) / 630`` and rounding ``1e-16 / step``.
    step : one number, or one for each coordinate.
    Raises ``ValueError`` for bad points, an unknown method, a metric that returns a wrong shape,
    an asymmetric matrix, or real numbers for complex points.

    >>> def polar(x):
    ...     return np.stack([1 + 0 * x[..., 0], x[..., 0] ** 2], -1)[..., None] * np.eye(2)
    >>> g, dg = first_derivatives(polar, [3.0, 0.0])
    >>> float(g[1, 1]), float(dg[1, 1, 0])  # r^2, 2 r
    (9.0, 6.0)
    """
    at = _points(points)
    one_of("method", method, ("complex", "real"))
    n = at.shape[-1]
    g = _call(metric, at)
    if method == "complex":
        moved = _call(metric, at + 1j * STEP * np.eye(n).reshape(n, *(1,) * (at.ndim - 1), n))
        if moved.dtype.kind != "c":
            raise ValueError(
                "`metric` must return complex numbers at complex points, but it returned "
                f'{moved.dtype}; use method="real".'
            )
        return g, np.moveaxis(moved.imag / STEP, 0, -1)
    return g, np.moveaxis(gradient(lambda x: _call(metric, x), at, step), 0, -1)


def metric_jet(
    metric: MetricFunction, points: ArrayLike, *, method: str = "complex", step: float = 1e-2
) -> MetricJet:
    """Compute g, dg and ddg of a metric function at points ``(..., n)``.

    Second derivatives are central differences of order 8 of the first ones, symmetrised; their
    error is ``step**8 g^(10) / 630`` plus rounding ``1e-16 / step`` (method ``"complex"``) or
    ``1e-16 / step**2`` (method ``"real"``): about 1e-13 and 1e-11 for a metric that varies over
    lengths of order 1 and the step of 1e-2.  The metric must be defined within ``4 step``
    (``8 step``) of the points.

    Cost: ``8 n (n + 1)`` (``64 n**2``) evaluations per point, all handed over in one or n calls.
    Arguments and errors as in ``first_derivatives``.

    >>> def polar(x):
    ...     return np.stack([1 + 0 * x[..., 0], x[..., 0] ** 2], -1)[..., None] * np.eye(2)
    >>> float(metric_jet(polar, [3.0, 0.0]).ddg[1, 1, 0, 0].round(9))
    2.0
    """
    at = _points(points)
    g, dg = first_derivatives(metric, at, method=method, step=step)

    def slope(x: Array) -> Array:
        return first_derivatives(metric, x, method=method, step=step)[1]

    ddg = np.moveaxis(gradient(slope, at, step), 0, -1)
    return MetricJet(g, dg, (ddg + np.swapaxes(ddg, -1, -2)) / 2)


def curvature_at(
    metric: MetricFunction, points: ArrayLike, *, method: str = "complex", step: float = 1e-2
) -> Curvature:
    """Compute all curvature tensors of a metric function at points ``(..., n)``.

    Accuracy, arguments and errors as in ``metric_jet``.

    >>> def sphere(x):
    ...     return np.stack([1 + 0 * x[..., 0], np.sin(x[..., 0]) ** 2], -1)[..., None] * np.eye(2)
    >>> curvature_at(sphere, [[1.0, 0.0], [2.0, 0.0]]).scalar.round(6)
    array([2., 2.])
    """
    jet = metric_jet(metric, points, method=method, step=step)
    return curvature(jet.g, jet.dg, jet.ddg)


def _contract(indices: str, a: Array, b: Array) -> Array:
    return np.asarray(np.einsum(indices, a, b))


def _lowered_christoffel(g: ArrayLike, dg: ArrayLike) -> Array:
    slope, _ = _derivatives(g, dg, None)
    # slope[n, a, b] = d_b g_na
    return np.asarray((slope + np.swapaxes(slope, -1, -2) - np.moveaxis(slope, -1, -3)) / 2)


def _derivatives(g: ArrayLike, dg: ArrayLike, ddg: ArrayLike | None) -> tuple[Array, Array]:
    shape = np.shape(g)
    n = shape[-1]
    slope = as_array("dg", dg)
    bend = as_array("ddg", np.zeros((*shape, n, n)) if ddg is None else ddg)
    for name, array, more in (("dg", slope, 1), ("ddg", bend, 2)):
        wanted = (*shape, *(n,) * more)
        if array.shape != wanted:
            raise ValueError(f"`{name}` must have shape {wanted}, but its shape is {array.shape}.")
    return slope, bend


def _metric(g: ArrayLike) -> Array:
    metric = as_array("g", g)
    if metric.ndim < 2 or metric.shape[-1] != metric.shape[-2] or metric.shape[-1] == 0:
        raise ValueError(f"`g` must have shape (..., n, n), but its shape is {metric.shape}.")
    skew = np.abs(metric - np.swapaxes(metric, -1, -2))
    if skew.size and skew.max() > 1e-10 * max(1.0, float(np.abs(metric).max())):
        row, column = np.unravel_index(skew.argmax(), skew.shape)[-2:]
        raise ValueError(
            f"`g` must be symmetric, but entries ({row}, {column}) and ({column}, {row}) differ "
            f"by {skew.max():.6g}."
        )
    return metric


def _points(points: ArrayLike) -> FloatArray:
    at = as_real("points", points)
    if at.ndim == 0 or at.shape[-1] == 0:
        raise ValueError(f"`points` must have shape (..., n), but its shape is {at.shape}.")
    return at


def _call(metric: MetricFunction, points: Array) -> Array:
    value = as_array("metric", metric(points))
    if value.shape != (*points.shape, points.shape[-1]):
        raise ValueError(
            f"`metric` must return shape {(*points.shape, points.shape[-1])}, but it returned "
            f"{value.shape}."
        )
    return _metric(value)
