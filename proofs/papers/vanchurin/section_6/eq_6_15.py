"""(6.15): the root of the determinant as the number density of neurons."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.special import ndtr
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, weighted_average
from proofs.papers.vanchurin.section_6.eq_6_08 import bracket
from proofs.papers.vanchurin.section_6.eq_6_09 import BELOW
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import gaussian_integral, metric, root, tilted, window
from proofs.papers.vanchurin.shared.notation import source

D = 3
ROOT = sp.Symbol(r"\sqrt{-g}", positive=True)
PROPER = sp.Symbol("nu", positive=True)
J = sp.symbols("J_1:4", real=True)


def printed() -> list[ck.Link]:
    """sqrt(-g) = {sqrt(g_i)}."""
    return [ck.Link("density", ck.equal(ROOT, BELOW))]


def amended() -> list[ck.Link]:
    """sqrt(-g) = {sqrt(g_i)} / nu with nu neurons per proper volume."""
    return [ck.Link("density", ck.equal(ROOT, BELOW / PROPER))]


@cache
def neurons() -> tuple[Expr, Expr]:
    """{sqrt(g_i)} for two neurons, and the sum of their laws under a tilt J."""
    full = clouds.diagonal(bracket((root(1, D), root(2, D)), D), D)
    laws = sp.Add(*(clouds.diagonal(tilted(i, D, J), D) for i in (1, 2)))
    return full, laws


def determinant(weights: tuple[Expr, Expr]) -> Expr:
    """det g_ab of the averaged metric (6.9) of two neurons with diagonal matrices."""
    return sp.Mul(
        *(
            sp.Add(*(metric(i, D)[a, a] * w for i, w in zip((1, 2), weights, strict=True)))
            / sp.Add(*weights)
            for a in range(D)
        )
    )


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """nu sqrt(-g) d^3x has to count every neuron once, where its window is."""
    full, laws = neurons()
    counted = (PROPER * form["density"].rhs).subs(BELOW, full)
    found = gaussian_integral(sp.expand(counted), clouds.coordinates(D), J)
    shares = [clouds.diagonal(root(i, D) * window(i, D), D) for i in (1, 2)]
    volume = sp.sqrt(determinant((shares[0], shares[1])))
    own = form["density"].rhs.subs(PROPER, BELOW / volume).subs(BELOW, full)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Determinant of the averaged metric (6.9), with $w_i=\\sqrt{g_i}$ times the "
                "window of neuron $i$; it does not change when every neuron is doubled, while "
                "$\\{\\sqrt{g_i}\\}$ doubles:",
                determinant(sp.symbols("w_1 w_2", positive=True)),
            ),
            ck.Step(
                "Neurons in the proper volume $\\sqrt{-g}\\,d^3x$ are $\\nu\\sqrt{-g}\\,d^3x$, "
                "with $\\nu$ per proper volume; the form requires",
                ck.equal(PROPER * ROOT, PROPER * form["density"].rhs),
            ),
            ck.Step(
                "which has to count each neuron once (6.14) and put it where it is; so "
                "(6.15) as printed requires",
                ck.equal(PROPER, 1),
            ),
        ),
        obligations=(
            ck.Vanishes("density", own - volume),
            ck.Vanishes("density", found - laws),
        ),
    )


def counted(sample: ck.Sample) -> NDArray[np.float64]:
    """Neurons per coordinate volume: counted in two small cubes, and extrapolated to none."""
    scale = np.exp(sample["logarithm"] / 2)
    offset = sample["point"][:, None, :] - sample["position"]

    def inside(half: float) -> NDArray[np.float64]:
        share = ndtr(scale * (offset + half)) - ndtr(scale * (offset - half))
        return np.asarray(share.prod(-1).sum(-1) / (2 * half) ** D)

    return (4 * inside(0.01) - inside(0.02)) / 3


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The determinant of the averaged metric, the bracket, and neurons counted in small cubes."""
    g = clouds.diagonal_matrices(sample, D)
    means = [
        weighted_average(g[i], Cloud(sample["position"][i], g[i]), point).value
        for i, point in enumerate(sample["point"])
    ]
    volume = np.sqrt(np.linalg.det(np.array(means)))
    density = clouds.normal_density(sample["point"][:, None, :] - sample["position"], g).sum(-1)
    return ck.Measurement({ROOT: volume, BELOW: density, PROPER: counted(sample) / volume})


CLAIM = ck.Claim(
    key="vanchurin:6.15",
    source=source("6", "6.15"),
    kind="definition",
    title="Root of the determinant as a sum over neurons",
    latex=r"\sqrt{-g(x)} \equiv \{\sqrt{g_i}\}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, diagonal=True),
        tolerance=1e-6,
        reason="the extrapolation from cubes of half width 0.01 and 0.02 is good to 1e-7",
        method="determinant of the averaged metric; neurons counted in small cubes",
        samples=40,
        examples=100,
    ),
    expected="ill-posed",
    reading="Two neurons in the linear coordinates that make both matrices diagonal. Required: "
    "$g$ is the determinant of the averaged metric (6.9), as (6.16) states and (8.7) uses "
    "($\\partial_\\mu\\sqrt{-g}=\\sqrt{-g}\\,\\Gamma^\\gamma_{\\gamma\\mu}$). For given neurons "
    "both sides are already defined; they scale differently with the number of neurons and with "
    "the unit of length.",
    premises=("vanchurin:6.8", "vanchurin:6.9", "vanchurin:6.14"),
    hypotheses=("$g_{i,ab}$ is positive definite",),
    amended=ck.Amended(
        latex=r"\sqrt{-g(x)} = \frac{1}{\nu(x)} \{\sqrt{g_i}\}",
        links=amended,
        note="$\\nu$ is the number of neurons per proper volume of the emergent space. (6.15) is "
        "the hypothesis $\\nu=1$ on the arrangement of the neurons: one neuron per unit of proper "
        "volume, everywhere and at all times. See vanchurin:unit-density.",
    ),
    known=({"logarithm": [[0, 0, 0]] * 2, "position": [[0, 0, 0]] * 2, "point": [0, 0, 0]},),
)
