"""(7.6): the proper time is stationary on the path of a neuron."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.section_7 import eq_7_07
from proofs.papers.vanchurin.shared import worldlines
from proofs.papers.vanchurin.shared.notation import source

SPACE = (1, 2)
FORCES = {a: sp.Symbol(rf"{{\partial L/\partial x^{{{a}}}}}", real=True) for a in SPACE}
CHANGES = {a: sp.Symbol(rf"{{\frac{{d}}{{dt}}p_{{{a}}}}}", real=True) for a in SPACE}


def printed() -> list[ck.Link]:
    """delta tau / delta x^a = dL/dx^a - d/dt p_a = 0."""
    return [ck.Link(f"component {a}", ck.equal(FORCES[a] - CHANGES[a], 0)) for a in SPACE]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The derivative has to vanish on the solutions of (7.7), in arbitrary metrics."""
    obligations = []
    for event in worldlines.random_events():
        velocity = (sp.S.One, *event.velocity[1:])
        values = {
            **worldlines.connection(event),
            **dict(zip(worldlines.VELOCITY, velocity, strict=True)),
        }
        acceleration = (sp.S.Zero, *(eq_7_07.right_side(a).xreplace(values) for a in SPACE))
        force, change = worldlines.proper_time_terms(
            worldlines.rates(event, velocity, acceleration)
        )
        at = {FORCES[a]: force[a] for a in SPACE} | {CHANGES[a]: change[a] for a in SPACE}
        obligations += [
            ck.Vanishes(name, (form.lhs - form.rhs).subs(at), worldlines.CHANCE)
            for name, form in given.items()
        ]
    K = sp.Symbol("K", positive=True)
    return ck.Derivation(
        steps=(
            ck.Step(
                "The integrand of (7.5), $L=\\sqrt{K}$ with $K=-g_{\\mu\\nu}\\dot x^\\mu"
                "\\dot x^\\nu$; its functional derivative is $\\partial L/\\partial x^a"
                "-dp_a/dt$ with $p_a=\\partial L/\\partial\\dot x^a$:",
                sp.sqrt(K),
            ),
            ck.Step(
                "Inserted at random events (metric, derivatives, velocity): the acceleration "
                "(7.7), for instance",
                ck.equal(eq_7_07.ACCELERATION[1], acceleration[1]),
            ),
            ck.Step(
                "What has to vanish, times $2K^{3/2}$ and cleared of $\\det g$, is a polynomial "
                "of degree 10 at most in the numbers drawn; chance per event of an accident:",
                sp.Rational(10, 2 * worldlines.RANDOM_SIZE + 1),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A path of stationary proper time among polynomials; momenta along it, differenced."""
    metric = worldlines.metric_of(sample)
    lagrangian = worldlines.proper_time(metric)
    path = worldlines.stationary(sample, lagrangian)
    h, step = 0.01, 1e-30
    times = h * np.arange(-2, 3)
    x = np.moveaxis(path.events(times), 0, 1)
    v = np.concatenate([np.ones_like(x[..., :1]), np.moveaxis(path.at(times, 1), 0, 1)], -1)
    values: dict[Basic, np.ndarray] = {}
    for a in SPACE:
        bump = 1j * step * np.eye(3)[a]
        momentum = lagrangian(x + 0j, v + bump).imag / step
        rate = momentum @ np.array([1, -8, 0, 8, -1]) / (12 * h)
        values |= {FORCES[a]: (lagrangian(x + bump, v + 0j).imag / step)[:, 2], CHANGES[a]: rate}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.6",
    source=source("7", "7.6"),
    kind="postulate",
    title="Stationary proper time",
    latex=r"\frac{\delta \tau[x_i^{\mu}(T) | x_i^{\mu}(0)]}{\delta x_i^{\mu}(t)} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-6,
        reason="polynomials of degree eight and fourth-order differences of step 0.01: 1e-8",
        method="proper time made stationary over polynomial paths by Newton's method",
        samples=12,
        floor=1e-2,
    ),
    expected="consistent",
    reading="The bar between the two positions in $\\tau[\\,\\cdot\\,|\\,\\cdot\\,]$ is lost in "
    "the print here. The functional derivative is written out for the integrand of (7.5); for "
    "$\\mu=0$ the path is not varied, $x^0=t$. Required: the equation of motion (7.7) solves it.",
    premises=("vanchurin:7.5",),
    hypotheses=("variations vanish at both ends", "the path is time-like"),
)
