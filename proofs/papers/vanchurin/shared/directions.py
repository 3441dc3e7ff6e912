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

    The parts for fields that do not depend on q_2 are the case K = 1; the step to K = 2 adds the
    terms with a derivative by q_2. Where no term involves two directions, which is an obligation
    of its own, every further variable adds the same, so that the step holds from any K on.

    parts : made for K = 2 or 1; with K = 1, or where the link is the component of `named` = 1 given
    direction, they are read as the sums over k in the print.
    """
    one, two = (parts, map(_for_two, parts)) if K == 1 else (map(for_one, parts), parts)
    yield ck.shows(link, *sides(1, *one), case={"K": 1})
    yield ck.Induction("K", ck.shows(link, *sides(2, *two)))
    for part in parts:
        crossed = along(along(part, q(K)[0]), q(K)[-1])
        if K - named > 1 and crossed != 0:
            yield ck.Vanishes(link, crossed)


def component(value: Expr, k: int) -> Expr:
    """Component k of a vector for K = 2 variables, where `value` is the only one for K = 1.

    The fields depend on both variables, and derivatives along q_1 are along q_k.
    """
    one, x = q(1)[0], q(2)[k - 1]
    fields = [f for f in value.atoms(AppliedUndef) if one in f.args]
    wide = value.xreplace({f: f.func(*q(2), *(a for a in f.args if a != one)) for f in fields})
    return wide.replace(
        lambda node: isinstance(node, sp.Derivative),
        lambda node: sp.Derivative(node.expr, *(x if v == one else v for v in node.variables)),
    )


def residual(form: ck.Form, atom: Expr, link: str | None = None) -> Expr:
    """`atom` less the value that the equality gives it; left less right side if it gives none."""
    try:
        return atom - form.of(atom, link)
    except ValueError:
        return form.gap(link)


def along(expr: Expr, x: sp.Symbol) -> Expr:
    """The terms of `expr` that hold a derivative by x."""
    return expr - _without(expr, x)


def for_one(expr: Expr) -> Expr:
    """`expr`, made for K = 2, for fields of q_1 alone; derivatives by q_2 are gone."""
    second = q(2)[1]
    left = _without(expr, second)
    fields = [f for f in left.atoms(AppliedUndef) if second in f.args]
    return left.xreplace({f: f.func(*(a for a in f.args if a != second)) for f in fields})


def _without(expr: Expr, x: sp.Symbol) -> Expr:
    """`expr` with zero for every derivative by x."""
    by_x = [d for d in expr.atoms(sp.Derivative) if x in d.variables]
    return expr.xreplace(dict.fromkeys(by_x, sp.S.Zero))


def _for_two(expr: Expr) -> Expr:
    """`expr`, a sum over k made for K = 1, for K = 2."""
    return component(expr, 1) + component(along(expr, q(1)[0]), 2)
