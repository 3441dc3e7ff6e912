"""The drift of the trainable variables on the flow that makes (3.5) stationary."""

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_2 import eq_2_09
from proofs.papers.vanchurin.shared import fields, lines, stationary_drift
from proofs.papers.vanchurin.shared.notation import D, F, alpha, every_dimension, gamma, q, source
from proofs.papers.vanchurin.shared.stationary_drift import DRIFT

K = 1


def printed() -> list[ck.Link]:
    """The drift is that of (2.9)."""
    return [ck.Link("drift", ck.equal(DRIFT, eq_2_09.velocity(1, K)))]


def amended() -> list[ck.Link]:
    """The drift is twice that of (2.9)."""
    return [ck.Link("drift", ck.equal(DRIFT, 2 * eq_2_09.velocity(1, K)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Transport with the drift and the diffusion gamma/alpha is the variation of (3.5) by F."""
    drift = form["drift"].rhs
    required = stationary_drift.continuity(K)
    carried = stationary_drift.transported(drift, K)
    slope = sp.Derivative(F(K), q(K)[0])
    at_rest = -gamma / D * slope
    flow = drift - gamma / alpha * at_rest
    factor = sp.Symbol("c", positive=True)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (3.5), second line, by $F$, over $\\alpha$. "
                + every_dimension(K, lines.second_line),
                ck.equal(required, 0),
            ),
            ck.Step(
                "Transport with this drift and diffusion $\\gamma/\\alpha$, less that variation; "
                "it has to vanish:",
                sp.expand(carried - required),
            ),
            ck.Step(
                "Velocity of the density with this drift where $p\\propto e^{-\\gamma F/D}$, the "
                "state at rest of (3.1):",
                sp.factor(flow),
            ),
            ck.Step(
                "With the drift $-2\\gamma\\,\\partial F$ that state is at rest in (3.5) too where",
                ck.equal(alpha, sp.solve((flow - drift - 2 * gamma * slope), alpha)[0]),
            ),
            ck.Step(
                "The same variation of an action built from the drift $-c\\gamma\\,\\partial F$ "
                "instead: the drift is again doubled, so that no coefficient $c$ repairs it.",
                ck.equal(required.subs(gamma, factor * gamma), 0),
            ),
        ),
        obligations=(ck.Vanishes("drift", carried - required),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Drift read off the complex-step flow of the discretised action."""
    values = {
        DRIFT: stationary_drift.measured(sample, K),
        F(K): fields.field(sample, "F", K),
        gamma: sample["gamma"],
    }
    return ck.Measurement(values, fields.derivative(K, q(K)))


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
    expected="corrected",
    reading="The drift (2.9), from which (3.1), (3.4) and (3.5) are built, is compared with the "
    "drift $v_1$ of the density on the path that makes (3.5) stationary, for one trainable "
    "variable. The diffusion there is $\\gamma/\\alpha$ in place of $D$. The paper states (3.1) "
    "for short and (3.5) for long time scales and does not say that the two drifts agree.",
    premises=("vanchurin:2.9", "vanchurin:3.5"),
    hypotheses=(
        "boundary terms vanish when the action is varied",
        r"the velocity of the density is its drift plus $-(\gamma/\alpha)\,\partial_k\log p$",
    ),
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
