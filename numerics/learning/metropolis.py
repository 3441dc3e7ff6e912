"""Canonical averages in many dimensions, by a Metropolis chain of many walkers at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.calculus import gauss_nodes

Function = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Estimate:
    """A sampled average: ``mean`` and ``error`` (one standard error), and the acceptance rate.

    >>> found = metropolis_average(lambda x: x[..., 0] ** 0, lambda x: -(x[..., 0] ** 2),
    ...                            np.zeros((4, 1)), scale=1.0, steps=2, burn=1,
    ...                            rng=np.random.default_rng(0))
    >>> float(found.mean), float(found.error)  # a constant has no error
    (1.0, 0.0)
    """

    mean: FloatArray
    error: FloatArray
    acceptance: float


def metropolis_average(
    observable: Function,
    log_weight: Function,
    start: ArrayLike,
    *,
    scale: float,
    steps: int,
    burn: int,
    rng: np.random.Generator,
) -> Estimate:
    """Average ``observable`` over the distribution proportional to ``exp(log_weight(x))``.

    For Vanchurin (2.5) ``log_weight = log p_d - beta H``; it may be ``-inf`` outside the support
    of p_d, but not at ``start``.

    start : ``(..., walkers, N)`` with at least two walkers; leading axes are independent
    parameters.  Both callables map ``(..., walkers, N)`` to ``(..., walkers)``.
    Every walker proposes Gaussian moves of size ``scale``, forgets the first ``burn`` of ``steps``
    moves, and keeps a running mean only: memory is that of a few copies of ``start``.
    The error is taken between walkers, which are independent, so correlation along a chain cannot
    shrink it.  Raises ``ValueError`` for bad numbers, NaN weights or a start of zero weight.

    >>> found = metropolis_average(lambda x: x[..., 0] ** 2, lambda x: -(x[..., 0] ** 2) / 2,
    ...                            np.zeros((500, 1)), scale=2.0, steps=300, burn=50,
    ...                            rng=np.random.default_rng(0))
    >>> bool(abs(found.mean - 1) < 5 * found.error)
    True
    """
    positive_float("scale", scale)
    whole("steps", steps)
    whole("burn", burn, 0)
    if burn >= steps:
        raise ValueError(f"`burn` must be below `steps` = {steps}, but it is {burn}.")
    x = as_real("start", start).copy()
    if x.ndim < 2 or x.shape[-2] < 2:
        raise ValueError(f"`start` must have shape (..., walkers >= 2, N), but it is {x.shape}.")
    level = _weights(log_weight, x)
    if np.isneginf(level).any():
        raise ValueError("`start` must lie where the weight is positive, but there it is 0.")
    total = np.zeros(x.shape[:-1])
    accepted = 0
    for step in range(steps):
        trial = x + scale * rng.standard_normal(x.shape)
        trial_level = _weights(log_weight, trial)
        take = np.log1p(-rng.random(level.shape)) < trial_level - level
        x[take], level[take] = trial[take], trial_level[take]
        accepted += int(take.sum())
        if step >= burn:
            total += observable(x)
    means = as_real("observable", total / (steps - burn))
    walkers = means.shape[-1]
    return Estimate(
        mean=means.mean(axis=-1),
        error=means.std(axis=-1, ddof=1) / np.sqrt(walkers),
        acceptance=accepted / (steps * level.size),
    )


def _weights(log_weight: Function, x: FloatArray) -> FloatArray:
    level = np.array(log_weight(x), dtype=np.float64)
    if level.shape != x.shape[:-1]:
        raise ValueError(
            f"`log_weight` must return shape {x.shape[:-1]}, but it returned {level.shape}."
        )
    if np.isnan(level).any() or np.isposinf(level).any():
        raise ValueError("`log_weight` must be finite or -inf, but it returned NaN or +inf.")
    return level


def log_partition_ratio(
    loss: Function,
    log_density: Function,
    start: ArrayLike,
    *,
    beta: float,
    order: int = 8,
    scale: float,
    steps: int,
    burn: int,
    rng: np.random.Generator,
) -> Estimate:
    """Estimate ``log Z(beta) - log Z(0) = -integral_0^beta U(b) db`` by thermodynamic integration.

    ``U(b)`` is sampled at ``order`` Gauss-Legendre temperatures at once, each by its own walkers,
    all begun at ``start : (walkers, N)``.  With a normalised p_d, ``log Z(0) = 0`` and this is the
    log of Vanchurin (2.7).  The error is that of the sampling, not of the rule in b.
    Raises ``ValueError`` as ``metropolis_average`` does, and for a non-positive ``beta``.

    >>> found = log_partition_ratio(lambda x: x[..., 0] ** 2 / 2, lambda x: -(x[..., 0] ** 2) / 2,
    ...                             np.zeros((200, 1)), beta=1.0, order=3, scale=2.0, steps=200,
    ...                             burn=50, rng=np.random.default_rng(0))
    >>> bool(abs(found.mean + np.log(2) / 2) < 5 * found.error)
    True
    """
    positive_float("beta", beta)
    line = gauss_nodes(0.0, beta, whole("order", order))
    walkers = as_real("start", start)
    first = np.broadcast_to(walkers, (order, *walkers.shape))

    def log_weight(x: FloatArray) -> FloatArray:
        return log_density(x) - line.points[:, None] * loss(x)

    u = metropolis_average(loss, log_weight, first, scale=scale, steps=steps, burn=burn, rng=rng)
    return Estimate(
        mean=np.asarray(-(line.weights @ u.mean)),
        error=np.asarray(np.sqrt(line.weights**2 @ u.error**2)),
        acceptance=u.acceptance,
    )
