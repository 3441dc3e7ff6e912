"""(8.12): the Einstein equations with cosmological constant."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.metric_functional import einstein_hilbert, volume
from proofs.papers.vanchurin.shared import beliefs, metric_fields
from proofs.papers.vanchurin.shared.curved import (
    GK,
    RK,
    ROOT,
    VARIED,
    FirstNonzero,
    Lambda,
    R,
    change,
    coordinates,
    integral,
    written_out,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import ForEveryMetric, MetricVariation


def printed() -> list[ck.Link]:
    """The variation is sqrt(-g) (R_mn - g_mn g^ab R_ab / 2 + Lambda g_mn) against delta g^mn."""
    density = ROOT * (RK - R * GK / 2 + Lambda * GK)
    return [ck.Link("variation", ck.equal(VARIED, integral(density)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary the second line of (8.11) by the inverse metric, whatever the metric and its change."""
    line = premises["8.11"]["second line"].rhs
    action = sp.Add(*(term for term in sp.Add.make_args(line) if term.has(ROOT)))
    density = form.of(VARIED).function
    yield ck.Step("What depends on the metric in (8.11):", action)
    yield ck.Step("Its variation should be the integral of", density)
    gaps = []
    for n in (3, 4):
        varied = MetricVariation(written_out(action, n), change(n), coordinates(n))
        gaps.append(ForEveryMetric(varied - written_out(density, n), coordinates(n)))
    yield ck.Vanishes("variation", FirstNonzero(*gaps), ForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The discretised action, varied in random directions."""
    level = sample["Lambda"][:, None, None, None]

    def lagrangian(g: ck.Array, dg: ck.Array, ddg: ck.Array) -> ck.Array:
        return einstein_hilbert(g, dg, ddg) - 2 * level * volume(g, dg, ddg)

    found = metric_fields.measure_variation(sample, lagrangian)
    return ck.Measurement({**found.values, Lambda: sample["Lambda"]}, **metric_fields.CALCULUS)


CLAIM = ck.Claim(
    key="vanchurin:8.12",
    source=source("8", "8.12"),
    kind="result",
    title="Einstein equations with cosmological constant",
    latex=r"R_{\mu\nu} - \frac{1}{2}g^{\alpha\beta}R_{\alpha\beta}g_{\mu\nu} "
    r"+ \Lambda g_{\mu\nu} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (metric_fields.waves("h"), metric_fields.waves("k"), ck.Real("Lambda", -1.0, 1.0))
        ),
        tolerance=1e-7,
        reason="spectral derivatives on 20 points per axis; the highest waves of the metric and "
        "its inverse are below 1e-8",
        method="complex-step variation of the discretised action in random directions",
        samples=24,
        examples=60,
    ),
    expected="proved",
    reading="Read as in (8.10): the functional (8.11) changes by the integral of $\\sqrt{-g}$ "
    "times the printed tensor times $\\delta g^{\\mu\\nu}$ for every $\\delta g^{\\mu\\nu}$ of "
    "compact support. The term with $\\bar N$ does not depend on the metric and drops out, so "
    "that the missing time integral of (8.11) does not matter here.",
    premises=("vanchurin:8.11",),
    hypotheses=(
        beliefs.CONSTANT_LAMBDA,
        beliefs.FREE_METRIC,
        beliefs.ACTION_AS_EXACT,
        beliefs.NO_SPACETIME_BOUNDARY,
    ),
)
