"""Neurons on the road (8.1)-(8.7): positions, matrices and productions as letters, and paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

from proofs.papers.vanchurin.shared.notation import t

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


def space(d: int) -> tuple[sp.Symbol, ...]:
    """The coordinates x^1 .. x^d of the emergent space."""
    return tuple(sp.Symbol(f"x^{{{a}}}", real=True) for a in indices(d))


def squared_root(i: int) -> sp.Symbol:
    """The determinant g_i of the matrix g_{i,ab}."""
    return sp.Symbol(f"g_{{{i}}}", positive=True)


def displacement(i: int, a: int, d: int) -> Expr:
    """x^a - x_i^a(t)."""
    return space(d)[a - 1] - place(i, a)


def window(i: int, d: int) -> Expr:
    """sqrt(g_i) (2 pi)^(-d/2) exp(-(x - x_i) g_i (x - x_i) / 2), the paper's with d = 3."""
    exponent = sp.Add(
        *(
            displacement(i, a, d) * constant_matrix(i, a, b) * displacement(i, b, d)
            for a in indices(d)
            for b in indices(d)
        )
    )
    weight = (2 * sp.pi) ** (-sp.Rational(d, 2))
    return sp.sqrt(squared_root(i)) * weight * sp.exp(-exponent / 2)


def matrix(i: int, d: int) -> sp.Matrix:
    """The matrix g_{i,ab}."""
    return sp.Matrix(d, d, lambda a, b: constant_matrix(i, a + 1, b + 1))


def over_space(integrand: Expr, i: int, d: int) -> Expr:
    """The integral over space of a Gaussian around neuron i times a polynomial of degree <= 2.

    With A minus the matrix of second derivatives of the exponent it is (2 pi)^(d/2) / sqrt(det A)
    times the mean of the polynomial, in which y_a y_b has the mean (A^-1)_ab and y_a has none.
    Raises ValueError for anything else.
    """
    y = [sp.Dummy(f"y{a}", real=True) for a in indices(d)]
    shifted = integrand.subs(
        {x: place(i, a) + y[a - 1] for a, x in enumerate(space(d), 1)}, simultaneous=True
    )
    gaussians = [e for e in shifted.atoms(sp.exp) if e.has(*y)]
    if len(gaussians) != 1:
        raise ValueError(f"integrand must hold one Gaussian, but holds {len(gaussians)}")
    exponent = sp.expand(gaussians[0].exp)
    curvature = -sp.hessian(exponent, y)
    polynomial = sp.Poly(sp.expand(shifted.subs(gaussians[0], 1)), *y)
    if curvature.has(*y) or polynomial.total_degree() > 2:
        raise ValueError("integrand must be a Gaussian times a polynomial of degree two at most")
    spread = curvature.inv(method="ADJ")
    mean = sp.S.Zero
    for powers, factor in polynomial.terms():
        axes = [a for a, power in enumerate(powers) for _ in range(power)]
        if len(axes) != 1:
            mean += factor * (spread[axes[0], axes[1]] if axes else 1)
    volume = (2 * sp.pi) ** sp.Rational(d, 2) / sp.sqrt(sp.expand(curvature.det()))
    whole = sp.sqrt(sp.expand(matrix(i, d).det()))
    return sp.expand(sp.expand(mean).subs(sp.sqrt(squared_root(i)), whole) * volume)
