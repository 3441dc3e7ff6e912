"""The graph of premises: order, cycles, and what one has to believe to accept a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from proofs.checker.claim import Claim
from proofs.checker.errors import UsageError

_ESTABLISHED = {"proved", "well-posed", "consistent"}
_AMENDED = {"corrected", "ill-posed"}


def premise_graph(claims: Mapping[str, Claim]) -> Any:
    """Directed graph premise -> claim over all keys, missing premises included.

    Raises UsageError when premises form a cycle.
    """
    graph = nx.DiGraph()
    for key, claim in claims.items():
        graph.add_node(key)
        graph.add_edges_from((premise, key) for premise in claim.premises)
    try:
        cycle = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return graph
    path = " -> ".join([*(edge[0] for edge in cycle), cycle[-1][1]])
    raise UsageError(f"premises must not run in a circle, but {path} does")


def with_premises(keys: Iterable[str], claims: Mapping[str, Claim]) -> list[str]:
    """`keys` and everything below them, premises before the claims that use them."""
    graph = premise_graph(claims)
    needed = set(keys)
    for key in list(needed):
        needed |= nx.ancestors(graph, key)
    order = list(claims)
    rank = {key: i for i, key in enumerate(order)}
    sort = nx.lexicographical_topological_sort(
        graph.subgraph(needed), key=lambda k: rank.get(k, len(order))
    )
    return [key for key in sort if key in claims]


def missing_premises(claim: Claim, claims: Mapping[str, Claim]) -> list[str]:
    """Premises of `claim`, direct or not, that no claim file defines."""
    graph = premise_graph(claims)
    return sorted(k for k in nx.ancestors(graph, claim.key) if k not in claims)


def rests_on(
    key: str, claims: Mapping[str, Claim], verdicts: Mapping[str, str]
) -> list[dict[str, str]]:
    """All that has to be believed to accept `key`: the transitive list, in reading order.

    Postulates below it, unprinted hypotheses of it and of all below it, premises used in their
    corrected form, and premises that are not established.
    """
    graph = premise_graph(claims)
    below = nx.ancestors(graph, key)
    beliefs: list[dict[str, str]] = []
    for other in claims:
        if other != key and other not in below:
            continue
        claim = claims[other]
        if other != key:
            verdict = verdicts.get(other, "open")
            sort = _belief(claim, verdict)
            if sort is not None:
                beliefs.append({"sort": sort, "key": other, "text": f"{claim.title} [{verdict}]"})
        beliefs += [{"sort": "hypothesis", "key": other, "text": text} for text in claim.hypotheses]
    return beliefs


def _belief(claim: Claim, verdict: str) -> str | None:
    if claim.kind == "postulate":
        return "postulate"
    if verdict in _AMENDED:
        return "amended premise"
    if verdict not in _ESTABLISHED:
        return "unproved premise"
    return None
