"""Sections 8 and 9: mu = 2 pi hbar as a Lagrange multiplier of the number of neurons."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.waves.wave_functional import wave_action
from proofs.papers.vanchurin.shared import beliefs, fields, histories
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time
from proofs.papers.vanchurin.shared.turns import PLUS

VARIED = sp.Symbol(r"\partial\mathcal{S}/\partial\mu", real=True)
NUMBER, MEAN = sp.Symbol("N", positive=True), sp.Symbol(r"\bar{N}", positive=True)


def printed(K: int = 2) -> dict[str, sp.Eq]:
    """The variation by mu is a deviation of the number of neurons."""
    return {"variation": ck.equal(VARIED, MEAN - NUMBER)}


def amended(K: int = 2) -> dict[str, sp.Eq]:
    """It is (alpha/2 pi) int (hbar/M sum |d_k Psi|^2 - i Psi* d_t Psi), whatever N is."""
    psi, star = n.Psi(K), sp.conjugate(n.Psi(K))
    gradients = n.over_k(lambda x: sp.Derivative(star, x) * sp.Derivative(psi, x), K)
    density = n.hbar / n.M * gradients - sp.I * star * sp.Derivative(psi, n.t)
    return {"variation": ck.equal(VARIED, n.alpha / (2 * sp.pi) * over_q_and_time(density, K))}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Differentiate (4.3) by mu at a given wave function, with hbar by (4.2)."""
    action = integrand(premises["4.3"].at(K=2).of(n.ACTION))
    turn = premises["4.2"].of(PLUS)
    slope = sp.Derivative(action, n.hbar) / sp.diff(turn, n.hbar)
    yield ck.Step("Density of $\\partial\\mathcal S/\\partial\\mu$:", slope)
    stated = form.of(VARIED, "variation")
    if not stated.has(sp.Integral):
        yield ck.Vanishes("variation", slope - stated)
        return
    yield ck.shows("variation", slope, integrand(stated))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The action of random histories for two neighbouring hbar; it is a parabola in hbar."""
    p, F, potential = histories.history(sample)
    planck, mass = fields.planck(sample), 1 / (2 * sample["gamma"])
    wave = np.sqrt(p) * np.exp(-1j * F / planck[:, None, None, None])
    full = np.broadcast_to(potential, p.shape)

    def action(i: int, hbar: float) -> float:
        parts = wave[i].real, wave[i].imag, full[i]
        value = wave_action(*parts, hbar=hbar, mass=float(mass[i]), spacetime=histories.BOX)
        return float(sample["alpha"][i] * value)

    step = planck / 4
    up = np.array([action(i, planck[i] + step[i]) for i in range(len(planck))])
    down = np.array([action(i, planck[i] - step[i]) for i in range(len(planck))])
    values = {
        VARIED: (up - down) / (2 * step) / (2 * np.pi),
        NUMBER: sample["N"],
        MEAN: sample["mean"],
        n.Psi(2): wave,
        n.M: mass,
        n.hbar: planck,
        n.alpha: sample["alpha"],
    }
    return ck.Measurement(values, **histories.calculus())


_HEAD = r"\frac{\partial\mathcal S}{\partial\mu} = "

CLAIM = ck.Claim(
    key="vanchurin:mu-constrains",
    source=n.source("9"),
    kind="result",
    title="The Planck constant as a Lagrange multiplier of the number of neurons",
    latex=_HEAD + r"\bar N - N",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *histories.PARAMETERS,
                ck.Real("N", 1.0, 9.0, meaning="number of neurons"),
                ck.Real("mean", 1.0, 9.0, meaning="its given average"),
            ),
            histories.WHERE,
        ),
        tolerance=1e-6,
        reason="waves with phases of up to three radians on 16 to 20 points per axis",
        method="actions of random periodic histories at two neighbouring Planck constants",
        samples=8,
        examples=20,
    ),
    words="sentence",
    expected="corrected",
    fails_by="right side -N + \\bar{N} for alpha*Integral(-I*conjugate(Psi(q_1, q_2, "
    "t))*Derivative(Psi(q_1, q_2, t), t) + hbar*(Derivative(Psi(q_1, q_2, t"
    "), q_1)*Derivative(c... [ac2730df]",
    reading='"The number of neurons constrained by a Lagrange multiplier which plays the role of '
    'the Planck constant": a multiplier is what an action is varied by so that a constraint holds. '
    "Read as: the derivative of (4.3) by $\\mu=2\\pi\\hbar$, at a given wave function, is a "
    "deviation of the number of neurons from a given one.",
    premises=("vanchurin:4.2", "vanchurin:4.3"),
    hypotheses=(beliefs.GRAND_CANONICAL, beliefs.REAL_PLANCK),
    amended=ck.Amended(
        latex=_HEAD + r"\frac{\alpha}{2\pi}\int_0^T dt\,d^Kq\left(\frac{\hbar}{M}\sum_k\left|"
        r"\frac{\partial\Psi}{\partial q_k}\right|^2 - i\Psi^*\frac{\partial\Psi}{\partial t}"
        r"\right)",
        links=amended,
        grade="wrong step",
        note="No term with $N$ stands in (3.5) or (4.3); (4.1) makes whole shifts by $\\mu$ "
        "unobservable, which counts turns of a phase and constrains no number. The derivative is "
        "twice the kinetic action less the symplectic part, over $\\mu$. In (3.12) $\\hbar$ is "
        "fixed by "
        "$\\alpha$, the multiplier of (2.8), and nothing is left to be varied.",
    ),
)
