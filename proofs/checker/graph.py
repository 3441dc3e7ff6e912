"""The graph of premises: order, circles, and what one has to believe to accept a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from proofs.checker.errors import UsageError
from proofs.checker.standing import Described, beliefs_under, standing_of


def premise_graph(claims: Mapping[str, Described]) -> nx.DiGraph:
    """Directed graph premise -> claim in the order of `claims`, missing premises at the end.

    A node that is a claim carries it as `claim`. Raises UsageError when premises form a circle.
    """
    graph = nx.DiGraph()
    graph.add_nodes_from((key, {"claim": claim}) for key, claim in claims.items())
    graph.add_edges_from((p, key) for key, claim in claims.items() for p in claim.premises)
    try:
        cycle = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return graph
    path = " -> ".join([*(edge[0] for edge in cycle), cycle[-1][1]])
    raise UsageError(f"premises must not run in a circle, but {path} does")


def with_premises(keys: Iterable[str], graph: nx.DiGraph) -> list[str]:
    """`keys` and all claims below them, premises before the claims that use them."""
    needed = set(keys)
    for key in list(needed):
        needed |= nx.ancestors(graph, key)
    rank = {key: i for i, key in enumerate(graph)}
    order = nx.lexicographical_topological_sort(graph.subgraph(needed), key=rank.__getitem__)
    return [key for key in order if "claim" in graph.nodes[key]]


def missing_premises(key: str, graph: nx.DiGraph) -> list[str]:
    """Premises of `key`, direct or not, that no claim file defines."""
    return sorted(k for k in nx.ancestors(graph, key) if "claim" not in graph.nodes[k])


def rests_on(key: str, graph: nx.DiGraph, verdicts: Mapping[str, str]) -> list[dict[str, str]]:
    """All that has to be believed to accept `key`; see `standing.beliefs_under`."""
    return beliefs_under(key, _claims(graph), verdicts)


def standing(key: str, graph: nx.DiGraph, verdicts: Mapping[str, str]) -> dict[str, Any]:
    """What a verdict stands on: by itself, conditional, or undermined; see `standing_of`."""
    return standing_of(key, _claims(graph), verdicts)


def _claims(graph: nx.DiGraph) -> dict[str, Described]:
    return {key: claim for key, claim in graph.nodes(data="claim") if claim is not None}
