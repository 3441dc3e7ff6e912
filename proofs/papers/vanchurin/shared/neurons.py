"""Two neurons of section 2: states, weights and biases as SymPy objects, and their domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import t

Activation = Callable[[Expr], Expr]
N = 2
x = tuple(sp.Symbol(f"x_{i}", real=True) for i in (1, 2))
b = tuple(sp.Symbol(f"b_{i}", real=True) for i in (1, 2))
w = tuple(tuple(sp.Symbol(f"w_{i}{j}", real=True) for j in (1, 2)) for i in (1, 2))
H = sp.Symbol("H", real=True)

NUMBERS = (
    ck.Real("x", -2.0, 2.0, (N,)),
    ck.Real("w", -2.0, 2.0, (N, N)),
    ck.Real("b", -1.0, 1.0, (N,)),
)


def rectifier(y: Expr) -> Expr:
    """max(0, y)."""
    return sp.Max(0, y)


def state(i: int, time: Expr = t) -> Expr:
    """The state of neuron i = 1, 2 at a time, x_i(time)."""
    return sp.Function(f"x_{i}", real=True)(time)


def error(i: int, activation: Activation = sp.tanh) -> Expr:
    """The local error x_i - f((w x + b)_i) of neuron i = 1, 2."""
    row = w[i - 1]
    return x[i - 1] - activation(sp.Add(*(row[j] * x[j] for j in range(N)), b[i - 1]))


def local_error(update: ck.Form, i: int) -> Expr:
    """x_i less what the update (2.1) with hyperbolic tangents makes of the state x."""
    before = {state(j, t - 1): x[j - 1] for j in (1, 2)}
    return x[i - 1] - update.at(activations=(sp.tanh, sp.tanh)).of(state(i)).xreplace(before)


def measured(sample: ck.Sample) -> Mapping[Expr, ck.Array]:
    """States, weights and biases of a sample by letter."""
    values = {x[i]: sample["x"][:, i] for i in range(N)} | {b[i]: sample["b"][:, i] for i in (0, 1)}
    return values | {w[i][j]: sample["w"][:, i, j] for i in range(N) for j in range(N)}
