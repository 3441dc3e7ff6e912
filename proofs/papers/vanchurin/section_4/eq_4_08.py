"""(4.8): the inequality (4.7) saturated."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.relational import Relational

import proofs.checker as ck
from numerics.learning.ripples import largest_planck_squared
from proofs.papers.vanchurin.shared.notation import D, gamma, mu, source
from proofs.papers.vanchurin.shared.turns import EITHER_SIGN, measured_turn


def printed() -> sp.Eq:
    """4 pi = |gamma mu / D|."""
    return ck.equal(4 * sp.pi, sp.Abs(gamma * mu) / D)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(4.8) holds where (4.7) holds as an equality, and nowhere else."""
    inequalities = premises["4.7"]["real solutions"].atoms(Relational)
    (bound,) = (part for part in inequalities if part.has(mu))
    saturated = ck.equal(bound.lhs, bound.rhs)
    yield ck.Step("(4.7) saturated:", saturated)
    agree = sp.Equivalent(saturated, form.statement, evaluate=False)
    yield ck.Step("It is (4.8), whatever number stands in the place of $\\pi$.", agree)
    any_pi = {sp.pi: sp.Symbol("p", positive=True)}
    yield ck.Entails("equation", D > 0, agree.xreplace(any_pi))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """mu at the largest hbar that any alpha gives; hbar measured from ripples of the fluid."""
    largest = np.sqrt(largest_planck_squared(sample["D"], sample["gamma"]))
    turn = measured_turn(largest, sample["sign"])
    return ck.Measurement({D: sample["D"], gamma: sample["gamma"], mu: turn})


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
                ck.Real("gamma", -4.0, 4.0),
                ck.Integer("sign", -1, 1, (), "of mu"),
            ),
            EITHER_SIGN,
        ),
        tolerance=1e-6,
        reason="a smooth maximum found to the square of a bracket of width 1e-5",
        method="golden-section search for the largest Planck constant, measured from ripples",
    ),
    expected="proved",
    reading="(4.8) is (4.7) with the sign of equality.",
    premises=("vanchurin:4.7",),
)
