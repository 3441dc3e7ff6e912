"""What comes to rest in the slides' network, as a power series with rational coefficients."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from flint import fmpq, fmpq_poly

ORDER = 5


def _cut(series: fmpq_poly) -> fmpq_poly:
    return fmpq_poly(series.coeffs()[: ORDER + 1])


def _end(source: fmpq_poly, friction: list[fmpq], coupling: fmpq) -> fmpq_poly:
    """pi at eta = 0 for the source e^-1 alpha, a series in t = e^-3 beta, up to t^5."""
    t = fmpq_poly([0, 1])
    cube = _cut(source**3) * coupling
    phi, pi = source + t - cube / 2, cube - source - 3 * t
    step = fmpq(-1, len(friction))
    for h in friction:
        push = h * pi + 3 * phi - coupling * _cut(_cut(phi * phi) * phi)
        phi, pi = phi + step * pi, pi - step * push
    return pi


def source_series(bend: Fraction, coupling: Fraction, layers: int) -> dict[int, sp.Rational]:
    """Coefficients of t, t^3, t^5 in e^-1 alpha for h = 4 + bend (1 - eta), eta from 1 to 0."""
    x, strength = (fmpq(v.numerator, v.denominator) for v in (bend, coupling))
    friction = [4 + x * n / layers for n in range(layers)]
    slope = _end(fmpq_poly([0, 1]), friction, fmpq(0)) - _end(fmpq_poly([0]), friction, fmpq(0))
    alpha = fmpq_poly([0])
    for _ in range(3):
        alpha = alpha - _end(alpha, friction, strength) / slope[1]
    return {k: sp.Rational(int(alpha[k].p), int(alpha[k].q)) for k in (1, 3, 5)}


def response(
    metric: tuple[Fraction, Fraction, Fraction], layers: int
) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Coefficients of c, c^3, c^5 in the mass; metric: 1/L in GeV, bend of h, lambda/L."""
    inverse, bend, coupling = metric
    radius = 1 / sp.Rational(inverse.numerator, inverse.denominator)
    to_mass = 2 * sp.pi * sp.E / (sp.sqrt(3) * radius)
    to_t = sp.pi * radius**3 * sp.exp(-3) / sp.sqrt(3)
    found = source_series(bend, coupling, layers)
    one, three, five = (to_mass * to_t**k * value for k, value in found.items())
    return one, three, five
