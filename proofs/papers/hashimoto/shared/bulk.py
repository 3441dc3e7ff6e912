"""The bulk of chapter 4: metric, field and potential as letters, and grids along eta."""

from __future__ import annotations

import numpy as np
import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes
from qmgr_sym.unevaluated import Christoffel

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


def bulk_metric(dimension: int) -> tuple[sp.Matrix, tuple[sp.Symbol, ...]]:
    """-f dt^2 + d eta^2 + g (dx_1^2 + ... + dx_(d-1)^2), and its coordinates."""
    chart = (sp.Symbol("t", real=True), eta, *sp.symbols(f"x_1:{dimension}", real=True))
    return sp.diag(-f, 1, *[g] * (dimension - 1)), chart


def scalar_wave(dimension: int) -> Expr:
    """g^ab nabla_a nabla_b phi for a field of eta alone, its Christoffel symbols not worked out."""
    metric, chart = bulk_metric(dimension)
    bends = [Christoffel(metric, chart, 1, a, a) / metric[a, a] for a in range(dimension + 1)]
    return BEND - sp.Add(*bends) * SLOPE


def weight(dimension: Expr) -> Expr:
    """sqrt(f g^(d-1)), the volume of the slice at eta."""
    return sp.sqrt(f * g ** (dimension - 1))


Z, K = sp.symbols("z k", positive=True)
PHI0 = sp.Symbol("phi_0", positive=True)
PHI, DELTA = sp.symbols("phi Delta", real=True)
EXPONENT, M2 = sp.symbols(r"\partial_{\log{k}}\log{G} {m^{2}}", real=True)
HALF_INTEGERS = (sp.Rational(1, 2), sp.Rational(3, 2), sp.Rational(5, 2))


def regular_field(nu: Expr) -> Expr:
    """A field of momentum k in AdS that is regular inside: z^(d/2) K_nu(kz) for nu = n + 1/2."""
    terms = {1: sp.S.One, 3: 1 + K * Z, 5: 1 + K * Z + (K * Z) ** 2 / 3}
    return Z ** (d / 2 - nu) * terms[int(2 * nu)] * sp.exp(-K * Z)


def wave_operator(field: Expr, mass: Expr) -> Expr:
    """z^2 phi'' - (d - 1) z phi' - (k^2 z^2 + m^2) phi: the free field equation in AdS."""
    slope, bend = sp.Derivative(field, Z), sp.Derivative(field, (Z, 2))
    return Z**2 * bend - (d - 1) * Z * slope - (K**2 * Z**2 + mass) * field


def nodes(low: float, high: float, count: int = 24) -> tuple[ck.Array, ck.Array, ck.Array]:
    """Chebyshev points on [low, high], their differentiation matrix and quadrature weights."""
    line = chebyshev_nodes(low, high, count)
    return line.points, line.matrix, line.weights


def exponential(shape: ck.Array, at: ck.Array) -> ck.Array:
    """exp of a quadratic polynomial with the coefficients `shape` (n, 2), at points `at`."""
    return np.asarray(np.exp(shape[..., 0, None] * at + shape[..., 1, None] * at**2))
