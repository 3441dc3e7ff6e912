"""One claim of the record: what its file states, what it rests on, and what its run found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx
import sympy as sp

from proofs.checker.beliefs import Belief
from proofs.checker.claim import Claim
from proofs.checker.graph import rests_on, standing
from proofs.checker.verdict import differences


def claim_entry(
    key: str,
    claim: Claim,
    result: Mapping[str, Any],
    graph: nx.DiGraph,
    verdicts: Mapping[str, str],
) -> dict[str, Any]:
    """The entry of `key` in a record of schema 2.

    result : of `run_claim`, or of `unrun`.  graph : of `premise_graph`.  verdicts : of all claims
    below `key`; one that is missing counts as `open`.
    """
    return {
        **_stated(claim),
        "rests_on": rests_on(key, graph, verdicts),
        "standing": standing(key, graph, verdicts),
        "pins": list(differences(claim.expected, claim.fails_by, result)),
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


def _stated(claim: Claim) -> dict[str, Any]:
    """What the claim file states."""
    return {
        "key": claim.key,
        "source": {
            "document": claim.source.document,
            "section": claim.source.section,
            "equation": claim.source.equation,
        },
        "kind": claim.kind,
        "title": claim.title,
        "latex": claim.latex,
        "words": claim.words,
        "expected": claim.expected,
        "reading": claim.reading,
        "hypotheses": [_belief(belief) for belief in claim.hypotheses],
        "premises": list(claim.premises),
    }


def _belief(belief: Belief) -> dict[str, str | None]:
    formal = None if belief.formal is None else sp.latex(belief.formal)
    return {"name": belief.name, "text": belief.text, "formal": formal}
