"""Functionals of a metric on a small periodic grid, and their derivatives with respect to it.

``S[g] = int L(g, dg, ddg) d^n x`` in n = 2, 3 or 4 dimensions, time included, time periodic.
Metrics live on the grid as ``(..., *points, n, n)``; derivatives are spectral, and second ones are
two first ones, so that the discrete functional has an exactly known derivative.  Conventions of
``numerics.spacetime.curvatures``.  A direction with one point is one in which nothing varies.

All Lagrangians here are densities ``L(g, dg, ddg) -> (...)``, analytic in their arguments.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, positive_float, whole
from numerics.calculus import periodic_nodes
from numerics.calculus._differences import STEP
from numerics.spacetime.curvatures import (
    MetricJet,
    christoffel,
    christoffel_derivative,
    curvature,
    inverse_metric,
)

Lagrangian = Callable[[Array, Array, Array], Array]


@dataclass(frozen=True)
class Box:
    """Periodic box in n = 2, 3 or 4 dimensions; odd numbers of points keep all their waves.

    lengths : positive; points : at least 1 along each axis.  Raises ``ValueError`` otherwise.

    >>> box = Box((2.0, 3.0), (3, 5))
    >>> box.dimension, round(box.cell_volume, 12)
    (2, 0.4)
    """

    lengths: tuple[float, ...]
    points: tuple[int, ...]

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        if len(self.lengths) not in (2, 3, 4):
            raise ValueError(f"`lengths` must have 2, 3 or 4 entries, but has {len(self.lengths)}.")
        if len(self.points) != len(self.lengths):
            raise ValueError(
                f"`points` must have {len(self.lengths)} entries, but it has {len(self.points)}."
            )
        object.__setattr__(
            self, "lengths", tuple(positive_float("lengths", v) for v in self.lengths)
        )
        object.__setattr__(self, "points", tuple(whole("points", v) for v in self.points))

    @property
    def dimension(self) -> int:
        """Number of dimensions n."""
        return len(self.points)

    @property
    def cell_volume(self) -> float:
        """Volume of one point."""
        return float(np.prod(self.lengths) / np.prod(self.points))

    def coordinates(self) -> FloatArray:
        """Coordinates of all points, ``(*points, n)``."""
        axes = [np.arange(n) * (v / n) for v, n in zip(self.lengths, self.points, strict=True)]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)

    def derivative(self, field: Array, axis: int, rank: int) -> Array:
        """Differentiate ``(..., *points, *K)`` along one axis; K has ``rank`` axes.

        A real matrix does it, not an FFT: the imaginary part of a complex step is never mixed
        with rounding of the real part.
        """
        position = field.ndim - rank - self.dimension + axis
        if self.points[axis] == 1:
            return np.zeros_like(field)
        line = periodic_nodes(self.lengths[axis], self.points[axis])
        return line.differentiate(field, position)

    def gradient(self, field: Array, rank: int) -> Array:
        """Differentiate along all axes, the new axis last: ``(..., *points, *K, n)``."""
        parts = [self.derivative(field, axis, rank) for axis in range(self.dimension)]
        return np.stack(parts, axis=-1)


def grid_jet(metric: ArrayLike, box: Box) -> MetricJet:
    """Differentiate a metric on the grid twice; ``(..., *points, n, n)`` and one, two axes more.

    Raises ``ValueError`` for a shape that does not belong to the box.

    >>> box = Box((1.0, 1.0), (3, 5))
    >>> jet = grid_jet(np.broadcast_to(np.eye(2), (3, 5, 2, 2)), box)
    >>> jet.dg.shape, bool(np.abs(jet.ddg).max() < 1e-12)
    ((3, 5, 2, 2, 2), True)
    """
    g = as_array("metric", metric)
    wanted = (*box.points, box.dimension, box.dimension)
    if g.shape[max(0, g.ndim - len(wanted)) :] != wanted:
        shape = ", ".join(["...", *map(str, wanted)])
        raise ValueError(f"`metric` must have shape ({shape}), but its shape is {g.shape}.")
    dg = box.gradient(g, 2)
    ddg = box.gradient(dg, 3)
    return MetricJet(g, dg, (ddg + np.swapaxes(ddg, -1, -2)) / 2)


def action(lagrangian: Lagrangian, metric: ArrayLike, box: Box) -> Array:
    """Compute ``S[g] = int L(g, dg, ddg) d^n x``, shape ``(...)``, real or complex.

    Spectrally accurate once the grid resolves L.  Memory: a few arrays of ``n**4`` per point.

    >>> box = Box((1.0, 2.0), (3, 3))
    >>> float(action(volume, np.broadcast_to(4 * np.eye(2), (3, 3, 2, 2)), box).round(12))  # 4 * 2
    8.0
    """
    jet = grid_jet(metric, box)
    density = np.asarray(lagrangian(jet.g, jet.dg, jet.ddg))
    return np.asarray(density.sum(axis=tuple(range(-box.dimension, 0))) * box.cell_volume)


def derivative_along(
    lagrangian: Lagrangian, metric: ArrayLike, direction: ArrayLike, box: Box
) -> FloatArray:
    """Compute ``d/de S[g^{mn} + e k^{mn}]`` at e = 0 by one complex step, shape ``(...)``.

    metric : real ``g_mn``, ``(..., *points, n, n)``; direction : real symmetric ``k^{mn}``, a
    variation of the *inverse* metric, of the same shape.  Gauge-fixed variations are those whose
    entries ``k^{0 m}`` are 0.  Raises ``ValueError`` for wrong shapes or an asymmetric direction.

    >>> box = Box((1.0, 2.0), (3, 3))
    >>> flat = np.broadcast_to(np.eye(2), (3, 3, 2, 2))
    >>> float(derivative_along(volume, flat, flat, box).round(12))  # -trace / 2 times the area 2
    -2.0
    """
    g, k = as_real("metric", metric), as_real("direction", direction)
    if np.abs(k - np.swapaxes(k, -1, -2)).max() > 1e-12 * max(1.0, float(np.abs(k).max())):
        raise ValueError("`direction` must be symmetric, but it is not.")
    moved = -(g @ k @ g)  # d g_mn = -g_ma k^ab g_bn
    return np.asarray(action(lagrangian, g + 1j * STEP * moved, box).imag / STEP)


def derivative_at(
    lagrangian: Lagrangian,
    metric: ArrayLike,
    box: Box,
    point: tuple[int, ...],
    component: tuple[int, int],
) -> float:
    """Compute ``delta S / delta g^{mn}(x)`` at one grid point by complex step, unconstrained.

    ``g^{mn}`` and ``g^{nm}`` move together, each counted once: the derivatives of all components
    form a symmetric matrix.  Slow and obvious; ``metric_derivative`` gives all points at once.

    >>> box = Box((1.0, 2.0), (3, 3))
    >>> flat = np.broadcast_to(np.eye(2), (3, 3, 2, 2))
    >>> round(derivative_at(volume, flat, box, (0, 0), (1, 1)), 12)  # -sqrt|g| g_mn / 2
    -0.5
    """
    g = as_real("metric", metric)
    direction = np.zeros_like(g)
    m, n = component
    direction[(*point, m, n)] += 0.5
    direction[(*point, n, m)] += 0.5
    return float(derivative_along(lagrangian, g, direction, box) / box.cell_volume)


def metric_derivative(lagrangian: Lagrangian, metric: ArrayLike, box: Box) -> FloatArray:
    """Compute ``delta S / delta g^{mn}(x)`` at all points, ``(..., *points, n, n)``, symmetric.

    A density: sqrt|g| (R_mn - R g_mn / 2) for the Einstein-Hilbert action, as in Vanchurin (8.10).
    The partial derivatives of L with respect to g, dg and ddg come from complex steps, all grid
    points together, and are brought back by the transposed spectral derivatives: the exact
    derivative of the *discrete* functional, to rounding.  Off-diagonal entries as in
    ``derivative_at``.  For metrics in synchronous gauge and variations that respect it, the
    spatial block is the derivative.

    Cost: ``n(n+1)/2 (1 + n + n(n+1)/2)`` evaluations of L on the grid: 18, 60, 150 for n = 2, 3, 4.
    Raises ``ValueError`` for a wrong shape or a Lagrangian that returns real numbers.

    >>> box = Box((1.0, 2.0), (3, 3))
    >>> flat = np.broadcast_to(np.eye(2), (3, 3, 2, 2))
    >>> metric_derivative(volume, flat, box)[0, 0].round(12) + 0.0  # -sqrt|g| g_mn / 2
    array([[-0.5,  0. ],
           [ 0. , -0.5]])
    >>> bool(np.abs(metric_derivative(einstein_hilbert, flat, box)).max() < 1e-9)
    True
    """
    jet = grid_jet(as_real("metric", metric), box)
    n = box.dimension
    pairs = list(combinations_with_replacement(range(n), 2))
    total = np.zeros_like(jet.g)
    for m, k in pairs:
        images = [(m, k)] if m == k else [(m, k), (k, m)]
        field = _partial(lagrangian, jet, [((), i) for i in images])
        for a in range(n):
            slope = _partial(lagrangian, jet, [((a,), i) for i in images])
            field -= box.derivative(slope, a, 0)
        for a, b in pairs:
            ends = [(a, b)] if a == b else [(a, b), (b, a)]
            bend = _partial(lagrangian, jet, [(e, i) for e in ends for i in images])
            # _partial divides by the number of images; both orders of (a, b) contribute
            field += len(ends) * box.derivative(box.derivative(bend, a, 0), b, 0)
        for i in images:
            total[(..., *i)] = field
    return np.asarray(-(jet.g @ total @ jet.g))


def root_determinant(g: Array) -> Array:
    """Compute ``sqrt|det g|``, analytic for either sign of the determinant.

    >>> float(root_determinant(np.diag([-1.0, 4.0])).round(12))
    2.0
    """
    det = np.linalg.det(g)
    return np.asarray(np.sqrt(det * np.sign(det.real)))


def volume(g: Array, dg: Array, ddg: Array) -> Array:
    """``sqrt|g|``, the volume or number term of Vanchurin (8.11) without its ``-2 Lambda``.

    >>> float(volume(np.diag([4.0, 9.0]), np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2))).round(12))
    6.0
    """
    return root_determinant(g)


def einstein_hilbert(g: Array, dg: Array, ddg: Array) -> Array:
    """``sqrt|g| R``, Vanchurin (8.8) third line, through the Riemann tensor.

    >>> dg, ddg = np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2))
    >>> ddg[1, 1, 0, 0] = -2  # the equator of a sphere, g = diag(1, sin^2)
    >>> float(einstein_hilbert(np.eye(2), dg, ddg).round(12))  # R = 2
    2.0
    """
    return root_determinant(g) * curvature(g, dg, ddg).scalar


def ricci_form(g: Array, dg: Array, ddg: Array) -> Array:
    """``sqrt|g| g^{ab} (G^m_ab G^c_cm - G^m_ac G^c_bm + d_m G^m_ab - d_b G^m_am)``.

    Vanchurin (8.8), second line, term by term as printed, with G the Christoffel symbols.

    >>> dg, ddg = np.zeros((2, 2, 2)), np.zeros((2, 2, 2, 2))
    >>> ddg[1, 1, 0, 0] = -2  # the equator of a sphere, g = diag(1, sin^2)
    >>> float(ricci_form(np.eye(2), dg, ddg).round(12))  # R = 2
    2.0
    """
    gamma, slope = christoffel(g, dg), christoffel_derivative(g, dg, ddg)
    ricci = (
        np.einsum("...mab,...ccm->...ab", gamma, gamma)
        - np.einsum("...mac,...cbm->...ab", gamma, gamma)
        + np.einsum("...mabm->...ab", slope)
        - np.einsum("...mamb->...ab", slope)
    )
    return np.asarray(root_determinant(g) * np.einsum("...ab,...ab->...", inverse_metric(g), ricci))


def gamma_gamma(g: Array, dg: Array, ddg: Array) -> Array:
    """``sqrt|g| g^{ab} (G^m_ac G^c_bm - G^m_ab G^c_cm)``, Einstein's first-order Lagrangian.

    It differs from ``sqrt|g| R`` by a total divergence.

    >>> dg, ddg = np.zeros((3, 3, 3)), np.zeros((3, 3, 3, 3))
    >>> dg[..., 0], ddg[..., 0, 0] = 2 * np.eye(3), 4 * np.eye(3)  # exp(2 x) delta at x = 0
    >>> float(gamma_gamma(np.eye(3), dg, ddg).round(12))  # 2 (dw/dx)^2 of exp(2 w) delta
    2.0
    """
    gamma = christoffel(g, dg)
    crossed = np.einsum("...mac,...cbm->...ab", gamma, gamma)
    straight = np.einsum("...mab,...ccm->...ab", gamma, gamma)
    form = np.einsum("...ab,...ab->...", inverse_metric(g), crossed - straight)
    return np.asarray(root_determinant(g) * form)


def printed_form(g: Array, dg: Array, ddg: Array) -> Array:
    """``-(sqrt|g| g^{ab} G^m_ab G^c_cm - G^m_ab d_m(sqrt|g| g^{ab})) / 2``.

    Vanchurin (8.8), first line, as printed, the last line of (8.7).

    >>> dg, ddg = np.zeros((3, 3, 3)), np.zeros((3, 3, 3, 3))
    >>> dg[..., 0], ddg[..., 0, 0] = 2 * np.eye(3), 4 * np.eye(3)  # exp(2 x) delta at x = 0
    >>> float(printed_form(np.eye(3), dg, ddg).round(12))  # half of `gamma_gamma`
    1.0
    """
    gamma, inverse, root = christoffel(g, dg), inverse_metric(g), root_determinant(g)
    around = np.einsum("...ab,...mab->...m", inverse, gamma)
    first = np.einsum("...m,...ccm->...", around, gamma)
    # d_m (sqrt|g| g^ab) / sqrt|g|
    trace = np.einsum("...cd,...cdm->...m", inverse, dg) / 2
    raised = np.einsum("...ac,...cdm->...adm", inverse, dg)
    raised = np.einsum("...adm,...db->...abm", raised, inverse)
    slope = inverse[..., None] * trace[..., None, None, :] - raised
    second = np.einsum("...mab,...abm->...", gamma, slope)
    return np.asarray(-root * (first - second) / 2)


def _partial(
    lagrangian: Lagrangian,
    jet: MetricJet,
    places: list[tuple[tuple[int, ...], tuple[int, int]]],
) -> FloatArray:
    """Differentiate L with respect to one jet entry; all its symmetric images move together."""
    parts: list[Array] = [jet.g, jet.dg, jet.ddg]
    rank = len(places[0][0])
    moved = parts[rank].astype(np.complex128)
    for ends, pair in places:
        index: tuple[Any, ...] = (..., *pair, *ends)
        moved[index] += 1j * STEP
    parts[rank] = moved
    value = np.asarray(lagrangian(parts[0], parts[1], parts[2]))
    if value.dtype.kind != "c":
        if rank == 0:
            raise ValueError(
                "`lagrangian` must return complex numbers for a complex metric, but it returned "
                f"{value.dtype}."
            )
        return np.zeros(value.shape)  # L does not depend on these derivatives
    return np.asarray(value.imag / (STEP * len(places)))
