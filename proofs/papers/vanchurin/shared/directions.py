"""Identities for every number K of trainable variables: the case K = 1 and the step to K + 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp
from sympy.core.expr import Expr
from sympy.core.function import AppliedUndef

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import q

Sides = Callable[..., tuple[Expr, Expr]]


def without(expr: Expr, x: sp.Symbol) -> Expr:
    """`expr` where the fields do not depend on x: the terms that are not derivatives by x."""
    by_x = [d for d in expr.atoms(sp.Derivative) if x in d.variables]
    return expr.xreplace(dict.fromkeys(by_x, sp.S.Zero))


def along(expr: Expr, x: sp.Symbol) -> Expr:
    """The terms of `expr` that hold a derivative by x."""
    return expr - without(expr, x)


def residual(form: ck.Form, atom: Expr, link: str | None = None) -> Expr:
    """`atom` less the value that the equality gives it; left less right side if it gives none."""
    try:
        return atom - form.of(atom, link)
    except ValueError:
        return form.gap(link)


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


def _crossed(expr: Expr) -> bool:
    """Whether some term, made for K = 2, holds derivatives along both directions."""
    old, new = q(2)
    rest = along(along(expr, old), new)
    return bool(sp.expand(rest) != 0)


def every_K(link: str, sides: Sides, *parts: Expr, K: int = 2) -> Iterator[ck.Obligation]:
    """The equality of `sides(*parts)`, linear in the parts, for every K.

    Where no term involves two directions q_k, a form for K + 1 variables is the one for K and the
    terms with the new direction. So the terms without the last direction are the case K = 1, and
    those with it are the step from K to K + 1. Else the equality is handed over for K = 2 alone.

    parts : made for K = 2 or 1; for 1 they are read as the sums over k in the print.
    """
    new = q(K)[-1]
    if K == 2 and any(_crossed(part) for part in parts):
        yield ck.shows(link, *sides(*parts), case={"K": 2})
        return
    first = parts if K == 1 else [without(part, new) for part in parts]
    yield ck.shows(link, *sides(*first), case={"K": 1})
    added = ck.shows(link, *sides(*(along(part, new) for part in parts)))
    yield ck.Induction("K", added)
