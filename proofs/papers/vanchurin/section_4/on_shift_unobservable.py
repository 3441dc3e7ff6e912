"""Section 4: what a shift of the free energy changes, and what it does not."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes
from numerics.grid import derivative
from numerics.waves.madelung import fluid_from_wave
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.schrodinger import evolve_wave
from proofs.papers.vanchurin.shared import fields, histories
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import residual
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time

CONSTANT = sp.Symbol("c", real=True)
CHANGING = sp.Function("f", real=True)(n.t)
ACTION = sp.Symbol(r"\mathcal{S}_c", real=True)
DENSITY = sp.Function("p_c", positive=True)(*n.spacetime(1))
VELOCITY = sp.Function("u_c", real=True)(*n.spacetime(1))
POTENTIAL = sp.Function("V_f", real=True)(*n.spacetime(1))
LINE = fields.GRIDS[1]


def _action() -> Expr:
    """The third line of (3.5) for two variables."""
    p, F = n.p(2), n.F_tilde(2)
    inner = n.over_k(lambda x: sp.Derivative(sp.log(p), x) ** 2, 2) * (n.D - n.gamma / 4 / n.alpha)
    inner += n.alpha * n.gamma * n.over_k(lambda x: sp.Derivative(F, x) ** 2, 2)
    return over_q_and_time(p * (inner - n.alpha * sp.Derivative(F, n.t) + n.alpha * n.V(2)), 2)


def printed() -> dict[str, sp.Eq]:
    """Action, density and velocity are those without the shift c; a shift f(t) adds f' to V."""
    return {
        "action": ck.equal(ACTION, _action()),
        "density": ck.equal(DENSITY, n.p(1)),
        "velocity": ck.equal(VELOCITY, n.u(1, 1)),
        "changing shift": ck.equal(POTENTIAL, n.V(1) + sp.Derivative(CHANGING, n.t)),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Shift the free energy in (3.5), in (4.4) and in the Schrodinger equation."""
    F, x = n.F_tilde(1), n.q(1)[0]
    third = premises["3.5"].at(K=2)["second = third line"].rhs.function
    shifted = third.xreplace({n.F_tilde(2): n.F_tilde(2) + CONSTANT})
    yield ck.Step("The third line of (3.5) with $\\tilde F+c$:", shifted)
    yield ck.shows("action", integrand(form.of(ACTION, "action")), shifted, case={"K": 2})
    wave = premises["4.4"].of(n.Psi(1))
    speed = form.of(VELOCITY, "velocity").xreplace({n.u(1, 1): premises["3.10"].of(n.u(1, 1))})
    for shift in (CONSTANT, CHANGING):
        psi = wave.xreplace({F: F + shift})
        star = sp.conjugate(psi)
        turning = star * sp.Derivative(psi, x) - psi * sp.Derivative(star, x)
        yield ck.shows("density", form.of(DENSITY, "density"), sp.Abs(psi, evaluate=False) ** 2)
        current = n.hbar / (2 * sp.I * n.M) * turning
        yield ck.shows("velocity", current / n.p(1), speed, case={"K": 1})
    equation = residual(premises["schrodinger"].at(K=1), sp.Derivative(n.Psi(1), n.t))

    def energy(psi: Expr) -> Expr:
        """i hbar times what is left of the Schrodinger equation, per Psi."""
        return sp.I * n.hbar * equation.xreplace({n.Psi(1): psi}) / psi

    added = form.of(POTENTIAL, "changing shift") - n.V(1)
    yield ck.Step("A shift $f(t)$ leaves a solution in a potential that is larger by", added)
    yield ck.shows("changing shift", energy(wave.xreplace({F: F + CHANGING})), energy(wave) + added)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The action from its engine; evolved waves for the fluid and for the changed potential.

    In units where the engine's hbar and mass are 1; the mass is M = hbar there.
    """
    density, energy, potential = histories.history(sample)
    shift, planck = sample["c"], sample["hbar"][:, None]
    real = 1 + trig_polynomial(sample["re"], LINE, scale=0.05)
    start = real + 1j * trig_polynomial(sample["im"], LINE, scale=0.05)
    field = trig_polynomial(sample["V1"], LINE, scale=0.2)
    waves = np.stack([start, start * np.exp(-1j * shift[:, None] / planck)])
    clock = chebyshev_nodes(0.4, 0.6, 9)
    runs: list[NDArray[np.complex128]] = []
    now = 0.0
    for moment in clock.points:
        steps = 8 if runs else 80
        waves = evolve_wave(
            waves,
            field / planck,
            grid=LINE,
            hbar=1.0,
            mass=1.0,
            dt=(moment - now) / steps,
            steps=steps,
            order=4,
        )
        runs.append(waves)
        now = moment
    middle = len(runs) // 2
    densities, velocities = fluid_from_wave(runs[middle], grid=LINE, hbar=1.0, mass=1.0)
    rise = sample["f1"][:, None] * clock.points + sample["f2"][:, None] * clock.points**2
    unlifted = np.stack([both[0] for both in runs], axis=-1)
    lifted = unlifted * np.exp(-1j * rise / planck)[:, None]
    change, wave = clock.differentiate(lifted, -1)[..., middle], lifted[..., middle]
    kinetic = planck**2 / (2 * planck) * derivative(wave, LINE, 0, 2)
    values = {
        ACTION: histories.learning_action(
            sample, density, energy + shift[:, None, None, None], potential
        ),
        n.p(2): density,
        n.F_tilde(2): energy,
        n.V(2): np.broadcast_to(potential, density.shape),
        n.D: sample["D"],
        n.gamma: sample["gamma"],
        n.alpha: sample["alpha"],
        n.p(1): densities[0],
        DENSITY: densities[1],
        n.u(1, 1): velocities[0, 0],
        VELOCITY: velocities[0, 1],
        n.V(1): field,
        POTENTIAL: ((1j * planck * change + kinetic) / wave).real,
        sp.Derivative(CHANGING, n.t): sample["f1"] + 2 * sample["f2"] * clock.points[middle],
    }
    return ck.Measurement(values, **histories.calculus())


CLAIM = ck.Claim(
    key="vanchurin:shift-unobservable",
    source=n.source("4"),
    kind="result",
    title="A constant shift of the free energy is unobservable",
    latex=r"\mathcal{S}[p, \tilde{F} + c, \alpha] = \mathcal{S}[p, \tilde{F}, \alpha]",
    printed=printed,
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *histories.PARAMETERS,
                ck.Real("hbar", 0.5, 2.0),
                *(ck.Real(name, -2.0, 2.0) for name in ("c", "f1", "f2")),
                *(ck.Integer(name, -2, 2, (2, 2)) for name in ("re", "im", "V1")),
            ),
            histories.WHERE,
        ),
        tolerance=1e-6,
        reason="nine Chebyshev points in time and split steps of order 4, each below 1e-7",
        method="action by the engine for (3.5); split-step evolution of waves with and without "
        "the shift",
        samples=12,
    ),
    expected="proved",
    reading="Every constant shift is unobservable, not only whole multiples of $\\mu$: action, "
    "density and velocity hold no trace of it. A shift that depends on time alone adds its rate of "
    "change to the potential and is not seen in density and velocity either; one that depends on "
    "$q$ changes the velocity.",
    premises=("vanchurin:3.5", "vanchurin:3.10", "vanchurin:4.4", "vanchurin:schrodinger"),
)
