"""Sections I, II.A, II.C: complexity as volume grows at a constant rate at late times."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.information.maximal_slices import maximal_slices
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
    Vanishes,
)
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

RATE = sp.Symbol(r"\dot{C}_V", positive=True)
LATE = 1e-7, 1e-8  # how far turning radii lie from the final slice, of the way to the horizon


def printed() -> list[Link]:
    """The late rate of V / (G L) is 2 pi T S, which is 8 pi M / 3."""
    return [
        Link("entropy", sp.Eq(RATE, 2 * sp.pi * TEMPERATURE * ENTROPY, evaluate=False)),
        Link("mass", sp.Eq(RATE, 8 * sp.pi * MASS / 3, evaluate=False)),
    ]


def exact(statements: Statements) -> Derivation:
    """The final slice sits where r^3 sqrt(-F) is stationary inside the horizon."""
    squared = -lapse() * (R / RADIUS) ** 6
    final = HORIZON / sp.root(2, 4)
    slope = squared.diff(R).subs(R, final)
    rate = BRANE * sp.sqrt(sp.factor(squared.subs(R, final))) / (NEWTON * RADIUS)
    values = thermodynamics()
    ricci = spacetime().ricci()
    gaps = [ricci[i, i] + 4 / RADIUS**2 * spacetime()[i, i] for i in range(3)]
    obligations = [
        Vanishes(name, rate - form.rhs.subs(values)) for name, form in statements.items()
    ]
    obligations += [Vanishes("entropy", gap) for gap in (slope, *gaps)]
    return Derivation(
        steps=(
            Step("Volume of a slice at constant r inside the horizon, per time, squared:", squared),
            Step("It is stationary at the final slice:", sp.Eq(R, final, evaluate=False)),
            Step("There the volume over GL grows, per $t_L+t_R$, at the rate", rate),
            Step("Temperature, entropy and energy:", sp.Tuple(*values.values())),
        ),
        obligations=tuple(obligations),
    )


@cache
def late_slope() -> float:
    """dV / dt of slices that turn close to the final slice, for r_h = L = 1."""
    final = 2**-0.25
    found = maximal_slices(final + np.array(LATE) * (1 - final))
    return float(np.diff(found.volume)[0] / np.diff(found.time)[0])


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Two late slices are integrated to the boundary; lengths and times are scaled."""
    horizon, size = sample["r_h"], sample["L"]
    volume = sample["X"] * (horizon / size) ** 3 * size
    time = size**2 / horizon
    rate = late_slope() * volume / time / (sample["G"] * size)
    return Measurement({RATE: rate, **measured_thermodynamics(sample)})


CLAIM = Claim(
    key="dong_zhou:complexity-volume",
    source=source("II.A"),
    kind="result",
    title="Complexity as volume: late growth of the AdS5 black brane",
    latex=r"C_V = \frac{V}{G L}, \qquad \frac{dC_V}{dt} \to 2\pi T S = \frac{8\pi}{3} M",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(PARAMETERS),
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
    hypotheses=("complexity is the volume of the maximal slice over GL", "late times"),
)
