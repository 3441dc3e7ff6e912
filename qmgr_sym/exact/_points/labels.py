"""An order of the unknowns in an expression that does not depend on their names."""

from __future__ import annotations

import zlib

from sympy import Add, Basic, Expr, IndexedBase, MatrixSymbol, Mul, Symbol
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import And, Or

from qmgr_sym.exact._jets import coordinate_of

_UNORDERED = (Add, Mul, And, Or)
_ROUNDS = 3


class _FunctionName(Symbol):  # type: ignore[misc]
    """Stands for an unknown function among the parts of its values."""


def ranks(expr: Expr) -> dict[Expr, int]:
    """Number the symbols and the coordinates of unknown functions by where they stand.

    Each node gets a colour from its kind and the colours of its parts, then from the places where
    it occurs; repeated, the colours tell apart what no exchange of names can map to each other.
    """
    nodes = _nodes(expr)
    colours = {node: _kind(node) for node in nodes if _is_leaf(node)}
    for _ in range(_ROUNDS):
        up = _upward(nodes, colours)
        places = _downward(nodes, up)
        colours = {leaf: hash((colour, places[leaf])) for leaf, colour in colours.items()}
    up = _upward(nodes, colours)
    places = _downward(nodes, up)
    free = [node for node in nodes if _is_unknown(node)]
    order = sorted(range(len(free)), key=lambda k: (up[free[k]], places[free[k]], k))
    return {free[k]: number for number, k in enumerate(order)}


def _parts(node: Basic) -> tuple[Basic, ...]:
    if isinstance(node, AppliedUndef):
        return (_FunctionName(node.func.__name__), *node.args)
    return () if isinstance(node, IndexedBase | MatrixSymbol) else tuple(node.args)


def _is_leaf(node: Basic) -> bool:
    return not _parts(node)


def _is_unknown(node: Basic) -> bool:
    if isinstance(node, Symbol):
        return not isinstance(node, _FunctionName)
    return isinstance(node, Expr) and coordinate_of(node) is not None


def _nodes(expr: Basic) -> list[Basic]:
    """Every distinct node, parts before wholes."""
    found: dict[Basic, None] = {}
    todo: list[tuple[Basic, bool]] = [(expr, False)]
    while todo:
        node, ready = todo.pop()
        if node in found:
            continue
        if ready:
            found[node] = None
            continue
        todo.append((node, True))
        todo += [(part, False) for part in reversed(_parts(node))]
    return list(found)


def _kind(node: Basic) -> int:
    """The colour of a leaf: its assumptions for an unknown, its value for a number."""
    unknown = isinstance(node, Symbol | IndexedBase | MatrixSymbol)
    return zlib.crc32((_declared(node) if unknown else str(node)).encode())


def _declared(node: Basic) -> str:
    """The kind of an unknown with its assumptions; SymPy notes open questions among these."""
    whole = isinstance(node, AppliedUndef)
    facts = getattr(node.func, "_kwargs", {}) if whole else getattr(node, "_assumptions", {})
    known = sorted(f"{name}={value}" for name, value in facts.items() if value is not None)
    return ("unknown" if whole else type(node).__name__) + ",".join(known)


def _upward(nodes: list[Basic], colours: dict[Basic, int]) -> dict[Basic, int]:
    up: dict[Basic, int] = {}
    for node in nodes:
        known = colours.get(node)
        if known is None:
            inner = [up[part] for part in _parts(node)]
            if isinstance(node, _UNORDERED):
                inner.sort()
            name = _declared(node) if isinstance(node, AppliedUndef) else type(node).__name__
            known = hash((zlib.crc32(name.encode()), *inner))
        up[node] = known
    return up


def _downward(nodes: list[Basic], up: dict[Basic, int]) -> dict[Basic, int]:
    """For each node a colour of all places where it occurs."""
    places = dict.fromkeys(nodes, 0)
    for node in reversed(nodes):
        here = hash((up[node], places[node]))
        ordered = not isinstance(node, _UNORDERED)
        for k, part in enumerate(_parts(node)):
            # A sum, so that the order in which the places are visited does not matter.
            places[part] += hash((here, k if ordered else -1, up[part]))
    return places
