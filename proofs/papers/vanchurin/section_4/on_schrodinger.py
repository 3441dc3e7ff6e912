"""Section 4: the functional (4.3) is stationary on solutions of the Schrodinger equation."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields, histories
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K, residual
from proofs.papers.vanchurin.shared.integrals import integrand
from qmgr_sym.unevaluated import VariationalDerivative


def printed(K: int = 2) -> sp.Eq:
    """i hbar d_t Psi = -(hbar^2/2M) sum_k d_k^2 Psi + V Psi."""
    kinetic = n.over_k(lambda x: sp.Derivative(n.Psi(K), (x, 2)), K)
    energy = -(n.hbar**2) / (2 * n.M) * kinetic + n.V(K) * n.Psi(K)
    return ck.equal(sp.I * n.hbar * sp.Derivative(n.Psi(K), n.t), energy)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary (4.3) by the conjugate wave function."""
    density = integrand(premises["4.3"].at(K=2).of(n.ACTION))
    density = density.xreplace({sp.conjugate(n.Psi(2)): _star(2)})
    equation = residual(form, sp.Derivative(n.Psi(2), n.t))

    def sides(K: int, density: Expr, equation: Expr) -> tuple[Expr, Expr]:
        varied = VariationalDerivative(density, _star(K), n.spacetime(K))
        return varied, -sp.I * n.hbar * n.alpha * equation

    yield ck.Step(
        "Variation of (4.3) by $\\Psi^*$ with $\\Psi$ held fixed:",
        sides(2, density, equation)[0],
    )
    yield from every_K("equation", sides, density, equation)


def _star(K: int) -> Expr:
    """The conjugate of Psi as a field of its own."""
    return sp.Function(r"\Psi^*")(*n.spacetime(K))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Wave function carried along by the flow that makes the learning action (3.5) stationary.

    d_t p and d_t F~ are complex-step derivatives of (3.5), third line; the wave function changes
    with them through (4.4).
    """
    p, F = fields.field(sample, "p", 2), fields.field(sample, "F", 2)
    rate_p, rate_F = fields.rate_of_density(sample, 2), fields.rate_of_energy(sample, 2)
    planck = fields.planck(sample)[:, None, None]
    wave = np.sqrt(p) * np.exp(-1j * F / planck)
    values = {
        n.Psi(2): wave,
        sp.Derivative(n.Psi(2), n.t): wave * (rate_p / (2 * p) - 1j * rate_F / planck),
        n.V(2): fields.field(sample, "V", 2),
        n.M: 1 / (2 * sample["gamma"]),
        n.hbar: fields.planck(sample),
    }
    return ck.Measurement(values, **fields.calculus(2))


CLAIM = ck.Claim(
    key="vanchurin:schrodinger",
    source=n.source("4"),
    kind="result",
    title="Schrodinger equation of the trainable variables",
    latex=r"i\hbar \frac{\partial \Psi}{\partial t} = -\frac{\hbar^2}{2M} "
    r"\sum_k \frac{\partial^2 \Psi}{\partial q_k^2} + V \Psi",
    printed=printed,
    words="reading",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(fields.domain(2).parameters, histories.WHERE),
        tolerance=1e-6,
        reason="phases of up to three radians on 20 points per axis, differentiated twice",
        method="complex-step flow of the learning action (3.5), mapped to the wave function",
        samples=12,
    ),
    expected="proved",
    reading="The paper calls its description after this equation and prints the functional (4.3) "
    "that it follows from.",
    premises=("vanchurin:4.3",),
    hypotheses=(
        beliefs.CONJUGATE_VARIATION,
        beliefs.BOUNDARIES,
        beliefs.FIXED_POTENTIAL,
        beliefs.STATIONARY_PRODUCTION,
    ),
)
