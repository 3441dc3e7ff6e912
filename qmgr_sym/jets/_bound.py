"""Degree and height of an expression in the jet, without computing it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, gcd, log2

from qmgr_sym.jets._element import Element


class Bound(Element):
    """Bounds for P / (c det(g)^power), with P a polynomial over Z in the jet's coordinates.

    degree : bound of the total degree of P; height : bound of log2 of the sum of the absolute
    values of P's coefficients; divisor : the integer c; order : the highest derivative in it.
    """

    __slots__ = ("degree", "divisor", "height", "n", "order", "power")

    def __init__(
        self, n: int, degree: int, power: int, height: float, divisor: int, order: int
    ) -> None:
        self.n = n
        self.degree = degree
        self.power = power
        self.height = height
        self.divisor = divisor
        self.order = order

    def plus(self, other: Bound) -> Bound:
        """The bound of a sum, over a common denominator."""
        power = max(self.power, other.power)
        divisor = self.divisor * other.divisor // gcd(self.divisor, other.divisor)
        parts = []
        degree = 0
        for part in (self, other):
            missing = power - part.power
            degree = max(degree, part.degree + self.n * missing)
            height = part.height + missing * log2(factorial(self.n))
            parts.append(height + log2(divisor // part.divisor))
        top, low = max(parts), min(parts)
        height = top + log2(1 + 2.0 ** (low - top))
        return Bound(self.n, degree, power, height, divisor, max(self.order, other.order))

    def scaled(self, factor: Fraction) -> Bound:
        """The bound of a multiple."""
        height = self.height + log2(abs(factor.numerator))
        divisor = self.divisor * factor.denominator
        return Bound(self.n, self.degree, self.power, height, divisor, self.order)

    def constant(self, value: Fraction) -> Bound:
        """The bound of a constant, which is known to no more orders than this element."""
        height = log2(max(1, abs(value.numerator)))
        return Bound(self.n, 0, 0, height, value.denominator, self.order)

    def inner(self, left: Sequence[Bound], right: Sequence[Bound]) -> Bound:
        """The bound of a sum of products."""
        total: Bound | None = None
        for a, b in zip(left, right, strict=True):
            product = Bound(
                self.n,
                a.degree + b.degree,
                a.power + b.power,
                a.height + b.height,
                a.divisor * b.divisor,
                max(a.order, b.order),
            )
            total = product if total is None else total.plus(product)
        assert total is not None
        return total

    def d(self, direction: int) -> Bound:
        """The bound of a derivative: P_m / D^k, or (P_m D - k P D_m) / D^(k+1) with D = det g."""
        if not self.power:
            height = self.height + log2(max(1, self.degree))
            return Bound(self.n, self.degree, 0, height, self.divisor, self.order + 1)
        terms = (self.degree + self.power * self.n) * factorial(self.n)
        return Bound(
            self.n,
            self.degree + self.n,
            self.power + 1,
            self.height + log2(terms),
            self.divisor,
            self.order + 1,
        )


def jet_bound(n: int) -> Bound:
    """The bound of a free function: one coordinate of the jet."""
    return Bound(n, 1, 0, 0.0, 1, 0)


def inverse_bound(n: int) -> Bound:
    """The bound of a component of the inverse metric: a cofactor over the determinant."""
    return Bound(n, n - 1, 1, log2(factorial(n - 1)), 1, 0)
