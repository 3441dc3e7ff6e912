"""The action (3.5) with the noise kept in its constraint: exactly, and discretised from (3.1)."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from numerics.learning.learning_action import density_rate, energy_rate
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.integrals import integrand

RATE = sp.Symbol("R", real=True)
"""The rate of the mean free energy."""
LINE = fields.GRIDS[1]


def density_of(production: ck.Form, change: ck.Form, K: int) -> Expr:
    """p (entropy production - alpha (change of F - V)) under the integrals of the action.

    production : (3.4); change : the rate of the mean free energy, for K = 1 or 2 variables.
    """
    entropy = integrand(production.at(K=K).of(n.S_change))
    mean = integrand(change.at(K=K).of(RATE), {})
    return entropy - n.alpha * (mean - n.p(K) * n.V(K))


def spatial_action(
    sample: ck.Sample, p: ck.Array, F: ck.Array, V: ck.Array, *, grid: Grid = LINE
) -> ck.Array:
    """-int (log p + alpha F) w + alpha int p V, where w is the rate (3.1) of the density.

    Entropy production and change of the mean free energy, both of the process itself: the density
    moves, nothing is integrated by parts. Analytic in p and F; shape (n,).
    """
    d, gamma, alpha = (grids.expand(sample[k], grid) for k in ("D", "gamma", "alpha"))
    rate = np.zeros_like(p * F)
    for axis in range(grid.dimension):
        force = grids.derivative(F, grid, axis)
        flux = d * grids.derivative(p, grid, axis) + gamma * p * force
        rate = rate + grids.derivative(flux, grid, axis)
    return grids.integral(-(np.log(p) + alpha * F) * rate + alpha * p * V, grid)


def shift_weight(sample: ck.Sample, p: ck.Array, V: ck.Array) -> ck.Array:
    """c in F~ = F + c log p, for which the action does not change with the sign of F~; (n,)."""
    log_p = np.log(p)

    def odd(c: float) -> ck.Array:
        up, down = (spatial_action(sample, p, s * log_p - c * log_p, V) for s in (1, -1))
        return np.asarray(up - down)

    return np.asarray(odd(0.0) / (odd(0.0) - odd(1.0)))


def rate_of_density(
    sample: ck.Sample, c: ck.Array, p: ck.Array, F_tilde: ck.Array, V: ck.Array
) -> ck.Array:
    """d_t p on the path on which the action is stationary in p and F~ = F + c log p."""
    return density_rate(**_stationary(sample, c, p, F_tilde, V))


def rate_of_energy(
    sample: ck.Sample, c: ck.Array, p: ck.Array, F_tilde: ck.Array, V: ck.Array
) -> ck.Array:
    """d_t F~ on the same path."""
    return energy_rate(**_stationary(sample, c, p, F_tilde, V))


def _stationary(
    sample: ck.Sample, c: ck.Array, p: ck.Array, F_tilde: ck.Array, V: ck.Array
) -> dict[str, Any]:
    def action(p: ck.Array, F: ck.Array) -> ck.Array:
        return spatial_action(sample, p, F - c[:, None] * np.log(p), V)

    numbers = {"alpha": sample["alpha"], "grid": LINE}
    return {"functional": action, "p": p, "F": F_tilde, **numbers}
