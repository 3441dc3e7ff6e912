"""Parts of an expression that stand free: not below an integral, a sum or a derivative."""

from __future__ import annotations

from sympy import Basic, Derivative, Expr, Limit, Subs
from sympy.concrete.expr_with_limits import ExprWithLimits

HOLDERS = (ExprWithLimits, Limit, Derivative, Subs)


def free_nodes(expr: Expr) -> list[Expr]:
    """The nodes that may be replaced by what they equal at a point, parts before wholes.

    Below an integral, a symbol may be bound; the value at a point says nothing of a derivative.
    Nodes that occur below one of these, too, are left out.
    """
    free: dict[Basic, None] = {}
    held: set[Basic] = set()
    todo: list[tuple[Basic, bool, bool]] = [(expr, False, False)]
    while todo:
        node, inside, ready = todo.pop()
        if ready:
            free[node] = None
            continue
        if inside:
            if node in held:
                continue
            held.add(node)
        else:
            if node in free:
                continue
            todo.append((node, False, True))
        below = inside or isinstance(node, HOLDERS)
        todo += [(part, below, False) for part in reversed(node.args)]
    return [node for node in free if node not in held and isinstance(node, Expr)]
