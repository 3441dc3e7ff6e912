"""Networks of perfect tensors by exact linear algebra over GF(2), for the exact arms.

A stabiliser state of n qubits is an n-dimensional space of vectors (x | z) over GF(2). Contracting
two legs keeps the vectors that are equal on both, and forgets these legs; the entropy of a set A of
legs is the rank of the columns of A, less their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import flint
import networkx as nx
import sympy as sp

from qmgr_sym.unevaluated import Rank

ONE, ONE_CUT = sp.symbols(r"S_{interval} |\gamma_{interval}|", nonnegative=True)
WORDS = {
    5: ("XZZXII", "IXZZXI", "XIXZZI", "ZXIXZI", "XXXXXX", "ZZZZZZ"),
    6: ("XIZZZI", "IXIZZZ", "ZIXIZZ", "ZZIXIZ", "ZZZIXI", "IZZZIX"),
}
Leg = tuple[int, int]


@dataclass(frozen=True)
class Tiles:
    """Polygons in rings: bonds between legs, and the open legs of the rim in order."""

    rings: tuple[int, ...]
    bonds: tuple[tuple[Leg, Leg], ...]
    rim: tuple[Leg, ...]


@cache
def inflate(rings: int, sides: int) -> Tiles:
    """Rings of polygons, four at each vertex, without any geometry.

    Each open leg gets a new tile, but the last leg of one tile and the first of the next share one,
    because three tiles meet at their common vertex already.
    """
    depth = [0]
    bonds: list[tuple[Leg, Leg]] = []
    rim: list[Leg] = [(0, leg) for leg in range(sides)]
    for ring in range(1, rings + 1):
        shares = [leg[0] != rim[i - 1][0] for i, leg in enumerate(rim)]  # with the leg before
        begin = shares.index(True) + 1 if ring > 1 else 0
        groups: list[list[Leg]] = []
        for i in range(begin, begin + len(rim)):
            joined = ring > 1 and shares[i % len(rim)]
            if joined and groups:
                groups[-1].append(rim[i % len(rim)])
            else:
                groups.append([rim[i % len(rim)]])
        rim = []
        for group in groups:
            tile = len(depth)
            depth.append(ring)
            # counterclockwise, the inward legs of a tile come in the reverse order of the rim
            bonds += [(leg, (tile, len(group) - 1 - k)) for k, leg in enumerate(group)]
            rim += [(tile, leg) for leg in range(len(group), sides)]
    return Tiles(tuple(depth), tuple(bonds), tuple(rim))


def columns(words: Sequence[str], legs: Sequence[int]) -> sp.ImmutableMatrix:
    """Pauli words restricted to some of their letters, as rows (x | z) over GF(2)."""
    rows = [[int(w[q] in part) for part in ("XY", "ZY") for q in legs] for w in words]
    return sp.ImmutableMatrix(rows)


def entropy_rank(rings: int, sides: int, region: Iterable[int], closed: bool = False) -> sp.Expr:
    """Entropy in bits of the legs at some positions, its rank over GF(2) not worked out."""
    return _entropy_rank(rings, sides, tuple(sorted(set(region))), closed)


@cache
def _entropy_rank(rings: int, sides: int, places: tuple[int, ...], closed: bool) -> sp.Expr:
    rows = [[bit for q in places for bit in row[q]] for row in state(rings, sides, closed)]
    return Rank(rows, 2) - len(places)


@cache
def word_rank(words: Sequence[str], legs: tuple[int, ...]) -> int:
    """Rank over GF(2) of Pauli words restricted to some of their letters."""
    rows = [[int(w[q] in part) for part in ("XY", "ZY") for q in legs] for w in words]
    return _matrix(rows).rank() if legs else 0


@cache
def state(rings: int, sides: int, closed: bool = False) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Generators of the contracted network, as pairs (x, z): legs of the rim, then of the bulk.

    Those of the bulk are entangled with references, or closed: in |0> and left out.
    """
    if closed:
        return _closed(state(rings, sides), len(inflate(rings, sides).rim))
    tiles = inflate(rings, sides)
    count = len(tiles.rings)
    words = WORDS[sides]

    # unknowns: which generators of which tensor are multiplied; the columns of a leg as functions
    def column(leg: Leg, letters: str) -> list[int]:
        row = [0] * (6 * count)
        row[6 * leg[0] : 6 * leg[0] + 6] = [int(w[leg[1]] in letters) for w in words]
        return row

    equations = [
        [a ^ b for a, b in zip(column(one, part), column(other, part), strict=True)]
        for one, other in tiles.bonds
        for part in ("XY", "ZY")
    ]
    legs = [*tiles.rim, *((t, 5) for t in range(count) if sides == 5)]
    kernel, rank = _matrix(equations or [[0] * (6 * count)]).nullspace()
    chosen = flint.nmod_mat(
        rank, 6 * count, [int(kernel[i, j]) for j in range(rank) for i in range(6 * count)], 2
    )
    columns = _matrix([column(leg, part) for leg in legs for part in ("XY", "ZY")])
    values = chosen * columns.transpose()
    return tuple(
        tuple((int(values[i, 2 * j]), int(values[i, 2 * j + 1])) for j in range(len(legs)))
        for i in range(rank)
    )


def _closed(
    generators: tuple[tuple[tuple[int, int], ...], ...], rim: int
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Products of generators without X in the bulk hold for |0> there, up to signs."""
    bulk = range(rim, len(generators[0]))
    kernel, rank = _matrix([[row[q][0] for row in generators] for q in bulk]).nullspace()
    chosen = flint.nmod_mat(
        rank,
        len(generators),
        [int(kernel[i, j]) for j in range(rank) for i in range(len(generators))],
        2,
    )
    kept = chosen * _matrix([[bit for q in range(rim) for bit in row[q]] for row in generators])
    return tuple(
        tuple((int(kept[i, 2 * q]), int(kept[i, 2 * q + 1])) for q in range(rim))
        for i in range(rank)
    )


def entropy(rings: int, sides: int, region: Iterable[int], closed: bool = False) -> int:
    """Entropy in bits of the legs at some positions."""
    places = sorted(set(region))
    if not places:
        return 0
    columns = _columns(rings, sides, closed)
    return rank_of([column for q in places for column in columns[q]]) - len(places)


@cache
def _columns(rings: int, sides: int, closed: bool) -> list[list[tuple[int, ...]]]:
    """For each leg its two columns of the generators, as rows."""
    legs = zip(*state(rings, sides, closed), strict=True)
    return [list(zip(*pairs, strict=True)) for pairs in legs]


def cut(rings: int, sides: int, region: Iterable[int], closed: bool = False) -> int:
    """The smallest number of bonds and legs between the legs of a region and all others."""
    tiles = inflate(rings, sides)
    inside = set(region)
    graph = nx.Graph()
    graph.add_edges_from(((one[0], other[0]) for one, other in tiles.bonds), capacity=1)
    bulk = range(len(tiles.rings)) if sides == 5 and not closed else ()
    for place, tile in enumerate([*(leg[0] for leg in tiles.rim), *bulk]):
        graph.add_edge(tile, ("leg", place), capacity=1)
        graph.add_edge(("leg", place), "A" if place in inside else "B", capacity=1)
    return int(nx.minimum_cut_value(graph, "A", "B")) if inside else 0


def rank_of(rows: Sequence[Sequence[int]]) -> int:
    """Rank of rows over GF(2)."""
    return int(_matrix(rows).rank())


def _matrix(rows: Sequence[Sequence[int]]) -> flint.nmod_mat:
    return flint.nmod_mat(len(rows), len(rows[0]), [bit for row in rows for bit in row], 2)
