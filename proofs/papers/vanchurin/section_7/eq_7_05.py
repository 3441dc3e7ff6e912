"""(7.5): the proper time between two events."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared import beliefs, neuron, worldlines
from proofs.papers.vanchurin.shared.displacements import (
    DX,
    ELEMENT,
    SPACE,
    VECTOR,
    eps,
    g,
    square,
)
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.worldlines import ON_PATH, OVER_RATE, RATE, TOTAL, along

EVERY = (0, *SPACE)
_NODES = gauss_legendre(16, 0.5)


def printed() -> list[ck.Link]:
    """tau = int dtau/dt dt = int sqrt(- g_mu_nu dx^mu dx^nu) dt."""
    metric = sp.Integral(along(sp.sqrt(-square())), (t, 0, T))
    return [
        ck.Link("integral", ck.equal(TOTAL, OVER_RATE)),
        ck.Link("metric", ck.equal(OVER_RATE, metric)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The integral of a rate, differentiated by its end; the line element of a short piece."""
    clock = sp.Function("tau", real=True)
    whole = form.of(TOTAL, "integral").xreplace({RATE: sp.Derivative(clock(t), t)})
    yield ck.Step("Vanishes at $T=0$ and grows as the clock of the neuron at $T$:", whole)
    yield ck.Vanishes("integral", sp.Subs(whole, T, 0))
    yield ck.shows("integral", sp.Derivative(whole, T), sp.Derivative(clock(T), T))
    piece = {d: eps * v for d, v in zip(DX, VECTOR, strict=True)}
    element = sp.sqrt(premises["7.4"].of(ELEMENT**2).xreplace(piece))
    yield ck.Step("Line element (7.4) of a piece of the duration $\\epsilon$:", element)
    yield ck.Step("Along a path on which no component changes the two integrals must agree.", T)
    still = {moving: letter for letter, moving in ON_PATH.items()}
    yield ck.Vanishes("metric", form.gap("metric").xreplace({**still, RATE: element / eps}))


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
    premises=("vanchurin:7.4",),
    hypotheses=(beliefs.SMOOTH_PATH, beliefs.TIME_LIKE),
)
