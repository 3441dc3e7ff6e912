"""(7.5): the proper time between two events."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared import neuron, worldlines
from proofs.papers.vanchurin.shared.displacements import (
    SPACE,
    VECTOR,
    change_of_clock,
    g,
    square,
    temporal,
)
from proofs.papers.vanchurin.shared.notation import T, source, t

TOTAL = sp.Symbol(r"\tau[x(T)|x(0)]", positive=True)
RATE = sp.Function(r"\frac{d\tau}{dt}", positive=True)(t)
EVERY = (0, *SPACE)
_NODES = gauss_legendre(16, 0.5)


def along(expression: Expr) -> Expr:
    """The components of metric and velocity as functions of t along the path."""
    return expression.subs({s: sp.Function(s.name, real=True)(t) for s in expression.free_symbols})


def printed() -> list[ck.Link]:
    """tau = int dtau/dt dt = int sqrt(- g_mu_nu dx^mu dx^nu) dt."""
    rate = sp.Integral(RATE, (t, 0, T))
    metric = sp.Integral(along(sp.sqrt(-square())), (t, 0, T))
    return [
        ck.Link("integral", ck.equal(TOTAL, rate)),
        ck.Link("metric", ck.equal(rate, metric)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The integral of a derivative; then (7.3) under the integral, with any clock."""
    clock = sp.Function("tau", real=True)
    whole = form["integral"].rhs.subs(RATE, sp.Derivative(clock(t), t)).doit()
    old, components = change_of_clock()
    step = sp.sqrt(sp.expand(-square().subs(temporal()).subs(old, simultaneous=True)))
    matrix = {along(k): along(v.subs(temporal())) for k, v in components.items()}
    left, right = (
        side.replace(lambda e: isinstance(e, sp.Integral), lambda e: e.function)
        for side in form["metric"].args
    )
    return ck.Derivation(
        steps=(
            ck.Step("The integral of a rate is the difference at the ends:", whole),
            ck.Step("Under the integral, from (7.3) in coordinates with any clock:", along(step)),
        ),
        obligations=(
            ck.Vanishes("integral", whole - (clock(T) - clock(0))),
            ck.Vanishes("metric", left.subs(RATE, along(step)) - right.subs(matrix)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A path as a polygon of 64 and 128 chords, each in its rest frame, extrapolated.

    The path is run at the pace x^0 = 1.3 s + sin(s)^2 / 5 of its parameter s.
    """
    metric = worldlines.metric_of(sample)
    n, end = len(sample["speed"]), 1.0

    def mixed(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        time = 1.3 * first + 0.2 * second
        space = sample["speed"][:, None, :] * first + sample["bend"][:, None, :] * second
        return np.concatenate([np.broadcast_to(time, (*space.shape[:-1], 1)), space], -1)

    def events(s: np.ndarray) -> np.ndarray:
        return mixed(s[None, :, None], np.sin(s[None, :, None]) ** 2)

    def polygon(pieces: int) -> np.ndarray:
        s = np.linspace(0, end, pieces + 1)
        places, middle = events(s), events((s[1:] + s[:-1]) / 2)
        return np.asarray(neuron.rest_clock(metric(middle), np.diff(places, axis=1)).sum(-1))

    s = end * (_NODES[0][:, 0] + 0.5)
    velocity = mixed(np.ones((1, len(s), 1)), np.sin(2 * s)[None, :, None])
    here = metric(events(s))
    values: dict[Basic, np.ndarray] = {
        TOTAL: (4 * polygon(128) - polygon(64)) / 3,
        RATE: neuron.rest_clock(here, np.broadcast_to(velocity, (n, len(s), 3))),
    }
    values |= {along(g(a, b)): here[..., a, b] for a in EVERY for b in EVERY}
    values |= {along(VECTOR[a]): velocity[..., a] for a in EVERY}

    def integral(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
        if symbol != t:
            raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
        full = np.broadcast_to(array, (*array.shape[:-1], len(s)))
        return np.asarray(end * (full * _NODES[1]).sum(-1, keepdims=True))

    return ck.Measurement(values, integral=integral)


CLAIM = ck.Claim(
    key="vanchurin:7.5",
    source=source("7", "7.5"),
    kind="approximation",
    title="Proper time between two events",
    latex=r"\tau[x_i^{\mu}(T) | x_i^{\mu}(0)] \approx \int_0^T dt \frac{d\tau}{dt} \approx "
    r"\int_0^T dt \sqrt{-g_{\mu\nu}(x_i) \dot{x}_i^{\mu}(t) \dot{x}_i^{\nu}(t)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*worldlines.PARAMETERS, ck.Real("bend", -0.1, 0.1, (2,), "acceleration"))),
        tolerance=1e-7,
        reason="polygons of 64 and 128 chords, extrapolated, are off by 1e-9",
        method="proper time of polygons, chord by chord in the rest frame",
        samples=16,
    ),
    expected="proved",
    reading="Read in the limit of (7.3), where both are equalities; for whole steps both are sums "
    "that differ from the integrals by the order of the step. $t$ is any parameter of the path.",
    premises=("vanchurin:7.3",),
    hypotheses=("the path is differentiable and time-like",),
)
