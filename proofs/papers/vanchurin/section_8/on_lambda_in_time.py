"""Section 8: a cosmological constant that varies in time, and what has to go with it."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from proofs.papers.vanchurin.shared import gravity, metric_fields
from proofs.papers.vanchurin.shared.gravity import Metric, christoffel, scalar, t
from proofs.papers.vanchurin.shared.notation import source

kappa = sp.Symbol("kappa", positive=True)
LEVEL = sp.Function("Lambda", real=True)(t)
DIVERGENCE = scalar(r"[\nabla^{\mu}T_{\mu 0}]")
DIMENSIONS = (2, 3, 4)


def printed() -> list[ck.Link]:
    """Nothing on the right side of (8.12), or a source conserved by itself: divergence zero."""
    return [ck.Link("divergence", ck.equal(kappa * DIVERGENCE, 0))]


def amended() -> list[ck.Link]:
    """kappa nabla^m T_m0 = d_t Lambda."""
    form = kappa * DIVERGENCE - sp.Derivative(LEVEL, t)
    return [ck.Link("divergence", ck.equal(form, 0))]


@cache
def in_family(g: Metric) -> Expr:
    """nabla^m (R_m0 - g_m0 R / 2 + Lambda g_m0) for one metric, over kappa."""
    up, gam, ran = gravity.inverse(g), christoffel(g), g.size
    curvature = gravity.ricci(g)
    trace = sp.cancel(gravity.trace(g, curvature))
    tensor = (curvature - g.matrix * (trace / 2 - LEVEL)).applyfunc(sp.cancel)
    terms = []
    for a, m in product(ran, repeat=2):
        if up[a, m] != 0:
            change = sp.diff(tensor[m, 0], g.coords[a])
            for c in ran:
                change -= gam[c, a, m] * tensor[c, 0] + gam[c, a, 0] * tensor[m, c]
            terms.append(up[a, m] * change)
    return sp.Add(*terms) / kappa


@cache
def at_a_point(dimension: int) -> Expr:
    """The same at a point of any metric, over kappa.

    Where g = eta and first derivatives vanish, the divergence is linear in the third derivatives.
    """
    ran = range(dimension)
    eta = [-1] + [1] * (dimension - 1)

    def third(e: int, c: int, d: int, a: int, b: int) -> Expr:
        by, of = sorted((e, c, d)), sorted((a, b))
        return sp.Symbol(f"d{by[0]}{by[1]}{by[2]}g_{of[0]}{of[1]}", real=True)

    def ricci(e: int, b: int, d: int) -> Expr:
        """d_e R_bd."""
        return (
            sp.Add(
                *(
                    eta[a]
                    * (
                        third(e, b, a, a, d)
                        + third(e, a, d, b, a)
                        - third(e, a, a, b, d)
                        - third(e, b, d, a, a)
                    )
                    for a in ran
                )
            )
            / 2
        )

    trace = sp.Add(*(eta[a] * ricci(0, a, a) for a in ran))
    flow = sp.Add(*(eta[m] * ricci(m, m, 0) for m in ran))
    return sp.expand(flow - trace / 2 + sp.Derivative(LEVEL, t)) / kappa


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Take the divergence of (8.13) at a point of any metric, and in three families."""
    form = given["divergence"].lhs
    families = [gravity.families()[k] for k in (0, 1, 3)]
    gaps = [form.subs(DIVERGENCE, at_a_point(n)) for n in DIMENSIONS]
    gaps += [form.subs(DIVERGENCE, in_family(g)) for g in families]
    return ck.Derivation(
        steps=(
            ck.Step(
                "By (8.13) the divergence of the source at a point with $g=\\eta$ and no first "
                "derivatives, in four dimensions, is",
                at_a_point(4),
            ),
            ck.Step("so that what is left of the form there is", sp.expand(gaps[2])),
            ck.Step(
                "Families in which the divergence is also computed away from such points:",
                sp.Tuple(*(g.matrix for g in families)),
            ),
        ),
        obligations=tuple(ck.Vanishes("divergence", gap.doit()) for gap in gaps),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The source that (8.13) asks for on a periodic grid, and its divergence, differentiated "
    "there."""
    g = metric_fields.metric(sample)
    time = metric_fields.GRID.coordinates()[0]
    wave = sample["Lambda"][:, :, None, None] * np.stack([np.cos(time), np.sin(time)])
    level, strength = wave.sum(axis=1), sample["kappa"][:, None, None]
    curvature = metric_fields.ricci(g)
    half = metric_fields.trace(g, curvature)[:, None, None] / 2
    needed = (curvature + g * (level[:, None, None] - half)) / strength[:, None, None]
    up, gam = metric_fields.inverse(g)[0], metric_fields.christoffel(g)
    change = (
        metric_fields.partial(needed)
        - np.einsum("ncam...,ncv...->namv...", gam, needed)
        - np.einsum("ncav...,nmc...->namv...", gam, needed)
    )
    divergence = np.einsum("nam...,namv...->nv...", up, change)
    values = {
        DIVERGENCE: divergence[:, 0],
        kappa: sample["kappa"],
        sp.Derivative(LEVEL, t): grids.derivative(level, metric_fields.GRID, 0),
    }
    return ck.Measurement(values, metric_fields.derivative)


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
    expected="corrected",
    reading="$\\Lambda$ is said to be able to vary in time. Read with (8.12), whose right side is "
    "zero, or with (8.13) and a source that is conserved by itself: the divergence of the right "
    "side vanishes while $\\Lambda$ varies. The exact arm takes the divergence at a point of any "
    "metric in 2 to 4 dimensions and in three families.",
    premises=("vanchurin:8.12", "vanchurin:8.13"),
    amended=ck.Amended(
        latex=_FORM % r"\frac{d\Lambda}{dt}",
        links=amended,
        note="The divergence of the left side of (8.12) is the gradient of $\\Lambda$, for every "
        "metric. In vacuum $\\Lambda$ must therefore be constant; where it varies, a source has to "
        "take up or give off what it loses.",
    ),
    known=({"h": [[[0, 0], [0, 0]]] * 6, "Lambda": [1, 1], "kappa": 1.0},),
)
