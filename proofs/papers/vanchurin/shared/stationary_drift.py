"""The drift with which the density moves where the second line of (3.5) is stationary."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.learning_action import free_energy_action, instant_flow
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import F, alpha, gamma, p, q, spacetime, t
from qmgr_sym.variation.euler import euler_operator

Array = NDArray[Any]
DRIFT = sp.Function("v_1", real=True)(*spacetime(1))


def continuity(K: int) -> Expr:
    """The variation of (3.5), second line, by F, over alpha: zero on its flow."""
    euler = euler_operator(lines.second_line(K), F(K), spacetime(K))
    return sp.expand(euler / alpha)


def transported(drift: Expr, K: int) -> Expr:
    """d_t p + d(drift p) - (gamma/alpha) d^2 p along the first of the K variables."""
    x = q(K)[0]
    flux = drift * p(K) - gamma / alpha * sp.Derivative(p(K), x)
    return sp.expand((sp.Derivative(p(K), t) + sp.Derivative(flux, x)).doit())


def measured(sample: ck.Sample, K: int) -> Array:
    """The drift read off the flow of the discretised action, (n, points); K = 1.

    The velocity of the density without circulation, less its diffusive part.
    """
    density, line = fields.field(sample, "p", K), fields.GRIDS[K]
    potential = fields.field(sample, "V", K)

    def action(p: Array, F: Array) -> Array:
        return free_energy_action(
            p,
            F,
            potential,
            D=sample["D"],
            gamma=sample["gamma"],
            alpha=sample["alpha"],
            grid=line,
        )

    energy = fields.field(sample, "F", K)
    rate, _ = instant_flow(action, density, energy, alpha=sample["alpha"], grid=line)
    slope = fields.derivative(K, q(K))
    noise = (sample["gamma"] / sample["alpha"])[:, None] * slope(np.log(density), q(K)[0])
    return np.asarray(fields.speed_from_rate(rate, density) + noise)
