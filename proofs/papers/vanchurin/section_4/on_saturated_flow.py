"""(4.8) against the one alpha for which (3.8) and (3.1) are one flow of the density."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.learning.ripples import planck_squared
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source
from proofs.papers.vanchurin.shared.turns import EITHER_SIGN, MINUS, PLUS, measured_turn


def printed() -> dict[str, Boolean]:
    """|gamma mu / D| = 4 pi exactly at alpha = gamma / (2 D)."""
    saturated = ck.equal(4 * sp.pi, sp.Abs(gamma * mu) / D)
    here = ck.equal(alpha, gamma / (2 * D))
    return {"saturated": sp.Equivalent(saturated, here, evaluate=False)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """mu by (4.2) with hbar by (3.12), put into (4.8)."""
    half, positive = sp.Symbol("m", real=True), sp.Symbol("h", positive=True)
    square = sp.expand(premises["3.12"].of(hbar) ** 2)
    turns = (premises["4.2"].of(m).xreplace({hbar: positive}) / (2 * sp.pi) for m in (PLUS, MINUS))
    turned = sp.Or(*(ck.equal(half, turn) for turn in turns))
    known = sp.And(D > 0, gamma * alpha > 0, ck.equal(positive**2, square), turned)
    yield ck.Step("Between $\\alpha$, $\\hbar=h$ and $\\mu=2\\pi m$, by (3.12) and (4.2):", known)
    short = {mu: 2 * sp.pi * half, hbar: positive}
    yield ck.Entails("saturated", known, form["saturated"].xreplace(short))
    (part,) = (x for x in form["saturated"].atoms(Relational) if x.has(mu))
    same = sp.Equivalent(premises["4.8"].statement, part, evaluate=False).xreplace(short)
    yield ck.Step("The condition on $\\mu$ is (4.8), for any number in the place of $\\pi$:", same)
    any_pi = {sp.pi: sp.Symbol("p", positive=True)}
    yield ck.Entails("saturated", known, same.xreplace(any_pi))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """hbar from ripples on the fluid, mu from the turning phase of a wave with that hbar."""
    multiplier = sample["gamma"] / (2 * sample["D"]) * (1 + 0.3 * sample["off"])
    planck = np.sqrt(planck_squared(sample["D"], sample["gamma"], multiplier))
    values = {
        D: sample["D"],
        gamma: sample["gamma"],
        alpha: multiplier,
        mu: measured_turn(planck, sample["sign"]),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:saturated-flow",
    source=source("4"),
    kind="result",
    title="Saturation where short and long time scales agree",
    latex=r"\left|\frac{\gamma\mu}{D}\right| = 4\pi \iff \alpha = \frac{\gamma}{2D}, \qquad "
    r"\hbar = \left|\frac{2D}{\gamma}\right|",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", -2.0, 2.0),
                ck.Integer("sign", -1, 1, (), "of mu"),
                ck.Integer("off", -1, 1, (), "times 0.3: alpha less gamma/2D, relative"),
            ),
            EITHER_SIGN,
        ),
        tolerance=1e-6,
        reason="hbar is measured to 1e-10, the turn of the wave to rounding",
        method="ripples of the fluid and the turning phase of a wave",
    ),
    words="reading",
    expected="proved",
    reading="What (4.8) says at the $\\alpha$ for which (3.8) and (3.1) are one flow "
    "(vanchurin:one-flow): it holds there and nowhere else. The saturation to which the system is "
    "said to adjust itself is the point at which both time scales move the density alike, up to "
    "the factor two in time. $\\gamma$ and $\\alpha$ have one sign, as a real (3.12) needs.",
    premises=("vanchurin:3.12", "vanchurin:4.2", "vanchurin:4.8"),
)
