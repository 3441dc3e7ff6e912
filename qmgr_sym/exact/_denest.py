"""Nested square roots of constants, replaced by simpler ones where that is certain."""

from __future__ import annotations

from sympy import Expr, Pow, S, preorder_traversal, sqrtdenest

from qmgr_sym.exact._balls import Point
from qmgr_sym.exact._reduce import Reducer


def denest(expr: Expr) -> Expr:
    """Replace sqrt(a + b sqrt(c)) by sqrt(d) + sqrt(e), for constants, where that is proved.

    A candidate r for sqrt(b) is taken only if r^2 - b reduces to 0 and rigorous evaluation
    separates r from the other root -sqrt(b).
    """
    done = {}
    for node in preorder_traversal(expr):
        nested = node.is_Pow and node.exp == S.Half and node.base.is_number and node.base.has(Pow)
        if not nested or node in done:
            continue
        candidate = sqrtdenest(node)
        if candidate == node:
            continue
        gap = candidate**2 - node.base
        if not Reducer(gap, 64).fraction(gap).top.is_zero():
            continue
        other = candidate + node
        ball = Point(other, 0, lambda _: False).evaluate(other, 128)
        if ball.is_finite() and not ball.contains(0):
            done[node] = candidate
    return expr.xreplace(done) if done else expr
