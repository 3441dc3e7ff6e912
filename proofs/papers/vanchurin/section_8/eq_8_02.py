"""(8.2): the entropy production of one neuron in the synchronous gauge."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, displacements
from proofs.papers.vanchurin.shared.notation import source, t
from proofs.papers.vanchurin.shared.road import (
    cholesky,
    constant_matrix,
    light_cone_production,
    place,
    production,
)

SPACE = (1, 2)


def printed(i: int = 1) -> list[ck.Link]:
    """Delta S_{x,i} = 1 - g_{i,ab} dx_i^a/dt dx_i^b/dt."""
    speed = {a: sp.Derivative(place(i, a), t) for a in SPACE}
    square = (constant_matrix(i, a, b) * speed[a] * speed[b] for a in SPACE for b in SPACE)
    return [ck.Link("production", ck.equal(production(i), 1 - sp.Add(*square)))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert the temporal components of the matrix, and a clock that shows t, into (5.9)."""
    covariant = premises["5.9"]
    g = displacements.g
    gauge = {g(0, 0): covariant.of(g(0, 0), "g_00")}
    gauge |= {g(0, a): covariant.of(g(0, a), f"g_0{a}") for a in SPACE}
    timed = covariant.of(displacements.PRODUCTION, "production").xreplace(gauge)
    yield ck.Step("(5.9) with $g_{i,00}$ and $g_{i,0a}$ of the gauge:", timed)
    path = {displacements.CLOCK: sp.Derivative(t, t, evaluate=False)}
    path |= {displacements.VECTOR[a]: sp.Derivative(place(1, a), t) for a in SPACE}
    path |= {g(a, b): constant_matrix(1, a, b) for a in SPACE for b in SPACE}
    synchronous = timed.xreplace(path)
    yield ck.Step("along a path whose clock shows $t$:", synchronous)
    yield ck.shows("production", form.of(production(1)), synchronous)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Displacements per unit of time, and the product of their two light-cone components."""
    velocity, factor = sample["v"], cholesky(sample["s"], sample["l"])
    matrix = factor @ np.swapaxes(factor, -1, -2)
    values = {production(1): light_cone_production(np.ones(()), factor, velocity)}
    for a in SPACE:
        values[sp.Derivative(place(1, a), t)] = velocity[:, a - 1]
        for b in SPACE:
            values[constant_matrix(1, a, b)] = matrix[:, a - 1, b - 1]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:8.2",
    source=source("8", "8.2"),
    kind="result",
    title="Entropy production in the synchronous gauge",
    latex=r"\Delta S_{x,i}\left(\dot{x}_i^{\mu}(t)\right) \approx 1 - g_{i,ab}\,"
    r"\dot{x}_i^a(t)\dot{x}_i^b(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("v", -3.0, 3.0, (2,), "displacement per unit of time"),
                ck.Real("s", 0.5, 1.5, (2,), "diagonal of L, with $g=LL^T$"),
                ck.Real("l", -1.0, 1.0, (1,), "the rest of L"),
            )
        ),
        tolerance=1e-10,
        reason="small sums: rounding only",
        method="product of the light-cone components of a displacement",
    ),
    expected="proved",
    reading="An identity once (5.9) is taken: nothing is neglected beyond it. Two directions of "
    "space are shown; a third adds pairs of a kind that is already present. The expression is "
    "that of (5.9), without the square root that (6.4) has for the same letter; (7.1) calls the "
    "root of this expression the proper time.",
    premises=("vanchurin:5.9",),
    hypotheses=(beliefs.UNIT_CLOCK,),
)
