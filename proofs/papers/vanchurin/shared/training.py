"""Averages over the training data of section 2: exactly on three data, numerically for one neuron.

Exact arms read p_d as three data with arbitrary weights; engines take one neuron with q = (w, b),
the bulk loss (1/2)(x - tanh(w x + b))^2 and normally distributed data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_nodes, gradient
from numerics.integrators import runge_kutta
from numerics.learning.canonical import average, log_partition
from proofs.papers.vanchurin.shared.notation import q

Array = NDArray[Any]
Sample = Mapping[str, Array]

x = sp.Symbol("x", real=True)
STATES = range(3)
P = sp.symbols("p_1:4", positive=True)
PRIOR = sp.symbols("a_1:4", positive=True)
H = sp.symbols("H_1:4", real=True)

SPREAD = 0.7  # standard deviation of the data
LINE = gauss_nodes(-6.0, 6.0, 8, panels=12)
MEAN = ck.Real("mean", -1.0, 1.0)
PARAMETERS = (ck.Real("w", -2.0, 2.0), ck.Real("b", -1.0, 1.0), ck.Real("beta", 0.25, 4.0), MEAN)


def conditional(K: int) -> Expr:
    """The distribution p(x|q)."""
    return sp.Function("p", positive=True)(x, *q(K))


def data(*arguments: sp.Symbol) -> Expr:
    r"""The distribution of the training data, p_\partial(x) or p_\partial(x, t)."""
    return sp.Function(r"p_\partial", positive=True)(x, *arguments)


def loss(K: int) -> Expr:
    """The loss H(x, q)."""
    return sp.Function("H", real=True)(x, *q(K))


def losses(K: int) -> tuple[Expr, ...]:
    """The losses H_i(q) of the three data."""
    return tuple(sp.Function(h.name, real=True)(*q(K)) for h in H)


def over_x(density: Expr) -> Expr:
    """The integral over the non-trainable variables, unevaluated."""
    return sp.Integral(density, x)


def probabilities(distribution: ck.Form, K: int) -> list[Expr]:
    """The distribution (2.5) on the three data with the losses H_i(q)."""
    levels = dict(zip(H, losses(K), strict=True))
    return [distribution.at(i=i).of(P[i]).xreplace(levels) for i in STATES]


def on_data(expr: Expr, values: Mapping[Expr, Sequence[Expr]]) -> Expr:
    """`expr` with each integral over x as the sum over the three data.

    `values` gives what each function of x is at the data, its weight included in p_d.
    """
    at = [{letter: value[i] for letter, value in values.items()} for i in STATES]
    integrals = expr.atoms(sp.Integral)
    return expr.xreplace({n: sp.Add(*(n.function.xreplace(v) for v in at)) for n in integrals})


def loss_values(position: Array) -> Array:
    """H at the nodes for q = (w, b): (..., 2) -> (..., nodes)."""
    drive = position[..., :1] * LINE.points + position[..., 1:]
    return np.asarray((LINE.points - np.tanh(drive)) ** 2 / 2)


def log_data(mean: Array) -> Array:
    """The logarithm of p_d at the nodes for each mean of the data, (n,) -> (n, nodes)."""
    offset = (LINE.points - mean[:, None]) / SPREAD
    return np.asarray(-(offset**2) / 2 - np.log(SPREAD * np.sqrt(2 * np.pi)))


def start(sample: Sample) -> Array:
    """The trainable variables q = (w, b) of a sample, (n, 2)."""
    return np.stack([sample["w"], sample["b"]], axis=-1)


def mean_of(values: Array, position: Array, sample: Sample) -> Array:
    """The average of `values` (n, nodes) over (2.5) at q = `position` (n, 2): shape (n,)."""
    level, weights = loss_values(position), LINE.weights
    return np.asarray(average(values, level, sample["beta"], weights, log_data(sample["mean"])))


def free_energy(position: Array, sample: Sample, time: Array | float = 0.0) -> Array:
    """-(1/beta) log Z at q = (w, b), (..., n, 2) -> (..., n), the sign of (2.7) as corrected.

    The mean of the data drifts with the speed `swing` where the sample has one.
    """
    mean = sample["mean"] + sample.get("swing", 0.0) * time
    log_z = log_partition(loss_values(position), sample["beta"], LINE.weights, log_data(mean))
    return np.asarray(-log_z / sample["beta"])


def learn(sample: Sample, end: Array | float, steps: int = 4) -> Array:
    """q at the time `end` (any sign, or one for each sample) on dq/dt = -gamma dF/dq: (n, 2)."""

    def rate(time: Array | float, position: Array) -> Array:
        slopes = gradient(lambda at: free_energy(at, sample, time), position)
        return np.asarray(-sample["gamma"][:, None] * slopes.T)

    times = np.stack([np.zeros_like(end), end])
    return np.asarray(runge_kutta(rate, start(sample), times, steps=steps)[-1])
