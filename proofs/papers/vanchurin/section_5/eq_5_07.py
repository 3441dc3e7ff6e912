"""(5.7): the entropy destruction for small displacements, a quadratic form."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    LOSS,
    SPACE,
    VECTOR,
    coefficients,
    g,
    small,
    spatial_square,
)
from proofs.papers.vanchurin.shared.notation import source

HALVES = 0.5 ** np.arange(1, 7)
SKEW = ck.Real("skew", -0.5, 0.5, (2,), "size of the third order")


def printed() -> list[ck.Link]:
    """sigma_- = - sum_ab g_ab dx^a dx^b, up to third order."""
    return [ck.Link("expansion", ck.equal(LOSS, -spatial_square()), order=3)]


def loss() -> sp.Expr:
    """A smooth sigma_- that is zero and largest at rest, with free coefficients to third order."""
    k = {(a, b): sp.Symbol(f"k_{{{a}{b}}}", real=True) for a in SPACE for b in SPACE if a <= b}
    c = sp.symbols("c_0:4", real=True)
    x, y = VECTOR[1:]
    second = sp.Add(*(value * VECTOR[a] * VECTOR[b] for (a, b), value in k.items()))
    return second + c[0] * x**3 + c[1] * x**2 * y + c[2] * x * y**2 + c[3] * y**3


def hessian(function: sp.Expr) -> dict[sp.Expr, sp.Expr]:
    """g_ab = -(1/2) d^2 sigma_- / dx^a dx^b at rest."""
    rest = dict.fromkeys(VECTOR[1:], 0)
    return {
        g(a, b): -sp.diff(function, VECTOR[a], VECTOR[b]).subs(rest) / 2
        for a in SPACE
        for b in SPACE
        if a <= b
    }


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert the Taylor polynomial at a maximum and compare orders."""
    form = given["expansion"]
    function = loss()
    coefficient = hessian(function)
    gap = form.lhs.subs(LOSS, function) - form.rhs.subs(coefficient)
    orders = coefficients(sp.expand(gap.subs(small(), simultaneous=True)), 3)
    return ck.Derivation(
        steps=(
            ck.Step(
                "At rest $\\sigma_-$ vanishes and is largest, so that its slope vanishes; what "
                "is left up to third order:",
                ck.equal(LOSS, function),
            ),
            ck.Step(
                "The matrix is minus half of the second derivatives:",
                sp.Tuple(*(ck.equal(k, v) for k, v in coefficient.items())),
            ),
            ck.Step(
                "Displacements of size $\\epsilon$: coefficients of the difference at the orders "
                "0, 1 and 2",
                sp.Tuple(*orders),
            ),
        ),
        obligations=tuple(ck.Vanishes("expansion", c) for c in orders),
    )


def destruction(sample: ck.Sample, displacement: np.ndarray) -> np.ndarray:
    """Entropy that learning takes from a neuron in a unit of time: the log of its width after.

    displacement : (n, ..., 2).  The contraction dx/dt = -k x has k = g(dx, dx) (1 + s dx).
    """
    shape = (-1, *([1] * (displacement.ndim - 2)))
    skew = sum(sample["skew"][:, a].reshape(shape) * displacement[..., a] for a in range(2))
    form = np.einsum("nab,n...a,n...b->n...", neuron.matrix(sample), displacement, displacement)
    width = np.exp(-form * (1 + skew))
    return np.asarray(np.log(width))


def second_derivatives(sample: ck.Sample) -> np.ndarray:
    """Second derivatives at rest from values on circles in complex directions (Cauchy)."""
    radius, points = 0.1, 32
    turn = radius * np.exp(2j * np.pi * np.arange(points) / points)

    def along(direction: tuple[int, int]) -> np.ndarray:
        ray = turn[:, None] * np.asarray(direction)
        values = destruction(sample, np.broadcast_to(ray, (len(sample["h"]), *ray.shape)))
        return np.asarray(2 * (values * turn**-2).mean(-1).real)

    first, second, both = along((1, 0)), along((0, 1)), along((1, 1))
    mixed = (both - first - second) / 2
    return np.stack([np.stack([first, mixed], -1), np.stack([mixed, second], -1)], -2)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron narrowed by learning; its matrix from second derivatives at rest."""
    steps = sample["v"][:, None, :] * HALVES[:, None]
    matrix = -second_derivatives(sample) / 2
    values = {LOSS: destruction(sample, steps)}
    values |= {VECTOR[a]: steps[..., a - 1] for a in SPACE}
    values |= {g(a, b): matrix[:, a - 1, b - 1] for a in SPACE for b in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:5.7",
    source=source("5", "5.7"),
    kind="approximation",
    title="Entropy destruction for small displacements",
    latex=r"\sigma_{i,-}(\dot{x}_i^a(t)) \approx "
    r"-\sum_{a,b} g_{i,ab} \,\dot{x}_i^a(t) \dot{x}_i^b(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*neuron.MATRIX, neuron.STEPS[0], SKEW)),
        tolerance=1e-9,
        reason="the order of the remainder is measured; second derivatives are exact to 1e-12",
        method="narrowing of a neuron at displacements that are halved six times",
        samples=32,
    ),
    expected="proved",
    reading="$\\approx$ is read as: up to third order in the displacements, as the text says, with "
    "$g_{i,ab}=-\\frac12\\partial_a\\partial_b\\sigma_-$ at rest. Two spatial components; a third "
    "adds pairs of the same kinds. That $g$ is positive definite is a claim of its own.",
    premises=("vanchurin:5.5", "vanchurin:first-order-terms"),
    hypotheses=("$\\sigma_-$ is three times differentiable at rest",),
)
