"""Small ripples on the uniform state of the learning fluid: frequency and Planck constant."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, whole
from numerics.calculus import golden_maximum
from numerics.grid import Grid
from numerics.learning.functional import functional_derivative
from numerics.learning.learning_action import shifted_action

AMPLITUDE = 1e-5  # of the density; a central difference leaves an error of its square
ALPHA_RANGE = (1e-2, 1e2)


def frequency_squared(
    D: ArrayLike, gamma: ArrayLike, alpha: ArrayLike, *, mode: int = 1
) -> FloatArray:
    """Measure ``omega^2`` of a standing ripple ``cos(k x)`` on a ring of length 2 pi, k = mode.

    The path on which Vanchurin (3.5), third line, is stationary has
    ``d_t p = -(1/alpha) delta W/delta F~`` and ``d_t F~ = (1/alpha) delta W/delta p``.  Both rates
    are taken by complex step from the discretised action, at a uniform density with a small ripple
    of F~ or of p; ripples ``a`` of p and ``b`` of F~ then obey ``a' = B b`` and ``b' = A a``, and
    ``omega^2 = -A B``.  Negative values mean growth at the rate ``sqrt(-omega^2)``.  Neither (3.9)
    nor (3.12) is used.

    D, gamma, alpha : numbers that broadcast, any sign, alpha not 0; returns their shape.
    Relative error about 1e-8.  Raises ``ValueError`` as ``shifted_action`` does.

    >>> found = frequency_squared(1.0, 1.0, [1.0, 0.25])
    >>> found.round(6) + 0.0  # 4 gamma k^4 (D - gamma / (4 alpha)) / alpha
    array([3., 0.])
    """
    d, g, a = np.broadcast_arrays(as_real("D", D), as_real("gamma", gamma), as_real("alpha", alpha))
    whole("mode", mode)
    ring = Grid((2 * np.pi,), (4 * mode + 4,))
    wave = np.cos(mode * ring.coordinates()[0])
    rest = np.full(ring.points, 1 / (2 * np.pi))
    d, g, a = (value[..., None] for value in (d, g, a))

    def action(p: Array, F: Array) -> Array:
        return shifted_action(p, F, 0 * wave, D=d, gamma=g, alpha=a, grid=ring)

    def share(field: FloatArray) -> FloatArray:
        return np.asarray((field * wave).sum(-1) / (wave**2).sum())

    shape = d.shape[:-1]
    ripples = np.stack([rest * (1 + AMPLITUDE * wave), rest * (1 - AMPLITUDE * wave)])
    both = np.broadcast_to(ripples, (*shape, 2, *ring.points))
    force = share(functional_derivative(action, {"p": both, "F": 0 * both}, "p", ring))
    plain = np.broadcast_to(rest, (*shape, 1, *ring.points))
    flow = share(functional_derivative(action, {"p": plain, "F": 0 * plain + wave}, "F", ring))
    a = a[..., 0]
    by_density = (force[..., 0] - force[..., 1]) / (2 * AMPLITUDE * rest[0] * a)
    by_energy = -flow[..., 0] / a
    return np.asarray(-by_density * by_energy)


def planck_squared(D: ArrayLike, gamma: ArrayLike, alpha: ArrayLike) -> FloatArray:
    """Measure ``hbar^2`` from the dispersion ``omega = hbar k^2 / 2M`` with ``M = 1 / (2 gamma)``.

    Of either sign: negative where ripples grow.  Arguments as above, gamma not 0.

    >>> float(planck_squared(1.0, 1.0, 1.0).round(6))  # 4 D / (alpha gamma) - 1 / alpha^2
    3.0
    """
    return np.asarray(frequency_squared(D, gamma, alpha) / as_real("gamma", gamma) ** 2)


def largest_planck_squared(D: ArrayLike, gamma: ArrayLike) -> FloatArray:
    """Find the largest ``hbar^2`` that any real alpha with ``|alpha|`` in 0.01..100 gives.

    Golden-section search in ``log |alpha|`` on both signs of alpha, hbar^2 measured each time.
    D, gamma : numbers that broadcast, any sign, not 0; returns their shape.

    >>> float(largest_planck_squared(1.0, 2.0).round(6))  # 4 D^2 / gamma^2, alpha = gamma / 2D
    1.0
    """
    d, g = np.broadcast_arrays(as_real("D", D), as_real("gamma", gamma))
    sign = np.array([1.0, -1.0])

    def measured(size: FloatArray) -> FloatArray:
        return planck_squared(d[..., None], g[..., None], sign * np.exp(size))

    low, high = np.log(ALPHA_RANGE)
    shape = (*d.shape, 2)
    _, best = golden_maximum(measured, np.full(shape, low), np.full(shape, high), iterations=30)
    return np.asarray(best.max(axis=-1))
