"""(7.7): the geodesic equation in coordinate time."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, worldlines
from proofs.papers.vanchurin.shared.displacements import SPACE
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import (
    ACCELERATION,
    CHANGES,
    COORDS,
    FORCES,
    INDICES,
    VELOCITY,
    christoffel_symbol,
)
from qmgr_sym.unevaluated import ForEveryMetric


def _right_side(mu: int) -> Expr:
    """(Gamma^0_ab v^mu - Gamma^mu_ab) v^a v^b with v^0 = 1."""
    v = (sp.S.One, *VELOCITY[1:])
    return sp.Add(
        *(
            (christoffel_symbol(0, a, b) * v[mu] - christoffel_symbol(mu, a, b)) * v[a] * v[b]
            for a in INDICES
            for b in INDICES
        )
    )


def printed() -> list[ck.Link]:
    """d^2 x^a / dt^2 for both spatial components; the time component is 0 = 0."""
    return [ck.Link(f"component {a}", ck.equal(ACCELERATION[a], _right_side(a))) for a in SPACE]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """With this acceleration (7.6) has to hold for the integrand of (7.5), in any metric."""
    timed = {VELOCITY[0]: sp.S.One}
    gamma = worldlines.connection(premises["7.9"])
    acceleration = {a: form.of(ACCELERATION[a], f"component {a}").xreplace(gamma) for a in SPACE}
    velocity = {a: v.xreplace(timed) for a, v in enumerate(VELOCITY)}
    rates = worldlines.flow(velocity, acceleration)
    square = worldlines.squared(worldlines.integrand(premises["7.5"])).xreplace(timed)
    yield ck.Step("$K=L^2$ for the integrand $L$ of (7.5), with $x^0=t$:", square)
    for a in SPACE:
        force, change = worldlines.proper_time_terms(square, rates, a)
        gap = premises["7.6"].gap(f"component {a}")
        yield ck.Step("(7.6) has to hold:", gap)
        scaled = gap.xreplace({FORCES[a]: force, CHANGES[a]: change})
        yield ck.Vanishes(
            f"component {a}", ForEveryMetric(scaled, COORDS), chance=ForEveryMetric.CHANCE
        )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Velocity and acceleration in the middle of paths of stationary proper time."""
    metric = worldlines.metric_of(sample)
    path = worldlines.stationary(sample, worldlines.proper_time(metric))
    velocity, acceleration = path.at([0.0], 1)[0], path.at([0.0], 2)[0]
    gamma = worldlines.christoffel_at(metric, path.events([0.0])[0])
    values = dict(worldlines.connection_values(gamma))
    values |= {VELOCITY[a]: velocity[:, a - 1] for a in SPACE}
    values |= {ACCELERATION[a]: acceleration[:, a - 1] for a in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.7",
    source=source("7", "7.7"),
    kind="result",
    title="Geodesic equation in coordinate time",
    latex=r"\frac{d^2x_i^{\mu}}{dt^2} = \left(\Gamma^0_{\alpha\beta}\frac{dx_i^{\mu}}{dt} - "
    r"\Gamma^{\mu}_{\alpha\beta}\right)\frac{dx_i^{\alpha}}{dt}\frac{dx_i^{\beta}}{dt}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-7,
        reason="polynomials of degree eight over half a unit of time are good to 1e-9",
        method="proper time made stationary over polynomial paths by Newton's method",
        samples=16,
        floor=1e-2,
    ),
    expected="proved",
    reading="$t=x^0$, so that $dx^0/dt=1$ and the time component is an identity. Any metric, not "
    "only the synchronous gauge (6.7); two spatial components.",
    premises=("vanchurin:7.5", "vanchurin:7.6", "vanchurin:7.9"),
    hypotheses=(beliefs.FIXED_ENDS, beliefs.TIME_LIKE),
)
