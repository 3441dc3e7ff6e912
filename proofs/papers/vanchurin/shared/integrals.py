"""Integrals over the trainable variables and over time, and what stands under them."""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp
from sympy.core.expr import Expr

from proofs.papers.vanchurin.shared.notation import T, q, t

BOX = sp.Symbol("L", positive=True)


def over_q(density: Expr, K: int) -> Expr:
    """The integral of `density` over all K trainable variables, unevaluated."""
    return sp.Integral(density, *q(K))


def over_q_and_time(density: Expr, K: int) -> Expr:
    """The integral of `density` over all trainable variables and over 0 <= t <= T."""
    return sp.Integral(density, *q(K), (t, 0, T))


def over_box(density: Expr, K: int) -> Expr:
    """The integral of `density` over 0 <= q_k <= L."""
    return sp.Integral(density, *((x, 0, BOX) for x in q(K)))


def over_history(density: Expr, K: int) -> Expr:
    """The integral of `density` over 0 <= q_k <= L and over 0 <= t <= T."""
    return sp.Integral(density, *((x, 0, BOX) for x in q(K)), (t, 0, T))


def integrand(expr: Expr, lengths: Mapping[sp.Symbol, Expr] | None = None) -> Expr:
    """The density whose integral is `expr`, a linear combination of integrals.

    Two such expressions are equal for all fields, up to boundary terms, exactly if the densities
    differ by a total divergence. lengths : of the range of each variable that has limits, by
    default T for t. An integral over an interval of another length, or backwards, counts as often
    as it covers the range; one that leaves a variable out, as 1/length of it.

    Raises ValueError for an expression that is not of that kind.
    """
    ranges = {t: T} if lengths is None else lengths
    total = sp.S.Zero
    parts = (sp.expand_mul(part, deep=False) for part in sp.Add.make_args(expr))
    for term in (term for part in parts for term in sp.Add.make_args(part)):
        integrals = [f for f in sp.Mul.make_args(term) if isinstance(f, sp.Integral)]
        rest = [f for f in sp.Mul.make_args(term) if not isinstance(f, sp.Integral)]
        if len(integrals) != 1 or any(f.has(sp.Integral) for f in rest):
            raise ValueError(f"term must hold one integral as a factor, but is {term}")
        limits = {limit[0]: limit[1:] for limit in integrals[0].limits}
        shares = [_share(x, length, limits) for x, length in ranges.items()]
        total += sp.Mul(*rest, *shares) * integrals[0].function
    return total


def _share(x: sp.Symbol, length: Expr, limits: Mapping[sp.Symbol, tuple[Expr, ...]]) -> Expr:
    if x not in limits:
        return 1 / length
    return (limits[x][1] - limits[x][0]) / length if limits[x] else sp.S.One
