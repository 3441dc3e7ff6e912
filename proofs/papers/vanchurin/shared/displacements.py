"""The letters of sections 5 and 7: displacements of one neuron and its matrix g_i.

Two spatial components and time; every identity is a sum over pairs of components, so that a third
spatial component adds pairs of a kind that is already present.
"""

from __future__ import annotations

import sympy as sp
from sympy.core.expr import Expr

SPACE = (1, 2)
VECTOR = tuple(sp.Symbol(rf"{{\dot{{x}}^{{{mu}}}}}", real=True) for mu in (0, *SPACE))
CLOCK = VECTOR[0]
PRODUCTION = sp.Symbol(r"\Delta{S}", real=True)
GAIN = sp.Symbol(r"\sigma_{+}", nonnegative=True)
LOSS = sp.Symbol(r"\sigma_{-}", real=True)
TAU = sp.Symbol(r"\Delta{\tau}", real=True)
ELEMENT = sp.Symbol(r"{d\tau}", positive=True)
DX = tuple(sp.Symbol(rf"{{dx^{{{m}}}}}", real=True) for m in (0, *SPACE))
AVERAGE = sp.Symbol(r"\langle{\Delta{S_i}}\rangle", positive=True)
ZEROTH, *SLOPES = (sp.Symbol(f"c_{k}", real=True) for k in (0, *SPACE))
gain = sp.Function(r"\sigma_{+}", positive=True)
clock = sp.Function("x^{0}", real=True)
tau = sp.Symbol("tau", real=True)
eps = sp.Symbol("epsilon", positive=True)


def g(mu: int, nu: int) -> sp.Symbol:
    """The component g_{i, mu nu} = g_{i, nu mu}."""
    low, high = sorted((mu, nu))
    return sp.Symbol(f"g_{{{low}{high}}}", real=True)


def spatial_square() -> Expr:
    """sum_ab g_ab dx^a dx^b."""
    return sp.Add(*(g(a, b) * VECTOR[a] * VECTOR[b] for a in SPACE for b in SPACE))


def square() -> Expr:
    """g_mu_nu dx^mu dx^nu, all components."""
    every = (0, *SPACE)
    return sp.Add(*(g(a, b) * VECTOR[a] * VECTOR[b] for a in every for b in every))


def temporal() -> dict[Expr, Expr]:
    """g_00 = -1 and g_0a = 0."""
    return {g(0, 0): sp.Integer(-1), **{g(0, a): sp.S.Zero for a in SPACE}}


def small() -> dict[Expr, Expr]:
    """Spatial displacements of the size eps."""
    return {VECTOR[a]: eps * VECTOR[a] for a in SPACE}


def coefficients(expression: Expr, order: int) -> list[Expr]:
    """Coefficients of eps^0 .. eps^(order - 1) of an expression smooth in eps."""
    terms, derivative = [], expression
    for k in range(order):
        terms.append(derivative.subs(eps, 0) / sp.factorial(k))
        if k < order - 1:
            derivative = sp.diff(derivative, eps)
    return terms


def change_of_clock() -> tuple[dict[Expr, Expr], dict[Expr, Expr]]:
    """Another clock, s dx^0 + u dx^1 + w dx^2, in place of dx^0.

    The old components of the displacement in terms of the new ones, and the new components of the
    matrix in terms of the old ones.
    """
    s, u, w = sp.symbols("s u w", positive=True)
    change = sp.Matrix([[s, u, w], [0, 1, 0], [0, 0, 1]])
    matrix = sp.Matrix(3, 3, lambda mu, nu: g(mu, nu))
    new = change.T * matrix * change
    components = {g(mu, nu): sp.expand(new[mu, nu]) for mu in range(3) for nu in range(mu, 3)}
    return dict(zip(VECTOR, change * sp.Matrix(VECTOR), strict=True)), components
