"""Arguments that differ by integers."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy import Expr

_FARTHEST = 40


def by_integers(arguments: Iterable[Expr]) -> list[tuple[Expr, dict[Expr, int]]]:
    """Group arguments that differ by integers: the smallest of each group, and how far each is.

    The steps are never negative and at most 40; what lies farther makes a group of its own.
    """
    groups: list[list[tuple[Expr, int]]] = []
    for argument in arguments:
        for group in groups:
            step = sympy.expand(argument - group[0][0])
            if step.is_Integer and abs(int(step)) <= _FARTHEST // 2:
                group.append((argument, int(step)))
                break
        else:
            groups.append([(argument, 0)])
    result = []
    for group in groups:
        least = min(step for _, step in group)
        start = next(argument for argument, step in group if step == least)
        result.append((start, {argument: step - least for argument, step in group}))
    return result


def ordered(expr: Expr, kind: type) -> list[Expr]:
    """The functions of one kind in an expression, in SymPy's standard order."""
    return sorted(expr.atoms(kind), key=sympy.default_sort_key)
