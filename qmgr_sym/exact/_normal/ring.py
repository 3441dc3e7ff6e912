"""Generators of a polynomial ring over Q, and the relations that they fulfil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy
from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from sympy import Add, Expr, Integer, Mul, Rational, S

from qmgr_sym.exact._normal.fraction import Fraction, lowest_terms, times, total


class TooManyGeneratorsError(Exception):
    """More generators were needed than the polynomial ring was made for."""


class VanishingDenominatorError(Exception):
    """A denominator of the expression is identically zero."""


@dataclass(frozen=True)
class Generator:
    """What is known about one generator of the ring.

    `sign` is 1, -1 or 0 (real of unknown sign), None where it need not be real. `logarithm` is the
    fraction that equals the generator's logarithm, where that is known. `parity` is 1 for odd and
    0 for even integers, -1 for integers of unknown parity, None for what need not be an integer.
    `source` gives the generator as an expression.
    """

    sign: int | None
    logarithm: Callable[[], Fraction] | None = None
    parity: int | None = None
    source: Callable[[], Expr] | None = None


class Ring:
    """A polynomial ring over Q with generators made on demand and triangular relations.

    A generator made later is larger in the lexicographic order; a relation has a pure power of its
    generator as its leading term and older generators elsewhere. So the relations are a Groebner
    basis and the remainder of a polynomial is unique.
    """

    def __init__(self, size: int) -> None:
        self.context = fmpq_mpoly_ctx.get([f"g{i}" for i in range(size)], Ordering.lex)
        self._gens = self.context.gens()
        self._next = size - 1
        self._made: dict[tuple[object, ...], fmpq_mpoly] = {}
        self.info: dict[int, Generator] = {}
        self.relations: list[tuple[int, int, fmpq_mpoly]] = []
        self.one = self.context.constant(1)
        # The base and the order of each general root, by its index.
        self.roots: dict[int, tuple[Fraction, int]] = {}
        self.i: int | None = None
        self.pi: int | None = None

    def constant(self, value: int | fmpq) -> Fraction:
        """The constant fraction `value`."""
        return Fraction(self.context.constant(value), self.one)

    def generator(
        self,
        key: tuple[object, ...],
        sign: int | None,
        degree: int = 0,
        power: fmpq_mpoly | None = None,
        logarithm: Callable[[], Fraction] | None = None,
        parity: int | None = None,
        source: Callable[[], Expr] | None = None,
    ) -> fmpq_mpoly:
        """The generator called `key`; where `power` is given, its `degree`-th power is that."""
        known = self._made.get(key)
        if known is not None:
            return known
        if self._next < 0:
            raise TooManyGeneratorsError
        index = self._next
        self._next -= 1
        gen = self._gens[index]
        self._made[key] = gen
        self.info[index] = Generator(sign, logarithm, parity, source)
        if power is not None:
            self.relations.append((index, degree, gen**degree - self.reduce(power)))
        return gen

    def cyclotomic(self, order: int) -> fmpq_mpoly:
        """exp(i pi / order), with its cyclotomic polynomial as relation."""
        key = ("root of unity", order)
        if key in self._made:
            return self._made[key]
        unit = S.NegativeOne ** (S.One / order)
        gen = self.generator(key, None, source=lambda: unit)
        index = self._next + 1
        variable = sympy.Dummy()
        poly = sympy.cyclotomic_poly(2 * order, variable, polys=True)
        relation = self.context.constant(0)
        for (power,), coefficient in poly.terms():
            relation += gen**power * fmpq(int(coefficient))
        self.relations.append((index, int(poly.degree()), relation))
        if order == 2:
            self.i = index
        return gen

    def pi_generator(self) -> fmpq_mpoly:
        """pi, taken as free."""
        gen = self.generator(("pi",), 1, source=lambda: S.Pi)
        if self.pi is None:
            self.pi = self._next + 1
        return gen

    def reduce(self, poly: fmpq_mpoly) -> fmpq_mpoly:
        """The remainder modulo all relations, newest first."""
        if not self.relations or poly.is_constant():
            return poly
        degrees = poly.degrees()
        for index, degree, relation in reversed(self.relations):
            if degrees[index] >= degree:
                poly = poly % relation
                degrees = poly.degrees()
        return poly

    def expression(self, value: Fraction | fmpq_mpoly) -> Expr:
        """The expression that a fraction or polynomial stands for.

        Raises:
            ValueError: a generator has no expression.
        """
        if isinstance(value, Fraction):
            return self.expression(value.top) / self.expression(value.bottom)
        terms = []
        for powers, coefficient in value.to_dict().items():
            factors = [Rational(int(coefficient.p), int(coefficient.q))]
            for index, power in enumerate(powers):
                if power:
                    factors.append(self.source(index) ** Integer(int(power)))
            terms.append(Mul(*factors))
        return Add(*terms)

    def source(self, index: int) -> Expr:
        """The expression that a generator stands for."""
        source = self.info[index].source
        if source is None:
            raise ValueError(f"generator {index} must stand for an expression, but has none")
        return source()

    def add(self, parts: list[Fraction]) -> Fraction:
        """The sum of fractions."""
        if len(parts) == 1:
            return parts[0]
        result = total(parts)
        return self._settled(result)

    def mul(self, a: Fraction, b: Fraction) -> Fraction:
        """The product of two fractions."""
        return self._settled(times(a, b))

    def inverse(self, a: Fraction) -> Fraction:
        """The reciprocal; raises where the fraction is identically zero."""
        if self.reduce(a.top).is_zero():
            raise VanishingDenominatorError
        if self.i is not None and len(a.top) == 1 and a.top.degrees()[self.i] == 1:
            i = self._gens[self.i]
            return lowest_terms(self.reduce(-i * a.bottom), a.top // i)
        return lowest_terms(a.bottom, a.top)

    def power(self, a: Fraction, exponent: int) -> Fraction:
        """An integer power."""
        if exponent < 0:
            a, exponent = self.inverse(a), -exponent
        if (len(a.top) <= 1 and len(a.bottom) <= 1) or not self.relations:
            return self._settled(Fraction(a.top**exponent, a.bottom**exponent))
        result = self.constant(1)
        while exponent:
            if exponent & 1:
                result = self.mul(result, a)
            exponent >>= 1
            if exponent:
                a = self.mul(a, a)
        return result

    def _settled(self, a: Fraction) -> Fraction:
        if not self.relations:
            return a
        top, bottom = self.reduce(a.top), self.reduce(a.bottom)
        if bottom.is_zero():
            raise VanishingDenominatorError
        return lowest_terms(top, bottom)

    def sign(self, poly: fmpq_mpoly) -> int | None:
        """1 or -1 where every term has that sign or vanishes, 0 where real, None otherwise."""
        signs = set()
        used = [k for k, degree in enumerate(poly.degrees()) if degree]
        if any(self.info[k].sign is None for k in used):
            return None
        for powers, coefficient in poly.to_dict().items():
            sign = 1 if coefficient > 0 else -1
            for k in used:
                power = int(powers[k])
                if power % 2:
                    sign *= self.info[k].sign or 0
            signs.add(sign)
        return signs.pop() if len(signs) == 1 else 0
