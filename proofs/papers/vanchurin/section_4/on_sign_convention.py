"""Sections 3 and 4: one sign convention for the velocity and the phase, or two."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import derivative, laplacian
from numerics.waves.madelung import fluid_from_wave
from proofs.papers.vanchurin.section_3 import eq_3_12
from proofs.papers.vanchurin.section_4 import eq_4_04
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    F_tilde,
    M,
    V,
    alpha,
    every_dimension,
    gamma,
    hbar,
    p,
    q,
    source,
    spacetime,
    t,
)
from qmgr_sym.quantum.madelung import bohm_potential
from qmgr_sym.quantum.schrodinger import probability_current
from qmgr_sym.variation.euler import euler_operator

K = 1
LINE = fields.GRIDS[K]
RULES = ("(3.5) and (3.8)", "(3.5) and (3.9)", "(4.3) and (4.4)")


def velocity(rule: str) -> Expr:
    """The velocity that a pair of equations requires."""
    return sp.Function(f"u_{{{rule[:5]},{rule[-5:]}}}", real=True)(*spacetime(K))


def _links(sign: int) -> list[ck.Link]:
    slope = sign * sp.Derivative(F_tilde(K), q(K)[0]) / M
    return [ck.Link(rule, ck.equal(velocity(rule), slope)) for rule in RULES]


def printed() -> list[ck.Link]:
    """Every pair of equations requires the velocity of (3.10), u = +(1/M) dF~."""
    return _links(1)


def amended() -> list[ck.Link]:
    """Every pair of equations requires u = -(1/M) dF~."""
    return _links(-1)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert the velocity and compare with the variations of (3.5) and the current of (4.3)."""
    x = q(K)[0]
    carried, moved, wave = (form[rule].rhs for rule in RULES)
    by_energy = euler_operator(lines.third_line(K), F_tilde(K), spacetime(K)).doit() / alpha
    by_density = euler_operator(lines.third_line(K), p(K), spacetime(K)).doit() / alpha
    continuity = sp.Derivative(p(K), t) + sp.Derivative(carried * p(K), x)
    force = sp.Derivative(V(K) + bohm_potential(p(K), q(K), hbar, M), x) / M
    motion = sp.Derivative(moved, t) + moved * sp.Derivative(moved, x) + force
    gap = motion.doit() - sp.diff(by_density, x) / M
    psi = eq_4_04.wave(K)
    current = probability_current(psi, sp.conjugate(psi), q(K), hbar, M)[0]
    constants = {M: 1 / (2 * gamma), hbar: eq_3_12.planck()}
    return ck.Derivation(
        steps=(
            ck.Step("Variation of (3.5) by the free energy, over $\\alpha$:", by_energy),
            ck.Step(
                "has to be (3.8) with the velocity. " + every_dimension(K, lines.third_line),
                continuity,
            ),
            ck.Step("Variation of (3.5) by the density, over $\\alpha$:", by_density),
            ck.Step(
                "has to give (3.9), corrected, with the velocity, here in one dimension:", motion
            ),
            ck.Step("The current of (4.3) with the phase (4.4) has to be $pu$:", current),
        ),
        obligations=(
            ck.Vanishes(RULES[0], (continuity.doit() - by_energy).subs(M, 1 / (2 * gamma))),
            ck.Vanishes(RULES[1], gap.subs(constants)),
            ck.Vanishes(RULES[2], current - (p(K) * wave).doit()),
        ),
    )


def _sign_of_motion(sample: ck.Sample, rate: NDArray[np.float64]) -> NDArray[np.float64]:
    """s for which u = s dF~/M obeys (3.9), by least squares: u du does not depend on s."""
    mass = (1 / (2 * sample["gamma"]))[:, None]
    root = np.sqrt(fields.field(sample, "p", K))
    bohm = laplacian(root, LINE) / root * (fields.planck(sample)[:, None] ** 2 / (2 * mass))
    kinetic = derivative(fields.field(sample, "F", K), LINE, 0) ** 2 / (2 * mass)
    force = derivative(kinetic + fields.field(sample, "V", K) - bohm, LINE, 0)
    push = derivative(rate, LINE, 0)
    return np.asarray(-(push * force).sum(-1) / (push**2).sum(-1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Three velocities: from the change of the density, of the free energy, and from a wave."""
    rate_p, rate_F = fields.flow(sample, K)
    p_, F_ = fields.field(sample, "p", K), fields.field(sample, "F", K)
    mass, planck = 1 / (2 * sample["gamma"]), fields.planck(sample)
    sign = _sign_of_motion(sample, rate_F)
    wave = np.sqrt(p_) * np.exp(-1j * F_ / planck[:, None])
    unit = fluid_from_wave(wave, grid=LINE, hbar=1.0, mass=1.0)[1][0]
    values = {
        velocity(RULES[0]): fields.speed_from_rate(rate_p, p_),
        velocity(RULES[1]): (sign / mass)[:, None] * derivative(F_, LINE, 0),
        velocity(RULES[2]): (planck / mass)[:, None] * unit,
        F_tilde(K): F_,
        M: mass,
    }
    return ck.Measurement(values, fields.derivative(K, q(K)))


_FORM = (
    r"u_{(3.8)} = u_{(3.9)} = u_{(4.3),(4.4)} = %s\frac{1}{M} \frac{\partial \tilde{F}}"
    r"{\partial q_k}"
)

CLAIM = ck.Claim(
    key="vanchurin:sign-convention",
    source=source("4"),
    kind="result",
    title="One sign convention for velocity and phase",
    latex=_FORM % "+",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-6,
        reason="phases of several radians and third derivatives on 48 points",
        method="flow of the discretised action (3.5), and current of the wave",
    ),
    expected="corrected",
    reading="The velocity $u=s\\,M^{-1}\\partial\\tilde F$ is printed with $s=+1$ in (3.10). Each "
    "of three pairs of equations fixes $s$ by itself: the action (3.5) with (3.8), the action with "
    "(3.9), and the wave functional (4.3) with the phase of (4.4).",
    premises=(
        "vanchurin:3.5",
        "vanchurin:3.8",
        "vanchurin:3.9",
        "vanchurin:3.10",
        "vanchurin:3.11",
        "vanchurin:3.12",
        "vanchurin:4.3",
        "vanchurin:4.4",
    ),
    amended=ck.Amended(
        latex=_FORM % "-",
        links=amended,
        note="All three require $s=-1$. (3.10) is the only equation of sections 3 and 4 with the "
        "other sign. Reversing $\\tilde F$ in the third line of (3.5) and in (4.4) instead would "
        "also leave one convention.",
    ),
    known=(
        {
            **{"D": 1.0, "gamma": 1.0, "alpha": 1.0, "V": [[0, 0], [0, 0]]},
            **{name: [[1, 1], [1, 1]] for name in ("p", "F")},
        },
    ),
)
