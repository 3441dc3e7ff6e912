"""Averages over the maximum-entropy distribution, by quadrature: Vanchurin (2.5)-(2.7)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, increasing, positive, trailing, whole
from numerics.calculus import gauss_legendre


def log_partition(
    loss: ArrayLike, beta: ArrayLike, weights: ArrayLike, log_density: ArrayLike = 0.0
) -> FloatArray:
    """Compute ``log Z = log integral p_d(x) exp(-beta H(x, q)) d^N x``, shape ``(...)``.

    loss : H at the quadrature nodes, ``(..., n)``; weights : positive, ``(n,)``;
    beta : ``(...)``, any sign; log_density : ``log p_d`` at the nodes, broadcast to ``(..., n)``.
    Summed after the largest exponent is taken out, so nothing overflows.

    Vanchurin (2.7) prints ``F = (1/beta) log Z``; the usual free energy is ``-(1/beta) log Z``.
    The sign is left to the caller.  Raises ``ValueError`` for non-finite values or wrong shapes.

    >>> from numerics.calculus import gauss_legendre
    >>> nodes, weights = gauss_legendre(10, 12.0, panels=24)
    >>> z = log_partition(nodes[:, 0] ** 2 / 2, 1.0, weights)
    >>> bool(abs(z - 0.5 * np.log(2 * np.pi)) < 1e-12)
    True
    """
    exponent, w = _exponent(loss, beta, weights, log_density)
    top = exponent.max(axis=-1, keepdims=True)
    total: FloatArray = np.log(np.exp(exponent - top) @ w) + top[..., 0]
    return total


def average(
    values: ArrayLike,
    loss: ArrayLike,
    beta: ArrayLike,
    weights: ArrayLike,
    log_density: ArrayLike = 0.0,
) -> Array:
    """Compute ``<g> = integral g p_d exp(-beta H) / integral p_d exp(-beta H)``, shape ``(...)``.

    values : g at the nodes, ``(..., n)``; the rest as in ``log_partition``.  ``values = loss``
    gives the average loss U of Vanchurin (2.6).

    >>> from numerics.calculus import gauss_legendre
    >>> nodes, weights = gauss_legendre(10, 12.0, panels=24)
    >>> loss = nodes[:, 0] ** 2 / 2
    >>> float(average(loss, loss, 2.0, weights).round(12))  # equipartition, 1 / (2 beta)
    0.25
    """
    exponent, w = _exponent(loss, beta, weights, log_density)
    g = trailing("values", as_real("values", values), w.shape)
    weight = np.exp(exponent - exponent.max(axis=-1, keepdims=True)) * w
    return np.asarray((g * weight).sum(axis=-1) / weight.sum(axis=-1))


def _exponent(
    loss: ArrayLike, beta: ArrayLike, weights: ArrayLike, log_density: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    w = positive("weights", weights)
    if w.ndim != 1:
        raise ValueError(f"`weights` must have one axis, but its shape is {w.shape}.")
    h = trailing("loss", as_real("loss", loss), w.shape)
    return as_real("log_density", log_density) - as_real("beta", beta)[..., None] * h, w


def growth_exponents(
    loss: Callable[[FloatArray], FloatArray],
    *,
    beta: float,
    radii: ArrayLike,
    dimension: int,
    order: int = 8,
    panels_per_unit: int = 1,
) -> FloatArray:
    """Measure how fast ``I(R) = integral over [-R, R]^N of exp(-beta H)`` grows with R.

    Returns ``d log I / d log R`` between consecutive ``radii``, shape ``(..., len(radii) - 1)``.
    Where ``exp(-beta H)`` is normalisable the exponents go to 0; a loss that stays bounded along m
    directions gives m, and (2.5) then defines no distribution unless p_d confines x.

    loss : maps points ``(n, N)`` to ``(..., n)``; radii : positive, increasing, at least two.
    The rule has ``2 ceil(R) panels_per_unit`` panels of ``order`` nodes per axis.
    Raises ``ValueError`` for bad radii and for rules too large to hold (see ``quadrature``).

    >>> flat = growth_exponents(lambda x: x[:, 0] ** 2, beta=1.0, radii=[8, 16], dimension=2)
    >>> np.round(flat, 6)
    array([1.])
    """
    sizes = positive("radii", increasing("radii", radii))
    if sizes.size < 2:
        raise ValueError(f"`radii` must have at least 2 entries, but it has {sizes.size}.")
    whole("panels_per_unit", panels_per_unit)
    logs = []
    for radius in sizes:
        panels = 2 * int(np.ceil(radius)) * panels_per_unit
        nodes, weights = gauss_legendre(order, float(radius), dimension, panels)
        logs.append(log_partition(loss(nodes), beta, weights))
    slopes: FloatArray = np.diff(np.stack(logs, axis=-1), axis=-1) / np.diff(np.log(sizes))
    return slopes
