"""(8.12): the Einstein equations with cosmological constant."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import gravity, metric_fields, stationary_metric
from proofs.papers.vanchurin.shared.gravity import ROOT, Lambda, R, integral
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.stationary_metric import GK

VARIED = sp.Symbol(r"\delta\mathcal{S}", real=True)


def printed() -> list[ck.Link]:
    """The variation is sqrt(-g) (R_mn - g_mn g^ab R_ab / 2 + Lambda g_mn) against delta g^mn."""
    density = stationary_metric.einstein() + ROOT * Lambda * GK
    return [ck.Link("variation", ck.equal(VARIED, integral(density)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary at a point of any metric and along the free functions of five families."""
    density = gravity.density_of(form["variation"].rhs)
    action = ROOT * (R - 2 * Lambda)
    return ck.Derivation(
        steps=(
            ck.Step("The density of (8.11) that depends on the metric:", action),
            ck.Step(
                "The determinant varies as",
                ck.equal(sp.Symbol(r"\delta\sqrt{-g}"), -ROOT * GK / 2),
            ),
            ck.Step("so that the variation should be the integral of", density),
            stationary_metric.friedmann_step(action),
        ),
        obligations=(
            *(
                ck.Vanishes("variation", gap)
                for gap in stationary_metric.at_points(density, Lambda)
            ),
            *(
                ck.Vanishes("variation", gap)
                for gap in stationary_metric.in_families(density, action)
            ),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The discretised action, varied in random directions."""
    return stationary_metric.measure(sample, sample["Lambda"], VARIED)


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
    premises=("vanchurin:8.10", "vanchurin:8.11"),
    hypotheses=(
        "$\\Lambda$ is held fixed and is constant in space and time; see vanchurin:lambda-in-time",
        "all components of $g^{\\mu\\nu}$ are varied freely, although (6.7) has fixed four of "
        "them; see vanchurin:gauge-fixed-variation",
    ),
)
