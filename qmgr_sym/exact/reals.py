"""Inequalities and equations over the reals, decided by z3's nlsat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import sympy
import z3
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._real_terms import Translator

Values = tuple[tuple[str, str], ...]


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
    tool = Translator()
    hypothesis = [tool.formula(condition) for condition in given]
    negated = z3.Not(tool.formula(conclusion))
    outcome, model = _solve(tool, [*hypothesis, negated], seconds)
    if outcome == z3.unsat:
        return RealTest("holds", "no real solution of assumptions and negated conclusion (nlsat)")
    if outcome == z3.sat and model is not None:
        return RealTest("fails", "a real counterexample (nlsat)", model)
    return RealTest("undecided", f"nlsat gave no answer in {seconds} s, or none that is exact")


def satisfiable(conditions: Iterable[Boolean], *, seconds: float = 10) -> Satisfiability:
    """Decide whether real values satisfy all `conditions`; semantics as in `entails`.

    Raises:
        TypeError, ValueError: as `entails`.
    """
    tool = Translator()
    formulas = [tool.formula(condition) for condition in conditions]
    outcome, model = _solve(tool, formulas, seconds)
    if outcome == z3.unsat:
        return Satisfiability("unsatisfiable", "no real solution (nlsat)")
    if outcome == z3.sat and model is not None:
        return Satisfiability("satisfiable", "a real solution (nlsat)", model)
    return Satisfiability(
        "undecided", f"nlsat gave no answer in {seconds} s, or none that is exact"
    )


def _solve(
    tool: Translator, formulas: Sequence[z3.BoolRef], seconds: float
) -> tuple[z3.CheckSatResult, Values | None]:
    """z3's answer and, where satisfiable and certain, the values of the symbols."""
    solver = _solver(tool, seconds)
    solver.add(*tool.side, *formulas)
    outcome = solver.check()
    if outcome != z3.sat:
        return outcome, None
    model = solver.model()
    values = {}
    for name in sorted(tool.variables):
        expr, variable = tool.variables[name]
        value = model.eval(variable, model_completion=True)
        if expr.is_integer and not (
            z3.is_rational_value(value) and value.denominator_as_long() == 1
        ):
            return outcome, None
        values[name] = (variable, value)
    if tool.pi is not None and not _for_every_pi(tool, formulas, list(values.values()), seconds):
        return outcome, None
    return outcome, tuple((name, _shown(value)) for name, (_, value) in values.items())


def _for_every_pi(
    tool: Translator,
    formulas: Sequence[z3.BoolRef],
    values: list[tuple[z3.ArithRef, z3.ArithRef]],
    seconds: float,
) -> bool:
    """Whether the formulas hold at these values for each pi within its bounds."""
    if not all(z3.is_rational_value(value) for _, value in values):
        return False
    solver = _solver(tool, seconds)
    solver.add(*tool.side, *(variable == value for variable, value in values))
    solver.add(z3.Not(z3.And(*formulas)))
    return bool(solver.check() == z3.unsat)


def _solver(tool: Translator, seconds: float) -> z3.Solver:
    solver = z3.SolverFor("QF_NRA", tool.context)
    solver.set("timeout", max(int(1000 * seconds), 1))
    solver.set("random_seed", 0)
    return solver


def _shown(value: z3.ArithRef) -> str:
    """A rational as itself, an algebraic number as a root of its polynomial with a decimal."""
    if z3.is_rational_value(value):
        return str(value.as_fraction())
    x = sympy.Symbol("x")
    coefficients = [int(str(c)) for c in value.poly()]
    poly = sum(c * x**k for k, c in enumerate(coefficients))
    return f"{value.as_decimal(12)} (real root {value.index()} of {poly})"
