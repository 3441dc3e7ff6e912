"""(3.9): the Euler equation of the Madelung fluid, from varying the density."""

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.section_3 import eq_3_10, eq_3_12
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    M,
    V,
    alpha,
    every_dimension,
    gamma,
    hbar,
    p,
    q,
    source,
    spacetime,
    t,
    u,
)
from qmgr_sym.variation.euler import euler_operator

K = 2
J = 1


def _euler_equation(quantum_potential: Expr) -> list[ck.Link]:
    x = q(K)[J - 1]
    force = sp.Derivative(V(K) - hbar**2 / (2 * M) * quantum_potential, x) / M
    statement = ck.equal(sp.Derivative(u(J, K), t), -advection(K) - force)
    return [ck.Link("Euler equation", statement)]


def advection(dimension: int) -> Expr:
    """sum_k u_k d_k u_j."""
    terms = enumerate(q(dimension), start=1)
    return sp.Add(*(u(k, dimension) * sp.Derivative(u(J, dimension), x) for k, x in terms))


def pressure(dimension: int) -> Expr:
    """The force of the quantum potential and of V, up to constants."""
    return sp.Derivative(eq_3_12.quantum_potential(dimension) + V(dimension), q(dimension)[J - 1])


def _laplacian_of_root() -> Expr:
    return sp.Add(*(sp.Derivative(sp.sqrt(p(K)), (x, 2)) for x in q(K)))


def printed() -> list[ck.Link]:
    """The quantum potential as printed: not divided by sqrt(p)."""
    return _euler_equation(_laplacian_of_root())


def amended() -> list[ck.Link]:
    """The quantum potential divided by sqrt(p)."""
    return _euler_equation(_laplacian_of_root() / sp.sqrt(p(K)))


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary (3.5) by the density, differentiate, and insert velocity, mass and constant."""
    form = given["Euler equation"]
    euler = euler_operator(lines.third_line(K), p(K), spacetime(K)).doit() / alpha
    pushed = sp.Derivative(euler, q(K)[J - 1]).doit() / M
    velocity = {u(k, K): eq_3_10.velocity(k, K) for k in (1, 2)}
    constants = {hbar: eq_3_12.planck()}
    residual = (form.lhs - form.rhs).subs(constants).subs(velocity).doit()
    difference = (residual - pushed).subs(M, 1 / (2 * gamma))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (3.5), third line, by the density, over $\\alpha$:",
                ck.equal(sp.expand(euler), 0),
            ),
            ck.Step(
                "Velocity (3.10), corrected in sign:",
                ck.equal(u(J, K), velocity[u(J, K)]),
            ),
            ck.Step(
                "The derivative of the first line by $q_1$, over $M$, has to be the printed line "
                "with (3.10), (3.11) and (3.12). " + every_dimension(K, advection, pressure),
                ck.equal(form.lhs - form.rhs, 0),
            ),
        ),
        obligations=(ck.Vanishes("Euler equation", difference),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rate of change of the velocity on the path that makes the discretised action stationary."""
    _, rate = fields.flow(sample, K)
    mass = (1 / (2 * sample["gamma"]))[:, None, None]
    slope = fields.derivative(K, q(K))
    energy = fields.field(sample, "F", K)
    values = {
        sp.Derivative(u(J, K), t): -slope(rate, q(K)[J - 1]) / mass,
        p(K): fields.field(sample, "p", K),
        V(K): fields.field(sample, "V", K),
        M: 1 / (2 * sample["gamma"]),
        hbar: fields.planck(sample),
        **{u(k, K): -slope(energy, q(K)[k - 1]) / mass for k in (1, 2)},
    }
    return ck.Measurement(values, slope)


_FORM = (
    r"\frac{\partial}{\partial t}u_j = -\sum_k u_k \frac{\partial}{\partial q_k} u_j "
    r"- \frac{1}{M} \frac{\partial}{\partial q_j} \left(V - \frac{\hbar^2}{2M} "
    r"\sum_k %s\frac{\partial^2 \sqrt{p}}{\partial q_k^2} \right)"
)

CLAIM = ck.Claim(
    key="vanchurin:3.9",
    source=source("3", "3.9"),
    kind="result",
    title="Euler equation of the Madelung fluid",
    latex=_FORM % "",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.domain(K),
        tolerance=1e-6,
        reason="third derivatives of fields resolved to 1e-9 on 20 points per axis",
        method="complex-step functional derivative of the discretised action (3.5)",
        samples=12,
        examples=60,
    ),
    expected="corrected",
    reading="The velocity is that of (3.10) with the corrected sign. The quantum potential is "
    "printed without the division by $\\sqrt p$.",
    premises=("vanchurin:3.5", "vanchurin:3.10", "vanchurin:3.11", "vanchurin:3.12"),
    hypotheses=(
        "$p>0$: the quantum potential has no value at a node",
        "$V$ is held fixed in the variation although (3.6) contains $F$",
    ),
    amended=ck.Amended(
        latex=_FORM % r"\frac{1}{\sqrt{p}}",
        links=amended,
        note="The quantum potential is divided by $\\sqrt p$, as in the equations of Madelung. "
        "The missing factor may be a slip of the print or of its transcription.",
    ),
)
