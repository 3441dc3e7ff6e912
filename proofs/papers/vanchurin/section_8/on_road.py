"""Section 8: whether the road (8.1)-(8.8) holds from end to end, and what would repair it."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray

import proofs.checker as ck
from numerics.spacetime.curvature import curvature
from proofs.papers.vanchurin.shared import gravity, metric_fields, road
from proofs.papers.vanchurin.shared.gravity import ROOT, Metric, R, X, Z, integral, scalar
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.road import TOTAL

Array = NDArray[Any]
DENSITY = scalar(r"\{\sqrt{g_i}\}", positive=True)
CURVATURE = scalar("R")
FIRST = scalar(
    r"\left[g^{\alpha\beta}\Gamma^{\mu}_{\alpha\beta}\partial_{\mu}\{\sqrt{g_i}\}\right]"
)
SECOND = scalar(
    r"\left[\Gamma^{\mu}_{\alpha\beta}\partial_{\mu}\{g_i^{\alpha\beta}\sqrt{g_i}\}\right]"
)
ACROSS = np.linspace(-7.0, 7.0, 57)
PLANES = 3
_DIMENSIONS = (3, 4, 5)


def printed() -> list[ck.Link]:
    """The production that (8.1) sums, without N T, is the action that (8.8) ends with."""
    return [ck.Link("road", ck.equal(TOTAL, integral(DENSITY * CURVATURE)))]


def amended() -> list[ck.Link]:
    """The last line of (8.8) from the second line of (8.7), its sign corrected."""
    postulated = -integral(FIRST + SECOND) / 2
    return [ck.Link("repaired", ck.equal(integral(ROOT * R), postulated))]


def layers() -> Metric:
    """A metric at rest: -dt^2 + p(x)^2 dx^2 + q(x)^2 (dy^2 + dz^2)."""
    y, z = sp.symbols("y z", real=True)
    p, q = (sp.Function(name, positive=True)(gravity.x) for name in ("p", "q"))
    matrix = sp.ImmutableMatrix(sp.diag(-1, p**2, q**2, q**2))
    return Metric("layers at rest", matrix, (gravity.t, gravity.x, y, z), (p, q), p * q**2)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Neurons at rest, for the print; every connection at a point, for the repaired form."""
    steps: list[ck.Step] = []
    obligations: list[ck.Obligation] = []
    for name, form in given.items():
        left, right = (gravity.density_of(side) for side in form.args)
        if name == "road":
            action = right.subs({DENSITY: ROOT, CURVATURE: R})
            varied = gravity.euler(layers(), left.subs(TOTAL, 0) - action)
            steps += [
                ck.Step(
                    "Neurons at rest are at rest for ever: $\\Gamma^a_{00}=0$ in the synchronous "
                    "gauge. Without $NT$ their production (8.2) is",
                    sp.S.Zero,
                ),
                ck.Step("while their metric may be any of", layers().matrix),
                ck.Step(
                    "whose action changes with it: its variation by $p$ is, up to the sign,",
                    sp.factor(varied[0]),
                ),
            ]
            obligations += [ck.Vanishes(name, part) for part in varied]
        else:
            gap = (left - right).subs({FIRST: ROOT * X, SECOND: Z})
            rest = [gravity.without_fluxes(gap, dimension) for dimension in _DIMENSIONS]
            steps += [
                ck.Step(
                    "If $\\{\\sqrt{g_i}\\}$ is $\\sqrt{-g}$ of the metric of the connection, and "
                    "$\\{g_i^{\\alpha\\beta}\\sqrt{g_i}\\}$ is $\\sqrt{-g}\\,g^{\\alpha\\beta}$ "
                    "with its inverse, then",
                    sp.Tuple(ck.equal(FIRST, ROOT * X), ck.equal(SECOND, Z)),
                ),
                ck.Step(
                    "The two densities then differ by the divergences",
                    sp.Tuple(gravity.FIRST_FLUX, gravity.SECOND_FLUX),
                ),
            ]
            obligations += [ck.Vanishes(name, part) for part in rest]
    return ck.Derivation(tuple(steps), tuple(obligations))


def _action_of_planes(sample: ck.Sample) -> Array:
    """The integral of {sqrt(g_i)} R across planes that are densely filled with neurons at rest.

    Every plane at x_k holds neurons with the matrix diag(p, q, q); in the plane their windows add
    up to a constant, so that averages have the windows of the planes as weights.
    """
    p, q = sample["p"][:, :, None], sample["q"][:, :, None]
    away = ACROSS - sample["x"][:, :, None]
    window = np.sqrt(p / (2 * np.pi)) * np.exp(-p * away**2 / 2)
    jet = (window, -p * away * window, (p**2 * away**2 - p) * window)
    below = [part.sum(1) for part in jet]

    def average(values: Array) -> tuple[Array, Array, Array]:
        above = [(values * part).sum(1) for part in jet]
        mean = above[0] / below[0]
        slope = (above[1] - mean * below[1]) / below[0]
        return mean, slope, (above[2] - 2 * slope * below[1] - mean * below[2]) / below[0]

    shape = below[0].shape
    g, dg, ddg = (np.zeros((*shape, *(4,) * rank)) for rank in (2, 3, 4))
    g[..., 0, 0] = -1.0
    for axis, values in ((1, p), (2, q), (3, q)):
        g[..., axis, axis], dg[..., axis, axis, 1], ddg[..., axis, axis, 1, 1] = average(values)
    scalars = curvature(g, dg, ddg).scalar
    return np.asarray((below[0] * scalars).sum(-1) * (ACROSS[1] - ACROSS[0]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Planes of neurons at rest; and integrals over random periodic metrics."""
    factor = np.sqrt(sample["p"])[..., None, None]
    rest = np.zeros((*sample["p"].shape, 1))
    production = road.light_cone_production(np.ones(()), factor, rest) - 1
    g = metric_fields.metric(sample)
    up, gamma = metric_fields.inverse(g)[0], metric_fields.christoffel(g)
    root = metric_fields.root(g)
    trace = np.einsum("nab...,nmab...->nm...", up, gamma)
    spread = metric_fields.partial(root[:, None, None] * up)
    values = {
        TOTAL: production.sum(-1),
        integral(DENSITY * CURVATURE): _action_of_planes(sample),
        ROOT: root,
        R: metric_fields.trace(g, metric_fields.ricci(g)),
        FIRST: np.einsum("nm...,nm...->n...", trace, metric_fields.partial(root)),
        SECOND: np.einsum("nmab...,nmab...->n...", gamma, spread),
    }
    return ck.Measurement(values, metric_fields.derivative, metric_fields.integral)


CLAIM = ck.Claim(
    key="vanchurin:road",
    source=source("8"),
    kind="result",
    title="The road from the entropy production to the Einstein-Hilbert action",
    latex=r"\int_0^T dt \sum_i \left(\Delta S_{x,i} - 1\right) = \int dt d^3x \sqrt{-g} "
    r"g^{\alpha\beta} R_{\alpha\beta} + \text{boundary term}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("x", -1.5, 1.5, (PLANES,), "places of three planes of neurons"),
                ck.Real("p", 0.6, 1.8, (PLANES,), "$g_{i,11}$ in each plane"),
                ck.Real("q", 0.6, 1.8, (PLANES,), "$g_{i,22}=g_{i,33}$ in each plane"),
                metric_fields.waves("h"),
            )
        ),
        tolerance=1e-7,
        reason="spectral derivatives on 20 points per axis; the highest waves of the metric and "
        "its inverse are below 1e-8",
        method="curvature of planes of neurons at rest; integrals over random periodic metrics",
        samples=16,
        examples=60,
    ),
    expected="corrected",
    reading="The two ends of the chain (8.1)-(8.8), without the constant $NT$. Neurons at rest "
    "decide: they solve (7.7), produce nothing beyond $NT$, and may have any metric that does not "
    "depend on time. Where the number changes on the way is in (8.3) (boundary term), (8.4) second "
    "line (becomes zero), (8.5) (connection taken at another point), (8.6) (against gauge and "
    "proper time), (8.7) (sign; determinant). The experiment `road` follows it for moving neurons.",
    known=({"x": [0, 0, 0], "p": [1, 1, 1.5], "q": [1, 1, 1.5], "h": np.zeros((6, 2, 2))},),
    premises=tuple(f"vanchurin:8.{k}" for k in range(1, 9)),
    hypotheses=(
        "the entropy production is postulated to be the second line of (8.7) with a plus sign; it "
        "does not follow from (8.1)",
        "$\\{\\sqrt{g_i}\\}=\\sqrt{-\\det g_{\\mu\\nu}}$ for the metric whose connection is used",
        "$\\{g_i^{\\alpha\\beta}\\sqrt{g_i}\\}/\\{\\sqrt{g_i}\\}$ is the inverse of that metric",
        "boundary terms in space and in time do not contribute to the variation",
    ),
    amended=ck.Amended(
        latex=r"\Delta S_x[g] := -\frac{1}{2}\int dt d^3x \left(g^{\alpha\beta}"
        r"\Gamma^{\mu}_{\alpha\beta}\partial_{\mu}\{\sqrt{g_i}\} + \Gamma^{\mu}_{\alpha\beta}"
        r"\partial_{\mu}\{g_i^{\alpha\beta}\sqrt{g_i}\}\right) = \int dt d^3x \sqrt{-g} "
        r"g^{\alpha\beta} R_{\alpha\beta} + \text{boundary term}",
        links=amended,
        note="The part of the road that can be kept: from the second line of (8.7), with the plus "
        "sign that its first line gives, to the Einstein-Hilbert action. That this expression is "
        "the entropy production has to be assumed; with it go the further hypotheses listed. The "
        "coefficients 1 and 1 of its two terms are the only ones that lead there.",
    ),
)
