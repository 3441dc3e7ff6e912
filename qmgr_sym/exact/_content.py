"""What an expression is made of; senseless expressions are refused."""

from __future__ import annotations

from sympy import AccumBounds, Basic, Expr, Limit
from sympy.matrices.expressions.matexpr import MatrixExpr

from qmgr_sym.exact._points.domains import refuse_values
from qmgr_sym.exact._undefined import INFINITE, parts


def heads(expr: Expr) -> frozenset[type]:
    """The types of all nodes of an expression.

    Raises:
        TypeError: `expr` is not a scalar SymPy expression.
        ValueError: `expr` holds floating-point numbers, infinities, non-commuting symbols, or
            symbols whose assumptions allow other values than finite numbers.
    """
    if not isinstance(expr, Expr) or isinstance(expr, MatrixExpr):
        message = f"`expr` must be a scalar SymPy expression, but was {type(expr).__name__}"
        raise TypeError(message)
    todo: list[Basic] = [expr]
    seen: set[Basic] = {expr}
    found: set[type] = set()
    while todo:
        node = todo.pop()
        found.add(type(node))
        if isinstance(node, AccumBounds):
            raise ValueError(f"`expr` must be finite, but contained {node}")
        if not node.args:
            _check_leaf(node)
        refuse_values(node)
        for part in parts(node):
            if isinstance(part, Basic) and part not in seen:
                seen.add(part)
                todo.append(part)
    # SymPy takes every limit for non-commuting, whatever stands in it.
    if expr.is_commutative is False and Limit not in found:
        raise ValueError(f"`expr` must consist of commuting symbols, but was {expr}")
    return frozenset(found)


def _check_leaf(node: Basic) -> None:
    if node.is_Float:
        raise ValueError(f"`expr` must be exact, but contained the float {node}")
    if node in INFINITE:
        raise ValueError(f"`expr` must be finite, but contained {node}")
    if node.is_Symbol and node.is_commutative is False:
        raise ValueError(f"`expr` must consist of commuting symbols, but contained {node}")
