"""(8.10): the vacuum Einstein equations from unconstrained variations of the metric."""

from collections.abc import Iterator

from numpy.random import Generator

import proofs.checker as ck
from numerics.spacetime.metric_functional import einstein_hilbert
from proofs.papers.vanchurin.shared import beliefs, metric_fields
from proofs.papers.vanchurin.shared.curved import (
    GK,
    RK,
    ROOT,
    VARIED,
    FirstNonzero,
    R,
    change,
    coordinates,
    integral,
    written_out,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import ForEveryMetric, MetricVariation


def printed() -> list[ck.Link]:
    """The variation is sqrt(-g) (R_mn - g_mn g^ab R_ab / 2) against the change of g^mn."""
    return [ck.Link("variation", ck.equal(VARIED, integral(ROOT * (RK - R * GK / 2))))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary the last line of (8.8) by the inverse metric, whatever the metric and its change."""
    action = premises["8.8"]["second = third line"].rhs
    density = form.of(VARIED).function
    yield ck.Step("The action:", action)
    yield ck.Step("Its variation should be the integral of", density)
    gaps = []
    for n in (3, 4):
        varied = MetricVariation(written_out(action, n), change(n), coordinates(n))
        gaps.append(ForEveryMetric(varied - written_out(density, n), coordinates(n)))
    yield ck.Vanishes("variation", FirstNonzero(*gaps), ForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The discretised action, varied in random directions."""
    return metric_fields.measure_variation(sample, einstein_hilbert)


CLAIM = ck.Claim(
    key="vanchurin:8.10",
    source=source("8", "8.10"),
    kind="result",
    title="Vacuum Einstein equations",
    latex=r"\frac{\delta \Delta S_x[g]}{\delta g^{\mu\nu}} = 0 \qquad \Rightarrow \qquad "
    r"R_{\mu\nu} - \frac{1}{2} g^{\alpha\beta} R_{\alpha\beta} g_{\mu\nu} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((metric_fields.waves("h"), metric_fields.waves("k"))),
        tolerance=1e-7,
        reason="spectral derivatives on 20 points per axis; the highest waves of the metric and "
        "its inverse are below 1e-8",
        method="complex-step variation of the discretised action in random directions",
        samples=24,
        examples=60,
    ),
    expected="proved",
    reading="$\\Delta S_x$ is the third line of (8.8) (its first line only with the corrected "
    "sign). Read as: for every change $\\delta g^{\\mu\\nu}$ of compact support the action changes "
    "by the integral of $\\sqrt{-g}$ times the printed tensor times $\\delta g^{\\mu\\nu}$, so "
    "that stationarity is the printed equation. The exact arm decides it for every metric of three "
    "and four dimensions; the numeric arm on a periodic box of 1 + 2 dimensions with all six "
    "components.",
    premises=("vanchurin:8.8",),
    hypotheses=(beliefs.FREE_METRIC, beliefs.ACTION_AS_EXACT, beliefs.NO_SPACETIME_BOUNDARY),
)
