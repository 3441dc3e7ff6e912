"""The graph of premises: order, circles, and what one has to believe to accept a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from proofs.checker.errors import UsageError
from proofs.checker.standing import Described, beliefs_under, below, standing_of


@dataclass(frozen=True)
class PremiseGraph:
    """Claims by key, in reading order, whose premises form no circle."""

    claims: Mapping[str, Described]


def premise_graph(claims: Mapping[str, Described]) -> PremiseGraph:
    """The graph of `claims`; raises UsageError when premises form a circle."""
    try:
        TopologicalSorter({key: claim.premises for key, claim in claims.items()}).prepare()
    except CycleError as error:
        path = " -> ".join(error.args[1])
        raise UsageError(f"premises must not run in a circle, but {path} does") from None
    return PremiseGraph(claims)


def with_premises(keys: Iterable[str], graph: PremiseGraph) -> list[str]:
    """`keys` and all claims below them, premises before the claims that use them."""
    claims = graph.claims
    needed = set(keys).union(*(below(key, claims) for key in keys))
    order: dict[str, None] = {}

    def add(key: str) -> None:
        for premise in claims[key].premises:
            if premise in needed and premise not in order:
                add(premise)
        order[key] = None

    for key in claims:
        if key in needed and key not in order:
            add(key)
    return list(order)


def missing_premises(key: str, graph: PremiseGraph) -> list[str]:
    """Premises of `key`, direct or not, that no claim file defines."""
    claims = graph.claims
    used = {p for other in below(key, claims) | {key} for p in claims[other].premises}
    return sorted(used - set(claims))


def rests_on(key: str, graph: PremiseGraph, verdicts: Mapping[str, str]) -> list[dict[str, str]]:
    """All that has to be believed to accept `key`; see `standing.beliefs_under`."""
    return beliefs_under(key, graph.claims, verdicts)


def standing(key: str, graph: PremiseGraph, verdicts: Mapping[str, str]) -> dict[str, Any]:
    """What a verdict stands on: by itself, conditional, or undermined; see `standing_of`."""
    return standing_of(key, graph.claims, verdicts)
