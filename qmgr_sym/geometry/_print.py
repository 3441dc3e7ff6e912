"""Elements as SymPy expressions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from flint import fmpq_mpoly
from sympy import Add, Expr, Integer, Mul, Pow, Rational, S, exp, log

from qmgr_sym.geometry._element import Element
from qmgr_sym.geometry._ring import Ring

# Numerators with more terms than this are not factored.
_FACTOR_UP_TO = 40


class Printer:
    """Writes elements of one ring; powers of generators and base elements are made once."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._powers: dict[tuple[int, int], Expr] = {}
        self._bases: dict[int, tuple[int, Expr]] = {}
        self._names: list[Expr] = list(ring.expressions)
        for index, expr in enumerate(self._names):
            if isinstance(expr, exp):
                self._names[index] = _as_powers(expr.args[0])
        for index, base in enumerate(ring.roots.keys):
            bottom = ring.read(base)
            root = Pow(base, Rational(1, ring.roots.degree))
            self._names[index] = root * self._product(bottom.exps)

    def expr(self, a: Element) -> Expr:
        """The SymPy expression of an element."""
        if a.is_zero():
            return S.Zero
        top = a.top
        exps = list(a.exps)
        parts: list[Expr] = []
        if 1 < len(top) <= _FACTOR_UP_TO:
            constant, factors = top.factor()
            parts.append(_number(constant))
            for factor, exponent in self._merged(factors, parts):
                sign, expr = self._shorter(factor)
                parts.append(Integer(sign) ** int(exponent))
                parts.append(Pow(expr, Integer(int(exponent))))
        else:
            parts.append(self._poly(top))
        parts.append(Pow(self._product(tuple(exps)), -1))
        return Mul(*parts)

    def _product(self, exps: Sequence[int]) -> Expr:
        left = list(exps)
        parts: list[Expr] = []
        for constant, numbers, partner in self._squares:
            if all(k < len(left) and left[k] > 0 for k in numbers):
                count = min(left[k] for k in numbers)
                for k in numbers:
                    left[k] -= count
                parts.append(constant**-count * Pow(partner, Integer(2 * count)))
        for k, exponent in enumerate(left):
            if exponent:
                sign, expr = self._base(k)
                parts.append(Integer(sign) ** exponent)
                parts.append(Pow(expr, Integer(exponent)))
        return Mul(*parts)

    @cached_property
    def _squares(self) -> list[tuple[Rational, list[int], Expr]]:
        """What cos^2 and cosh^2 are in base elements: (1 - sin)(1 + sin) and 1 + sinh^2."""
        found = []
        ring = self._ring
        for relation in ring.relations:
            if relation.index >= len(ring.roots.keys) and not relation.value.is_constant():
                constant, factors = relation.value.factor()
                numbers = [ring.number(factor) for factor, _ in factors]
                found.append((_number(constant), numbers, ring.expressions[relation.index]))
        return found

    def _merged(
        self, factors: list[tuple[fmpq_mpoly, int]], parts: list[Expr]
    ) -> list[tuple[fmpq_mpoly, int]]:
        """The factors of a numerator without cos^2, which goes to `parts`."""
        if not factors:
            return factors
        left = {str(factor): (factor, int(exponent)) for factor, exponent in factors}
        for constant, numbers, partner in self._squares:
            names = [str(self._ring.base[k]) for k in numbers]
            if all(name in left for name in names):
                count = min(left[name][1] for name in names)
                for name in names:
                    left[name] = (left[name][0], left[name][1] - count)
                parts.append(constant**-count * Pow(partner, Integer(2 * count)))
        return [(factor, exponent) for factor, exponent in left.values() if exponent]

    def _base(self, k: int) -> tuple[int, Expr]:
        known = self._bases.get(k)
        if known is None:
            known = self._bases[k] = self._shorter(self._ring.base[k])
        return known

    def _shorter(self, poly: fmpq_mpoly) -> tuple[int, Expr]:
        """A sign and the polynomial with sin^2 or with cos^2, whichever has fewer terms."""
        best = poly
        ring = self._ring
        for relation in ring.relations:
            if relation.degree != 2 or relation.index < len(ring.roots.keys):
                continue
            used = [k for k, n in enumerate(relation.value.degrees()) if n > 0]
            if len(used) != 1 or poly.degrees()[used[0]] < 2 or len(poly) > 200:
                continue
            partner = ring.gens[relation.index]
            sign = 1 if relation.value.derivative(used[0]).leading_coefficient() > 0 else -1
            # cos^2 = 1 - sin^2, cosh^2 = 1 + sinh^2: replace even powers of the partner
            swapped = _replace(ring, best, used[0], sign * (partner**2 - 1))
            if len(swapped) < len(best):
                best = swapped
        negative = sum(1 for number in best.coeffs() if number < 0)
        if 2 * negative > len(best):
            return -1, self._poly(-best)
        return 1, self._poly(best)

    def _poly(self, poly: fmpq_mpoly) -> Expr:
        terms = []
        for powers, number in poly.to_dict().items():
            factors: list[Expr] = [_number(number)]
            for index, power in enumerate(powers):
                if power:
                    factors.append(self._power(index, int(power)))
            terms.append(Mul(*factors))
        return Add(*terms)

    def _power(self, index: int, power: int) -> Expr:
        known = self._powers.get((index, power))
        if known is None:
            known = self._powers[index, power] = Pow(self._names[index], Integer(power))
        return known


def _as_powers(exponent: Expr) -> Expr:
    """exp(p log(t) + ...) as t^p exp(...)."""
    parts = []
    for term in Add.make_args(exponent):
        logs = [factor for factor in Mul.make_args(term) if isinstance(factor, log)]
        parts.append(Pow(logs[0].args[0], term / logs[0]) if len(logs) == 1 else exp(term))
    return Mul(*parts)


def _replace(ring: Ring, poly: fmpq_mpoly, index: int, value: fmpq_mpoly) -> fmpq_mpoly:
    """`poly` with the square of one generator replaced."""
    result = ring.context.constant(0)
    powers: dict[int, dict[tuple[int, ...], object]] = {}
    for monomial, number in poly.to_dict().items():
        half, odd = divmod(int(monomial[index]), 2)
        rest = (*monomial[:index], odd, *monomial[index + 1 :])
        powers.setdefault(half, {})[rest] = number
    for half, part in powers.items():
        result = result + ring.context.from_dict(part) * value**half
    return result


def _number(value: object) -> Rational:
    return Rational(int(value.p), int(value.q))  # type: ignore[attr-defined]
