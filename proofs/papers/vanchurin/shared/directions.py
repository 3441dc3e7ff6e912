"""Identities for every number K of trainable variables: the case K = 1 and the step to K + 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import sympy as sp
from sympy.core.expr import Expr
from sympy.core.function import AppliedUndef

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import q

Sides = Callable[..., tuple[Expr, Expr]]


def every_K(
    link: str, sides: Sides, *parts: Expr, K: int = 2, named: int = 0
) -> Iterator[ck.Obligation]:
    """The equality of `sides(K, *parts)`, linear in the parts, for every K.

    Where no term involves two directions q_k, a form for K + 1 variables is the one for K and the
    terms with the new direction. So the parts for fields that do not depend on q_2 are the case
    K = 1, and the terms with a derivative by q_2 are the step from K to K + 1. Where a term does
    involve two, the equality is handed over for K = 2 alone.

    parts : made for K = 2 or 1; with K = 1, or where the link is the component of `named` = 1 given
    direction, they are read as the sums over k in the print.
    Raises ValueError where no part holds a derivative by the last variable.
    """
    added = [along(part, q(K)[-1]) for part in parts]
    if not any(added):
        raise ValueError(f"terms of {link!r} must know the direction {q(K)[-1]}, but none does")
    if K - named > 1 and any(_crossed(part) for part in parts):
        yield ck.shows(link, *sides(2, *parts), case={"K": 2})
        return
    first = parts if K == 1 else [for_one(part) for part in parts]
    yield ck.shows(link, *sides(1, *first), case={"K": 1})
    yield ck.Induction("K", ck.shows(link, *sides(K, *added)))


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


def residual(form: ck.Form, atom: Expr, link: str | None = None) -> Expr:
    """`atom` less the value that the equality gives it; left less right side if it gives none."""
    try:
        return atom - form.of(atom, link)
    except ValueError:
        return form.gap(link)


def for_one(expr: Expr) -> Expr:
    """`expr`, made for K = 2, for fields of q_1 alone; derivatives by q_2 are gone."""
    second = q(2)[1]
    fields = [f for f in expr.atoms(AppliedUndef) if second in f.args]
    return expr.xreplace({f: f.func(*(a for a in f.args if a != second)) for f in fields})


def along(expr: Expr, x: sp.Symbol) -> Expr:
    """The terms of `expr` that hold a derivative by x."""
    by_x = [d for d in expr.atoms(sp.Derivative) if x in d.variables]
    return expr - expr.xreplace(dict.fromkeys(by_x, sp.S.Zero))


def _crossed(expr: Expr) -> bool:
    """Whether some term, made for K = 2, holds derivatives along both directions."""
    old, new = q(2)
    return bool(sp.expand(along(along(expr, old), new)) != 0)
