"""(4.1): shifts of the free energy by whole numbers of neurons are unobservable."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import Grid
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.schrodinger import current, wave_density
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import F_tilde, Psi, mu, source, spacetime
from proofs.papers.vanchurin.shared.turns import MINUS, PLUS, N, measured_turn, whole_turns

RING = Grid((2 * np.pi,), (64,))
SHIFTED: Expr = sp.Function(r"\tilde{F}'", real=True)(*spacetime(1))


def printed() -> sp.Eq:
    """F~' = F~ + mu N stands for the same state."""
    return ck.equal(SHIFTED, F_tilde(1) + mu * N)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The shifts must be all those that (4.4) does not see, for either sign of (4.2)."""
    shifted, F, wave = form.of(SHIFTED), F_tilde(1), premises["4.4"].of(Psi(1))
    yield ck.Step("The wave function (4.4) with the shift:", wave.xreplace({F: shifted}))
    for letter in (PLUS, MINUS):
        added = shifted.xreplace({mu: premises["4.2"].of(letter), F: sp.S.Zero})
        yield from whole_turns("equation", lambda F: wave.xreplace({F_tilde(1): F}), added)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Free energy carried once around a ring by the measured current of a wave.

    F~ before is read off the phase, F~ after is F~ before minus the circulation of M u, and N
    counts the turns of the phase along the way.
    """
    planck, sign = sample["hbar"], 2 * sample["sign"] - 1
    x = RING.coordinates()[0]
    ripple = trig_polynomial(sample["re"], RING, scale=0.05)
    ripple = 1 + ripple + 1j * trig_polynomial(sample["im"], RING, scale=0.05)
    wave = np.exp(1j * sample["turns"][:, None] * x) * ripple
    momentum = planck[:, None] * current(wave, grid=RING, hbar=1.0, mass=1.0)[0]
    momentum = momentum / wave_density(wave, RING)
    steps = np.angle(np.roll(wave, -1, -1) / wave)
    turns = np.rint(steps.sum(-1) / (2 * np.pi))
    before = -planck[:, None] * np.angle(wave)
    values = {
        F_tilde(1): before,
        SHIFTED: before - (momentum.sum(-1) * RING.spacing[0])[:, None],
        mu: measured_turn(planck, sign),
        N: -sign * turns,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:4.1",
    source=source("4", "4.1"),
    kind="postulate",
    title="The number of neurons is unobservable",
    latex=r"\tilde{F} \cong \tilde{F} + \mu N \qquad \forall N \in \mathbb{Z}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("hbar", 0.25, 2.0),
                ck.Integer("sign", 0, 1),
                ck.Integer("turns", -3, 3),
                ck.Integer("re", -2, 2, (2, 2)),
                ck.Integer("im", -2, 2, (2, 2)),
            )
        ),
        tolerance=1e-9,
        reason="the circulation of a smooth periodic wave is spectrally accurate on 64 points",
        method="measured current of waves on a ring; free energy carried once around",
    ),
    expected="consistent",
    reading="Read as: the states with $\\tilde F$ and $\\tilde F+\\mu N$ are the same, and these "
    "are all the constant shifts that the wave function (4.4) does not see. That the action (3.5) "
    "and the fluid see no constant shift at all is the claim vanchurin:shift-unobservable.",
    premises=("vanchurin:4.2", "vanchurin:4.4"),
    hypotheses=(beliefs.GRAND_CANONICAL,),
)
