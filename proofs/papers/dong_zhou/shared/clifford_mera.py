"""Binary MERA on a ring for the exact arms: cuts, and entropies with Clifford gates."""

from __future__ import annotations

from functools import cache

import networkx as nx
import sympy as sp

from proofs.papers.dong_zhou.shared.perfect_networks import rank_of
from qmgr_sym.unevaluated import Rank

SITES = 16


@cache
def layers(sites: int) -> nx.Graph:
    """Binary MERA on a ring: pairs (2j, 2j + 1) disentangled, then (2j + 1, 2j + 2) joined."""
    graph = nx.Graph()
    below: dict[int, tuple[object, ...]] = {k: ("site", k) for k in range(sites)}
    width = sites
    while width > 1:
        for j in range(0, width, 2):
            for k in (j, j + 1):
                _join(graph, below[k], ("u", width, j))
        above: dict[int, tuple[object, ...]] = {}
        for j in range(0, width, 2):
            for k in (j + 1, (j + 2) % width):
                _join(graph, ("u", width, k - k % 2), ("w", width, j))
            above[j // 2] = ("w", width, j)
        below, width = above, width // 2
    return graph


def _join(graph: nx.Graph, one: object, other: object) -> None:
    bonds = graph.get_edge_data(one, other, {"capacity": 0})["capacity"]
    graph.add_edge(one, other, capacity=bonds + 1)


@cache
def cut(sites: int, start: int, length: int) -> int:
    """Smallest number of bonds around an interval."""
    graph = layers(sites).copy()
    inside = {(start + k) % sites for k in range(length)}
    for k in range(sites):
        graph.add_edge(("site", k), "A" if k in inside else "B", capacity=1)
    return int(nx.minimum_cut_value(graph, "A", "B"))


@cache
def clifford_rows(sites: int) -> tuple[tuple[int, ...], ...]:
    """Stabiliser (x | z) of a MERA of CNOTs as isometries and controlled phases below them."""
    rows = [[1, 1, 0, 0], [0, 0, 1, 1]]  # a Bell pair at the top
    width = 2
    while width < sites:
        wide = [[0] * (4 * width) for _ in range(2 * width)]
        for i, row in enumerate(rows):
            for q in range(width):
                one, two = (2 * q + 1) % (2 * width), (2 * q + 2) % (2 * width)
                wide[i][one] = wide[i][two] = row[q]  # X copies to both, Z stays on the first
                wide[i][2 * width + one] = row[width + q]
        for q in range(width):
            one, two = (2 * q + 1) % (2 * width), (2 * q + 2) % (2 * width)
            wide[width + q][2 * width + one] = wide[width + q][2 * width + two] = 1
        width *= 2
        for row in wide:
            for q in range(width):  # Hadamard gates, then controlled phases on (2j, 2j + 1)
                row[q], row[width + q] = row[width + q], row[q]
            for q in range(0, width, 2):
                row[width + q] ^= row[q + 1]
                row[width + q + 1] ^= row[q]
        rows = wide
    return tuple(tuple(row) for row in rows)


def _columns(start: int, length: int) -> list[list[int]]:
    """The generators on an interval of the ring, as rows (x, z) of each site."""
    places = [(start + k) % SITES for k in range(length)]
    return [
        [row[q + shift] for q in places for shift in (0, SITES)] for row in clifford_rows(SITES)
    ]


@cache
def entropy_rank(start: int, length: int) -> sp.Expr:
    """Entropy of an interval in bits, its rank over GF(2) not worked out."""
    return Rank(_columns(start, length), 2) - length


@cache
def regions() -> dict[tuple[int, int], tuple[int, int]]:
    """Intervals up to half of the ring, one (start, length) for each pair of entropy and cut."""
    return {
        (rank_of(_columns(start, length)) - length, cut(SITES, start, length)): (start, length)
        for start in range(SITES)
        for length in range(1, SITES // 2 + 1)
    }
