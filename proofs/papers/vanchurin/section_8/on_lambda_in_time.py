"""Section 8: a cosmological constant that varies in time, and what has to go with it."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.curvatures import curvature
from numerics.spacetime.metric_functional import grid_jet
from proofs.papers.vanchurin.shared import beliefs, curved, metric_fields
from proofs.papers.vanchurin.shared.curved import (
    SOURCE,
    FirstNonzero,
    components,
    divergence,
    kappa,
    scalar,
)
from proofs.papers.vanchurin.shared.notation import source, t
from qmgr_sym.unevaluated import ForEveryMetric

LEVEL = sp.Function("Lambda", real=True)(t)
DIVERGENCE = scalar(r"[\nabla^{\mu}T_{\mu 0}]")


def printed() -> list[ck.Link]:
    """Nothing on the right side of (8.12), or a source conserved by itself: divergence zero."""
    return [ck.Link("divergence", ck.equal(kappa * DIVERGENCE, 0))]


def amended() -> list[ck.Link]:
    """kappa nabla^m T_m0 = d_t Lambda."""
    return [ck.Link("divergence", ck.equal(kappa * DIVERGENCE, sp.Derivative(LEVEL, t)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Take the divergence of the source that (8.13) asks for, whatever the metric."""
    needed = kappa * premises["8.13"].of(SOURCE)
    yield ck.Step("The source that (8.13) asks for, times $\\kappa$:", needed)
    gaps = []
    for n in (2, 3):
        coords = curved.coordinates(n)
        level = sp.Function("Lambda", real=True)(*coords)
        flow = divergence(components(needed, n, level), n, 0) / kappa
        gap = form.gap().xreplace({DIVERGENCE: flow, LEVEL: level})
        gaps.append(ForEveryMetric(gap, coords))
    yield ck.Vanishes("divergence", FirstNonzero(*gaps), ForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The source that (8.13) asks for on a periodic grid, and its divergence there."""
    box, line = metric_fields.BOX, metric_fields.LINE
    jet = grid_jet(metric_fields.metric(sample), box)
    here = curvature(jet.g, jet.dg, jet.ddg)
    time = np.stack([np.cos(line.points), np.sin(line.points)])
    level = (sample["Lambda"] @ time)[:, :, None, None]
    strength = sample["kappa"][:, None, None, None]
    needed = (here.einstein + level[..., None, None] * jet.g) / strength[..., None, None]
    slopes = box.gradient(needed, 2)
    slopes = slopes - np.einsum("...cam,...cv->...mva", here.christoffel, needed)
    slopes = slopes - np.einsum("...cav,...mc->...mva", here.christoffel, needed)
    flow = np.einsum("...am,...mva->...v", here.inverse, slopes)
    values = {
        DIVERGENCE: flow[..., 0, 0],
        kappa: sample["kappa"],
        LEVEL: level[..., 0],
    }
    return ck.Measurement(values, **metric_fields.CALCULUS)


_FORM = (
    r"R_{\mu\nu} - \frac{1}{2}g^{\alpha\beta}R_{\alpha\beta}g_{\mu\nu} + \Lambda(t) g_{\mu\nu} = "
    r"\kappa T_{\mu\nu}, \qquad \kappa\nabla^{\mu}T_{\mu 0} = %s"
)

CLAIM = ck.Claim(
    key="vanchurin:lambda-in-time",
    source=source("8"),
    kind="result",
    title="A cosmological constant that varies in time",
    latex=_FORM % "0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                metric_fields.waves("h"),
                ck.Integer("Lambda", 1, 2, (2,), "cosine and sine of its wave in time"),
                ck.Real("kappa", 0.5, 2.0),
            )
        ),
        tolerance=1e-7,
        reason="three spectral derivatives on 20 points per axis, of waves below 1e-8",
        method="divergence of the source on a periodic grid",
        samples=12,
        examples=60,
    ),
    words="reading",
    expected="corrected",
    fails_by="right side 0 for Derivative(Lambda(t), t)",
    reading='The text says that the parameter "can vary in time". Read with (8.12), whose right '
    "side is zero, or with (8.13) and a source that is conserved by itself: the divergence of the "
    "right side vanishes while $\\Lambda$ varies. The exact arm takes the divergence for every "
    "metric in two and three dimensions.",
    premises=("vanchurin:8.13",),
    hypotheses=(beliefs.VARYING_LAMBDA,),
    amended=ck.Amended(
        latex=_FORM % r"\frac{d\Lambda}{dt}",
        links=amended,
        grade="contradiction",
        note="The divergence of the left side of (8.12) is the gradient of $\\Lambda$, for every "
        "metric. In vacuum $\\Lambda$ must therefore be constant; where it varies, a source has to "
        "take up or give off what it loses.",
    ),
    known=({"h": [[[0, 0], [0, 0]]] * 6, "Lambda": [1, 1], "kappa": 1.0},),
)
