"""(4.5): the quadratic equation that fixes alpha once the chemical potential is given."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.ripples import planck_squared
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.section_4.eq_4_02 import chemical_potential
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source


def quadratic(unknown: Expr) -> Expr:
    """(mu/2 pi)^2 alpha^2 - (4 D/gamma) alpha + 1, as printed."""
    return (mu / (2 * sp.pi)) ** 2 * unknown**2 - 4 * D / gamma * unknown + 1


def printed() -> list[ck.Link]:
    """(mu/2 pi)^2 alpha^2 - (4 D/gamma) alpha + 1 = 0."""
    return [ck.Link("quadratic", ck.equal(quadratic(alpha), 0))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert (4.2) with either sign, then (3.12)."""
    form = given["quadratic"].lhs
    inserted = {sign: form.subs(mu, chemical_potential(sign)) for sign in (1, -1)}
    constant = ck.equal(hbar, eq_3_12.planck())
    return ck.Derivation(
        steps=(
            ck.Step("With (4.2), either sign:", ck.equal(inserted[1], 0)),
            ck.Step("Squared and multiplied by $\\alpha^2$, (3.12) says the same:", constant),
        ),
        obligations=tuple(
            ck.Vanishes("quadratic", value.subs(hbar, eq_3_12.planck()))
            for value in inserted.values()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """hbar from the frequency of small ripples on the learning fluid, then mu of either sign."""
    planck = np.sqrt(planck_squared(sample["D"], sample["gamma"], sample["alpha"]))
    values = {name: sample[str(name)] for name in (D, gamma, alpha)}
    return ck.Measurement({**values, mu: 2 * np.pi * planck * (2 * sample["sign"] - 1)})


CLAIM = ck.Claim(
    key="vanchurin:4.5",
    source=source("4", "4.5"),
    kind="result",
    title="Quadratic equation for the Lagrange multiplier",
    latex=r"\left(\frac{\mu}{2\pi}\right)^2 \alpha^2 - \frac{4D}{\gamma} \alpha + 1 = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*fields.PARAMETERS, ck.Integer("sign", 0, 1)), fields.REAL_HBAR),
        tolerance=1e-7,
        reason="the frequency of ripples is measured to 1e-10 of its largest term",
        method="frequency of ripples of the discretised action (3.5), by complex step",
    ),
    expected="proved",
    premises=("vanchurin:3.12", "vanchurin:4.2"),
    hypotheses=("$4D\\alpha>\\gamma>0$, so that (3.12) is real",),
)
