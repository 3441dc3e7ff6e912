"""(6.5): the emergent metric as a weighted average of the matrices of the neurons."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import AVERAGE, component, normal_window, root, window
from proofs.papers.vanchurin.shared.notation import source

D = 2
NEURONS = (1, 2)


def _average(D: int) -> Expr:
    """The right side of (6.5) for two neurons and any one component."""
    weights = [root(i, D) * window(i, D) for i in NEURONS]
    return sp.Add(*(component(i) * w for i, w in zip(NEURONS, weights, strict=True))) / sp.Add(
        *weights
    )


def printed() -> list[ck.Link]:
    """g_munu = sum g_i,munu sqrt(g_i) e^(...) / sum sqrt(g_i) e^(...)."""
    return [ck.Link("average", ck.equal(AVERAGE, _average(D)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The average has to be convex, with weights that count every neuron once."""
    mean = form.of(AVERAGE)
    one, two = component(1), component(2)
    first, second = (normal_window(i, D) for i in NEURONS)
    yield ck.Step("Neuron 1 as a density of integral one; the odds are those of these:", first)
    yield ck.shows("average", (mean - two) * second, (one - mean) * first)
    common = sp.Symbol("c", real=True)
    yield ck.shows("average", mean.xreplace({one: common, two: common}), common)
    u, v, s, r = sp.symbols("u v s r", positive=True)
    bare = mean.xreplace({window(1, D): u, window(2, D): v, root(1, D): s, root(2, D): r})
    yield ck.Step("Signs that both neurons share are kept, with positive weights:", bare)
    yield ck.Entails("average", sp.And(one > 0, two > 0), bare > 0)
    yield ck.Entails("average", sp.And(one < 0, two < 0), bare < 0)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Derivative of the logarithm of a generating sum, by complex step."""
    g = clouds.exponential(sample["logarithm"])
    density = clouds.normal_density(sample["point"][:, None, :] - sample["position"], g)
    step = 1e-20
    total = (density * np.exp(1j * step * sample["component"])).sum(-1)
    return ck.Measurement(
        {AVERAGE: np.log(total).imag / step, **clouds.letters(sample, g, D)},
    )


_WINDOW = (
    r"\sqrt{g_i} e^{-\frac{1}{2} \left(x^a - x_i^a(t)\right) g_{i,ab}"
    r"\left(x^b - x_i^b(t)\right)}"
)

CLAIM = ck.Claim(
    key="vanchurin:6.5",
    source=source("6", "6.5"),
    kind="definition",
    title="Emergent metric: weighted average over neurons",
    latex=r"g_{\mu\nu}(t, x^1, x^2, x^3) \equiv "
    rf"\frac{{\sum_i g_{{i,\mu\nu}} {_WINDOW}}}{{\sum_i {_WINDOW}}} \sim \eta_{{\mu\nu}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, clouds.COMPONENT),
        tolerance=1e-11,
        reason="a complex step is exact to rounding; the windows do not underflow",
        method="complex-step derivative of a cumulant generating function of normal densities",
    ),
    expected="well-posed",
    reading="Two neurons, two spatial dimensions, any one component $g_{i,\\mu\\nu}$, since the "
    "weights do not depend on the component; $g_i=\\det g_{i,ab}$. Required: every neuron counts "
    "once (its window has integral one), equal values average to themselves, signs that all "
    "neurons share are kept, so that the signature of synchronous matrices survives. "
    "'$\\sim\\eta$' is a separate claim (vanchurin:flatness).",
    hypotheses=(beliefs.POSITIVE_MATRICES,),
)
