"""(5.6): the time component of the position, a clock driven by entropy production."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.relational import Relational

import proofs.checker as ck
from numerics.calculus import gauss_nodes
from numerics.integrators import dormand_prince_8, runge_kutta
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import clock, gain, tau
from proofs.papers.vanchurin.shared.notation import source, t


def printed() -> dict[str, Relational]:
    """x^0(t) = int_0^t sqrt(sigma_+), monotonic: it never goes back."""
    reading = sp.Integral(sp.sqrt(gain(tau)), (tau, 0, t))
    return {
        "clock": ck.equal(clock(t), reading),
        "monotonic": ck.at_least(clock(t + 1), clock(t)),
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """It starts at zero, its rate squared is sigma_+, and it goes forwards."""
    reading = form.of(clock(t), "clock")
    rate = sp.Derivative(reading, t)
    yield ck.Step("Rate of the clock; its square has to be $\\sigma_+$, as (5.5) uses it:", rate)
    yield ck.shows("clock", rate**2, gain(t))
    yield ck.Vanishes("clock", sp.Subs(reading, t, 0))
    yield ck.shows("clock", reading.xreplace({gain(tau): sp.S.One}), t)
    start, mean = sp.symbols("x r", real=True)
    later = {clock(t + 1): start + mean, clock(t): start}
    yield ck.Step(
        "Over a unit of time it gains the mean $r\\ge 0$ of that rate:",
        ck.equal(clock(t + 1), clock(t) + mean),
    )
    yield ck.Entails("monotonic", sp.Ge(mean, 0), form["monotonic"].xreplace(later))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The clock as the solution of dx^0/dt = sqrt(sigma_+), by Runge-Kutta from zero.

    sigma_+ = (a (1 + cos t))^2 + b.
    """

    def noise(time: ck.Array) -> ck.Array:
        height, ground = (sample[name].reshape(-1, *([1] * (time.ndim - 1))) for name in ("a", "b"))
        return np.asarray((height * (1 + np.cos(time))) ** 2 + ground)

    end = sample["t"]
    _, now, later = runge_kutta(
        lambda time, _: np.sqrt(noise(time)),
        0 * end,
        np.stack([0 * end, end, end + 1]),
        steps=32,
        method=dormand_prince_8(),
    )
    line = gauss_nodes(0 * end, end, 24)
    values = {clock(t): now[:, None], clock(t + 1): later[:, None], gain(tau): noise(line.points)}
    return ck.Measurement(values, **ck.on_nodes({tau: line}))


CLAIM = ck.Claim(
    key="vanchurin:5.6",
    source=source("5", "5.6"),
    kind="definition",
    title="Time component as an entropy clock",
    latex=r"x_i^0(t) \equiv \int_0^t d\tau \sqrt{\sigma_{i,+}(\tau)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("t", 0.5, 3.0), ck.Real("a", 0.2, 1.0), ck.Real("b", 0.1, 1.0))),
        tolerance=1e-8,
        reason="steps of order eight and 24 Gauss points for a smooth rate, below 1e-10",
        method="the clock followed by a one-step method of order eight",
        samples=32,
    ),
    expected="well-posed",
    reading="Monotonic is read as never decreasing. It increases strictly only where "
    "$\\sigma_+>0$ on every interval; where $\\sigma_+=0$ for a while the clock stands still and "
    "cannot serve as a coordinate in place of $t$.",
    hypotheses=(beliefs.INTEGRABLE_GAIN,),
)
