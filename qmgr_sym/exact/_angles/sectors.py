"""Sums of angles enclosed by the sectors in which the numbers can lie."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy
import z3
from flint import arb
from sympy import Eq, Expr, Rational
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._points.point import NoValueError, Point
from qmgr_sym.exact._reality import is_real
from qmgr_sym.exact._reals.translator import Translator

_BITS = 128
_SECONDS = 0.5
_MOST_QUESTIONS = 150


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


def nothing_left(counts: dict[Expr, int], turns: Rational, given: tuple[Boolean, ...]) -> bool:
    """Whether sum_j n_j angle(a_j) + turns pi, known to be a multiple of pi, can only be 0.

    `counts` holds the n_j; the symbols fulfil the conditions `given`.
    """
    start = Fraction(int(turns.p), int(turns.q))
    total = Interval(start, start)
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
        return _Choices(varying, given).all_right(0, total)
    except (TypeError, ValueError):
        return False


class _Choices:
    """Goes through the sectors that are possible together, by z3."""

    def __init__(self, varying: list[tuple[Expr, Expr, int]], given: tuple[Boolean, ...]) -> None:
        tool = Translator()
        self.counts = [n for _, _, n in varying]
        self.conditions = [
            [_sector(tool, real, imaginary, *signs) for *signs, _ in _SECTORS]
            for real, imaginary, _ in varying
        ]
        assumptions = [tool.formula(condition) for condition in given]
        self.solver = z3.SolverFor("QF_NRA", tool.context)
        self.solver.set("timeout", int(1000 * _SECONDS))
        self.solver.set("random_seed", 0)
        self.solver.add(*tool.side, *assumptions)
        self.questions = 0

    def all_right(self, number: int, total: Interval) -> bool:
        """Whether every choice for the angles from `number` on leaves 0 alone."""
        if number == len(self.counts):
            return total.integers() <= {0}
        for condition, (_, _, interval) in zip(self.conditions[number], _SECTORS, strict=True):
            self.questions += 1
            if self.questions > _MOST_QUESTIONS:
                return False
            self.solver.push()
            self.solver.add(condition)
            possible = self.solver.check() != z3.unsat
            further = total.plus(interval, self.counts[number])
            right = not possible or self.all_right(number + 1, further)
            self.solver.pop()
            if not right:
                return False
        return True


def _sector(tool: Translator, real: Expr, imaginary: Expr, first: int, second: int) -> z3.BoolRef:
    return z3.And(tool.formula(_has_sign(real, first)), tool.formula(_has_sign(imaginary, second)))


def _real_and_imaginary(a: Expr, given: tuple[Boolean, ...]) -> tuple[Expr, Expr] | None:
    """Real and imaginary part, with roots of what is certainly not negative taken as real."""
    dummies: dict[Expr, Expr] = {}
    for power in sorted(a.atoms(sympy.Pow), key=sympy.default_sort_key):
        if power.exp.is_Rational and (power.is_real or _is_real_power(power, given)):
            dummies[power] = sympy.Dummy("power", real=True)
    for function in a.atoms(sympy.Function):
        if is_real(function):
            dummies[function] = sympy.Dummy("function", real=True)
    back = {dummy: power for power, dummy in dummies.items()}
    parts = [sympy.expand(part) for part in a.xreplace(dummies).as_real_imag()]
    if not all(part.is_real for part in parts):
        return None
    return parts[0].xreplace(back), parts[1].xreplace(back)


def _is_real_power(power: Expr, given: tuple[Boolean, ...]) -> bool:
    from qmgr_sym.exact.reals import entails

    if power.exp.is_Integer:
        return is_real(power.base)
    try:
        return entails(given, power.base >= 0, seconds=_SECONDS).outcome == "holds"
    except (TypeError, ValueError):
        return False


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
