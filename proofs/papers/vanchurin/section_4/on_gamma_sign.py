"""Section 4: whether gamma may be negative while hbar, D and alpha are positive."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import quadratic_roots
from numerics.learning.ripples import planck_squared
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import D, alpha, gamma, hbar, mu, source
from proofs.papers.vanchurin.shared.turns import MINUS, PLUS, measured_turn

SQUARE = sp.Symbol(r"{\hbar^{2}}", real=True)
ROOT = sp.Symbol(r"\alpha_{\pm}", real=True)


def _either_sign_of_mu() -> ck.Link:
    square = (2 * sp.pi * hbar) ** 2
    solves = (ck.equal(m**2, square) for m in (PLUS, MINUS))
    return ck.Link("mu", sp.And(PLUS > 0, MINUS < 0, *solves))


def printed() -> list[ck.Link]:
    """Some gamma < 0 gives a positive hbar^2 at D, alpha > 0; mu may have either sign."""
    return [ck.Link("gamma < 0", sp.And(gamma < 0, SQUARE > 0), "some"), _either_sign_of_mu()]


def amended() -> list[ck.Link]:
    """hbar^2 > 0 exactly where 0 < gamma < 4 D alpha; the roots (4.6) have the sign of gamma."""
    real = sp.And(gamma > 0, gamma < 4 * D * alpha)
    slope, square = 2 * D / gamma, (mu / (2 * sp.pi)) ** 2
    return [
        ck.Link("gamma", sp.Equivalent(SQUARE > 0, real, evaluate=False)),
        ck.Link("roots", sp.Equivalent(ROOT > 0, gamma > 0, evaluate=False)),
        ck.Link("apart", ck.equal((slope - square * ROOT) ** 2, slope**2 - square)),
        _either_sign_of_mu(),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(3.12) squared, (4.5) and (4.2), for real D > 0 and alpha > 0."""
    half, plus, minus = sp.symbols("m m_+ m_-", real=True, nonzero=True)
    short = {mu: 2 * sp.pi * half, PLUS: 2 * sp.pi * plus, MINUS: 2 * sp.pi * minus}
    square = sp.expand(premises["3.12"].of(hbar) ** 2)
    given = sp.And(alpha > 0, ck.equal(SQUARE, square))
    solves = ck.equal(premises["4.5"].gap().xreplace({alpha: ROOT, **short}), 0)
    turns = ((plus, PLUS), (minus, MINUS))
    both = sp.And(*(ck.equal(m, premises["4.2"].of(M) / (2 * sp.pi)) for m, M in turns))
    yield ck.Step("(3.12) squared:", ck.equal(SQUARE, square))
    yield ck.Step(
        "For $\\alpha>0$ and $D>0$ the first term has the sign of $\\gamma$, the second is "
        "negative. (4.5) with $\\mu=2\\pi m$:",
        solves,
    )
    assumptions = {"gamma": given, "roots": solves, "apart": solves, "mu": both}
    for name, statement in form.items():
        if name == "gamma < 0":
            yield ck.Satisfiable(name, sp.And(given, statement))
        else:
            yield ck.Entails(name, assumptions[name], statement.xreplace(short))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """hbar^2 from ripples, roots as eigenvalues, mu from the turning phase of a wave."""
    d, strength, multiplier = sample["D"], sample["gamma"], sample["alpha"]
    roots = quadratic_roots((sample["mu"] / (2 * np.pi)) ** 2, -4 * d / strength, 1.0).real
    values = {
        D: d,
        gamma: strength,
        alpha: multiplier,
        SQUARE: planck_squared(d, strength, multiplier),
        ROOT: roots[np.arange(len(d)), sample["root"].astype(int)],
        hbar: sample["hbar"],
        mu: sample["mu"],
        PLUS: measured_turn(sample["hbar"], np.ones_like(d)),
        MINUS: measured_turn(sample["hbar"], -np.ones_like(d)),
    }
    return ck.Measurement(values)


_D, _gamma, _alpha, _mu = sp.symbols("D gamma alpha mu", real=True)
_CLEAR = sp.And(
    sp.Abs(_gamma) > sp.Rational(1, 10),
    sp.Abs(4 * _D * _alpha / _gamma - 1) > 0.05,
    sp.Abs(_gamma * _mu) < 11 * _D,  # real roots
)

CLAIM = ck.Claim(
    key="vanchurin:gamma-sign",
    source=source("4"),
    kind="result",
    title="Signs of the parameters",
    latex=r"\hbar > 0, \quad D > 0, \quad \alpha > 0, \quad \gamma \gtrless 0, \quad "
    r"\mu \gtrless 0",
    printed=printed,
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.25, 2.0),
                ck.Real("gamma", -8.0, 8.0),
                ck.Real("alpha", 0.25, 2.0),
                ck.Real("hbar", 0.25, 2.0),
                ck.Real("mu", 0.1, 8.0),
                ck.Integer("root", 0, 1, (), "which of both"),
            ),
            _CLEAR,
        ),
        tolerance=1e-6,
        reason="hbar^2 is measured to 1e-10 of its terms; points near zero are left out",
        method="ripples of the fluid, companion matrix of (4.5), turning phase of a wave",
    ),
    expected="corrected",
    fails_by="gamma < 0: ({\\hbar^{2}} > 0) & (gamma < 0) fails",
    reading="That $\\gamma$ can have either sign is read as: some $\\gamma<0$ goes with positive "
    "$\\hbar$, $D$ and $\\alpha$ in (3.12). One $\\gamma$ for all trainable variables is meant "
    "there, although after (2.9) it may differ between them.",
    premises=("vanchurin:3.12", "vanchurin:4.2", "vanchurin:4.5"),
    hypotheses=(beliefs.COMMON_STEP,),
    amended=ck.Amended(
        latex=r"\hbar > 0, \quad D > 0, \quad \alpha > 0 \quad\Longrightarrow\quad "
        r"0 < \gamma < 4D\alpha, \quad \mu \gtrless 0",
        links=amended,
        grade="contradiction",
        note="With $D$ and $\\alpha$ positive, (3.12) is real and positive for no negative "
        "$\\gamma$, and (4.6) has the sign of $\\gamma$. A negative $\\gamma$ is possible together "
        "with a negative $\\alpha$, in $\\hbar^2$. The sign of $\\mu$ is free.",
    ),
)
