"""(3.10): the velocity of the fluid; its sign is fixed by (3.5) and (3.8)."""

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    F_tilde,
    M,
    alpha,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
    spacetime,
    t,
    u,
)
from qmgr_sym.variation.euler import euler_operator

K = 1


def velocity(k: int, dimension: int) -> Expr:
    """u_k = -(1/M) d_k F~, the velocity that (3.5) and (3.8) require."""
    return -sp.Derivative(F_tilde(dimension), q(dimension)[k - 1]) / M


def printed() -> list[ck.Link]:
    """u_k = (1/M) d_k F~."""
    return [ck.Link("velocity", ck.equal(u(1, K), -velocity(1, K)))]


def amended() -> list[ck.Link]:
    """u_k = -(1/M) d_k F~."""
    return [ck.Link("velocity", ck.equal(u(1, K), velocity(1, K)))]


def divergence(dimension: int) -> Expr:
    """sum_k d_k (p d_k F~), which (3.8) holds with this velocity."""
    return over_k(
        lambda x: sp.Derivative(p(dimension) * sp.Derivative(F_tilde(dimension), x), x), dimension
    )


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """With this velocity, (3.8) has to be the variation of (3.5) by the shifted free energy."""
    speed = form["velocity"].rhs.subs(M, 1 / (2 * gamma))
    euler = sp.expand(euler_operator(lines.third_line(K), F_tilde(K), spacetime(K)) / alpha)
    continuity = (sp.Derivative(p(K), t) + sp.Derivative(speed * p(K), q(K)[0])).doit()
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (3.5), third line, by the shifted free energy, over $\\alpha$:",
                ck.equal(euler, 0),
            ),
            ck.Step(
                "(3.8) with this velocity and $M=1/(2\\gamma)$. "
                + every_dimension(K, lines.third_line, divergence),
                ck.equal(continuity, 0),
            ),
            ck.Step("Their difference, which has to vanish:", sp.expand(continuity - euler)),
        ),
        obligations=(ck.Vanishes("velocity", continuity - euler),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Velocity of the fluid measured from the change of its density, without (3.10).

    In one dimension d_t p = -d(up)/dq leaves u p known up to a constant, which a gradient flow
    fixes through the vanishing circulation of u.
    """
    rate, _ = fields.flow(sample, K)
    density = fields.field(sample, "p", K)
    speed = fields.speed_from_rate(rate, density)
    values = {
        u(1, K): speed,
        F_tilde(K): fields.field(sample, "F", K),
        M: 1 / (2 * sample["gamma"]),
    }
    return ck.Measurement(values, fields.derivative(K, q(K)))


CLAIM = ck.Claim(
    key="vanchurin:3.10",
    source=source("3", "3.10"),
    kind="definition",
    title="Velocity of the fluid",
    latex=r"u_k \equiv \frac{1}{M} \frac{\partial \tilde{F}}{\partial q_k}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.domain(K),
        tolerance=1e-9,
        reason="spectral accuracy on 48 points; the flow is exact to rounding",
        method="velocity measured from the complex-step flow of the discretised action (3.5)",
    ),
    expected="ill-posed",
    reading="Required: with this velocity (3.8) is the equation of motion that (3.5) gives.",
    premises=("vanchurin:3.5",),
    hypotheses=("the flow has no circulation, so that a potential exists",),
    amended=ck.Amended(
        latex=r"u_k \equiv -\frac{1}{M} \frac{\partial \tilde{F}}{\partial q_k}",
        links=amended,
        note="One sign changed. The minus sign agrees with (3.5), (3.8), (3.9), (4.3) and (4.4); "
        "with the printed plus sign (3.8) and (3.9) both fail. The printed sign may come from "
        "another convention for the phase, which section 9 also uses.",
    ),
)
