"""Periodic metrics of 1 + 2 dimensions for the numeric arms of section 8, from small integers.

The metric has six components, which depend on t and x; y is a direction of symmetry. Metrics have
shape (n, t, x, 1, 3, 3), scalars (n, t, x).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import sympy as sp

import proofs.checker as ck
from numerics.calculus import periodic_nodes
from numerics.grid import Grid
from numerics.spacetime.curvatures import christoffel_derivative, curvature
from numerics.spacetime.metric_functional import (
    Box,
    derivative_along,
    grid_jet,
    root_determinant,
)
from numerics.waves.random_fields import trig_polynomial
from proofs.papers.vanchurin.shared import curved, words
from proofs.papers.vanchurin.shared.notation import t

Array = ck.Array
POINTS = 20
GRID = Grid((2 * np.pi, 2 * np.pi), (POINTS, POINTS))
BOX = Box((2 * np.pi, 2 * np.pi, 1.0), (POINTS, POINTS, 1))
SCALE = 0.03
PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
MODES = 2  # waves of each component
ETA = np.diag([-1.0, 1.0, 1.0])
LINE = periodic_nodes(2 * np.pi, POINTS)
CALCULUS = ck.on_nodes({t: LINE, curved.x: LINE})


def waves(name: str) -> ck.Integer:
    """Fourier coefficients of the six components of a symmetric tensor."""
    stands = words.waves([f"{name}_{{{a}{b}}}" for a, b in PAIRS], ["t", "x"], MODES, SCALE)
    meaning = "cosine and sine of waves in x and t, six components"
    return ck.Integer(name, -2, 2, (len(PAIRS), MODES, 2), meaning, stands)


def tensor(sample: ck.Sample, name: str) -> Array:
    """A symmetric tensor field."""
    parts = trig_polynomial(sample[name], GRID, scale=SCALE)
    field = np.empty((len(parts), *BOX.points, 3, 3))
    for k, (a, b) in enumerate(PAIRS):
        field[..., a, b] = field[..., b, a] = parts[:, k, :, :, None]
    return field


def metric(sample: ck.Sample) -> Array:
    """eta + h."""
    return ETA + tensor(sample, "h")


def scalars(g: Array) -> dict[sp.Basic, Array]:
    """The scalars of (8.8): contractions of the connection and of its slopes; R from Riemann."""
    jet = grid_jet(g, BOX)
    here = curvature(jet.g, jet.dg, jet.ddg)
    up, gamma, root = here.inverse, here.christoffel, root_determinant(g)
    low = np.einsum("...ccm->...m", gamma)
    slopes = christoffel_derivative(jet.g, jet.dg, jet.ddg)
    change = BOX.gradient(root[..., None, None] * up, 2)
    fields = {
        curved.ROOT: root,
        curved.X: np.einsum("...ab,...mab,...m->...", up, gamma, low),
        curved.Y: np.einsum(
            "...mbc,...cbm->...", np.einsum("...ab,...mac->...mbc", up, gamma), gamma
        ),
        curved.Z: np.einsum("...mab,...abm->...", gamma, change),
        curved.W1: np.einsum("...ab,...mabm->...", up, slopes),
        curved.W2: np.einsum("...ab,...mamb->...", up, slopes),
        curved.R: here.scalar,
    }
    return {letter: field[..., 0] for letter, field in fields.items()}


def measure_variation(
    sample: ck.Sample, lagrangian: Callable[[Array, Array, Array], Array]
) -> ck.Measurement:
    """Vary an action on the grid by complex step in a random direction; the curvature beside it."""
    g, k = metric(sample), tensor(sample, "k")
    jet = grid_jet(g, BOX)
    here = curvature(jet.g, jet.dg, jet.ddg)
    values = {
        curved.VARIED: derivative_along(lagrangian, g, k, BOX),
        curved.ROOT: root_determinant(g)[..., 0],
        curved.R: here.scalar[..., 0],
        curved.RK: np.einsum("...ab,...ab->...", here.ricci, k)[..., 0],
        curved.GK: np.einsum("...ab,...ab->...", g, k)[..., 0],
    }
    return ck.Measurement(values, **CALCULUS)
