"""(8.7): the average displacements inserted, brackets as gradients, and the determinant."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from proofs.papers.vanchurin.section_8.eq_8_05 import INDICES, X, connection
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.road import (
    TOTAL,
    constant_matrix,
    displacement,
    place,
    window,
)

Array = NDArray[Any]
COORDINATES = (t, X)
_PAIRS = ((0, 0), (0, 1), (1, 1))
_POINT = (t, X)
DENSITY = sp.Function(r"\{\sqrt{g_i}\}", positive=True)(*_POINT)
ROOT = sp.Function(r"\sqrt{-g}", positive=True)(*_POINT)
LINE = Grid((20.0,), (96,), (-10.0,))
CLOCK = Grid((2 * np.pi,), (24,))
REACH = np.linspace(-8.0, 8.0, 81)


def own(alpha: int, beta: int) -> sp.Symbol:
    """Component g_1^{alpha beta} of the inverse matrix of neuron 1."""
    low, high = sorted((alpha, beta))
    return sp.Symbol(f"g_{{1}}^{{{low}{high}}}", real=True)


def inverse_metric(alpha: int, beta: int) -> Expr:
    """The averaged inverse metric (6.10)."""
    low, high = sorted((alpha, beta))
    return sp.Function(f"g^{{{low}{high}}}", real=True)(*_POINT)


def spread(alpha: int, beta: int) -> Expr:
    """The bracket {g_i^{alpha beta} sqrt(g_i)}."""
    low, high = sorted((alpha, beta))
    return sp.Function(rf"\{{g_i^{{{low}{high}}}\sqrt{{g_i}}\}}", real=True)(*_POINT)


def pulled(mu: int, pair: tuple[int, int] | None = None) -> Expr:
    """The bracket {g_ab (x^b - x_i^b) sqrt(g_i)}, a = 1; with dx_i^a/dt for mu = 0.

    With a `pair` alpha, beta the bracket also holds g_i^{alpha beta}.
    """
    speed = r"\dot{x}_i^a" if mu == 0 else ""
    inside = "" if pair is None else f"g_i^{{{min(pair)}{max(pair)}}}"
    name = rf"\{{{{{speed}g_{{i,ab}}(x^b-x_i^b){inside}\sqrt{{g_i}}}}\}}"
    return sp.Function(name, real=True)(*_POINT)


def _sum(term: Any) -> Expr:
    return sp.Add(*(term(a, b) for a in INDICES for b in INDICES))


def trace(mu: int) -> Expr:
    """g^{alpha beta} Gamma^mu_{alpha beta}."""
    return _sum(lambda a, b: inverse_metric(a, b) * connection(mu, a, b))


def first_line() -> Expr:
    """The four terms of the first line, under the integral and without -1/2."""
    return (
        trace(0) * pulled(0)
        - trace(1) * pulled(1)
        + _sum(lambda a, b: connection(0, a, b) * pulled(0, (a, b)))
        - _sum(lambda a, b: connection(1, a, b) * pulled(1, (a, b)))
    )


def second_line(sign: int) -> Expr:
    """Gradients of the brackets; the print has the sign -1."""
    return sp.Add(
        *(
            trace(mu) * sp.Derivative(DENSITY, x)
            + sign
            * _sum(lambda a, b, mu=mu, x=x: connection(mu, a, b) * sp.Derivative(spread(a, b), x))
            for mu, x in enumerate(COORDINATES)
        )
    )


def third_line(sign: int) -> Expr:
    """The same with sqrt(-g); the print has the sign -1."""
    return sp.Add(
        *(
            ROOT * trace(mu) * sp.Add(*(connection(c, c, mu) for c in INDICES))
            + sign
            * _sum(
                lambda a, b, mu=mu, x=x: (
                    connection(mu, a, b) * sp.Derivative(ROOT * inverse_metric(a, b), x)
                )
            )
            for mu, x in enumerate(COORDINATES)
        )
    )


def _links(sign: int) -> list[ck.Link]:
    lines = [
        -sp.Integral(density, X, (t, 0, T)) / 2
        for density in (first_line(), second_line(sign), third_line(sign))
    ]
    return [
        ck.Link("first line", ck.equal(TOTAL, lines[0])),
        ck.Link("first = second line", ck.equal(lines[0], lines[1])),
        ck.Link("second = third line", ck.equal(lines[1], lines[2])),
    ]


def printed() -> list[ck.Link]:
    """Minus in front of the second terms of the second and third line."""
    return _links(-1)


def amended() -> list[ck.Link]:
    """Plus there."""
    return _links(1)


def _density(side: Expr) -> Expr:
    factor, integral = side.as_independent(sp.Integral)
    return factor * integral.function


def _for_one_neuron() -> dict[Expr, Expr]:
    """Every bracket as its definition (6.8), the share of neuron 1."""
    pull = constant_matrix(1, 1, 1) * displacement(1, 1, 1) * window(1, 1)
    speed = sp.Derivative(place(1, 1), t)
    brackets = {DENSITY: window(1, 1), pulled(0): speed * pull, pulled(1): pull}
    for a, b in _PAIRS:
        brackets[spread(a, b)] = own(a, b) * window(1, 1)
        brackets[pulled(0, (a, b))] = speed * pull * own(a, b)
        brackets[pulled(1, (a, b))] = pull * own(a, b)
    return brackets


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Compare the lines under the integral, at every point of the field."""
    opening, gradients, metric = (
        form[name] for name in ("first line", "first = second line", "second = third line")
    )
    brackets = _for_one_neuron()
    pull, speed = brackets[pulled(1)], sp.Derivative(place(1, 1), t)
    halves = [
        _sum(lambda a, b, mu=mu: connection(mu, a, b) * (own(a, b) + inverse_metric(a, b))) / 2
        for mu in INDICES
    ]
    inserted = -(halves[0] * speed * pull - halves[1] * pull)
    gap_1 = inserted - _density(opening.rhs).subs(brackets)
    left, right = (_density(side).subs(brackets).doit() for side in gradients.args)
    averaged = {spread(a, b): DENSITY * inverse_metric(a, b) for a, b in _PAIRS}
    growth = [sp.diff(DENSITY, x) / DENSITY for x in COORDINATES]
    contracted = {
        connection(0, 0, 0): growth[0] - connection(1, 0, 1),
        connection(1, 1, 1): growth[1] - connection(0, 0, 1),
    }
    gap_3 = (_density(metric.lhs) - _density(metric.rhs)).subs(averaged).subs(ROOT, DENSITY)
    gap_3 = gap_3.subs(contracted).doit()
    return ck.Derivation(
        steps=(
            ck.Step(
                "(8.5) with (8.6), $g^{\\alpha\\beta}$ taken at $x$, under the integral, for "
                "each neuron:",
                inserted,
            ),
            ck.Step(
                "The gradients of a window:",
                sp.Tuple(
                    *(
                        ck.equal(sp.Derivative(DENSITY, x), pulled(mu) * (-1) ** mu)
                        for mu, x in enumerate(COORDINATES)
                    )
                ),
            ),
            ck.Step("First line minus second line, under the integral:", sp.factor(left - right)),
            ck.Step(
                "Required of the connection for the third line:",
                ck.equal(connection(0, 0, 1) + connection(1, 1, 1), growth[1]),
            ),
        ),
        obligations=(
            ck.Vanishes("first line", gap_1),
            ck.Vanishes("first = second line", left - right),
            ck.Vanishes("second = third line", gap_3),
        ),
    )


class _Neurons:
    """Two neurons on closed paths, and a metric field whose determinant is -{sqrt(g_i)}^2."""

    def __init__(self, sample: ck.Sample) -> None:
        self.sample, self.period = sample, sample["T"]
        self.slope = 2 * np.pi / self.period

    def places(self, time: Array) -> Array:
        """x_i at times (n, ...), shape (2, n, ...)."""
        lead = (slice(None),) + (None,) * (time.ndim - 1)
        phase = self.slope[lead] * time
        return np.stack(
            [
                self.sample["c"][:, i][lead]
                + self.sample["a"][:, i][lead] * np.sin(phase)
                + self.sample["b"][:, i][lead] * np.cos(phase)
                for i in (0, 1)
            ]
        )

    def windows(self, time: Array, x: Array) -> Array:
        """sqrt(g_i) times the Gaussian window, shape (2, n, ...)."""
        s = np.moveaxis(self.sample["s"], -1, 0).reshape((2, -1) + (1,) * (time.ndim - 1))
        return np.asarray(
            s * np.exp(-((s * (x - self.places(time))) ** 2) / 2) / np.sqrt(2 * np.pi)
        )

    def metric(self, time: Array, x: Array) -> Array:
        """g_{mu nu}(t, x), shape (n, ..., 2, 2)."""
        lead = (slice(None),) + (None,) * (time.ndim - 1)
        density = self.windows(time, x).sum(0)
        p, phase = self.sample["p"], self.slope[lead] * time
        a = 1 + 0.1 * p[:, 0][lead] * np.cos(phase) / np.cosh(x)
        b = 0.1 * (p[:, 1][lead] * np.sin(phase) + p[:, 2][lead]) / np.cosh(x)
        rows = [np.stack([-a, b], -1), np.stack([b, (1 - b**2) / a], -1)]
        return np.asarray(density[..., None, None] * np.stack(rows, -2))

    def connection(self, time: Array, x: Array) -> Array:
        """Gamma^mu_{alpha beta} by complex steps of the metric, (n, ..., 2, 2, 2)."""
        h = 1e-30
        steps = (self.metric(time + 1j * h, x + 0j), self.metric(time + 0j, x + 1j * h))
        slope = np.stack([step.imag / h for step in steps], axis=-1)
        low = slope + np.swapaxes(slope, -1, -2) - np.moveaxis(slope, -1, -3)
        return np.asarray(
            np.einsum("...mn,...nab->...mab", np.linalg.inv(self.metric(time, x)), low) / 2
        )

    def inverse(self, time: Array, x: Array) -> Array:
        """The averaged inverse (6.10), shape (n, ..., 3) for the components 00, 01, 11."""
        weights = self.windows(time, x)
        own = self.sample["h"].reshape((-1,) + (1,) * (time.ndim - 1) + (2, 3))
        total = sum(weights[i][..., None] * own[..., i, :] for i in (0, 1))
        return np.asarray(total / weights.sum(0)[..., None])


def _inserted(neurons: _Neurons, times: Array) -> Array:
    """(8.5) with (8.6), from points that move with each neuron, shape (n,)."""
    s, h = neurons.sample["s"], 1e-30
    speed = neurons.places(times + 1j * h).imag / h
    total = np.zeros(times.shape[0])
    for i in (0, 1):
        away = REACH / s[:, i, None]
        x = neurons.places(times)[i][..., None] + away[:, None]
        time = np.broadcast_to(times[..., None], x.shape)
        pairs = (neurons.inverse(time, x) + neurons.sample["h"][:, None, None, i]) / 2
        gamma = neurons.connection(time, x)
        sums = [
            (
                gamma[..., mu, 0, 0] * pairs[..., 0]
                + 2 * gamma[..., mu, 0, 1] * pairs[..., 1]
                + gamma[..., mu, 1, 1] * pairs[..., 2]
            )
            for mu in INDICES
        ]
        pull = (sums[0] * speed[i][..., None] - sums[1]) * (s[:, i, None] ** 2 * away)[:, None]
        weight = np.exp(-(REACH**2) / 2) * (REACH[1] - REACH[0]) / np.sqrt(2 * np.pi)
        mean = (pull * weight).sum(-1)
        total -= mean.mean(-1) * neurons.period
    return total


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Brackets of two moving neurons on a grid of times and places, neuron by neuron."""
    neurons, period = _Neurons(sample), sample["T"]
    times = CLOCK.coordinates()[0] / neurons.slope[:, None]
    time, x = np.broadcast_arrays(times[..., None], LINE.coordinates()[0])
    windows, gamma = neurons.windows(time, x), neurons.connection(time, x)
    inverse, h = neurons.inverse(time, x), 1e-30
    speed = neurons.places(time + 1j * h).imag / h
    precision = np.moveaxis(sample["s"], -1, 0)[..., None, None] ** 2
    pull = precision * (x - neurons.places(time)) * windows
    density = windows.sum(0)
    values: dict[sp.Basic, Array] = {
        TOTAL: _inserted(neurons, times),
        T: period,
        DENSITY: density,
        ROOT: np.sqrt(-np.linalg.det(neurons.metric(time, x))),
        pulled(0): (speed * pull).sum(0),
        pulled(1): pull.sum(0),
    }
    for k, (a, b) in enumerate(_PAIRS):
        share = np.moveaxis(sample["h"][:, :, k], -1, 0)[..., None, None]
        values[inverse_metric(a, b)] = inverse[..., k]
        values[spread(a, b)] = (share * windows).sum(0)
        values[pulled(0, (a, b))] = (share * speed * pull).sum(0)
        values[pulled(1, (a, b))] = (share * pull).sum(0)
        for mu in INDICES:
            values[connection(mu, a, b)] = gamma[..., mu, a, b]

    def differentiate(array: Array, symbol: sp.Symbol) -> Array:
        full = np.broadcast_to(array, x.shape)
        if symbol == X:
            return grids.derivative(full, LINE, 0)
        if symbol != t:
            raise ck.NotMeasuredError(f"a derivative with respect to {symbol} was not measured")
        turned = grids.derivative(np.swapaxes(full, 1, 2), CLOCK, 0)
        return np.asarray(np.swapaxes(turned, 1, 2) * neurons.slope[:, None, None])

    def integrate(array: Array, symbol: sp.Symbol) -> Array:
        if symbol == X:
            full = np.broadcast_to(array, (*array.shape[:2], LINE.points[0]))
            return np.asarray(full.sum(-1, keepdims=True) * LINE.spacing[0])
        if symbol != t:
            raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
        full = np.broadcast_to(array, (array.shape[0], CLOCK.points[0], array.shape[2]))
        return np.asarray(full.mean(1, keepdims=True) * period[:, None, None])

    return ck.Measurement(values, differentiate, integrate)


_P = r"g_{i,ab} \left(x^b - x_i^b(t)\right)"
_GG = r"\Gamma^{\mu}_{\alpha\beta}"


def _latex(sign: str) -> str:
    return (
        r"\Delta S_x[g] &\approx -\frac{1}{2} \int_0^T dt d^3x \left(g^{\alpha\beta} "
        rf"\Gamma^0_{{\alpha\beta}} \left\{{\frac{{dx_i^a}}{{dt}} {_P} \sqrt{{g_i}} \right\}} "
        rf"- g^{{\alpha\beta}} \Gamma^a_{{\alpha\beta}} \left\{{ {_P} \sqrt{{g_i}} \right\}} "
        rf"+ \Gamma^0_{{\alpha\beta}} \left\{{\frac{{dx_i^a}}{{dt}} {_P} g_i^{{\alpha\beta}} "
        rf"\sqrt{{g_i}} \right\}} - \Gamma^a_{{\alpha\beta}} \left\{{ {_P} g_i^{{\alpha\beta}} "
        r"\sqrt{g_i} \right\} \right) \\ &= -\frac{1}{2} \int_0^T dt d^3x \left("
        rf"g^{{\alpha\beta}} {_GG} \frac{{\partial}}{{\partial x^{{\mu}}}} \left\{{\sqrt{{g_i}}"
        rf"\right\}} {sign} {_GG} \frac{{\partial}}{{\partial x^{{\mu}}}} \left\{{"
        r"g_i^{\alpha\beta} \sqrt{g_i} \right\} \right) \\ &= -\frac{1}{2} \int_0^T dt d^3x "
        rf"\left(\sqrt{{-g}} g^{{\alpha\beta}} {_GG} \Gamma^{{\gamma}}_{{\gamma\mu}} {sign} {_GG} "
        r"\frac{\partial}{\partial x^{\mu}} \left(\sqrt{-g} g^{\alpha\beta} \right) \right)"
    )


CLAIM = ck.Claim(
    key="vanchurin:8.7",
    source=source("8", "8.7"),
    kind="result",
    title="Entropy production as gradients of the averages",
    latex=_latex("-"),
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.8, 2.0, meaning="length of the interval, one period"),
                ck.Real("s", 0.7, 1.3, (2,), "roots of $g_{i,11}$"),
                ck.Integer("c", -1, 1, (2,), "centres of two paths"),
                ck.Real("a", -0.5, 0.5, (2,), "sines of the paths"),
                ck.Real("b", -0.5, 0.5, (2,), "cosines of the paths"),
                ck.Integer("h", -2, 2, (2, 3), "$g_i^{00}$, $g_i^{01}$, $g_i^{11}$ of the neurons"),
                ck.Integer("p", -2, 2, (3,), "waves of the metric"),
            )
        ),
        tolerance=1e-6,
        reason="96 fixed and 81 moving places and 24 times leave less than 1e-7 for these windows",
        method="brackets neuron by neuron on a grid; the insertion on points that move along",
        samples=8,
        examples=60,
    ),
    expected="corrected",
    reading="One space dimension, with all sums over indices written out; one neuron in the exact "
    "arm (all lines are sums over neurons), two in the numeric one. Since "
    "$\\partial_a\\{\\sqrt{g_i}\\}=-\\{g_{i,ab}(x^b-x_i^b)\\sqrt{g_i}\\}$ and "
    "$\\partial_t\\{\\sqrt{g_i}\\}=+\\{\\dot x_i^a g_{i,ab}(x^b-x_i^b)\\sqrt{g_i}\\}$, the signs "
    "of the third and fourth term of the first line are those of the first two; the printed second "
    "line has the opposite one.",
    known=(
        {
            "T": 1,
            "s": [1, 1],
            "c": [0, 0],
            "a": [0, 0],
            "b": [0, 0],
            "h": [[0, 0, 0], [0, 0, 1]],
            "p": [0, 0, 0],
        },
    ),
    premises=(
        "vanchurin:6.8",
        "vanchurin:6.10",
        "vanchurin:6.15",
        "vanchurin:8.5",
        "vanchurin:8.6",
    ),
    hypotheses=(
        "$g^{\\alpha\\beta}(x_i)$ of (8.6) is read at the point $x$ of the field, outside of the "
        "brackets",
        "$g_{i,ab}$ and $g_i^{\\alpha\\beta}$ are constant in time",
        "$\\{\\sqrt{g_i}\\}$ is the root of minus the determinant of the metric whose connection "
        "is used: $\\Gamma^{\\gamma}_{\\gamma\\mu}=\\partial_\\mu\\log\\{\\sqrt{g_i}\\}$; (6.15) "
        "defines the left side and does not make it so",
    ),
    amended=ck.Amended(
        latex=_latex("+"),
        links=amended,
        note="The sign of the second term in the second and third line. With the plus sign the "
        "third line is $\\sqrt{-g}\\,R$ up to a total divergence, as (8.8) wants it; with the "
        "printed sign it is not, so that the print may be at fault rather than the derivation.",
    ),
)
