"""Decide what the exact arm left open: one obligation in, one outcome with its method out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy.core.basic import Basic
from sympy.logic.boolalg import Boolean
from sympy.matrices import MatrixBase

from proofs.checker.decision import Decision as Decision
from proofs.checker.decision import Outcome as Outcome
from proofs.checker.form import Form
from proofs.checker.obligations import (
    CannotCarryOutError,
    Entails,
    Induction,
    Obligation,
    Satisfiable,
    Vanishes,
    is_literal,
)
from proofs.checker.ranges import vanishes_within
from qmgr_sym.exact.reals import entails, satisfiable
from qmgr_sym.exact.zero import zero_test

LARGEST_CHANCE = 1e-3
_FROM_ZERO: dict[str, Outcome] = {"zero": "holds", "nonzero": "fails", "undecided": "undecided"}
_FROM_MODEL: dict[str, Outcome] = {
    "satisfiable": "holds",
    "unsatisfiable": "fails",
    "undecided": "undecided",
}


class ImpossibleError(ValueError):
    """No real point fulfils the assumptions of an implication."""


def decide(obligation: Obligation) -> Decision:
    """Decide one obligation by the best procedure there is for it.

    Raises ValueError for a chance of an accident above 1e-3, and ImpossibleError for assumptions
    that no real point fulfils: anything follows from those.
    """
    match obligation:
        case Vanishes(_, expression, chance, _, ranges):
            if ranges is not None:
                return vanishes_within(expression, ranges, lambda e: _vanishes(e, chance))
            return _vanishes(expression, chance)
        case Entails(_, assumptions, conclusion):
            real = entails([assumptions], conclusion)
            if real.outcome == "holds":
                return _possible(assumptions, Decision("holds", real.method, ""))
            return Decision(real.outcome, real.method, "", real.counterexample)
        case Satisfiable(_, conditions):
            found = satisfiable([conditions])
            return Decision(_FROM_MODEL[found.outcome], found.method, "", found.model)
        case Induction(variable, step):
            decision = decide(step)
            method = f"induction in {variable}: {decision.method}"
            return Decision(decision.outcome, method, decision.detail, decision.witness)


def _possible(assumptions: Boolean, decision: Decision) -> Decision:
    """`decision` where some real point fulfils `assumptions`; all follows from what none does."""
    found = satisfiable([assumptions]).outcome
    if found == "unsatisfiable":
        raise ImpossibleError(
            f"assumptions of an implication must be possible, but no real point "
            f"fulfils {assumptions}"
        )
    if found == "undecided":
        return Decision("undecided", decision.method, "whether its assumptions are possible")
    return decision


def _vanishes(expression: Basic | MatrixBase, chance: float) -> Decision:
    if not 0 <= chance <= LARGEST_CHANCE:
        raise ValueError(
            f"chance of an accident must be at most {LARGEST_CHANCE:g}, but is {chance:g}"
        )
    try:
        entries = _entries(expression.doit())
    except CannotCarryOutError as error:
        return Decision("undecided", "none", str(error))
    if not entries:
        return Decision("undecided", "none", "a matrix without entries")
    methods: list[str] = []
    doubt: Decision | None = None
    detail = ""
    for entry in entries:
        if entry.is_infinite:
            return Decision("fails", "limit", f"the value is {entry}")
        try:
            zero = zero_test(entry)
        except ValueError as error:
            doubt = doubt or Decision("undecided", "none", str(error))
            continue
        decision = Decision(_FROM_ZERO[zero.outcome], zero.method, zero.detail, zero.witness)
        if decision.outcome == "fails":
            return decision
        doubt = doubt or (decision if decision.outcome == "undecided" else None)
        methods.append(zero.method)
        detail = zero.detail
    if doubt is not None:
        return doubt
    method = "; ".join(dict.fromkeys(methods))
    if chance > 0:
        method = f"exact value at random points, chance of an accident <= {chance:.1g} each"
    return Decision("holds", method, detail if len(entries) == 1 else f"{len(entries)} entries")


def _entries(settled: Any) -> list[Any]:
    """The entries of a matrix, explicit or not, else the expression itself."""
    if not settled.is_Matrix:
        return [settled]
    return list(settled if isinstance(settled, MatrixBase) else settled.as_explicit())


def carries(obligation: Obligation, quantifier: str) -> bool:
    """Whether a link can rest on `obligation`.

    Not on one that arrives decided; and that some point fulfils its conditions says nothing of a
    link that is claimed for "all".
    """
    exists = isinstance(obligation, Satisfiable)
    return not is_literal(obligation) and not (exists and quantifier == "all")


def decide_all(obligations: Iterable[Obligation], form: Form) -> dict[str, Decision]:
    """One decision per link of `form` that `obligations` speak of; see `together`."""
    return together([(obligation, decide(obligation)) for obligation in obligations], form)


def together(decided: Iterable[tuple[Obligation, Decision]], form: Form) -> dict[str, Decision]:
    """One decision per link of `form`: its first failure, else its first doubt, else all holds.

    A link none of whose obligations carries it is "absent", where all arrive decided for instance:
    the arm has left nothing that a judge or a reader could check.
    """
    by_link: dict[str, list[tuple[Obligation, Decision]]] = {}
    for obligation, decision in decided:
        by_link.setdefault(obligation.link, []).append((obligation, decision))
    return {name: _together(pairs, form.links[name].quantifier) for name, pairs in by_link.items()}


def _together(pairs: list[tuple[Obligation, Decision]], quantifier: str) -> Decision:
    count, literal = len(pairs), sum(is_literal(obligation) for obligation, _ in pairs)
    for outcome in ("fails", "undecided"):
        for _, decision in pairs:
            if decision.outcome == outcome:
                return Decision(decision.outcome, decision.method, decision.detail,
                                decision.witness, count, literal)  # fmt: skip
    carrying = [decision for o, decision in pairs if carries(o, quantifier)]
    if not carrying:
        detail = ("decided by the arm; nothing was left to the judge" if literal == count
                  else "that a point exists says nothing of a link claimed for all")  # fmt: skip
        return Decision("absent", "none", detail, (), count, literal)
    methods = "; ".join(dict.fromkeys(decision.method for decision in carrying))
    detail = carrying[0].detail if len(carrying) == 1 else f"{len(carrying)} requirements hold"
    witness = pairs[0][1].witness if count == 1 else ()
    return Decision("holds", methods, detail, witness, count, literal)
