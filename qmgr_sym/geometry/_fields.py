"""The two fields of numbers: the differential ring, and SymPy expressions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import sympy
from flint import fmpq
from sympy import Add, Expr, Mul, Rational, S, Symbol

from qmgr_sym.exact._jets import carry_out
from qmgr_sym.geometry._display import Display
from qmgr_sym.geometry._element import Element
from qmgr_sym.geometry._print import Printer
from qmgr_sym.geometry._ring import Ring
from qmgr_sym.geometry._zero import zero_test
from qmgr_sym.geometry.domain import EVERYWHERE, Domain

if TYPE_CHECKING:
    from qmgr_sym.geometry._witness import Witnesses

# Numerators with more terms than this are not written out for `zero_test`.
_WRITTEN_UP_TO = 2000


class RingField(Ring):
    """The differential ring, as a field of the chain.

    Where its generators may have relations that it does not know, what does not vanish is shown
    not to at a point, or handed to `zero_test`. `doubtful` lists what was not decided either way,
    and was taken to be different from 0.
    """

    fast = True

    def __init__(
        self,
        expressions: Sequence[Expr],
        coordinates: Sequence[Symbol],
        order: int,
        domain: Domain = EVERYWHERE,
    ) -> None:
        super().__init__(expressions, coordinates, order, domain.positive, rules=domain.rules)
        self.doubtful: list[Expr] = []
        self._given = tuple(expressions)
        self._order = order
        self._domain = domain
        self._known: dict[str, bool] = {}

    @cached_property
    def witnesses(self) -> Witnesses:
        """Points at which elements are evaluated."""
        from qmgr_sym.geometry._witness import Witnesses

        return Witnesses(self, self._given, self._domain.positive, self._domain.ranges)

    def over(self, a: Element, number: int) -> Element:
        """A number's part of it."""
        return self.scale(fmpq(1, number), a)

    def vanishes(self, a: Element) -> bool:
        """Whether it is identically zero."""
        if self.certain or a.is_zero():
            return a.is_zero()
        if a.top.is_constant() or len(a.top) == 1:  # no generator vanishes
            return False
        name = str(a.top)
        if name not in self._known:
            self._known[name] = self._decided(a)
        return self._known[name]

    def apart(self, a: Element) -> bool:
        """Whether an element was shown to be different from 0."""
        return not a.is_zero() and (self.certain or self.witnesses.excludes_zero(a))

    def vanishing_point(self, cells: Sequence[Element]) -> str:
        """A point where all of some elements vanish as far as numbers show, else ""."""
        return "" if self.certain else self.witnesses.vanishing_point(cells)

    def _decided(self, a: Element) -> bool:
        if self.witnesses.excludes_zero(a):
            return False
        if len(a.top) > _WRITTEN_UP_TO:
            self.doubtful.append(S.One)
            return False
        expr = self.write(Element(a.top))
        try:
            outcome = zero_test(expr).outcome
        except ValueError:
            outcome = "undecided"
        if outcome == "undecided":
            self.doubtful.append(expr)
        return outcome == "zero"

    def inverse(self, a: Element) -> Element:
        """The reciprocal; raises ZeroDivisionError for what vanishes identically."""
        if not self.certain and self.vanishes(a):
            raise ZeroDivisionError
        return super().inverse(a)

    @cached_property
    def _printer(self) -> Printer:
        return Printer(self)

    def write(self, a: Element) -> Expr:
        """The SymPy expression of an element."""
        return self._printer.expr(a) if self.roots.swap is None else self._display.expr(a)

    def size(self, a: Element) -> int:
        """How many terms an element has, above and below the line."""
        return len(a.top) + sum(len(self.base[k]) for k, n in enumerate(a.exps) if n)

    def text(self, a: Element, latex: bool = False) -> str:
        """An element as text or LaTeX, without making a SymPy expression of it."""
        return self._printer.text(a, latex)

    @cached_property
    def _display(self) -> Display:
        domain = self._domain
        plain = Ring(
            self._given, self.coordinates, self._order, domain.positive, True, domain.rules
        )
        return Display(self, plain)


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
        self.doubtful: list[Expr] = []
        self._memo: dict[Expr, Expr] = {}

    def read(self, expr: Expr) -> Expr:
        """The expression in lowest terms."""
        return self._lowest(carry_out(expr))

    def write(self, a: Expr) -> Expr:
        """The expression itself."""
        return a

    def size(self, a: Expr) -> int:
        """How many parts an expression has."""
        return sum(1 for _ in sympy.preorder_traversal(a))

    def text(self, a: Expr, latex: bool = False) -> str:
        """An expression as text or LaTeX."""
        return str(sympy.latex(a)) if latex else str(a)

    def _lowest(self, expr: Expr) -> Expr:
        if expr.is_Rational:
            return expr
        known = self._memo.get(expr)
        if known is None:
            known = sympy.cancel(expr)
            outcome = "zero" if known == 0 else zero_test(known).outcome
            if outcome == "zero":
                known = S.Zero
            elif outcome == "undecided":
                self.doubtful.append(known)
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

    def apart(self, a: Expr) -> bool:
        """Whether an expression was shown to be different from 0."""
        return zero_test(a).outcome == "nonzero"

    def vanishing_point(self, cells: Sequence[Expr]) -> str:
        """Not looked for here."""
        return ""

    def vanishes(self, a: Expr) -> bool:
        """Whether it is identically zero."""
        return bool(a == 0)
