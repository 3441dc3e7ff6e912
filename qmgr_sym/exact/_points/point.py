"""Rigorous evaluation of an expression at a random point, in ball arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy
from flint import acb, arb, ctx, fmpq
from sympy import Expr, Integral, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._jets import Jet, coordinate_of
from qmgr_sym.exact._normal.bound import BINDERS
from qmgr_sym.exact._points.conditions import step_ball
from qmgr_sym.exact._points.domains import Domain, domain_of, is_rare
from qmgr_sym.exact._points.draws import draw, generator
from qmgr_sym.exact._points.functions import constant_ball, function_ball
from qmgr_sym.exact._points.quadrature import finite_integral
from qmgr_sym.exact._undefined import INFINITE

SameArgument = Callable[[Expr], bool]


class NoValueError(Exception):
    """The expression has no value that ball arithmetic can certify at this point."""


class Point:
    """A random point: values of the symbols, unknown functions and their derivatives.

    The values depend on `attempt` and on a position of each unknown: its number in `order`, else
    the order of its first use. Values of an unknown function and of its derivatives are free,
    because a smooth function with any prescribed finite jet exists at any finite number of
    distinct real points. `complete` turns False when something was met (an integral, say) whose
    value is not free, so that a nonzero value would prove nothing; `consistent` turns False when
    its value even breaks identities that hold.
    """

    def __init__(
        self,
        expr: Expr,
        attempt: int,
        same: SameArgument,
        order: Mapping[Expr, int] | None = None,
        given: Mapping[Expr, Expr] | None = None,
    ) -> None:
        self.attempt = attempt
        self.same = same
        self.complete = True
        self.consistent = True
        self.values: dict[Expr, Expr] = dict(given or {})
        self._order = {} if order is None else order
        self._jets: list[tuple[Jet, Expr]] = []
        self._opaque: list[tuple[Expr, Expr]] = []
        self._signs: dict[object, int] = {}
        self._memo: dict[Expr, acb] = {}
        self._prec = 0
        self._real: set[Symbol] = set()
        for node in expr.atoms(AppliedUndef, sympy.Derivative, sympy.Subs, sympy.Integral):
            self._real |= node.atoms(Symbol)

    def evaluate(self, expr: Expr, prec: int) -> acb:
        """Enclose the value of `expr`, working with `prec` bits; may be non-finite."""
        if prec != self._prec:
            self._memo = {}
            self._prec = prec
        with ctx.workprec(prec):
            return self.ball(expr)

    def witness(self) -> tuple[tuple[str, str], ...]:
        """The point as sorted pairs (name, value)."""
        return tuple(sorted((str(expr), str(value)) for expr, value in self.values.items()))

    def ball(self, expr: Expr) -> acb:
        """The value of a part of the expression, at the precision that is set."""
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._compute(expr)
        return known

    def _compute(self, expr: Expr) -> acb:
        if expr.is_Rational:
            return acb(arb(fmpq(int(expr.p), int(expr.q))))
        if expr.is_Add:
            total = acb(0)
            for arg in expr.args:
                total += self.ball(arg)
            return total
        if expr.is_Mul:
            product = acb(1)
            for arg in expr.args:
                product *= self.ball(arg)
            return product
        if expr.is_Pow:
            return self._power(expr)
        if isinstance(expr, Symbol):
            return self._symbol(expr)
        jet = coordinate_of(expr)
        if jet is not None:
            return self._coordinate(expr, jet)
        return self._other(expr)

    def _power(self, expr: Expr) -> acb:
        base, exponent = self.ball(expr.base), expr.exp
        if exponent.is_Integer:
            return base ** int(exponent)
        if exponent.is_Rational:
            numerator, denominator = int(exponent.p), int(exponent.q)
            root = base.sqrt() if denominator == 2 else base.root(denominator)
            return root**numerator
        return (base.log() * self.ball(exponent)).exp()

    def _position(self, expr: Expr) -> int:
        known = self._order.get(expr)
        return known if known is not None else len(self._order) + len(self.values)

    def _symbol(self, symbol: Symbol) -> acb:
        value = self.values.get(symbol)
        if value is None:
            domain = domain_of(symbol)
            if domain.kind == "complex" and symbol in self._real:
                domain = Domain("real", domain.sign, domain.step, domain.facts)
            value = self._drawn(symbol, domain)
            self.values[symbol] = value
        return self._number(value)

    def _drawn(self, expr: Expr, domain: Domain) -> Expr:
        value = draw(domain, generator(self._position(expr), self.attempt), self.attempt)
        if value is None:
            self.complete = self.consistent = False
            return sympy.S.One
        return value

    def _number(self, value: Expr) -> acb:
        if value.is_Rational:
            return acb(arb(fmpq(int(value.p), int(value.q))))
        return self.ball(value)

    def _coordinate(self, expr: Expr, jet: Jet) -> acb:
        for arg in jet.args:
            # Inner values come first, so that comparing arguments meets none half made.
            if not arg.is_Symbol:
                self.ball(arg)
        plain = Jet(jet.func, jet.counts, jet.args, False, jet.real, jet.positive)
        value = self._known(plain)
        if value is None:
            kind = "real" if jet.real else "complex"
            value = self._drawn(expr, Domain(kind, self._sign(expr, jet), 0, None))
            self._jets.append((plain, value))
            if is_rare(jet.func):
                self.complete = False
        shown = sympy.conjugate(expr) if jet.conjugated else expr
        self.values[shown] = value
        number = self._number(value)
        return number.conjugate() if jet.conjugated else number

    def _sign(self, expr: Expr, jet: Jet) -> int:
        """The sign of the value; a real function that never vanishes has one sign everywhere."""
        if jet.positive:
            return 1
        if expr.is_negative or expr.is_nonpositive:
            return -1
        if expr.is_nonzero:
            sign = generator(self._position(expr), self.attempt).choice((1, -1))
            whole = isinstance(expr, AppliedUndef)
            return self._signs.setdefault(jet.func, sign) if whole else sign
        return 0

    def _known(self, jet: Jet) -> Expr | None:
        """The value already given to this coordinate, after making sure that points differ."""
        for other, value in self._jets:
            if other.func != jet.func or other.counts != jet.counts:
                if other.func == jet.func and other.args != jet.args:
                    self._equal(jet.args, other.args)
                continue
            if other.args == jet.args or self._equal(jet.args, other.args):
                return value
        return None

    def _equal(self, lefts: tuple[Expr, ...], rights: tuple[Expr, ...]) -> bool:
        """Whether two lists of arguments are identical; they are certified distinct otherwise."""
        for left, right in zip(lefts, rights, strict=True):
            if left == right:
                continue
            gap = self.ball(left) - self.ball(right)
            if gap.is_finite() and not gap.contains(0):
                return False
            if not self.same(left - right):
                self.complete = False
                return False
        return True

    def _other(self, expr: Expr) -> acb:
        value = constant_ball(expr) if not expr.args else function_ball(expr, self.ball)
        if value is None:
            value = step_ball(self, expr)
        if value is None and isinstance(expr, Integral):
            value = finite_integral(expr, self.ball)
        return self._stand_in(expr) if value is None else value

    def _stand_in(self, expr: Expr) -> acb:
        """Any positive value for what cannot be evaluated: equal things have equal values."""
        if expr in INFINITE:
            raise NoValueError
        self.complete = False
        if isinstance(expr, BINDERS) or not expr.args:
            self.consistent = False
        for other, value in self._opaque:
            if other == expr or self._same_call(other, expr):
                return self._number(value)
        value = self._drawn(expr, Domain("real", 1, 0, None))
        self._opaque.append((expr, value))
        self.values[expr] = value
        return self._number(value)

    def _same_call(self, left: Expr, right: Expr) -> bool:
        if left.func != right.func or len(left.args) != len(right.args):
            return False
        if not all(isinstance(arg, Expr) for arg in (*left.args, *right.args)):
            return False
        return self._equal(left.args, right.args)
