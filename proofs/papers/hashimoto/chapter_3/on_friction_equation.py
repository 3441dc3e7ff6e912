"""Chapter 3: the equation of a particle in a potential with friction, sign by sign."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.friction.stopping import Particle, Profile, end_state
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.particle import SLOPE, SPEED, SPEED_UP, h, m
from qmgr_sym.unevaluated import RateAlong

SPACING = 4e-3
_STENCIL = np.array([-2, -1, 1, 2])
_WEIGHTS = np.array([1, -8, 8, -1])


def printed() -> list[ck.Link]:
    """m x'' = h x' + dV/dx, for the energy m x'^2/2 + V and its loss by friction."""
    return [ck.Link("motion", ck.equal(m * SPEED_UP, h * SPEED + SLOPE))]


def amended() -> list[ck.Link]:
    """m x'' = -h x' - dV/dx."""
    return [ck.Link("motion", ck.equal(m * SPEED_UP, -h * SPEED - SLOPE))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The energy m x'^2/2 + V must fall by h x'^2, and by nothing without friction."""
    x, speed = sp.symbols("x v", real=True)
    height = sp.Function("V", real=True)(x)
    push = form.of(SPEED_UP).subs({SPEED: speed, SLOPE: sp.Derivative(height, x)})
    energy = m * speed**2 / 2 + height
    change = RateAlong(energy, {x: speed, speed: push})
    yield ck.Step("Change of $\\frac m2\\dot x^2+V(x)$ along the motion:", change.doit())
    yield ck.shows("motion", change, -h * speed**2)


def well(spring: float, anharmonic: float) -> tuple[Profile, Profile, Profile]:
    """k x^2/2 + c x^4/4 and its two derivatives."""
    return (
        lambda x: spring * x**2 / 2 + anharmonic * x**4 / 4,
        lambda x: spring * x + anharmonic * x**3,
        lambda x: spring + 3 * anharmonic * x**2,
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Particles that swing in a well and slow down, observed at five times."""
    rows: dict[sp.Basic, list[float]] = {k: [] for k in (m, h, SPEED, SPEED_UP, SLOPE)}
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
    ),
    expected="corrected",
    fails_by="flip the sign of the right side",
    reading="V is the potential of the particle and $h\\dot x$ with $h>0$ its friction, as the "
    "words of the slide have it: the energy $\\frac m2\\dot x^2+V$ changes at the rate "
    "$\\dot E=-h\\dot x^2$.",
    hypotheses=(beliefs.DISSIPATION,),
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
