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
from proofs.papers.vanchurin.shared import gravity

Array = NDArray[Any]
NODES = 16
SPAN = 0.5
TIMES = SPAN / 2 * (1 - np.cos(np.pi * np.arange(NODES) / (NODES - 1)))


def _differentiation() -> Array:
    weights = np.array([(-1.0) ** k for k in range(NODES)])
    weights[0] /= 2
    weights[-1] /= 2
    gap = TIMES[:, None] - TIMES[None, :] + np.eye(NODES)
    matrix = weights[None, :] / weights[:, None] / gap
    np.fill_diagonal(matrix, 0.0)
    np.fill_diagonal(matrix, -matrix.sum(axis=1))
    return np.asarray(matrix)


def rate(field: Array) -> Array:
    """Time derivative of the polynomial through all times."""
    return np.asarray(field @ _differentiation().T)


def derivative(field: Array, symbol: sp.Symbol) -> Array:
    """Differentiation by time, for a measurement."""
    if symbol != gravity.t:
        raise ck.NotMeasuredError(f"a derivative with respect to {symbol} was not measured")
    return rate(np.broadcast_to(field, (field.shape[0], NODES)))


def integrate(start: Array, flow: Callable[[Array], Array], steps: int = 4) -> Array:
    """Runge-Kutta paths of y' = flow(y) through all times: (n, k) -> (n, k, times)."""
    path, state = [start], start
    for duration in np.diff(TIMES):
        h = duration / steps
        for _ in range(steps):
            k1 = flow(state)
            k2 = flow(state + h / 2 * k1)
            k3 = flow(state + h / 2 * k2)
            k4 = flow(state + h * k3)
            state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        path.append(state)
    return np.stack(path, axis=-1)


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
