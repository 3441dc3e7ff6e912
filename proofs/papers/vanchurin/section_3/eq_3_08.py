"""(3.8): the continuity equation of the Madelung fluid, from varying the shifted free energy."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
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


def printed() -> list[ck.Link]:
    """dp/dt = - sum_k d_k (u_k p)."""
    divergence = sp.Add(*(sp.Derivative(u(k, K) * p(K), q(K)[k - 1]) for k in (1, 2)))
    return [ck.Link("continuity", ck.equal(sp.Derivative(p(K), t), -divergence))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary (3.5) by the shifted free energy and insert the velocity."""
    form = given["continuity"]
    euler = sp.expand(euler_operator(lines.third_line(K), F_tilde(K), spacetime(K)) / alpha)
    velocity = {u(k, K): eq_3_10.velocity(k, K).subs(M, 1 / (2 * gamma)) for k in (1, 2)}
    residual = (form.lhs - form.rhs).subs(velocity).doit()
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (3.5), third line, by the shifted free energy, over $\\alpha$:",
                ck.equal(euler, 0),
            ),
            ck.Step(
                "Velocity (3.10), corrected in sign, with the mass (3.11):",
                ck.equal(u(1, K), velocity[u(1, K)]),
            ),
            ck.Step(
                "(3.8) with this velocity is the same equation. "
                + every_dimension(K, residual, euler),
                ck.equal(sp.expand(residual), 0),
            ),
        ),
        obligations=(ck.Vanishes("continuity", residual - euler),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rates of change that make the discretised action stationary, by complex step."""
    rate, _ = fields.flow(sample, K)
    mass = (1 / (2 * sample["gamma"]))[:, None, None]
    slope = fields.derivative(K, q(K))
    energy = fields.field(sample, "F", K)
    velocity = {u(k, K): -slope(energy, q(K)[k - 1]) / mass for k in (1, 2)}
    values = {sp.Derivative(p(K), t): rate, p(K): fields.field(sample, "p", K), **velocity}
    return ck.Measurement(values, slope)


CLAIM = ck.Claim(
    key="vanchurin:3.8",
    source=source("3", "3.8"),
    kind="result",
    title="Continuity equation of the Madelung fluid",
    latex=r"\frac{\partial}{\partial t}p = -\sum_{k} \frac{\partial}{\partial q_{k}} (u_{k}p)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
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
