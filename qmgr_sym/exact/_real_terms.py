"""Translate real SymPy formulas to polynomial constraints for z3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import sympy
import z3
from sympy import Expr, Symbol
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._jets import jet_of

PI_BOUNDS = ("3.14159265358979", "3.14159265358980")


@dataclass(frozen=True)
class Term:
    """The fraction `top / bottom`, meaningful where every constraint in `defined` holds."""

    top: z3.ArithRef
    bottom: z3.ArithRef | None
    defined: tuple[z3.BoolRef, ...]


class Translator:
    """Translates formulas over one set of variables; `side` collects the auxiliary constraints.

    An auxiliary variable is determined by its constraints wherever its term is defined, so it may
    occur under negations.
    """

    def __init__(self) -> None:
        self.context = z3.Context()
        self.variables: dict[str, tuple[Expr, z3.ArithRef]] = {}
        self.side: list[z3.BoolRef] = []
        self.pi: z3.ArithRef | None = None
        self._memo: dict[Expr, Term] = {}
        self._count = 0

    def number(self, value: object) -> z3.ArithRef:
        """A rational number."""
        return z3.RealVal(str(value), self.context)

    def formula(self, condition: Boolean) -> z3.BoolRef:
        """A Boolean combination of relations; a relation with an undefined term is false."""
        if condition in (sympy.true, sympy.false, True, False):
            return z3.BoolVal(bool(condition), self.context)
        if isinstance(condition, sympy.core.relational.Relational):
            return self._relation(condition)
        combine: dict[type, Callable[..., z3.BoolRef]] = {
            sympy.And: z3.And,
            sympy.Or: z3.Or,
            sympy.Not: z3.Not,
            sympy.Implies: z3.Implies,
            sympy.ITE: z3.If,
        }
        if isinstance(condition, sympy.Equivalent):
            first, *rest = [self.formula(arg) for arg in condition.args]
            return z3.And(*(first == other for other in rest))
        make = combine.get(getattr(condition, "func", type(condition)))
        if make is None:
            raise TypeError(
                "a condition must be built from relations with And, Or, Not, Implies, Equivalent, "
                f"but was {condition}"
            )
        return make(*(self.formula(arg) for arg in condition.args))

    def _relation(self, condition: Boolean) -> z3.BoolRef:
        left, right = self.term(condition.lhs), self.term(condition.rhs)
        gap = _times(left.top, right.bottom) - _times(right.top, left.bottom)
        if isinstance(condition, sympy.Eq | sympy.Ne):
            zero = gap == 0
            truth = zero if isinstance(condition, sympy.Eq) else z3.Not(zero)
        else:
            for bottom in (left.bottom, right.bottom):
                gap = _times(gap, bottom)
            truth = {
                sympy.StrictLessThan: gap < 0,
                sympy.LessThan: gap <= 0,
                sympy.StrictGreaterThan: gap > 0,
                sympy.GreaterThan: gap >= 0,
            }[condition.func]
        return z3.And(truth, *left.defined, *right.defined)

    def term(self, expr: Expr) -> Term:
        """A real term."""
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._compute(expr)
        return known

    def _compute(self, expr: Expr) -> Term:
        if expr.is_Rational:
            return Term(self.number(expr), None, ())
        if expr is sympy.pi:
            return Term(self._pi(), None, ())
        if expr.is_Add:
            return self._sum([self.term(arg) for arg in expr.args])
        if expr.is_Mul:
            return self._product([self.term(arg) for arg in expr.args])
        if expr.is_Pow and expr.exp.is_Rational:
            return self._power(self.term(expr.base), expr.exp)
        if isinstance(expr, sympy.Abs):
            inner = self.term(expr.args[0])
            return self._auxiliary(
                _largest, [inner, self._product([self.term(sympy.S.NegativeOne), inner])]
            )
        if isinstance(expr, sympy.Max | sympy.Min):
            choose = _largest if isinstance(expr, sympy.Max) else _smallest
            return self._auxiliary(choose, [self.term(arg) for arg in expr.args])
        jet = jet_of(expr)
        if isinstance(expr, Symbol) or jet is not None:
            if not (jet.real if jet is not None else expr.is_real):
                raise ValueError(f"every symbol must be declared real, but {expr} was not")
            return Term(self._variable(expr), None, ())
        raise ValueError(
            "a relation must hold rational functions, rational powers, Abs, Max and Min of real "
            f"symbols, but held {expr}"
        )

    def _pi(self) -> z3.ArithRef:
        if self.pi is None:
            self.pi = z3.Real("pi!", self.context)
            self.side += [self.pi > self.number(PI_BOUNDS[0]), self.pi < self.number(PI_BOUNDS[1])]
        return self.pi

    def _variable(self, expr: Expr) -> z3.ArithRef:
        name = str(expr)
        if name not in self.variables:
            variable = z3.Real(name, self.context)
            self.variables[name] = (expr, variable)
            facts = {
                "is_positive": variable > 0,
                "is_negative": variable < 0,
                "is_nonnegative": variable >= 0,
                "is_nonpositive": variable <= 0,
                "is_nonzero": variable != 0,
            }
            self.side += [fact for key, fact in facts.items() if getattr(expr, key)]
        known, variable = self.variables[name]
        if known != expr:
            raise ValueError(f"symbols must have distinct names, but {name} names two of them")
        return variable

    def _fresh(self) -> z3.ArithRef:
        self._count += 1
        return z3.Real(f"aux!{self._count}", self.context)

    def _sum(self, parts: list[Term]) -> Term:
        bottoms: list[z3.ArithRef] = []
        for part in parts:
            if part.bottom is not None and not any(part.bottom.eq(b) for b in bottoms):
                bottoms.append(part.bottom)
        tops = []
        for part in parts:
            missing = [b for b in bottoms if part.bottom is None or not part.bottom.eq(b)]
            tops.append(prod(missing, start=part.top))
        bottom = prod(bottoms[1:], start=bottoms[0]) if bottoms else None
        return Term(sum(tops[1:], start=tops[0]), bottom, _all_defined(parts))

    def _product(self, parts: list[Term]) -> Term:
        top = prod((part.top for part in parts), start=self.number(1))
        bottoms = [part.bottom for part in parts if part.bottom is not None]
        bottom = prod(bottoms[1:], start=bottoms[0]) if bottoms else None
        return Term(top, bottom, _all_defined(parts))

    def _power(self, base: Term, exponent: sympy.Rational) -> Term:
        if exponent.q != 1:
            base = self._root(base, int(exponent.q))
        size = abs(int(exponent.p))
        top = prod([base.top] * size, start=self.number(1))
        bottom = None if base.bottom is None else prod([base.bottom] * size, start=self.number(1))
        if exponent > 0:
            return Term(top, bottom, base.defined)
        one = self.number(1)
        return Term(one if bottom is None else bottom, top, (*base.defined, base.top != 0))

    def _root(self, base: Term, order: int) -> Term:
        """The nonnegative root of a nonnegative number."""
        root = self._fresh()
        domain = _times(base.top, base.bottom) >= 0
        equation = _times(prod([root] * order), base.bottom) == base.top
        defined = (*base.defined, domain)
        self.side.append(z3.Implies(z3.And(*defined), z3.And(root >= 0, equation)))
        return Term(root, None, defined)

    def _auxiliary(
        self, choose: Callable[[z3.ArithRef, list[Term]], z3.BoolRef], parts: list[Term]
    ) -> Term:
        value = self._fresh()
        defined = _all_defined(parts)
        rule = choose(value, parts)
        self.side.append(z3.Implies(z3.And(*defined), rule) if defined else rule)
        return Term(value, None, defined)


def _times(a: z3.ArithRef, b: z3.ArithRef | None) -> z3.ArithRef:
    return a if b is None else a * b


def _all_defined(parts: list[Term]) -> tuple[z3.BoolRef, ...]:
    return tuple(constraint for part in parts for constraint in part.defined)


def _gaps(value: z3.ArithRef, parts: list[Term]) -> list[z3.ArithRef]:
    """(value - part), times the square of the denominator."""
    gaps = []
    for part in parts:
        gap = _times(value, part.bottom) - part.top
        gaps.append(_times(gap, part.bottom))
    return gaps


def _largest(value: z3.ArithRef, parts: list[Term]) -> z3.BoolRef:
    gaps = _gaps(value, parts)
    return z3.And(*(gap >= 0 for gap in gaps), z3.Or(*(gap == 0 for gap in gaps)))


def _smallest(value: z3.ArithRef, parts: list[Term]) -> z3.BoolRef:
    gaps = _gaps(value, parts)
    return z3.And(*(gap <= 0 for gap in gaps), z3.Or(*(gap == 0 for gap in gaps)))
