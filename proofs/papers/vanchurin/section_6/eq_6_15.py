"""(6.15): the root of the determinant as the number density of neurons."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, weighted_average
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import (
    ABOVE,
    AVERAGE,
    BELOW,
    metric,
    root,
    tilted,
    window,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral

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


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """nu sqrt(-g) d^3x has to count every neuron once, where its window is."""
    first, second = clouds.roots(D)
    full = clouds.filled(premises["6.8"], (first, second), D)
    average = premises["6.9"].of(AVERAGE)
    shares = [clouds.diagonal(root(i, D) * window(i, D), D) for i in (1, 2)]

    copies = sp.Symbol("c", positive=True)

    def volume(copied: Expr) -> Expr:
        """Root of the determinant of the averaged metric, every neuron taken `copied` times."""
        below = {BELOW: sp.Add(*(copied * share for share in shares))}
        entries = sp.S.One
        for a in range(D):
            parts = zip((1, 2), shares, strict=True)
            above = sp.Add(*(copied * metric(i, D)[a, a] * share for i, share in parts))
            entries *= average.xreplace({ABOVE: above, **below})
        return sp.sqrt(entries)

    yield ck.Step("Root of the determinant of the averaged metric (6.9):", volume(sp.S.One))
    root_by_form = form.of(ROOT)
    copied = root_by_form.xreplace({BELOW: copies * BELOW, PROPER: copies * PROPER})
    yield ck.Step("With $c$ copies of every neuron $\\nu$ and the bracket grow by $c$:", copied)
    yield ck.shows("density", copied * volume(sp.S.One), root_by_form * volume(copies))
    laws = sp.Add(*(clouds.diagonal(tilted(i, D, J), D) for i in (1, 2)))
    x = clouds.coordinates(D)
    wave = sp.exp(sp.Add(*(j * y for j, y in zip(J, x, strict=True))))
    counted = (PROPER * root_by_form).xreplace({BELOW: full}) * wave
    yield ck.Step("Neurons in proper volumes, weighed with $e^{J\\cdot x}$, have to be", laws)
    yield ck.shows("density", GaussianIntegral(sp.expand(counted), x), laws)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The determinant of the averaged metric, the bracket, and neurons counted in small cubes."""
    g = clouds.diagonal_matrices(sample, D)
    means = [
        weighted_average(g[i], Cloud(sample["position"][i], g[i]), point).value
        for i, point in enumerate(sample["point"])
    ]
    volume = np.sqrt(np.linalg.det(np.array(means)))
    density = clouds.normal_density(sample["point"][:, None, :] - sample["position"], g).sum(-1)
    return ck.Measurement(
        {ROOT: volume, BELOW: density, PROPER: clouds.counted(sample, D) / volume}
    )


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
    fails_by="undo: drop the factor 1/nu in \\{\\sqrt{g_i}\\}/nu",
    reading="Two neurons in the linear coordinates that make both matrices diagonal. Required: "
    "$g$ is the determinant of the averaged metric (6.9), as (6.16) states and (8.7) uses "
    "($\\partial_\\mu\\sqrt{-g}=\\sqrt{-g}\\,\\Gamma^\\gamma_{\\gamma\\mu}$). For given neurons "
    "both sides are already defined; they scale differently with the number of neurons and with "
    "the unit of length.",
    premises=("vanchurin:6.8", "vanchurin:6.9"),
    hypotheses=(beliefs.POSITIVE_MATRICES,),
    amended=ck.Amended(
        latex=r"\sqrt{-g(x)} = \frac{1}{\nu(x)} \{\sqrt{g_i}\}",
        links=amended,
        note="$\\nu$ is the number of neurons per proper volume of the emergent space. (6.15) is "
        "the hypothesis $\\nu=1$ on the arrangement of the neurons: one neuron per unit of proper "
        "volume, everywhere and at all times. See vanchurin:unit-density.",
    ),
    known=({"logarithm": [[0, 0, 0]] * 2, "position": [[0, 0, 0]] * 2, "point": [0, 0, 0]},),
)
