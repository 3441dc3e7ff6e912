"""What SymPy writes where there is no number."""

from __future__ import annotations

import sympy
from sympy import AccumBounds, Basic, Limit, S
from sympy.concrete.expr_with_limits import ExprWithLimits

INFINITE = (sympy.nan, sympy.zoo, sympy.oo, S.NegativeInfinity)
_SIGNED = (sympy.oo, S.NegativeInfinity)


def parts(node: Basic) -> list[Basic]:
    """The arguments of a node; infinite ends of an integral, a sum or a limit are left out."""
    if isinstance(node, ExprWithLimits):
        ends = [part for limit in node.limits for part in limit]
        return [node.function, *(end for end in ends if end not in _SIGNED)]
    if isinstance(node, Limit):
        return [part for part in node.args if part not in _SIGNED]
    return list(node.args)


def is_undefined(expr: Basic) -> bool:
    """Whether an expression holds something that is no finite number."""
    if not expr.has(*INFINITE, AccumBounds):
        return False
    todo = [expr]
    while todo:
        node = todo.pop()
        if node in INFINITE or isinstance(node, AccumBounds):
            return True
        todo += [part for part in parts(node) if isinstance(part, Basic)]
    return False
