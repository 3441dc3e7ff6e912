"""Ask z3 for a real solution, and make sure that the values it finds are allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

import sympy
import z3
from sympy import Expr, Rational

from qmgr_sym.exact._points.domains import fits
from qmgr_sym.exact._reals.translator import Translator
from qmgr_sym.exact._reals.unknowns import Unknown

Values = tuple[tuple[str, str], ...]
Formulas = Callable[[Translator], list[z3.BoolRef]]
_TRIES = 20
_SHORT = 1_000_000  # z3's count of steps, about half a second
_GUESSES, _FREE, _GUESS_STEPS = 40, 2, 100_000
_SIMPLE = (0, 1, -1, 2, -2)
_DIGITS = "the values found depend on digits of a constant"


@dataclass(frozen=True)
class Solution:
    """Whether there is a solution; `why` says what stood in the way where that is unknown."""

    outcome: Literal["none", "some", "unknown"]
    values: Values = ()
    why: str = ""
    point: tuple[tuple[Expr, Expr], ...] = ()


def solve(formulas: Formulas, seconds: float) -> Solution:
    """Look for a solution with integer symbols read as reals, then, where needed, as integers."""
    found = _Search(Translator(False), formulas, seconds).run()
    if found.outcome != "unknown" or not found.why.startswith("integer"):
        return found
    return _Search(Translator(True), formulas, seconds).run()


class _Search:
    def __init__(self, tool: Translator, formulas: Formulas, seconds: float) -> None:
        self.tool = tool
        self.formulas: Sequence[z3.BoolRef] = formulas(tool)
        self.seconds = seconds
        whole = tool.unknowns.integers and tool.unknowns.whole
        self.logic = None if whole else "QF_NRA"

    def run(self) -> Solution:
        unknowns = self.tool.unknowns
        found = Solution("unknown", why="no values were tried")
        # Values that fit the smallest or the largest value of a constant often fit every one.
        for ends in ((), *unknowns.ends()):
            found = self._values(ends)
            if found.outcome != "unknown" and not (ends and found.outcome == "none"):
                return found
            if not ends:
                first = found
            if found.why != _DIGITS:
                break
        return first

    def _values(self, ends: tuple[z3.BoolRef, ...]) -> Solution:
        conditions = [*self.tool.side, *self.formulas, *ends]
        unknowns = self.tool.unknowns
        relaxed = unknowns.whole and not unknowns.integers
        doubt = ""
        for _ in range(_TRIES):
            outcome, solver = self._check(conditions)
            if outcome == z3.unsat:
                return Solution("none")
            if outcome != z3.sat:
                why = "integer values were wanted" if relaxed else "z3 gave no answer in time"
                return Solution("unknown", why=why)
            if unknowns.doubts:
                return Solution("unknown", why=f"the values of {unknowns.doubts[0]} are not free")
            model = solver.model()
            values = {
                unknown: model.eval(unknown.variable, model_completion=True)
                for unknown in unknowns.known.values()
            }
            wrong = next((u for u, value in values.items() if not _allowed(u, value)), None)
            if wrong is None:
                return self._certain(values)
            if relaxed:
                return Solution("unknown", why="integer values were wanted")
            doubt = str(wrong.expr)
            if wrong.facts.get("irrational"):
                # There are always more rational values to leave out.
                break
            conditions.append(wrong.variable != values[wrong])
        return Solution("unknown", why=f"the assumptions about {doubt} were not met")

    def _check(self, conditions: Sequence[z3.BoolRef]) -> tuple[z3.CheckSatResult, z3.Solver]:
        """A short attempt, then guesses for all but two of the unknowns, then all the time left.

        Where decomposition over all unknowns does not end, a solution is often seen by guessing.
        """
        solver = self._solver(_SHORT)
        solver.add(*conditions)
        outcome = solver.check()
        if outcome != z3.unknown:
            return outcome, solver
        for guess in self._guesses():
            solver = self._solver(_GUESS_STEPS)
            solver.add(*conditions, *guess)
            if solver.check() == z3.sat:
                return z3.sat, solver
        solver = self._solver()
        solver.add(*conditions)
        return solver.check(), solver

    def _guesses(self) -> Iterator[list[z3.BoolRef]]:
        """Simple values of all but two unknowns, drawn the same way every time."""
        rng = Random(0)
        variables = [unknown.variable for unknown in self.tool.unknowns.known.values()]
        if len(variables) <= _FREE:
            return
        for _ in range(_GUESSES):
            fixed = rng.sample(variables, len(variables) - _FREE)
            yield [variable == rng.choice(_SIMPLE) for variable in fixed]

    def _certain(self, values: dict[Unknown, z3.ArithRef]) -> Solution:
        """The solution, if it is one for every value of the constants within their bounds."""
        unknowns = self.tool.unknowns
        if unknowns.numbers and not self._for_every_constant(values):
            return Solution("unknown", why=_DIGITS)
        shown = _names(list(values))
        pairs = sorted((shown[u.expr], _shown(value)) for u, value in values.items())
        numbers = {u: _rational(value) for u, value in values.items()}
        point = tuple((u.expr, number) for u, number in numbers.items() if number is not None)
        return Solution("some", tuple(pairs), point=point if len(point) == len(values) else ())

    def _for_every_constant(self, values: dict[Unknown, z3.ArithRef]) -> bool:
        if any(_rational(value) is None for value in values.values()):
            return False
        solver = self._solver()
        solver.add(*self.tool.side)
        solver.add(*(u.variable == value for u, value in values.items()))
        solver.add(z3.Not(z3.And(*self.formulas)))
        return bool(solver.check() == z3.unsat)

    def _solver(self, steps: int = 0) -> z3.Solver:
        """A solver that stops after `steps`, where there are any, and when the time is over."""
        context = self.tool.context
        solver = z3.SolverFor(self.logic, context) if self.logic else z3.Solver(ctx=context)
        solver.set("timeout", max(int(1000 * self.seconds), 1))
        solver.set("rlimit", steps)
        solver.set("random_seed", 0)
        return solver


def _allowed(unknown: Unknown, value: z3.ArithRef) -> bool:
    """Whether a value certainly has every property that is declared of the unknown."""
    number = _rational(value)
    if number is None:
        # An irrational algebraic number has the properties of a square root of its sign.
        number = sympy.sqrt(2) * (1 if value.as_decimal(5)[0] != "-" else -1)
    return fits(number, unknown.facts)


def _rational(value: z3.ArithRef) -> Rational | None:
    """A value as a rational number, None where it is irrational."""
    if z3.is_int_value(value):
        return Rational(value.as_long())
    return Rational(str(value.as_fraction())) if z3.is_rational_value(value) else None


def _names(unknowns: list[Unknown]) -> dict[Expr, str]:
    """What to call the unknowns; equal names are told apart by their assumptions."""
    names = {u.expr: str(u.expr) for u in unknowns}
    counts = [list(names.values()).count(name) for name in names.values()]
    for unknown, count in zip(unknowns, counts, strict=True):
        if count > 1:
            facts = sorted(name for name, holds in unknown.facts.items() if holds)
            names[unknown.expr] += f" ({', '.join(facts)})"
    return names


def _shown(value: z3.ArithRef) -> str:
    """A rational as itself, an algebraic number as a root of its polynomial with a decimal."""
    number = _rational(value)
    if number is not None:
        return str(number)
    x = sympy.Symbol("x")
    coefficients = [int(str(c)) for c in value.poly()]
    poly = sum(c * x**k for k, c in enumerate(coefficients))
    return f"{value.as_decimal(12)} (real root {value.index()} of {poly})"
