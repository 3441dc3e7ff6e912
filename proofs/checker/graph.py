"""The graph of premises: order, cycles, and what one has to believe to accept a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from proofs.checker.claim import Claim
from proofs.checker.errors import UsageError

_ESTABLISHED = {"proved", "well-posed", "consistent"}
_AMENDED = {"corrected", "ill-posed"}


def premise_graph(claims: Mapping[str, Claim]) -> nx.DiGraph:
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
    """All that has to be believed to accept `key`: the transitive list, in reading order.

    Postulates below it, unprinted hypotheses of it and of all below it, premises used in their
    corrected form, and premises that are not established.
    """
    below = nx.ancestors(graph, key) | {key}
    beliefs: list[dict[str, str]] = []
    for other, claim in graph.nodes(data="claim"):
        if other not in below or claim is None:
            continue
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
