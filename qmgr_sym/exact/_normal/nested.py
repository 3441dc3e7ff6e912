"""Roots of roots, and logarithms of roots."""

from __future__ import annotations

from flint import fmpq_mpoly
from sympy import Rational

from qmgr_sym.exact._normal.fraction import Fraction, lowest_terms
from qmgr_sym.exact._normal.ring import Ring


def note_root(ring: Ring, gen: fmpq_mpoly, base: Fraction, order: int) -> None:
    """Remember that `gen`, over the denominator of `base`, is the root of `base`."""
    index = next(k for k, degree in enumerate(gen.degrees()) if degree)
    ring.roots[index] = (base, order)


def as_root(ring: Ring, value: Fraction) -> tuple[Fraction, Rational] | None:
    """b and r where the value is a principal power b^r with 0 < r < 1, None for anything else.

    Then (b^r)^s = b^(r s) and log(b^r) = r log(b), because the angle of b^r is r times that of b.
    """
    top = value.top
    if len(top) != 1 or top.leading_coefficient() != 1:
        return None
    used = [(k, int(degree)) for k, degree in enumerate(top.degrees()) if degree]
    if len(used) != 1 or used[0][0] not in ring.roots:
        return None
    index, power = used[0]
    base, order = ring.roots[index]
    if power >= order:
        return None
    root = ring.power(lowest_terms(ring.context.gen(index), base.bottom), power)
    if root.top != top or root.bottom != value.bottom:
        return None
    return base, Rational(power, order)
