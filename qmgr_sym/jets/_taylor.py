"""Truncated Taylor series in n coordinates over a prime field or over Q."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, nmod, nmod_mat

from qmgr_sym.jets._element import Element, TooFewDerivativesError
from qmgr_sym.jets._indices import monomials, products, shifts, size


class Taylor(Element):
    """sum_J c_J x^J up to a total degree; coefficients are ints below `prime`, or fmpq (prime 0).

    Every operation keeps as many orders as are known of its result; a derivative loses one.
    """

    __slots__ = ("coefficients", "n", "order", "prime")

    def __init__(self, n: int, order: int, prime: int, coefficients: list[Any]) -> None:
        self.n = n
        self.order = order
        self.prime = prime
        self.coefficients = coefficients

    @property
    def value(self) -> Any:
        """The value at the point."""
        return self.coefficients[0]

    def plus(self, other: Taylor) -> Taylor:
        """The sum, to the smaller of the two orders."""
        order, prime = min(self.order, other.order), self.prime
        pairs = zip(self.coefficients, other.coefficients, strict=False)
        total = [(a + b) % prime for a, b in pairs] if prime else [a + b for a, b in pairs]
        return Taylor(self.n, order, prime, total)

    def scaled(self, factor: Fraction) -> Taylor:
        """The product with a number."""
        prime, number = self.prime, _reduced(factor, self.prime)
        if prime:
            scaled = [number * c % prime for c in self.coefficients]
        else:
            scaled = [number * c for c in self.coefficients]
        return Taylor(self.n, self.order, prime, scaled)

    def constant(self, value: Fraction) -> Taylor:
        """A constant of the same order."""
        number = _reduced(value, self.prime)
        rest = [number * 0] * (len(self.coefficients) - 1)
        return Taylor(self.n, self.order, self.prime, [number, *rest])

    def inner(self, left: Sequence[Taylor], right: Sequence[Taylor]) -> Taylor:
        """The sum of products; coefficients are reduced once, at the end."""
        order = min(min(a.order for a in left), min(b.order for b in right))
        rows = products(self.n, order)
        total = [fmpq(0) if not self.prime else 0] * len(rows)
        for a, b in zip(left, right, strict=True):
            factors = b.coefficients
            for x, row in zip(a.coefficients, rows, strict=False):
                if x:
                    for y, k in zip(factors, row, strict=False):
                        total[k] += x * y
        if self.prime:
            total = [c % self.prime for c in total]
        return Taylor(self.n, order, self.prime, total)

    def d(self, direction: int) -> Taylor:
        """The partial derivative, known to one order less."""
        if self.order == 0:
            raise TooFewDerivativesError("the jet holds too few derivatives for this expression")
        old, prime = self.coefficients, self.prime
        table = shifts(self.n, self.order, direction)
        new = [k * old[i] % prime for i, k in table] if prime else [k * old[i] for i, k in table]
        return Taylor(self.n, self.order - 1, prime, new)


def _reduced(value: Fraction, prime: int) -> Any:
    if not prime:
        return fmpq(value.numerator, value.denominator)
    return value.numerator * pow(value.denominator, -1, prime) % prime


def inverse_matrix(matrix: Sequence[Sequence[Taylor]]) -> list[list[Taylor]]:
    """The inverse of a matrix of series, degree by degree.

    Formula: X_0 = G_0^-1, X_J = -X_0 sum over 0 < K <= J of G_K X_(J-K).

    Raises:
        ZeroDivisionError: the matrix is singular at the point.
    """
    first = matrix[0][0]
    n, order, prime, side = first.n, first.order, first.prime, len(matrix)
    terms = [
        _flint([[entry.coefficients[k] for entry in row] for row in matrix], prime)
        for k in range(size(n, order))
    ]
    start = terms[0].inv()
    nothing = terms[0] - terms[0]
    sums = [nothing] * len(terms)
    inverse: list[Any] = []
    rows = products(n, order)
    for j in range(len(monomials(n, order))):
        found = start if j == 0 else -(start * sums[j])
        inverse.append(found)
        for k in range(1, len(terms)):
            if j < len(rows[k]):
                target = rows[k][j]
                sums[target] = sums[target] + terms[k] * found
    listed = [term.entries() for term in inverse]
    if prime:
        listed = [[int(entry) for entry in entries] for entries in listed]
    return [
        [
            Taylor(n, order, prime, [entries[a * side + b] for entries in listed])
            for b in range(side)
        ]
        for a in range(side)
    ]


def _flint(rows: list[list[Any]], prime: int) -> Any:
    if prime:
        return nmod_mat(len(rows), len(rows), [nmod(c, prime) for row in rows for c in row], prime)
    return fmpq_mat(len(rows), len(rows), [c for row in rows for c in row])
