"""(4.2): the chemical potential, the smallest shift that the wave function does not see."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import F_tilde, Psi, hbar, source
from proofs.papers.vanchurin.shared.turns import MINUS, PLUS, N, measured_turn, whole_turns


def printed() -> dict[str, sp.Eq]:
    """mu = +- 2 pi hbar, one link for each sign."""
    return {
        "upper sign": ck.equal(PLUS, 2 * sp.pi * hbar),
        "lower sign": ck.equal(MINUS, -2 * sp.pi * hbar),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The shifts mu N have to be exactly those that leave (4.4) unchanged, for either sign."""
    wave = premises["4.4"].of(Psi(1))
    for link, letter in (("upper sign", PLUS), ("lower sign", MINUS)):
        value = form.of(letter, link)
        yield ck.Step("A shift of $\\tilde F$ by", value * N)
        yield from whole_turns(link, lambda F: wave.xreplace({F_tilde(1): F}), value * N)
        half = sp.Symbol("m", real=True)
        signed = half > 0 if letter == PLUS else half < 0
        yield ck.Entails(link, ck.equal(half, value / (2 * sp.pi)), signed)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Whole turns of the phase of a wave that evolves in a constant potential."""
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
        method="split-step evolution; whole turns of the phase in a constant potential",
    ),
    expected="well-posed",
    reading="Required: the shifts $\\mu N$ of (4.1), $N$ an integer, are exactly those constant "
    "shifts that leave the wave function (4.4) unchanged, and $\\mu$ is the smallest of its sign.",
    premises=("vanchurin:4.4",),
    hypotheses=(beliefs.REAL_PLANCK,),
)
