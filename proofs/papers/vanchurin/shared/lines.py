"""The densities of the lines of the action (3.5), which (3.7)-(3.12) and (4.3) start from."""

from __future__ import annotations

import sympy as sp
from sympy.core.expr import Expr

from proofs.papers.vanchurin.shared.notation import D, F, F_tilde, V, alpha, gamma, over_k, p, t

ENTROPY = sp.Symbol(r"\Delta{S}_q", real=True)


def entropy_production(K: int) -> Expr:
    """The density of Delta S_q, (3.4)."""
    square = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) ** 2, K)
    mixed = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) * sp.Derivative(F(K), x), K)
    return p(K) * (D * square + gamma * mixed)


def second_line(K: int) -> Expr:
    """The density of the second line."""
    square = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) ** 2, K)
    mixed = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) * sp.Derivative(F(K), x), K)
    force = over_k(lambda x: sp.Derivative(F(K), x) ** 2, K)
    rate = sp.Derivative(F(K), t)
    return p(K) * (D * square + gamma * mixed + alpha * gamma * force - alpha * rate + alpha * V(K))


def third_line(K: int) -> Expr:
    """The density of the third line."""
    square = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) ** 2, K)
    force = over_k(lambda x: sp.Derivative(F_tilde(K), x) ** 2, K)
    rate = sp.Derivative(F_tilde(K), t)
    weight = D - gamma / (4 * alpha)
    return p(K) * (weight * square + alpha * gamma * force - alpha * rate + alpha * V(K))
