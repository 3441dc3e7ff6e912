"""(5.5): production by noise and destruction by learning; the first as the square of a clock."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_nodes
from proofs.papers.vanchurin.shared import beliefs, neuron
from proofs.papers.vanchurin.shared.displacements import LOSS, PRODUCTION, clock, gain
from proofs.papers.vanchurin.shared.notation import source, t
from qmgr_sym.unevaluated import RateAlong


def printed() -> dict[str, sp.Eq]:
    """Delta S = sigma_+ + sigma_- = (dx^0)^2 + sigma_-."""
    parts = gain(t) + LOSS
    squared = sp.Derivative(clock(t), t) ** 2 + LOSS
    return {"two contributions": ck.equal(PRODUCTION, parts), "clock": ck.equal(parts, squared)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A Gaussian cloud with both, with noise alone and with learning alone; then the clock (5.6).

    Its covariance C changes by J C + C J^T through learning and by N through noise; its entropy is
    log(det C)/2.
    """
    spread = sp.Matrix(2, 2, lambda a, b: sp.Symbol(f"C_{min(a, b)}{max(a, b)}", real=True))
    noise = sp.Matrix(2, 2, lambda a, b: sp.Symbol(f"N_{min(a, b)}{max(a, b)}", real=True))
    slope = sp.Matrix(2, 2, lambda a, b: sp.Symbol(f"J_{a}{b}", real=True))
    learning = slope * spread + spread * slope.T
    entropy = sp.log(spread.det()) / 2
    rates = {}
    for letter, change in (
        (PRODUCTION, learning + noise),
        (gain(t), noise),
        (LOSS, learning),
    ):
        flow = {spread[a, b]: change[a, b] for a in range(2) for b in range(a, 2)}
        rates[letter] = RateAlong(entropy, flow)
    yield ck.Step("Rate of the entropy with noise and learning:", rates[PRODUCTION])
    yield ck.Vanishes("two contributions", form.gap("two contributions").xreplace(rates))
    reading = premises["5.6"].of(clock(t), "clock")
    yield ck.Step("The clock (5.6) goes at the rate", sp.Derivative(reading, t))
    yield ck.Vanishes("clock", form.gap("clock").xreplace({clock(t): reading}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron with noise and learning, with noise alone, with learning alone; its clock."""

    def noise(time: ck.Array) -> ck.Array:
        swing = sample["swing"].reshape(-1, *([1] * (time.ndim - 1)))
        return np.asarray(2 + swing * np.cos(time))

    unit = gauss_nodes(0.0, 1.0, 12)

    def reading(time: ck.Array) -> ck.Array:
        return np.asarray(time * (np.sqrt(noise(time[:, None] * unit.points)) @ unit.weights))

    now, still = noise(sample["t"]), np.zeros_like(sample["t"])
    moving = neuron.surroundings(neuron.matrix(sample), sample["v"])
    resting = neuron.surroundings(neuron.matrix(sample), 0 * sample["v"])
    values = {
        PRODUCTION: neuron.entropy_rate(moving, now),
        gain(t): neuron.entropy_rate(resting, now),
        LOSS: neuron.entropy_rate(moving, still),
        sp.Derivative(clock(t), t): complex_step(reading, sample["t"]),
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
        ck.Domain(
            (ck.Real("t", 0.5, 3.0), ck.Real("swing", -1.0, 1.0), *neuron.MATRIX, neuron.STEPS[0])
        ),
        tolerance=1e-9,
        reason="12 Gauss points integrate a smooth root to 1e-11, rates are good to 1e-11",
        method="cloud of a neuron with noise and learning switched on and off; clock by quadrature",
        samples=32,
    ),
    expected="proved",
    reading="The dot on $x^0$ is read as the time derivative of (5.6), for one neuron. Read as "
    "the difference (5.3) over a period, the second equality holds only while $\\sigma_+$ is "
    "constant: that is the claim vanchurin:time-displacement.",
    premises=("vanchurin:5.6",),
    hypotheses=(beliefs.ADDITIVE_PRODUCTION,),
)
