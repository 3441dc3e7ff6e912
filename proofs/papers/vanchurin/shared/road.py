"""Neurons on the road (8.1)-(8.7): positions, matrices, windows and productions as letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import T, t

Array = ck.Array
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
    name = f"g_{{{i},{low}{high}}}"
    return sp.Symbol(name, positive=True) if a == b else sp.Symbol(name, real=True)


def moving_matrix(i: int, a: int, b: int) -> Expr:
    """Component of the symmetric matrix g_{i,ab}(t), as (5.7) has it."""
    low, high = sorted((a, b))
    return sp.Function(f"g_{{{i},{low}{high}}}", real=True)(t)


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


def space(d: int) -> tuple[sp.Symbol, ...]:
    """The coordinates x^1 .. x^d of the emergent space."""
    return tuple(sp.Symbol(f"x^{{{a}}}", real=True) for a in range(1, d + 1))


def away(i: int, a: int, d: int) -> Expr:
    """x^a - x_i^a(t)."""
    return space(d)[a - 1] - place(i, a)


def squared_root(i: int) -> sp.Symbol:
    """The determinant g_i of the matrix g_{i,ab}."""
    return sp.Symbol(f"g_{{{i}}}", positive=True)


def determinant(i: int, d: int) -> Expr:
    """g_i in the components of the matrix."""
    return sp.Matrix(d, d, lambda a, b: constant_matrix(i, a + 1, b + 1)).det()


def window(i: int, d: int) -> Expr:
    """sqrt(g_i) (2 pi)^(-d/2) exp(-(x - x_i) g_i (x - x_i) / 2), the paper's with d = 3."""
    exponent = sp.Add(
        *(
            away(i, a, d) * constant_matrix(i, a, b) * away(i, b, d)
            for a in indices(d)
            for b in indices(d)
        )
    )
    weight = (2 * sp.pi) ** (-sp.Rational(d, 2))
    return sp.sqrt(squared_root(i)) * weight * sp.exp(-exponent / 2)


def everywhere(d: int) -> tuple[tuple[sp.Symbol, Expr, Expr], ...]:
    """The limits of an integral over space."""
    return tuple((x, -sp.oo, sp.oo) for x in space(d))


def growth(expression: Expr, inside: Callable[[Expr], Expr] = lambda density: density) -> Expr:
    """How integrals over space and 0 <= t <= T grow with T, at the time t.

    `inside` is what is made of an integrand, such as its integral over space; without it what is
    left is a function of the point in space.
    """
    left = expression.replace(
        sp.Integral, lambda density, *limits: sp.Integral(inside(density), *limits[-1:])
    )
    return left.diff(T).subs(T, t)
