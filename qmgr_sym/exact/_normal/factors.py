"""Factors of a fraction, sorted by what is known about their signs."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Expr, Rational

from qmgr_sym.exact._normal.fraction import Fraction
from qmgr_sym.exact._normal.ring import Ring


@dataclass(frozen=True)
class Factored:
    """A fraction as `sign * constant * prod f^e`, grouped by what is known about each factor."""

    sign: int
    constant: fmpq
    positive: list[tuple[fmpq_mpoly, int]]
    real: list[tuple[fmpq_mpoly, int]]
    other: list[tuple[fmpq_mpoly, int]]


def factored(ring: Ring, value: Fraction) -> Factored:
    """Factor a nonzero fraction and sort the factors by sign."""
    top, bottom = value.top.factor(), value.bottom.factor()
    constant = top[0] / bottom[0]
    positive: list[tuple[fmpq_mpoly, int]] = []
    real: list[tuple[fmpq_mpoly, int]] = []
    other: list[tuple[fmpq_mpoly, int]] = []
    factors = [(f, int(e)) for f, e in top[1]] + [(f, -int(e)) for f, e in bottom[1]]
    for factor, power in factors:
        lead = factor.leading_coefficient()
        constant *= lead**power
        monic = factor / lead
        sign = ring.sign(monic)
        if sign == -1:
            monic = -monic
            constant *= (-1) ** (power % 2)
        if sign in (1, -1):
            positive.append((monic, power))
        elif sign == 0:
            real.append((monic, power))
        else:
            other.append((monic, power))
    return Factored(1 if constant > 0 else -1, abs(constant), positive, real, other)


def several_factors(ring: Ring, value: Fraction) -> list[tuple[Expr, int]]:
    """The factors of a fraction as expressions with their powers; none if there is only one."""
    parts = factored(ring, value)
    factors = parts.positive + parts.real + parts.other
    if sum(abs(power) for _, power in factors) < 2:
        return []
    constant = Rational(int(parts.constant.p), int(parts.constant.q))
    try:
        return [(constant, 1), *((ring.expression(f), power) for f, power in factors)]
    except ValueError:
        return []


def primes(constant: fmpq) -> list[tuple[int, int]]:
    """The prime factors of a positive rational with their exponents."""
    found = [(int(p), int(e)) for p, e in constant.p.factor()] if constant.p != 1 else []
    below = [(int(p), -int(e)) for p, e in constant.q.factor()] if constant.q != 1 else []
    return found + below


def common_order(exponents: list[sympy.Rational]) -> int:
    """The least common denominator of the rational exponents."""
    return lcm(1, *(int(e.q) for e in exponents))


def parity(expr: Expr) -> int | None:
    """The parity that SymPy's assumptions give an atom, in the sense of `Generator.parity`."""
    if not expr.is_integer:
        return None
    return 0 if expr.is_even else 1 if expr.is_odd else -1


def symbol_sign(expr: Expr) -> int | None:
    """The sign that SymPy's assumptions give an atom, in the sense of `Generator.sign`."""
    if expr.is_positive or expr.is_nonnegative:
        return 1
    if expr.is_negative or expr.is_nonpositive:
        return -1
    return 0 if expr.is_real else None
