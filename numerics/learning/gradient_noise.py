"""The diffusion coefficient of stochastic gradient steps, measured."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole

MAX_NUMBERS = 2**24  # of draws held at once: 128 MiB


@dataclass(frozen=True)
class Diffusion:
    """Drift ``(P,)`` and diffusion coefficient ``(P,)`` per unit of learning time.

    >>> same = np.full((5, 1), 2.0)  # equal gradients: no noise
    >>> rng = np.random.default_rng(0)
    >>> found = minibatch_diffusion(same, rate=0.1, batch=2, repeats=3, rng=rng)
    >>> found.drift.round(12).tolist(), found.coefficient.round(12).tolist()
    ([-0.2], [0.0])
    """

    drift: FloatArray
    coefficient: FloatArray


def minibatch_diffusion(
    gradients: ArrayLike, *, rate: float, batch: int, repeats: int, rng: np.random.Generator
) -> Diffusion:
    """Measure drift and diffusion of ``q -> q - rate * mean of a minibatch of gradients``.

    gradients : one gradient per sample of the training set, ``(n, P)``; ``batch`` samples are drawn
    with replacement for each of ``repeats`` steps.  One step takes one unit of time, so the drift
    is the mean step and the coefficient half the variance of the step, the D of Vanchurin (3.1)
    along each parameter; for independent draws ``D = rate^2 var(gradients) / (2 batch)``.
    Relative statistical error of D: ``sqrt(2 / repeats)``.
    Memory: ``n * repeats`` counts, in chunks of at most 128 MiB.
    Raises ``ValueError`` for bad numbers or a wrong shape.

    >>> found = minibatch_diffusion([[1.0], [-1.0]], rate=0.1, batch=10, repeats=10_000,
    ...                             rng=np.random.default_rng(0))
    >>> bool(abs(found.coefficient[0] / (0.1**2 / 20) - 1) < 0.07)  # five standard errors
    True
    """
    g = as_real("gradients", gradients)
    if g.ndim != 2 or g.shape[0] < 2:
        raise ValueError(f"`gradients` must have shape (n >= 2, P), but its shape is {g.shape}.")
    positive_float("rate", rate)
    whole("batch", batch)
    whole("repeats", repeats, 2)
    n = len(g)
    centre = g.mean(axis=0)
    chunk = max(1, MAX_NUMBERS // n)
    first, second = np.zeros(g.shape[1]), np.zeros(g.shape[1])
    for begin in range(0, repeats, chunk):
        size = min(chunk, repeats - begin)
        counts = rng.multinomial(batch, np.full(n, 1 / n), size=size)
        steps = -rate * (counts @ (g - centre)) / batch
        first += steps.sum(axis=0)
        second += (steps**2).sum(axis=0)
    mean = first / repeats
    variance = (second / repeats - mean**2) * repeats / (repeats - 1)
    return Diffusion(drift=mean - rate * centre, coefficient=variance / 2)
