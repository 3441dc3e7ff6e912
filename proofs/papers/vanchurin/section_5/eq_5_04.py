"""(5.4): the entropy production of a neuron as a function of its displacements and of time."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, neuron
from proofs.papers.vanchurin.shared.notation import source

TIMES = sp.symbols("t t'", real=True)
SHIFTS = tuple(sp.Symbol(name, real=True) for name in (r"{\dot{x}}", r"{\dot{x}'}"))
PRODUCTIONS = tuple(sp.Symbol(name, real=True) for name in (r"\Delta{S}", r"\Delta{S'}"))


def printed() -> Boolean:
    """Same displacement and time, same production, wherever the neuron is."""
    same = sp.And(sp.Eq(SHIFTS[1], SHIFTS[0]), sp.Eq(TIMES[1], TIMES[0]), evaluate=False)
    equal = ck.equal(PRODUCTIONS[1], PRODUCTIONS[0])
    return sp.Implies(same, equal, evaluate=False)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two neurons in surroundings in which the width changes by the slope of the velocity.

    The one is carried by the velocity m + 1/(l y) at the place y, the other by m + 1/(l z + b) at
    z, where b differs with the surroundings; noise that changes in time widens both.
    """
    hold, left, place, noise, y, z = sp.symbols("l m b n y z", real=True, nonzero=True)
    runs = [
        ck.equal(SHIFTS[0], left + 1 / (hold * y)),
        ck.equal(SHIFTS[1], left + 1 / (hold * z + place)),
        ck.equal(PRODUCTIONS[0], noise * TIMES[0] + sp.diff(1 / (hold * y), y)),
        ck.equal(PRODUCTIONS[1], noise * TIMES[1] + sp.diff(1 / (hold * z + place), z)),
    ]
    yield ck.Step("Displacement and production of two neurons:", sp.And(*runs))
    yield ck.Entails("equation", sp.And(*runs), form.statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two neurons in surroundings that differ away from them, which noise spreads in time."""
    columns = (sample[name].T for name in ("t", "v", "bend"))
    values: dict[Basic, ck.Array] = {}
    for i, (time, shift, bend) in enumerate(zip(*columns, strict=True)):
        way = neuron.surroundings(np.eye(2), np.stack([shift, shift], -1))

        def field(place: ck.Array, way: neuron.Field = way, bend: ck.Array = bend) -> ck.Array:
            return np.asarray(way(place) * np.exp(bend[:, None] * place[..., :1] ** 2))

        rate = neuron.entropy_rate(field, time)
        values |= {TIMES[i]: time, SHIFTS[i]: shift, PRODUCTIONS[i]: rate}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:5.4",
    source=source("5", "5.4"),
    kind="postulate",
    title="Entropy production as a function of displacements",
    latex=r"\Delta S_{x,i}(t) = \Delta S_{x,i} \left(\dot{x}_i^a(t), t \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("t", 0, 1, (2,), "times of both"),
                ck.Integer("v", 1, 2, (2,), "displacements of both"),
                ck.Real("bend", -2.0, 2.0, (2,), "of the surroundings of both"),
            ),
        ),
        tolerance=1e-9,
        reason="the rate of the entropy is a difference quotient good to 1e-11",
        method="clouds of two neurons that are carried, spread and narrowed, run by Runge-Kutta",
    ),
    expected="consistent",
    reading="To be a function of displacement and time is to be the same wherever both are the "
    "same: the position and the earlier history do not enter. One component stands for three. "
    "This is modelling: the width of one neuron under (2.1) changes by $\\log|w f'|$, which "
    "depends on where it is as well, unless $f$ is linear.",
    hypotheses=(beliefs.SAME_EVERYWHERE,),
)
