"""(5.8): the entropy production of a neuron for small displacements."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    LOSS,
    PRODUCTION,
    VECTOR,
    clock,
    eps,
    gain,
    small,
    spatial_square,
)
from proofs.papers.vanchurin.shared.notation import source, t
from qmgr_sym.unevaluated import SeriesCoefficient


def printed() -> list[ck.Link]:
    """Delta S = (dx^0)^2 - sum_ab g_ab dx^a dx^b, up to third order."""
    right = CLOCK**2 - spatial_square()
    return [ck.Link("production", ck.equal(PRODUCTION, right), order=3)]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert the expansion (5.7) of the destruction in (5.5), with a remainder of third order."""
    parts, rest = premises["5.5"], sp.symbols("r_1 r_2", real=True)
    total = parts.of(PRODUCTION, "two contributions")
    total = total.xreplace({gain(t): parts.of(gain(t), "clock")})
    loss = premises["5.7"].of(LOSS) + rest[0] * VECTOR[1] ** 3 + rest[1] * VECTOR[2] ** 3
    total = total.xreplace({sp.Derivative(clock(t), t): CLOCK, LOSS: loss})
    yield ck.Step("(5.5) with (5.7) and terms of third order:", ck.equal(PRODUCTION, total))
    gap = form.gap("production").xreplace({PRODUCTION: total}).xreplace(small())
    for k in range(3):
        yield ck.Vanishes("production", SeriesCoefficient(gap, eps, k))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron that noise widens while learning narrows it: the rate of its entropy, measured."""
    return ck.Measurement(neuron.measured_production(sample))


CLAIM = ck.Claim(
    key="vanchurin:5.8",
    source=source("5", "5.8"),
    kind="approximation",
    title="Entropy production for small displacements",
    latex=r"\Delta S_{x,i} \left(\dot{x}_i^a(t), t \right) \approx \dot{x}_i^0(t)^2 - "
    r"\sum_{a,b} g_{i,ab} \, \dot{x}_i^a(t) \dot{x}_i^b(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*neuron.MATRIX, *neuron.STEPS, neuron.SKEW)),
        tolerance=1e-9,
        reason="the order of the remainder is measured; rates are good to 1e-12",
        method="cloud of a noisy, learning neuron at displacements that are halved six times",
        samples=32,
    ),
    expected="proved",
    reading="Up to third order in the spatial displacements; $\\dot x^0$ is not small.",
    premises=("vanchurin:5.5", "vanchurin:5.7"),
)
