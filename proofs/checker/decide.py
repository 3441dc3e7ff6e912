"""Decide what the exact arm left open: one obligation in, one outcome with its method out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from proofs.checker.claim import Entails, Obligation, Satisfiable, Vanishes
from qmgr_sym.exact.reals import entails, satisfiable
from qmgr_sym.exact.zero import zero_test

Outcome = Literal["holds", "fails", "undecided", "absent"]
_FROM_ZERO: dict[str, Outcome] = {"zero": "holds", "nonzero": "fails", "undecided": "undecided"}
_FROM_MODEL: dict[str, Outcome] = {
    "satisfiable": "holds",
    "unsatisfiable": "fails",
    "undecided": "undecided",
}


@dataclass(frozen=True)
class Decision:
    """Outcome of one link: by which method, in words, and the point that shows it."""

    outcome: Outcome
    method: str
    detail: str
    witness: tuple[tuple[str, str], ...] = ()


def decide(obligation: Obligation) -> Decision:
    """Decide one obligation by the best procedure there is for it."""
    match obligation:
        case Vanishes(_, expression, chance):
            zero = zero_test(expression)
            if zero.outcome == "zero" and chance > 0:
                method = f"exact value at random points, chance of an accident <= {chance:.1g} each"
                return Decision("holds", method, zero.detail)
            return Decision(_FROM_ZERO[zero.outcome], zero.method, zero.detail, zero.witness)
        case Entails(_, assumptions, conclusion):
            real = entails([assumptions], conclusion)
            return Decision(real.outcome, real.method, "", real.counterexample)
        case Satisfiable(_, conditions):
            found = satisfiable([conditions])
            return Decision(_FROM_MODEL[found.outcome], found.method, "", found.model)


def decide_all(obligations: Iterable[Obligation]) -> dict[str, Decision]:
    """One decision per link: its first failure, else its first doubt, else all that holds."""
    by_link: dict[str, list[Decision]] = {}
    for obligation in obligations:
        by_link.setdefault(obligation.link, []).append(decide(obligation))
    return {link: _together(decisions) for link, decisions in by_link.items()}


def _together(decisions: list[Decision]) -> Decision:
    for outcome in ("fails", "undecided"):
        for decision in decisions:
            if decision.outcome == outcome:
                return decision
    if len(decisions) == 1:
        return decisions[0]
    methods = "; ".join(dict.fromkeys(d.method for d in decisions))
    return Decision("holds", methods, f"{len(decisions)} requirements hold")


def any_fails(obligations: Iterable[Obligation]) -> bool:
    """Whether some obligation certainly fails; stops at the first."""
    return any(decide(o).outcome == "fails" for o in obligations)
