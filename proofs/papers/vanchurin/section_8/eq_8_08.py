"""(8.8): from the entropy production (8.7) to the Einstein-Hilbert action, up to a boundary."""

from collections.abc import Iterator

from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, metric_fields
from proofs.papers.vanchurin.shared.curved import (
    ROOT,
    W1,
    W2,
    R,
    UpToDivergence,
    X,
    Y,
    Z,
    integral,
    written_out,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import DivergenceForEveryMetric


def _links(sign: int) -> list[ck.Link]:
    first = -integral(ROOT * X + sign * Z) / 2
    second = integral(ROOT * (X - Y + W1 - W2))
    return [
        ck.Link("first = second line", ck.equal(first, second)),
        ck.Link("second = third line", ck.equal(second, integral(ROOT * R))),
    ]


def printed() -> list[ck.Link]:
    """The chain with the minus sign of the print in its first line."""
    return _links(-1)


def amended() -> list[ck.Link]:
    """The chain with the plus sign that (8.7) leads to."""
    return _links(1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The densities of two lines may differ by a divergence only, whatever the metric."""
    for name in form:
        yield ck.Step(f"{name}, in letters for two dimensions:", written_out(form.gap(name), 2))
        gap = UpToDivergence(form.gap(name), 2, 4)
        yield ck.Vanishes(name, gap, DivergenceForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Connection and curvature of periodic metrics by spectral differentiation."""
    values = metric_fields.scalars(metric_fields.metric(sample))
    return ck.Measurement(values, **metric_fields.CALCULUS)


_TAIL = (
    r"&= \int dt d^3x \sqrt{-g} g^{\alpha\beta} \left(\Gamma^{\mu}_{\alpha\beta}"
    r"\Gamma^{\gamma}_{\gamma\mu} - \Gamma^{\mu}_{\alpha\gamma} \Gamma^{\gamma}_{\beta\mu} + "
    r"\frac{\partial}{\partial x^{\mu}} \Gamma^{\mu}_{\alpha\beta} - "
    r"\frac{\partial}{\partial x^{\beta}} \Gamma^{\mu}_{\alpha\mu} \right) "
    r"+ \text{boundary term} \\ "
    r"&= \int dt d^3x \sqrt{-g} g^{\alpha\beta} R_{\alpha\beta} + \text{boundary term}"
)
_HEAD = (
    r"%s-\frac{1}{2} \int dt d^3x \left(\sqrt{-g} g^{\alpha \beta} "
    r"\Gamma^{\mu}_{\alpha \beta} \Gamma^{\gamma}_{\gamma \mu} %s \Gamma^{\mu}_{\alpha \beta} "
    r"\frac{\partial}{\partial x^{\mu}} \left(\sqrt{-g} g^{\alpha \beta} \right) \right) \\ "
)

CLAIM = ck.Claim(
    key="vanchurin:8.8",
    source=source("8", "8.8"),
    kind="result",
    title="Entropy production as the Einstein-Hilbert action",
    latex=_HEAD % (r"\Delta S_x[g] &\approx ", "-") + _TAIL,
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((metric_fields.waves("h"),)),
        tolerance=1e-7,
        reason="spectral derivatives on 20 points per axis; the highest waves of the metric and "
        "its inverse are below 1e-8",
        method="integrals over random periodic metrics; curvature from second derivatives",
        samples=24,
        examples=60,
    ),
    expected="corrected",
    fails_by="first = second line: left side, flip the sign of "
    "-\\left[\\Gamma^{\\mu}_{\\alpha\\beta}\\par...",
    reading="Brackets $[\\,]$ name scalars that sum over all their indices. Equal up to a boundary "
    "term is read as: the densities differ by a total divergence, which the exact arm decides for "
    "every metric in two and four dimensions. The numeric arm integrates over a periodic box of "
    "1 + 2 dimensions, where boundary terms are zero. That the first line is the entropy "
    "production is (8.7); the links here begin after it.",
    premises=("vanchurin:8.7",),
    explained={
        "premise vanchurin:8.7": "says that the first line is the entropy production; the equality "
        "of the three lines does not depend on it"
    },
    hypotheses=(beliefs.METRIC_CONNECTION, beliefs.NO_SPACETIME_BOUNDARY),
    amended=ck.Amended(
        latex=_HEAD % ("&", "+") + _TAIL,
        links=amended,
        note="One sign changed. As printed the first line is $-\\int\\sqrt{-g}\\,g^{\\alpha\\beta}"
        "\\Gamma^\\mu_{\\alpha\\gamma}\\Gamma^\\gamma_{\\beta\\mu}$, which differs from the third "
        "by no divergence and has other equations of motion. In (8.7) the bracket of the window "
        "changes sign under $\\partial_a$ in both pairs of terms alike, which gives the plus "
        "sign. The "
        "three lines are equal; that the first is $\\Delta S_x$ is no part of it, and "
        "vanchurin:road refutes it.",
    ),
    known=({"h": [*([[0, 0], [0, 0]],) * 5, [[0, 0], [0, 2]]]},),
)
