"""(4.8): the inequality (4.7) saturated."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.ripples import largest_planck_squared
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.section_4.eq_4_02 import chemical_potential
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source


def printed() -> list[ck.Link]:
    """4 pi = |gamma mu / D|."""
    return [
        ck.Link("saturation", ck.equal(4 * sp.pi, sp.Abs(gamma * mu) / D)),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """At the largest hbar that (3.12) allows for any alpha, and nowhere else, (4.8) holds."""
    form = given["saturation"]
    square = eq_3_12.planck() ** 2
    (best,) = sp.solve(sp.diff(square, alpha), alpha)
    largest = sp.cancel(square.subs(alpha, best))
    half = sp.Symbol("m", real=True, nonzero=True)
    saturated = ck.equal((2 * D / gamma) ** 2, half**2)
    agree = sp.Equivalent(saturated, form.subs(mu, 2 * sp.pi * half), evaluate=False)
    return ck.Derivation(
        steps=(
            ck.Step("$\\hbar^2$ of (3.12) is stationary in $\\alpha$ at", sp.Eq(alpha, best)),
            ck.Step("where it has its largest value", ck.equal(hbar**2, largest)),
            ck.Step("(4.7) is saturated where, with $m=\\mu/2\\pi$,", saturated),
        ),
        obligations=(
            *(
                ck.Vanishes(
                    "saturation",
                    form.rhs.subs(mu, chemical_potential(sign)).subs(hbar, 2 * D / sp.Abs(gamma))
                    - form.lhs,
                )
                for sign in (1, -1)
            ),
            ck.Vanishes("saturation", largest - (2 * D / gamma) ** 2),
            ck.Entails("saturation", sp.true, agree),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """mu at the largest hbar that any alpha gives; hbar measured from ripples of the fluid."""
    strength = np.where(sample["negative"] > 0.5, -sample["gamma"], sample["gamma"])
    largest = np.sqrt(largest_planck_squared(sample["D"], strength))
    values = {
        D: sample["D"],
        gamma: strength,
        mu: 2 * np.pi * largest * (2 * sample["sign"] - 1),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:4.8",
    source=source("4", "4.8"),
    kind="result",
    title="Saturation",
    latex=r"\left|\frac{\gamma\mu}{D}\right| = 4\pi",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", 0.25, 4.0),
                ck.Integer("sign", 0, 1),
                ck.Integer("negative", 0, 1),
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
