"""Section 6: the bracket of sqrt(g_i) as a number density of neurons."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import BELOW
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral

D = 3
J = sp.symbols("J_1:4", real=True)
DENSITY = sp.Symbol("n", positive=True)


def printed() -> list[ck.Link]:
    """n = {sqrt(g_i)}."""
    return [ck.Link("density", ck.equal(DENSITY, BELOW))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """n d^3x has to count every neuron once, with its own Gaussian law of positions."""
    full = clouds.filled(premises["6.8"], clouds.roots(D), D)
    density = form.of(DENSITY).xreplace({BELOW: full})
    yield ck.Step("The density of two neurons, each spread over its window:", density)
    laws = sp.Add(*(clouds.diagonal(clouds.tilted(i, D, J), D) for i in (1, 2)))
    x = clouds.coordinates(D)
    wave = sp.exp(sp.Add(*(j * y for j, y in zip(J, x, strict=True))))
    yield ck.Step("Its mean of $e^{J\\cdot x}$ has to be that of two normal laws:", laws)
    yield ck.shows("density", GaussianIntegral(sp.expand(density) * wave, x), laws)
    yield ck.shows("density", GaussianIntegral(density, x), sp.Integer(clouds.N))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Spread neurons counted in small cubes, against a sum of normal densities."""
    g = clouds.diagonal_matrices(sample, D)
    offset = sample["point"][:, None, :] - sample["position"]
    return ck.Measurement(
        {DENSITY: clouds.counted(sample, D), BELOW: clouds.normal_density(offset, g).sum(-1)},
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
    words="sentence",
    expected="proved",
    reading="Number of neurons per coordinate volume $d^3x$, each neuron spread over its window. "
    "It is not the number per proper volume $\\sqrt{-g}\\,d^3x$ of the emergent space: that is "
    "$\\{\\sqrt{g_i}\\}/\\sqrt{-g}$, and with (6.15) it would be one everywhere, so that no "
    "variation of the density would be left in the emergent space.",
    premises=("vanchurin:6.8",),
    hypotheses=(beliefs.POSITIVE_MATRICES,),
)
