"""(3.8): the continuity equation of the Madelung fluid, from varying the shifted free energy."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.directions import every_K, residual
from proofs.papers.vanchurin.shared.notation import F_tilde, M, alpha, p, q, source, spacetime, t, u
from qmgr_sym.unevaluated import VariationalDerivative


def printed(K: int = 2) -> sp.Eq:
    """dp/dt = - sum_k d_k (u_k p)."""
    flow = (sp.Derivative(u(k, K) * p(K), x) for k, x in enumerate(q(K), 1))
    return ck.equal(sp.Derivative(p(K), t), -sp.Add(*flow))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary (3.5) by the shifted free energy and insert the velocity."""
    density = premises["3.5"].at(K=2)["second = third line"].rhs.function
    velocity, mass = premises["3.10"].at(K=2), {M: premises["3.11"].of(M)}
    speeds = {u(k, 2): velocity.of(u(k, 2)).xreplace(mass) for k in (1, 2)}
    rate = sp.Derivative(p(2), t)
    continuity = residual(form, rate).xreplace(speeds)
    yield ck.Step(
        "(3.8) with the velocity (3.10), corrected in sign, and the mass (3.11):", continuity
    )

    def sides(K: int, density: Expr, continuity: Expr) -> tuple[Expr, Expr]:
        return VariationalDerivative(density, F_tilde(K), spacetime(K)), alpha * continuity

    yield ck.Step("Variation of (3.5), third line:", sides(2, density, continuity)[0])
    yield from every_K("equation", sides, density, continuity)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rates of change that make the discretised action stationary, by complex step."""
    rate = fields.rate_of_density(sample, 2)
    values = {sp.Derivative(p(2), t): rate, p(2): fields.field(sample, "p", 2)}
    return ck.Measurement({**values, **fields.velocity(sample)}, **fields.calculus(2))


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
        fields.domain(2),
        tolerance=1e-7,
        reason="aliasing of exp(trigonometric polynomial) on 20 points per axis is below 1e-8",
        method="complex-step functional derivative of the discretised action (3.5)",
        samples=12,
    ),
    expected="proved",
    reading="The velocity is that of (3.10) with the corrected sign; with the printed sign of "
    "(3.10) the right side changes sign.",
    premises=("vanchurin:3.5", "vanchurin:3.10", "vanchurin:3.11"),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL),
)
