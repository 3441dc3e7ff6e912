"""Chapter 4: spacetime emergent from data, as a postulate, with what the data decide of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import condensate_of, mass_of
from numerics.holography.training import Data, Prior, starts, train
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.balls import layer_of
from proofs.papers.hashimoto.shared.condensates import (
    CLOSE,
    ENDS,
    LATTICE,
    LAYOUTS,
    OTHER,
    POINTS,
    VALUE,
    condensates,
    follows,
    line,
)
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source

MADE = sp.Symbol("C^*", real=True)  # of the metric that makes the data
BETWEEN, MADE_BETWEEN = sp.symbols("C_{i+1/2} C^*_{i+1/2}", real=True)
MIDDLE = tuple(((m + n) / 2, (b + c) / 2) for (m, b), (n, c) in pairwise(POINTS))


def printed() -> list[ck.Link]:
    """Some bulk metric meets the lattice points, and those of another metric and between them."""
    return [
        ck.Link("lattice", ck.at_most(sp.Abs(VALUE - LATTICE), CLOSE)),
        ck.Link("made by a metric", ck.at_most(sp.Abs(OTHER - MADE), CLOSE)),
        ck.Link("between", ck.at_most(sp.Abs(BETWEEN - MADE_BETWEEN), CLOSE)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two rational metrics: one meets the lattice points, and the data that the other makes."""
    layer = layer_of(premises["recursion"])
    for end in ENDS:
        hidden, found = line(end, 0), line(end, 1)
        yield ck.Step(
            rf"$\pi=0$ at $\eta={end}$: 1/L in GeV of the metric that makes data, and of the one "
            "that meets them:",
            sp.Tuple(*(sp.Float(float(metric.inverse)) for metric in (hidden, found))),
        )
        case = hidden.case
        pairs = zip(POINTS, condensates(layer, hidden), condensates(layer, found), strict=True)
        for (_, lattice), one, two in pairs:
            yield from follows("lattice", form, {VALUE: two, LATTICE: lattice}, case)
            yield from follows("made by a metric", form, {OTHER: two, MADE: one}, case)
        for one, two in zip(*(condensates(layer, x, MIDDLE) for x in (hidden, found)), strict=True):
            yield from follows("between", form, {BETWEEN: two, MADE_BETWEEN: one}, case)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Trainings from random starts: with the lattice points, and with data of a random metric."""
    lattice = lattice_points()
    mass, middle = np.array(MIDDLE, dtype=float).T
    rows: dict[sp.Basic, list[ck.Array]] = {
        k: [] for k in (VALUE, LATTICE, OTHER, MADE, BETWEEN, MADE_BETWEEN)
    }
    missed: list[float] = []
    points = (sample[k] for k in ("w", "E", "s", "end"))
    for weight, energy, power, end in zip(*points, strict=True):
        layout = LAYOUTS[int(end)]
        prior = Prior(smoothness=10**weight)
        hidden = calibrate((1 - layout.eta) ** power, 1000 / energy, lattice, layout)
        values = lattice.condensate
        made = Data(mass_of(hidden, values, layout)[0], values, lattice.error)
        for data, kept, meant in ((lattice, VALUE, LATTICE), (made, OTHER, MADE)):
            first = starts(1, data, prior, layout, rng=rng)[0]
            found = train(first, data, prior, layout)
            rows[kept].append(found.condensate)
            rows[meant].append(data.condensate)
        for x, kept in ((found.parameters, BETWEEN), (hidden, MADE_BETWEEN)):
            rows[kept].append(condensate_of(x, mass, middle, layout)[0])
        missed.append(1000 / found.radius - energy)
    note = f"1/L of the metric that made the data is missed by up to {np.abs(missed).max():.0f} MeV"
    return ck.Measurement({k: np.array(v) for k, v in rows.items()}, note=note)


CLAIM = ck.Claim(
    key="hashimoto:emergent-from-data",
    source=source("4"),
    kind="postulate",
    title="Spacetime emergent from data",
    latex=r"(\phi_0, Z[\phi_0]) \;\mapsto\; ds^2 = -f(\eta)\,dt^2 + d\eta^2 + g(\eta)\,d\vec x^2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("w", 0.0, 2.0, meaning="logarithm of the smoothness weight"),
                ck.Real("E", 200.0, 400.0, meaning="1/L of a hidden metric in MeV"),
                ck.Real("s", 0.5, 2.0, meaning="power of 1 - eta in its h"),
                ck.Integer("end", 0, 1, meaning="pi = 0 at eta = 0 or at eta = 1/15"),
            )
        ),
        tolerance=1e-9,
        reason="condensates are found to 1e-11",
        method="training by least squares with the adjoint gradient from random starts",
        samples=4,
    ),
    expected="consistent",
    words="reading",
    reading="That a spacetime emerges from data is a postulate. What can be tested is that some "
    "metric meets the data within 0.002 GeV$^3$: the lattice points, and data that another metric "
    "made, whose condensates half way between the points it then predicts. Some metric does, and "
    "many do: how little the data fix of h, L and $\\lambda$, and of f and g beyond h, is said by "
    "the claims on the trained values, on the unknowns and on the metric. No test here tells "
    "whether the system behind the data has a bulk.",
    premises=("hashimoto:recursion",),
    hypotheses=(
        ck.Belief("met-within", "A condensate within 0.002 GeV$^3$ counts as met."),
        beliefs.TWO_LAYOUTS,
        beliefs.CONDENSATE_FIELD,
    ),
)
