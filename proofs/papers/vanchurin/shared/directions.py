"""Identities for every number K of trainable variables: the case K = 1 and the step to K + 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp
from sympy.core.expr import Expr
from sympy.core.function import AppliedUndef

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import q
from qmgr_sym.variation.directions import directions_per_term

Sides = Callable[..., tuple[Expr, Expr]]


def without(expr: Expr, x: sp.Symbol) -> Expr:
    """`expr` where the fields do not depend on x: the terms that are not derivatives by x."""
    by_x = [d for d in expr.atoms(sp.Derivative) if x in d.variables]
    return expr.xreplace(dict.fromkeys(by_x, sp.S.Zero))


def along(expr: Expr, x: sp.Symbol) -> Expr:
    """The terms of `expr` that hold a derivative by x."""
    return expr - without(expr, x)


def component(value: Expr, k: int) -> Expr:
    """Component k of a vector for K = 2 variables, where `value` is the only one for K = 1.

    The fields depend on both variables, and derivatives along q_1 are along q_k.
    """
    one, x = q(1)[0], q(2)[k - 1]
    fields = [f for f in value.atoms(AppliedUndef) if one in f.args]
    wide = value.xreplace({f: f.func(*q(2), *(a for a in f.args if a != one)) for f in fields})
    turned = {}
    for slope in wide.atoms(sp.Derivative):
        turned[slope] = sp.Derivative(slope.expr, *(x if v == one else v for v in slope.variables))
    return wide.xreplace(turned)


def every_K(link: str, sides: Sides, *parts: Expr) -> Iterator[ck.Obligation]:
    """The equality of `sides(*parts)`, linear in the parts, for every K; parts made for K = 2.

    Where no term of a part involves two directions q_k, a form for K + 1 variables is the one for
    K and the terms with the new direction. So the terms without q_2 are the case K = 1, and those
    with it are the step from K to K + 1. Else the equality is handed over for K = 2 alone.
    """
    old, new = q(2)
    if max(directions_per_term(part, (old, new)) for part in parts) > 1:
        yield ck.shows(link, *sides(*parts), case={"K": 2})
        return
    yield ck.shows(link, *sides(*(without(part, new) for part in parts)), case={"K": 1})
    added = ck.shows(link, *sides(*(along(part, new) for part in parts)))
    yield ck.Induction("K", added)
