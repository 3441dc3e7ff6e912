"""(5.5): production by noise and destruction by learning; the first as the square of a clock."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import LOSS, PRODUCTION
from proofs.papers.vanchurin.shared.notation import source, t

GAIN = sp.Function(r"\sigma_{+}", positive=True)
CLOCK = sp.Function("x^{0}", real=True)
_tau = sp.Symbol("tau", real=True)


def clock() -> Expr:
    """x^0(t) of (5.6)."""
    return sp.Integral(sp.sqrt(GAIN(_tau)), (_tau, 0, t))


def printed() -> list[ck.Link]:
    """Delta S = sigma_+ + sigma_- = (dx^0)^2 + sigma_-."""
    parts = GAIN(t) + LOSS
    squared = sp.Derivative(CLOCK(t), t) ** 2 + LOSS
    return [
        ck.Link("two contributions", ck.equal(PRODUCTION, parts)),
        ck.Link("clock", ck.equal(parts, squared)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Each contribution alone; then (5.6) inserted and differentiated."""
    parts = form["two contributions"].rhs
    left, right = form["clock"].args
    rate = clock().doit().diff(t)
    inserted = right.subs(CLOCK(t), clock()).doit()
    return ck.Derivation(
        steps=(
            ck.Step(
                "Without learning only the production by noise is left:",
                ck.equal(PRODUCTION, parts.subs(LOSS, 0)),
            ),
            ck.Step(
                "Without noise only the destruction by learning is:",
                ck.equal(PRODUCTION, parts.subs(GAIN(t), 0)),
            ),
            ck.Step("The clock (5.6) goes at the rate", ck.equal(sp.Derivative(CLOCK(t), t), rate)),
            ck.Step("whose square gives the right side", inserted),
        ),
        obligations=(
            ck.Vanishes("two contributions", parts.subs(LOSS, 0) - GAIN(t)),
            ck.Vanishes("two contributions", parts.subs(GAIN(t), 0) - LOSS),
            ck.Vanishes("clock", left - inserted),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron with noise and learning, with noise alone, with learning alone; its clock."""

    def noise(time: np.ndarray) -> np.ndarray:
        return np.asarray(2 + sample["swing"][:, None] * np.cos(time))

    nodes, weights = gauss_legendre(12, 0.5)
    time = sample["t"][:, None] + 1e-30j
    grid = time * (nodes[:, 0] + 0.5)
    reading = (time * np.sqrt(noise(grid)) * weights).sum(-1)
    now = noise(sample["t"][:, None])[:, 0]
    pull = sample["v"] ** 2
    values = {
        PRODUCTION: neuron.production(now, pull),
        GAIN(t): neuron.production(now, 0 * pull),
        LOSS: neuron.production(0 * now, pull),
        sp.Derivative(CLOCK(t), t): reading.imag / 1e-30,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:5.5",
    source=source("5", "5.5"),
    kind="result",
    title="Two contributions to the entropy production",
    latex=r"\Delta S_{x,i}(\dot{x}_i^a(t),t) = \sigma_{i,+}(t) + \sigma_{i,-}(\dot{x}_i^a(t)) = "
    r"\dot{x}_i^0(t)^2 + \sigma_{i,-}(\dot{x}_i^a(t))",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("t", 0.5, 3.0), ck.Real("swing", -1.0, 1.0), ck.Real("v", 0.2, 1.0))),
        tolerance=1e-10,
        reason="12 Gauss points integrate a smooth root over three units of time to 1e-11",
        method="widths of a neuron with noise and learning switched on and off; clock by "
        "quadrature",
        samples=32,
    ),
    expected="proved",
    reading="The dot on $x^0$ is read as the time derivative of (5.6), for one neuron. Read as "
    "the difference (5.3) over a period, the second equality holds only while $\\sigma_+$ is "
    "constant: that is the claim vanchurin:time-displacement.",
    premises=("vanchurin:5.4", "vanchurin:5.6"),
    hypotheses=(
        "noise and learning add up: production by noise does not depend on the displacement, "
        "destruction by learning not on time",
    ),
)
