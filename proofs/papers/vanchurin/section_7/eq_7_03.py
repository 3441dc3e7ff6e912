"""(7.3): the rate of the proper time in the continuum limit."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared import beliefs, neuron, worldlines
from proofs.papers.vanchurin.shared.displacements import (
    AVERAGE,
    SPACE,
    TAU,
    VECTOR,
    change_of_clock,
    eps,
    g,
    square,
    temporal,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

RATE = sp.Symbol(r"{\frac{d\tau}{dt}}", positive=True)
HALVES = 0.5 ** np.arange(11, 17)


def printed() -> list[ck.Link]:
    """dtau/dt = Delta tau up to the step, Delta tau = sqrt(- g_mu_nu dx^mu dx^nu)."""
    return [
        ck.Link("limit", ck.equal(RATE, TAU), order=1),
        ck.Link("metric", ck.equal(TAU, sp.sqrt(-square()))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A step eps of a path that turns: mean velocity over it, then its limit; (7.2), any clock."""
    cloud = premises["7.2"]
    root = cloud.of(sp.sqrt(AVERAGE), "metric")
    shown = cloud.of(TAU, "proper time").xreplace({sp.sqrt(AVERAGE): root})
    old, components = change_of_clock()
    step = shown.subs(old, simultaneous=True)
    yield ck.Step("Proper time per step (7.2), in coordinates with any clock:", step)
    at = {k: v.xreplace(temporal()) for k, v in components.items()}
    yield ck.Vanishes("metric", form.gap("metric").subs({**at, TAU: step}, simultaneous=True))
    turn = sp.symbols("a_0:3", real=True)
    later = {x: x + eps * a / 2 for x, a in zip(VECTOR, turn, strict=True)}
    yield ck.Step(
        "Over a step $\\epsilon$ of the path the displacement per unit of time is",
        sp.Tuple(*later.values()),
    )
    gap = form.gap("limit").xreplace({RATE: step, TAU: step.xreplace(later)})
    yield ck.Vanishes("limit", SeriesCoefficient(gap, eps, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A path in a metric that varies; its proper time by quadrature, chords by their rest frame."""
    metric = worldlines.metric_of(sample)
    n = len(sample["speed"])
    speed, bend = sample["speed"][:, None, :], sample["bend"][:, None, :]

    def events(time: np.ndarray) -> np.ndarray:
        space = speed * time[..., None] + bend * np.sin(time[..., None]) ** 2
        return np.concatenate([time[..., None] + 0 * space[..., :1], space], -1)

    nodes, weights = gauss_legendre(12, 0.5)
    span = 1e-30j * np.ones((n, 1))
    times = span * (nodes[:, 0] + 0.5)
    velocity = np.concatenate(
        [np.ones((n, 12, 1)), speed + bend * np.sin(2 * times)[..., None]], -1
    )
    pace = worldlines.proper_time(metric)(events(times), velocity)
    elapsed = (span * pace * weights).sum(-1).imag / 1e-30
    steps = np.broadcast_to(HALVES, (n, len(HALVES)))
    start = events(np.zeros((n, 1)))
    chord = (events(steps) - start) / steps[..., None]
    here = np.broadcast_to(metric(start), (n, len(HALVES), 3, 3))
    values: dict[Basic, np.ndarray] = {RATE: elapsed, TAU: neuron.rest_clock(here, chord)}
    every = (0, *SPACE)
    values |= {g(a, b): here[..., a, b] for a in every for b in every}
    values |= {VECTOR[a]: chord[..., a] for a in every}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.3",
    source=source("7", "7.3"),
    kind="approximation",
    title="Rate of proper time",
    latex=r"\frac{d\tau}{dt} \approx \Delta \tau = "
    r"\sqrt{-g_{\mu\nu}(x_i) \dot{x}_i^{\mu}(t) \dot{x}_i^{\nu}(t)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*worldlines.PARAMETERS, ck.Real("bend", 0.1, 0.4, (2,), "acceleration"))),
        tolerance=1e-10,
        reason="a few roundings; the order of the remainder is measured",
        method="proper time along a path by quadrature; its chords in their rest frames",
        samples=24,
    ),
    expected="proved",
    reading="$\\Delta\\tau$ is per step and the step is one unit of $t$: for a step $\\epsilon$, "
    "$\\Delta\\tau/\\epsilon$ is meant, and $\\approx$ is its limit, an error of the order of the "
    "step. The metric of (7.2), in any coordinates.",
    premises=("vanchurin:7.2",),
    hypotheses=(beliefs.SMOOTH_PATH,),
)
