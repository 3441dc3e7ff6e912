"""(8.11): a Lagrange multiplier for the number of neurons, once and at every time."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.spacetime.metric_functional import action, gamma_gamma
from numerics.waves.random_fields import trig_polynomial
from proofs.papers.vanchurin.shared import beliefs, metric_fields
from proofs.papers.vanchurin.shared.curved import ROOT, Lambda, R, number_density, x
from proofs.papers.vanchurin.shared.notation import T, source, t

ENTROPY = sp.Symbol(r"\Delta S_x", real=True)
NUMBER = sp.Symbol("N", positive=True)
MEAN = sp.Symbol(r"\bar{N}", positive=True)
LENGTH = sp.Symbol("L", positive=True)
MOST = 6
WIDTH = 1.0


def over_history(density: Expr) -> Expr:
    """The integral over space and over 0 <= t <= T."""
    return sp.Integral(density, (x, -sp.oo, sp.oo), (t, 0, T))


def printed() -> list[ck.Link]:
    """Delta S + 2 Lambda (Nbar - N) = integral of sqrt(-g) (R - 2 Lambda), + 2 Lambda Nbar."""
    left = ENTROPY + 2 * Lambda * (MEAN - NUMBER)
    right = over_history(ROOT * (R - 2 * Lambda)) + 2 * Lambda * MEAN
    return [ck.Link("second line", ck.equal(left, right))]


def amended() -> list[ck.Link]:
    """With the constraint imposed at every time: both terms under an integral over time."""
    left = ENTROPY + sp.Integral(2 * Lambda * (MEAN - NUMBER), (t, 0, T))
    right = over_history(ROOT * (R - 2 * Lambda)) + sp.Integral(2 * Lambda * MEAN, (t, 0, T))
    return [ck.Link("second line", ck.equal(left, right))]


def spread(expression: Expr, over: frozenset[sp.Symbol] = frozenset()) -> Expr:
    """The density in t and x whose integral over the history is `expression`.

    What is not integrated over time, or over space of length L, is spread evenly over it.
    """
    if isinstance(expression, sp.Integral):
        share = sp.Mul(*((low - high) / -T for s, low, high in expression.limits if s == t))
        return share * spread(expression.function, over | set(expression.variables))
    if not expression.has(sp.Integral):
        return expression / sp.Mul(*(w for s, w in ((t, T), (x, LENGTH)) if s not in over))
    if isinstance(expression, sp.Add):
        return sp.Add(*(spread(term, over) for term in expression.args))
    factor, rest = expression.as_independent(sp.Integral, as_Add=False)
    return factor * spread(rest, over)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert (8.8), and N as the integral of (6.15); compare densities."""
    produced = over_history(premises["8.8"]["second = third line"].rhs.function)
    counted = sp.Integral(number_density(premises["6.15"]), (x, -sp.oo, sp.oo))
    yield ck.Step("Entropy production (8.8):", ck.equal(ENTROPY, produced))
    yield ck.Step("Number of neurons, the same at every time:", ck.equal(NUMBER, counted))
    left, right = (
        spread(side.xreplace({ENTROPY: produced, NUMBER: counted}))
        for side in form["second line"].args
    )
    yield ck.Step("Densities of the two lines:", sp.Tuple(left, right))
    yield ck.shows("second line", left, right)


def _density(sample: ck.Sample) -> ck.Array:
    """Gaussian windows of `count` neurons that swing on a ring, summed: (n, *grid)."""
    time, place = metric_fields.GRID.coordinates()
    neuron = np.arange(MOST)[:, None, None, None]
    count, phase = (
        sample["count"][:, None, None, None, None],
        sample["phase"][..., None, None, None],
    )
    centre = 2 * np.pi * neuron / count + 0.3 * np.sin(time + phase)
    gap = place - centre - 2 * np.pi * np.arange(-2, 4)[:, None, None]
    windows = np.exp(-((gap / WIDTH) ** 2) / 2) / np.sqrt(2 * np.pi) / WIDTH
    return np.asarray((windows * (neuron < count)).sum((1, 2)))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Count swinging neurons; curve a synchronous metric whose volume element is their density."""
    number = _density(sample)[..., None]
    stretch = np.exp(trig_polynomial(sample["h"], metric_fields.GRID, scale=0.05))[..., None]
    g = np.zeros((*number.shape, 3, 3))
    g[..., 0, 0], g[..., 1, 1], g[..., 2, 2] = -1.0, stretch, number**2 / stretch
    scalars = metric_fields.scalars(g)
    values = {
        ENTROPY: action(gamma_gamma, g, metric_fields.BOX),
        NUMBER: sample["count"],
        MEAN: sample["mean"],
        Lambda: sample["Lambda"],
        ROOT: scalars[ROOT],
        R: scalars[R],
        T: np.full_like(sample["mean"], 2 * np.pi),
    }
    return ck.Measurement(values, **metric_fields.CALCULUS)


_LINES = (
    r"\mathcal{S}[g,\Lambda] &\equiv \Delta S_x[g] + %s \\ "
    r"&= \int dt d^3x \sqrt{-g} (g^{\alpha\beta} R_{\alpha\beta} - 2\Lambda) + %s"
)

CLAIM = ck.Claim(
    key="vanchurin:8.11",
    source=source("8", "8.11"),
    kind="result",
    title="Action with a fixed average number of neurons",
    latex=_LINES % (r"2\Lambda (\bar{N} - N)", r"2\Lambda \bar{N}"),
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("count", 3, MOST, meaning="neurons"),
                ck.Real("mean", 1.0, 9.0, meaning="their average number"),
                ck.Real("Lambda", -1.0, 1.0),
                ck.Real("phase", 0.0, 6.0, (MOST,)),
                ck.Integer("h", -2, 2, (2, 2), "cosine and sine of waves of the metric"),
            )
        ),
        tolerance=1e-8,
        reason="logarithms of Gaussian sums of width one on 20 points per axis: waves of order "
        "ten are below 1e-9",
        method="neurons counted on a ring for a time 2 pi; action in first derivatives only",
        samples=24,
        examples=60,
    ),
    expected="corrected",
    fails_by="Eq(2*Lambda*(-N + \\bar{N}) + \\Delta S_x, 2*Lambda*\\bar{N} + Integral((-2*Lambd"
    "a + \\left[g^{\\alpha\\beta}R_{\\alpha\\beta}\\right](t, x))*\\sqrt{-g}(t, x), (x, -o"
    "o, o... [2d913b50]",
    reading="The first line defines the functional; what is decided is its equality with the "
    "second. $N$ is (6.14) with (6.15), an integral of $\\sqrt{-g}$ over space at one time. The "
    "second line integrates $\\sqrt{-g}$ over space and time, which is $NT$; the lines differ by "
    "$2\\Lambda N(T-1)$ and agree only for $T=1$ in the units of $t$. The numeric arm has "
    "$T=2\\pi$.",
    premises=("vanchurin:6.15", "vanchurin:8.8"),
    hypotheses=(
        beliefs.DENSITY_IS_VOLUME,
        beliefs.NO_SPACETIME_BOUNDARY,
        beliefs.CONSTANT_LAMBDA,
    ),
    amended=ck.Amended(
        latex=_LINES
        % (r"\int_0^T dt \, 2\Lambda (\bar{N} - N)", r"\int_0^T dt \, 2\Lambda \bar{N}"),
        links=amended,
        grade="wrong step",
        note="The constraint is imposed at every time. Only then may $\\Lambda$ also be made a "
        "function of time, and it has the dimension of a curvature as (8.12) needs. The variation "
        "by the metric is that of the printed second line.",
    ),
    known=({"count": 3, "mean": 1.0, "Lambda": 1.0, "phase": [0.0] * 6, "h": [[0, 0], [0, 0]]},),
)
