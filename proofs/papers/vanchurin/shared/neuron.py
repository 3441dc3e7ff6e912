"""One Gaussian neuron for the numeric arms of sections 5 and 7: noise spreads, learning contracts.

`entropy_rate` runs a neuron that drifts through surroundings in which it slows down, and measures
its entropy from the covariance of its cloud; `production` takes the contraction as given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import proofs.checker as ck
from numerics.calculus import complex_step, hessian, slope
from numerics.integrators import dormand_prince_8, runge_kutta
from proofs.papers.vanchurin.shared.displacements import PRODUCTION, SPACE, VECTOR, g

Array = NDArray[Any]
Field = Callable[[Array], Array]
STEP = 1e-30
TINY = 1e-100  # contractions below leave no trace, and their products with STEP underflow
MATRIX = (ck.Real("g", 0.5, 2.0, (2,), "diagonal of g_ab"), ck.Real("h", -0.4, 0.4, (), "g_12"))
STEPS = (
    ck.Real("v", -0.5, 0.5, (2,), "spatial displacements"),
    ck.Real("clock", 0.8, 1.5, (), "displacement of x^0"),
)


def production(noise: Array, contraction: Array) -> Array:
    """Rate of the entropy log(width) of a neuron of unit width, any shape.

    noise : half the rate by which the squared width grows; contraction : the rate k of
    dx/dt = -k x.
    """
    k = np.asarray(contraction, dtype=float)
    time = 1j * STEP
    still = np.abs(k) < TINY
    safe = np.where(still, 1.0, k)
    spread = np.where(still, time, -np.expm1(-2 * safe * time) / (2 * safe))
    width = np.exp(-2 * k * time) + 2 * noise * spread
    return np.asarray(np.log(width).imag / (2 * STEP))


SKEW = ck.Real("skew", -0.5, 0.5, (2,), "size of the third order")
HALVES = 0.5 ** np.arange(1, 7)


def small_steps(sample: ck.Sample) -> Array:
    """Spatial displacements that are halved six times, (n, 6, 2)."""
    return np.asarray(sample["v"][:, None, :] * HALVES[:, None])


def skewed_rate(sample: ck.Sample, v: Array, noise: Array) -> Array:
    """Rate of the entropy at displacements v (..., n, 2) or (n, m, 2); the hold grows with v."""
    metric, skew = matrix(sample), sample["skew"]
    if v.ndim == 3 and v.shape[0] == len(metric) and v.shape[1] == len(HALVES):
        metric, skew = metric[:, None], skew[:, None]
    return entropy_rate(surroundings(metric, v, (skew * v).sum(-1)), noise)


def measured_production(sample: ck.Sample) -> dict[Any, Array]:
    """Production at small displacements; the matrix from its second derivatives at rest."""
    steps = small_steps(sample)
    noise = np.broadcast_to(sample["clock"][:, None] ** 2, steps.shape[:-1])
    values: dict[Any, Array] = {PRODUCTION: skewed_rate(sample, steps, noise)}

    def destroyed(v: Array) -> Array:
        return -skewed_rate(sample, v, np.zeros(v.shape[:-1]))

    bends = hessian(destroyed, np.zeros_like(sample["v"]), step=5e-2) / 2
    values |= {VECTOR[a]: steps[..., a - 1] for a in SPACE} | {VECTOR[0]: sample["clock"]}
    return values | {g(a, b): bends[a - 1, b - 1] for a in SPACE for b in SPACE}


def surroundings(metric: Array, v: Array, skew: Array | float = 0.0) -> Field:
    """A velocity field that is v where the neuron is and slows down along the way.

    Along each principal axis of the matrix, with eigenvalue l, the velocity is u / (1 + l u s)
    after the way s: a neuron that moves fast has learned more and slows down more. Nothing moves
    and nothing contracts at rest. metric (..., 2, 2), v (..., 2); skew : l grows by this share.
    Returns the field for places (..., 2), analytic.
    """
    values, axes = np.linalg.eigh(metric)
    start = np.einsum("...ba,...b->...a", axes, v)
    hold = values * start * (1 + np.asarray(skew)[..., None])

    def field(place: Array) -> Array:
        way = np.einsum("...ba,...b->...a", axes, place)
        return np.asarray(np.einsum("...ab,...b->...a", axes, start / (1 + hold * way)))

    return field


def entropy_rate(field: Field, noise: Array) -> Array:
    """Rate of the entropy of a neuron that a velocity field carries and white noise spreads.

    The neuron starts at the origin with a cloud of unit covariance C; dC/dt = J C + C J^T + 2 q 1
    with the Jacobian J of the field where the neuron is. Its entropy is log(det C)/2 up to a
    constant. noise : the rate sigma_+ of the entropy by which (5.6) drives the clock, twice q for
    the two directions, (...). Returns (...).
    """
    shape = np.shape(noise)

    def rate(_: float, state: Array) -> Array:
        place, cloud = state[..., 0, :], state[..., 1:, :]
        turn = np.stack([complex_step(field, place, axis) for axis in np.eye(2)], -1)
        moved = turn @ cloud
        spread = moved + np.swapaxes(moved, -1, -2) + noise[..., None, None] * np.eye(2)
        return np.concatenate([field(place)[..., None, :], spread], -2)

    start = np.zeros((*shape, 3, 2))
    start[..., 1:, :] = np.eye(2)

    def entropy(time: float) -> Array:
        end = runge_kutta(rate, start, [0.0, time], method=dormand_prince_8())[-1]
        return np.asarray(np.linalg.slogdet(end[..., 1:, :])[1] / 2)

    return np.asarray(slope(lambda t: entropy(float(t)), np.zeros(()), step=2e-3))


def matrix(sample: ck.Sample) -> Array:
    """The matrix g_ab of every point, (n, 2, 2), positive definite."""
    (first, second), mixed = sample["g"].T, sample["h"]
    rows = [np.stack([first, mixed], -1), np.stack([mixed, second], -1)]
    return np.asarray(np.stack(rows, -2))


def pull(sample: ck.Sample) -> Array:
    """Squared length of the spatial displacement, through the square root of g, (n,)."""
    root = np.linalg.cholesky(matrix(sample))
    return np.asarray((np.einsum("nab,na->nb", root, sample["v"]) ** 2).sum(-1))


def rest_clock(metric: Array, vector: Array) -> Array:
    """What the clock of a neuron shows: the time component of its displacement at its own rest.

    The frame of the metric that moves along is found by orthogonalisation: the displacement is the
    time axis, and its component along itself is measured. metric (..., d, d), vector (..., d).
    """
    values, axes = np.linalg.eigh(metric)
    scaled = np.sqrt(np.abs(values)) * np.einsum("...ab,...a->...b", axes, vector)
    rapidity = np.arctanh(np.linalg.norm(scaled[..., 1:], axis=-1) / np.abs(scaled[..., 0]))
    return np.asarray(np.abs(scaled[..., 0]) / np.cosh(rapidity))


def lorentzian(spatial: Array) -> Array:
    """The matrix with g_00 = -1, g_0a = 0 and the given spatial part (..., d, d)."""
    d = spatial.shape[-1]
    full = np.zeros((*spatial.shape[:-2], d + 1, d + 1))
    full[..., 0, 0] = -1.0
    full[..., 1:, 1:] = spatial
    return full


def components(sample: ck.Sample) -> dict[Any, Array]:
    """Measured values of the matrix and the displacements."""
    full = lorentzian(matrix(sample))
    values = {g(a, b): full[:, a, b] for a in (0, *SPACE) for b in (0, *SPACE)}
    return values | {
        VECTOR[0]: sample["clock"],
        VECTOR[1]: sample["v"][:, 0],
        VECTOR[2]: sample["v"][:, 1],
    }


CLOCKS = np.array([[1.2, 0.3, -0.2], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])  # another clock


def in_other_clock(sample: ck.Sample) -> tuple[Array, Array]:
    """Matrix (n, 3, 3) and displacement (n, 3) of every point with x^0 read off another clock."""
    matrix_there = CLOCKS.T @ lorentzian(matrix(sample)) @ CLOCKS
    vector = np.concatenate([sample["clock"][:, None], sample["v"]], -1)
    return np.asarray(matrix_there), np.asarray(vector @ np.linalg.inv(CLOCKS).T)
