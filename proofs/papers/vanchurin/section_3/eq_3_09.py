"""(3.9): the Euler equation of the Madelung fluid, from varying the density."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K, residual
from qmgr_sym.unevaluated import VariationalDerivative

J = 1
RATE = sp.Derivative(n.u(J, 2), n.t)


def _euler(over: Expr, K: int) -> sp.Eq:
    """The equation with the quantum potential divided by `over`."""
    laplacian = n.over_k(lambda x: sp.Derivative(sp.sqrt(n.p(K)), (x, 2)), K)
    potential = n.V(K) - n.hbar**2 / (2 * n.M) * laplacian / over
    terms = enumerate(n.q(K), 1)
    advection = sp.Add(*(n.u(k, K) * sp.Derivative(n.u(J, K), x) for k, x in terms))
    force = sp.Derivative(potential, n.q(K)[J - 1]) / n.M
    return ck.equal(sp.Derivative(n.u(J, K), n.t), -advection - force)


def printed(K: int = 2) -> sp.Eq:
    """The quantum potential as printed: not divided by sqrt(p)."""
    return _euler(sp.S.One, K)


def amended(K: int = 2) -> sp.Eq:
    """The quantum potential divided by sqrt(p)."""
    return _euler(sp.sqrt(n.p(K)), K)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary (3.5) by the density, differentiate, and insert velocity, mass and constant."""
    density = premises["3.5"].at(K=2)["second = third line"].rhs.function
    mass, velocity = premises["3.11"].of(n.M), premises["3.10"].at(K=2)
    constants = {n.M: mass, n.hbar: premises["3.12"].of(n.hbar)}
    speeds = {n.u(k, 2): velocity.of(n.u(k, 2)) for k in (1, 2)}
    euler = residual(form, RATE).xreplace(speeds).xreplace(constants)
    yield ck.Step("(3.9) with (3.10), corrected in sign, (3.11) and (3.12):", euler)

    def sides(K: int, density: Expr, euler: Expr) -> tuple[Expr, Expr]:
        energy = VariationalDerivative(density, n.p(K), n.spacetime(K))
        return sp.Derivative(energy, n.q(K)[J - 1]), n.alpha * mass * euler

    yield ck.Step("Slope of the variation of (3.5) by $p$:", sides(2, density, euler)[0])
    yield from every_K("equation", sides, density, euler, named=J)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rate of change of the velocity on the path that makes the discretised action stationary."""
    rate = fields.rate_of_energy(sample, 2)
    calculus, twice = fields.calculus(2), 2 * sample["gamma"]
    values = {
        RATE: -calculus["derivative"](rate, n.q(2)[J - 1]) * twice[:, None, None],
        n.p(2): fields.field(sample, "p", 2),
        n.V(2): fields.field(sample, "V", 2),
        n.M: 1 / twice,
        n.hbar: fields.planck(sample),
        **fields.velocity(sample),
    }
    return ck.Measurement(values, **calculus)


_FORM = (
    r"\frac{\partial}{\partial t}u_j = -\sum_k u_k \frac{\partial}{\partial q_k} u_j "
    r"- \frac{1}{M} \frac{\partial}{\partial q_j} \left(V - \frac{\hbar^2}{2M} "
    r"\sum_k %s\frac{\partial^2 \sqrt{p}}{\partial q_k^2} \right)"
)

CLAIM = ck.Claim(
    key="vanchurin:3.9",
    source=n.source("3", "3.9"),
    kind="result",
    title="Euler equation of the Madelung fluid",
    latex=_FORM % "",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.domain(2),
        tolerance=1e-6,
        reason="third derivatives of fields resolved to 1e-9 on 20 points per axis",
        method="complex-step functional derivative of the discretised action (3.5)",
        samples=12,
        examples=60,
    ),
    expected="corrected",
    fails_by="undo: drop the factor 1/sqrt(p(q_1, q_2, t)) in "
    "-hbar**2*(Derivative(sqrt(p(q_1, q_2,...",
    reading="The velocity is that of (3.10) with the corrected sign. The quantum potential is "
    "printed without the division by $\\sqrt p$.",
    premises=("vanchurin:3.5", "vanchurin:3.10", "vanchurin:3.11", "vanchurin:3.12"),
    hypotheses=(beliefs.POSITIVE_DENSITY, beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL),
    amended=ck.Amended(
        latex=_FORM % r"\frac{1}{\sqrt{p}}",
        links=amended,
        note="The quantum potential is divided by $\\sqrt p$, as in the equations of Madelung. "
        "The factor is missing, which may be a slip of the print or of its transcription.",
    ),
)
