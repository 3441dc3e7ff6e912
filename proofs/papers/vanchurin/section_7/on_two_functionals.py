"""Sections 7 and 8: entropy production with and without the square root, extremised."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, worldlines
from proofs.papers.vanchurin.shared.displacements import PRODUCTION, SPACE
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import (
    ACCELERATION,
    COORDS,
    INDICES,
    VELOCITY,
    christoffel_symbol,
)
from qmgr_sym.unevaluated import ForEveryMetric, RateAlong


def _contracted(mu: int) -> Expr:
    """Gamma^mu_ab v^a v^b in synchronous gauge, v^0 = 1."""
    v = (sp.S.One, *VELOCITY[1:])
    absent = {christoffel_symbol(m, 0, 0) for m in INDICES}
    absent |= {christoffel_symbol(0, 0, a) for a in SPACE}
    pairs = [(a, b) for a in INDICES for b in INDICES]
    kept = [(a, b) for a, b in pairs if christoffel_symbol(mu, a, b) not in absent]
    return sp.Add(*(christoffel_symbol(mu, a, b) * v[a] * v[b] for a, b in kept))


def _paths(root: int) -> dict[str, sp.Eq]:
    sides = {a: root * _contracted(0) * VELOCITY[a] - _contracted(a) for a in SPACE}
    return {f"component {a}": ck.equal(ACCELERATION[a], sides[a]) for a in SPACE}


def printed() -> dict[str, sp.Eq]:
    """The paths on which int (-g v v) dt is stationary fulfil (7.7)."""
    return _paths(1)


def amended() -> dict[str, sp.Eq]:
    """They fulfil the equation without the term with Gamma^0."""
    return _paths(0)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary the production (5.9) of a path with x^0 = t, in every metric in synchronous gauge."""
    timed = {VELOCITY[0]: sp.S.One}
    production = premises["5.9"].of(PRODUCTION, "production")
    square = worldlines.squared(sp.sqrt(production)).xreplace(timed)
    yield ck.Step("Production (5.9) along a path with $x^0=t$:", square)
    gamma = worldlines.connection(premises["7.9"])
    acceleration = {a: form.of(ACCELERATION[a], f"component {a}").xreplace(gamma) for a in SPACE}
    velocity = {a: v.xreplace(timed) for a, v in enumerate(VELOCITY)}
    rates = worldlines.flow(velocity, acceleration)
    for a in SPACE:
        push = sp.Derivative(square, COORDS[a])
        varied = push - RateAlong(sp.Derivative(square, VELOCITY[a]), rates)
        gap = ForEveryMetric(varied, COORDS, "synchronous")
        yield ck.Vanishes(f"component {a}", gap, chance=ForEveryMetric.CHANCE)
    yield ck.Step(
        "(7.7) has this in addition, with $\\Gamma^0_{ab}=\\frac12\\partial_0g_{ab}$: both agree "
        "for static metrics and for velocities where it vanishes.",
        _contracted(0) * VELOCITY[1],
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Polynomial paths on which the integral of (8.2) itself is stationary."""
    metric = worldlines.metric_of(sample, synchronous=True)
    path = worldlines.stationary(sample, worldlines.square_of(metric))
    velocity, acceleration = path.at([0.0], 1)[0], path.at([0.0], 2)[0]
    gamma = worldlines.christoffel_at(metric, path.events([0.0])[0])
    values: dict[Basic, worldlines.Array] = dict(worldlines.connection_values(gamma))
    values |= {VELOCITY[a]: velocity[:, a - 1] for a in SPACE}
    values |= {ACCELERATION[a]: acceleration[:, a - 1] for a in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:two-functionals",
    source=source("7"),
    kind="result",
    title="Stationary entropy production or stationary proper time",
    latex=r"\delta \int dt \left(-g_{\mu\nu}\dot{x}^\mu\dot{x}^\nu\right) = 0 "
    r"\;\Leftrightarrow\; \delta \int dt \sqrt{-g_{\mu\nu}\dot{x}^\mu\dot{x}^\nu} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-7,
        reason="polynomials of degree eight over half a unit of time are good to 1e-9",
        method="entropy production made stationary over polynomial paths by Newton's method",
        samples=16,
        examples=30,
        floor=1e-2,
    ),
    words="sentence",
    expected="corrected",
    fails_by="component 1: drop the term {\\frac{dx^{1}}{dt}}*(\\Gamma^{0}_{11}*...; component 2: "
    "drop the term {\\frac{dx^{2}}{dt}}*(\\Gamma^{0}_{11}*...",
    reading="Section 7 calls it equivalent to extremise the entropy production or the proper "
    "time, which is the integral of its square root; (8.1)-(8.5) sum the production itself and "
    "insert (7.7). Both integrals over $t=x^0$ in synchronous gauge, one neuron in the averaged "
    "metric.",
    premises=("vanchurin:5.9", "vanchurin:7.9"),
    hypotheses=(beliefs.SYNCHRONOUS, beliefs.FIXED_ENDS),
    amended=ck.Amended(
        latex=r"\delta \int dt \left(1-g_{ab}\dot{x}^a\dot{x}^b\right) = 0 \;\Leftrightarrow\; "
        r"\frac{d^2x^a}{dt^2} = -\Gamma^a_{\alpha\beta}\frac{dx^\alpha}{dt}"
        r"\frac{dx^\beta}{dt}",
        links=amended,
        note="The term $\\Gamma^0_{\\alpha\\beta}\\dot x^a\\dot x^\\alpha\\dot x^\\beta$ of (7.7) "
        "is absent: without the root the integral depends on the parameter, here $t$. Both agree "
        "where $\\Gamma^0_{ab}\\dot x^a\\dot x^b=0$, for instance in static metrics, and up "
        "to third order in slow velocities; with proper time as the parameter they agree always.",
    ),
    known=(
        {
            "metric": [0.0] * 6,
            "slope": [[0.0] * 3] * 3 + [[0.25, 0.0, 0.0]] + [[0.0] * 3] * 2,
            "speed": [0.25, 0.0],
        },
    ),
)
