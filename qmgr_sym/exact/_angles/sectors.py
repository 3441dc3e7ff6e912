"""Sums of angles enclosed by the sectors in which the numbers can lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import sympy
from flint import arb
from sympy import Eq, Expr
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._points.point import NoValueError, Point

_BITS = 128
_SECONDS = 1.0


@dataclass(frozen=True)
class Interval:
    """Angles from `low` to `high`, in units of pi; without the ends unless it is one point."""

    low: Fraction
    high: Fraction

    def plus(self, other: Interval, count: int) -> Interval:
        """The sum with `count` times another angle."""
        ends = sorted((count * other.low, count * other.high))
        return Interval(self.low + ends[0], self.high + ends[1])

    def integers(self) -> set[int]:
        """The integers inside."""
        if self.low == self.high:
            return {int(self.low)} if self.low.denominator == 1 else set()
        first, last = self.low.__floor__() + 1, -(-self.high).__floor__() - 1
        return set(range(first, last + 1))


# Signs of real and imaginary part, and the angles that belong to them.
_HALF = Fraction(1, 2)
_SECTORS = (
    (1, 0, Interval(Fraction(0), Fraction(0))),
    (1, 1, Interval(Fraction(0), _HALF)),
    (0, 1, Interval(_HALF, _HALF)),
    (-1, 1, Interval(_HALF, Fraction(1))),
    (-1, 0, Interval(Fraction(1), Fraction(1))),
    (-1, -1, Interval(Fraction(-1), -_HALF)),
    (0, -1, Interval(-_HALF, -_HALF)),
    (1, -1, Interval(-_HALF, Fraction(0))),
)


def only_multiple(counts: dict[Expr, int], wanted: int, given: tuple[Boolean, ...]) -> bool:
    """Whether sum_j n_j angle(a_j), known to be a multiple of pi, can only be `wanted` pi.

    `counts` holds the n_j; the symbols fulfil the conditions `given`.
    """
    total = Interval(Fraction(0), Fraction(0))
    varying: list[tuple[Expr, Expr, int]] = []
    for a, n in counts.items():
        if a.is_number:
            angle = _number_angle(a)
            if angle is None:
                return False
            total = total.plus(angle, n)
            continue
        parts = _real_and_imaginary(a, given)
        if parts is None:
            return False
        varying.append((*parts, n))
    try:
        sums = list(_sums(varying, total, given))
    except (TypeError, ValueError):
        return False
    return all(found.integers() <= {wanted} for found in sums)


def _real_and_imaginary(a: Expr, given: tuple[Boolean, ...]) -> tuple[Expr, Expr] | None:
    """Real and imaginary part, with roots of what is certainly not negative taken as real."""
    from qmgr_sym.exact.reals import entails

    roots = {}
    for power in sorted(a.atoms(sympy.Pow), key=sympy.default_sort_key):
        if power.exp.is_Rational and not power.exp.is_Integer and not power.is_real:
            try:
                if entails(given, power.base >= 0, seconds=_SECONDS).outcome != "holds":
                    return None
            except (TypeError, ValueError):
                return None
            roots[power] = sympy.Dummy("root", nonnegative=True)
    back = {dummy: power for power, dummy in roots.items()}
    parts = [sympy.expand(part) for part in a.xreplace(roots).as_real_imag()]
    if not all(part.is_real for part in parts):
        return None
    return parts[0].xreplace(back), parts[1].xreplace(back)


def _sums(
    varying: list[tuple[Expr, Expr, int]], total: Interval, given: tuple[Boolean, ...]
) -> Iterator[Interval]:
    """Enclosures of the sum, one for each choice of sectors that is possible."""
    from qmgr_sym.exact.reals import satisfiable

    if not varying:
        yield total
        return
    (real, imaginary, n), *rest = varying
    for first, second, interval in _SECTORS:
        conditions = (_has_sign(real, first), _has_sign(imaginary, second))
        if sympy.false in conditions:
            continue
        here = (*given, *(c for c in conditions if c != sympy.true))
        if here and satisfiable(here, seconds=_SECONDS).outcome == "unsatisfiable":
            continue
        yield from _sums(rest, total.plus(interval, n), here)


def _has_sign(expr: Expr, sign: int) -> Boolean:
    return Eq(expr, 0) if sign == 0 else expr > 0 if sign > 0 else expr < 0


def _number_angle(a: Expr) -> Interval | None:
    """The angle of a number, enclosed."""
    if a.is_positive or a.is_negative:
        turn = Fraction(0 if a.is_positive else 1)
        return Interval(turn, turn)
    try:
        ball = Point(a, 0, lambda _: False).evaluate(a, _BITS)
    except NoValueError:
        return None
    if not ball.is_finite() or ball.contains(0):
        return None
    angle = ball.arg() / arb.pi()
    width = Fraction(1, 2 ** (_BITS // 2))
    return Interval(_rational(angle.lower()) - width, _rational(angle.upper()) + width)


def _rational(value: arb) -> Fraction:
    mantissa, exponent = (int(part) for part in value.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent
