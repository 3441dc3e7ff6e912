"""Functions whose arguments are equal, though written differently, made the same."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr

from qmgr_sym.exact._rewrite.free import free_nodes

_MOST_PAIRS = 60


def with_equal_arguments(expr: Expr, same: Callable[[Expr], bool]) -> Expr:
    """Replace the arguments of functions and arrays by equal ones that occur before them.

    `same` decides whether an expression vanishes.
    """
    found: dict[object, list[Expr]] = {}
    for node in free_nodes(expr):
        if isinstance(node, sympy.Function | sympy.Indexed) and not node.is_number:
            group = found.setdefault((node.func, len(node.args)), [])
            if node not in group:
                group.append(node)
    rules: dict[Expr, Expr] = {}
    pairs = 0
    for group in found.values():
        for k, node in enumerate(group):
            for earlier in group[:k]:
                pairs += 1
                if pairs > _MOST_PAIRS:
                    return expr.xreplace(rules)
                if earlier not in rules and _equal(node, earlier, same):
                    rules[node] = earlier
                    break
    return expr.xreplace(rules)


def _equal(left: Expr, right: Expr, same: Callable[[Expr], bool]) -> bool:
    pairs = list(zip(left.args, right.args, strict=True))
    if not all(isinstance(a, Expr) and isinstance(b, Expr) for a, b in pairs):
        return False
    return all(a == b or same(a - b) for a, b in pairs)
