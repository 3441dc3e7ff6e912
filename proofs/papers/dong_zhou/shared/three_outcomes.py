"""All distributions on three outcomes in three charts, for the claims on second derivatives.

Natural coordinates are theta_k = ln(p_k / p_0), expectation coordinates eta_k = p_k; mixed
coordinates are theta_1 and eta_2.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.information.fisher import fisher_metric
from qmgr_sym.information.exponential import categorical, fisher_matrix

Array = NDArray[np.float64]
CHARTS = ("natural", "expectation", "mixed")
PAIRS = ((0, 0), (0, 1))
X = {c: sp.symbols(f"{c[0]}_1:3", real=True) for c in CHARTS}
DOMAIN = (ck.Real("weights", 0.3, 1.5, (3,), "unnormalised probabilities"),)
ORTHOGONAL = (
    "Natural and expectation coordinates of different statistics are orthogonal: both sides vanish."
)
STEP = 5e-3  # a tenth of the least probability in reach of the differences


@cache
def exact_probabilities(chart: str) -> tuple[Expr, ...]:
    """p_0, p_1, p_2 in the coordinates of a chart."""
    x, y = X[chart]
    if chart == "natural":
        return categorical((x, y)).probabilities()
    if chart == "expectation":
        return 1 - x - y, x, y
    return (1 - y) / (1 + sp.exp(x)), (1 - y) * sp.exp(x) / (1 + sp.exp(x)), y


@cache
def exact_fisher(chart: str) -> sp.ImmutableDenseMatrix:
    """The Fisher metric in a chart."""
    p = exact_probabilities(chart)
    return fisher_matrix(p, X[chart]).applyfunc(lambda entry: sp.factor(entry.together()))


def log_probabilities(chart: str, x: Array) -> Array:
    """Logarithms of p_0, p_1, p_2 at coordinates (..., 2)."""
    a, b = x[..., 0], x[..., 1]
    if chart == "natural":
        weights = np.stack([np.ones_like(a), np.exp(a), np.exp(b)], axis=-1)
    elif chart == "expectation":
        weights = np.stack([1 - a - b, a, b], axis=-1)
    else:
        weights = np.stack([(1 - b), (1 - b) * np.exp(a), b * (1 + np.exp(a))], axis=-1)
    return np.asarray(np.log(weights / weights.sum(-1, keepdims=True)))


def coordinates(chart: str, sample: ck.Sample) -> Array:
    """The points of a sample in a chart: (n, 2)."""
    p = sample["weights"] / sample["weights"].sum(-1, keepdims=True)
    theta = np.log(p[:, 1:] / p[:, :1])
    if chart == "natural":
        return np.asarray(theta)
    return p[:, 1:] if chart == "expectation" else np.stack([theta[:, 0], p[:, 2]], axis=-1)


def fisher(chart: str, x: Array) -> Array:
    """The Fisher metric from scores by differences: (n, 2, 2)."""
    nodes = np.zeros((len(x), 3))
    return fisher_metric(
        lambda y, _: log_probabilities(chart, y), x, nodes, np.ones_like(nodes), STEP
    ).real
