"""Random histories, periodic in q_1, q_2 and in time, and their learning action: section 4."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from numerics.learning.learning_action import shifted_action
from numerics.waves.random_fields import density, trig_polynomial
from proofs.checker.measure import Calculus
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.notation import q, t

Array = NDArray[Any]
BOX = Grid((2 * np.pi,) * 3, (16, 20, 20))
PLANE = Grid(BOX.lengths[1:], BOX.points[1:])
_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)
WHERE = 4 * _D * _alpha > 2 * _gamma
"""hbar is not too small for the grid."""
PARAMETERS: tuple[ck.Real | ck.Integer, ...] = (
    *fields.PARAMETERS,
    *(ck.Integer(name, -2, 2, (5, 2)) for name in ("p", "F", "V")),
)


def history(sample: ck.Sample) -> tuple[Array, Array, Array]:
    """Density and free energy (n, t, q_1, q_2), periodic in time too, and potential."""
    raw = density(sample["p"], BOX, scale=0.1)
    p = raw / grids.integral(raw, PLANE)[..., None, None]
    potential = trig_polynomial(sample["V"], PLANE, scale=0.3)[:, None]
    return p, trig_polynomial(sample["F"], BOX, scale=0.1), potential


def learning_action(sample: ck.Sample, p: Array, F: Array, potential: Array) -> Array:
    """The third line of (3.5) over one period, without a wave function, shape (n,)."""
    constants = {name: sample[name][:, None] for name in ("D", "gamma", "alpha")}
    spatial = shifted_action(p, F, potential, **constants, grid=PLANE)
    rate = sample["alpha"] * grids.integral(p * grids.derivative(F, BOX, 0), BOX)
    return np.asarray(spatial.sum(-1) * BOX.spacing[0] - rate)


def calculus() -> Calculus:
    """Spectral derivatives and integrals of arrays (n, t, q_1, q_2)."""
    return ck.on_nodes({x: BOX.nodes(axis) for axis, x in enumerate((t, *q(2)))})
