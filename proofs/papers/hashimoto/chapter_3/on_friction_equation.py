"""Chapter 3: the equation of a particle in a potential with friction, sign by sign."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.friction.stopping import Particle, Profile, end_state
from proofs.papers.hashimoto.shared.notation import source

m = sp.Symbol("m", positive=True)
h, SPEED, SPEED_UP = sp.symbols(r"h \dot{x} \ddot{x}", real=True)
SLOPE, LOSS = sp.symbols(r"{\partial_{x}V} \dot{E}", real=True)
SPACING = 4e-3
_STENCIL = np.array([-2, -1, 1, 2])
_WEIGHTS = np.array([1, -8, 8, -1])


def _links(motion: sp.Expr) -> list[ck.Link]:
    return [
        ck.Link("motion", ck.equal(m * SPEED_UP, motion)),
        ck.Link("energy", ck.equal(LOSS, -h * SPEED**2)),
    ]


def printed() -> list[ck.Link]:
    """m x'' = h x' + dV/dx, for the energy m x'^2/2 + V and its loss by friction."""
    return _links(h * SPEED + SLOPE)


def amended() -> list[ck.Link]:
    """m x'' = -h x' - dV/dx."""
    return _links(-h * SPEED - SLOPE)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The energy m x'^2/2 + V must fall by h x'^2, and by nothing without friction."""
    motion, energy = form["motion"], form["energy"]
    push = motion.rhs - (motion.lhs - m * SPEED_UP)
    change = sp.expand(SPEED * push + SLOPE * SPEED)
    loss = sp.expand(change - energy.rhs)
    return ck.Derivation(
        steps=(
            ck.Step("Change of $\\frac m2\\dot x^2+V(x)$ along the motion:", change),
            ck.Step("and beyond the loss by friction, which must be nothing:", loss),
        ),
        obligations=(ck.Vanishes("motion", loss), ck.Vanishes("energy", loss)),
    )


def well(spring: float, anharmonic: float) -> tuple[Profile, Profile, Profile]:
    """k x^2/2 + c x^4/4 and its two derivatives."""
    return (
        lambda x: spring * x**2 / 2 + anharmonic * x**4 / 4,
        lambda x: spring * x + anharmonic * x**3,
        lambda x: spring + 3 * anharmonic * x**2,
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Particles that swing in a well and slow down, observed at five times."""
    rows: dict[sp.Basic, list[float]] = {k: [] for k in (m, h, SPEED, SPEED_UP, SLOPE, LOSS)}
    rate = _WEIGHTS / (12 * SPACING)
    for mass, friction, start, shape in zip(
        1 + sample["m"], sample["h"] / 4, sample["x"] / 2, 1 + sample["V"], strict=True
    ):
        height, slope, bend = well(*shape)
        seen = []
        for time in 0.5 + SPACING * _STENCIL:
            particle = Particle(slope, bend, duration=float(time), mass=float(mass), steps=100)
            seen.append(end_state(start, [friction], particle))
        x, v = np.array(seen).T
        middle = end_state(start, [friction], Particle(slope, bend, 0.5, float(mass), 100))[0]
        rows[m].append(mass)
        rows[h].append(friction)
        rows[SPEED].append(rate @ x)
        rows[SPEED_UP].append(rate @ v)
        rows[SLOPE].append(float(rate @ height(middle + SPACING * _STENCIL)))
        rows[LOSS].append(rate @ (mass * v**2 / 2 + height(x)))
    return ck.Measurement({k: np.array(v) for k, v in rows.items()})


CLAIM = ck.Claim(
    key="hashimoto:friction-equation",
    source=source("3"),
    kind="result",
    title="A particle with friction in a potential",
    latex=r"m\ddot x = h(t)\dot x + \frac{\partial V(x)}{\partial x}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("m", 0, 2, (), "mass less one"),
                ck.Integer("h", 0, 4, (), "four times the friction"),
                ck.Integer("x", -3, 3, (2,), "twice the initial position and velocity"),
                ck.Integer("V", 0, 2, (2,), "quadratic and quartic part of the well, less one"),
            )
        ),
        tolerance=1e-6,
        reason="differences of order four at 0.004: 3e-10 of the fifth derivatives, up to 1000",
        method="motion in a well by Runge-Kutta; rates by differences between times",
        samples=32,
        examples=100,
        floor=0.1,
    ),
    expected="corrected",
    reading="V is the potential of the particle and $h\\dot x$ with $h>0$ its friction, as the "
    "words of the slide have it: the energy $\\frac m2\\dot x^2+V$ changes at the rate "
    "$\\dot E=-h\\dot x^2$.",
    hypotheses=("friction takes energy: it is $h\\dot x^2$ per time for $h>0$",),
    amended=ck.Amended(
        latex=r"m\ddot x = -h(t)\dot x - \frac{\partial V(x)}{\partial x}",
        links=amended,
        note="Both signs of the right side changed. With the printed ones $\\frac m2\\dot x^2-V$ "
        "grows with friction: V stands for minus the potential and h for minus the friction. The "
        "equation of motion of the bulk field in chapter 4 has the printed sign of V and the "
        "corrected one of h. For the search for an unknown h its sign is a convention; that of V "
        "decides whether particles come to rest in a well or on a hill.",
    ),
)
