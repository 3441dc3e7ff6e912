"""Small geodesic balls at an instant of time symmetry, for the claims on entanglement equilibrium.

Space has three dimensions and any curvature at the centre; space-time is -dt^2 + h_ij dx^i dx^j.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.information.balls import geodesic_balls
from numerics.spacetime.curvatures import MetricFunction, curvature_at
from qmgr_sym.geometry.metric import Metric

Array = NDArray[np.float64]
OMEGA = sp.Symbol("Omega", positive=True)  # area of the unit sphere
DEFICIT = sp.Symbol("delta_A", real=True)
G00 = sp.Symbol("G_00", real=True)
PLANES = sp.symbols("k_1:4", real=True)  # sectional curvatures of the three coordinate planes
DOMAIN = ck.Domain(
    (ck.Real("bend", -0.5, 0.5, (6, 6), "second derivatives of the metric at the centre"),)
)
RADIUS, HALVINGS = 0.4, (16, 8, 4)
_PAIRS = np.array([(0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2)])


@cache
def einstein_density() -> Expr:
    """G_00 at the centre, from a metric in normal coordinates, delta_ij - R_ikjl x^k x^l / 3."""
    x, time = sp.symbols("x_1:4", real=True), sp.Symbol("t", real=True)

    def entry(i: int, j: int) -> Expr:
        if i != j:
            return PLANES[3 - i - j] * x[i] * x[j] / 3
        return 1 - sum(PLANES[3 - i - m] * x[m] ** 2 for m in range(3) if m != i) / 3

    g = Metric(sp.diag(-1, sp.Matrix(3, 3, entry)), (time, *x))
    return sp.factor(g.einstein()[0, 0].subs(dict.fromkeys(x, 0)))


def area_change(size: sp.Symbol) -> Expr:
    """(A - A_flat) / size^4 of a geodesic ball of radius `size`, A_flat for the same volume.

    The volume element in normal coordinates is 1 - R_ij x^i x^j / 6 - D_k R_ij x^i x^j x^k / 12 +
    O(x^4); over a sphere the mean of n^i n^j is delta_ij / 3, that of three factors is zero. The
    fourth order is left open.
    """
    scalar, quartic = 2 * sum(PLANES), sp.Symbol("q", real=True)
    area = 1 - scalar * size**2 / 18 + quartic * size**4
    volume = 3 * sp.integrate(sp.expand(area * size**2), size) / size**3
    return OMEGA * (area - sp.expand(volume) ** sp.Rational(2, 3)) / size**2


def space(bend: Array) -> MetricFunction:
    """The metric delta_ij + sum of products of two coordinates, weights `bend` (6, 6)."""
    table = np.zeros((3, 3, 3, 3))
    for weights, (i, j) in zip(bend, _PAIRS, strict=True):
        for weight, (k, m) in zip(weights, _PAIRS, strict=True):
            for a, b in {(i, j), (j, i)}:
                table[a, b, k, m] = weight / 2

    def metric(x: Array) -> Array:
        return np.asarray(np.eye(3) + np.einsum("ijkm,...k,...m->...ij", table, x, x))

    return metric


def measure(bend: Array) -> tuple[float, Array, Array]:
    """G_00, and radii and changes of the areas of three balls, each of half the radius before."""
    metric = space(bend)
    radii, areas, volumes = geodesic_balls(metric, np.zeros(3), RADIUS, order=5)
    kept = list(HALVINGS)
    flat = 4 * np.pi * (3 * volumes[kept] / (4 * np.pi)) ** (2 / 3)

    def spacetime(x: Array) -> Array:
        g = np.zeros((*x.shape[:-1], 4, 4), dtype=x.dtype)
        g[..., 0, 0], g[..., 1:, 1:] = -1.0, metric(x[..., 1:])
        return g

    density = float(curvature_at(spacetime, np.zeros(4)).einstein[0, 0])
    return density, radii[kept], areas[kept] - flat
