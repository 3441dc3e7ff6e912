"""(2.9): the drift of the trainable variables, held against (2.8), (3.1) and (3.5)."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import fields, lines, stationary_drift
from proofs.papers.vanchurin.shared.notation import (
    D,
    F,
    alpha,
    every_dimension,
    gamma,
    p,
    q,
    source,
    spacetime,
    t,
)

K = 1
SHORT = sp.Function(r"\frac{dq_1}{dt}", real=True)(*spacetime(K))
LONG = stationary_drift.DRIFT


def velocity(k: int, dimension: int) -> Expr:
    """dq_k/dt = -gamma d_k F."""
    return -gamma * sp.Derivative(F(dimension), q(dimension)[k - 1])


def printed() -> list[ck.Link]:
    """The relation twice: for the short time scales of (3.1) and the long ones of (3.5)."""
    return [
        ck.Link("short time scales", ck.equal(SHORT, velocity(1, K))),
        ck.Link("long time scales", ck.equal(LONG, velocity(1, K))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """It has to give the second lines of (2.8) and (3.1), and the flow on which (3.5) rests."""
    short, long = form["short time scales"].rhs, form["long time scales"].rhs
    (x,) = q(K)
    slope, rate = sp.Derivative(F(K), x), sp.Derivative(F(K), t)
    change = (short * slope + rate) - (-gamma * slope**2 + rate)
    noise = D * sp.Derivative(p(K), x)
    first, second = noise - short * p(K), noise + gamma * slope * p(K)
    required = stationary_drift.continuity(K)
    carried = stationary_drift.transported(long, K)
    return ck.Derivation(
        steps=(
            ck.Step(
                "The second line of (3.1) less the first, with this drift:",
                sp.expand(sp.diff(second - first, x).doit()),
            ),
            ck.Step(
                "Variation of (3.5), second line, by $F$, over $\\alpha$. "
                + every_dimension(K, lines.second_line),
                ck.equal(required, 0),
            ),
            ck.Step(
                "Transport with this drift and the diffusion $\\gamma/\\alpha$ that (3.5) gives:",
                ck.equal(carried, 0),
            ),
            ck.Step("Their difference, which has to vanish:", sp.expand(carried - required)),
        ),
        obligations=(
            ck.Vanishes("short time scales", change),
            ck.Vanishes("short time scales", sp.diff(second - first, x).doit()),
            ck.Vanishes("long time scales", carried - required),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Drifts read off the two flows of one density: of (3.1), second line, and of (3.5)."""
    (x,) = q(K)
    slope = fields.derivative(K, (x,))
    density, energy = fields.field(sample, "p", K), fields.field(sample, "F", K)
    d, g = sample["D"][:, None], sample["gamma"][:, None]
    rate = slope(d * slope(density, x) + g * slope(energy, x) * density, x)
    short = fields.speed_from_rate(rate, density) + d * slope(np.log(density), x)
    values = {
        SHORT: short,
        LONG: stationary_drift.measured(sample, K),
        F(K): energy,
        gamma: sample["gamma"],
        alpha: sample["alpha"],
    }
    return ck.Measurement(values, slope)


CLAIM = ck.Claim(
    key="vanchurin:2.9",
    source=source("2", "2.9"),
    kind="postulate",
    title="Drift of the trainable variables",
    latex=r"\frac{dq_k}{dt} = -\gamma \frac{\partial F(\mathbf{q}, t)}{\partial q_k}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-8,
        reason="spectral accuracy on 48 points; the flows are exact to rounding",
        method="drift read off the density flows of (3.1) and of the stationary action (3.5)",
        examples=60,
    ),
    expected="inconsistent",
    reading="The postulate is used twice. On short time scales it turns the first lines of (2.8) "
    "and (3.1) into the second ones; there it holds. On long time scales the paper replaces (3.1) "
    "by the principle that (3.5), built with this drift, is stationary; the density then moves "
    "with the drift $-2\\gamma\\,\\partial F$ and the diffusion $\\gamma/\\alpha$, which is not "
    "(3.1) for any choice of parameters. Both equations are first order in time for the same "
    "density, so that away from a common state at rest they cannot hold at the same time; as the "
    "paper confines (3.1) to short times, one may also say that the two regimes do not join.",
    hypotheses=(
        "the velocity that transports $p$ in (3.5) is compared with the drift after its diffusive "
        "part $-(\\gamma/\\alpha)\\,\\partial\\log p$ is taken off",
    ),
)
