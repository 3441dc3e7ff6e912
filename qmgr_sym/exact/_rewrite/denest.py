"""Nested square roots of numbers, replaced by simpler ones where that is certain."""

from __future__ import annotations

from sympy import Expr, Pow, S, preorder_traversal, sqrtdenest

from qmgr_sym.exact._constants.separation import NotAlgebraicError, algebraic_is_zero, bounds_of


def denest(expr: Expr) -> Expr:
    """Replace sqrt(a + b sqrt(c)) by sqrt(d) + sqrt(e), for numbers, where that is proved."""
    done = {}
    for node in preorder_traversal(expr):
        nested = node.is_Pow and node.exp == S.Half and node.base.is_number and node.base.has(Pow)
        if not nested or node in done:
            continue
        try:
            bounds_of(node)
        except NotAlgebraicError:
            continue
        candidate = sqrtdenest(node)
        if candidate != node and algebraic_is_zero(candidate - node):
            done[node] = candidate
    return expr.xreplace(done) if done else expr
