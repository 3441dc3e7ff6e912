"""Decide what the exact arm left open: one obligation in, one outcome with its method out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qmgr_sym.exact.reals import entails, satisfiable
from qmgr_sym.exact.zero import zero_test

from proofs.checker.claim import Entails, Obligation, Satisfiable, Vanishes

Outcome = Literal["holds", "fails", "undecided", "absent"]
_FROM_ZERO: dict[str, Outcome] = {"zero": "holds", "nonzero": "fails", "undecided": "undecided"}


@dataclass(frozen=True)
class Decision:
    """Outcome of one link: by which method, in words, and a point that breaks it."""

    outcome: Outcome
    method: str
    detail: str
    witness: tuple[tuple[str, str], ...] = ()


def decide(obligation: Obligation) -> Decision:
    """Decide one obligation by the best procedure there is for it."""
    match obligation:
        case Vanishes(_, expression):
            zero = zero_test(expression)
            return Decision(_FROM_ZERO[zero.outcome], zero.method, zero.detail, zero.witness)
        case Entails(_, assumptions, conclusion):
            real = entails(assumptions, conclusion)
            return Decision(real.outcome, real.method, real.detail, real.counterexample)
        case Satisfiable(_, conditions):
            real = satisfiable(conditions)
            return Decision(real.outcome, real.method, real.detail)


def decide_all(obligations: Iterable[Obligation]) -> dict[str, Decision]:
    """One decision per link: the first that fails, else the first undecided, else the last."""
    decisions: dict[str, Decision] = {}
    for obligation in obligations:
        earlier = decisions.get(obligation.link)
        if earlier is not None and earlier.outcome == "fails":
            continue
        new = decide(obligation)
        if earlier is None or new.outcome == "fails" or earlier.outcome == "holds":
            decisions[obligation.link] = new
    return decisions


def any_fails(obligations: Iterable[Obligation]) -> bool:
    """Whether some obligation certainly fails; stops at the first."""
    return any(decide(o).outcome == "fails" for o in obligations)
