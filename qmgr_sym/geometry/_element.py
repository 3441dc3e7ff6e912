"""Polynomials over a fixed base of irreducible denominators: arithmetic without gcds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError

Exps = tuple[int, ...]
_LARGEST_NORM = 6


class NotRepresentableError(Exception):
    """The ring cannot hold an expression; the slower exact path must be taken."""


class Element:
    """`top / prod_k base[k]**exps[k]`; missing exponents are 0."""

    __slots__ = ("exps", "top")

    def __init__(self, top: fmpq_mpoly, exps: Exps = ()) -> None:
        self.top = top
        self.exps = exps

    def is_zero(self) -> bool:
        """Whether the element vanishes identically; its numerator is a normal form."""
        return bool(self.top.is_zero())


@dataclass(frozen=True)
class Relation:
    """`gen**degree = value`, for an algebraic generator; `value` holds later generators only."""

    index: int
    degree: int
    value: fmpq_mpoly
    poly: fmpq_mpoly


class Arithmetic:
    """Sums, products, quotients and normal forms of elements over one polynomial ring.

    The generators come in lexicographic order, algebraic ones first, so that the relations are a
    Groebner basis. Base elements hold no algebraic generator, hence an element whose numerator is
    divided by the base as far as possible is unique, and it is 0 exactly if its numerator is.
    """

    def __init__(self, size: int) -> None:
        self.context = fmpq_mpoly_ctx.get([f"g{i}" for i in range(size)], Ordering.lex)
        self.gens: Sequence[fmpq_mpoly] = self.context.gens()
        self.unit = self.context.constant(1)
        self.relations: list[Relation] = []
        self.base: list[fmpq_mpoly] = []
        self._numbers: dict[str, int] = {}
        self._powers: dict[tuple[int, int], fmpq_mpoly] = {}
        self.zero = Element(self.context.constant(0))
        self.one = Element(self.unit)

    def constant(self, value: int | fmpq) -> Element:
        """The constant `value`."""
        return Element(self.context.constant(value))

    def relate(self, index: int, degree: int, value: fmpq_mpoly) -> None:
        """Set `gens[index]**degree` to `value`."""
        self.relations.append(
            Relation(index, degree, value, self.gens[index] ** degree - self.normal(value))
        )
        self.relations.sort(key=lambda relation: relation.index)

    def normal(self, poly: fmpq_mpoly) -> fmpq_mpoly:
        """The remainder modulo the relations."""
        if not self.relations:
            return poly
        degrees = poly.degrees()
        for relation in self.relations:
            if degrees[relation.index] >= relation.degree:
                poly = poly % relation.poly
                degrees = poly.degrees()
        return poly

    def power_of_base(self, k: int, exponent: int) -> fmpq_mpoly:
        """`base[k]**exponent`, remembered."""
        key = (k, exponent)
        known = self._powers.get(key)
        if known is None:
            known = self._powers[key] = self.base[k] ** exponent
        return known

    def number(self, factor: fmpq_mpoly) -> int:
        """The position of an irreducible factor in the base, entered if it is new."""
        key = str(factor)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.base)
            self.base.append(factor)
        return known

    def lowest(self, top: fmpq_mpoly, exps: Exps) -> Element:
        """Reduce modulo the relations and divide by base elements as often as possible."""
        top = self.normal(top)
        if top.is_zero():
            return self.zero
        left = list(exps)
        for k, exponent in enumerate(left):
            while exponent:
                try:
                    top = top / self.base[k]
                except DomainError:
                    break
                exponent -= 1
            left[k] = exponent
        while left and not left[-1]:
            left.pop()
        return Element(top, tuple(left))

    def dot(self, terms: Iterable[tuple[int | fmpq, Element, Element]]) -> Element:
        """The sum of `number * a * b`, in lowest terms."""
        groups: dict[Exps, fmpq_mpoly] = {}
        for number, a, b in terms:
            if a.top.is_zero() or b.top.is_zero():
                continue
            product = a.top * b.top
            if number != 1:
                product = product * number
            exps = _sum(a.exps, b.exps)
            held = groups.get(exps)
            groups[exps] = product if held is None else held + product
        return self._gathered(groups)

    def sum(self, terms: Iterable[Element]) -> Element:
        """The sum of elements, in lowest terms."""
        groups: dict[Exps, fmpq_mpoly] = {}
        for a in terms:
            held = groups.get(a.exps)
            groups[a.exps] = a.top if held is None else held + a.top
        return self._gathered(groups)

    def _gathered(self, groups: dict[Exps, fmpq_mpoly]) -> Element:
        if not groups:
            return self.zero
        if len(groups) == 1:
            ((exps, top),) = groups.items()
            return self.lowest(top, exps)
        common: Exps = ()
        for exps in groups:
            common = _largest(common, exps)
        total = None
        for exps, top in groups.items():
            for k, (most, here) in enumerate(
                zip(common, exps + (0,) * (len(common) - len(exps)), strict=True)
            ):
                if most > here:
                    top = top * self.power_of_base(k, most - here)
            total = top if total is None else total + top
        return self.lowest(total, common)

    def mul(self, a: Element, b: Element) -> Element:
        """The product of two elements."""
        return self.dot([(1, a, b)])

    def scale(self, number: int | fmpq, a: Element) -> Element:
        """`number * a`."""
        return Element(a.top * number, a.exps)

    def sub(self, a: Element, b: Element) -> Element:
        """The difference `a - b`."""
        return self.sum([a, Element(-b.top, b.exps)])

    def power(self, a: Element, exponent: int) -> Element:
        """An integer power."""
        if exponent < 0:
            a, exponent = self.inverse(a), -exponent
        result = self.one
        while exponent:
            if exponent & 1:
                result = self.mul(result, a)
            exponent >>= 1
            if exponent:
                a = self.mul(a, a)
        return result

    def inverse(self, a: Element) -> Element:
        """The reciprocal: multiply by the conjugates, factor the norm, enter it into the base.

        Raises:
            ZeroDivisionError: the element vanishes identically.
            NotRepresentableError: the norm would need more than conjugation.
        """
        if a.is_zero():
            raise ZeroDivisionError
        norm, other = a.top, self.unit
        for relation in self.relations:
            if norm.degrees()[relation.index]:
                conjugate = self._conjugate(norm, relation)
                norm, other = self.normal(norm * conjugate), self.normal(other * conjugate)
        if norm.is_zero():
            raise NotRepresentableError("an inverse of a zero divisor")
        for k, exponent in enumerate(a.exps):
            if exponent:
                other = other * self.power_of_base(k, exponent)
        constant, factors = norm.factor()
        exps: Exps = ()
        for factor, exponent in factors:
            k = self.number(factor)
            exps = _sum(exps, (0,) * k + (int(exponent),))
        return self.lowest(other / constant, exps)

    def _conjugate(self, poly: fmpq_mpoly, relation: Relation) -> fmpq_mpoly:
        """What a polynomial is multiplied by to lose one algebraic generator g.

        For g^2 = P, a + b g -> a - b g. For g^q = P, g^j (a + b g^m) -> g^(q - j) times the other
        factors of a^n - (-b)^n g^(m n), with the least n for which q divides m n.
        """
        gen, degree = self.gens[relation.index], relation.degree
        if degree == 2:
            return poly - 2 * gen * poly.derivative(relation.index)
        parts = self._by_power(poly, relation.index)
        low, *rest = sorted(parts)
        if not rest:
            return gen ** (degree - low)
        if len(rest) > 1:
            return self._cofactor(parts, relation)
        step = rest[0] - low
        times = degree // gcd(step, degree)
        first, second = parts[low], -parts[rest[0]] * gen**step
        total = self.context.constant(0)
        for k in range(times):
            total = total + first ** (times - 1 - k) * second**k
        return total * gen ** ((degree - low) % degree)

    def _by_power(self, poly: fmpq_mpoly, index: int) -> dict[int, fmpq_mpoly]:
        """The coefficients of the powers of one generator."""
        found: dict[int, dict[Exps, fmpq]] = {}
        for monomial, number in poly.to_dict().items():
            rest = (*monomial[:index], 0, *monomial[index + 1 :])
            found.setdefault(int(monomial[index]), {})[rest] = number
        return {power: self.context.from_dict(part) for power, part in found.items()}

    def _cofactor(self, parts: dict[int, fmpq_mpoly], relation: Relation) -> fmpq_mpoly:
        """The norm over the polynomial: the first row of the adjugate of the multiplication."""
        gen, size = self.gens[relation.index], relation.degree
        if size > _LARGEST_NORM:
            raise NotRepresentableError("an inverse of a sum of roots of high order")
        zero = self.context.constant(0)
        table = [
            [parts.get((i - j) % size, zero) * (relation.value if i < j else 1)
             for j in range(size)] for i in range(size)
        ]  # fmt: skip
        memo: dict[tuple[Exps, Exps], fmpq_mpoly] = {}

        def minor(rows: Exps, columns: Exps) -> fmpq_mpoly:
            if not rows:
                return self.unit
            if (rows, columns) not in memo:
                total = zero
                for k, j in enumerate(columns):
                    part = minor(rows[1:], columns[:k] + columns[k + 1 :])
                    total = total + (-1) ** k * self.normal(table[rows[0]][j] * part)
                memo[rows, columns] = self.normal(total)
            return memo[rows, columns]

        others = tuple(range(1, size))
        total = zero
        for k in range(size):
            left = tuple(j for j in range(size) if j != k)
            total = total + (-1) ** k * minor(others, left) * gen**k
        return total


def _sum(a: Exps, b: Exps) -> Exps:
    if not a:
        return b
    if not b:
        return a
    if len(a) < len(b):
        a, b = b, a
    return tuple([x + y for x, y in zip(a, b, strict=False)]) + a[len(b) :]


def _largest(a: Exps, b: Exps) -> Exps:
    if len(a) < len(b):
        a, b = b, a
    return tuple([max(x, y) for x, y in zip(a, b, strict=False)]) + a[len(b) :]
