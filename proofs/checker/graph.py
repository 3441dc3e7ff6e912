"""The graph of premises: order, circles, and what one has to believe to accept a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import networkx as nx

from proofs.checker.errors import UsageError

_ESTABLISHED = {"proved", "well-posed", "consistent"}
_AMENDED = {"corrected", "ill-posed"}
_UNDERMINING = {"refuted", "inconsistent", "conflict", "error"}
_MANY = {
    "postulate": "postulates",
    "hypothesis": "hypotheses",
    "unproved premise": "unproved premises",
}


class Described(Protocol):
    """What the graph has to know of a claim: a Claim, or its entry in the index."""

    @property
    def kind(self) -> str:
        """definition, postulate, result or approximation."""

    @property
    def title(self) -> str:
        """Title of the claim."""

    @property
    def premises(self) -> tuple[str, ...]:
        """Keys of its premises."""

    @property
    def hypotheses(self) -> Sequence[Any]:
        """Beliefs with `name`, `text` and `excludes`."""


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
    """All that has to be believed to accept `key`: the transitive list, in reading order.

    Postulates below it, unprinted hypotheses of it and of all below it (each name once, with the
    first claim that brings it in), premises used in their corrected form, and premises that are
    not established.
    """
    below = nx.ancestors(graph, key) | {key}
    beliefs: list[dict[str, str]] = []
    seen: set[str] = set()
    for other, claim in graph.nodes(data="claim"):
        if other not in below or claim is None:
            continue
        if other != key:
            verdict = verdicts.get(other, "open")
            sort = _sort(claim, verdict)
            if sort is not None:
                beliefs.append({"sort": sort, "key": other, "name": other,
                                "text": f"{claim.title} [{verdict}]"})  # fmt: skip
        for belief in claim.hypotheses:
            if belief.name not in seen:
                seen.add(belief.name)
                beliefs.append({"sort": "hypothesis", "key": other, "name": belief.name,
                                "text": belief.text})  # fmt: skip
    return beliefs


def standing(key: str, graph: nx.DiGraph, verdicts: Mapping[str, str]) -> dict[str, Any]:
    """What a verdict stands on: by itself, conditional, or undermined; see docs/verdicts.md.

    Undermined where a refuted or inconsistent claim lies below. Conditional where postulates,
    unprinted hypotheses or premises that are not established do; `contradictory` lists pairs of
    beliefs below it that cannot be held together.
    """
    below = nx.ancestors(graph, key)
    undermined = [k for k in graph if k in below and verdicts.get(k) in _UNDERMINING]
    beliefs = rests_on(key, graph, verdicts)
    counts = {sort: sum(b["sort"] == sort for b in beliefs)
              for sort in ("postulate", "hypothesis", "unproved premise")}  # fmt: skip
    names = {b["name"] for b in beliefs if b["sort"] == "hypothesis"}
    claims = [graph.nodes[k].get("claim") for k in below | {key}]
    held = [belief for claim in claims if claim is not None for belief in claim.hypotheses]
    pairs = {tuple(sorted((b.name, other))) for b in held for other in b.excludes if other in names}
    status = "undermined" if undermined else "conditional" if any(counts.values()) else "by itself"
    return {
        "status": status,
        "postulates": counts["postulate"],
        "hypotheses": counts["hypothesis"],
        "unproved": counts["unproved premise"],
        "undermined_by": undermined,
        "contradictory": [list(pair) for pair in sorted(pairs)],
        "words": _words(status, counts, undermined, len(pairs)),
    }


def _words(status: str, counts: Mapping[str, int], undermined: list[str], pairs: int) -> str:
    if status == "by itself":
        return "stands by itself"
    parts = [f"{n} {sort if n == 1 else _MANY[sort]}" for sort, n in counts.items() if n]
    on = " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
    text = f"conditional on {on}" if on else ""
    if pairs:
        text += f"; {pairs} {'pairs' if pairs > 1 else 'pair'} of beliefs contradict each other"
    if undermined:
        text = f"undermined by {', '.join(undermined)}" + (f"; {text}" if text else "")
    return text


def _sort(claim: Described, verdict: str) -> str | None:
    if claim.kind == "postulate":
        return "postulate"
    if verdict in _AMENDED:
        return "amended premise"
    if verdict not in _ESTABLISHED:
        return "unproved premise"
    return None
