"""(6.8): the curly brackets, sums over neurons with Gaussian windows."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import BRACKET, component, tilted, window
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral

D = 3
NEURONS = (1, 2)


def _bracket(values: tuple[Expr, Expr], D: int) -> Expr:
    front = (2 * sp.pi) ** sp.Rational(-D, 2)
    return sp.Add(
        *(
            sp.Mul(a, front, window(i, D), evaluate=False)
            for i, a in zip(NEURONS, values, strict=True)
        )
    )


def printed(dimension: int = D) -> dict[str, sp.Eq]:
    """{A_i} = sum_i A_i (2 pi)^(-3/2) e^(...)."""
    form = clouds.diagonal(_bracket((component(1), component(2)), dimension), dimension)
    return {"bracket": ck.equal(BRACKET, form)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """With sqrt(g_i) inside, every neuron counts once, at x_i, with covariance g_i^(-1)."""
    k = sp.symbols("k_1 k_2", real=True)
    counts = [share * size for share, size in zip(k, clouds.roots(D), strict=True)]
    inside = form.of(BRACKET).xreplace(dict(zip(map(component, NEURONS), counts, strict=True)))
    x, tilt = clouds.coordinates(D), sp.symbols("J_1:4", real=True)
    total = GaussianIntegral(inside, x)
    yield ck.Step(
        "Each term of the bracket of $k_i\\sqrt{g_i}$, integrated over space, has to count its "
        "neuron once, as (6.14) uses:",
        total,
    )
    yield ck.shows("bracket", total, sp.Add(*k))
    first, second = (clouds.diagonal(tilted(i, D, tilt), D) for i in NEURONS)
    yield ck.Step(
        "The window has mean $x_i$ and covariance $g_i^{-1}$: the mean of $e^{J\\cdot x}$ for the "
        "first neuron has to be",
        first,
    )
    wave = sp.exp(sp.Add(*(j * y for j, y in zip(tilt, x, strict=True))))
    yield ck.shows("bracket", GaussianIntegral(inside * wave, x), k[0] * first + k[1] * second)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Products of one-dimensional normal densities along the axes of a Cholesky factor."""
    g = clouds.diagonal_matrices(sample, D)
    density = clouds.normal_density(sample["point"][:, None, :] - sample["position"], g)
    share = sample["component"] / np.sqrt(np.linalg.eigvalsh(g).prod(-1))
    return ck.Measurement({BRACKET: (share * density).sum(-1), **clouds.letters(sample, g, D)})


CLAIM = ck.Claim(
    key="vanchurin:6.8",
    source=source("6", "6.8"),
    kind="definition",
    title="Curly brackets: sums over neurons with Gaussian windows",
    latex=r"\{\ldots\} \equiv \sum_{i} \ldots (2\pi)^{-3/2} "
    r"e^{-\frac{1}{2} \left(x^a - x_i^a(t)\right) g_{i,ab}\left(x^b - x_i^b(t)\right)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, clouds.COMPONENT, diagonal=True),
        tolerance=1e-11,
        reason="sums and products of numbers of order one, exact to rounding",
        method="products of one-dimensional normal densities along Cholesky axes",
    ),
    expected="well-posed",
    reading="Two neurons in three dimensions, in the linear coordinates that make both matrices "
    "diagonal at once; the dots are any number $A_i$ per neuron. Required, as (6.9), (6.10) and"
    " (6.14) use it: the bracket of $\\sqrt{g_i}$ counts "
    "every neuron once, centred on $x_i$, with covariance $g_i^{-1}$.",
    hypotheses=(beliefs.POSITIVE_MATRICES,),
)
