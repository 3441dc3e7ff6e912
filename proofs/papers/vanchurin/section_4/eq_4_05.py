"""(4.5): the quadratic equation that fixes alpha once the chemical potential is given."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.ripples import planck_squared
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source
from proofs.papers.vanchurin.shared.turns import MINUS, PLUS, measured_turn


def printed() -> sp.Eq:
    """(mu/2 pi)^2 alpha^2 - (4 D/gamma) alpha + 1 = 0."""
    return ck.equal((mu / (2 * sp.pi)) ** 2 * alpha**2 - 4 * D / gamma * alpha + 1, 0)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert (4.2) with either sign, then (3.12)."""
    half = sp.Symbol("m", real=True, nonzero=True)
    planck = ck.equal(hbar, premises["3.12"].of(hbar))
    for letter in (PLUS, MINUS):
        turn = ck.equal(half, premises["4.2"].of(letter) / (2 * sp.pi))
        yield ck.Step("(4.2) with $\\mu=2\\pi m$, and (3.12):", sp.And(turn, planck))
        scaled = form.statement.xreplace({mu: 2 * sp.pi * half})
        yield ck.Entails("equation", sp.And(turn, planck), scaled)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """hbar from the frequency of ripples on the fluid; mu from the turning phase of a wave."""
    planck = np.sqrt(planck_squared(sample["D"], sample["gamma"], sample["alpha"]))
    values = {name: sample[str(name)] for name in (D, gamma, alpha)}
    return ck.Measurement({**values, mu: measured_turn(planck, 2 * sample["sign"] - 1)})


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
        method="frequency of ripples of the discretised action (3.5); turning phase of a wave",
    ),
    expected="proved",
    premises=("vanchurin:3.12", "vanchurin:4.2"),
    hypotheses=(beliefs.REAL_PLANCK,),
)
