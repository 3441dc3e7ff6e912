"""(6.6): one global time for all neurons."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.integrate import cumulative_simpson

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.displacements import clock, gain, tau
from proofs.papers.vanchurin.shared.notation import source, t

TAU = sp.Symbol("tau", positive=True)
TIME = sp.Function("t", real=True)(TAU)
CLOCK = sp.Function("x^0", real=True)(TAU)
OWN = tuple(sp.Function(f"x_{i}^0", real=True)(TAU) for i in (1, 2))
RATE = sp.Function(r"\sigma_+", positive=True)
MOMENTS = np.linspace(0.0, 1.0, 201)


def printed() -> list[ck.Link]:
    """t = x^0 = x_i^0, for both neurons."""
    return [
        ck.Link("t = x^0", ck.equal(TIME, CLOCK)),
        *(ck.Link(f"x^0 = x_{i}^0", ck.equal(CLOCK, own)) for i, own in enumerate(OWN, start=1)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Each clock has to run with the root of the entropy production that (5.6) counts."""
    reading = premises["5.6"].of(clock(t), "clock").xreplace({t: TAU, gain(tau): RATE(tau)})
    yield ck.Step("The clock (5.6) of neurons with the same production:", reading)
    for name, time in zip(form, (TIME, *OWN), strict=True):
        pace = sp.Derivative(form.of(time, name).xreplace({CLOCK: reading}), TAU)
        yield ck.Step("Its pace has to make the first term of (5.8) one per unit of $t$:", pace)
        yield ck.shows(name, pace, sp.sqrt(RATE(TAU)))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Time from the entropy that a resting neuron produces; clocks of neurons by steps of (5.6)."""
    base, wave = sample["base"][:, None], sample["wave"][:, None]

    def produced(tau: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(base + wave * np.sin(2 * np.pi * tau))

    time = cumulative_simpson(np.sqrt(produced(MOMENTS)), x=MOMENTS, initial=0.0)
    start, length = np.zeros((len(base), 1)), np.diff(MOMENTS)

    def summed(nodes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums of roots at `nodes` of each interval, which runs from 0 to 1."""
        at = MOMENTS[:-1, None] + length[:, None] * nodes
        paces = np.sqrt(produced(at.reshape(-1))).reshape(len(base), -1, len(nodes)).mean(-1)
        return np.concatenate([start, np.cumsum(paces * length, axis=1)], axis=1)

    return ck.Measurement(
        {
            TIME: time,
            CLOCK: summed(np.array([0.5])),
            OWN[0]: summed(np.array([0.25, 0.75])),
            OWN[1]: summed(np.array([0.0, 1.0])),
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:6.6",
    source=source("6", "6.6"),
    kind="postulate",
    title="Global time",
    latex="t = x^0 = x_i^0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("base", 1.0, 3.0, (), "mean positive entropy production"),
                ck.Real("wave", -0.5, 0.5, (), "its change during computational time"),
            )
        ),
        tolerance=1e-4,
        reason="midpoint and trapezoidal rules with 200 steps are good to 1e-5",
        method="Simpson's, midpoint and trapezoidal rules for (5.6)",
    ),
    expected="consistent",
    reading="Two neurons. Required: per unit of $t$ a resting neuron produces entropy one, the "
    "first term of (8.2), and $t$ runs forwards. $t$ is not the computational time $\\tau$ unless "
    "$\\sigma_{+}=1$.",
    premises=("vanchurin:5.6",),
    hypotheses=(beliefs.SAME_GAIN,),
)
