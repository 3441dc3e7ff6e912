"""(5.9): the entropy production of a neuron in covariant form."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    PRODUCTION,
    SPACE,
    VECTOR,
    change_of_clock,
    eps,
    g,
    small,
    square,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient


def printed() -> list[ck.Link]:
    """Delta S = - g_mu_nu dx^mu dx^nu with g_00 = -1, g_0a = 0."""
    return [
        ck.Link("g_00", ck.equal(g(0, 0), -1)),
        *(ck.Link(f"g_0{a}", ck.equal(g(0, a), 0)) for a in SPACE),
        ck.Link("production", ck.equal(PRODUCTION, -square()), order=3),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """With the temporal components as stated this has to be (5.8), order by order."""
    covariant = form.of(PRODUCTION, "production")
    stated = {g(0, a): form.of(g(0, a), f"g_0{a}") for a in (0, *SPACE)}
    gap: Expr = covariant.xreplace(stated) - premises["5.8"].of(PRODUCTION)
    yield ck.Step("With the temporal components inserted it differs from (5.8) by", gap)
    for k in range(3):
        yield ck.Vanishes("production", SeriesCoefficient(gap.xreplace(small()), eps, k))
    for a in (0, *SPACE):
        yield ck.Vanishes(f"g_0{a}", sp.Derivative(gap, CLOCK, VECTOR[a]))
    shear, metric = change_of_clock()
    yield ck.Step(
        "Covariant: a new clock, $\\dot x^0\\to s\\dot x^0+u\\dot x^1+w\\dot x^2$, changes the "
        "components of the matrix and of the displacement, but not the form:",
        sp.Tuple(*(ck.equal(k, v) for k, v in metric.items())),
    )
    yield ck.shows("production", covariant.xreplace(metric), covariant.xreplace(shear))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """As for (5.8); the temporal components by polarising the measured production."""
    clock, still = sample["clock"], 0 * sample["v"]
    alone = neuron.skewed_rate(sample, still, clock**2)
    ways = [neuron.skewed_rate(sample, sample["v"], (s * clock) ** 2) for s in (1, -1)]
    values = neuron.measured_production(sample)
    values |= {g(0, 0): -alone / clock**2}
    values |= {g(0, a): np.asarray(ways[1] - ways[0]) / 4 for a in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:5.9",
    source=source("5", "5.9"),
    kind="approximation",
    title="Entropy production in covariant form",
    latex=r"\Delta S_{x,i}\left(\dot{x}_i^{\mu}(t)\right) \approx "
    r"-g_{i,\mu\nu}\,\dot{x}_i^{\mu}(t)\dot{x}_i^{\nu}(t), \qquad g_{i,00} = -1, \; "
    r"g_{i,0a} = g_{i,a0} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*neuron.MATRIX, *neuron.STEPS, neuron.SKEW)),
        tolerance=1e-9,
        reason="the order of the remainder is measured; rates are good to 1e-12",
        method="cloud of a noisy, learning neuron; temporal components by polarisation",
        samples=24,
    ),
    expected="proved",
    reading="The temporal components in the line above (5.9) belong to it. The form has the "
    "signature $(-,+,+,+)$ exactly if $g_{i,ab}$ is positive definite, see "
    "vanchurin:positive-definite.",
    premises=("vanchurin:5.8",),
)
