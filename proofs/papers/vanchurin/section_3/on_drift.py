"""The drift of the trainable variables on the flow that makes (3.5) stationary."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.directions import component, every_K
from proofs.papers.vanchurin.shared.notation import (
    F,
    alpha,
    drift,
    gamma,
    p,
    q,
    source,
    spacetime,
    t,
)
from qmgr_sym.unevaluated import VariationalDerivative


def printed() -> sp.Eq:
    """The drift is that of (2.9)."""
    return ck.equal(drift(1, 1), -gamma * sp.Derivative(F(1), *q(1)))


def amended() -> sp.Eq:
    """The drift is twice that of (2.9)."""
    return ck.equal(drift(1, 1), -2 * gamma * sp.Derivative(F(1), *q(1)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Transport with the drift and the diffusion gamma/alpha is the variation of (3.5) by F."""
    second = premises["3.5"].at(K=2)["second = third line"].lhs.function
    found = form.of(drift(1, 1))
    flow = sp.Derivative(p(2), t)
    for k, x in enumerate(q(2), 1):
        flux = component(found, k) * p(2) - gamma / alpha * sp.Derivative(p(2), x)
        flow += sp.Derivative(flux, x)
    yield ck.Step("Transport with this drift and the diffusion $\\gamma/\\alpha$:", flow)

    def sides(K: int, density: Expr, transport: Expr) -> tuple[Expr, Expr]:
        return VariationalDerivative(density, F(K), spacetime(K)), alpha * transport

    yield ck.Step("Variation of (3.5), second line, by $F$:", sides(2, second, flow)[0])
    yield from every_K("equation", sides, second, flow)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Drift read off the complex-step flow of the discretised action."""
    energy = fields.field(sample, "F", 1)
    values = {drift(1, 1): fields.drift_of_flow(sample, energy), F(1): energy}
    return ck.Measurement({**values, gamma: sample["gamma"]}, **fields.calculus(1))


CLAIM = ck.Claim(
    key="vanchurin:drift",
    source=source("3"),
    kind="result",
    title="Drift on the stationary path",
    latex=r"\frac{\delta\mathcal{S}}{\delta F} = 0 \;\Rightarrow\; \frac{\partial p}{\partial t} = "
    r"\sum_k \frac{\partial}{\partial q_k}\left(\frac{\gamma}{\alpha}\frac{\partial p}{\partial "
    r"q_k} + \gamma \frac{\partial F}{\partial q_k} p\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-8,
        reason="spectral accuracy on 48 points; the flow is exact to rounding",
        method="drift read off the complex-step flow of the discretised action (3.5)",
        examples=60,
    ),
    words="reading",
    expected="corrected",
    fails_by="double the right side",
    reading="The drift (2.9), from which (3.1), (3.4) and (3.5) are built, is compared with the "
    "drift $v_1$ of the density on the path that makes (3.5) stationary. The diffusion there is "
    "$\\gamma/\\alpha$ in place of $D$. The paper states (3.1) for short and (3.5) for long time "
    "scales and does not say that the two drifts agree.",
    premises=("vanchurin:3.5",),
    hypotheses=(beliefs.BOUNDARIES, beliefs.FIXED_POTENTIAL, beliefs.DIFFUSIVE_PART),
    amended=ck.Amended(
        latex=r"\frac{\delta\mathcal{S}}{\delta F} = 0 \;\Rightarrow\; \frac{\partial p}{\partial "
        r"t} = \sum_k \frac{\partial}{\partial q_k}\left(\frac{\gamma}{\alpha}\frac{\partial p}"
        r"{\partial q_k} + 2\gamma \frac{\partial F}{\partial q_k} p\right)",
        links=amended,
        note="The drift is twice that of (2.9), whatever its coefficient: the constraint is "
        "quadratic in the gradient and its variation doubles it. The two flows share the state at "
        "rest "
        r"$p\propto e^{-\gamma F/D}$ where $\alpha=\gamma/(2D)$, and differ away from it.",
    ),
)
