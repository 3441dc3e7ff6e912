"""One claim of the record: what its file states, what it rests on, and what its run found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proofs.checker.card import Card
from proofs.checker.graph import PremiseGraph, rests_on, standing
from proofs.checker.verdict import differences


def claim_entry(
    key: str,
    card: Card,
    result: Mapping[str, Any],
    graph: PremiseGraph,
    verdicts: Mapping[str, str],
) -> dict[str, Any]:
    """The entry of `key` in a record of schema 3.

    result : of `run_claim`, or of `unrun`.  graph : of `premise_graph`.  verdicts : of all claims
    below `key`; one that is missing counts as `open`.
    """
    return {
        **card.stated,
        "rests_on": rests_on(key, graph, verdicts),
        "standing": standing(key, graph, verdicts),
        "pins": list(differences(card.expected, card.fails_by, result)),
        **result,
    }


def unrun(verdict: str, reason: str) -> dict[str, Any]:
    """The result of a claim that was not run, or whose run broke down: no evidence."""
    return {
        "verdict": verdict,
        "reason": reason,
        "scope": "",
        "grade": None,
        "read_as": [],
        "steps": [],
        "premise_use": [],
        "evidence": [],
        "counterexample": None,
        "amended": None,
        "mutants": None,
        "shared": [],
        "breaks": None,
        "seconds": 0.0,
    }
