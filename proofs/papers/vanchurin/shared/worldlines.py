"""World lines of section 7: letters, metrics at a point, and stationary paths between events.

Two spatial components and time. First derivatives of the metric at the event are all that the
equations of motion contain, so that a metric linear in the coordinates, with arbitrary
coefficients, stands for every metric.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.orbits.polynomial_paths import PolynomialPath, stationary_polynomials
from numerics.spacetime.curvature import christoffel

Array = NDArray[Any]
DIMENSION = 3
INDICES = range(DIMENSION)
PAIRS = [(a, b) for a in INDICES for b in INDICES if a <= b]
HALF_TIME = 0.25
VELOCITY = tuple(sp.Symbol(rf"{{\frac{{dx^{{{a}}}}}{{dt}}}}", real=True) for a in INDICES)
RANDOM_SIZE = 10**6
CHANCE = 10 / (2 * RANDOM_SIZE + 1)  # degree 10 at most in the numbers drawn, per event

PARAMETERS = (
    ck.Real("metric", -0.2, 0.2, (len(PAIRS),), "g less the flat metric at the event"),
    ck.Real("slope", -0.3, 0.3, (len(PAIRS), DIMENSION), "derivatives of g"),
    ck.Real("speed", -0.3, 0.3, (2,), "mean velocity"),
)


def christoffel_symbol(mu: int, a: int, b: int) -> sp.Symbol:
    """The symbol Gamma^mu_ab = Gamma^mu_ba."""
    low, high = sorted((a, b))
    return sp.Symbol(rf"\Gamma^{{{mu}}}_{{{low}{high}}}", real=True)


@dataclass(frozen=True)
class Event:
    """Metric, its first derivatives and a velocity at an event, as exact numbers."""

    metric: sp.Matrix
    slopes: tuple[sp.Matrix, ...]
    velocity: tuple[sp.Integer, ...]


@cache
def random_events(count: int = 2, *, synchronous: bool = False) -> tuple[Event, ...]:
    """Random whole numbers up to RANDOM_SIZE, the same in every run.

    An identity that is a polynomial of degree n in them and fails anywhere passes here with a
    chance of at most n / (2 RANDOM_SIZE + 1) per event (Schwartz-Zippel).
    """
    rng = Random(7)

    def draw() -> sp.Integer:
        return sp.Integer(rng.randint(-RANDOM_SIZE, RANDOM_SIZE))

    def matrix(first: int) -> sp.Matrix:
        rows = [[sp.S.Zero] * DIMENSION for _ in INDICES]
        for a, b in PAIRS:
            if not synchronous or a > 0:
                rows[a][b] = rows[b][a] = draw()
        if synchronous:
            rows[0][0] = sp.Integer(first)
        return sp.Matrix(rows)

    made: list[Event] = []
    while len(made) < count:
        metric = matrix(-1)
        if metric.det() != 0:
            slopes = tuple(matrix(0) for _ in INDICES)
            made.append(Event(metric, slopes, tuple(draw() for _ in INDICES)))
    return tuple(made)


def connection(event: Event) -> dict[Expr, Expr]:
    """Values of the Christoffel symbols (7.9) from g and its derivatives at the event."""
    inverse, slopes = event.metric.inv(), event.slopes

    def lowered(n: int, a: int, b: int) -> Expr:
        return (slopes[b][n, a] + slopes[a][n, b] - slopes[n][a, b]) / 2

    return {
        christoffel_symbol(m, a, b): sum(inverse[m, n] * lowered(n, a, b) for n in INDICES)
        for m in INDICES
        for a, b in PAIRS
    }


@dataclass(frozen=True)
class Rates:
    """K = -g v v at an event, and what its variation needs.

    square : K; change : dK/dt; by_place : dK/dx^a; by_speed : dK/dv^a; speed_change : its rate.
    """

    square: Expr
    change: Expr
    by_place: list[Expr]
    by_speed: list[Expr]
    speed_change: list[Expr]


def rates(event: Event, velocity: Sequence[Expr], acceleration: Sequence[Expr]) -> Rates:
    """K and its rates along a path with this velocity and acceleration."""
    v, acc = sp.Matrix(velocity), sp.Matrix(acceleration)
    along = sp.zeros(DIMENSION)
    for slope, part in zip(event.slopes, velocity, strict=True):
        along += slope * part
    return Rates(
        -(v.T * event.metric * v)[0],
        -(v.T * along * v)[0] - 2 * (v.T * event.metric * acc)[0],
        [-(v.T * slope * v)[0] for slope in event.slopes],
        list(-2 * event.metric * v),
        list(-2 * along * v - 2 * event.metric * acc),
    )


def proper_time_terms(found: Rates) -> tuple[list[Expr], list[Expr]]:
    """2 K^(3/2) times dL/dx^a and times d/dt dL/dv^a, for L = sqrt(K)."""
    force = [found.square * f for f in found.by_place]
    change = [
        found.square * r - p * found.change / 2
        for r, p in zip(found.speed_change, found.by_speed, strict=True)
    ]
    return force, change


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
    step = 1e-30
    moved = events[:, None, :] + 1j * step * np.eye(DIMENSION)[:, None, None, :]
    slopes = np.moveaxis(metric(moved)[..., 0, :, :].imag / step, 0, -1)
    return np.asarray(christoffel(metric(events[:, None, :])[:, 0], slopes))


def connection_values(gamma: Array) -> Mapping[Expr, Array]:
    """Measured Christoffel symbols by name."""
    return {christoffel_symbol(m, a, b): gamma[:, m, a, b] for m in INDICES for a, b in PAIRS}
