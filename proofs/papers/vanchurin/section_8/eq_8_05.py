"""(8.5): the geodesic equation inserted; where the connection is taken decides."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step, spline_nodes
from numerics.integrators import runge_kutta
from numerics.spacetime.curvature import christoffel
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.road import (
    TOTAL,
    constant_matrix,
    displacement,
    over_space,
    place,
    space,
    squared_root,
    window,
)

Array = NDArray[Any]
X = space(1)[0]
BRACKET = sp.Function(
    r"\left\{g_{i,ab}\frac{d^2x_i^a}{dt^2}(x^b-x_i^b)\sqrt{g_i}\right\}", real=True
)(X, t)
INDICES = (0, 1)
PARAMETER, REACH = np.linspace(0.0, 1.0, 17), np.linspace(-8.0, 8.0, 49)


def connection(mu: int, alpha: int, beta: int) -> Expr:
    """The field Gamma^mu_{alpha beta}(t, x) in one space dimension, symmetric in alpha, beta."""
    low, high = sorted((alpha, beta))
    return sp.Function(rf"\Gamma^{{{mu}}}_{{{low}{high}}}", real=True)(t, X)


def contracted(mu: int) -> Expr:
    """Gamma^mu_{alpha beta}(t, x) (dx_i^alpha/dt) (dx_i^beta/dt), with dx_i^0/dt = 1."""
    velocity = [sp.S.One, sp.Derivative(place(1, 1), t)]
    return sp.Add(
        *(connection(mu, a, b) * velocity[a] * velocity[b] for a in INDICES for b in INDICES)
    )


def at_neuron(expr: Expr) -> Expr:
    """`expr` with every connection taken at the neuron."""
    fields = [connection(mu, a, b) for mu in INDICES for a, b in ((0, 0), (0, 1), (1, 1))]
    return expr.xreplace({field: field.subs(X, place(1, 1)) for field in fields})


def _share() -> Expr:
    """g_{1,11} (x - x_1) times the window of the neuron."""
    return constant_matrix(1, 1, 1) * displacement(1, 1, 1) * window(1, 1)


def printed() -> list[ck.Link]:
    """The connection outside of the brackets, at the point x of the field."""
    velocity = sp.Derivative(place(1, 1), t)
    density = contracted(0) * (velocity * _share()) - contracted(1) * _share()
    form = -sp.Integral(density, X, (t, 0, T))
    return [ck.Link("geodesic equation", ck.equal(TOTAL, form))]


def amended() -> list[ck.Link]:
    """The brackets of (8.4) and of this line, with the connection at the neuron."""
    velocity = sp.Derivative(place(1, 1), t)
    bracket = at_neuron(contracted(0) * velocity - contracted(1)) * _share()
    return [ck.Link("brackets", ck.equal(BRACKET, bracket))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Put (7.7) at the neuron into (8.4); a connection at x is expanded around the neuron."""
    velocity = sp.Derivative(place(1, 1), t)
    acceleration = at_neuron(contracted(0) * velocity - contracted(1))
    bracket = acceleration * _share()
    slopes = {}
    for mu in INDICES:
        for a, b in ((0, 0), (0, 1), (1, 1)):
            slope = sp.Symbol(rf"\partial_1\Gamma^{{{mu}}}_{{{a}{b}}}", real=True)
            field = connection(mu, a, b)
            slopes[field] = at_neuron(field) + displacement(1, 1, 1) * slope
    if "brackets" in form:
        gap = form["brackets"].rhs - bracket
        told = ck.Vanishes("brackets", gap)
    else:
        factor, integral = form["geodesic equation"].rhs.as_independent(sp.Integral)
        density = (factor * integral.function).subs(slopes)
        left = over_space(-bracket, 1, 1)
        gap = left - over_space(density, 1, 1)
        told = ck.Vanishes("geodesic equation", gap)
    return ck.Derivation(
        steps=(
            ck.Step("Acceleration (7.7), with the connection at the neuron:", acceleration),
            ck.Step("In the bracket of (8.4), for each neuron:", bracket),
            ck.Step(
                "What remains of the difference, with the connection around the neuron to first "
                "order in $x-x_1$:"
                if "brackets" not in form
                else "minus the bracket of this line:",
                sp.expand(gap),
            ),
        ),
        obligations=(told,),
    )


def _metric(sample: ck.Sample, event: Array) -> Array:
    """A smooth metric g(t, x), shape (n, ..., 2, 2), at events (n, ..., 2)."""
    lead = (slice(None),) + (None,) * (event.ndim - 2)
    waves = [
        0.1
        * (
            sample["p"][:, k][lead] * np.sin(event[..., 0] + sample["q"][:, k][lead])
            + sample["r"][:, k][lead] * np.cos(event[..., 1] + sample["q"][:, k][lead])
        )
        for k in range(3)
    ]
    rows = [np.stack([waves[0] - 1, waves[1]], -1), np.stack([waves[1], waves[2] + 1], -1)]
    return np.stack(rows, -2)


def _connection(sample: ck.Sample, event: Array) -> Array:
    """Gamma^mu_{alpha beta} by complex steps of the metric, shape (n, ..., 2, 2, 2)."""
    slopes = [complex_step(lambda e: _metric(sample, e), event, axis) for axis in np.eye(2)]
    return christoffel(_metric(sample, event), np.stack(slopes, axis=-1))


def _geodesic(sample: ck.Sample) -> tuple[Array, Array]:
    """Events and d(event)/ds along a geodesic in an affine parameter, (n, nodes, 2)."""
    state = np.stack(
        [np.zeros_like(sample["x"]), sample["x"], 0.6 + 0 * sample["v"], 0.6 * sample["v"]], axis=-1
    )

    def rate(_: float, y: Array) -> Array:
        gamma = _connection(sample, y[:, None, :2])[:, 0]
        return np.concatenate(
            [y[:, 2:], -np.einsum("nmab,na,nb->nm", gamma, y[:, 2:], y[:, 2:])], axis=-1
        )

    path = runge_kutta(rate, state, PARAMETER, steps=2)
    return np.moveaxis(path[..., :2], 0, 1), np.moveaxis(path[..., 2:], 0, 1)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron on a geodesic, integrated in an affine parameter, and points around it."""
    event, speed = _geodesic(sample)
    clock, velocity = speed[..., 0], speed[..., 1] / speed[..., 0]
    line = spline_nodes(PARAMETER)
    acceleration, weights = line.differentiate(velocity) / clock, line.weights
    precision = sample["s"] ** 2
    away = REACH / sample["s"][:, None]
    points = event[..., 1, None] + away[:, None]
    here = np.stack(np.broadcast_arrays(event[..., 0, None], points), axis=-1)
    gamma, own = _connection(sample, here), _connection(sample, event)
    h = 1e-30
    stepped = sample["s"][:, None, None] * (away[:, None] - 1j * h * acceleration[..., None])
    level = sample["s"][:, None, None] / np.sqrt(2 * np.pi)
    bracket = level * np.exp(-(stepped**2) / 2).imag / h
    cell = (REACH[1] - REACH[0]) / sample["s"]
    total = -(bracket.sum(-1) * cell[:, None] * clock * weights).sum(-1)
    values: dict[sp.Basic, Array] = {
        TOTAL: total,
        BRACKET: bracket,
        X: points,
        place(1, 1): event[..., 1],
        sp.Derivative(place(1, 1), t): velocity,
        constant_matrix(1, 1, 1): precision,
        squared_root(1): precision,
        T: event[:, -1, 0],
    }
    for mu in INDICES:
        for a, b in ((0, 0), (0, 1), (1, 1)):
            values[connection(mu, a, b)] = gamma[..., mu, a, b]
            values[at_neuron(connection(mu, a, b))] = own[..., mu, a, b]

    def integrate(array: Array, symbol: sp.Symbol) -> Array:
        if symbol == X:
            full = np.broadcast_to(array, points.shape)
            return np.asarray(full.sum(-1, keepdims=True) * cell[:, None, None])
        if symbol != t:
            raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
        return np.asarray((array * (clock * weights)[..., None]).sum(1, keepdims=True))

    return ck.Measurement(values, integral=integrate)


_B = r"g_{i,ab} \left(x^b - x_i^b(t)\right)"
_VV = r"\frac{dx_i^{\alpha}(t)}{dt}\frac{dx_i^{\beta}(t)}{dt} \sqrt{g_i}"

CLAIM = ck.Claim(
    key="vanchurin:8.5",
    source=source("8", "8.5"),
    kind="result",
    title="Entropy production with the geodesic equation",
    latex=r"\Delta S_x[g] \approx -\int_0^T dt d^3x \left(\Gamma^0_{\alpha\beta}(x) "
    rf"\left\{{\frac{{dx_i^a}}{{dt}} {_B} {_VV} \right\}} - \Gamma^a_{{\alpha\beta}}(x) "
    rf"\left\{{ {_B} {_VV} \right\}} \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("x", -1.0, 1.0, meaning="first place of the neuron"),
                ck.Real("v", -0.4, 0.4, meaning="first velocity"),
                ck.Real("s", 0.8, 1.6, meaning="root of $g_{i,11}$"),
                ck.Integer("p", -2, 2, (3,), "waves of $g_{00}$, $g_{01}$, $g_{11}$ in time"),
                ck.Integer("r", -2, 2, (3,), "the same in space"),
                ck.Real("q", -1.5, 1.5, (3,), "their phases"),
            )
        ),
        tolerance=1e-6,
        reason="Runge-Kutta steps of 1/32 and a spline of degree 7 leave less than 1e-7",
        method="geodesic in an affine parameter; windows by complex step; sums over space",
        samples=24,
        examples=60,
    ),
    expected="corrected",
    reading="One neuron in one space dimension is shown, all sums over indices written out; the "
    "left side is the last line of (8.4). The connection in (7.7) belongs to the place of the "
    "neuron; in print it stands at the point $x$ of the field, outside of the brackets. The left "
    "side is zero (see (8.4)), the printed right side is not: it is the gradient of the connection "
    "at the neurons, contracted with their velocities. The step creates the value that the later "
    "lines have.",
    known=({"x": 0, "v": 0, "s": 1, "p": [0, 0, 0], "r": [1, 0, 0], "q": [0, 0, 0]},),
    premises=("vanchurin:8.4", "vanchurin:7.7"),
    hypotheses=("every neuron moves along a geodesic (7.7), whatever its window",),
    amended=ck.Amended(
        latex=rf"\left\{{ {_B} \frac{{d^2x_i^a}}{{dt^2}} \sqrt{{g_i}} \right\}} = "
        rf"\left\{{\Gamma^0_{{\alpha\beta}}(x_i) \frac{{dx_i^a}}{{dt}} {_B} {_VV} \right\}} "
        rf"- \left\{{\Gamma^a_{{\alpha\beta}}(x_i) {_B} {_VV} \right\}}",
        links=amended,
        note="The connection at $x_i$, inside the brackets: then the brackets agree at every "
        "point, and so do their integrals, both of which are zero. Taking the connection out of "
        "the brackets adds the gradient of the connection at the neuron, whatever the width of the "
        "window: it does not become small for narrow windows.",
    ),
)
