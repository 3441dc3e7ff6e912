"""Integrals over the trainable variables and over time, and what stands under them."""

from __future__ import annotations

import sympy as sp
from sympy.core.expr import Expr

from proofs.papers.vanchurin.shared.notation import T, q, t


def over_q(density: Expr, K: int) -> Expr:
    """The integral of `density` over all K trainable variables, unevaluated."""
    return sp.Integral(density, *q(K))


def over_q_and_time(density: Expr, K: int) -> Expr:
    """The integral of `density` over all trainable variables and over 0 <= t <= T."""
    return sp.Integral(density, *q(K), (t, 0, T))


def integrand(expr: Expr) -> Expr:
    """What stands under the integrals of an expression that is a linear combination of them.

    Two such expressions are equal for all fields, up to boundary terms, exactly if the integrands
    differ by a total divergence. Raises ValueError for an expression that is not of that kind.
    """
    total = sp.S.Zero
    for term in sp.Add.make_args(expr):
        integrals = [f for f in sp.Mul.make_args(term) if isinstance(f, sp.Integral)]
        rest = [f for f in sp.Mul.make_args(term) if not isinstance(f, sp.Integral)]
        if len(integrals) != 1 or any(f.has(sp.Integral) for f in rest):
            raise ValueError(f"term must hold one integral as a factor, but is {term}")
        total += sp.Mul(*rest) * integrals[0].function
    return total
