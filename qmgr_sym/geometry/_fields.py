"""The two fields of numbers: the differential ring, and SymPy expressions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import sympy
from flint import fmpq
from sympy import Add, Expr, Mul, Rational, S, Symbol

from qmgr_sym.exact._jets import carry_out
from qmgr_sym.exact.zero import zero_test
from qmgr_sym.geometry._element import Element
from qmgr_sym.geometry._print import Printer
from qmgr_sym.geometry._ring import Ring


class RingField(Ring):
    """The differential ring, as a field of the chain."""

    fast = True

    def over(self, a: Element, number: int) -> Element:
        """A number's part of it."""
        return self.scale(fmpq(1, number), a)

    def vanishes(self, a: Element) -> bool:
        """Whether it is identically zero."""
        return a.is_zero()

    @cached_property
    def _printer(self) -> Printer:
        return Printer(self)

    def write(self, a: Element) -> Expr:
        """The SymPy expression of an element."""
        return self._printer.expr(a)


class ExprField:
    """SymPy expressions, cancelled after every sum, with zeros decided by `zero_test`.

    A result that vanishes but whose vanishing is not decided stays as it is; nothing is divided
    by such a one.
    """

    fast = False
    zero = S.Zero
    one = S.One

    def __init__(self, coordinates: Sequence[Symbol]) -> None:
        self.coordinates = tuple(coordinates)
        self._memo: dict[Expr, Expr] = {}

    def read(self, expr: Expr) -> Expr:
        """The expression in lowest terms."""
        return self._lowest(carry_out(expr))

    def write(self, a: Expr) -> Expr:
        """The expression itself."""
        return a

    def _lowest(self, expr: Expr) -> Expr:
        if expr.is_Rational:
            return expr
        known = self._memo.get(expr)
        if known is None:
            known = sympy.cancel(expr)
            if known != 0 and zero_test(known).outcome == "zero":
                known = S.Zero
            self._memo[expr] = known
        return known

    def dot(self, terms: Iterable[tuple[int, Expr, Expr]]) -> Expr:
        """The sum of number * a * b."""
        return self._lowest(Add(*(Mul(number, a, b) for number, a, b in terms)))

    def sum(self, terms: Iterable[Expr]) -> Expr:
        """The sum."""
        return self._lowest(Add(*terms))

    def mul(self, a: Expr, b: Expr) -> Expr:
        """The product."""
        return self._lowest(a * b)

    def over(self, a: Expr, number: int) -> Expr:
        """A number's part of it."""
        return a * Rational(1, number)

    def inverse(self, a: Expr) -> Expr:
        """The reciprocal; raises where the expression is not known to be different from zero."""
        outcome = zero_test(a).outcome
        if outcome == "zero":
            raise ZeroDivisionError
        if outcome == "undecided":
            raise ArithmeticError
        return self._lowest(1 / a)

    def diff(self, a: Expr, axis: int) -> Expr:
        """The derivative."""
        return self._lowest(carry_out(a.diff(self.coordinates[axis])))

    def vanishes(self, a: Expr) -> bool:
        """Whether it is identically zero."""
        return bool(a == 0)
