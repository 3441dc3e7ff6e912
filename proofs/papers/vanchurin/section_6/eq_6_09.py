"""(6.9): the averaged metric (6.5) in curly brackets."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, curly
from proofs.papers.vanchurin.section_6 import eq_6_05
from proofs.papers.vanchurin.section_6.eq_6_05 import AVERAGE, NEURONS
from proofs.papers.vanchurin.section_6.eq_6_08 import bracket
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import component, root
from proofs.papers.vanchurin.shared.notation import source

D = 2
ABOVE = sp.Symbol(r"\{g_{i,\mu\nu}\sqrt{g_i}\}", real=True)
BELOW = sp.Symbol(r"\{\sqrt{g_i}\}", positive=True)


def printed() -> list[ck.Link]:
    """g_munu = {g_i,munu sqrt(g_i)} / {sqrt(g_i)}."""
    return [ck.Link("brackets", ck.equal(AVERAGE, ABOVE / BELOW))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Write out the brackets (6.8); the factor of 2 pi cancels."""
    roots = (root(1, D), root(2, D))
    above = bracket((component(1) * roots[0], component(2) * roots[1]), D)
    below = bracket(roots, D)
    form = given["brackets"]
    mean = eq_6_05.average(D)
    found = form.rhs.subs({ABOVE: above, BELOW: below})
    return ck.Derivation(
        steps=(
            ck.Step(
                "The brackets (6.8), written out; the power of $2\\pi$ is common to both:",
                ck.equal(ABOVE, above),
            ),
            ck.Step("The average (6.5) of neurons " + " and ".join(map(str, NEURONS)) + ":", mean),
        ),
        obligations=(ck.Vanishes("brackets", form.lhs.subs(AVERAGE, mean) - found),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Brackets from the engine for clouds; the average from odds of the neurons, in logarithms."""
    g = clouds.exponential(sample["logarithm"])
    offset = sample["point"][:, None, :] - sample["position"]
    roots = np.exp(np.linalg.slogdet(g)[1] / 2)
    found = []
    for i, point in enumerate(sample["point"]):
        values = np.stack([sample["component"][i] * roots[i], roots[i]], axis=-1)
        found.append(curly(values, Cloud(sample["position"][i], g[i]), point).value)
    above, below = np.array(found).T
    logs = np.linalg.slogdet(g)[1] / 2 - np.einsum("nia,niab,nib->ni", offset, g, offset) / 2
    first = 1 / (1 + np.exp(logs[:, 1] - logs[:, 0]))
    one, two = sample["component"].T
    return ck.Measurement({AVERAGE: two + first * (one - two), ABOVE: above, BELOW: below})


CLAIM = ck.Claim(
    key="vanchurin:6.9",
    source=source("6", "6.9"),
    kind="result",
    title="Averaged metric in curly brackets",
    latex=r"g_{\mu\nu}(x) = \frac{\{g_{i,\mu\nu}\sqrt{g_i}\}}{\{\sqrt{g_i}\}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, clouds.COMPONENT),
        tolerance=1e-11,
        reason="sums of a few numbers of order one, exact to rounding",
        method="brackets by the engine for clouds, the average from the odds of the neurons",
    ),
    expected="proved",
    reading="Two neurons, two spatial dimensions, any one component; sums over more neurons and "
    "the exponent $-3/2$ of $2\\pi$ change nothing, since the factor cancels.",
    premises=("vanchurin:6.5", "vanchurin:6.8"),
)
