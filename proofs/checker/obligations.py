"""What an exact arm hands over: the steps of its derivation, and what is left to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy.core.basic import Basic
from sympy.logic.boolalg import Boolean
from sympy.matrices import MatrixBase

Case = Mapping[str, object]
Ranges = Mapping[sp.Symbol, tuple[sp.Rational, sp.Rational]]


class CannotCarryOutError(ValueError):
    """What stands in an obligation cannot be carried out: it stays undecided, for the reason."""


@dataclass(frozen=True)
class Step:
    """One line of a derivation: a sentence and the SymPy object it speaks about."""

    text: str
    formula: object


@dataclass(frozen=True)
class Vanishes:
    """Obligation: `expression`, a scalar or a matrix, is identically zero.

    It is handed over unevaluated: derivatives, integrals, determinants and commutators are worked
    out by the judge. Where it is an identity taken at a point drawn at random, `chance` bounds the
    probability that it vanishes there by accident. `case` names what was fixed, {"n": 3}, and goes
    into the scope of the verdict. `ranges` restricts symbols to intervals: it has to vanish there
    only; integers of a finite range are all tried, where nothing else decides.
    """

    link: str
    expression: Basic | MatrixBase
    chance: float = 0.0
    case: Case = field(default_factory=dict)
    ranges: Ranges | None = None


@dataclass(frozen=True)
class Entails:
    """Obligation: over the reals, `assumptions` imply `conclusion`."""

    link: str
    assumptions: Boolean
    conclusion: Boolean
    case: Case = field(default_factory=dict)


@dataclass(frozen=True)
class Satisfiable:
    """Obligation: some real point fulfils `conditions`."""

    link: str
    conditions: Boolean
    case: Case = field(default_factory=dict)


@dataclass(frozen=True)
class Induction:
    """Obligation: the step from `variable` to `variable` + 1, for a symbol.

    It is decided like any other obligation; where it and the first case hold, the scope of the
    verdict in `variable` is every value from the first case on. It has to notice some wrong form
    of its link.
    """

    variable: str
    step: Vanishes | Entails

    @property
    def link(self) -> str:
        """The link that the step belongs to."""
        return self.step.link


Obligation = Vanishes | Entails | Satisfiable | Induction


def shows(
    link: str, left: Basic | MatrixBase, right: Basic | MatrixBase, case: Case | None = None
) -> Vanishes:
    """The obligation that two expressions or matrices are equal, kept unevaluated.

    >>> x = sp.Symbol("x")
    >>> shows("square", (x + 1) ** 2, x**2 + 2 * x + 1).expression
    (x + 1)**2 - (x**2 + 2*x + 1)
    """
    if left == right:
        difference: Basic | MatrixBase = sp.S.Zero
    elif getattr(left, "is_Matrix", False) and getattr(right, "is_Matrix", False):
        difference = sp.MatAdd(left, sp.MatMul(sp.S.NegativeOne, right))
    else:
        difference = sp.Add(left, sp.Mul(sp.S.NegativeOne, right, evaluate=False), evaluate=False)
    return Vanishes(link, difference, case=case or {})


def is_literal(obligation: Obligation) -> bool:
    """Whether nothing is left to decide: a literal zero, or a conclusion that is assumed.

    What is zero by the arithmetic that SymPy does unasked is a literal zero, `x - x` kept
    unevaluated for instance.

    >>> x = sp.Symbol("x")
    >>> is_literal(Vanishes("link", sp.Add(x, -x, evaluate=False)))
    True
    >>> is_literal(shows("link", (x + 1) ** 2, x**2 + 2 * x + 1))
    False
    """
    match obligation:
        case Vanishes(_, expression):
            return _is_zero(_added_up(expression))
        case Entails(_, assumptions, conclusion):
            return bool(conclusion == sp.true) or conclusion in sp.And.make_args(assumptions)
        case Satisfiable(_, conditions):
            return bool(conditions == sp.true)
        case Induction(_, step):
            return is_literal(step)


def _added_up(expression: Any) -> Any:
    """Sums, products and powers kept unevaluated, evaluated; all else as it stands."""
    if isinstance(expression, sp.MatAdd | sp.MatMul):
        return expression.doit(deep=False)
    if isinstance(expression, sp.Add | sp.Mul | sp.Pow):
        return expression.func(*map(_added_up, expression.args))
    return expression


def _is_zero(expression: Any) -> bool:
    if isinstance(expression, MatrixBase):
        return bool(expression.is_zero_matrix)
    return bool(expression == 0 or getattr(expression, "is_ZeroMatrix", False))
