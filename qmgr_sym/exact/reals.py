"""Inequalities and equations over the reals, decided by z3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import z3
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._reals.solve import Values, solve
from qmgr_sym.exact._reals.translator import Translator


@dataclass(frozen=True)
class RealTest:
    """Whether a conclusion follows; where it fails, values of the symbols that show it."""

    outcome: Literal["holds", "fails", "undecided"]
    method: str
    counterexample: Values = ()


@dataclass(frozen=True)
class Satisfiability:
    """Whether conditions can hold together; where they can, values of the symbols."""

    outcome: Literal["satisfiable", "unsatisfiable", "undecided"]
    method: str
    model: Values = ()


def entails(
    assumptions: Iterable[Boolean], conclusion: Boolean, *, seconds: float = 10
) -> RealTest:
    """Decide whether `conclusion` holds for all real values that satisfy every assumption.

    Conditions are Eq, Ne, <, <=, >, >= between rational functions of real symbols, with rational
    powers, Abs, Max, Min and pi, combined with And, Or, Not, Implies, Equivalent. SymPy's own
    assumptions about the symbols (positive, nonzero, ...) count as assumptions; real unknown
    functions and their derivatives are read as independent variables.

    Semantics. Everything is read over the reals. b^(m/n) with n > 1 is the nonnegative root and is
    defined for b >= 0 alone, a quotient for a nonzero denominator. A relation that holds an
    undefined term is false: Eq(sqrt(x), y) is false for x < 0, and so is Ne(sqrt(x), y). Note that
    SymPy turns Not(a < b) into a >= b, x/x into 1 and sqrt(x)**2 into x before this function sees
    them.

    A root, Abs, Max or Min becomes an auxiliary variable fixed by polynomial constraints; the
    conclusion holds exactly if assumptions and negated conclusion have no real solution, which
    cylindrical algebraic decomposition (z3's nlsat) decides. pi is any real number between
    3.14159265358979 and 3.14159265358980: sound for "holds"; "fails" is answered only if the
    counterexample fails for each of them. Integer symbols are read as reals; "fails" is answered
    only if their values are integers.

    Args:
        assumptions: conditions taken to be true; none for a universal statement.
        conclusion: the condition to decide.
        seconds: time allowed to z3; beyond it the answer is "undecided".

    Raises:
        TypeError: something is not a Boolean combination of relations.
        ValueError: a symbol is not declared real, or a term is not of the kinds above.

    Examples:
        >>> from sympy import symbols, sqrt
        >>> x, y = symbols("x y", positive=True)
        >>> entails([], (x + y) / 2 >= sqrt(x * y)).outcome
        'holds'
    """
    given = list(assumptions)

    def formulas(tool: Translator) -> list[z3.BoolRef]:
        return [*(tool.formula(c) for c in given), z3.Not(tool.formula(conclusion))]

    found = solve(formulas, seconds)
    if found.outcome == "none":
        return RealTest("holds", "no real solution of assumptions and negated conclusion (z3)")
    if found.outcome == "some":
        return RealTest("fails", "a real counterexample (z3)", found.values)
    return RealTest("undecided", f"{found.why} ({seconds} s for z3)")


def satisfiable(conditions: Iterable[Boolean], *, seconds: float = 10) -> Satisfiability:
    """Decide whether real values satisfy all `conditions`; semantics as in `entails`.

    Raises:
        TypeError, ValueError: as `entails`.
    """
    wanted = list(conditions)
    found = solve(lambda tool: [tool.formula(c) for c in wanted], seconds)
    if found.outcome == "none":
        return Satisfiability("unsatisfiable", "no real solution (z3)")
    if found.outcome == "some":
        return Satisfiability("satisfiable", "a real solution (z3)", found.values)
    return Satisfiability("undecided", f"{found.why} ({seconds} s for z3)")
