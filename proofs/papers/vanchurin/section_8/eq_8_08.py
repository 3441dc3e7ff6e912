"""(8.8): from the entropy production (8.7) to the Einstein-Hilbert action, up to a boundary."""

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import gravity, metric_fields
from proofs.papers.vanchurin.shared.gravity import ROOT, W1, W2, R, X, Y, Z, integral
from proofs.papers.vanchurin.shared.notation import source

FIRST, SECOND = "first = second line", "second = third line"
DIMENSIONS = (2, 3, 4, 5)


def first_line(sign: int) -> Expr:
    """The first line: printed with sign -1 before its second term, amended with +1."""
    return -integral(ROOT * X + sign * Z) / 2


def _links(sign: int) -> list[ck.Link]:
    second = integral(ROOT * (X - Y + W1 - W2))
    return [
        ck.Link(FIRST, ck.equal(first_line(sign), second)),
        ck.Link(SECOND, ck.equal(second, integral(ROOT * R))),
    ]


def printed() -> list[ck.Link]:
    """The chain with the minus sign of the print in its first line."""
    return _links(-1)


def amended() -> list[ck.Link]:
    """The chain with the plus sign that (8.7) leads to."""
    return _links(1)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The densities of two lines may differ by a divergence: at a point, and in families."""
    gaps = {
        name: gravity.density_of(form.lhs) - gravity.density_of(form.rhs)
        for name, form in given.items()
    }
    rests = {
        name: [gravity.without_fluxes(gap, dimension) for dimension in DIMENSIONS]
        for name, gap in gaps.items()
    }
    first = gravity.density_of(given[FIRST].lhs)
    reduced = sp.expand(first.subs(Z, ROOT * (X - 2 * Y)))
    cosmos = gravity.friedmann()
    kasner = gravity.families()[0]
    lapse = kasner.fields[0]
    by_lapse, by_action = (
        sp.factor(gravity.euler(kasner, density)[0].doit().subs(lapse, 1).doit())
        for density in (first, ROOT * R)
    )
    return ck.Derivation(
        steps=(
            ck.Step(
                "The second term of the first line, because the connection is that of the metric:",
                ck.equal(Z, ROOT * (X - 2 * Y)),
            ),
            ck.Step("so that the density of the first line is", reduced),
            ck.Step(
                "while that of the third line is the following, with its divergence:",
                ck.equal(ROOT * R, ROOT * (Y - X) + gravity.FIRST_FLUX - gravity.SECOND_FLUX),
            ),
            ck.Step(
                "First line varied by the lapse of a metric of Kasner type, at lapse 1 (with the "
                "printed sign a sum of squares, which leaves no expansion at all):",
                ck.equal(by_lapse, 0),
            ),
            ck.Step(
                "The same of the third line, which the Kasner metrics fulfil:",
                ck.equal(by_action, 0),
            ),
            ck.Step(
                "Families put through the Euler operator:",
                sp.Tuple(*(family.matrix for family in gravity.families())),
            ),
        ),
        obligations=(
            *(ck.Vanishes(name, rest) for name in gaps for rest in rests[name]),
            *(
                ck.Vanishes(name, part)
                for name, gap in gaps.items()
                for family in (gravity.families() if not any(rests[name]) else (cosmos,))
                for part in gravity.euler(family, gap)
            ),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Connection and curvature of periodic metrics by spectral differentiation."""
    g = metric_fields.metric(sample)
    values = metric_fields.scalars(g)
    values[R] = metric_fields.trace(g, metric_fields.ricci(g))
    return ck.Measurement(values, metric_fields.derivative, metric_fields.integral)


_TAIL = (
    r"&= \int dt d^3x \sqrt{-g} g^{\alpha\beta} \left(\Gamma^{\mu}_{\alpha\beta}"
    r"\Gamma^{\gamma}_{\gamma\mu} - \Gamma^{\mu}_{\alpha\gamma} \Gamma^{\gamma}_{\beta\mu} + "
    r"\frac{\partial}{\partial x^{\mu}} \Gamma^{\mu}_{\alpha\beta} - "
    r"\frac{\partial}{\partial x^{\beta}} \Gamma^{\mu}_{\alpha\mu} \right) "
    r"+ \text{boundary term} \\ "
    r"&= \int dt d^3x \sqrt{-g} g^{\alpha\beta} R_{\alpha\beta} + \text{boundary term}"
)
_HEAD = (
    r"\Delta S_x[g] &\approx -\frac{1}{2} \int dt d^3x \left(\sqrt{-g} g^{\alpha \beta} "
    r"\Gamma^{\mu}_{\alpha \beta} \Gamma^{\gamma}_{\gamma \mu} %s \Gamma^{\mu}_{\alpha \beta} "
    r"\frac{\partial}{\partial x^{\mu}} \left(\sqrt{-g} g^{\alpha \beta} \right) \right) \\ "
)

CLAIM = ck.Claim(
    key="vanchurin:8.8",
    source=source("8", "8.8"),
    kind="result",
    title="Entropy production as the Einstein-Hilbert action",
    latex=_HEAD % "-" + _TAIL,
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
    reading="Brackets $[\\,]$ name scalars that sum over all their indices. Equal up to a boundary "
    "term is read as: the densities differ by a total divergence. The exact arm subtracts the "
    "divergences that hold second derivatives and asks for the rest to vanish for any connection "
    "at a point in 2 to 5 dimensions; where it does, the Euler operator acts on five families, "
    "else on the flat Friedmann metric. The numeric "
    "arm integrates over a periodic box of 1 + 2 dimensions, where boundary terms are zero. In two "
    "dimensions the third line is itself a divergence.",
    premises=("vanchurin:7.9", "vanchurin:8.7", "vanchurin:8.9"),
    hypotheses=(
        "the connection (7.9) is that of the metric whose determinant appears in $\\sqrt{-g}$; "
        "(6.15) equates the latter with $\\{\\sqrt{g_i}\\}$ only to first order in $\\epsilon$",
        "boundary terms do not contribute to the variation",
    ),
    amended=ck.Amended(
        latex=_HEAD % "+" + _TAIL,
        links=amended,
        note="One sign changed. As printed the first line is $-\\int\\sqrt{-g}\\,g^{\\alpha\\beta}"
        "\\Gamma^\\mu_{\\alpha\\gamma}\\Gamma^\\gamma_{\\beta\\mu}$, which differs from the third "
        "by no divergence and has other equations of motion. In (8.7) the bracket of the window "
        "changes sign under $\\partial_a$ in both pairs of terms alike, which gives the plus sign.",
    ),
    known=({"h": [*([[0, 0], [0, 0]],) * 5, [[0, 0], [0, 2]]]},),
)
