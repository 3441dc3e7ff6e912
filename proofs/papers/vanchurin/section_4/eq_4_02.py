"""(4.2): the chemical potential, the smallest shift that the wave function does not see."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import hbar, source
from proofs.papers.vanchurin.shared.turns import N, measured_turn, phase_factor, whole_turns

PLUS = sp.Symbol(r"\mu_{+}", real=True)
MINUS = sp.Symbol(r"\mu_{-}", real=True)


def chemical_potential(sign: int) -> sp.Expr:
    """mu = +2 pi hbar or -2 pi hbar."""
    return sign * 2 * sp.pi * hbar


def printed() -> list[ck.Link]:
    """mu = +- 2 pi hbar, one link for each sign."""
    return [
        ck.Link("upper sign", ck.equal(PLUS, chemical_potential(1))),
        ck.Link("lower sign", ck.equal(MINUS, chemical_potential(-1))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The shifts mu N have to be exactly those that leave (4.4) unchanged, for either sign."""
    upper, lower = form["upper sign"].rhs, form["lower sign"].rhs
    return ck.Derivation(
        steps=(
            ck.Step(
                "A shift of $\\tilde F$ by $\\mu N$ multiplies (4.4) by", phase_factor(upper * N)
            ),
            ck.Step("and, with the lower sign, by", phase_factor(lower * N)),
            ck.Step(
                "which has to be 1 for every integer $N$, with a shift by $\\mu$ that turns the "
                "phase once:",
                ck.equal(upper**2, (2 * sp.pi * hbar) ** 2),
            ),
        ),
        obligations=(
            *whole_turns("upper sign", upper * N),
            *whole_turns("lower sign", lower * N),
            ck.Entails("upper sign", sp.true, upper > 0),
            ck.Entails("lower sign", sp.true, lower < 0),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """First return of a wave that evolves with a constant added to its potential."""
    planck = sample["hbar"]
    values = {
        PLUS: measured_turn(planck, 0 * planck + 1),
        MINUS: measured_turn(planck, 0 * planck - 1),
        hbar: planck,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:4.2",
    source=source("4", "4.2"),
    kind="definition",
    title="Chemical potential of neurons",
    latex=r"\mu = \pm 2\pi\hbar",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("hbar", 0.25, 2.0),)),
        tolerance=1e-9,
        reason="the angle grows linearly in time, so that interpolation is exact to rounding",
        method="split-step evolution; first return of the phase under a constant potential",
    ),
    expected="well-posed",
    reading="Required: the shifts $\\mu N$ of (4.1), $N$ an integer, are exactly those constant "
    "shifts that leave the wave function (4.4) unchanged, and $\\mu$ is the smallest of its sign.",
    premises=("vanchurin:4.4",),
    hypotheses=("$\\hbar>0$",),
)
