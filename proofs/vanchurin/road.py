"""Neurons on the road (8.1)-(8.7): positions, matrices and productions as letters, and paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

from proofs.vanchurin.notation import t

Array = NDArray[Any]
TOTAL = sp.Symbol(r"\Delta{S}_{x}", real=True)
N = sp.Symbol("N", positive=True)


def production(i: int) -> Expr:
    """The entropy production of neuron i at time t, Delta S_{x,i}."""
    return sp.Function(rf"\Delta{{S}}_{{x,{i}}}", real=True)(t)


def place(i: int, a: int) -> Expr:
    """Component a = 1 .. d of the position of neuron i, x_i^a(t)."""
    return sp.Function(f"x_{{{i}}}^{{{a}}}", real=True)(t)


def constant_matrix(i: int, a: int, b: int) -> Expr:
    """Component of the symmetric matrix g_{i,ab}, constant in time."""
    low, high = sorted((a, b))
    return sp.Symbol(f"g_{{{i},{low}{high}}}", real=True)


def moving_matrix(i: int, a: int, b: int) -> Expr:
    """Component of the symmetric matrix g_{i,ab}(t), as (5.7) has it."""
    low, high = sorted((a, b))
    return sp.Function(f"g_{{{i},{low}{high}}}", real=True)(t)


def density_in_time(expression: Expr, duration: sp.Symbol) -> Expr:
    """What stands under the integrals over 0 <= t <= T; a constant is the integral of itself / T.

    Raises ValueError for a term that is no multiple of one integral.
    """
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(expression)):
        integrals = [f for f in sp.Mul.make_args(term) if isinstance(f, sp.Integral)]
        rest = [f for f in sp.Mul.make_args(term) if not isinstance(f, sp.Integral)]
        if len(integrals) > 1 or any(f.has(sp.Integral) for f in rest):
            raise ValueError(f"term must hold at most one integral as a factor, but is {term}")
        total += sp.Mul(*rest) * (integrals[0].function if integrals else 1 / duration)
    return total


def cholesky(diagonal: Array, below: Array) -> Array:
    """Lower triangular matrices (..., d, d) from their diagonals and what is below, row by row."""
    d = diagonal.shape[-1]
    factor = np.zeros((*diagonal.shape, d))
    factor[..., np.arange(d), np.arange(d)] = diagonal
    factor[(..., *np.tril_indices(d, -1))] = below
    return factor


def light_cone_production(clock: Array, factor: Array, velocity: Array) -> Array:
    """Entropy production as the product of the two light-cone components of the displacement.

    clock : dx^0/dt, (...); factor : L with g = L L^T, (..., d, d); velocity : (..., d).
    """
    length = np.sqrt((np.einsum("...ab,...a->...b", factor, velocity) ** 2).sum(-1))
    return np.asarray((clock - length) * (clock + length))


def indices(d: int) -> Sequence[int]:
    """The spatial indices 1 .. d."""
    return range(1, d + 1)
