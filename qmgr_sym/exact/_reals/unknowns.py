"""The unknowns of a formula: one z3 variable each, with what is known about its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy
import z3
from flint import arb
from sympy import Expr, Rational, Symbol

from qmgr_sym.exact._jets import coordinate_of
from qmgr_sym.exact._points.domains import Facts, domain_of
from qmgr_sym.exact._points.point import NoValueError, Point
from qmgr_sym.exact._reality import is_real
from qmgr_sym.exact._reals.terms import Term, difference

PI_BOUNDS = ("3.14159265358979", "3.14159265358980")
_BITS = 60
_WITHIN_ONE = (sympy.sin, sympy.cos, sympy.tanh, sympy.erf)


@dataclass(frozen=True, eq=False)
class Unknown:
    """A variable, the expression that it stands for, and the facts that its values must fulfil."""

    expr: Expr
    variable: z3.ArithRef
    facts: Facts


class Unknowns:
    """Variables made on demand; no name of a symbol reaches z3.

    `side` collects what is known about them, `numbers` holds constants known within bounds, and
    `doubts` names unknowns whose values a solution may have wrong: then a solution proves nothing.
    With `integers`, integer symbols become integer variables, else real ones.
    """

    def __init__(self, integers: bool) -> None:
        self.context = z3.Context()
        self.integers = integers
        self.known: dict[Expr, Unknown] = {}
        self.numbers: dict[Expr, tuple[z3.ArithRef, str, str]] = {}
        self.side: list[z3.BoolRef] = []
        self.doubts: list[str] = []
        self.whole = False
        self._count = 0
        self._calls: list[tuple[tuple[object, ...], list[Term], z3.ArithRef]] = []

    def number(self, value: object) -> z3.ArithRef:
        """A rational number, an integer one as such where there are integer variables."""
        text = str(value)
        if self.integers and text.lstrip("-").isdigit():
            return z3.IntVal(text, self.context)
        return z3.RealVal(text, self.context)

    def fresh(self) -> z3.ArithRef:
        """A new real variable."""
        self._count += 1
        return z3.Real(f"a{self._count}", self.context)

    def value(self, expr: Expr, term: Callable[[Expr], Term]) -> z3.ArithRef:
        """The variable of a symbol, a coordinate of an unknown function, or another real function.

        Functions of equal arguments are equal; `term` translates the arguments.

        Raises:
            ValueError: the expression is not declared real.
        """
        if expr.is_number:
            return self._constant(expr)
        known = self.known.get(expr)
        if known is None:
            known = self.known[expr] = self._make(expr)
            if not isinstance(expr, Symbol):
                self._congruence(expr, known.variable, term)
        return known.variable

    def _make(self, expr: Expr) -> Unknown:
        jet = coordinate_of(expr)
        if isinstance(expr, Symbol):
            domain_of(expr)
            real = bool(expr.is_real)
        else:
            real = jet.real if jet is not None else is_real(expr)
        if not real:
            raise ValueError(f"every symbol must be declared real, but {expr} was not")
        variable = self.fresh()
        if expr.is_integer:
            variable = self._integer(expr, variable)
        facts = {
            "is_positive": variable > 0,
            "is_negative": variable < 0,
            "is_nonnegative": variable >= 0,
            "is_nonpositive": variable <= 0,
            "is_nonzero": variable != 0,
        }
        self.side += [fact for key, fact in facts.items() if getattr(expr, key)]
        if isinstance(expr, _WITHIN_ONE):
            self.side += [variable <= 1, variable >= -1]
        return Unknown(expr, variable, getattr(expr, "_assumptions", {}))

    def _integer(self, expr: Expr, variable: z3.ArithRef) -> z3.ArithRef:
        """An integer variable; an even one is twice another integer."""
        self.whole = True
        if not self.integers:
            return variable
        self._count += 1
        whole = z3.Int(f"n{self._count}", self.context)
        if expr.is_even:
            whole = 2 * whole
        elif expr.is_odd:
            whole = 2 * whole + 1
        return whole

    def _congruence(self, expr: Expr, variable: z3.ArithRef, term: Callable[[Expr], Term]) -> None:
        """f(a) = f(b) where a = b, for each earlier value of the same function."""
        jet = coordinate_of(expr)
        if jet is None:
            self.doubts.append(str(expr))
            name: tuple[object, ...] = (expr.func, len(expr.args))
            args = expr.args
        else:
            name = (jet.func, jet.counts, jet.conjugated)
            args = jet.args
            if expr.is_nonzero and not (expr.is_positive or expr.is_negative):
                self.doubts.append(str(expr))
        try:
            terms = [term(arg) for arg in args]
        except (ValueError, TypeError, AttributeError):
            self.doubts.append(str(expr))
            return
        for other, others, value in self._calls:
            if other == name:
                pairs = list(zip(terms, others, strict=True))
                equal = [difference(left, right) == 0 for left, right in pairs]
                defined = [c for pair in pairs for side in pair for c in side.defined]
                self.side.append(z3.Implies(z3.And(*equal, *defined), variable == value))
        self._calls.append((name, terms, variable))

    def _constant(self, expr: Expr) -> z3.ArithRef:
        """A number that is not algebraic, known within narrow bounds."""
        if expr not in self.numbers:
            low, high = PI_BOUNDS if expr is sympy.pi else _bounds(expr)
            variable = self.fresh()
            self.numbers[expr] = (variable, low, high)
            self.side += [variable >= self.number(low), variable <= self.number(high)]
        return self.numbers[expr][0]

    def ends(self) -> list[tuple[z3.BoolRef, ...]]:
        """All constants at their lower bounds, and at their upper bounds."""
        if not self.numbers:
            return []
        lower = tuple(v == self.number(low) for v, low, _ in self.numbers.values())
        upper = tuple(v == self.number(high) for v, _, high in self.numbers.values())
        return [lower, upper]


def _bounds(expr: Expr) -> tuple[str, str]:
    """Rational numbers on both sides of a real number."""
    try:
        ball = Point(expr, 0, lambda _: False).evaluate(expr, _BITS)
    except NoValueError:
        ball = None
    if ball is None or not expr.is_real or not ball.is_finite():
        raise ValueError(f"every number must be real, but {expr} is not known to be")
    width = arb(2) ** (-_BITS // 2)
    return _text((ball.real - width).lower()), _text((ball.real + width).upper())


def _text(value: arb) -> str:
    mantissa, exponent = (int(part) for part in value.man_exp())
    return str(Rational(mantissa) * Rational(2) ** exponent)
