"""(6.9): the averaged metric (6.5) in curly brackets."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, curly
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import ABOVE, AVERAGE, BELOW, component
from proofs.papers.vanchurin.shared.notation import source

D = 2


def printed() -> list[ck.Link]:
    """g_munu = {g_i,munu sqrt(g_i)} / {sqrt(g_i)}."""
    return [ck.Link("brackets", ck.equal(AVERAGE, ABOVE / BELOW))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Write out the brackets (6.8); the factor of 2 pi cancels."""
    first, second = clouds.roots(D)
    brackets = premises["6.8"]
    above = clouds.filled(brackets, (component(1) * first, component(2) * second), D)
    written = {ABOVE: above, BELOW: clouds.filled(brackets, (first, second), D)}
    yield ck.Step("The brackets (6.8), written out:", ck.equal(ABOVE, above))
    mean = clouds.diagonal(premises["6.5"].of(AVERAGE), D)
    yield ck.Step("The average (6.5):", mean)
    yield ck.Vanishes("brackets", form.gap("brackets").xreplace({AVERAGE: mean, **written}))


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
