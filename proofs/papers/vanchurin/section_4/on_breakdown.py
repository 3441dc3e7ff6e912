"""Section 4: beyond |gamma mu / D| = 4 pi no real alpha solves (4.5)."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.ripples import largest_planck_squared
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, mu, source

GAP = sp.Symbol("g", real=True)


def printed() -> list[ck.Link]:
    """|gamma mu / D| > 4 pi exactly where (mu/2 pi)^2 exceeds every hbar^2 by a gap."""
    beyond = ck.greater(sp.Abs(gamma * mu) / D, 4 * sp.pi)
    return [ck.Link("breakdown", sp.Equivalent(beyond, GAP > 0, evaluate=False))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Complete the square in 1/alpha: the gap is (mu/2 pi)^2 - (2D/gamma)^2."""
    half = sp.Symbol("m", real=True, nonzero=True)
    square = eq_3_12.planck() ** 2
    completed = (2 * D / gamma) ** 2 - (2 * D / gamma - 1 / alpha) ** 2
    least = ck.equal(GAP, half**2 - (2 * D / gamma) ** 2)
    return ck.Derivation(
        steps=(
            ck.Step("The square completed in $1/\\alpha$, $\\hbar^2$ of (3.12) is", completed),
            ck.Step(
                "which is at most $(2D/\\gamma)^2$, so that $(\\mu/2\\pi)^2-\\hbar^2$, with "
                "$\\mu=2\\pi m$, is for every real $\\alpha$ at least",
                least,
            ),
        ),
        obligations=(
            ck.Vanishes("breakdown", square - completed),
            ck.Entails("breakdown", least, form["breakdown"].subs(mu, 2 * sp.pi * half)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """How far (mu/2 pi)^2 lies above the largest hbar^2 of small ripples, over all alpha."""
    strength = np.where(sample["negative"] > 0.5, -sample["gamma"], sample["gamma"])
    potential = sample["mu"] * (2 * sample["sign"] - 1)
    largest = largest_planck_squared(sample["D"], strength)
    values = {
        D: sample["D"],
        gamma: strength,
        mu: potential,
        GAP: (potential / (2 * np.pi)) ** 2 - largest,
    }
    return ck.Measurement(values)


_D, _gamma, _mu = sp.symbols("D gamma mu", real=True)

CLAIM = ck.Claim(
    key="vanchurin:breakdown",
    source=source("4"),
    kind="result",
    title="Where the Schrodinger description breaks down",
    latex=r"\left|\frac{\gamma\mu}{D}\right| > 4\pi \quad\Longrightarrow\quad "
    r"\left(\frac{\mu}{2\pi}\right)^2 \alpha^2 - \frac{4D}{\gamma} \alpha + 1 \neq 0 "
    r"\quad \forall \alpha \in \mathbb{R}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", 0.25, 4.0),
                ck.Real("mu", 1.0, 25.0),
                ck.Integer("sign", 0, 1),
                ck.Integer("negative", 0, 1),
            ),
            sp.Abs(_gamma * _mu / 12 - _D) > _D / 12,
        ),
        tolerance=1e-6,
        reason="the largest hbar^2 is found to 1e-9; points near equality are left out",
        method="golden-section search for the largest Planck constant, measured from ripples",
    ),
    expected="proved",
    reading="With the chemical potential fixed, no $\\alpha$ gives $\\hbar=|\\mu|/2\\pi$. The gap "
    "$g$ is the least value of $(\\mu/2\\pi)^2-\\hbar(\\alpha)^2$ over all real $\\alpha$. Read as "
    "an equivalence: below the bound there are solutions.",
    premises=("vanchurin:4.5", "vanchurin:4.7"),
    hypotheses=(
        "$\\mu$ is a given constant; where $\\hbar$ is given by (3.12) first and $\\mu$ follows, "
        "the bound is always kept",
    ),
)
