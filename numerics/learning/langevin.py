"""An ensemble of noisy learners: the process behind (2.9) and (3.1)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing, positive_float, whole
from numerics.grid import Grid

Gradient = Callable[[FloatArray, float], FloatArray]
CHUNK = 2**16  # walkers advanced together: about 8 arrays of 2**16 * K numbers


@dataclass(frozen=True)
class Ensemble:
    """Moments at ``times : (T,)`` and the final states.

    mean : ``(T, K)``; covariance : ``(T, K, K)``; states : walkers at the last time, ``(n, K)``.

    >>> walkers = simulate(np.zeros((5, 2)), lambda q, t: q, D=1.0, gamma=1.0, times=[0.0, 0.1],
    ...                    dt=0.1, rng=np.random.default_rng(0))
    >>> walkers.mean.shape, walkers.covariance.shape, walkers.states.shape
    ((2, 2), (2, 2, 2), (5, 2))
    """

    times: FloatArray
    mean: FloatArray
    covariance: FloatArray
    states: FloatArray


def simulate(
    start: ArrayLike,
    gradient: Gradient,
    *,
    D: float,
    gamma: float,
    times: ArrayLike,
    dt: float,
    rng: np.random.Generator,
    chunk: int = CHUNK,
) -> Ensemble:
    """Simulate ``dq = -gamma grad F(q, t) dt + sqrt(2 D) dW`` for many walkers at once.

    Heun's method for additive noise: one Euler step predicts, the mean of the drifts at both ends
    corrects with the same noise; weak order 2.  Steps are the equal parts of each interval of
    ``times`` closest to, and not above, ``dt``.

    start : ``(n, K)`` at ``times[0]``, n at least 2; gradient : grad F, called with ``(m, K)`` and
    the time, returns ``(m, K)``; gamma may have any sign.
    Walkers are independent and run in chunks, each with its own stream spawned from ``rng``: the
    same rng state and chunk give the same numbers.  Memory: ``start`` once for the result, and
    about 8 arrays of ``chunk * K`` numbers.
    Raises ``ValueError`` for bad numbers, wrong shapes, or walkers that leave the floats.

    >>> found = simulate(np.zeros((20_000, 1)), lambda q, t: q, D=0.5, gamma=1.0,
    ...                  times=[0.0, 1.0], dt=0.05, rng=np.random.default_rng(0))
    >>> bool(abs(found.covariance[-1, 0, 0] / (0.5 * (1 - np.exp(-2))) - 1) < 0.05)
    True
    """
    q = as_real("start", start).copy()
    if q.ndim != 2 or q.shape[0] < 2:
        raise ValueError(f"`start` must have shape (n >= 2, K), but its shape is {q.shape}.")
    clock = increasing("times", times)
    positive_float("D", D)
    positive_float("dt", dt)
    rate = float(as_real("gamma", gamma))
    size = whole("chunk", chunk)
    parts = range(0, len(q), size)
    dimension = q.shape[1]
    centre = q.mean(axis=0)  # sums are taken around it, so that no digits cancel
    first = np.zeros((clock.size, dimension))
    second = np.zeros((clock.size, dimension, dimension))
    for begin, stream in zip(parts, rng.spawn(len(parts)), strict=True):
        walkers = q[begin : begin + size]
        for i, end in enumerate(clock):
            if i:
                walkers = _advance(walkers, gradient, clock[i - 1], end, D, rate, dt, stream)
                as_real("states", walkers)
            offset = walkers - centre
            first[i] += offset.sum(axis=0)
            second[i] += offset.T @ offset
        q[begin : begin + size] = walkers
    count = len(q)
    mean = first / count
    spread = second / count - mean[:, :, None] * mean[:, None, :]
    return Ensemble(clock, centre + mean, spread * count / (count - 1), q)


def _advance(
    q: FloatArray,
    gradient: Gradient,
    t: float,
    end: float,
    D: float,
    gamma: float,
    dt: float,
    rng: np.random.Generator,
) -> FloatArray:
    steps = int(np.ceil((end - t) / dt - 1e-9))
    h = (end - t) / steps
    for i in range(steps):
        now = t + i * h
        noise = np.sqrt(2 * D * h) * rng.standard_normal(q.shape)
        slope = _slope(gradient, q, now)
        guess = q - gamma * h * slope + noise
        q = q - gamma * h / 2 * (slope + _slope(gradient, guess, now + h)) + noise
    return q


def _slope(gradient: Gradient, q: FloatArray, t: float) -> FloatArray:
    slope = as_real("gradient", gradient(q, t))
    if slope.shape != q.shape:
        raise ValueError(f"`gradient` must return shape {q.shape}, but it returned {slope.shape}.")
    return slope


def histogram(states: ArrayLike, grid: Grid) -> FloatArray:
    """Bin walkers ``(n, K)`` into cells around the points of a periodic grid, ``(*points)``.

    A cell reaches half a spacing to either side of its point; walkers outside the box are wrapped
    into it.  The result is a density that integrates to 1 exactly, to be compared with (3.1).
    Raises ``ValueError`` for states whose last axis is not the dimension of the grid.

    >>> histogram([[0.0], [0.1], [0.5]], Grid((1.0,), (2,))).round(6)
    array([1.333333, 0.666667])
    """
    q = as_real("states", states)
    if q.ndim != 2 or q.shape[1] != grid.dimension or q.shape[0] == 0:
        raise ValueError(f"`states` must have shape (n, {grid.dimension}), but it is {q.shape}.")
    cells = [
        np.floor((q[:, k] - grid.lower[k]) / grid.spacing[k] + 0.5).astype(np.int64) % n
        for k, n in enumerate(grid.points)
    ]
    flat = np.ravel_multi_index(cells, grid.points)
    counts = np.bincount(flat, minlength=int(np.prod(grid.points)))
    return np.asarray(counts.reshape(grid.points) / (len(q) * grid.cell_volume))
