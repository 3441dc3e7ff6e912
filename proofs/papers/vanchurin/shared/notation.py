"""The paper's letters as SymPy objects, made once.

Every field depends on all K trainable variables and on time. All are real, p is positive.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin import DOCUMENT

t = sp.Symbol("t", real=True)
T = sp.Symbol("T", positive=True)
D = sp.Symbol("D", positive=True)
gamma = sp.Symbol("gamma", real=True, nonzero=True)
alpha = sp.Symbol("alpha", real=True, nonzero=True)
beta = sp.Symbol("beta", positive=True)
M = sp.Symbol("M", real=True, nonzero=True)
hbar = sp.Symbol("hbar", positive=True)
mu = sp.Symbol("mu", real=True, nonzero=True)
f = sp.Symbol("f", real=True)
ACTION = sp.Symbol(r"\mathcal{S}", real=True)
F_rate = sp.Symbol(r"\frac{dF}{dt}", real=True)
S_change = sp.Symbol(r"\Delta{S}_q", real=True)
S = sp.Function("S_q", real=True)(t)


def source(section: str, equation: str | None = None) -> ck.Source:
    """Where in the paper a claim is printed."""
    return ck.Source(DOCUMENT, section, equation)


def q(K: int) -> tuple[sp.Symbol, ...]:
    """The trainable variables q_1 .. q_K."""
    return tuple(sp.Symbol(f"q_{k}", real=True) for k in range(1, K + 1))


def spacetime(K: int) -> tuple[sp.Symbol, ...]:
    """All coordinates of a field: q_1 .. q_K and t."""
    return (*q(K), t)


def p(K: int) -> Expr:
    """The probability density p(q, t), positive."""
    return sp.Function("p", positive=True)(*spacetime(K))


def F(K: int) -> Expr:
    """The free energy F(q, t)."""
    return sp.Function("F", real=True)(*spacetime(K))


def F_tilde(K: int) -> Expr:
    r"""The shifted free energy \tilde F(q, t)."""
    return sp.Function(r"\tilde{F}", real=True)(*spacetime(K))


def Psi(K: int) -> Expr:
    """The wave function Psi(q, t), complex."""
    return sp.Function("Psi")(*spacetime(K))


def V(K: int) -> Expr:
    """The potential V(q)."""
    return sp.Function("V", real=True)(*q(K))


def F_change(K: int) -> Expr:
    """The total change dF/dt at (q, t)."""
    return sp.Function(r"\frac{dF}{dt}", real=True)(*spacetime(K))


def mean_F_change(K: int) -> Expr:
    """<dF/dt>_t, its average over time, a function of q."""
    return sp.Function(r"\langle\frac{dF}{dt}\rangle_t", real=True)(*q(K))


def u(k: int, K: int) -> Expr:
    """Component k = 1 .. K of the velocity of the fluid, u_k(q, t)."""
    return sp.Function(f"u_{k}", real=True)(*spacetime(K))


def qdot(k: int, K: int) -> Expr:
    """The rate dq_k/dt of a trainable variable, a field."""
    return sp.Function(rf"\dot{{q}}_{k}", real=True)(*spacetime(K))


def drift(k: int, K: int) -> Expr:
    """The drift v_k of the density on the path on which (3.5) is stationary, a field."""
    return sp.Function(f"v_{k}", real=True)(*spacetime(K))


def over_k(term: Callable[[sp.Symbol], Expr], K: int) -> Expr:
    """The sum over k of `term(q_k)`."""
    return sp.Add(*(term(qk) for qk in q(K)))
