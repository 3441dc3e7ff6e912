"""(8.10): the vacuum Einstein equations from unconstrained variations of the metric."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import gravity, metric_fields, stationary_metric
from proofs.papers.vanchurin.shared.gravity import ROOT, R, integral
from proofs.papers.vanchurin.shared.notation import source

VARIED = sp.Symbol(r"\delta\Delta S_x", real=True)


def printed() -> list[ck.Link]:
    """The variation is sqrt(-g) (R_mn - g_mn g^ab R_ab / 2) against the change of g^mn."""
    return [
        ck.Link(
            "variation",
            ck.equal(VARIED, integral(stationary_metric.einstein())),
        )
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary at a point of any metric and along the free functions of five families."""
    density = gravity.density_of(form["variation"].rhs)
    letters, varied = stationary_metric.at_a_point(3)
    return ck.Derivation(
        steps=(
            ck.Step(
                "At a point with $g=\\eta$ and no first derivatives the action of (8.8) varies by "
                f"a form of {len(varied.args)} terms in three dimensions, of which the part with "
                "$k^{01}=\\delta g^{01}$ is",
                varied.coeff(sp.Symbol("k^01", real=True)),
            ),
            ck.Step(
                "The form there, same part:",
                sp.expand(density.xreplace(letters)).coeff(sp.Symbol("k^01", real=True)),
            ),
            stationary_metric.friedmann_step(ROOT * R),
        ),
        obligations=(
            *(
                ck.Vanishes("variation", gap)
                for gap in stationary_metric.at_points(density, sp.S.Zero)
            ),
            *(
                ck.Vanishes("variation", gap)
                for gap in stationary_metric.in_families(density, ROOT * R)
            ),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The discretised action, varied in random directions."""
    return stationary_metric.measure(sample, np.zeros(len(sample["h"])), VARIED)


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
    "that stationarity is the printed equation. The exact arm works at a point of any metric in "
    "three and four dimensions, and in five families; the numeric arm on a periodic box of 1 + 2 "
    "dimensions with all six components. In two dimensions the tensor is identically zero.",
    premises=("vanchurin:8.8", "vanchurin:8.9"),
    hypotheses=(
        "all components of $g^{\\mu\\nu}$ are varied freely, although (6.7) has fixed four of "
        "them; see vanchurin:gauge-fixed-variation",
        "the action that the approximations of (8.1)-(8.7) lead to is varied as if it were exact "
        "and as if $g$ were free of the neurons it is averaged from",
        "variations vanish at the boundary together with their first derivatives",
    ),
)
