"""One neuron whose clock is another one: for (7.1) and what is said about the square root."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    PRODUCTION,
    SPACE,
    TAU,
    VECTOR,
    change_of_clock,
    g,
)

EVERY = (0, *SPACE)
DOMAIN = ck.Domain((*neuron.MATRIX, ck.Real("v", -0.3, 0.3, (2,)), neuron.STEPS[1]))


def in_any_clock(production: Expr, temporal: Mapping[Expr, Expr]) -> dict[Expr, Expr]:
    """Entropy production and components of the matrix for displacements read off any clock.

    production : in the coordinates in which the matrix has the `temporal` components.
    """
    old, components = change_of_clock()
    values = {k: v.xreplace(temporal) for k, v in components.items()}
    return {**values, PRODUCTION: production.xreplace(temporal).subs(old, simultaneous=True)}


def measured(sample: ck.Sample) -> dict[Basic, ck.Array]:
    """Production from the width of a neuron; its time from the frame that moves along with it."""
    matrix, vector = neuron.in_other_clock(sample)
    values: dict[Basic, ck.Array] = {
        PRODUCTION: neuron.production(sample["clock"] ** 2, neuron.pull(sample)),
        TAU: neuron.rest_clock(matrix, vector),
    }
    values |= {g(a, b): matrix[:, a, b] for a in EVERY for b in EVERY}
    return values | {VECTOR[a]: vector[:, a] for a in EVERY}


def at_rest(production: Expr) -> Expr:
    """`production` of a neuron that does not move, unevaluated."""
    return sp.Subs(production, VECTOR[1:], (0,) * len(SPACE))
