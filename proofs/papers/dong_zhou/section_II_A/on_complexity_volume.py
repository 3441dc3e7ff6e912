"""Sections I, II.A, II.C: complexity as volume grows at a constant rate at late times."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.information.slices import maximal_slices
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.black_brane import (
    BRANE,
    ENTROPY,
    HORIZON,
    MASS,
    NEWTON,
    PARAMETERS,
    RADIUS,
    TEMPERATURE,
    R,
    lapse,
    measured_thermodynamics,
    spacetime,
    thermodynamics,
)
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import RicciTensor

RATE = sp.Symbol(r"\dot{C}_V", positive=True)
LATE = 1e-7, 1e-8  # how far turning radii lie from the final slice, of the way to the horizon


def printed() -> list[ck.Link]:
    """The late rate of V / (G L) is 2 pi T S, which is 8 pi M / 3."""
    return [
        ck.Link("entropy", ck.equal(RATE, 2 * sp.pi * TEMPERATURE * ENTROPY)),
        ck.Link("mass", ck.equal(RATE, 8 * sp.pi * MASS / 3)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The final slice sits where r^3 sqrt(-F) is stationary inside the horizon."""
    squared = -lapse() * (R / RADIUS) ** 6
    final = HORIZON / sp.root(2, 4)
    yield ck.Step("Volume of a slice at constant r inside the horizon, per time, squared:", squared)
    yield ck.Step("It is stationary at the final slice:", ck.equal(R, final))
    slope = sp.Subs(sp.Derivative(squared, R), R, final)
    rate = BRANE * sp.sqrt(sp.Subs(squared, R, final)) / (NEWTON * RADIUS)
    yield ck.Step("There the volume over GL grows, per $t_L+t_R$, at the rate", rate)
    metric, chart = spacetime()
    ricci = RicciTensor(metric, chart)
    values = thermodynamics()
    yield ck.Step("Temperature, entropy and energy:", sp.Tuple(*values.values()))
    for name in form:
        yield ck.shows(name, form.of(RATE, name).subs(values), rate)
        yield ck.Vanishes(name, slope)
        for i in range(3):
            yield ck.Vanishes(name, ricci[i, i] + 4 / RADIUS**2 * metric[i, i])


@cache
def late_slope() -> float:
    """dV / dt of slices that turn close to the final slice, for r_h = L = 1."""
    final = 2**-0.25
    found = maximal_slices(final + np.array(LATE) * (1 - final))
    return float(np.diff(found.volume)[0] / np.diff(found.time)[0])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two late slices are integrated to the boundary; lengths and times are scaled."""
    horizon, size = sample["r_h"], sample["L"]
    volume = sample["X"] * (horizon / size) ** 3 * size
    time = size**2 / horizon
    rate = late_slope() * volume / time / (sample["G"] * size)
    return ck.Measurement({RATE: rate, **measured_thermodynamics(sample)})


CLAIM = ck.Claim(
    key="dong_zhou:complexity-volume",
    source=source("II.A"),
    kind="result",
    title="Complexity as volume: late growth of the AdS5 black brane",
    latex=r"C_V = \frac{V}{G L}, \qquad \frac{dC_V}{dt} \to 2\pi T S = \frac{8\pi}{3} M",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(PARAMETERS),
        tolerance=1e-7,
        reason="volumes of order 1e3 with relative error 1e-12, over a difference of times of 1.4",
        method="integration of two late maximal slices to the boundary; T and M by differences "
        "and quadrature",
        samples=16,
        floor=1e-2,
    ),
    expected="proved",
    reading="That complexity is this volume is a conjecture; tested is what it says: the "
    "complexity of a two-sided black brane grows at a constant rate proportional to TS, as that of "
    "a circuit with S qubits and a gate per qubit in each thermal time would. The time is "
    "$t_L+t_R$. The rate is smaller at early times.",
    hypotheses=(beliefs.VOLUME_COMPLEXITY,),
)
