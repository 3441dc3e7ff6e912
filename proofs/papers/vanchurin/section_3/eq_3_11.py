"""(3.11): the mass of the fluid."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_3 import eq_3_10
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    D,
    F_tilde,
    M,
    V,
    alpha,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
    spacetime,
    t,
)
from qmgr_sym.variation.euler import euler_operator

K = 1


def printed() -> list[ck.Link]:
    """M = 1/(2 gamma)."""
    return [ck.Link("mass", ck.equal(M, 1 / (2 * gamma)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """One mass has to serve in the velocity of (3.8) and in the kinetic energy behind (3.9)."""
    mass = form["mass"].rhs
    density = lines.third_line(K)
    by_energy = sp.expand(euler_operator(density, F_tilde(K), spacetime(K)) / alpha)
    velocity = eq_3_10.velocity(1, K).subs(M, mass)
    continuity = (sp.Derivative(p(K), t) + sp.Derivative(velocity * p(K), q(K)[0])).doit()
    by_density = euler_operator(density, p(K), spacetime(K)).doit() / alpha
    kinetic = over_k(lambda x: sp.Derivative(F_tilde(K), x) ** 2, K) / (2 * mass)
    root = sp.sqrt(p(K))
    bohm = over_k(lambda x: sp.Derivative(root, (x, 2)), K).doit() / root
    rest = -sp.Derivative(F_tilde(K), t) + V(K) - (4 * D / alpha - gamma / alpha**2) * bohm
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation by the shifted free energy, over $\\alpha$, and (3.8) with this mass:",
                ck.equal(by_energy, continuity),
            ),
            ck.Step(
                "Variation by the density, over $\\alpha$. "
                + every_dimension(K, lines.third_line, eq_3_10.divergence),
                ck.equal(sp.expand(by_density), 0),
            ),
            ck.Step(
                "Its kinetic term has to be $\\frac{1}{2M}(\\partial\\tilde F)^2$, "
                "with the same mass:",
                kinetic + rest,
            ),
        ),
        obligations=(
            ck.Vanishes("mass", continuity - by_energy),
            ck.Vanishes("mass", by_density - kinetic - rest),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mass measured as the ratio of the force -dF~/dq to the velocity of the fluid."""
    rate, _ = fields.flow(sample, K)
    speed = fields.speed_from_rate(rate, fields.field(sample, "p", K))
    slope = fields.derivative(K, q(K))(fields.field(sample, "F", K), q(K)[0])
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
    reading="Required: one mass serves in the velocity of (3.8), with the corrected sign of "
    "(3.10), and in the kinetic energy behind (3.9). It has the sign of $\\gamma$.",
    premises=("vanchurin:3.5", "vanchurin:3.10"),
)
