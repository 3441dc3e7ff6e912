"""Averages over the training data of section 2: exactly on two data, numerically for one neuron.

Exact arms read p_d as a data set of two points with arbitrary weights; numeric arms take one neuron
with q = (w, b), the bulk loss (1/2)(x - tanh(w x + b))^2 and normally distributed data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_legendre, slope
from numerics.integrators import runge_kutta
from numerics.learning.canonical import average, log_partition
from proofs.papers.vanchurin.shared.notation import beta, q

Array = NDArray[Any]

x = sp.Symbol("x", real=True)
WEIGHTS = sp.symbols("a_1 a_2", positive=True)
SPREAD = 0.7  # standard deviation of the data
NODES, NODE_WEIGHTS = gauss_legendre(8, 6.0, panels=12)
STEP = 1e-2  # of the differences of order 8: error STEP^8 against rounding 1e-16 / STEP
PARAMETERS = (ck.Real("w", -2.0, 2.0), ck.Real("b", -1.0, 1.0), ck.Real("beta", 0.25, 4.0))


def data(*arguments: sp.Symbol) -> Expr:
    r"""The distribution of the training data, p_\partial(x) or p_\partial(x, t)."""
    return sp.Function(r"p_\partial", positive=True)(x, *arguments)


def loss(K: int) -> Expr:
    """The loss H(x, q)."""
    return sp.Function("H", real=True)(x, *q(K))


def losses(K: int) -> tuple[Expr, Expr]:
    """The losses H_1(q), H_2(q) of the two data."""
    first, second = (sp.Function(f"H_{i}", real=True)(*q(K)) for i in (1, 2))
    return first, second


def over_x(density: Expr) -> Expr:
    """The integral over the non-trainable variables, unevaluated."""
    return sp.Integral(density, (x, -sp.oo, sp.oo))


def partition(K: int, *arguments: sp.Symbol) -> Expr:
    """The integral of p_d exp(-beta H), unevaluated."""
    return over_x(data(*arguments) * sp.exp(-beta * loss(K)))


def on_data(expr: Expr, values: Mapping[Expr, tuple[Expr, Expr]]) -> Expr:
    """`expr` with each integral over x as the sum over the two data.

    `values` gives what each function of x is at the two data, its weight included in p_d.
    """
    sums = {
        integral: sp.Add(
            *(integral.function.xreplace({k: v[i] for k, v in values.items()}) for i in (0, 1))
        )
        for integral in expr.atoms(sp.Integral)
    }
    return expr.xreplace(sums)


def loss_values(sample: Mapping[str, Array]) -> Array:
    """H at the nodes, shape (n, nodes)."""
    nodes = NODES[:, 0]
    drive = sample["w"][:, None] * nodes + sample["b"][:, None]
    return np.asarray((nodes - np.tanh(drive)) ** 2 / 2)


def log_data(mean: Array) -> Array:
    """The logarithm of p_d at the nodes for each mean of the data, shape (n, nodes)."""
    offset = (NODES[:, 0] - mean[:, None]) / SPREAD
    return np.asarray(-(offset**2) / 2 - np.log(SPREAD * np.sqrt(2 * np.pi)))


def log_z(sample: Mapping[str, Array], mean: Array) -> Array:
    """The logarithm of the integral of p_d exp(-beta H), shape (n,), by quadrature."""
    return log_partition(loss_values(sample), sample["beta"], NODE_WEIGHTS, log_data(mean))


def mean_of(values: Array, sample: Mapping[str, Array], mean: Array) -> Array:
    """The average of `values` (n, nodes) over (2.5), shape (n,)."""
    return average(values, loss_values(sample), sample["beta"], NODE_WEIGHTS, log_data(mean))


def integral(array: Array, symbol: sp.Symbol) -> Array:
    """Quadrature over x, for a `Measurement` on the nodes."""
    if symbol != x:
        raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
    full = np.broadcast_to(array, (*np.shape(array)[:-1], NODE_WEIGHTS.size))
    return np.asarray(full @ NODE_WEIGHTS)[..., None]


def free_energy(position: Array, sample: Mapping[str, Array], time: Array | float = 0.0) -> Array:
    """-(1/beta) log Z at q = (w, b), positions (n, 2), where the data drift with speed `swing`.

    The sign is that of (2.7) as corrected. Returns (n,).
    """
    here = {**sample, "w": position[:, 0], "b": position[:, 1]}
    return np.asarray(-log_z(here, sample["mean"] + sample["swing"] * time) / sample["beta"])


def gradient(position: Array, sample: Mapping[str, Array], time: Array | float = 0.0) -> Array:
    """The gradient of `free_energy` by q, (n, 2), by differences of order 8."""

    def along(k: int) -> Array:
        def moved(value: Array) -> Array:
            shifted = position.copy()
            shifted[:, k] = value
            return free_energy(shifted, sample, time)

        return slope(moved, position[:, k], STEP)

    return np.stack([along(0), along(1)], axis=-1)


def learn(position: Array, sample: Mapping[str, Array], end: float, steps: int) -> Array:
    """Follow dq/dt = -gamma dF/dq, (2.9), from t = 0 to t = `end` (any sign): Runge-Kutta 4."""
    rate = -sample["gamma"][:, None]

    def descent(time: float, at: Array) -> Array:
        return np.asarray(rate * gradient(at, sample, time))

    return np.asarray(runge_kutta(descent, position, [0.0, end], steps=steps)[-1])
