"""Section 4: what a shift of the free energy changes, and what it does not."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import derivative
from numerics.waves.madelung import fluid_from_wave
from numerics.waves.random_fields import trig_polynomial
from numerics.waves.schrodinger import evolve_wave
from proofs.papers.vanchurin.section_3 import eq_3_10
from proofs.papers.vanchurin.section_4 import eq_4_03
from proofs.papers.vanchurin.section_4.eq_4_04 import wave
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time
from proofs.papers.vanchurin.shared.notation import (
    D,
    F_tilde,
    M,
    V,
    alpha,
    gamma,
    hbar,
    p,
    q,
    source,
    spacetime,
    t,
    u,
)
from qmgr_sym.quantum.schrodinger import probability_current

CONSTANT = sp.Symbol("c", real=True)
CHANGING = sp.Function("f", real=True)(t)
ACTION = sp.Symbol(r"\mathcal{S}_c", real=True)
DENSITY = sp.Function("p_c", positive=True)(*spacetime(1))
VELOCITY = sp.Function("u_c", real=True)(*spacetime(1))
POTENTIAL = sp.Function("V_f", real=True)(*spacetime(1))
LINE = fields.GRIDS[1]
_STENCIL = np.array([1.0, -8.0, 0.0, 8.0, -1.0]) / 12
_STEP = 5e-3


def printed() -> list[ck.Link]:
    """Action, density and velocity are those without the shift c; a shift f(t) adds f' to V."""
    action = over_q_and_time(lines.third_line(2), 2)
    shifted = V(1) + sp.Derivative(CHANGING, t)
    return [
        ck.Link("action", ck.equal(ACTION, action)),
        ck.Link("density", ck.equal(DENSITY, p(1))),
        ck.Link("velocity", ck.equal(VELOCITY, u(1, 1))),
        ck.Link("changing shift", ck.equal(POTENTIAL, shifted)),
    ]


def _potential(psi: Expr) -> Expr:
    """The potential in which a wave function solves the Schrodinger equation."""
    kinetic = hbar**2 / (2 * M) * sp.diff(psi, q(1)[0], 2)
    return (sp.I * hbar * sp.diff(psi, t) + kinetic) / psi


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Shift the free energy in (3.5), in (4.4) and in the Schrodinger equation."""
    action, density, velocity, potential = (
        form[name].rhs for name in ("action", "density", "velocity", "changing shift")
    )
    third = lines.third_line(2).subs(F_tilde(2), F_tilde(2) + CONSTANT).doit()
    speed = velocity.subs(u(1, 1), eq_3_10.velocity(1, 1))
    added = _potential(wave(1).subs(F_tilde(1), F_tilde(1) + CHANGING)) - _potential(wave(1))
    obligations = [
        ck.Vanishes("action", third - integrand(action).doit()),
        ck.Vanishes("changing shift", added - (potential - V(1)).doit()),
    ]
    for shift in (CONSTANT, CHANGING):
        psi = wave(1).subs(F_tilde(1), F_tilde(1) + shift)
        star = sp.conjugate(psi)
        current = probability_current(psi, star, q(1), hbar, M)[0]
        obligations += [
            ck.Vanishes("density", star * psi - density),
            ck.Vanishes("velocity", current / (star * psi) - speed),
        ]
    return ck.Derivation(
        steps=(
            ck.Step("The third line of (3.5) with $\\tilde F+c$ holds no $c$:", third),
            ck.Step(
                "The wave function (4.4) changes by a factor of modulus one; for a shift $f(t)$ it "
                "solves the Schrodinger equation in a potential that is larger by",
                sp.cancel(sp.expand(added)),
            ),
            ck.Step("which depends on time alone, so that the velocity does not change:", speed),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The action from its engine; evolved waves for the fluid and for the changed potential.

    In units where the engine's hbar and mass are 1; the mass is M = hbar there.
    """
    density, energy, potential = eq_4_03.history(sample)
    shift, planck = sample["c"], sample["hbar"][:, None]
    real = 1 + trig_polynomial(sample["re"], LINE, scale=0.05)
    start = real + 1j * trig_polynomial(sample["im"], LINE, scale=0.05)
    field = trig_polynomial(sample["V1"], LINE, scale=0.2)
    turned = start * np.exp(-1j * shift[:, None] / planck)
    time = 0.5 + _STEP * np.arange(-2, 3)
    waves = np.stack([start, turned])
    snapshots: list[NDArray[np.complex128]] = []
    now = 0.0
    for moment in time:
        steps = 1 if snapshots else 100
        dt = (moment - now) / steps
        waves = evolve_wave(
            waves, field / planck, grid=LINE, hbar=1.0, mass=1.0, dt=dt, steps=steps, order=4
        )
        snapshots.append(waves)
        now = moment
    densities, velocities = fluid_from_wave(snapshots[2], grid=LINE, hbar=1.0, mass=1.0)
    rise = sample["f1"][:, None] * time + sample["f2"][:, None] * time**2
    unlifted = np.stack([both[0] for both in snapshots], axis=-1)
    lifted = unlifted * np.exp(-1j * rise / planck)[:, None]
    change, middle = lifted @ _STENCIL / _STEP, lifted[..., 2]
    kinetic = planck**2 / (2 * planck) * derivative(middle, LINE, 0, 2)
    values = {
        ACTION: eq_4_03.learning_action(
            sample, density, energy + shift[:, None, None, None], potential
        ),
        p(2): density,
        F_tilde(2): energy,
        V(2): np.broadcast_to(potential, density.shape),
        D: sample["D"],
        gamma: sample["gamma"],
        alpha: sample["alpha"],
        p(1): densities[0],
        DENSITY: densities[1],
        u(1, 1): velocities[0, 0],
        VELOCITY: velocities[0, 1],
        V(1): field,
        POTENTIAL: ((1j * planck * change + kinetic) / middle).real,
        sp.Derivative(CHANGING, t): sample["f1"] + 2 * sample["f2"] * time[2],
    }
    return ck.Measurement(values, eq_4_03.derivative, eq_4_03.integral)


CLAIM = ck.Claim(
    key="vanchurin:shift-unobservable",
    source=source("4"),
    kind="result",
    title="A constant shift of the free energy is unobservable",
    latex=r"\mathcal{S}[p, \tilde{F} + c, \alpha] = \mathcal{S}[p, \tilde{F}, \alpha]",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *eq_4_03.domain().parameters,
                ck.Real("hbar", 0.5, 2.0),
                *(ck.Real(name, -2.0, 2.0) for name in ("c", "f1", "f2")),
                *(ck.Integer(name, -2, 2, (2, 2)) for name in ("re", "im", "V1")),
            ),
            eq_4_03.domain().where,
        ),
        tolerance=1e-6,
        reason="five-point stencil of step 0.005 and split steps of order 4, each below 1e-7",
        method="action by the engine for (3.5); split-step evolution of waves with and without "
        "the shift",
        samples=12,
    ),
    expected="proved",
    reading="Every constant shift is unobservable, not only whole multiples of $\\mu$: action, "
    "density and velocity hold no trace of it. A shift that depends on time alone adds its rate of "
    "change to the potential and is not seen in density and velocity either; one that depends on "
    "$q$ changes the velocity.",
    premises=(
        "vanchurin:3.5",
        "vanchurin:3.10",
        "vanchurin:4.3",
        "vanchurin:4.4",
        "vanchurin:schrodinger",
    ),
    hypotheses=("$p$ integrates to 1 at all times",),
)
