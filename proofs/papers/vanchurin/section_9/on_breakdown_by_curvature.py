"""Section 9: whether the relativistic description breaks down where the curvature is high."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import ABOVE, AVERAGE, BELOW, INVERSE, INVERSE_ABOVE
from proofs.papers.vanchurin.shared.notation import source

PRODUCT = sp.Symbol(r"g^{1\nu}g_{\nu 1}", positive=True)
METRIC = sp.Symbol("g_{11}", positive=True)
SPREAD = sp.Symbol("s", positive=True)


def printed() -> dict[str, sp.Eq]:
    """In flat space g^mn is the inverse of g_mn."""
    return {"inverse": ck.equal(PRODUCT, 1)}


def amended() -> dict[str, sp.Eq]:
    """It exceeds it where neurons at one place differ by the factors 1 + s and 1 - s."""
    return {"inverse": ck.equal(PRODUCT, 1 / (1 - SPREAD**2))}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two kinds of neurons, alike in number everywhere: the same averages at every place."""
    kinds = [METRIC * (1 + SPREAD), METRIC * (1 - SPREAD)]
    below = {BELOW: sp.S.One}
    mean = premises["6.9"].of(AVERAGE).xreplace({ABOVE: sp.Add(*kinds) / 2, **below})
    raised = sp.Add(*(1 / kind for kind in kinds)) / 2
    inverse = premises["6.10"].of(INVERSE).xreplace({INVERSE_ABOVE: raised, **below})
    yield ck.Step("(6.9) and (6.10), the same everywhere, so that space is flat:",
                  sp.Tuple(mean, inverse))  # fmt: skip
    yield ck.Vanishes("inverse", form.gap("inverse").xreplace({PRODUCT: inverse * mean}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A long row of neurons of two kinds at unit distance: averages over one distance."""
    spread = sample["s"][:, None]
    kinds = sample["g"][:, None, None] * np.stack([1 + spread, 1 - spread], axis=-1)
    places, points = np.arange(-12, 13.0), np.arange(4) / 4
    away = (points[:, None] - places).reshape(-1)
    density = clouds.normal_density(away[:, None, None], kinds[..., None, None])
    total = density.sum(1)
    share = total / total.sum(-1, keepdims=True)
    one = kinds[:, 0]
    values = {
        PRODUCT: (share * one).sum(-1) * (share / one).sum(-1),
        SPREAD: sample["s"],
        METRIC: (share * one).sum(-1),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:breakdown-by-curvature",
    source=source("9"),
    kind="result",
    title="Breakdown of the relativistic description in regions of high curvature",
    latex=r"R_{\mu\nu\alpha\beta} = 0 \quad\Rightarrow\quad g^{\mu\nu}g_{\nu\lambda} = "
    r"\delta^\mu_\lambda",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("s", 0.05, 0.5, meaning="relative spread of the matrices at one place"),
                ck.Real("g", 0.6, 1.2, meaning="the averaged metric"),
            )
        ),
        tolerance=1e-3,
        reason="rows of windows of width one ripple by a few parts in a thousand around their "
        "mean, "
        "which four points of a period take out",
        method="averages over a long row of neurons of two kinds",
        samples=32,
    ),
    words="sentence",
    expected="corrected",
    fails_by="undo: raise the exponent of 1/(1 - s**2)",
    reading="The text expects the relativistic description to break down in regions of high "
    "curvature, since the space-time had to be nearly flat. What it needs is (6.13), that the "
    "average (6.10) is the inverse metric. Read as: where there is no curvature it is. Tested on "
    "two kinds of neurons that fill space alike, whose averages do not depend on the place.",
    premises=("vanchurin:6.9", "vanchurin:6.10"),
    hypotheses=(beliefs.POSITIVE_MATRICES,),
    amended=ck.Amended(
        latex=r"R_{\mu\nu\alpha\beta} = 0 \quad\Rightarrow\quad g^{1\nu}g_{\nu1} = "
        r"\frac{1}{1-s^2}",
        links=amended,
        grade="missing hypothesis",
        note="It is the spread of the matrices among the neurons at a place, and not the curvature "
        "of their average, that decides. High curvature is one cause of spread, because a window "
        "then reaches over different matrices; flat space is no protection.",
    ),
)
