"""(4.8): the inequality (4.7) saturated."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.learning.ripples import largest_planck_squared
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Entails,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Real,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.section_4.eq_4_02 import chemical_potential
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source


def printed() -> list[Link]:
    """4 pi = |gamma mu / D|."""
    return [
        Link("saturation", sp.Eq(4 * sp.pi, sp.Abs(gamma * mu) / D, evaluate=False)),
    ]


def exact(statements: Statements) -> Derivation:
    """At the largest hbar that (3.12) allows for any alpha, and nowhere else, (4.8) holds."""
    form = statements["saturation"]
    square = eq_3_12.planck() ** 2
    (best,) = sp.solve(sp.diff(square, alpha), alpha)
    largest = sp.cancel(square.subs(alpha, best))
    half = sp.Symbol("m", real=True, nonzero=True)
    saturated = sp.Eq((2 * D / gamma) ** 2, half**2, evaluate=False)
    agree = sp.Equivalent(saturated, form.subs(mu, 2 * sp.pi * half), evaluate=False)
    return Derivation(
        steps=(
            Step("$\\hbar^2$ of (3.12) is stationary in $\\alpha$ at", sp.Eq(alpha, best)),
            Step("where it has its largest value", sp.Eq(hbar**2, largest, evaluate=False)),
            Step("(4.7) is saturated where, with $m=\\mu/2\\pi$,", saturated),
        ),
        obligations=(
            *(
                Vanishes(
                    "saturation",
                    form.rhs.subs(mu, chemical_potential(sign)).subs(hbar, 2 * D / sp.Abs(gamma))
                    - form.lhs,
                )
                for sign in (1, -1)
            ),
            Vanishes("saturation", largest - (2 * D / gamma) ** 2),
            Entails("saturation", sp.true, agree),
        ),
    )


def engine(sample: Sample, rng: Generator) -> Measurement:
    """mu at the largest hbar that any alpha gives; hbar measured from ripples of the fluid."""
    strength = np.where(sample["negative"] > 0.5, -sample["gamma"], sample["gamma"])
    largest = np.sqrt(largest_planck_squared(sample["D"], strength))
    values = {
        D: sample["D"],
        gamma: strength,
        mu: 2 * np.pi * largest * (2 * sample["sign"] - 1),
    }
    return Measurement(values)


CLAIM = Claim(
    key="vanchurin:4.8",
    source=source("4", "4.8"),
    kind="result",
    title="Saturation",
    latex=r"\left|\frac{\gamma\mu}{D}\right| = 4\pi",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (
                Real("D", 0.25, 2.0),
                Real("gamma", 0.25, 4.0),
                Integer("sign", 0, 1),
                Integer("negative", 0, 1),
            )
        ),
        tolerance=1e-6,
        reason="a smooth maximum found to the square of a bracket of width 1e-5",
        method="golden-section search for the largest Planck constant, measured from ripples",
    ),
    expected="proved",
    reading="(4.8) is (4.7) with the sign of equality.",
    premises=("vanchurin:4.7", "vanchurin:3.12"),
    hypotheses=("$D>0$",),
)
