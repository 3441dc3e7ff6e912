"""(4.3): the action (3.5) as a functional of the wave function, up to a total derivative."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields, histories
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time


def printed(K: int = 2) -> sp.Eq:
    """S[Psi] = alpha int dt d^Kq (hbar^2/2M sum |d_k Psi|^2 - i hbar Psi* d_t Psi + V |Psi|^2)."""
    psi, star = n.Psi(K), sp.conjugate(n.Psi(K))
    gradients = n.over_k(lambda x: sp.Derivative(star, x) * sp.Derivative(psi, x), K)
    density = n.hbar**2 / (2 * n.M) * gradients + n.V(K) * star * psi
    density -= sp.I * n.hbar * star * sp.Derivative(psi, n.t)
    return ck.equal(n.ACTION, n.alpha * over_q_and_time(density, K))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert (4.4): the third line of (3.5) and a total derivative, which integrates to zero."""
    wave = premises["4.4"].at(K=2).of(n.Psi(2))
    constants = {n.M: premises["3.11"].of(n.M), n.hbar: premises["3.12"].of(n.hbar)}
    inserted = integrand(form.of(n.ACTION)).xreplace({n.Psi(2): wave})
    third = premises["3.5"].at(K=2)["second = third line"].rhs.function
    yield ck.Step("The density of (4.3) with (4.4) inserted:", inserted)
    yield ck.Step("The density of the third line of (3.5):", third)
    boundary = sp.Derivative(-sp.I * n.alpha * n.hbar / 2 * n.p(2), n.t)
    yield ck.Step("They have to differ by a derivative whose integral vanishes:", boundary)

    def sides(_: int, inserted: Expr, third: Expr) -> tuple[Expr, Expr]:
        return inserted.xreplace(constants), third.xreplace(constants)

    yield from every_K("equation", sides, inserted, third + boundary)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The action from p and F~ by the engine for (3.5); the wave function from p and F~."""
    p, F, potential = histories.history(sample)
    planck = fields.planck(sample)
    values = {
        n.ACTION: histories.learning_action(sample, p, F, potential),
        n.Psi(2): np.sqrt(p) * np.exp(-1j * F / planck[:, None, None, None]),
        n.V(2): np.broadcast_to(potential, p.shape),
        n.M: 1 / (2 * sample["gamma"]),
        n.hbar: planck,
        n.alpha: sample["alpha"],
    }
    return ck.Measurement(values, **histories.calculus())


CLAIM = ck.Claim(
    key="vanchurin:4.3",
    source=n.source("4", "4.3"),
    kind="result",
    title="The action as a functional of the wave function",
    latex=r"\mathcal{S}[\Psi] = \alpha \int_0^T dt \, d^K q \, \left(\frac{\hbar^2}{2M} \sum_k "
    r"\frac{\partial \Psi^*}{\partial q_k} \frac{\partial \Psi}{\partial q_k} "
    r"- i\hbar \Psi^* \frac{\partial \Psi}{\partial t} + V \Psi^* \Psi \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(histories.PARAMETERS, histories.WHERE),
        tolerance=1e-6,
        reason="waves with phases of up to three radians on 16 to 20 points per axis",
        method="action of random periodic histories by the engine for (3.5), third line",
        samples=12,
    ),
    expected="proved",
    reading="$\\mathcal S[\\Psi]$ is the third line of (3.5). The total derivative "
    "$-\\frac{i\\alpha\\hbar}{2}\\partial_t p$ by which the densities differ is imaginary and "
    "integrates to zero.",
    premises=("vanchurin:3.5", "vanchurin:3.11", "vanchurin:3.12", "vanchurin:4.4"),
    hypotheses=(beliefs.REAL_PLANCK, beliefs.NORMALISED_ENDS, beliefs.BOUNDARIES),
)
