"""(8.3): the total entropy production, integrated by parts in time."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_nodes
from numerics.grid import Grid
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.road import (
    TOTAL,
    N,
    cholesky,
    constant_matrix,
    light_cone_production,
    moving_matrix,
    place,
    production,
)

NEURONS, SPACE = (1, 2), (1, 2)
RING = Grid((2 * np.pi,), (32,))


def _summed(i: int, left: int, right: int, rate: int = 0) -> Expr:
    """g_{i,ab} (d^left x^a) (d^right x^b), or with the rate of change of g."""

    def at_order(expr: Expr, order: int) -> Expr:
        return sp.Derivative(expr, (t, order)) if order else expr

    return sp.Add(
        *(
            at_order(moving_matrix(i, a, b), rate)
            * at_order(place(i, a), left)
            * at_order(place(i, b), right)
            for a in SPACE
            for b in SPACE
        )
    )


def _links(turning: bool) -> list[ck.Link]:
    kinetic = sp.Add(*(1 - _summed(i, 1, 1) for i in NEURONS))
    force = sp.Add(*(_summed(i, 2, 0) for i in NEURONS))
    if turning:
        force += sp.Add(*(_summed(i, 1, 0, rate=1) for i in NEURONS))
    first = sp.Integral(kinetic, (t, 0, T))
    second = sp.Integral(force, (t, 0, T)) + N * T
    return [
        ck.Link("first line", ck.equal(TOTAL, first)),
        ck.Link("by parts", ck.equal(first, second)),
    ]


def printed() -> list[ck.Link]:
    """int sum (1 - g x' x') = int sum g x'' x + N T."""
    return _links(turning=False)


def amended() -> list[ck.Link]:
    """With the term that the change of g_i in time leaves."""
    return _links(turning=True)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Both lines as functions of T: zero for no interval, with rates that (8.1), (8.2) give."""
    parts = {}
    for i in NEURONS:
        moving = {constant_matrix(i, a, b): moving_matrix(i, a, b) for a in SPACE for b in SPACE}
        parts[production(i)] = premises["8.2"].at(i=i).of(production(i)).xreplace(moving)
    total = premises["8.1"].of(TOTAL).xreplace(parts)
    yield ck.Step("(8.1) with (8.2):", total)
    boundary = -sp.Add(*(_summed(i, 1, 0) for i in NEURONS))
    yield ck.Step("Boundary term that is dropped; the difference of its values:", boundary)
    first = form.of(TOTAL, "first line")
    yield ck.shows("first line", first.diff(T), sp.Subs(total.function, t, T))
    yield ck.Vanishes("first line", first.subs(T, 0))
    left_over = sp.expand(T * (form.of(N, "by parts") - len(NEURONS)), deep=False)
    yield ck.shows("by parts", left_over.diff(T), sp.Derivative(boundary, t).subs(t, T))
    yield ck.Vanishes("by parts", left_over.subs(T, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Periodic paths on a ring of times; the total from light-cone components at Gauss points."""
    duration = sample["T"][:, None]
    a, b = (sample[name][..., None, :] for name in ("a", "b"))
    steady = cholesky(sample["s"], sample["l"])[:, :, None]
    swing = cholesky(sample["r"], sample["r"][..., :1])[:, :, None]

    def places(times: ck.Array) -> ck.Array:
        """(n, neurons, d, times)."""
        waves = (2 * np.pi * times / duration)[:, None, None, :, None] * np.arange(1, 3)
        return np.asarray((a * np.sin(waves) + b * np.cos(waves)).sum(-1))

    def factors(times: ck.Array) -> ck.Array:
        """(n, neurons, times, d, d)."""
        phase = 2 * np.pi * times / duration
        return np.asarray(steady + 0.4 * swing * np.cos(phase)[:, None, :, None, None])

    line = gauss_nodes(0.0, sample["T"], 40)
    velocity = np.moveaxis(complex_step(places, line.points), 2, -1)
    rate = light_cone_production(np.ones(()), factors(line.points), velocity).sum(1)
    ring = RING.nodes(0)
    times = duration * ring.points / (2 * np.pi)
    where, factor = places(times), factors(times)
    matrices = factor @ np.swapaxes(factor, -1, -2)

    def derivative(array: ck.Array, symbol: sp.Symbol) -> ck.Array:
        return ring.differentiate(np.broadcast_to(array, times.shape)) * 2 * np.pi / duration

    def integral(array: ck.Array, symbol: sp.Symbol) -> ck.Array:
        full = np.broadcast_to(array, times.shape)
        return np.asarray(full.mean(-1, keepdims=True) * duration)

    values: dict[sp.Basic, ck.Array] = {
        TOTAL: line.integrate(rate),
        N: np.full_like(sample["T"], len(NEURONS)),
        T: sample["T"],
    }
    for i in NEURONS:
        for a_ in SPACE:
            values[place(i, a_)] = where[:, i - 1, a_ - 1]
            for b_ in SPACE:
                values[moving_matrix(i, a_, b_)] = matrices[:, i - 1, :, a_ - 1, b_ - 1]
    return ck.Measurement(values, derivative=derivative, integral=integral)


_FIRST = (
    r"\Delta S_x[g] &\approx \int_0^T dt \sum_i \left(1 - g_{i,ab} \frac{dx_i^a(t)}{dt} "
    r"\frac{dx_i^b(t)}{dt} \right)"
)
_FORCE = r"g_{i,ab} \frac{d^2 x_i^a(t)}{dt^2}"

CLAIM = ck.Claim(
    key="vanchurin:8.3",
    source=source("8", "8.3"),
    kind="result",
    title="Entropy production integrated by parts in time",
    latex=rf"{_FIRST} \\ &= \int_0^T dt \sum_i {_FORCE} x_i^b(t) + NT",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.5, 3.0, meaning="length of the interval, one period"),
                ck.Integer("a", -2, 2, (2, 2, 2), "sines of two paths"),
                ck.Integer("b", -2, 2, (2, 2, 2), "cosines of two paths"),
                ck.Real("s", 0.7, 1.5, (2, 2), "diagonal of L, with $g=LL^T$"),
                ck.Real("l", -1.0, 1.0, (2, 1), "below the diagonal of L"),
                ck.Real("r", -1.0, 1.0, (2, 2), "how far L swings in time"),
            )
        ),
        tolerance=1e-9,
        reason="waves up to 6 on 32 points and 40 Gauss points: rounding only",
        method="light-cone components of displacements at Gauss points; spectral times on a ring",
        samples=16,
        examples=60,
    ),
    expected="corrected",
    fails_by="by parts: right side N*T + Integral(g_{1,11}(t)*x_{1}^{1}(t)*Derivative(x_{1}^"
    "{1}(t), (t, 2)) + g_{1,12}(t)*x_{1}^{1}(t)*Derivative(x_{1}^{2}(t), (t, 2)) + "
    "g_{1... [a41b2a7c]",
    reading="Equal up to the boundary term, which is exhibited; the numeric arm has paths for "
    "which it vanishes. The matrices depend on time, as after (5.7); for constant ones the printed "
    "second line holds. Two neurons in two dimensions are shown; every term is linear in the "
    "neurons and treats all components alike.",
    known=(
        {
            "T": 1,
            "a": np.zeros((2, 2, 2)),
            "b": [[[0, 0], [0, 0]], [[0, 0], [1, 0]]],
            "s": np.ones((2, 2)),
            "l": np.zeros((2, 1)),
            "r": [[0, 0], [0, 1]],
        },
    ),
    premises=("vanchurin:8.1", "vanchurin:8.2"),
    hypotheses=(beliefs.SAME_BOUNDARY_TERM,),
    amended=ck.Amended(
        latex=rf"{_FIRST} \\ &= \int_0^T dt \sum_i \left({_FORCE} + \frac{{dg_{{i,ab}}(t)}}{{dt}} "
        r"\frac{dx_i^a(t)}{dt}\right) x_i^b(t) + NT",
        links=amended,
        grade="missing hypothesis",
        note="Integration by parts also differentiates $g_{i,ab}(t)$. The printed line needs "
        "$g_{i,ab}$ constant in time, which (8.4)-(8.7) use as well and the paper does not print.",
    ),
)
