"""Chapter 4: the potential, and the mass of the operator that it stands for."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared.bulk import nodes
from proofs.papers.hashimoto.shared.notation import source

V, PHI = sp.symbols("V phi", real=True)
L, LAMBDA = sp.symbols("L lambda", positive=True)
POINTS, MATRIX, _ = nodes(0.0, 1.0, 20)


def _links(mass: sp.Expr) -> list[ck.Link]:
    form = mass * PHI**2 / L**2 + LAMBDA * PHI**4 / 4
    return [ck.Link("potential", ck.equal(V, form))]


def printed() -> list[ck.Link]:
    """V = -(3 / L^2) phi^2 + (lambda / 4) phi^4."""
    return _links(sp.Integer(-3))


def amended() -> list[ck.Link]:
    """V = -(3 / (2 L^2)) phi^2 + (lambda / 4) phi^4."""
    return _links(-sp.Rational(3, 2))


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The boundary expansion has to solve phi'' + (4 / L) phi' = dV/dphi order by order."""
    form = given["potential"].rhs
    y, alpha, beta, eps = sp.symbols("y alpha beta epsilon", positive=True)
    decay = sp.exp(-y / L)
    field = eps * (alpha * decay + beta * decay**3)
    field += eps**3 * (-LAMBDA * L * alpha**3 * y * decay**3 / 2)
    kinetic = sp.expand(sp.diff(field, y, 2) + 4 / L * sp.diff(field, y))
    push = sp.diff(form, PHI)
    first = sp.expand(kinetic.coeff(eps, 1) - _order(push, field, eps, 1))
    third = sp.expand(kinetic.coeff(eps, 3) - _order(push, field, eps, 3))
    leading = sp.expand(third.subs(beta, 0))
    power = sp.Symbol("Delta")
    mass = L**2 * sp.diff(push, PHI).subs(PHI, 0)
    return ck.Derivation(
        steps=(
            ck.Step("Boundary expansion:", sp.collect(field, eps)),
            ck.Step(
                "Exponents $e^{-\\Delta\\eta/L}$ that the potential gives, with $m^2L^2$ its "
                "second derivative at 0:",
                sp.Tuple(mass, sp.FiniteSet(*sp.roots(power**2 - 4 * power - mass, power))),
            ),
            ck.Step("What remains of the equation of motion at first order:", first),
            ck.Step("and at third order, without the condensate:", leading),
        ),
        obligations=(
            ck.Vanishes("potential", form.subs(PHI, 0)),
            ck.Vanishes("potential", first),
            ck.Vanishes("potential", leading),
            ck.Vanishes("potential", push.diff(PHI, 4)),
            ck.Vanishes("potential", push.diff(PHI, 2).subs(PHI, 0)),
        ),
    )


def _order(push: sp.Expr, field: sp.Expr, eps: sp.Symbol, order: int) -> sp.Expr:
    return sp.series(push.subs(PHI, field), eps, 0, order + 1).removeO().coeff(eps, order)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Differentiate the fields of the boundary expansion; read off force and potential.

    Order by order in the amplitude, phi'' + (4 / L) phi' is V_2 phi_1 and V_2 phi_3 + V_4 phi_1^3.
    """
    length, quartic = sample["L"], sample["lambda"]
    y = POINTS
    source_ = np.exp(-y / length[:, None])
    answer = -quartic[:, None] * length[:, None] * y * source_**3 / 2
    mixed = source_ + sample["beta"][:, None] * source_**3

    def kinetic(field: np.ndarray) -> np.ndarray:
        slope = field @ MATRIX.T
        return np.asarray(slope @ MATRIX.T + 4 / length[:, None] * slope)

    weights = mixed / (mixed**2).sum(axis=1, keepdims=True)
    second = (kinetic(mixed) * weights).sum(axis=1)
    cubes = source_**3 / (source_**6).sum(axis=1, keepdims=True)
    fourth = ((kinetic(answer) - second[:, None] * answer) * cubes).sum(axis=1)
    x = sample["phi"]
    values = {V: second * x**2 / 2 + fourth * x**4 / 4, PHI: x, L: length, LAMBDA: quartic}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:potential",
    source=source("4"),
    kind="definition",
    title="Potential of the bulk field",
    latex=r"V[\phi] = -\frac{3}{L^2}\phi^2 + \frac{\lambda}{4}\phi^4",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("L", 0.5, 2.0, (), "radius of AdS"),
                ck.Real("lambda", 0.1, 2.0, (), "quartic coupling"),
                ck.Integer("beta", 0, 2, (), "share of the condensate"),
                ck.Real("phi", -1.0, 1.0, (), "value of the field"),
            )
        ),
        tolerance=1e-10,
        reason="20 Chebyshev points give second derivatives of these exponentials to 1e-11",
        method="force read off from differentiated fields, order by order in the amplitude",
        samples=64,
    ),
    expected="ill-posed",
    reading="Required: with $\\phi''+h\\phi'=\\delta V/\\delta\\phi$ and $h=4/L$ at the boundary "
    "the field is a quark mass times $e^{-\\eta/L}$ and a condensate times $e^{-3\\eta/L}$, as for "
    "an operator of dimension 3 in four dimensions. As printed $m^2L^2=-6$ lies below the bound "
    "of Breitenlohner and Freedman: the exponents $2\\pm i\\sqrt2$ oscillate. With the printed "
    "action, whose equation is $\\phi''+h\\phi'+\\frac12\\delta V/\\delta\\phi=0$, it is $+3$ and "
    "they are $2\\pm\\sqrt7$. The lost glyph before the first term is read as minus.",
    premises=("hashimoto:equation-of-motion", "hashimoto:breitenlohner-freedman"),
    hypotheses=(
        "the operator is the quark bilinear, of dimension 3 in d = 4",
        "the expansion has the term $-\\frac{\\lambda L}{2}\\alpha^3\\eta e^{-3\\eta/L}$, as "
        "published for $L=1$",
    ),
    amended=ck.Amended(
        latex=r"V[\phi] = -\frac{3}{2L^2}\phi^2 + \frac{\lambda}{4}\phi^4",
        links=amended,
        note="A factor 1/2 in the mass term, as in the published settings. An action "
        "$-\\int\\sqrt{-\\det g}\\,[\\phi'^2+V]$ would keep the printed mass term, but then the "
        "quartic term had to be $\\frac{\\lambda}{2}\\phi^4$.",
    ),
)
