"""(5.8): the entropy production of a neuron for small displacements."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_5 import eq_5_07
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    PRODUCTION,
    SPACE,
    VECTOR,
    coefficients,
    g,
    small,
    spatial_square,
)
from proofs.papers.vanchurin.shared.notation import source


def printed() -> list[ck.Link]:
    """Delta S = (dx^0)^2 - sum_ab g_ab dx^a dx^b, up to third order."""
    right = CLOCK**2 - spatial_square()
    return [ck.Link("production", ck.equal(PRODUCTION, right), order=3)]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert the expansion of the destruction in (5.5)."""
    form = given["production"]
    function = eq_5_07.loss()
    total = CLOCK**2 + function
    matrix = eq_5_07.hessian(function)
    gap = form.lhs.subs(PRODUCTION, total) - form.rhs.subs(matrix)
    orders = coefficients(sp.expand(gap.subs(small(), simultaneous=True)), 3)
    return ck.Derivation(
        steps=(
            ck.Step(
                "(5.5) with a destruction that is smooth to third order:",
                ck.equal(PRODUCTION, total),
            ),
            ck.Step(
                "Coefficients of the difference for displacements of size $\\epsilon$, orders 0 "
                "to 2:",
                sp.Tuple(*orders),
            ),
        ),
        obligations=tuple(ck.Vanishes("production", c) for c in orders),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron that noise widens while learning narrows it: the rate of its entropy, measured."""
    steps = sample["v"][:, None, :] * eq_5_07.HALVES[:, None]
    narrowing = -eq_5_07.destruction(sample, steps)
    noise = sample["clock"][:, None] ** 2 + 0 * narrowing
    matrix = -eq_5_07.second_derivatives(sample) / 2
    values = {PRODUCTION: neuron.production(noise, narrowing), CLOCK: sample["clock"]}
    values |= {VECTOR[a]: steps[..., a - 1] for a in SPACE}
    values |= {g(a, b): matrix[:, a - 1, b - 1] for a in SPACE for b in SPACE}
    return ck.Measurement(values)


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
        ck.Domain((*neuron.MATRIX, *neuron.STEPS, eq_5_07.SKEW)),
        tolerance=1e-9,
        reason="the order of the remainder is measured; rates by complex step are exact",
        method="width of a noisy, learning neuron at displacements that are halved six times",
        samples=32,
    ),
    expected="proved",
    reading="Up to third order in the spatial displacements; $\\dot x^0$ is not small.",
    premises=("vanchurin:5.5", "vanchurin:5.7"),
)
