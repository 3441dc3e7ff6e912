"""(6.8): the curly brackets, sums over neurons with Gaussian windows."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import component, gaussian_integral, root, tilted, window
from proofs.papers.vanchurin.shared.notation import source

D = 3
BRACKET = sp.Symbol(r"\{A_i\}", real=True)
NEURONS = (1, 2)


def bracket(values: tuple[Expr, Expr], D: int) -> Expr:
    """{A_i}, the right side of (6.8), in D spatial dimensions."""
    front = (2 * sp.pi) ** sp.Rational(-D, 2)
    return sp.Add(
        *(
            sp.Mul(a, front, window(i, D), evaluate=False)
            for i, a in zip(NEURONS, values, strict=True)
        )
    )


def printed() -> list[ck.Link]:
    """{A_i} = sum_i A_i (2 pi)^(-3/2) e^(...)."""
    form = clouds.diagonal(bracket((component(1), component(2)), D), D)
    return [ck.Link("bracket", ck.equal(BRACKET, form))]


@cache
def _law(i: int, tilt: tuple[sp.Symbol, ...]) -> Expr:
    return clouds.diagonal(tilted(i, D, tilt), D)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """With sqrt(g_i) inside, every neuron counts once, at x_i, with covariance g_i^(-1)."""
    k = sp.symbols("k_1 k_2", real=True)
    filled = form["bracket"].rhs.subs(
        {component(i): a * clouds.diagonal(root(i, D), D) for i, a in zip(NEURONS, k, strict=True)}
    )
    x = clouds.coordinates(D)
    tilt = sp.symbols("J_1:4", real=True)
    total = gaussian_integral(filled, x)
    weighed = gaussian_integral(filled, x, tilt)
    first, second = (_law(i, tilt) for i in NEURONS)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Each term of the bracket of $k_i\\sqrt{g_i}$, integrated over space, has to "
                "count its neuron once, as (6.14) uses:",
                sp.Eq(sp.Symbol(r"\int"), total),
            ),
            ck.Step(
                "The window has mean $x_i$ and covariance $g_i^{-1}$: the mean of $e^{J\\cdot x}$ "
                "for the first neuron has to be",
                first,
            ),
        ),
        obligations=(
            ck.Vanishes("bracket", total - sp.Add(*k)),
            ck.Vanishes("bracket", weighed - k[0] * first - k[1] * second),
        ),
    )


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
    hypotheses=("$g_{i,ab}$ is positive definite",),
)
