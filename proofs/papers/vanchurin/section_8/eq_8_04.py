"""(8.4): the entropy production as an integral over space, and the displacement put in."""

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
    constant_matrix,
    displacement,
    indices,
    over_space,
    place,
    space,
    squared_root,
    window,
)

Array = NDArray[Any]
DIMENSION = 3
BRACKET = sp.Function(
    r"\left\{g_{i,ab}\frac{d^2x_i^a}{dt^2}(x^b-x_i^b)\sqrt{g_i}\right\}", real=True
)(*space(DIMENSION), t)
RING = Grid((2 * np.pi,), (16,))
NODES, WEIGHTS = np.polynomial.hermite.hermgauss(8)
GAUSS, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(24)


def accelerated(vector: tuple[Expr, ...]) -> Expr:
    """g_{1,ab} (d^2 x_1^a / dt^2) v^b for a vector v."""
    return sp.Add(
        *(
            constant_matrix(1, a, b) * sp.Derivative(place(1, a), (t, 2)) * vector[b - 1]
            for a in indices(DIMENSION)
            for b in indices(DIMENSION)
        )
    )


def second_bracket() -> Expr:
    """The share of neuron 1 in the bracket of the third line."""
    away = tuple(displacement(1, b, DIMENSION) for b in indices(DIMENSION))
    return accelerated(away) * window(1, DIMENSION)


def _integral(density: Expr) -> Expr:
    return sp.Integral(density, *space(DIMENSION), (t, 0, T))


def printed() -> list[ck.Link]:
    """The three lines: Gaussian inserted, x_i replaced by -(x - x_i), brackets."""
    where = tuple(place(1, b) for b in indices(DIMENSION))
    first = _integral(accelerated(where) * window(1, DIMENSION))
    second = -_integral(second_bracket())
    third = -_integral(BRACKET)
    return [
        ck.Link("first line", ck.equal(TOTAL, first)),
        ck.Link("first = second line", ck.equal(first, second)),
        ck.Link("second = third line", ck.equal(second, third)),
    ]


def _density(side: Expr) -> Expr:
    factor, integral = side.as_independent(sp.Integral)
    return factor * integral.function


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Carry out the integrals over space; what they leave under the time integral is compared."""
    first, second, third = (
        form[name] for name in ("first line", "first = second line", "second = third line")
    )
    force = accelerated(tuple(place(1, b) for b in indices(DIMENSION)))
    opening = over_space(_density(first.rhs), 1, DIMENSION)
    left, right = (over_space(_density(side), 1, DIMENSION) for side in second.args)
    notation = [_density(side).subs(BRACKET, second_bracket()) for side in third.args]
    return ck.Derivation(
        steps=(
            ck.Step("Under the time integral of (8.3) stands, for each neuron,", force),
            ck.Step("The first line, integrated over space, is the same:", opening),
            ck.Step(
                "The second line, integrated over space: the Gaussian is even, its factor odd,",
                right,
            ),
            ck.Step("so that the two lines differ, under the time integral, by", left - right),
            ck.Step(
                "By (8.3) the time integral of this is, up to the boundary term,",
                -sp.Integral(
                    sp.Add(
                        *(
                            constant_matrix(1, a, b)
                            * sp.Derivative(place(1, a), t)
                            * sp.Derivative(place(1, b), t)
                            for a in indices(DIMENSION)
                            for b in indices(DIMENSION)
                        )
                    ),
                    (t, 0, T),
                ),
            ),
        ),
        obligations=(
            ck.Vanishes("first line", opening - force),
            ck.Vanishes("first = second line", left - right),
            ck.Vanishes("second = third line", notation[0] - notation[1]),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron on a closed path; Gauss-Hermite points around it for the integral over space."""
    n, duration = sample["T"].size, sample["T"][:, None]
    factor = road.cholesky(sample["s"], sample["l"])

    def path(phase: Array) -> Array:
        return np.asarray(
            sample["c"][:, None]
            + np.cos(phase)[..., None] * sample["a"][:, None]
            + np.sin(2 * phase)[..., None] * sample["b"][:, None]
        )

    h = 1e-30
    phase = np.pi * (1 + GAUSS)[None] + 0 * duration
    velocity = path(phase + 1j * h).imag / h * (2 * np.pi / duration)[..., None]
    rate = road.light_cone_production(np.ones(()), factor[:, None], velocity) - 1
    where = path(RING.coordinates()[0][None] + 0 * duration)
    corner = np.sqrt(2) * np.stack(np.meshgrid(NODES, NODES, NODES, indexing="ij"), axis=-1)
    whiten = np.linalg.inv(factor)
    away = np.einsum("xyzb,nba->nxyza", corner, whiten)
    points = where[:, :, None, None, None] + away[:, None]
    cell = 2**1.5 / np.abs(np.linalg.det(factor))
    values: dict[sp.Basic, Array] = {
        TOTAL: (rate * GAUSS_WEIGHTS).sum(-1) * sample["T"] / 2,
        T: sample["T"],
        squared_root(1): sample["s"].prod(-1) ** 2,
    }
    matrix = factor @ np.swapaxes(factor, -1, -2)
    for a in indices(DIMENSION):
        values[space(DIMENSION)[a - 1]] = points[..., a - 1]
        values[place(1, a)] = where[..., a - 1]
        for b in indices(DIMENSION):
            values[constant_matrix(1, a, b)] = matrix[:, a - 1, b - 1]
    # the bracket as the gradient of the window, which steps of the window itself give
    speed = grids.derivative(np.moveaxis(where, -1, 1), RING, 0) * (2 * np.pi / duration)[:, None]
    push = np.moveaxis(grids.derivative(speed, RING, 0), 1, -1) * (2 * np.pi / duration)[..., None]
    stepped = away[:, None] - 1j * h * push[:, :, None, None, None]
    white = np.einsum("ntxyza,nab->ntxyzb", stepped, factor)
    level = sample["s"].prod(-1)[:, None, None, None, None] * (2 * np.pi) ** -1.5
    values[BRACKET] = (level * np.exp(-(white**2).sum(-1) / 2)).imag / h

    def differentiate(array: Array, symbol: sp.Symbol) -> Array:
        if symbol != t:
            raise ck.NotMeasuredError(f"a derivative with respect to {symbol} was not measured")
        turned = np.moveaxis(array, 1, -1)
        scale = (2 * np.pi / duration).reshape((n,) + (1,) * (turned.ndim - 1))
        return np.moveaxis(grids.derivative(turned, RING, 0) * scale, -1, 1)

    def integrate(array: Array, symbol: sp.Symbol) -> Array:
        if symbol == t:
            return np.asarray(array.mean(1, keepdims=True) * sample["T"].reshape((n, 1, 1, 1, 1)))
        axis = 2 + space(DIMENSION).index(symbol)
        shape = [1] * 5
        shape[axis] = NODES.size
        weights = (WEIGHTS * np.exp(NODES**2)).reshape(shape)
        if array.shape[axis] == 1:
            array = np.repeat(array, NODES.size, axis)
        side = cell.reshape((n, 1, 1, 1, 1)) if axis == 2 else 1.0
        return np.asarray((array * weights).sum(axis, keepdims=True) * side)

    return ck.Measurement(values, differentiate, integrate)


_WINDOW = r"\sqrt{g_i}(2\pi)^{-3/2} e^{-\frac{1}{2}(x^a - x_i^a(t))g_{i,ab}(x^b - x_i^b(t))}"
_FORCE = r"g_{i,ab} \frac{d^2 x_i^a(t)}{dt^2}"

CLAIM = ck.Claim(
    key="vanchurin:8.4",
    source=source("8", "8.4"),
    kind="result",
    title="Entropy production as an integral over space",
    latex=rf"\Delta S_x[g] &= \int_0^T dt d^3x \sum_i {_FORCE} x_i^b(t) {_WINDOW} "
    rf"\\ &= -\int_0^T dt d^3x \sum_i {_FORCE} (x^b - x_i^b(t)) {_WINDOW} "
    rf"\\ &= -\int_0^T dt d^3x \left\{{ {_FORCE} (x^b - x_i^b(t)) \sqrt{{g_i}} \right\}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.5, 3.0, meaning="length of the interval, one period"),
                ck.Integer("c", -1, 1, (DIMENSION,), "centre of the path"),
                ck.Integer("a", -1, 1, (DIMENSION,), "first wave of the path"),
                ck.Integer("b", -1, 1, (DIMENSION,), "second wave of the path"),
                ck.Real("s", 0.7, 1.5, (DIMENSION,), "diagonal of L, with $g=LL^T$"),
                ck.Real("l", -0.5, 0.5, (3,), "the rest of L"),
            )
        ),
        tolerance=1e-9,
        reason="Gauss-Hermite points integrate these products exactly, up to rounding",
        method="closed path, light-cone components; Gauss-Hermite points around the neuron",
        samples=8,
        examples=60,
    ),
    expected="refuted",
    reading="$\\Delta S_x$ is that of (8.3) without $NT$. One neuron is shown: the lines are sums "
    "over neurons and have to agree for each. The first and the third step hold. The second "
    "replaces $x_i^b$ by $-(x^b-x_i^b)$, which is right for an $x^b$ under the integral only if "
    "that part integrates to zero; but it integrates to the whole value, since the second line is "
    "zero for every path and every $g_{i,ab}$. The step holds exactly if the first line is zero "
    "too: where the boundary term of (8.3) may be neglected, that is if "
    "$\\int dt\\sum_i g_{i,ab}\\,\\dot x_i^a\\dot x_i^b=0$ and no neuron moves. "
    "Keeping the omitted part gives a correct line, but that line no longer leads to gradients of "
    "the windows as (8.5)-(8.7) need them.",
    known=(
        {"T": 1, "c": [0, 0, 0], "a": [0, 0, 0], "b": [0, 0, 1], "s": [1, 1, 1], "l": [0, 0, 0]},
    ),
    premises=("vanchurin:8.3", "vanchurin:6.8"),
    hypotheses=("$g_{i,ab}$ is constant in time", "the constant $NT$ is dropped"),
)
