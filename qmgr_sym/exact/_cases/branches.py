"""The branches of functions that are defined case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import And, Eq, Expr, Ne, Not, S
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._reality import is_real
from qmgr_sym.exact._rewrite.free import free_nodes

Branch = tuple[Any, Boolean]


def first_cases(expr: Expr) -> tuple[Expr, list[Branch]] | None:
    """An innermost function with cases and its branches, whose conditions exclude each other."""
    for node in free_nodes(expr):
        make = _BRANCHES.get(node.func)
        branches = None if make is None else make(node)
        if branches is not None:
            return node, branches
    return None


def _piecewise(node: Expr) -> list[Branch]:
    branches = []
    before: list[Boolean] = []
    for value, condition in node.args:
        branches.append((value, And(condition, *(Not(other) for other in before))))
        before.append(condition)
    return branches


def _extreme(node: Expr) -> list[Branch] | None:
    if not all(is_real(arg) for arg in node.args):
        return None
    larger = isinstance(node, sympy.Max)
    branches = []
    for k, value in enumerate(node.args):
        conditions = [value > o if larger else value < o for o in node.args[:k]]
        conditions += [value >= o if larger else value <= o for o in node.args[k + 1 :]]
        branches.append((value, And(*conditions)))
    return branches


def _signs(node: Expr, above: Expr, below: Expr, between: Expr) -> list[Branch] | None:
    x = node.args[0]
    if not is_real(x):
        return None
    return [(above, x > 0), (below, x < 0), (between, Eq(x, 0))]


def _absolute(node: Expr) -> list[Branch] | None:
    x = node.args[0]
    return [(x, x >= 0), (-x, x < 0)] if is_real(x) else None


def _delta(node: Expr) -> list[Branch] | None:
    if len(node.args) > 2:
        return None
    left, right = node.args
    return [(S.One, Eq(left, right)), (S.Zero, Ne(left, right))]


_BRANCHES: dict[type, Callable[[Expr], list[Branch] | None]] = {
    sympy.Piecewise: _piecewise,
    sympy.Max: _extreme,
    sympy.Min: _extreme,
    sympy.sign: lambda node: _signs(node, S.One, S.NegativeOne, S.Zero),
    sympy.Heaviside: lambda node: _signs(node, S.One, S.Zero, node.args[1]),
    sympy.Abs: _absolute,
    sympy.KroneckerDelta: _delta,
}
CASE_KINDS = tuple(_BRANCHES)
