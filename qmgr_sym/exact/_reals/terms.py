"""Real terms as fractions of polynomials with conditions under which they are defined."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import z3


@dataclass(frozen=True)
class Term:
    """The fraction `top / bottom`, meaningful where every constraint in `defined` holds."""

    top: z3.ArithRef
    bottom: z3.ArithRef | None
    defined: tuple[z3.BoolRef, ...]


def times(a: z3.ArithRef, b: z3.ArithRef | None) -> z3.ArithRef:
    """A product with a denominator that may be missing."""
    return a if b is None else a * b


def difference(left: Term, right: Term) -> z3.ArithRef:
    """The numerator of left - right, over the product of both denominators."""
    return times(left.top, right.bottom) - times(right.top, left.bottom)


def all_defined(parts: list[Term]) -> tuple[z3.BoolRef, ...]:
    """The conditions of all parts."""
    return tuple(constraint for part in parts for constraint in part.defined)


def total(parts: list[Term]) -> Term:
    """A sum."""
    bottoms: list[z3.ArithRef] = []
    for part in parts:
        if part.bottom is not None and not any(part.bottom.eq(b) for b in bottoms):
            bottoms.append(part.bottom)
    tops = []
    for part in parts:
        missing = [b for b in bottoms if part.bottom is None or not part.bottom.eq(b)]
        tops.append(prod(missing, start=part.top))
    bottom = prod(bottoms[1:], start=bottoms[0]) if bottoms else None
    return Term(sum(tops[1:], start=tops[0]), bottom, all_defined(parts))


def product(parts: list[Term]) -> Term:
    """A product."""
    top = prod((part.top for part in parts[1:]), start=parts[0].top)
    bottoms = [part.bottom for part in parts if part.bottom is not None]
    bottom = prod(bottoms[1:], start=bottoms[0]) if bottoms else None
    return Term(top, bottom, all_defined(parts))


def integer_power(base: Term, exponent: int, one: z3.ArithRef) -> Term:
    """An integer power; a negative one is defined where the base is not 0."""
    size = abs(exponent)
    top = prod([base.top] * size, start=one)
    bottom = None if base.bottom is None else prod([base.bottom] * size, start=one)
    if exponent > 0:
        return Term(top, bottom, base.defined)
    return Term(one if bottom is None else bottom, top, (*base.defined, base.top != 0))


def gaps(value: z3.ArithRef, parts: list[Term]) -> list[z3.ArithRef]:
    """(value - part), times the square of the denominator."""
    found = []
    for part in parts:
        gap = times(value, part.bottom) - part.top
        found.append(times(gap, part.bottom))
    return found


def largest(value: z3.ArithRef, parts: list[Term]) -> z3.BoolRef:
    """That `value` is the largest of the parts."""
    found = gaps(value, parts)
    return z3.And(*(gap >= 0 for gap in found), z3.Or(*(gap == 0 for gap in found)))


def smallest(value: z3.ArithRef, parts: list[Term]) -> z3.BoolRef:
    """That `value` is the smallest of the parts."""
    found = gaps(value, parts)
    return z3.And(*(gap <= 0 for gap in found), z3.Or(*(gap == 0 for gap in found)))
