"""Section 6: can shifts and rotations give neurons one global time?"""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.integrate import cumulative_simpson

import proofs.checker as ck
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.displacements import clock, gain, tau
from proofs.papers.vanchurin.shared.notation import source, t

TAU = sp.Symbol("tau", positive=True)
LAG = sp.Function(r"\Delta x^0", real=True)(TAU)
RATES = tuple(sp.Function(rf"\sigma_{{{i},+}}", positive=True)(TAU) for i in (1, 2))
MOMENTS = np.linspace(0.0, 1.0, 257)


def printed() -> list[ck.Link]:
    """The clocks of two neurons differ by a constant, which a shift removes."""
    return [ck.Link("clocks", ck.equal(sp.Derivative(LAG, TAU), 0))]


def amended() -> list[ck.Link]:
    """They differ by the roots of their entropy productions."""
    right = sp.sqrt(RATES[1]) - sp.sqrt(RATES[0])
    return [ck.Link("clocks", ck.equal(sp.Derivative(LAG, TAU), right))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Differentiate the clocks (5.6)."""
    reading = premises["5.6"].of(clock(t), "clock").xreplace({t: TAU})
    clocks = [reading.xreplace({gain(tau): rate.xreplace({TAU: tau})}) for rate in RATES]
    lag = clocks[1] - clocks[0]
    yield ck.Step("The clocks (5.6) of two neurons differ, up to a shift (6.1), by", lag)
    yield ck.Vanishes("clocks", form.gap("clocks").xreplace({LAG: lag}))


def _derivative(array: clouds.Array, symbol: sp.Symbol) -> clouds.Array:
    """Central differences of fourth order in computational time, one-sided at the ends."""
    if symbol != TAU:
        raise ck.NotMeasuredError(f"a derivative with respect to {symbol} was not measured")
    h = MOMENTS[1] - MOMENTS[0]
    slope = np.gradient(array, h, axis=-1, edge_order=2)
    slope[..., 2:-2] = (
        8 * (array[..., 3:-1] - array[..., 1:-3]) - (array[..., 4:] - array[..., :-4])
    ) / (12 * h)
    return np.asarray(slope)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Both clocks by Simpson's rule, their difference by central differences."""
    wave = np.sin(2 * np.pi * MOMENTS)
    rates = sample["base"][..., None] + sample["wave"][..., None] * wave
    clocks = cumulative_simpson(np.sqrt(rates), x=MOMENTS, initial=0.0)
    values = {LAG: clocks[:, 1] - clocks[:, 0], RATES[0]: rates[:, 0], RATES[1]: rates[:, 1]}
    return ck.Measurement(values, _derivative)


CLAIM = ck.Claim(
    key="vanchurin:global-time",
    source=source("6"),
    kind="result",
    title="Global time from shifts and rotations",
    latex=r"\frac{d}{d\tau}\left(x_2^0(\tau) - x_1^0(\tau)\right) = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("base", 1.0, 3.0, (clouds.N,), "mean positive entropy production"),
                ck.Real("wave", -0.5, 0.5, (clouds.N,), "its change during computational time"),
            )
        ),
        tolerance=1e-3,
        reason="differences of second order at the ends are good to 1e-4 with steps of 1/256",
        method="Simpson's rule for the clocks (5.6), central differences",
        samples=40,
        floor=1.0,
    ),
    words="reading",
    expected="corrected",
    fails_by="right side 0 for -sqrt(\\sigma_{1,+}(tau)) + sqrt(\\sigma_{2,+}(tau))",
    reading="(6.6) assumes one global time for all neurons. Clocks run by (5.6), each with the "
    "entropy production of its neuron; of the transformations (6.1) only shifts and rotations "
    "keep the synchronous gauge, see vanchurin:synchronous-gauge. Can they make two clocks equal?",
    premises=("vanchurin:5.6",),
    amended=ck.Amended(
        latex=r"\frac{d}{d\tau}\left(x_2^0(\tau) - x_1^0(\tau)\right) = "
        r"\sqrt{\sigma_{2,+}(\tau)} - \sqrt{\sigma_{1,+}(\tau)}",
        links=amended,
        note="Only neurons with equal $\\sigma_{i,+}$ share a global time. Otherwise each neuron "
        "can still be described by its own clock, but then sums over neurons at equal $t$, as in "
        "(6.5) and (8.1), compare different computational times.",
    ),
    known=({"base": [1, 2], "wave": [0, 0]},),
)
