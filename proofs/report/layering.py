"""Layers of a directed graph, and places in them that keep arrows short.

The usual three steps: layers by longest path, order within layers by barycentres, then
positions.  Arrows over several layers run through placeholders, so that they pass between the
nodes of a layer and not behind them.  Ties are broken by the order of the input: same graph,
same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

_SWEEPS = 24
_GAP = 0.22  # room that an arrow passing through a layer takes, in widths of a node


class Layout(NamedTuple):
    """``place`` of each node as (x, layer); ``routes`` of each arrow as such points."""

    place: dict[str, tuple[float, int]]
    routes: dict[tuple[str, str], list[tuple[float, int]]]
    layers: int
    width: float


def depths(premises: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Longest path to a node without premises; a circle is cut at its first node.

    >>> depths({"a": [], "b": ["a"], "c": ["a", "b"]})
    {'a': 0, 'b': 1, 'c': 2}
    """
    depth: dict[str, int] = {}
    for start in premises:
        stack = [(start, iter(premises[start]))]
        open_nodes = {start}
        while stack:
            node, rest = stack[-1]
            for premise in rest:
                if premise not in depth and premise not in open_nodes:
                    open_nodes.add(premise)
                    stack.append((premise, iter(premises[premise])))
                    break
            else:
                stack.pop()
                open_nodes.discard(node)
                known = [depth[premise] for premise in premises[node] if premise in depth]
                depth[node] = max(known, default=-1) + 1
    return depth


def lay_out(premises: Mapping[str, Sequence[str]], widest: int = 8) -> Layout:
    """Places for every node and routes for every arrow premise -> conclusion.

    A layer with more than ``widest`` nodes is continued on the next line.
    """
    layer, count = _rows(premises, widest)
    arrows = [
        (premise, node)
        for node, needed in premises.items()
        for premise in dict.fromkeys(needed)
        if premise != node
    ]
    rows: list[list[str]] = [[] for _ in range(count)]
    for node in premises:
        rows[layer[node]].append(node)
    chains: dict[tuple[str, str], list[str]] = {}
    above: dict[str, list[str]] = {node: [] for node in premises}
    below: dict[str, list[str]] = {node: [] for node in premises}
    for number, (premise, node) in enumerate(arrows):
        top, bottom = sorted((layer[premise], layer[node]))
        passing = [f"\0{number}.{row}" for row in range(top + 1, bottom)]
        for row, name in zip(range(top + 1, bottom), passing, strict=True):
            rows[row].append(name)
            above[name], below[name] = [], []
        chain = [premise, *passing, node]
        if layer[premise] > layer[node]:
            chain = [premise, *passing[::-1], node]
        chains[premise, node] = chain
        for first, second in pairwise(chain):
            below[first].append(second)
            above[second].append(first)
    _order(rows, above, below)
    x = _positions(rows, above, below)
    level = {name: row for row, names in enumerate(rows) for name in names}
    low = min(x.values(), default=0.0)
    high = max(x.values(), default=0.0)
    return Layout(
        {node: (x[node] - low, level[node]) for node in premises},
        {
            arrow: [(x[name] - low, level[name]) for name in chain]
            for arrow, chain in chains.items()
        },
        count,
        high - low,
    )


def _rows(premises: Mapping[str, Sequence[str]], widest: int) -> tuple[dict[str, int], int]:
    """Row of every node: its depth, deep layers continued, sources moved to their first use."""
    depth = depths(premises)
    used: dict[str, int] = {}
    for node, needed in premises.items():
        for premise in needed:
            used[premise] = min(used.get(premise, depth[node]), depth[node])
    by_depth: dict[int, list[str]] = {}
    for node in premises:
        if not premises[node] and node in used:
            depth[node] = max(0, used[node] - 1)
        by_depth.setdefault(depth[node], []).append(node)
    row: dict[str, int] = {}
    at = 0
    for level in sorted(by_depth):
        nodes = sorted(by_depth[level], key=lambda node: -used.get(node, 10**6))
        lines = -(-len(nodes) // widest)
        size = -(-len(nodes) // lines)
        for index, node in enumerate(nodes):
            row[node] = at + index // size
        at += lines
    return row, at


def _order(
    rows: list[list[str]], above: Mapping[str, list[str]], below: Mapping[str, list[str]]
) -> None:
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
        near = above if down else below
        rank = {
            name: (index + 0.5) / len(names) for names in rows for index, name in enumerate(names)
        }
        for row in order:
            names = rows[row]
            score = {
                name: sum(rank[other] for other in near[name]) / len(near[name])
                if near[name]
                else rank[name]
                for name in names
            }
            names.sort(key=lambda name: score[name])
            for index, name in enumerate(names):
                rank[name] = (index + 0.5) / len(names)


def _positions(
    rows: list[list[str]], above: Mapping[str, list[str]], below: Mapping[str, list[str]]
) -> dict[str, float]:
    x: dict[str, float] = {}
    for names in rows:
        at = 0.0
        for name in names:
            at += _half(name)
            x[name] = at
            at += _half(name)
        for name in names:
            x[name] -= at / 2
    for _ in range(_SWEEPS):
        for names in [*rows, *rows[::-1]]:
            wanted = []
            for name in names:
                near = [x[other] for other in (*above[name], *below[name])]
                wanted.append(sum(near) / len(near) if near else x[name])
            for name, place in zip(names, _apart(names, wanted), strict=True):
                x[name] = place
    return x


def _half(name: str) -> float:
    return _GAP / 2 if name.startswith("\0") else 0.5


def _apart(names: Sequence[str], wanted: Sequence[float]) -> list[float]:
    """Places closest to ``wanted`` (least squares) that keep order and room."""
    offsets = [0.0]
    for first, second in pairwise(names):
        offsets.append(offsets[-1] + _half(first) + _half(second))
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        blocks.append((want - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, m), (b, n) = blocks[-2:]
            blocks[-2:] = [((a * m + b * n) / (m + n), m + n)]
    flat = [value for value, size in blocks for _ in range(size)]
    return [value + offset for value, offset in zip(flat, offsets, strict=True)]
