"""Sums and products from one integer to another or to infinity, limits, and differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import comb

from flint import acb, arb, ctx

from proofs.text_claims.numeric.balls import (
    Ball,
    NoValueError,
    goal,
    precision,
    whole,
    widened,
    working_bits,
)
from proofs.text_claims.numeric.quadrature import integral

LONGEST = 20_000
QUIET = 6
_STEP = 44  # bits of the step of a difference
Term = Callable[[Ball], Ball]


def summed(term: Term, low: Ball, high: Ball) -> Ball:
    """sum_{n = low}^{high} term(n); an empty sum, high = low - 1, is 0 and downward ones follow.

    To infinity the terms are added while they fall like a geometric series; where they fall more
    slowly, the sum is extrapolated in two ways that have to agree.
    """
    first, last = whole(low), whole(high)
    if first is None:
        raise NoValueError("a sum does not begin at an integer")
    if high.real.is_finite():
        if last is None:
            raise NoValueError("a sum does not end at an integer")
        if last < first - 1:  # Karr's convention
            return -summed(term, acb(last + 1), acb(first - 1))
        if last - first > LONGEST:
            raise NoValueError("a sum is too long")
        total = acb(0)
        for n in range(first, last + 1):
            total += term(acb(n))
        return total
    return _fast(term, first) or _extrapolated(term, first)


def _fast(term: Term, first: int) -> Ball | None:
    """Added up while the ratio of terms stays below 0.95; None where it does not."""
    total, before, quiet = acb(0), None, 0
    small = 2.0 ** (-goal() - 4)
    ratio = 1.0
    for n in range(first, first + 1500):
        value = term(acb(n))
        if not value.is_finite():
            raise NoValueError("a term of a sum is not finite")
        total += value
        height = float(abs(value).mid())
        if before:
            ratio = height / before
        if n > first + 40 and ratio > 0.95:
            return None
        if height:
            before = height
        quiet = quiet + 1 if height <= small * float(abs(total).mid()) else 0
        if quiet >= QUIET and (ratio < 0.95 or height == 0):
            return widened(total, height / (1 - min(ratio, 0.95)))
    return None


def _extrapolated(term: Term, first: int) -> Ball:
    """Slow sums, twice: alternating ones by Chebyshev weights, others by Euler and Maclaurin."""
    signs = [term(acb(n)) for n in range(first + 8, first + 14)]
    turning = all((a * b.conjugate()).real < 0 for a, b in pairwise(signs))
    method = _alternating if turning else _euler_maclaurin
    one, other = (method(term, first, size) for size in (28, 40))
    gap = abs(one - other).mid()
    if not gap <= 1e-11 * (abs(other).mid() + arb(2) ** -60):
        raise NoValueError("a sum does not converge to a useful accuracy")
    return widened(other, gap)


def _alternating(term: Term, first: int, count: int) -> Ball:
    """sum (-1)^k a_k of slowly falling a_k.

    Source: H. Cohen, F. Rodriguez Villegas, D. Zagier, Experimental Mathematics 9, 3 (2000).
    """
    d = (3 + arb(8).sqrt()) ** count
    d = (d + 1 / d) / 2
    b, c, total = arb(-1), -d, acb(0)
    for k in range(count):
        c = b - c
        total += c * (-1) ** k * term(acb(first + k))
        b = b * (k + count) * (k - count) / ((arb(k) + 0.5) * (k + 1))
    return total / d


def _euler_maclaurin(term: Term, first: int, count: int) -> Ball:
    """sum_{n >= first}: the first terms, the integral of the rest, and four corrections."""
    start = acb(first + count)
    total = acb(0)
    for n in range(first, first + count):
        total += term(acb(n))
    total += integral(term, start, acb(arb.pos_inf())) + term(start) / 2
    for k, weight in ((1, 12), (3, -720), (5, 30240), (7, -1209600), (9, 47900160)):
        total -= derivative(term, start, k) / weight
    return total


def multiplied(term: Term, low: Ball, high: Ball) -> Ball:
    """prod_{n = low}^{high} term(n); to infinity, through the sum of the logarithms."""
    if not high.real.is_finite():
        return summed(lambda n: term(n).log(), low, high).exp()
    first, last = whole(low), whole(high)
    if first is None or last is None or last - first > LONGEST:
        raise NoValueError("a product does not run over integers")
    total = acb(1)
    for n in range(first, last + 1):
        total *= term(acb(n))
    return total


def derivative(function: Callable[[Ball], Ball], x: Ball, order: int) -> Ball:
    """The derivative at `x` from values on both sides, with two steps that have to agree."""
    bits = _STEP * order
    with precision(working_bits() + 2 * bits + 40, goal() + bits + 24):
        coarse = _difference(function, x, order, arb(2) ** -_STEP)
        fine = _difference(function, x, order, arb(2) ** (-_STEP - 1))
        value = (4 * fine - coarse) / 3
        error = abs(value - fine).mid() * arb(2) ** (6 - 2 * _STEP)
    if not value.is_finite():
        raise NoValueError("a derivative is not finite")
    return widened(value, error)


def _difference(function: Callable[[Ball], Ball], x: Ball, order: int, h: arb) -> Ball:
    total = acb(0)
    for k in range(order + 1):
        shift = (arb(order) / 2 - k) * h
        total += (-1) ** k * comb(order, k) * function(x + shift)
    return total / h**order


def limit(function: Callable[[Ball], Ball], goal_point: Ball, sides: Sequence[int]) -> Ball:
    """The limit at a point or at infinity, along points that double or halve their distance."""
    found = [_approached(function, goal_point, side) for side in sides]
    if len(found) == 2 and abs(found[0] - found[1]).mid() > 1e-9 * (1 + abs(found[0]).mid()):
        raise NoValueError("a limit differs on the two sides")
    return found[0]


def _approached(function: Callable[[Ball], Ball], point: Ball, side: int) -> Ball:
    row: list[Ball] = []
    best: Ball | None = None
    least: arb | None = None
    with precision(4 * ctx.prec, goal()):
        for k in range(2, 40):
            distance = arb(2) ** (k if not point.real.is_finite() else -k)
            value = function(acb(side * distance) if not point.real.is_finite()
                             else point + side * distance)  # fmt: skip
            if not value.is_finite():
                break
            table = [value]
            for j, before in enumerate(row, 1):  # Richardson, errors in powers of 1/2
                table.append(table[-1] + (table[-1] - before) / (2**j - 1))
            if row:
                error = abs(table[-1] - row[-1]).mid()
                if least is None or error < least:
                    best, least = table[-1], error
                if error <= arb(2) ** (-goal() - 10) * (1 + abs(table[-1]).mid()):
                    break
            row = table
    if best is None or least is None or not least <= 1e-8 * (1 + abs(best).mid()):
        raise NoValueError("a limit is not approached to a useful accuracy")
    return widened(best, least)
