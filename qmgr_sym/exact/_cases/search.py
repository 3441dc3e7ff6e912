"""Decide an expression with cases: each branch under its condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sympy
from sympy import Expr
from sympy.logic.boolalg import And, Boolean

from qmgr_sym.exact._answer import ZeroTest
from qmgr_sym.exact._cases.branches import first_cases
from qmgr_sym.exact._cases.conditions import used
from qmgr_sym.exact._normal.ring import VanishingDenominatorError
from qmgr_sym.exact._points.point import NoValueError, Point
from qmgr_sym.exact._reals.solve import Solution, solve
from qmgr_sym.exact._undefined import is_undefined

Given = tuple[Boolean, ...]
Prove = Callable[[Expr, Given], bool]
_MOST_LEAVES = 96
_SECONDS = 1.0
_BITS = 96


@dataclass
class CaseSearch:
    """Decides `expr`; `prove` says whether an expression without cases vanishes under conditions.

    `leaves` counts the branches that were decided.
    """

    expr: Expr
    prove: Prove
    same: Callable[[Expr], bool]
    leaves: int = 0
    answer: ZeroTest | None = field(default=None)

    def run(self) -> ZeroTest | None:
        """The answer, None where a branch is open."""
        if self._holds(self.expr, ()):
            detail = f"each of {self.leaves} cases vanishes under its condition"
            return ZeroTest("zero", "cases", detail)
        return self.answer

    def _holds(self, expr: Expr, given: Given) -> bool:
        """Whether the expression vanishes wherever the conditions hold."""
        if is_undefined(expr):
            return True
        found = first_cases(expr)
        if found is None:
            return self._leaf(expr, given)
        node, branches = found
        settled = True
        for value, condition in branches:
            if condition == sympy.false:
                continue
            here = given if condition == sympy.true else (*given, condition)
            if _conditions(here).outcome == "none":
                continue
            settled = self._holds(expr.xreplace({node: value}), here) and settled
            if self.answer is not None or self.leaves > _MOST_LEAVES:
                return False
        return settled

    def _leaf(self, expr: Expr, given: Given) -> bool:
        self.leaves += 1
        if expr == 0 or self.leaves > _MOST_LEAVES:
            return bool(expr == 0)
        replaced = used(expr, given)
        if replaced is None or replaced == 0:
            return True
        try:
            if self.prove(replaced, ()) or self.prove(expr, given):
                return True
        except VanishingDenominatorError:
            # The expression is not defined anywhere under these conditions.
            return True
        self._look(expr, given)
        return False

    def _look(self, leaf: Expr, given: Given) -> None:
        """Try the whole expression at a point that fulfils the conditions."""
        for wanted in ((*given, sympy.Ne(leaf, 0, evaluate=False)), given):
            solution = _conditions(wanted)
            if solution.outcome != "some" or not (solution.point or not solution.values):
                continue
            values = {expr: value for expr, value in solution.point if expr.is_Symbol}
            point = Point(self.expr, 0, self.same, given=values)
            try:
                ball = point.evaluate(self.expr, _BITS)
            except NoValueError:
                continue
            if ball.is_finite() and not ball.contains(0) and point.complete:
                detail = f"the value at the witness is {ball.str(8)}"
                self.answer = ZeroTest("nonzero", "cases", detail, point.witness())
                return


def _conditions(given: Given) -> Solution:
    """Whether conditions can hold together; unknown where they are not real."""
    try:
        return solve(lambda tool: [tool.formula(And(*given))], _SECONDS)
    except (TypeError, ValueError, AttributeError):
        return Solution("unknown")
