"""Logarithms: principal ones, and ones that are fixed up to multiples of 2 pi i."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sympy
from flint import fmpq, fmpq_mpoly
from sympy import Expr, I, S

from qmgr_sym.exact._normal.factors import Factored, factored, primes
from qmgr_sym.exact._normal.fraction import Fraction
from qmgr_sym.exact._normal.nested import as_root
from qmgr_sym.exact._normal.ring import Ring

if TYPE_CHECKING:
    from qmgr_sym.exact._normal.reducer import Reducer


class AnyLog(sympy.Function):  # type: ignore[misc]
    """A logarithm fixed up to multiples of 2 pi i: what n log(x) needs for an integer n."""

    nargs = 1


def logarithm(reducer: Reducer, value: Fraction, any_branch: bool = False) -> Fraction:
    """The principal logarithm: log(p b) = log(p) + log(b) for p > 0 and any b.

    With `any_branch`, multiples of 2 pi i do not matter and every factor is split off.
    """
    ring = reducer.ring
    if ring.reduce(value.top).is_zero():
        ring.inverse(value)
    parts = factored(ring, value)
    terms = [ring.constant(0)]
    for prime, power in primes(parts.constant):
        terms.append(ring.mul(_prime_log(reducer, prime), ring.constant(power)))
    for factor, power in parts.positive:
        terms.append(ring.mul(positive_log(reducer, factor), ring.constant(power)))
    if any_branch:
        for factor, power in parts.real + parts.other:
            log = _general_log(reducer, reducer.poly(factor))
            terms.append(ring.mul(log, ring.constant(power)))
        terms.append(_general_log(reducer, ring.constant(parts.sign)))
        return ring.add(terms)
    terms += _even_powers(reducer, parts)
    rest = ring.constant(parts.sign)
    for factor, power in parts.real:
        if power % 2:
            rest = ring.mul(rest, reducer.poly(factor))
    for factor, power in parts.other:
        rest = ring.mul(rest, ring.power(reducer.poly(factor), power))
    terms.append(_general_log(reducer, rest))
    return ring.add(terms)


def _prime_log(reducer: Reducer, prime: int) -> Fraction:
    key = ("log", "prime", prime)
    return reducer.poly(reducer.ring.generator(key, 1, source=lambda: sympy.log(prime)))


def positive_log(reducer: Reducer, factor: fmpq_mpoly) -> Fraction:
    """The logarithm of a polynomial that is known to be positive."""
    ring = reducer.ring
    used = [k for k, degree in enumerate(factor.degrees()) if degree]
    if len(used) == 1 and len(factor) == 1 and factor == ring.context.gen(used[0]):
        known = ring.info[used[0]].logarithm
        if known is not None:
            return known()
    key = ("log", str(factor))
    source = partial(_log, ring, factor)
    return reducer.poly(ring.generator(key, 0, source=source))


def _log(ring: Ring, value: Fraction | fmpq_mpoly) -> Expr:
    return sympy.log(ring.expression(value))


def _even_powers(reducer: Reducer, parts: Factored) -> list[Fraction]:
    """log(f^(2k)) = 2k log|f| for real factors f."""
    from qmgr_sym.exact._normal.roots import absolute_value

    ring = reducer.ring
    terms = []
    for factor, power in parts.real:
        even = power - power % 2
        if even:
            size = positive_log(reducer, absolute_value(reducer, factor))
            terms.append(ring.mul(size, ring.constant(even)))
    return terms


def _general_log(reducer: Reducer, value: Fraction) -> Fraction:
    """The principal logarithm of what has no positive factor."""
    ring = reducer.ring
    if value.bottom.is_one():
        if value.top.is_one():
            return ring.constant(0)
        if (-value.top).is_one():
            return reducer.fraction(I * S.Pi)
        if ring.i is not None:
            i = ring.cyclotomic(2)
            for sign in (1, -1):
                if value.top == sign * i:
                    return ring.mul(reducer.fraction(I * S.Pi), ring.constant(fmpq(sign, 2)))
    inner = as_root(ring, value)
    if inner is not None:
        base, exponent = inner
        log = _general_log(reducer, base)
        return ring.mul(log, ring.constant(fmpq(int(exponent.p), int(exponent.q))))
    key = ("log", str(value.top), str(value.bottom))
    return reducer.poly(ring.generator(key, None, source=partial(_log, ring, value)))
