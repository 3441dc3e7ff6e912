"""(5.6): the time component of the position, a clock driven by entropy production."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.section_5.eq_5_05 import CLOCK, GAIN
from proofs.papers.vanchurin.shared.notation import source, t

_tau = sp.Symbol("tau", real=True)
_NODES = gauss_legendre(16, 0.5)


def printed() -> list[ck.Link]:
    """x^0(t) = int_0^t sqrt(sigma_+), monotonic: it never goes back."""
    reading = sp.Integral(sp.sqrt(GAIN(_tau)), (_tau, 0, t))
    return [
        ck.Link("clock", ck.equal(CLOCK(t), reading)),
        ck.Link("monotonic", ck.at_least(CLOCK(t + 1), CLOCK(t))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """It starts at zero, its rate squared is sigma_+, and the rate is not negative."""
    reading = form["clock"].rhs.doit()
    rate = reading.diff(t)
    s = sp.Symbol("s", nonnegative=True)
    start, mean = sp.symbols("x r", real=True)
    later = {CLOCK(t + 1): start + mean, CLOCK(t): start}
    return ck.Derivation(
        steps=(
            ck.Step("Rate of the clock; its square has to be $\\sigma_+$, as (5.5) uses it:", rate),
            ck.Step(
                "Over a unit of time it gains the mean $r\\ge 0$ of that rate:",
                ck.equal(CLOCK(t + 1), CLOCK(t) + mean),
            ),
        ),
        obligations=(
            ck.Vanishes("clock", rate**2 - GAIN(t)),
            ck.Vanishes("clock", reading.subs(t, 0).doit()),
            ck.Entails("clock", sp.true, sp.Ge(rate.subs(GAIN(t), s), 0)),
            ck.Entails("monotonic", sp.Ge(mean, 0), form["monotonic"].subs(later)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The clock as the solution of dx^0/dt = sqrt(sigma_+), by Runge-Kutta from zero.

    sigma_+ = (a (1 + cos t))^2 + b.
    """
    height, ground = sample["a"], sample["b"]

    def gain(time: np.ndarray) -> np.ndarray:
        wave = (1 + np.cos(time)) * height.reshape(-1, *([1] * (time.ndim - 1)))
        return np.asarray(wave**2 + ground.reshape(-1, *([1] * (time.ndim - 1))))

    def elapsed(end: np.ndarray, steps: int = 120) -> np.ndarray:
        total, h = np.zeros_like(end), end / steps
        for k in range(steps):
            ends, middle = np.sqrt(gain(k * h)) + np.sqrt(gain((k + 1) * h)), gain((k + 0.5) * h)
            total = total + h * (ends + 4 * np.sqrt(middle)) / 6
        return total

    end = sample["t"]
    nodes, weights = _NODES
    values = {
        CLOCK(t): elapsed(end),
        CLOCK(t + 1): elapsed(end + 1),
        GAIN(_tau): gain(end[:, None] * (nodes[:, 0] + 0.5)),
    }

    def integral(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
        if symbol != _tau:
            raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
        return np.asarray(end[:, None] * (array * weights).sum(-1, keepdims=True))

    return ck.Measurement(values, integral=integral)


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
        reason="fourth-order steps of 0.03 for a smooth rate are off by less than 1e-9",
        method="the clock followed by a one-step method of order four",
        samples=32,
    ),
    expected="well-posed",
    reading="Monotonic is read as never decreasing. It increases strictly only where "
    "$\\sigma_+>0$ on every interval; where $\\sigma_+=0$ for a while the clock stands still and "
    "cannot serve as a coordinate in place of $t$.",
    hypotheses=("$\\sigma_+$ is integrable and not negative",),
)
