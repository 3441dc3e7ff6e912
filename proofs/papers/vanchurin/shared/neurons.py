"""Two neurons of section 2: states, weights and biases as SymPy objects, and their domain."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp
from sympy.core.expr import Expr

import proofs.checker as ck

N = 2
x = tuple(sp.Symbol(f"x_{i}", real=True) for i in (1, 2))
b = tuple(sp.Symbol(f"b_{i}", real=True) for i in (1, 2))
w = tuple(tuple(sp.Symbol(f"w_{i}{j}", real=True) for j in (1, 2)) for i in (1, 2))

STATES = ck.Real("x", -2.0, 2.0, (N,))
PARAMETERS = (ck.Real("w", -2.0, 2.0, (N, N)), ck.Real("b", -1.0, 1.0, (N,)))


def input_of(i: int, state: Sequence[Expr] = x) -> Expr:
    """The argument (w x + b)_i of the activation of neuron i = 1, 2."""
    return sp.Add(*(w[i - 1][j] * state[j] for j in range(N)), b[i - 1])


def error(i: int) -> Expr:
    """The local error x_i - tanh((w x + b)_i) of neuron i = 1, 2."""
    return x[i - 1] - sp.tanh(input_of(i))


def free_activation(expr: Expr) -> Expr:
    """`expr` with the value f_i of each activation read as a real symbol of its own.

    What holds afterwards holds for every activation map, not for the hyperbolic tangent alone.
    An argument that no neuron of the network has becomes a further symbol.
    """
    own = [sp.tanh(input_of(i)) for i in (1, 2)]
    strange = sorted(expr.atoms(sp.tanh) - set(own), key=sp.default_sort_key)
    return expr.xreplace(
        {value: sp.Symbol(f"f_{k}", real=True) for k, value in enumerate([*own, *strange], 1)}
    )
