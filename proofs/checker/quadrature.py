"""Quadrature over an interval for integrals that stand in a printed form."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_REACH, _STEP = 3.9, 1 / 48
_ROUGH = 1e-3  # the error is the square of this for a smooth integrand
_OPEN = 1e-6


@cache
def _double_exponential() -> tuple[Array, Array, Array]:
    """Distances 1 + x and 1 - x from the ends of (-1, 1), and weights dx, of the tanh-sinh rule."""
    t = np.arange(-_REACH, _REACH + _STEP / 2, _STEP)
    s = np.pi / 2 * np.sinh(t)
    left, right = 2 / (1 + np.exp(-2 * s)), 2 / (1 + np.exp(2 * s))
    return left, right, _STEP * np.pi / 2 * np.cosh(t) / np.cosh(s) ** 2


def interval_rule(low: Array, high: Array) -> tuple[Array, Array]:
    """Nodes and weights from `low` to `high`, both (..., 1), infinite ends allowed: (..., nodes).

    The double-exponential rule of Takahasi and Mori; it bears algebraic and logarithmic
    singularities at the ends. A half-line is mapped by x = a + y/(1 - y), the line by
    x = y/(1 - y^2) from the unit interval. A node that rounding has put on an end has weight 0.

    >>> import numpy as np
    >>> x, w = interval_rule(np.array([0.0]), np.array([4.0]))
    >>> float(round((w / np.sqrt(x)).sum(), 9))
    4.0
    """
    left, right, weight = _double_exponential()
    low, high = np.broadcast_arrays(np.asarray(low, dtype=float), np.asarray(high, dtype=float))
    with np.errstate(all="ignore"):
        half = (high - low) / 2
        nodes = np.where(left < 1, low + half * left, high - half * right)
        weights = half * weight
        up, down = left / right, right / left
        ray = weight * 2 / right**2, weight * 2 / left**2
        nodes = np.where(np.isposinf(high) & np.isfinite(low), low + up, nodes)
        weights = np.where(np.isposinf(high) & np.isfinite(low), ray[0], weights)
        nodes = np.where(np.isneginf(low) & np.isfinite(high), high - down, nodes)
        weights = np.where(np.isneginf(low) & np.isfinite(high), ray[1], weights)
        y = (left - right) / 2
        whole = np.isneginf(low) & np.isposinf(high)
        nodes = np.where(whole, y / (left * right), nodes)
        weights = np.where(whole, weight * (1 + y**2) / (left * right) ** 2, weights)
    return nodes, np.where((nodes == low) | (nodes == high), 0.0, weights)


def weighted_sum(values: Array, weights: Array) -> Array:
    """The integral from values at the nodes of `interval_rule`, both (..., nodes): shape (...).

    NaN where it is not to be had: where every second node gives something else, or where the
    integrand has not died out at the ends.

    >>> import numpy as np
    >>> x, w = interval_rule(np.array([0.0]), np.array([1.0]))
    >>> weighted_sum(1 / x, w)
    array(nan)
    """
    with np.errstate(all="ignore"):
        parts = np.where(weights == 0, 0.0, values * weights)
        total, size = parts.sum(-1), np.abs(parts).sum(-1)
        rough = np.abs(total - 2 * parts[..., ::2].sum(-1)) > _ROUGH * size
        beside = np.pad(
            weights == 0, [(0, 0)] * (weights.ndim - 1) + [(1, 1)], constant_values=True
        )
        at_end = beside[..., 2:] | beside[..., :-2]
        open_ended = np.where(at_end, np.abs(parts), 0.0).max(-1) > _OPEN * size
    return np.asarray(np.where(rough | open_ended, np.nan, total))
