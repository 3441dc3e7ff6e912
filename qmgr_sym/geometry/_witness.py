"""Elements of a ring at random points, in ball arithmetic: proofs that they do not vanish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from flint import acb, arb, ctx, fmpq, fmpq_mpoly
from sympy import Expr, Rational, Symbol, Tuple

from qmgr_sym.exact._points.draws import generator
from qmgr_sym.exact._points.point import NoValueError, Point
from qmgr_sym.geometry._element import Element
from qmgr_sym.geometry._zero import zero_test

if TYPE_CHECKING:
    from qmgr_sym.geometry._ring import Ring

_BITS = (128, 640)
_POINTS = 3
_ATTEMPTS = 60


class Witnesses:
    """Some points where all generators of a ring have a value, and the elements there.

    The points lie in the stated ranges, and every expression in `positive` is positive there.
    """

    def __init__(
        self,
        ring: Ring,
        expressions: Sequence[Expr],
        positive: Sequence[Expr],
        ranges: Mapping[Symbol, tuple[Expr | None, Expr | None]],
    ) -> None:
        self._ring = ring
        self._whole = Tuple(*expressions, *positive)
        self._positive = positive
        self._ranges = ranges
        self._points: list[dict[int, list[acb]]] | None = None
        self._names: list[str] = []

    def excludes_zero(self, a: Element) -> bool:
        """Whether an element is certainly different from 0 at one of the points."""
        return any(self._apart(a, point) for point in self._found())

    def vanishing_point(self, elements: Sequence[Element]) -> str:
        """A point where all elements vanish as far as numbers show, as "x = 1/2, ...", else ""."""
        for point, names in zip(self._found(), self._names, strict=True):
            if not any(self._apart(a, point) for a in elements):
                return names
        return ""

    def _apart(self, a: Element, point: dict[int, list[acb]]) -> bool:
        for bits in _BITS:
            with ctx.workprec(bits):
                value = self._poly(a.top, point[bits])
            if value.is_finite() and not value.contains(0):
                return True
        return False

    def _found(self) -> list[dict[int, list[acb]]]:
        if self._points is None:
            self._points = []
            for attempt in range(0, 2 * _ATTEMPTS, 2):
                values = self._values(attempt)
                if values is not None:
                    self._points.append(values)
                    if len(self._points) == _POINTS:
                        break
        return self._points

    def _values(self, attempt: int) -> dict[int, list[acb]] | None:
        """The values of all generators, None where one has none or the point is outside."""
        point = Point(self._whole, attempt, _same, given=drawn(self._ranges, attempt))
        found = {}
        for bits in _BITS:
            for expr in self._positive:
                value = self._at(point, expr, bits)
                if value is None or not value.imag.contains(0) or not value.real > 0:
                    return None
            numbers = self._generators(point, bits)
            if numbers is None or not point.complete:
                return None
            found[bits] = numbers
        pairs = [(name, value) for name, value in point.witness() if name.isidentifier()]
        self._names.append(", ".join(f"{name} = {value}" for name, value in pairs))
        return found

    def _at(self, point: Point, expr: Expr, bits: int) -> acb | None:
        try:
            value = point.evaluate(expr, bits)
        except NoValueError:
            return None
        return value if value.is_finite() else None

    def _generators(self, point: Point, bits: int) -> list[acb] | None:
        ring, roots = self._ring, self._ring.roots
        front = len(roots.slots)
        values: list[acb] = [acb(0)] * max(len(ring.expressions), 1)
        for k in range(front, len(ring.expressions)):
            expr = ring.expressions[k]
            if expr in roots.free:
                key, degree = roots.free[expr]
                expr = key ** Rational(1, degree)
            value = self._at(point, expr, bits)
            if value is None:
                return None
            values[k] = value
        for k in reversed(range(front)):
            expr, exps = roots.meaning(k)
            value = self._at(point, expr, bits)
            if value is None:
                return None
            with ctx.workprec(bits):
                for index, exponent in enumerate(exps):
                    if exponent:
                        value *= self._poly(ring.base[index], values) ** exponent
            values[k] = value
        return values

    def _poly(self, poly: fmpq_mpoly, values: Sequence[acb]) -> acb:
        """A polynomial at values of the generators."""
        powers: dict[tuple[int, int], acb] = {}
        total = acb(0)
        for monomial, number in poly.to_dict().items():
            term = acb(arb(fmpq(number)))
            for index, exponent in enumerate(monomial):
                if exponent:
                    key = (index, int(exponent))
                    if key not in powers:
                        powers[key] = values[index] ** key[1]
                    term *= powers[key]
            total += term
        return total


def signs_of(
    wanted: Sequence[Expr],
    expressions: Sequence[Expr],
    positive: Sequence[Expr],
    ranges: Mapping[Symbol, tuple[Expr | None, Expr | None]],
) -> Iterator[tuple[int, ...]]:
    """The signs of some expressions at random points where all `expressions` are real."""
    bits = _BITS[0]
    for attempt in range(0, 4 * _ATTEMPTS, 2):
        point = Point(Tuple(*expressions, *positive), attempt, _same, given=drawn(ranges, attempt))
        try:
            if any(not point.evaluate(p, bits).real > 0 for p in positive):
                continue
            if any(not point.evaluate(e, bits).imag.contains(0) for e in expressions):
                continue
            values = [point.evaluate(expr, bits) for expr in wanted]
        except NoValueError:
            continue
        if all(value.is_finite() and not value.real.contains(0) for value in values):
            yield tuple(1 if value.real > 0 else -1 for value in values)


def values_at(
    wanted: Sequence[Expr],
    expressions: Sequence[Expr],
    positive: Sequence[Expr],
    ranges: Mapping[Symbol, tuple[Expr | None, Expr | None]],
) -> list[acb] | None:
    """Expressions at one random point where all are defined, None where none is found."""
    bits = _BITS[1]
    whole = Tuple(*expressions, *positive, *wanted)
    for attempt in range(4, 2 * _ATTEMPTS, 2):
        point = Point(whole, attempt, _same, given=drawn(ranges, attempt))
        try:
            if any(not point.evaluate(p, bits).real > 0 for p in positive):
                continue
            values = [point.evaluate(expr, bits) for expr in wanted]
        except NoValueError:
            continue
        if point.complete and all(value.is_finite() for value in values):
            return values
    return None


def drawn(
    ranges: Mapping[Symbol, tuple[Expr | None, Expr | None]], attempt: int
) -> dict[Expr, Expr]:
    """Random values of symbols in their ranges."""
    values: dict[Expr, Expr] = {}
    for place, (symbol, (low, high)) in enumerate(sorted(ranges.items(), key=str)):
        part = Rational(generator(place, attempt).randint(1, 996), 997)
        if low is not None and high is not None:
            values[symbol] = low + part * (high - low)
        elif low is not None:
            values[symbol] = low + 3 * part
        elif high is not None:
            values[symbol] = high - 3 * part
    return values


def _same(expr: Expr) -> bool:
    return zero_test(expr).outcome == "zero"
