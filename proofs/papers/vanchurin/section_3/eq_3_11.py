"""(3.11): the mass of the fluid."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.notation import (
    F_tilde,
    M,
    alpha,
    gamma,
    p,
    q,
    source,
    spacetime,
)
from qmgr_sym.unevaluated import VariationalDerivative


def printed() -> sp.Eq:
    """M = 1/(2 gamma)."""
    return ck.equal(M, 1 / (2 * gamma))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """In the variation of (3.5) by p the kinetic energy has to be (d_k F~)^2 / 2M, for every k."""
    density = premises["3.5"].at(K=2)["second = third line"].rhs.function
    energy = VariationalDerivative(density, p(2), spacetime(2))
    yield ck.Step("Variation of (3.5), third line, by the density:", energy)
    first, second = (
        ck.shows("equation", sp.Derivative(energy, (slope, 2)), alpha / form.of(M), case={"K": 1})
        for slope in (sp.Derivative(F_tilde(2), x) for x in q(2))
    )
    yield ck.Step(
        "Its second derivative by a slope of $\\tilde F$, which is $\\alpha/M$:", second.expression
    )
    yield first
    yield ck.Induction("K", second)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mass measured as the ratio of the force -dF~/dq to the velocity of the fluid."""
    rate = fields.rate_of_density(sample, 1)
    speed = fields.speed_from_rate(rate, fields.field(sample, "p", 1))
    slope = fields.calculus(1)["derivative"](fields.field(sample, "F", 1), q(1)[0])
    mass = -(slope * speed).sum(-1) / (speed**2).sum(-1)
    return ck.Measurement({M: mass, gamma: sample["gamma"]})


CLAIM = ck.Claim(
    key="vanchurin:3.11",
    source=source("3", "3.11"),
    kind="definition",
    title="Mass of the fluid",
    latex=r"M \equiv \frac{1}{2\gamma}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-9,
        reason="the flow is exact to rounding; least squares divides by velocities of size 0.1",
        method="ratio of force to velocity in the complex-step flow of the discretised action",
    ),
    expected="well-posed",
    reading="Required: the kinetic energy behind (3.9) and the velocity of (3.8), with the "
    "corrected sign of (3.10), have this mass. It has the sign of $\\gamma$.",
    premises=("vanchurin:3.5",),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL),
)
