"""Periodic metrics of 1 + 2 dimensions for the numeric arms of section 8, from small integers.

The metric has six components, which depend on t and x; y is a direction of symmetry. Arrays have
shape (n, indices, *grid). All operations are holomorphic in the metric, so that a complex step
differentiates any of them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from numerics.waves.random_fields import trig_polynomial
from proofs.papers.vanchurin.shared import gravity

Array = NDArray[Any]
GRID = Grid((2 * np.pi, 2 * np.pi), (20, 20))
SCALE = 0.03
STEP = 1e-20
PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
ETA = np.diag([-1.0, 1.0, 1.0])


def waves(name: str) -> ck.Integer:
    """Fourier coefficients of the six components of a symmetric tensor."""
    return ck.Integer(name, -2, 2, (6, 2, 2), "cosine and sine of waves in x and t, six components")


def tensor(sample: ck.Sample, name: str) -> Array:
    """A symmetric tensor field, shape (n, 3, 3, *grid)."""
    parts = trig_polynomial(sample[name], GRID, scale=SCALE)
    field = np.empty((len(parts), 3, 3, *GRID.points))
    for k, (a, b) in enumerate(PAIRS):
        field[:, a, b] = field[:, b, a] = parts[:, k]
    return field


def metric(sample: ck.Sample) -> Array:
    """eta + h."""
    return ETA[:, :, None, None] + tensor(sample, "h")


def partial(field: Array) -> Array:
    """Derivatives by t, x and y, (n, ..., *grid) -> (n, 3, ..., *grid)."""
    by = [grids.derivative(field, GRID, axis) for axis in range(2)]
    return np.stack([*by, np.zeros_like(by[0])], axis=1)


def inverse(g: Array) -> tuple[Array, Array]:
    """Inverse and determinant by cofactors."""
    rows = [np.stack([g[:, i, j] for j in range(3)], axis=1) for i in range(3)]
    cofactors = np.stack(
        [np.cross(rows[(i + 1) % 3], rows[(i + 2) % 3], axis=1) for i in range(3)], axis=2
    )
    det = (rows[0] * cofactors[:, :, 0]).sum(axis=1)
    return cofactors / det[:, None, None], det


def root(g: Array) -> Array:
    """sqrt(-det g)."""
    return np.sqrt(-inverse(g)[1])


def christoffel(g: Array) -> Array:
    """Gamma^m_ab, shape (n, 3, 3, 3, *grid)."""
    slope = partial(g)
    lower = (
        np.einsum("nbma...->nmab...", slope) + np.einsum("namb...->nmab...", slope) - slope
    ) / 2
    return np.asarray(np.einsum("nmk...,nkab...->nmab...", inverse(g)[0], lower))


def scalars(g: Array) -> dict[sp.Basic, Array]:
    """The scalars of (8.8): contractions of the connection and of its differences on the grid."""
    up, det = inverse(g)
    gam = christoffel(g)
    low = np.einsum("nccm...->nm...", gam)
    density = np.sqrt(-det)
    mixed = np.einsum("nab...,nmac...->nmbc...", up, gam)
    return {
        gravity.ROOT: density,
        gravity.X: np.einsum("nab...,nmab...,nm...->n...", up, gam, low),
        gravity.Y: np.einsum("nmbc...,ncbm...->n...", mixed, gam),
        gravity.Z: np.einsum("nmab...,nmab...->n...", gam, partial(density[:, None, None] * up)),
        gravity.W1: np.einsum("nab...,nmmab...->n...", up, partial(gam)),
        gravity.W2: np.einsum("nab...,nba...->n...", up, partial(low)),
    }


def ricci(g: Array) -> Array:
    """R_bd as the contraction of R_abcd, from second derivatives of g: (n, 3, 3, *grid)."""
    up, gam = inverse(g)[0], christoffel(g)
    second = np.stack([partial(slope) for slope in np.moveaxis(partial(g), 1, 0)], axis=1)
    curved = np.einsum("ncdab...,nac...->nbd...", second, up)  # d_c d_d g_ab g^ac
    flat = (
        curved
        + np.einsum("nbd...->ndb...", curved)
        - np.einsum("nbdac...,nac...->nbd...", second, up)
        - np.einsum("nacbd...,nac...->nbd...", second, up)
    ) / 2
    lowered = np.einsum("nef...,nfad...->nead...", g, gam)
    traced = np.einsum("nead...,nac...->necd...", lowered, up)
    product = np.einsum("nebc...,necd...->nbd...", gam, traced)
    contracted = np.einsum("necc...->ne...", np.einsum("nead...,ndc...->neac...", lowered, up))
    return np.asarray(flat + product - np.einsum("nebd...,ne...->nbd...", gam, contracted))


def trace(g: Array, tensor: Array) -> Array:
    """g^ab t_ab."""
    return np.asarray(np.einsum("nab...,nab...->n...", inverse(g)[0], tensor))


def variation(g: Array, change: Array, action: Any) -> Array:
    """Change of `action(metric)` when the inverse metric changes by `change`, by complex step."""
    shifted = inverse(g)[0] + 1j * STEP * change
    return np.asarray(action(inverse(shifted)[0]).imag / STEP)


def over_box(density: Array) -> Array:
    """Integral over t and x, shape (n,)."""
    return np.asarray(density.sum(axis=(-1, -2)) * GRID.cell_volume)


def derivative(field: Array, symbol: sp.Symbol) -> Array:
    """Spectral differentiation by t or x."""
    return ck.periodic(GRID, (gravity.t, gravity.x))["derivative"](field, symbol)


def integral(field: Array, symbol: sp.Symbol) -> Array:
    """The periodic trapezoidal rule over t or x."""
    return ck.periodic(GRID, (gravity.t, gravity.x))["integral"](field, symbol)
