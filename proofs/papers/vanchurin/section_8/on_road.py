"""Section 8: whether the road (8.1)-(8.8) holds from end to end."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_nodes
from numerics.spacetime.curvatures import curvature
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.curved import ROOT, R, integral, scalar, x
from proofs.papers.vanchurin.shared.notation import source, t
from proofs.papers.vanchurin.shared.road import (
    TOTAL,
    light_cone_production,
    place,
    production,
)
from qmgr_sym.unevaluated import RicciScalar, VariationalDerivative

DENSITY = scalar(r"\{\sqrt{g_i}\}", positive=True)
CURVATURE = scalar("R")
PLANES = 3


def printed() -> list[ck.Link]:
    """The production that (8.1) sums, without N T, is the action that (8.8) ends with."""
    return [ck.Link("road", ck.equal(TOTAL, integral(DENSITY * CURVATURE)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Neurons at rest produce the same whatever their metric; so the action may not depend on it.

    They stay at rest: Gamma^a_00 = 0 in the synchronous gauge.
    """
    rest = {place(1, a): sp.Symbol(f"x_0^{a}", real=True) for a in (1, 2)}
    produced = premises["8.2"].of(production(1)).xreplace(rest) - 1
    yield ck.Step("Production (8.2) of a neuron at rest, beyond the clock:", produced)
    p, q = (sp.Function(name, positive=True)(x) for name in ("p", "q"))
    matrix = sp.ImmutableMatrix(sp.diag(-1, p**2, q**2, q**2))
    yield ck.Step("Their metric may be any of", matrix)
    coords = (t, x, *sp.symbols("y z", real=True))
    action = premises["8.8"]["second = third line"].rhs.function
    at = {ROOT: p * q**2, R: RicciScalar(matrix, coords)}
    density = form.of(TOTAL).function.xreplace({DENSITY: ROOT, CURVATURE: R}).xreplace(at)
    yield ck.Step("The density of the action there, last line of (8.8):", action.xreplace(at))
    for field in (p, q):
        yield ck.Vanishes("road", VariationalDerivative(density - produced, field, (x,)))


def averages(sample: ck.Sample, across: ck.Array) -> tuple[ck.Array, ck.Array]:
    """{sqrt(g_i)} and R across planes that are densely filled with neurons at rest.

    Every plane at x_k holds neurons with the matrix diag(p, q, q); in the plane their windows add
    up to a constant, so that averages have the windows of the planes as weights.
    """
    p, q = sample["p"][:, :, None], sample["q"][:, :, None]
    away = across - sample["x"][:, :, None]
    window = np.sqrt(p / (2 * np.pi)) * np.exp(-p * away**2 / 2)
    jet = (window, -p * away * window, (p**2 * away**2 - p) * window)
    below = [part.sum(1) for part in jet]

    def average(values: ck.Array) -> tuple[ck.Array, ck.Array, ck.Array]:
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
    return below[0], scalars


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Planes of neurons at rest: what they produce, and the curvature of their averaged metric."""
    factor = np.sqrt(sample["p"])[..., None, None]
    rest = np.zeros((*sample["p"].shape, 1))
    produced = light_cone_production(np.ones(()), factor, rest) - 1
    line = gauss_nodes(-7.0, 7.0, 12, panels=5)
    density, curved = averages(sample, line.points)
    values = {TOTAL: produced.sum(-1), DENSITY: density[:, None], CURVATURE: curved[:, None]}
    return ck.Measurement(values, **ck.on_nodes({t: gauss_nodes(0.0, 1.0, 1), x: line}))


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
            )
        ),
        tolerance=1e-6,
        reason="Gaussian windows of width near one on 60 Gauss points: below 1e-8",
        method="curvature of planes of neurons at rest against what they produce",
        samples=16,
        examples=60,
    ),
    words="reading",
    expected="refuted",
    because="Neurons at rest solve (7.7) and produce nothing beyond $NT$, whatever their metric "
    "is, while the integral of $\\sqrt{-g}\\,R$ over that metric is not zero.",
    fails_by="Eq(\\Delta{S}_{x}, Integral(R(t, x)*\\{\\sqrt{g_i}\\}(t, x), (x, -oo, oo), (t, -oo"
    ", oo))) fails",
    reading="Our reading of the chain (8.1)-(8.8): its two ends are equal, without the constant "
    "$NT$ and up to a boundary term. Neurons at rest decide: they solve (7.7), produce nothing "
    "beyond $NT$, and may have any metric that does not depend on time. Where the number changes "
    "on the way is in (8.3) (boundary term), (8.4) second line (becomes zero), (8.5) (connection "
    "taken at another point), (8.6) (against gauge and proper time), (8.7) (first line; sign; "
    "determinant). No form of the end result holds: the last two lines of (8.7), with the plus "
    "sign that its first line gives, do lead to the Einstein-Hilbert action, but that they are the "
    "entropy production would have to be postulated. The experiment `road` follows it for moving "
    "neurons.",
    known=({"x": [0, 0, 0], "p": [1, 1, 1.5], "q": [1, 1, 1.5]},),
    premises=("vanchurin:8.2", "vanchurin:8.8"),
    hypotheses=(
        beliefs.DROPPED_CONSTANT,
        beliefs.DENSITY_IS_VOLUME,
        beliefs.NO_SPACETIME_BOUNDARY,
    ),
)
