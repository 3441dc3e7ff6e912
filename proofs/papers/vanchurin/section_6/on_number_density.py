"""Section 6: the bracket of sqrt(g_i) as a number density of neurons."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_6.eq_6_09 import BELOW
from proofs.papers.vanchurin.section_6.eq_6_15 import D, J, counted, neurons
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import gaussian_integral
from proofs.papers.vanchurin.shared.notation import source

DENSITY = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """n = {sqrt(g_i)}."""
    return [ck.Link("density", ck.equal(DENSITY, BELOW))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """n d^3x has to count every neuron once, with its own Gaussian law of positions."""
    full, laws = neurons()
    density = sp.expand(form["density"].rhs.subs(BELOW, full))
    x = clouds.coordinates(D)
    return ck.Derivation(
        steps=(
            ck.Step("The density of two neurons, each spread over its window:", full),
            ck.Step("Its mean of $e^{J\\cdot x}$ has to be that of two normal laws:", laws),
            ck.Step("and at $J=0$ it has to count them:", gaussian_integral(density, x)),
        ),
        obligations=(
            ck.Vanishes("density", gaussian_integral(density, x, J) - laws),
            ck.Vanishes("density", gaussian_integral(density, x) - clouds.N),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Spread neurons counted in small cubes, against a sum of normal densities."""
    g = clouds.diagonal_matrices(sample, D)
    offset = sample["point"][:, None, :] - sample["position"]
    return ck.Measurement(
        {DENSITY: counted(sample), BELOW: clouds.normal_density(offset, g).sum(-1)},
    )


CLAIM = ck.Claim(
    key="vanchurin:number-density",
    source=source("6"),
    kind="result",
    title="Number density of neurons",
    latex=r"n(x) = \{\sqrt{g_i}\}, \qquad dN = n(x)\, d^3x",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, diagonal=True),
        tolerance=1e-6,
        reason="the extrapolation from cubes of half width 0.01 and 0.02 is good to 1e-7",
        method="spread neurons counted in small cubes by the error function",
    ),
    expected="proved",
    reading="Number of neurons per coordinate volume $d^3x$, each neuron spread over its window. "
    "It is not the number per proper volume $\\sqrt{-g}\\,d^3x$ of the emergent space: that is "
    "$\\{\\sqrt{g_i}\\}/\\sqrt{-g}$, and with (6.15) it would be one everywhere, so that no "
    "variation of the density would be left in the emergent space.",
    premises=("vanchurin:6.8", "vanchurin:6.14"),
    hypotheses=("$g_{i,ab}$ is positive definite",),
)
