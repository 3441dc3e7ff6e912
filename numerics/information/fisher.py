"""Fisher metrics of any family, by quadrature of scores."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, positive_float, trailing
from numerics.calculus import gradient
from numerics.calculus._differences import OFFSETS, WEIGHTS

LogDensity = Callable[[Array, Array], Array]
HALVINGS = 30  # of steps that begin at a quarter of a coordinate, or of 1 where it is less
SETTLED, ACCEPTED = 1e-12, 1e-6  # relative changes of the scores between two steps


def fisher_metric(
    log_density: LogDensity,
    x: ArrayLike,
    nodes: ArrayLike,
    weights: ArrayLike,
    step: float | None = None,
) -> Array:
    """Compute ``F_ab = sum_i w_i p_i d_a log p_i d_b log p_i``: ``(..., k) -> (..., k, k)``.

    log_density(x, nodes) : logarithm of the density at the nodes, ``(..., m)``, for x with any axes
    before its own; -inf where a density vanishes for all x near by.
    nodes, weights : ``(..., m)``, a rule for the integral over the sample space; for finitely many
    states the weights are 1.  The nodes stay where they are while x is varied.
    step : of central differences of order 8, one for all coordinates.  Without it the step of each
    sample and coordinate is halved until the scores change least, so that it fits into any domain
    around x: about 240 calls for each coordinate.

    The result has the unit of ``1/x^2``; its error is about 1e-10 of it.  Raises ``ValueError``
    where the densities do not sum to 1 within 1e-6 (the rule is too coarse), and where the scores
    do not exist or settle: on the border of a family.

    >>> def bernoulli(x, outcome):
    ...     return np.log(np.where(outcome == 1, x[..., :1], 1 - x[..., :1]))
    >>> f = fisher_metric(bernoulli, [0.01], [0, 1], [1, 1])
    >>> round(float(f[0, 0]) * 0.01 * 0.99, 9)  # 1 / p (1 - p)
    1.0
    """
    at, places, rule = as_array("x", x), as_array("nodes", nodes), as_array("weights", weights)
    trailing("weights", rule, places.shape[-1:])
    here = log_density(at, places)
    mass = rule * np.exp(here)
    off = np.abs(mass.sum(-1) - 1).max()
    if not off < 1e-6:
        raise ValueError(f"densities must sum to 1 at the nodes, but they are {off:.3g} off.")
    if step is None:
        score = _settled(lambda y: log_density(y, places), at, here, np.sqrt(np.abs(mass)))
    else:
        positive_float("step", step)
        with np.errstate(invalid="ignore"):
            score = gradient(lambda y: log_density(y, places), at, step)
    if not np.isfinite(score).all():
        raise ValueError("`step` must stay in the domain of the family, but it leaves it.")
    return np.asarray(np.einsum("...m,a...m,b...m->...ab", mass, score, score))


def _settled(
    function: Callable[[Array], Array], x: Array, here: Array, amplitude: FloatArray
) -> Array:
    """Scores ``(k, ..., m)``, each sample and coordinate at the step where they change least."""
    columns: list[Array] = []
    for axis, unit in enumerate(np.eye(x.shape[-1])):
        h = 0.25 * np.maximum(np.abs(x[..., axis]), 1.0)
        best = np.zeros_like(here)
        last = np.full_like(here, np.nan)
        change = np.full(here.shape[:-1], np.inf)
        for _ in range(HALVINGS):
            now = _difference(function, x, unit, h, here)
            with np.errstate(invalid="ignore"):
                size = np.linalg.norm(amplitude * now.real, axis=-1)
                moved = np.linalg.norm(amplitude * (now - last).real, axis=-1)
            relative = np.where(size > 0, moved / np.where(size > 0, size, 1.0), moved)
            better = np.isfinite(now).all(-1) & (relative < change)
            best = np.where(better[..., None], now, best)
            change = np.where(better, relative, change)
            if (change < SETTLED).all():
                break
            last, h = now, h / 2
        if not (change < ACCEPTED).all():
            worst = np.unravel_index(int(change.argmax()), change.shape)
            raise ValueError(
                f"`log_density` must have a derivative in coordinate {axis} at every `x`, but at "
                f"{x[worst].tolist()} it changes by {change.max():.1g} of itself from step to step."
            )
        columns.append(best)
    return np.stack(columns)


def _difference(
    function: Callable[[Array], Array], x: Array, unit: FloatArray, h: FloatArray, here: Array
) -> Array:
    """Central differences of order 8, NaN where a point lies outside of the family."""
    total = np.zeros_like(here)
    absent = np.isneginf(here.real)
    with np.errstate(all="ignore"):
        for offset, weight in zip(OFFSETS, WEIGHTS, strict=True):
            move = offset * h[..., None] * unit
            ahead, behind = function(x + move), function(x - move)
            both = absent & np.isneginf(ahead.real) & np.isneginf(behind.real)
            total = total + weight * np.where(both, 0.0, ahead - behind)
        return np.asarray(total / h[..., None])
