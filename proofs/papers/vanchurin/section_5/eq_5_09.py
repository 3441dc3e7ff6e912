"""(5.9): the entropy production of a neuron in covariant form."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_5 import eq_5_07, eq_5_08
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    PRODUCTION,
    SPACE,
    change_of_clock,
    coefficients,
    g,
    small,
    spatial_square,
    square,
)
from proofs.papers.vanchurin.shared.notation import source


def printed() -> list[ck.Link]:
    """Delta S = - g_mu_nu dx^mu dx^nu with g_00 = -1, g_0a = 0."""
    return [
        ck.Link("g_00", ck.equal(g(0, 0), -1)),
        *(ck.Link(f"g_0{a}", ck.equal(g(0, a), 0)) for a in SPACE),
        ck.Link("production", ck.equal(PRODUCTION, -square()), order=3),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """With the temporal components as stated this has to be (5.8), order by order."""
    form = given["production"]
    stated = {g(0, 0): given["g_00"].rhs}
    stated |= {g(0, a): g(0, a) - (given[f"g_0{a}"].lhs - given[f"g_0{a}"].rhs) for a in SPACE}
    right = form.rhs.subs(stated)
    total = CLOCK**2 + eq_5_07.loss()
    matrix = eq_5_07.hessian(eq_5_07.loss())
    gap = form.lhs.subs(PRODUCTION, total) - right.subs(matrix)
    orders = coefficients(sp.expand(gap.subs(small(), simultaneous=True)), 3)
    shear, metric = change_of_clock()
    invariance = form.rhs.subs(metric, simultaneous=True) - form.rhs.subs(shear, simultaneous=True)
    difference = sp.expand(right - (CLOCK**2 - spatial_square()))
    return ck.Derivation(
        steps=(
            ck.Step("With the temporal components inserted the right side is", sp.expand(right)),
            ck.Step("which differs from (5.8) by", difference),
            ck.Step(
                "Covariant: a new clock, $\\dot x^0\\to s\\dot x^0+u\\dot x^1+w\\dot x^2$, "
                "changes the components of the matrix and of the displacement, but not the form:",
                sp.Tuple(*(ck.equal(k, v) for k, v in metric.items())),
            ),
        ),
        obligations=(
            *(ck.Vanishes("production", c) for c in orders),
            ck.Vanishes("production", sp.expand(invariance)),
            ck.Vanishes("g_00", difference.coeff(CLOCK, 2)),
            *(ck.Vanishes(f"g_0{a}", difference.coeff(CLOCK, 1)) for a in SPACE),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """As for (5.8); the temporal components by polarising the measured production."""
    found = eq_5_08.engine(sample, rng)
    values = dict(found.values)
    clock, still = sample["clock"], 0 * sample["clock"]
    alone = neuron.production(clock**2, still)
    pull = neuron.pull(sample)
    crossed = [neuron.production((s * clock) ** 2, pull) for s in (1, -1)]
    values |= {g(0, 0): -alone / clock**2}
    values |= {g(0, a): (crossed[1] - crossed[0]) / 4 for a in SPACE}
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
        ck.Domain((*neuron.MATRIX, *neuron.STEPS, eq_5_07.SKEW)),
        tolerance=1e-9,
        reason="the order of the remainder is measured; rates by complex step are exact",
        method="width of a noisy, learning neuron; temporal components by polarisation",
        samples=24,
    ),
    expected="proved",
    reading="The temporal components in the line above (5.9) belong to it. The form has the "
    "signature $(-,+,+,+)$ exactly if $g_{i,ab}$ is positive definite, see "
    "vanchurin:positive-definite.",
    premises=("vanchurin:5.8",),
)
