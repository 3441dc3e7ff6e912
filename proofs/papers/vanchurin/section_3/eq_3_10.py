"""(3.10): the velocity of the fluid; its sign is fixed by (3.5) and (3.8)."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.directions import component, every_K
from proofs.papers.vanchurin.shared.notation import F_tilde, M, alpha, p, q, source, spacetime, t, u
from qmgr_sym.unevaluated import VariationalDerivative


def _velocities(sign: int, K: int) -> dict[str, sp.Eq]:
    slopes = [sp.Derivative(F_tilde(K), x) for x in q(K)]
    return {f"u_{k}": ck.equal(u(k, K), sign * slope / M) for k, slope in enumerate(slopes, 1)}


def printed(K: int = 1) -> dict[str, sp.Eq]:
    """u_k = (1/M) d_k F~."""
    return _velocities(1, K)


def amended(K: int = 1) -> dict[str, sp.Eq]:
    """u_k = -(1/M) d_k F~."""
    return _velocities(-1, K)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """With this velocity, (3.8) has to be the variation of (3.5) by the shifted free energy."""
    density = premises["3.5"].at(K=2)["second = third line"].rhs.function
    speed = form.of(u(1, 1)).xreplace({M: premises["3.11"].of(M)})
    currents = [component(speed, k) * p(2) for k in (1, 2)]
    continuity = sp.Derivative(p(2), t)
    continuity += sp.Add(*(sp.Derivative(j, x) for j, x in zip(currents, q(2), strict=True)))
    yield ck.Step("Conservation of $p$ with this velocity and the mass (3.11):", continuity)

    def sides(K: int, density: Expr, continuity: Expr) -> tuple[Expr, Expr]:
        return VariationalDerivative(density, F_tilde(K), spacetime(K)), alpha * continuity

    yield ck.Step(
        "Variation of (3.5), third line, by the shifted free energy:",
        sides(2, density, continuity)[0],
    )
    yield from every_K("u_1", sides, density, continuity)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Velocity of the fluid measured from the change of its density, without (3.10).

    In one dimension d_t p = -d(up)/dq leaves u p known up to a constant, which a gradient flow
    fixes through the vanishing circulation of u.
    """
    rate = fields.rate_of_density(sample, 1)
    density = fields.field(sample, "p", 1)
    speed = fields.speed_from_rate(rate, density)
    values = {
        u(1, 1): speed,
        F_tilde(1): fields.field(sample, "F", 1),
        M: 1 / (2 * sample["gamma"]),
    }
    return ck.Measurement(values, **fields.calculus(1))


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
        fields.domain(1),
        tolerance=1e-9,
        reason="spectral accuracy on 48 points; the flow is exact to rounding",
        method="velocity measured from the complex-step flow of the discretised action (3.5)",
    ),
    expected="ill-posed",
    fails_by="flip the sign of the right side",
    reading="Required: with this velocity (3.8) is the equation of motion that (3.5) gives.",
    premises=("vanchurin:3.5", "vanchurin:3.11"),
    hypotheses=(beliefs.NO_CIRCULATION, beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL),
    amended=ck.Amended(
        latex=r"u_k \equiv -\frac{1}{M} \frac{\partial \tilde{F}}{\partial q_k}",
        links=amended,
        note="One sign changed. The minus sign agrees with (3.5), (3.8), (3.9), (4.3) and (4.4); "
        "with the printed plus sign (3.8) and (3.9) both fail. The printed sign may come from "
        "another convention for the phase, which section 9 also uses.",
    ),
)
