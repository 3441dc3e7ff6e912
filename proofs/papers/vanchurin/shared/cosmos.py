"""Homogeneous universes for the numeric arms of section 8: metrics that depend on time alone.

Metrics have shape (n, times, 4, 4); the times are Chebyshev points.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes
from numerics.integrators import runge_kutta
from numerics.spacetime.curvatures import Curvature, curvature

Array = ck.Array
SPAN = 0.5
CLOCK = chebyshev_nodes(0.0, SPAN, 16)


def follow(start: Array, flow: Callable[[Array], Array], steps: int = 4) -> Array:
    """Paths of y' = flow(y) through all times: (n, k) -> (n, times, k)."""
    path = runge_kutta(lambda _, y: flow(y), start, CLOCK.points, steps=steps)
    return np.asarray(np.moveaxis(path, 0, 1))


def synchronous(scales: Array) -> Array:
    """-dt^2 + sum of squares of the scale factors, (n, times, 3) -> (n, times, 4, 4)."""
    g = np.zeros((*scales.shape[:2], 4, 4))
    g[..., 0, 0] = -1.0
    for k in range(3):
        g[..., k + 1, k + 1] = scales[..., k] ** 2
    return g


def curvature_in_time(g: Array) -> Curvature:
    """Curvature at all times; derivatives of the polynomials through them."""
    dg, ddg = np.zeros((*g.shape, 4)), np.zeros((*g.shape, 4, 4))
    dg[..., 0] = CLOCK.differentiate(g, axis=1)
    ddg[..., 0, 0] = CLOCK.differentiate(dg[..., 0], axis=1)
    return curvature(g, dg, ddg)
