"""(8.11): a Lagrange multiplier for the number of neurons, once and at every time."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.waves.random_fields import trig_polynomial
from proofs.papers.vanchurin.shared import gravity, metric_fields
from proofs.papers.vanchurin.shared.gravity import BOX, ROOT, Lambda, R, T, integral, t, x
from proofs.papers.vanchurin.shared.notation import source

ENTROPY = sp.Symbol(r"\Delta S_x", real=True)
NUMBER = sp.Symbol("N", positive=True)
MEAN = sp.Symbol(r"\bar{N}", positive=True)
MOST = 6
WIDTH = 1.0


def printed() -> list[ck.Link]:
    """Delta S + 2 Lambda (Nbar - N) = integral of sqrt(-g) (R - 2 Lambda), + 2 Lambda Nbar."""
    left = ENTROPY + 2 * Lambda * (MEAN - NUMBER)
    right = integral(ROOT * (R - 2 * Lambda)) + 2 * Lambda * MEAN
    return [ck.Link("second line", ck.equal(left, right))]


def amended() -> list[ck.Link]:
    """With the constraint imposed at every time: both terms under an integral over time."""
    left = ENTROPY + sp.Integral(2 * Lambda * (MEAN - NUMBER), (t, 0, T))
    right = integral(ROOT * (R - 2 * Lambda)) + sp.Integral(2 * Lambda * MEAN, (t, 0, T))
    return [ck.Link("second line", ck.equal(left, right))]


def spread(expression: Expr, over: frozenset[sp.Symbol] = frozenset()) -> Expr:
    """The density in t and x whose integral over the history is `expression`.

    What is not integrated over time, or over space, is spread evenly over it.
    """
    total = sp.S.Zero
    for term in sp.Add.make_args(sp.expand(expression)):
        inner = next((a for a in sp.Mul.make_args(term) if isinstance(a, sp.Integral)), None)
        if inner is None:
            total += term / sp.Mul(*(w for s, w in ((t, T), (x, BOX)) if s not in over))
        else:
            more = over | {limit[0] for limit in inner.limits}
            total += spread(term / inner * inner.function, more)
    return total


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert (8.8) and (6.14) with (6.15), and compare densities."""
    form = given["second line"]
    insert = {
        ENTROPY: integral(ROOT * R),
        NUMBER: sp.Integral(ROOT, (x, 0, BOX)),
    }
    left, right = (spread(side.xreplace(insert)) for side in form.args)
    return ck.Derivation(
        steps=(
            ck.Step("Entropy production (8.8):", ck.equal(ENTROPY, insert[ENTROPY])),
            ck.Step(
                "Number of neurons (6.14) with (6.15), the same at every time:",
                ck.equal(NUMBER, insert[NUMBER]),
            ),
            ck.Step(
                "Density of the first line minus that of the second:",
                sp.factor(sp.expand(left - right)),
            ),
        ),
        obligations=(ck.Vanishes("second line", sp.expand(left - right)),),
    )


def _density(sample: ck.Sample) -> NDArray[np.float64]:
    """Gaussian windows of `count` neurons that swing on a ring, summed: (n, *grid)."""
    time, place = metric_fields.GRID.coordinates()
    total = np.zeros((len(sample["count"]), *time.shape))
    for i in range(MOST):
        phase = sample["phase"][:, i, None, None]
        centre = 2 * np.pi * i / sample["count"][:, None, None] + 0.3 * np.sin(time + phase)
        present = (i < sample["count"])[:, None, None]
        for turn in range(-2, 4):
            gap = place - centre - 2 * np.pi * turn
            total += present * np.exp(-((gap / WIDTH) ** 2) / 2) / np.sqrt(2 * np.pi) / WIDTH
    return total


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Count swinging neurons; curve a synchronous metric whose volume element is their density."""
    number = _density(sample)
    stretch = np.exp(trig_polynomial(sample["h"], metric_fields.GRID, scale=0.05))
    g = np.zeros((len(number), 3, 3, *metric_fields.GRID.points))
    g[:, 0, 0], g[:, 1, 1], g[:, 2, 2] = -1.0, stretch, number**2 / stretch
    s = metric_fields.scalars(g)
    produced = metric_fields.over_box(s[ROOT] * (s[gravity.Y] - s[gravity.X]))
    values = {
        ENTROPY: produced,
        NUMBER: sample["count"],
        MEAN: sample["mean"],
        Lambda: sample["Lambda"],
        ROOT: s[ROOT],
        R: metric_fields.trace(g, metric_fields.ricci(g)),
    }
    return ck.Measurement(values, metric_fields.derivative, metric_fields.integral)


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
    reading="The first line defines the functional; what is decided is its equality with the "
    "second. $N$ is (6.14), an integral over space at one time. The second line integrates "
    "$\\sqrt{-g}$ over space and time, which is $NT$; the lines differ by $2\\Lambda N(T-1)$ and "
    "agree only for $T=1$ in the units of $t$. The numeric arm has $T=2\\pi$.",
    premises=("vanchurin:6.14", "vanchurin:6.15", "vanchurin:8.8"),
    hypotheses=(
        "$\\sqrt{-g}$ of the curvature term and $\\{\\sqrt{g_i}\\}$ of (6.15) are the same field",
        "boundary terms of (8.8) are dropped",
        "$\\Lambda$ is constant",
    ),
    amended=ck.Amended(
        latex=_LINES
        % (r"\int_0^T dt \, 2\Lambda (\bar{N} - N)", r"\int_0^T dt \, 2\Lambda \bar{N}"),
        links=amended,
        note="The constraint is imposed at every time. Only then may $\\Lambda$ also be made a "
        "function of time, and it has the dimension of a curvature as (8.12) needs. The variation "
        "by the metric is that of the printed second line.",
    ),
    known=({"count": 3, "mean": 1.0, "Lambda": 1.0, "phase": [0.0] * 6, "h": [[0, 0], [0, 0]]},),
)
