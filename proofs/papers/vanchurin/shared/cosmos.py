"""Homogeneous universes for the numeric arms of section 8: metrics that depend on time alone.

Arrays have shape (n, indices, times); the times are Chebyshev points.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes
from numerics.integrators import runge_kutta
from proofs.papers.vanchurin.shared import gravity

Array = NDArray[Any]
NODES = 16
SPAN = 0.5
CLOCK = chebyshev_nodes(0.0, SPAN, NODES)
TIMES = CLOCK.points


def rate(field: Array) -> Array:
    """Time derivative of the polynomial through all times."""
    return CLOCK.differentiate(field)


def derivative(field: Array, symbol: sp.Symbol) -> Array:
    """Differentiation by time, for a measurement."""
    return ck.on_nodes({gravity.t: CLOCK})["derivative"](field, symbol)


def integrate(start: Array, flow: Callable[[Array], Array], steps: int = 4) -> Array:
    """Paths of y' = flow(y) through all times: (n, k) -> (n, k, times)."""
    return np.moveaxis(runge_kutta(lambda _, y: flow(y), start, TIMES, steps=steps), 0, -1)


def synchronous(scales: Array) -> Array:
    """-dt^2 + sum of squares of the scale factors, (n, 3, times) -> (n, 4, 4, times)."""
    g = np.zeros((len(scales), 4, 4, NODES))
    g[:, 0, 0] = -1.0
    for k in range(3):
        g[:, k + 1, k + 1] = scales[:, k] ** 2
    return g


def ricci(g: Array) -> tuple[Array, Array]:
    """Ricci tensor and scalar, all derivatives numeric."""
    up = np.moveaxis(np.linalg.inv(np.moveaxis(g, -1, 1)), 1, -1)
    slope = np.zeros((len(g), 4, 4, 4, NODES))
    slope[:, 0] = rate(g)
    lower = (np.einsum("nbmat->nmabt", slope) + np.einsum("nambt->nmabt", slope) - slope) / 2
    gam = np.einsum("nmkt,nkabt->nmabt", up, lower)
    low = np.einsum("nccmt->nmt", gam)
    tensor = (
        np.einsum("nmabt,nmt->nabt", gam, low)
        - np.einsum("nmact,ncbmt->nabt", gam, gam)
        + rate(gam[:, 0])
    )
    tensor[:, :, 0] -= rate(low)
    return tensor, np.einsum("nabt,nabt->nt", up, tensor)
