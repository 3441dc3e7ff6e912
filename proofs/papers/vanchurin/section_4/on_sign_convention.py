"""Sections 3 and 4: one sign convention for the velocity and the phase, or two."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import derivative, laplacian
from numerics.waves.madelung import fluid_from_wave
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import residual
from proofs.papers.vanchurin.shared.integrals import integrand
from qmgr_sym.unevaluated import VariationalDerivative

LINE = fields.GRIDS[1]
RULES = ("(3.5) and (3.8)", "(3.5) and (3.9)", "(4.3) and (4.4)")


def velocity(rule: str) -> Expr:
    """The velocity that a pair of equations requires."""
    return sp.Function(f"u_{{{rule[:5]},{rule[-5:]}}}", real=True)(*n.spacetime(1))


def _links(sign: int) -> dict[str, sp.Eq]:
    slope = sign * sp.Derivative(n.F_tilde(1), n.q(1)[0]) / n.M
    return {rule: ck.equal(velocity(rule), slope) for rule in RULES}


def printed() -> dict[str, sp.Eq]:
    """Every pair of equations requires the velocity of (3.10), u = +(1/M) dF~."""
    return _links(1)


def amended() -> dict[str, sp.Eq]:
    """Every pair of equations requires u = -(1/M) dF~."""
    return _links(-1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert the velocity and compare with the variations of (3.5) and (4.3)."""
    carried, moved, wave = (form.of(velocity(rule), rule) for rule in RULES)
    p, F, x = n.p(1), n.F_tilde(1), n.q(1)[0]
    constants = {n.M: premises["3.11"].of(n.M), n.hbar: premises["3.12"].of(n.hbar)}
    action = premises["3.5"].at(K=1)["second = third line"].rhs.function
    fluid = residual(premises["3.8"].at(K=1), sp.Derivative(p, n.t))
    by_energy = VariationalDerivative(action, F, (x, n.t))
    yield ck.Step("Variation of (3.5) by the free energy, which has to be (3.8):", by_energy)
    continuity = n.alpha * fluid.xreplace({n.u(1, 1): carried})
    yield ck.shows(RULES[0], by_energy, continuity.xreplace(constants), case={"K": 1})
    euler = residual(premises["3.9"].at(K=1), sp.Derivative(n.u(1, 1), n.t))
    by_density = sp.Derivative(VariationalDerivative(action, p, (x, n.t)), x)
    yield ck.Step("Slope of its variation by the density, which has to be (3.9):", by_density)
    motion = n.alpha * n.M * euler.xreplace({n.u(1, 1): moved})
    yield ck.shows(RULES[1], by_density, motion.xreplace(constants), case={"K": 1})
    inserted = integrand(premises["4.3"].at(K=1).of(n.ACTION))
    inserted = inserted.xreplace({n.Psi(1): premises["4.4"].of(n.Psi(1))})
    by_phase = VariationalDerivative(inserted, F, (x, n.t))
    yield ck.Step("Variation of (4.3) with (4.4) by the free energy:", by_phase)
    current = sp.Derivative(p, n.t) + sp.Derivative(p * wave, x)
    yield ck.shows(RULES[2], by_phase, n.alpha * current, case={"K": 1})


def _sign_of_motion(sample: ck.Sample, rate: NDArray[np.float64]) -> NDArray[np.float64]:
    """s for which u = s dF~/M obeys (3.9), by least squares: u du does not depend on s."""
    mass = (1 / (2 * sample["gamma"]))[:, None]
    root = np.sqrt(fields.field(sample, "p", 1))
    bohm = laplacian(root, LINE) / root * (fields.planck(sample)[:, None] ** 2 / (2 * mass))
    kinetic = derivative(fields.field(sample, "F", 1), LINE, 0) ** 2 / (2 * mass)
    force = derivative(kinetic + fields.field(sample, "V", 1) - bohm, LINE, 0)
    push = derivative(rate, LINE, 0)
    return np.asarray(-(push * force).sum(-1) / (push**2).sum(-1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Three velocities: from the change of the density, of the free energy, and from a wave."""
    rate_p, rate_F = fields.rate_of_density(sample, 1), fields.rate_of_energy(sample, 1)
    p, F = fields.field(sample, "p", 1), fields.field(sample, "F", 1)
    mass, planck = 1 / (2 * sample["gamma"]), fields.planck(sample)
    sign = _sign_of_motion(sample, rate_F)
    wave = np.sqrt(p) * np.exp(-1j * F / planck[:, None])
    unit = fluid_from_wave(wave, grid=LINE, hbar=1.0, mass=1.0)[1][0]
    values = {
        velocity(RULES[0]): fields.speed_from_rate(rate_p, p),
        velocity(RULES[1]): (sign / mass)[:, None] * derivative(F, LINE, 0),
        velocity(RULES[2]): (planck / mass)[:, None] * unit,
        n.F_tilde(1): F,
        n.M: mass,
    }
    return ck.Measurement(values, **fields.calculus(1))


_FORM = (
    r"u_{(3.8)} = u_{(3.9)} = u_{(4.3),(4.4)} = %s\frac{1}{M} \frac{\partial \tilde{F}}"
    r"{\partial q_k}"
)

CLAIM = ck.Claim(
    key="vanchurin:sign-convention",
    source=n.source("4"),
    kind="result",
    title="One sign convention for velocity and phase",
    latex=_FORM % "+",
    printed=printed,
    words="reading",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-6,
        reason="phases of several radians and third derivatives on 48 points",
        method="flow of the discretised action (3.5), and current of the wave",
    ),
    expected="corrected",
    fails_by="(3.5) and (3.8): flip the sign of the right side; (3.5) and (3.9): flip the sign of "
    "the right side; (4.3) and (4.4): flip the sign of the right side",
    reading="The velocity $u=s\\,M^{-1}\\partial\\tilde F$ is printed with $s=+1$ in (3.10). Each "
    "of three pairs of equations fixes $s$ by itself: the action (3.5) with (3.8), the action with "
    "(3.9), and the wave functional (4.3) with the phase of (4.4).",
    premises=(
        *(f"vanchurin:3.{k}" for k in (5, 8, 9, 11, 12)),
        "vanchurin:4.3",
        "vanchurin:4.4",
    ),
    hypotheses=(beliefs.NO_CIRCULATION, beliefs.BOUNDARIES, beliefs.REAL_PLANCK),
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
