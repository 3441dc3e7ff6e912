"""World lines of section 7: letters, what varies along them, and stationary paths.

Two spatial components and time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.orbits.polynomial_paths import PolynomialPath, stationary_polynomials
from numerics.spacetime.curvatures import christoffel, first_derivatives
from proofs.papers.vanchurin.shared.displacements import SPACE, VECTOR, g
from proofs.papers.vanchurin.shared.notation import T, t
from qmgr_sym.jets.letters import MetricLetters
from qmgr_sym.unevaluated import RateAlong

Array = NDArray[Any]
DIMENSION = 3
INDICES = range(DIMENSION)
PAIRS = [(a, b) for a in INDICES for b in INDICES if a <= b]
HALF_TIME = 0.25
COORDS = sp.symbols("x^0 x^1 x^2", real=True)
METRIC = MetricLetters(COORDS)
VELOCITY = tuple(sp.Symbol(rf"{{\frac{{dx^{{{a}}}}}{{dt}}}}", real=True) for a in INDICES)
ACCELERATION = {a: sp.Symbol(rf"{{\frac{{d^2x^{{{a}}}}}{{dt^2}}}}", real=True) for a in SPACE}
FORCES = {a: sp.Symbol(rf"{{\partial L/\partial x^{{{a}}}}}", real=True) for a in SPACE}
CHANGES = {a: sp.Symbol(rf"{{\frac{{d}}{{dt}}p_{{{a}}}}}", real=True) for a in SPACE}
TOTAL = sp.Symbol(r"\tau[x(T)|x(0)]", positive=True)
RATE = sp.Function(r"\frac{d\tau}{dt}", positive=True)(t)
OVER_RATE = sp.Integral(RATE, (t, 0, T))
ON_PATH = {
    letter: sp.Function(letter.name, real=True)(t)
    for letter in (*VECTOR, *(g(a, b) for a, b in PAIRS))
}

PARAMETERS = (
    ck.Real("metric", -0.2, 0.2, (len(PAIRS),), "g less the flat metric at the event"),
    ck.Real("slope", -0.3, 0.3, (len(PAIRS), DIMENSION), "derivatives of g"),
    ck.Real("speed", -0.3, 0.3, (2,), "mean velocity"),
)


def christoffel_symbol(mu: int, a: int, b: int) -> sp.Symbol:
    """The symbol Gamma^mu_ab = Gamma^mu_ba."""
    low, high = sorted((a, b))
    return sp.Symbol(rf"\Gamma^{{{mu}}}_{{{low}{high}}}", real=True)


def along(expression: Expr) -> Expr:
    """The components of metric and velocity as functions of t along the path."""
    return expression.xreplace(ON_PATH)


def connection(definition: ck.Form) -> dict[Expr, Expr]:
    """The Christoffel symbols by (7.9), in letters of a metric of three coordinates."""
    written = definition.at(dimension=DIMENSION)
    symbols = (christoffel_symbol(m, a, b) for m in INDICES for a, b in PAIRS)
    return {symbol: written.of(symbol) for symbol in symbols}


def integrand(elapsed: ck.Form) -> Expr:
    """What (7.5) integrates, in components of metric and velocity at one time."""
    density = elapsed.of(OVER_RATE, "metric").replace(sp.Integral, lambda inner, *_: inner)
    return density.xreplace({moving: letter for letter, moving in ON_PATH.items()})


def squared(pace: Expr) -> Expr:
    """K = pace^2 of a rate of proper time, in the letters of a metric at an event."""
    every = (0, *SPACE)
    values = {g(a, b): METRIC.metric[a][b] for a in every for b in every}
    return (pace**2).xreplace({**values, **dict(zip(VECTOR, VELOCITY, strict=True))})


def flow(velocity: Mapping[int, Expr], acceleration: Mapping[int, Expr]) -> dict[Expr, Expr]:
    """Rates of places and velocities along a path; components that are not given are fixed."""
    moving = {COORDS[a]: v for a, v in velocity.items()}
    return moving | {VELOCITY[a]: rate for a, rate in acceleration.items()}


def proper_time_terms(square: Expr, rates: dict[Expr, Expr], a: int) -> tuple[Expr, Expr]:
    """2 K^(3/2) times dL/dx^a and times d/dt dL/dv^a, for L = sqrt(K), left unevaluated."""
    momentum = sp.Derivative(square, VELOCITY[a])
    change = square * RateAlong(momentum, rates) - momentum * RateAlong(square, rates) / 2
    return square * sp.Derivative(square, COORDS[a]), change


def metric_of(sample: ck.Sample, *, synchronous: bool = False) -> Callable[[Array], Array]:
    """The metric of every point of a sample at events (..., n, J, 3): (..., n, J, 3, 3)."""
    base, slope = sample["metric"][:, None, :], sample["slope"][:, None, :, :]

    def metric(events: Array) -> Array:
        part = base + (slope * np.sin(events)[..., None, :]).sum(-1)
        g = np.zeros((*part.shape[:-1], DIMENSION, DIMENSION), dtype=part.dtype)
        for k, (a, b) in enumerate(PAIRS):
            if not synchronous or a > 0:
                g[..., a, b] = g[..., b, a] = part[..., k] + (a == b)
        g[..., 0, 0] += -1.0 if synchronous else -2.0
        return g

    return metric


def square_of(metric: Callable[[Array], Array]) -> Callable[[Array, Array], Array]:
    """-g_mn v^m v^n at events and velocities (..., n, J, 3)."""

    def square(x: Array, v: Array) -> Array:
        return np.asarray(-(v * (metric(x) * v[..., None, :]).sum(-1)).sum(-1))

    return square


def proper_time(metric: Callable[[Array], Array]) -> Callable[[Array, Array], Array]:
    """The integrand sqrt(-g_mn v^m v^n) of (7.5)."""
    square = square_of(metric)
    return lambda x, v: np.sqrt(square(x, v))


def stationary(sample: ck.Sample, lagrangian: Callable[[Array, Array], Array]) -> PolynomialPath:
    """Paths through the neighbourhood of the origin on which the integral is stationary."""
    reach = HALF_TIME * sample["speed"]
    return stationary_polynomials(lagrangian, -reach, reach, half_time=HALF_TIME, degree=8)


def christoffel_at(metric: Callable[[Array], Array], events: Array) -> Array:
    """Gamma^m_ab at events (n, 3), derivatives of g by complex step: (n, 3, 3, 3)."""
    return np.asarray(christoffel(*first_derivatives(metric, events[:, None, :]))[:, 0])


def connection_values(gamma: Array) -> Mapping[Expr, Array]:
    """Measured Christoffel symbols by name."""
    return {christoffel_symbol(m, a, b): gamma[:, m, a, b] for m in INDICES for a, b in PAIRS}
