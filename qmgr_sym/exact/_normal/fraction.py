"""Fractions of multivariate polynomials over Q, on python-flint's `fmpq_mpoly`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flint import fmpq_mpoly


@dataclass(frozen=True, eq=False)
class Fraction:
    """The fraction `top / bottom`, without a common factor."""

    top: fmpq_mpoly
    bottom: fmpq_mpoly


def lowest_terms(top: fmpq_mpoly, bottom: fmpq_mpoly) -> Fraction:
    """Divide out the greatest common divisor and make the denominator's leading coefficient 1."""
    if bottom.is_one():
        return Fraction(top, bottom)
    if bottom.is_constant():
        return Fraction(top / bottom, bottom / bottom)
    common = top.gcd(bottom)
    if not common.is_constant():
        top, bottom = top // common, bottom // common
    lead = bottom.leading_coefficient()
    if lead != 1:
        top, bottom = top / lead, bottom / lead
    return Fraction(top, bottom)


def total(parts: Iterable[Fraction]) -> Fraction:
    """Add fractions over the least common multiple of their denominators."""
    groups: list[tuple[list[fmpq_mpoly], fmpq_mpoly]] = []
    for part in parts:
        for tops, shared in groups:
            if shared == part.bottom:
                tops.append(part.top)
                break
        else:
            groups.append(([part.top], part.bottom))
    top, bottom = _balanced(groups[0][0]), groups[0][1]
    for tops, next_bottom in groups[1:]:
        next_top = _balanced(tops)
        common = bottom.gcd(next_bottom)
        left, right = bottom // common, next_bottom // common
        top = top * right + next_top * left
        bottom = bottom * right
    return lowest_terms(top, bottom)


def _balanced(polys: list[fmpq_mpoly]) -> fmpq_mpoly:
    """Add many polynomials pairwise, so that long sums are not copied at every step."""
    while len(polys) > 1:
        pairs = [a + b for a, b in zip(polys[::2], polys[1::2], strict=False)]
        polys = pairs + polys[len(polys) - len(polys) % 2 :]
    return polys[0]


def times(a: Fraction, b: Fraction) -> Fraction:
    """Multiply two fractions, dividing out common factors crosswise."""
    if a.bottom.is_one() and b.bottom.is_one():
        return Fraction(a.top * b.top, a.bottom)
    left = lowest_terms(a.top, b.bottom)
    right = lowest_terms(b.top, a.bottom)
    return Fraction(left.top * right.top, left.bottom * right.bottom)
