"""Section 4: the functional (4.3) is stationary on solutions of the Schrodinger equation."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_4 import eq_4_03
from proofs.papers.vanchurin.section_4.eq_4_04 import Psi
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.notation import (
    M,
    V,
    every_dimension,
    hbar,
    over_k,
    q,
    source,
    spacetime,
    t,
)
from qmgr_sym.variation.euler import euler_operator

K = 2


def printed() -> list[ck.Link]:
    """i hbar d_t Psi = -(hbar^2/2M) sum_k d_k^2 Psi + V Psi."""
    kinetic = over_k(lambda x: sp.Derivative(Psi(K), (x, 2)), K)
    energy = -(hbar**2) / (2 * M) * kinetic + V(K) * Psi(K)
    equation = ck.equal(sp.I * hbar * sp.Derivative(Psi(K), t), energy)
    return [ck.Link("Schrodinger equation", equation)]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary (4.3) by the conjugate wave function."""
    form = given["Schrodinger equation"]
    star = sp.Function(r"\Psi^*")(*spacetime(K))
    euler = euler_operator(eq_4_03.density(Psi(K), star, K), star, spacetime(K))
    residual = form.rhs - form.lhs
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (4.3) by $\\Psi^*$, over $\\alpha$, with $\\Psi$ held fixed:",
                ck.equal(sp.expand(euler), 0),
            ),
            ck.Step(
                "This is the Schrodinger equation. " + every_dimension(K, euler, residual),
                form,
            ),
        ),
        obligations=(ck.Vanishes("Schrodinger equation", euler - residual),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Wave function carried along by the flow that makes the learning action (3.5) stationary.

    d_t p and d_t F~ are complex-step derivatives of (3.5), third line; the wave function changes
    with them through (4.4).
    """
    p, F = fields.field(sample, "p", K), fields.field(sample, "F", K)
    rate_p, rate_F = fields.flow(sample, K)
    planck = fields.planck(sample)[:, None, None]
    wave = np.sqrt(p) * np.exp(-1j * F / planck)
    values = {
        Psi(K): wave,
        sp.Derivative(Psi(K), t): wave * (rate_p / (2 * p) - 1j * rate_F / planck),
        V(K): fields.field(sample, "V", K),
        M: 1 / (2 * sample["gamma"]),
        hbar: fields.planck(sample),
    }
    return ck.Measurement(values, fields.derivative(K, q(K)))


_D, _gamma, _alpha = sp.symbols("D gamma alpha", real=True)

CLAIM = ck.Claim(
    key="vanchurin:schrodinger",
    source=source("4"),
    kind="result",
    title="Schrodinger equation of the trainable variables",
    latex=r"i\hbar \frac{\partial \Psi}{\partial t} = -\frac{\hbar^2}{2M} "
    r"\sum_k \frac{\partial^2 \Psi}{\partial q_k^2} + V \Psi",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(fields.domain(K).parameters, 4 * _D * _alpha > 2 * _gamma),
        tolerance=1e-6,
        reason="phases of up to three radians on 20 points per axis, differentiated twice",
        method="complex-step flow of the learning action (3.5), mapped to the wave function",
        samples=12,
    ),
    expected="proved",
    reading="The paper calls its description after this equation and prints the functional (4.3) "
    "that it follows from.",
    premises=(
        *(f"vanchurin:3.{n}" for n in range(5, 13)),
        "vanchurin:4.1",
        "vanchurin:4.2",
        "vanchurin:4.3",
        "vanchurin:4.4",
    ),
    hypotheses=(
        "$\\Psi^*$ is varied with $\\Psi$ held fixed, and boundary terms vanish",
        "$V$ is held fixed in the variation although (3.6) contains $F$",
        "the principle of stationary entropy production",
    ),
)
