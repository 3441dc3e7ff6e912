"""(7.6): the proper time is stationary on the path of a neuron."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from numerics.calculus import complex_step
from proofs.papers.vanchurin.shared import beliefs, worldlines
from proofs.papers.vanchurin.shared.displacements import SPACE
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import (
    CHANGES,
    COORDS,
    FORCES,
    INDICES,
    VELOCITY,
    christoffel_symbol,
)
from qmgr_sym.unevaluated import ForEveryMetric


def printed() -> list[ck.Link]:
    """delta tau / delta x^a = dL/dx^a - d/dt p_a = 0."""
    return [ck.Link(f"component {a}", ck.equal(FORCES[a] - CHANGES[a], 0)) for a in SPACE]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """It has to vanish for uniform motion in the coordinates in which the metric is constant.

    To first order around an event these are x^m + Gamma^m_ab x^a x^b / 2, with the one symmetric
    connection under which the metric does not change.
    """
    uniform = {
        m: -sp.Add(
            *(
                christoffel_symbol(m, a, b) * VELOCITY[a] * VELOCITY[b]
                for a in INDICES
                for b in INDICES
            )
        )
        for m in INDICES
    }
    yield ck.Step("Uniform motion in free fall, in the coordinates of the metric:", uniform[1])
    gamma = worldlines.connection(premises["7.9"])
    acceleration = {m: value.xreplace(gamma) for m, value in uniform.items()}
    rates = worldlines.flow(dict(enumerate(VELOCITY)), acceleration)
    square = worldlines.squared(worldlines.integrand(premises["7.5"]))
    yield ck.Step("$K=L^2$ for the integrand $L$ of (7.5):", square)
    for a in SPACE:
        force, change = worldlines.proper_time_terms(square, rates, a)
        gap = form.gap(f"component {a}").xreplace({FORCES[a]: force, CHANGES[a]: change})
        yield ck.Vanishes(
            f"component {a}", ForEveryMetric(gap, COORDS), chance=ForEveryMetric.CHANCE
        )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A path of stationary proper time among polynomials; momenta along it, differenced."""
    metric = worldlines.metric_of(sample)
    lagrangian = worldlines.proper_time(metric)
    path = worldlines.stationary(sample, lagrangian)
    h = 0.01
    times = h * np.arange(-2, 3)
    x = np.moveaxis(path.events(times), 0, 1)
    v = np.concatenate([np.ones_like(x[..., :1]), np.moveaxis(path.at(times, 1), 0, 1)], -1)
    values: dict[Basic, np.ndarray] = {}
    for a in SPACE:
        momentum = complex_step(lambda u: lagrangian(x + 0j, u), v, np.eye(3)[a])
        force = complex_step(lambda y: lagrangian(y, v + 0j), x, np.eye(3)[a])
        rate = momentum @ np.array([1, -8, 0, 8, -1]) / (12 * h)
        values |= {FORCES[a]: force[:, 2], CHANGES[a]: rate}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.6",
    source=source("7", "7.6"),
    kind="postulate",
    title="Stationary proper time",
    latex=r"\frac{\delta \tau[x_i^{\mu}(T) | x_i^{\mu}(0)]}{\delta x_i^{\mu}(t)} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-6,
        reason="polynomials of degree eight and fourth-order differences of step 0.01: 1e-8",
        method="proper time made stationary over polynomial paths by Newton's method",
        samples=12,
        floor=1e-2,
    ),
    expected="consistent",
    reading="The bar between the two positions in $\\tau[\\,\\cdot\\,|\\,\\cdot\\,]$ is lost in "
    "the print here. The functional derivative is written out for the integrand of (7.5); for "
    "$\\mu=0$ the path is not varied, $x^0=t$. Required: uniform "
    "motion in the frame of free fall at an event solves it, in every metric.",
    premises=("vanchurin:7.5", "vanchurin:7.9"),
    hypotheses=(beliefs.FIXED_ENDS, beliefs.TIME_LIKE),
)
