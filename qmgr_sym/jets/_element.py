"""What every number of a jet can do, whatever it is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Self

import sympy

Scalar = Any  # an Element, or an exact number


class TooFewDerivativesError(ArithmeticError):
    """The expression takes more derivatives than the jet holds."""


class Element(ABC):
    """A function on a neighbourhood of the point: sums, products, partial derivatives.

    Exact numbers (int, Fraction, sympy.Rational) mix with elements. The number 0 is kept as the
    plain integer 0, so that components that vanish by construction cost nothing.
    """

    __slots__ = ()

    @abstractmethod
    def plus(self, other: Self) -> Self:
        """The sum of two elements."""

    @abstractmethod
    def scaled(self, factor: Fraction) -> Self:
        """The product with a number that is not 0."""

    @abstractmethod
    def constant(self, value: Fraction) -> Self:
        """A constant, as an element of the same kind."""

    @abstractmethod
    def inner(self, left: Sequence[Self], right: Sequence[Self]) -> Self:
        """The sum of the products left[i] * right[i], of at least one pair."""

    @abstractmethod
    def d(self, direction: int) -> Self:
        """The partial derivative along one coordinate."""

    def __add__(self, other: Scalar) -> Self:
        if isinstance(other, type(self)):
            return self.plus(other)
        number = as_number(other)
        return self.plus(self.constant(number)) if number else self

    def __neg__(self) -> Self:
        return self.scaled(Fraction(-1))

    def __sub__(self, other: Scalar) -> Self:
        return self.__add__(-other)

    def __rsub__(self, other: Scalar) -> Self:
        return self.__neg__().__add__(other)

    def __mul__(self, other: Scalar) -> Self | int:
        if isinstance(other, type(self)):
            return self.inner((self,), (other,))
        number = as_number(other)
        return self.scaled(number) if number else 0

    def __truediv__(self, other: Scalar) -> Self:
        if isinstance(other, Element):
            raise TypeError("a divisor must be an exact number; multiply the equation out instead")
        return self.scaled(1 / as_number(other))

    def __rtruediv__(self, other: Scalar) -> Self:
        raise TypeError("a divisor must be an exact number; multiply the equation out instead")

    def __pow__(self, exponent: int) -> Self:
        if not isinstance(exponent, int) or exponent < 1:
            raise ValueError(f"an exponent must be a positive integer, but was {exponent}")
        result = self
        for _ in range(exponent - 1):
            result = self.inner((result,), (self,))
        return result

    __radd__ = __add__
    __rmul__ = __mul__


def as_number(value: object) -> Fraction:
    """An exact number as a fraction.

    Raises:
        TypeError: `value` is not an int, a Fraction or a sympy.Rational.
    """
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, sympy.Rational):
        return Fraction(int(value.p), int(value.q))
    raise TypeError(
        "a factor or term must be part of the jet or an exact number, "
        f"but was {type(value).__name__} {value}"
    )


def partial(value: Scalar, direction: int) -> Scalar:
    """The partial derivative of an element or of a number."""
    return value.d(direction) if isinstance(value, Element) else 0


def inner(left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
    """The sum of products left[i] * right[i], over what is not the number 0."""
    lefts: list[Element] = []
    rights: list[Element] = []
    rest: Scalar = 0
    for a, b in zip(left, right, strict=True):
        if isinstance(a, Element) and isinstance(b, Element):
            lefts.append(a)
            rights.append(b)
        elif isinstance(a, Element) or isinstance(b, Element) or (a and b):
            rest = rest + a * b
    return rest if not lefts else lefts[0].inner(lefts, rights) + rest
