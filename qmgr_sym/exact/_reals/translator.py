"""Translate real SymPy formulas to polynomial constraints for z3."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import sympy
import z3
from sympy import Expr, S, Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._jets import coordinate_of
from qmgr_sym.exact._reality import is_real
from qmgr_sym.exact._reals.terms import (
    Term,
    all_defined,
    difference,
    integer_power,
    largest,
    product,
    smallest,
    times,
    total,
)
from qmgr_sym.exact._reals.unknowns import Unknowns


class Translator:
    """Translates formulas over one set of unknowns; `side` holds the auxiliary constraints.

    An auxiliary variable is determined by its constraints wherever its term is defined, so it may
    occur under negations.
    """

    def __init__(self, integers: bool = False) -> None:
        self.unknowns = Unknowns(integers)
        self.context = self.unknowns.context
        self.side = self.unknowns.side
        # That the radicand of some root is negative.
        self.complex_roots: list[z3.BoolRef] = []
        self._memo: dict[Expr, Term] = {}

    def formula(self, condition: Boolean) -> z3.BoolRef:
        """A Boolean combination of relations; a relation with an undefined term is false."""
        if condition in (sympy.true, sympy.false, True, False):
            return z3.BoolVal(bool(condition), self.context)
        if isinstance(condition, Relational):
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
        gap = difference(left, right)
        if isinstance(condition, sympy.Eq | sympy.Ne):
            zero = gap == 0
            truth = zero if isinstance(condition, sympy.Eq) else z3.Not(zero)
        else:
            for bottom in (left.bottom, right.bottom):
                gap = times(gap, bottom)
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
        number = self.unknowns.number
        if not isinstance(expr, Expr):
            raise TypeError(f"a term must be a SymPy expression, but was {expr}")
        if expr.is_Rational:
            return Term(number(expr), None, ())
        if expr.is_Add:
            return total([self.term(arg) for arg in expr.args])
        if expr.is_Mul:
            return product([self.term(arg) for arg in expr.args])
        if expr.is_Pow and expr.exp.is_Rational:
            base = self.term(expr.base)
            if expr.exp.q != 1:
                base = self._root(base, int(expr.exp.q))
            return integer_power(base, int(expr.exp.p), number(1))
        if isinstance(expr, sympy.Abs) and is_real(expr.args[0]):
            inner = self.term(expr.args[0])
            return self._extreme(largest, [inner, product([self.term(S.NegativeOne), inner])])
        if isinstance(expr, sympy.Max | sympy.Min):
            choose = largest if isinstance(expr, sympy.Max) else smallest
            return self._extreme(choose, [self.term(arg) for arg in expr.args])
        if isinstance(expr, sympy.sign) and is_real(expr.args[0]):
            x = expr.args[0]
            return self._cases([(S.One, x > 0), (S.NegativeOne, x < 0), (S.Zero, sympy.true)])
        if isinstance(expr, sympy.Piecewise):
            return self._cases(list(expr.args))
        if isinstance(expr, Symbol) or coordinate_of(expr) is not None or is_real(expr):
            return Term(self.unknowns.value(expr, self.term), None, ())
        raise ValueError(
            "a relation must hold rational functions, rational powers, Abs, Max and Min of real "
            f"symbols, or other real functions, but held {expr}"
        )

    def _root(self, base: Term, order: int) -> Term:
        """The nonnegative root of a nonnegative number."""
        root = self.unknowns.fresh()
        domain = times(base.top, base.bottom) >= 0
        equation = times(prod([root] * order), base.bottom) == base.top
        defined = (*base.defined, domain)
        self.complex_roots.append(z3.And(z3.Not(domain), *base.defined))
        self.side.append(z3.Implies(z3.And(*defined), z3.And(root >= 0, equation)))
        return Term(root, None, defined)

    def _extreme(
        self, choose: Callable[[z3.ArithRef, list[Term]], z3.BoolRef], parts: list[Term]
    ) -> Term:
        value = self.unknowns.fresh()
        defined = all_defined(parts)
        rule = choose(value, parts)
        self.side.append(z3.Implies(z3.And(*defined), rule) if defined else rule)
        return Term(value, None, defined)

    def _cases(self, branches: list[tuple[Expr, Boolean]]) -> Term:
        """The value of the first branch whose condition holds; undefined where none does."""
        value = self.unknowns.fresh()
        before: list[z3.BoolRef] = []
        reached: list[z3.BoolRef] = []
        for inside, condition in branches:
            part, truth = self.term(inside), self.formula(condition)
            here = z3.And(truth, *(z3.Not(other) for other in before), *part.defined)
            self.side.append(z3.Implies(here, times(value, part.bottom) == part.top))
            reached.append(here)
            before.append(truth)
        return Term(value, None, (z3.Or(*reached),))
