"""Rational powers: one generator for each root, split off where that is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Expr, I, Rational, S

from qmgr_sym.exact._normal.factors import factored, primes
from qmgr_sym.exact._normal.fraction import Fraction, lowest_terms
from qmgr_sym.exact._normal.logarithms import positive_log
from qmgr_sym.exact._normal.nested import as_root, note_root

if TYPE_CHECKING:
    from qmgr_sym.exact._normal.reducer import Reducer

# exp(i pi / q) is written with i, sqrt(2) and sqrt(3) for these q.
_IN_RADICALS = (3, 4, 6)


def rational_power(
    reducer: Reducer, base: Fraction, exponent: Rational, positive: bool
) -> Fraction:
    """The principal value of `base**exponent`; `positive` says that `base >= 0` is known.

    (p b)^r = p^r b^r holds for p > 0 and any b, so factors known to be positive, and even powers
    of real factors, are split off. What is left becomes one algebraic generator.
    """
    ring = reducer.ring
    if ring.reduce(base.top).is_zero():
        if exponent < 0:
            ring.inverse(base)
        return base
    parts = factored(ring, base)
    result = ring.constant(1)
    for prime, power in primes(parts.constant):
        radicand = ring.context.constant(prime)
        result = ring.mul(result, _positive_power(reducer, radicand, power * exponent))
    for factor, power in parts.positive:
        result = ring.mul(result, _positive_power(reducer, factor, power * exponent))
    rest = ring.constant(parts.sign)
    for factor, power in parts.real:
        odd = power % 2
        if power != odd:
            size = absolute_value(reducer, factor)
            result = ring.mul(result, _positive_power(reducer, size, (power - odd) * exponent))
        if odd:
            rest = ring.mul(rest, reducer.poly(factor))
    for factor, power in parts.other:
        rest = ring.mul(rest, ring.power(reducer.poly(factor), power))
    return ring.mul(result, _general_power(reducer, rest, exponent, positive))


def absolute_value(reducer: Reducer, factor: fmpq_mpoly) -> fmpq_mpoly:
    """The absolute value of a real polynomial."""
    ring = reducer.ring
    key = ("absolute value", str(factor))
    return ring.generator(
        key, 1, 2, factor * factor, source=lambda: sympy.Abs(ring.expression(factor))
    )


def _positive_power(reducer: Reducer, factor: fmpq_mpoly, exponent: Rational) -> Fraction:
    ring = reducer.ring
    whole = int(sympy.floor(exponent))
    rest = exponent - whole
    result = ring.power(reducer.poly(factor), whole)
    if rest == 0:
        return result
    order = _order(reducer, rest)
    root = ring.generator(
        ("root", order, str(factor)),
        1,
        order,
        factor,
        lambda: ring.mul(positive_log(reducer, factor), ring.constant(fmpq(1, order))),
        source=lambda: ring.expression(factor) ** Rational(1, order),
    )
    return ring.mul(result, reducer.poly(root ** int(rest * order)))


def _general_power(
    reducer: Reducer, base: Fraction, exponent: Rational, positive: bool
) -> Fraction:
    ring = reducer.ring
    inner = as_root(ring, base)
    if inner is not None:
        return _general_power(reducer, inner[0], inner[1] * exponent, False)
    whole = int(sympy.floor(exponent))
    rest = exponent - whole
    result = ring.power(base, whole)
    if rest == 0 or (base.top.is_one() and base.bottom.is_one()):
        return result
    if (-base.top).is_one() and base.bottom.is_one():
        return ring.mul(result, ring.power(_unit_root(reducer, int(rest.q)), int(rest.p)))
    order = _order(reducer, rest)
    radicand = base.top * base.bottom ** (order - 1)
    key = ("root", order, str(base.top), str(base.bottom))
    # The generator is the root times the denominator, so its sign is the denominator's.
    sign = ring.sign(base.bottom) if positive else None

    def source() -> Expr:
        return ring.expression(base) ** Rational(1, order) * ring.expression(base.bottom)

    gen = ring.generator(key, sign, order, radicand, source=source)
    note_root(ring, gen, base, order)
    root = lowest_terms(gen, base.bottom)
    return ring.mul(result, ring.power(root, int(rest * order)))


def _unit_root(reducer: Reducer, q: int) -> Fraction:
    """exp(i pi / q)."""
    if q in _IN_RADICALS:
        return reducer.fraction(sympy.cos(S.Pi / q) + I * sympy.sin(S.Pi / q))
    ring = reducer.ring
    unit = ring.cyclotomic(q)
    note_root(ring, unit, ring.constant(-1), q)
    return reducer.poly(unit)


def _order(reducer: Reducer, exponent: Rational) -> int:
    q = int(exponent.q)
    return reducer.order if reducer.order % q == 0 else q
