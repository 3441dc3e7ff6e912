"""(4.6): the two solutions of the quadratic equation (4.5)."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import quadratic_roots
from proofs.papers.vanchurin.section_4.eq_4_05 import quadratic
from proofs.papers.vanchurin.shared.notation import D, gamma, mu, source

PLUS = sp.Symbol(r"\alpha_{+}", real=True)
MINUS = sp.Symbol(r"\alpha_{-}", real=True)
_HALF = sp.Symbol("m", real=True, nonzero=True)


def root(sign: int) -> Expr:
    """((2D/gamma) +- sqrt((2D/gamma)^2 - (mu/2 pi)^2)) / (mu/2 pi)^2, as printed."""
    ratio, planck = 2 * D / gamma, mu / (2 * sp.pi)
    return (ratio + sign * sp.sqrt(ratio**2 - planck**2)) / planck**2


def printed() -> list[ck.Link]:
    """alpha_+ and alpha_-, one link each."""
    return [
        ck.Link("upper sign", ck.equal(PLUS, root(1))),
        ck.Link("lower sign", ck.equal(MINUS, root(-1))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Both solve (4.5), and the one with the upper sign is the larger."""
    upper, lower = (form[name].rhs for name in ("upper sign", "lower sign"))
    centre = 2 * D / gamma / (mu / (2 * sp.pi)) ** 2
    real = (2 * D / gamma) ** 2 > (mu / (2 * sp.pi)) ** 2
    short = {mu: 2 * sp.pi * _HALF}

    def beside(link: str, lower: Expr, upper: Expr) -> ck.Entails:
        apart = ck.less(lower.subs(short), upper.subs(short))
        return ck.Entails(link, real.subs(short), apart)

    return ck.Derivation(
        steps=(
            ck.Step("Equation (4.5):", ck.equal(quadratic(sp.Symbol("alpha")), 0)),
            ck.Step("Its solutions lie on either side of their mean:", centre),
            ck.Step("They are real and distinct where", real),
        ),
        obligations=(
            ck.Vanishes("upper sign", quadratic(upper)),
            ck.Vanishes("lower sign", quadratic(lower)),
            beside("upper sign", centre, upper),
            beside("lower sign", lower, centre),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Eigenvalues of the companion matrix of (4.5), for gamma and mu of either sign."""
    strength, share = sample["gamma"], sample["share"]
    gamma_ = np.where(sample["negative"] > 0.5, -strength, strength)
    potential = share * 4 * np.pi * sample["D"] / strength
    roots = quadratic_roots((potential / (2 * np.pi)) ** 2, -4 * sample["D"] / gamma_, 1.0).real
    values = {
        PLUS: roots.max(-1),
        MINUS: roots.min(-1),
        D: sample["D"],
        gamma: gamma_,
        mu: potential,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:4.6",
    source=source("4", "4.6"),
    kind="result",
    title="The two Lagrange multipliers",
    latex=r"\alpha_{\pm} = \frac{\left(\frac{2D}{\gamma}\right) \pm "
    r"\sqrt{\left(\frac{2D}{\gamma}\right)^2 - \left(\frac{\mu}{2\pi}\right)^2}}"
    r"{\left(\frac{\mu}{2\pi}\right)^2}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", 0.25, 2.0),
                ck.Real("share", -0.9, 0.9),
                ck.Integer("negative", 0, 1),
            ),
            sp.Abs(sp.Symbol("share", real=True)) > sp.Rational(1, 10),
        ),
        tolerance=1e-9,
        reason="eigenvalues of 2x2 matrices whose entries differ by at most 1e3",
        method="eigenvalues of the companion matrix of (4.5)",
    ),
    expected="proved",
    reading="Holds for either sign of $\\gamma$ as an algebraic statement. For $\\gamma<0$ both "
    "solutions are negative.",
    premises=("vanchurin:4.5",),
)
