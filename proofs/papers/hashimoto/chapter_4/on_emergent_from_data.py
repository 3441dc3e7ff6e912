"""Chapter 4: spacetime emergent from data, as a postulate, with what the data decide of it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import Layout, condensate_of, mass_of
from numerics.holography.training import Data, Prior, starts, train
from proofs.papers.hashimoto.shared.balls import condensate_between
from proofs.papers.hashimoto.shared.condensates import (
    CLOSE,
    METRICS,
    POINTS,
    REACH,
    alike,
    bounds,
    close,
)
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source

LATTICE, OWN, NEW = sp.symbols("n_{lattice} n_{own} n_{new}", integer=True)
LAYOUT = Layout()
MIDDLE = [((m + n) / 2, (b + c) / 2) for (m, b), (n, c) in pairwise(POINTS)]


def printed() -> list[ck.Link]:
    """Some bulk metric meets the lattice points, and those of another metric and between them."""
    return [
        ck.Link("lattice", ck.equal(LATTICE, len(POINTS))),
        ck.Link("made by a metric", ck.equal(OWN, len(POINTS))),
        ck.Link("between", ck.equal(NEW, len(MIDDLE))),
    ]


@cache
def between(metric: tuple[Fraction, Fraction, Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Certain bounds of a metric's condensates at masses half way between the lattice points."""
    inverse, bend, coupling = metric
    friction = [4 + bend * Fraction(n, LAYOUT.layers) for n in range(LAYOUT.layers)]
    reach = 2 * REACH  # the condensates bend between the points
    return [
        condensate_between(friction, inverse, coupling, mass, value - reach, value + reach)
        for mass, value in MIDDLE
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Two rational metrics: one meets the lattice points, and the data that the other makes."""
    first, second = (bounds(metric) for metric in METRICS)
    pairs = list(zip(first, second, strict=True))
    known = {
        LATTICE: sum(close(first)),
        OWN: sum(alike(first, second)),
        NEW: sum(alike(*(between(metric) for metric in METRICS))),
    }
    table = [sp.Tuple(*(sp.Float(float(v), 5) for v in (*a, *b))) for a, b in pairs]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Bounds of the six condensates, in GeV$^3$, of a metric with $1/L=200$ MeV and of "
                "one with 400 MeV:",
                sp.Tuple(*table),
            ),
            ck.Step(
                "Of these, how many are within 0.002 of the lattice points, how many within 0.0002 "
                "of each other, and how many half way between the points:",
                sp.Tuple(*map(sp.Integer, known.values())),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (form.lhs - form.rhs).subs(known)) for name, form in given.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Trainings from random starts: with the lattice points, and with data of a random metric."""
    lattice = lattice_points()
    met: list[int] = []
    own: list[int] = []
    new: list[int] = []
    mass, value = np.array(MIDDLE, dtype=float).T
    inverse: list[float] = []
    for weight, energy, power in zip(sample["w"], sample["E"], sample["s"], strict=True):
        prior = Prior(smoothness=10**weight)
        hidden = calibrate((1 - LAYOUT.eta) ** power, 1000 / energy, lattice, LAYOUT)
        values = lattice.condensate
        made = Data(mass_of(hidden, values, LAYOUT)[0], values, lattice.error)
        for data, kept in ((lattice, met), (made, own)):
            first = starts(1, data, prior, LAYOUT, rng=rng)[0]
            found = train(first, data, prior, LAYOUT)
            kept.append(int((np.abs(found.condensate - data.condensate) <= float(CLOSE)).sum()))
        other, same = (condensate_of(x, mass, value, LAYOUT)[0] for x in (found.parameters, hidden))
        new.append(int((np.abs(other - same) <= float(CLOSE)).sum()))
        inverse.append(1000 / found.radius - energy)
    note = (
        f"1/L of the metric that made the data is missed by up to {np.abs(inverse).max():.0f} MeV"
    )
    counts = {LATTICE: np.array(met), OWN: np.array(own), NEW: np.array(new)}
    return ck.Measurement(counts, note=note)


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
            )
        ),
        tolerance=1e-9,
        reason="numbers of points are whole numbers",
        method="training by least squares with the adjoint gradient from random starts",
        samples=4,
    ),
    expected="open",
    reading="That a spacetime emerges from data is a postulate. What can be tested is that some "
    "metric meets the data within 0.002 GeV$^3$: the lattice points, and data that another metric "
    "made, whose condensates half way between the points it then predicts. Some metric does, and "
    "many do: how little the data fix of h, L and $\\lambda$, and of f and g beyond h, is said by "
    "the claims on the trained values, on the unknowns and on the metric. No test here tells "
    "whether the system behind the data has a bulk.",
    premises=("hashimoto:condensate-values",),
    hypotheses=(
        "a scalar with $m^2=-3$ and a quartic potential, 15 layers, $\\pi=0$ at $\\eta=0$",
        "an error of 0.002 GeV$^3$ counts as met",
    ),
)
