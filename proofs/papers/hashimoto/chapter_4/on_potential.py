"""Chapter 4: the potential, and the mass of the operator that it stands for."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import FORCE, eta, h, nodes, phi
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import Residual, SeriesCoefficient

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


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The boundary expansion has to solve the equation of motion order by order, with h = 4 / L."""
    found = form.of(V)
    alpha, beta, eps = sp.symbols("alpha beta epsilon", positive=True)
    decay = sp.exp(-eta / L)
    answer = -LAMBDA * L * alpha**3 * eta * decay**3 / 2
    field = eps * (alpha * decay + beta * decay**3) + eps**3 * answer
    yield ck.Step("Boundary expansion:", field)
    push = sp.diff(found, PHI).subs(PHI, field)
    motion = premises["equation-of-motion"].gap().xreplace({FORCE: push, h: 4 / L})
    left = Residual(motion, {phi: field})
    mass, power = L**2 * sp.diff(found, PHI, 2).subs(PHI, 0), sp.Symbol("Delta")
    yield ck.Step(
        "Exponents $e^{-\\Delta\\eta/L}$ that the potential gives, with $m^2L^2$ its "
        "second derivative at 0:",
        sp.Tuple(mass, sp.FiniteSet(*sp.roots(power**2 - 4 * power - mass, power))),
    )
    yield ck.Step(
        "What remains of the equation of motion at first order:",
        SeriesCoefficient(left, eps, 1).doit(),
    )
    yield ck.Vanishes("potential", SeriesCoefficient(left, eps, 1))
    yield ck.Vanishes("potential", sp.Subs(SeriesCoefficient(left, eps, 3), beta, 0))
    yield ck.Vanishes("potential", sp.Subs(found, PHI, 0))
    yield ck.Vanishes("potential", sp.Subs(sp.Derivative(found, (PHI, 3)), PHI, 0))
    yield ck.Vanishes("potential", sp.Derivative(found, (PHI, 5)))


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
    fails_by="multiply -3*phi**2/L**2 by 1/2",
    reading="Required: with $\\phi''+h\\phi'=\\delta V/\\delta\\phi$ and $h=4/L$ at the boundary "
    "the field is a quark mass times $e^{-\\eta/L}$ and a condensate times $e^{-3\\eta/L}$, as for "
    "an operator of dimension 3 in four dimensions. As printed $m^2L^2=-6$ lies below the bound "
    "of Breitenlohner and Freedman: the exponents $2\\pm i\\sqrt2$ oscillate. With the printed "
    "action, whose equation is $\\phi''+h\\phi'+\\frac12\\delta V/\\delta\\phi=0$, it is $+3$ and "
    "they are $2\\pm\\sqrt7$. The lost glyph before the first term is read as minus.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.QUARK_BILINEAR, beliefs.PUBLISHED_EXPANSION),
    amended=ck.Amended(
        latex=r"V[\phi] = -\frac{3}{2L^2}\phi^2 + \frac{\lambda}{4}\phi^4",
        links=amended,
        note="A factor 1/2 in the mass term, as in the published settings. An action "
        "$-\\int\\sqrt{-\\det g}\\,[\\phi'^2+V]$ would keep the printed mass term, but then the "
        "quartic term had to be $\\frac{\\lambda}{2}\\phi^4$.",
    ),
)
