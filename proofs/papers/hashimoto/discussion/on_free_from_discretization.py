"""Discussion: how far a neural differential equation is free from discretisation."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.radial import radial_field
from numerics.integrators import step
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

SOLVED, FIELD, MODE_SOLVED, MODE, START = sp.symbols(
    r"\phi_{\Delta\eta} \phi a_{\Delta\eta} a a_0", real=True
)
STEP, POWER = sp.symbols(r"\Delta\eta Delta", positive=True)


def printed() -> list[ck.Link]:
    """What a solver of step size Delta eta finds is the field."""
    return [ck.Link("solver", ck.equal(SOLVED, FIELD))]


def amended() -> list[ck.Link]:
    """Over one step of order four it is the field up to the fifth power, known for a mode."""
    error = START * POWER**5 * STEP**5 / 120
    return [
        ck.Link("solver", ck.equal(SOLVED, FIELD), order=5),
        ck.Link("mode", ck.equal(MODE_SOLVED, MODE + error), order=6),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Runge and Kutta's step on a mode, which multiplies by Taylor's polynomial of order four."""
    z = sp.Symbol("z", real=True)
    slope, total = sp.S.One, sp.S.Zero
    for share, weight in ((0, 1), (sp.S.Half, 2), (sp.S.Half, 2), (1, 1)):
        slope = 1 + share * z * slope if share else sp.S.One
        total += weight * slope
    factor = 1 + z * total / 6
    yield ck.Step(
        "A step multiplies the mode $e^{-\\Delta\\eta}$ by this, with $z=-\\Delta\\,\\Delta\\eta$:",
        sp.expand(factor),
    )
    solved = START * factor.subs(z, -POWER * STEP)
    field = START * sp.exp(-POWER * STEP)
    values = {SOLVED: solved, MODE_SOLVED: solved, FIELD: field, MODE: field}
    for name, link in form.links.items():
        gap = form.gap(name).subs(values)
        if link.order is None:
            yield ck.Vanishes(name, gap)
        for n in range(link.order or 0):
            yield ck.Vanishes(name, SeriesCoefficient(gap, STEP, n))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """One step of order four, of widths that are halved, beside adaptive integration."""
    size, mass, quartic = sample["d"], sample["mass"], sample["quartic"]
    power, h = sample["power"], sample["power"] + sample["other"]
    widths = np.broadcast_to(0.2 / 2.0 ** np.arange(5), (len(size), 5))
    start = np.stack([sample["phi"], sample["pi"]], -1)
    unit = np.stack([sample["phi"], -power * sample["phi"]], -1)
    ends = [0.8 + widths[:, j] for j in range(5)]

    def bulk(at: ck.Array, state: ck.Array) -> ck.Array:
        phi, pi = state
        friction = size[:, None] / np.tanh(size[:, None] * at)
        return np.stack([pi, mass[:, None] * phi + quartic[:, None] * phi**3 - friction * pi])

    def flat(at: ck.Array, state: ck.Array) -> ck.Array:
        phi, pi = state
        return np.stack([pi, -(power * (h - power))[:, None] * phi - h[:, None] * pi])

    spread = np.ones((1, 1, 5))
    field = [
        radial_field(
            lambda at: size / np.tanh(size * at),
            lambda x: mass * x + quartic * x**3,
            start,
            [0.8, end],
        )[-1]
        for end in ends
    ]
    modes = [
        radial_field(lambda at: h, lambda x: -power * (h - power) * x, unit, [0.8, end])[-1, :, 0]
        for end in ends
    ]
    values = {
        SOLVED: np.moveaxis(step(bulk, 0.8, start.T[..., None] * spread, widths), 0, 1),
        FIELD: np.stack(field, -1),
        MODE_SOLVED: step(flat, 0.8, unit.T[..., None] * spread, widths)[0][:, None],
        MODE: np.stack(modes, -1)[:, None],
        START: sample["phi"],
        POWER: power,
        STEP: widths[:, None],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="hashimoto:free-from-discretization",
    source=source("Discussion"),
    kind="result",
    title="Neural differential equation: free from discretisation",
    latex=r"\phi_{\Delta\eta}(\eta) = \phi(\eta)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("mass", -3, 3, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 2, (), "four times the coefficient of phi^4"),
                ck.Real("phi", 0.5, 1.0, (), "field at the start"),
                ck.Real("pi", -1.0, 1.0, (), "slope at the start"),
                ck.Real("power", 2.0, 4.0, (), "exponent of a mode"),
                ck.Real("other", 0.5, 2.0, (), "exponent of its partner"),
            )
        ),
        tolerance=1e-8,
        reason="adaptive integration to 1e-11; orders measured on four halvings",
        method="one step of Runge and Kutta beside adaptive integration",
        samples=32,
        examples=60,
    ),
    expected="corrected",
    fails_by="holds up to order 5",
    words="sentence",
    reading="Read strictly: what is computed does not depend on a step. What the slide's "
    "$d\\phi/d\\eta=f$ is free of is a grid that belongs to the model: h is a function, and layers "
    "are chosen by the solver, finer where it must. The error is that of the solver: order four "
    "for the step of Runge and Kutta, one for the printed layers.",
    hypotheses=(beliefs.SMOOTH_ON_THE_WAY,),
    amended=ck.Amended(
        latex=r"\phi_{\Delta\eta}(\eta+\Delta\eta) = \phi(\eta+\Delta\eta) + O(\Delta\eta^5), "
        r"\quad a_{\Delta\eta} = a + \frac{\Delta^5 \Delta\eta^5}{120}\, a_0 + O(\Delta\eta^6)",
        links=amended,
        note="The error of one step of order four, on any smooth field and, with its coefficient, "
        "on the mode $e^{-\\Delta\\eta}$.",
    ),
)
