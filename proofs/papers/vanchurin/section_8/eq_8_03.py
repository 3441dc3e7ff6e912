"""(8.3): the total entropy production, integrated by parts in time."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.grid import Grid
from proofs.papers.vanchurin.shared import road
from proofs.papers.vanchurin.shared.notation import T, source, t
from proofs.papers.vanchurin.shared.road import (
    TOTAL,
    N,
    density_in_time,
    indices,
    moving_matrix,
    place,
)

Array = NDArray[Any]
NEURONS, DIMENSION = (1, 2), 2
RING = Grid((2 * np.pi,), (32,))
NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)


def _over_components(i: int, left: Expr | int, right: Expr | int, rate: int = 0) -> Expr:
    """g_{i,ab} (d^left x^a) (d^right x^b), or with the rate of change of g."""
    return sp.Add(
        *(
            _at_order(moving_matrix(i, a, b), rate)
            * _at_order(place(i, a), left)
            * _at_order(place(i, b), right)
            for a in indices(DIMENSION)
            for b in indices(DIMENSION)
        )
    )


def _at_order(expr: Expr, order: Expr | int) -> Expr:
    return sp.Derivative(expr, (t, order)) if order else expr


def _links(turning: bool) -> list[ck.Link]:
    kinetic = sp.Add(*(1 - _over_components(i, 1, 1) for i in NEURONS))
    force = sp.Add(*(_over_components(i, 2, 0) for i in NEURONS))
    if turning:
        force += sp.Add(*(_over_components(i, 1, 0, rate=1) for i in NEURONS))
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


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The integrands may differ by the time derivative of the boundary term only."""
    first, second = (form[name] for name in ("first line", "by parts"))
    productions = sp.Add(*(1 - _over_components(i, 1, 1) for i in NEURONS))
    insertion = productions - density_in_time(first.rhs, T)
    flux = -sp.Add(*(_over_components(i, 1, 0) for i in NEURONS))
    left, right = (density_in_time(side, T).subs(N, len(NEURONS)) for side in second.args)
    gap = sp.expand((left - right - sp.Derivative(flux, t)).doit())
    return ck.Derivation(
        steps=(
            ck.Step("(8.1) with (8.2), under the integral:", productions),
            ck.Step(
                "Boundary term that is dropped; the difference of its values at the ends:", flux
            ),
            ck.Step("First line minus second, minus the derivative of the boundary term:", gap),
        ),
        obligations=(ck.Vanishes("first line", insertion), ck.Vanishes("by parts", gap)),
    )


def _paths(sample: ck.Sample, times: Array) -> tuple[Array, Array]:
    """Positions (n, neurons, d, times) and Cholesky factors (n, neurons, times, d, d)."""
    phase = 2 * np.pi * times / sample["T"][:, None]
    waves = phase[:, None, None, :, None] * np.arange(1, 3)
    a, b = (sample[name][..., None, :] for name in ("a", "b"))
    positions = (a * np.sin(waves) + b * np.cos(waves)).sum(-1)
    steady = road.cholesky(sample["s"], sample["l"])[:, :, None]
    swing = road.cholesky(sample["r"], sample["r"][..., :1])[:, :, None]
    return positions, steady + 0.4 * swing * np.cos(phase)[:, None, :, None, None]


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Periodic paths on a ring of times; the total from light-cone components at Gauss points."""
    duration, h = sample["T"][:, None], 1e-30
    gauss = duration * (1 + NODES) / 2
    stepped, _ = _paths(sample, gauss + 1j * h)
    _, factors = _paths(sample, gauss)
    velocity = np.moveaxis(stepped.imag / h, 2, -1)
    rate = road.light_cone_production(np.ones(()), factors, velocity).sum(1)
    times = duration * RING.coordinates()[0] / (2 * np.pi)
    positions, factors = _paths(sample, times)
    matrices = factors @ np.swapaxes(factors, -1, -2)

    def differentiate(array: Array, symbol: sp.Symbol) -> Array:
        full = np.broadcast_to(array, times.shape)
        return grids.derivative(full, RING, 0) * 2 * np.pi / duration

    def integrate(array: Array, symbol: sp.Symbol) -> Array:
        return np.asarray(np.broadcast_to(array, times.shape).mean(-1, keepdims=True) * duration)

    values: dict[sp.Basic, Array] = {
        TOTAL: (rate * WEIGHTS).sum(-1) * sample["T"] / 2,
        N: np.full_like(sample["T"], len(NEURONS)),
        T: sample["T"],
    }
    for i in NEURONS:
        for a in indices(DIMENSION):
            values[place(i, a)] = positions[:, i - 1, a - 1]
            for b in indices(DIMENSION):
                values[moving_matrix(i, a, b)] = matrices[:, i - 1, :, a - 1, b - 1]
    return ck.Measurement(values, differentiate, integrate)


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
                ck.Integer("a", -2, 2, (2, DIMENSION, 2), "sines of two paths"),
                ck.Integer("b", -2, 2, (2, DIMENSION, 2), "cosines of two paths"),
                ck.Real("s", 0.7, 1.5, (2, DIMENSION), "diagonal of L, with $g=LL^T$"),
                ck.Real("l", -1.0, 1.0, (2, 1), "below the diagonal of L"),
                ck.Real("r", -1.0, 1.0, (2, DIMENSION), "how far L swings in time"),
            )
        ),
        tolerance=1e-9,
        reason="waves up to 6 on 32 points and 40 Gauss points: rounding only",
        method="light-cone components of displacements at Gauss points; spectral times on a ring",
        samples=16,
        examples=60,
    ),
    expected="corrected",
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
    hypotheses=(
        "the boundary term $-\\sum_i g_{i,ab}\\,\\dot x_i^a x_i^b$ is the same at both ends; its "
        "value depends on where the origin of the coordinates lies, and for neurons that move "
        "freely in a flat metric it is all that differs from $NT$",
    ),
    amended=ck.Amended(
        latex=rf"{_FIRST} \\ &= \int_0^T dt \sum_i \left({_FORCE} + \frac{{dg_{{i,ab}}(t)}}{{dt}} "
        r"\frac{dx_i^a(t)}{dt}\right) x_i^b(t) + NT",
        links=amended,
        note="Integration by parts also differentiates $g_{i,ab}(t)$. The printed line needs "
        "$g_{i,ab}$ constant in time, which (8.4)-(8.7) use as well and the paper does not print.",
    ),
)
