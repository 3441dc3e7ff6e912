"""The bulk of chapter 4: metric, field and potential as letters, and grids along eta."""

from __future__ import annotations

import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes

eta = sp.Symbol("eta", real=True)
d = sp.Symbol("d", positive=True)
phi = sp.Function("phi", real=True)(eta)
f, g = (sp.Function(name, positive=True)(eta) for name in "fg")
h = sp.Function("h", real=True)(eta)
FORCE = sp.Symbol(r"{\delta V/\delta\phi}", real=True)
SLOPE, BEND = sp.Derivative(phi, eta), sp.Derivative(phi, eta, 2)
_COEFFICIENTS = sp.symbols("v_2:6", real=True)


def potential(field: Expr) -> Expr:
    """A potential with free coefficients up to the fifth power."""
    return sp.Add(*(v * field**n for n, v in enumerate(_COEFFICIENTS, 2)))


def force(field: Expr) -> Expr:
    """The derivative of `potential` by the field."""
    return sp.Add(*(n * v * field ** (n - 1) for n, v in enumerate(_COEFFICIENTS, 2)))


def weight(dimension: Expr) -> Expr:
    """sqrt(f g^(d-1)), the volume of the slice at eta."""
    return sp.sqrt(f * g ** (dimension - 1))


def nodes(low: float, high: float, count: int = 24) -> tuple[ck.Array, ck.Array, ck.Array]:
    """Chebyshev points on [low, high], their differentiation matrix and quadrature weights."""
    line = chebyshev_nodes(low, high, count)
    return line.points, line.matrix, line.weights
