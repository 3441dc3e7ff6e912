"""Section 4: beyond |gamma mu / D| = 4 pi no real alpha solves (4.5)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.learning.ripples import largest_planck_squared
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source

GAP = sp.Symbol("g", real=True)


def printed() -> Boolean:
    """|gamma mu / D| > 4 pi exactly where (mu/2 pi)^2 exceeds every hbar^2 by a gap."""
    beyond = ck.greater(sp.Abs(gamma * mu) / D, 4 * sp.pi)
    return sp.Equivalent(beyond, GAP > 0, evaluate=False)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The gap is attained at one alpha and no larger than where (3.12) is largest."""
    half, inverse, other = sp.symbols("m x y", real=True, nonzero=True)
    square = sp.expand(premises["3.12"].of(hbar) ** 2)
    yield ck.Step("$\\hbar^2$ of (3.12):", square)

    def gap(at: sp.Expr) -> sp.Expr:
        return half**2 - sp.expand(square.xreplace({alpha: 1 / at}))

    (best,) = sp.solve(sp.diff(gap(inverse), inverse), inverse)
    yield ck.Step("It is stationary in $\\alpha$ where $1/\\alpha$ is", best)
    attained = ck.equal(GAP, gap(inverse))
    least = sp.And(attained, ck.at_most(GAP, gap(best)))
    yield ck.Step("The gap, at $x=1/\\alpha$ with $\\mu=2\\pi m$, is least:", least)
    yield ck.Entails("equation", D > 0, ck.at_most(gap(best), gap(other)))
    yield ck.Entails("equation", least, form.statement.xreplace({mu: 2 * sp.pi * half}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """How far (mu/2 pi)^2 lies above the largest hbar^2 of small ripples, over all alpha."""
    largest = largest_planck_squared(sample["D"], sample["gamma"])
    values = {
        D: sample["D"],
        gamma: sample["gamma"],
        mu: sample["mu"],
        GAP: (sample["mu"] / (2 * np.pi)) ** 2 - largest,
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
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", -4.0, 4.0),
                ck.Real("mu", -25.0, 25.0),
            ),
            (sp.Abs(_gamma) > sp.Rational(1, 4))
            & (sp.Abs(_mu) > 1)
            & (sp.Abs(sp.Abs(_gamma * _mu) / 12 - _D) > _D / 12),
        ),
        tolerance=1e-6,
        reason="the largest hbar^2 is found to 1e-9; points near equality are left out",
        method="golden-section search for the largest Planck constant, measured from ripples",
    ),
    expected="proved",
    reading="With the chemical potential fixed, no $\\alpha$ gives $\\hbar=|\\mu|/2\\pi$. The gap "
    "$g$ is the least value of $(\\mu/2\\pi)^2-\\hbar(\\alpha)^2$ over all real $\\alpha$. Read as "
    "an equivalence: below the bound there are solutions.",
    premises=("vanchurin:3.12",),
    hypotheses=(beliefs.GIVEN_POTENTIAL,),
)
