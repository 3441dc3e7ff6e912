"""(3.8): the continuity equation of the Madelung fluid, from varying the shifted free energy."""

import sympy as sp
from numpy.random import Generator

from proofs.checker import (
    Claim,
    Derivation,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.papers.vanchurin.section_3 import eq_3_10
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    F_tilde,
    M,
    alpha,
    every_dimension,
    gamma,
    p,
    q,
    source,
    spacetime,
    t,
    u,
)
from qmgr_sym.variation.euler import euler_operator

K = 2


def printed() -> list[Link]:
    """dp/dt = - sum_k d_k (u_k p)."""
    divergence = sp.Add(*(sp.Derivative(u(k, K) * p(K), q(K)[k - 1]) for k in (1, 2)))
    return [Link("continuity", sp.Eq(sp.Derivative(p(K), t), -divergence, evaluate=False))]


def exact(statements: Statements) -> Derivation:
    """Vary (3.5) by the shifted free energy and insert the velocity."""
    form = statements["continuity"]
    euler = sp.expand(euler_operator(lines.third_line(K), F_tilde(K), spacetime(K)) / alpha)
    velocity = {u(k, K): eq_3_10.velocity(k, K).subs(M, 1 / (2 * gamma)) for k in (1, 2)}
    residual = (form.lhs - form.rhs).subs(velocity).doit()
    return Derivation(
        steps=(
            Step(
                "Variation of (3.5), third line, by the shifted free energy, over $\\alpha$:",
                sp.Eq(euler, 0, evaluate=False),
            ),
            Step(
                "Velocity (3.10), corrected in sign, with the mass (3.11):",
                sp.Eq(u(1, K), velocity[u(1, K)], evaluate=False),
            ),
            Step(
                "(3.8) with this velocity is the same equation. "
                + every_dimension(K, residual, euler),
                sp.Eq(sp.expand(residual), 0, evaluate=False),
            ),
        ),
        obligations=(Vanishes("continuity", residual - euler),),
    )


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Rates of change that make the discretised action stationary, by complex step."""
    rate, _ = fields.flow(sample, K)
    mass = (1 / (2 * sample["gamma"]))[:, None, None]
    slope = fields.derivative(K, q(K))
    energy = fields.field(sample, "F", K)
    velocity = {u(k, K): -slope(energy, q(K)[k - 1]) / mass for k in (1, 2)}
    values = {sp.Derivative(p(K), t): rate, p(K): fields.field(sample, "p", K), **velocity}
    return Measurement(values, slope)


CLAIM = Claim(
    key="vanchurin:3.8",
    source=source("3", "3.8"),
    kind="result",
    title="Continuity equation of the Madelung fluid",
    latex=r"\frac{\partial}{\partial t}p = -\sum_{k} \frac{\partial}{\partial q_{k}} (u_{k}p)",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        fields.domain(K),
        tolerance=1e-7,
        reason="aliasing of exp(trigonometric polynomial) on 20 points per axis is below 1e-8",
        method="complex-step functional derivative of the discretised action (3.5)",
        samples=12,
    ),
    expected="proved",
    reading="The velocity is that of (3.10) with the corrected sign; with the printed sign of "
    "(3.10) the right side changes sign.",
    premises=("vanchurin:3.5", "vanchurin:3.10", "vanchurin:3.11"),
    hypotheses=(
        "boundary terms vanish when the action is varied: periodic or vanishing boundaries",
        "$V$ is held fixed in the variation although (3.6) contains $F$",
    ),
)
