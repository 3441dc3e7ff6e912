"""(8.6) with any weights of the two covariance matrices: which action results?"""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, metric_fields
from proofs.papers.vanchurin.shared.curved import ROOT, R, UpToDivergence, X, Y, Z, integral
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import DivergenceForEveryMetric

WEIGHT = sp.Symbol("lambda", real=True)
ACTION = sp.Symbol(r"\mathcal{S}_\lambda", real=True)


def _links(rest: Expr) -> list[ck.Link]:
    return [ck.Link("action", ck.equal(ACTION, integral(ROOT * (R + rest))))]


def printed() -> list[ck.Link]:
    """The Einstein-Hilbert action, whatever the weights."""
    return _links(sp.S.Zero)


def amended() -> list[ck.Link]:
    """With a rest that is no scalar and vanishes for equal weights only."""
    return _links((2 * WEIGHT - 1) * Y)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Other weights in the first line of (8.8); all lines up to a divergence, for any metric."""
    equal = premises["8.8"]["first = second line"].args[0]
    weighted = equal.xreplace({X: 2 * (1 - WEIGHT) * X, Z: 2 * WEIGHT * Z})
    yield ck.Step("First line of (8.8) with the weights $\\lambda$ and $1-\\lambda$:", weighted)
    gap = weighted - form.of(ACTION)
    for weight in (0, 1, 3):
        here = UpToDivergence(gap.xreplace({WEIGHT: sp.Integer(weight)}), 2, 3)
        yield ck.Vanishes("action", here, DivergenceForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random periodic metrics: the weighted line from the connection, curvature from Riemann."""
    values = metric_fields.scalars(metric_fields.metric(sample))
    weight = sample["lambda"][:, None, None]
    line = (1 - weight) * values[ROOT] * values[X] + weight * values[Z]
    total = -line.mean((1, 2)) * (2 * np.pi) ** 2
    measured = {letter: values[letter] for letter in (ROOT, R, Y)}
    return ck.Measurement(
        {**measured, ACTION: total, WEIGHT: sample["lambda"]}, **metric_fields.CALCULUS
    )


_FORM = (
    r"-\int dt d^3x\left((1-\lambda)\sqrt{-g}\,g^{\alpha\beta}\Gamma^\mu_{\alpha\beta}"
    r"\Gamma^\gamma_{\gamma\mu} + \lambda\,\Gamma^\mu_{\alpha\beta}\partial_\mu\left(\sqrt{-g}\,"
    r"g^{\alpha\beta}\right)\right) = \int dt d^3x \sqrt{-g}\left(g^{\alpha\beta}R_{\alpha\beta}"
    r"%s\right) + \text{boundary term}"
)

CLAIM = ck.Claim(
    key="vanchurin:covariance-weights",
    source=source("8"),
    kind="result",
    title="Action for other weights of the two covariance matrices",
    latex=_FORM % "",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((metric_fields.waves("h"), ck.Real("lambda", 0.0, 1.0))),
        tolerance=1e-7,
        reason="spectral derivatives on 20 points per axis; the highest waves of the metric and "
        "its inverse are below 1e-8",
        method="integrals over random periodic metrics; curvature from second derivatives",
        samples=16,
        examples=40,
    ),
    words="reading",
    expected="corrected",
    fails_by="undo: drop the term (2*lambda - 1)*\\left[g^{\\alpha\\beta}\\...",
    reading="(8.6) with $\\lambda g_i^{\\alpha\\beta} + (1-\\lambda)g^{\\alpha\\beta}(x_i)$ in "
    "place of equal weights, carried through (8.7) with the sign that holds. Read as: the action "
    "is "
    "Einstein's for every $\\lambda$, as it should be if 'depends equally on both' were only a "
    "convenient choice. Decided for every metric of two and three dimensions.",
    premises=("vanchurin:8.8",),
    hypotheses=(beliefs.METRIC_CONNECTION, beliefs.NO_SPACETIME_BOUNDARY),
    amended=ck.Amended(
        latex=_FORM % r" + (2\lambda-1)\,g^{\alpha\beta}\Gamma^\mu_{\alpha\gamma}"
        r"\Gamma^\gamma_{\beta\mu}",
        links=amended,
        grade="missing hypothesis",
        note="The rest is no scalar: its value depends on the coordinates. Einstein's equations "
        "follow for $\\lambda=1/2$ and for no other weight, so that the crucial assumption has to "
        "be exact; the deviations that the paper wants for dark matter break covariance.",
    ),
)
