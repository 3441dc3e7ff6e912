"""The weak generator of the learning dynamics, by quadrature over one small step."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.calculus import gauss_hermite

Function = Callable[[FloatArray], FloatArray]


def weak_generator(
    test: Function,
    gradient: Function,
    points: ArrayLike,
    *,
    D: float,
    gamma: float,
    dt: float = 0.05,
    order: int = 8,
    levels: int = 6,
) -> FloatArray:
    """Compute ``d/dt E[phi(q)]`` at t = 0 for ``dq = -gamma grad F dt + sqrt(2 D) dW``.

    One Euler step from every point, ``(E[phi(q - gamma dt grad F + sqrt(2 D dt) xi)] - phi(q)) /
    dt`` with ``xi ~ N(0, 1)``, by Gauss-Hermite quadrature, at ``levels`` steps dt, dt/2, dt/4, ...
    and then extrapolated to dt = 0 (Richardson).  No derivative of phi is taken: this is the
    generator behind the drift (2.9) and the Fokker-Planck equation (3.1), reached from the process.

    test : phi, maps ``(..., K)`` to ``(...)``, smooth; gradient : grad F, maps ``(..., K)`` to
    ``(..., K)``; points : ``(..., K)`` with K = 1..3; D, dt : positive; order : nodes per axis.
    Returns ``(...)``.  The error is of order ``dt**levels`` against rounding of about
    ``2e-15 * 2**levels / dt`` of the size of phi.  Memory: ``order**K`` copies of ``points``.
    Raises ``ValueError`` for bad numbers, wrong shapes, and callables that return NaN.

    >>> q = np.array([[0.5]])
    >>> rate = weak_generator(lambda x: x[..., 0] ** 2, lambda x: x, q, D=1.0, gamma=2.0)
    >>> bool(abs(rate[0] - (2 * 1.0 - 2 * 2.0 * 0.5**2)) < 1e-9)  # 2 D - 2 gamma q^2
    True
    """
    start = as_real("points", points)
    if start.ndim == 0 or start.shape[-1] not in (1, 2, 3):
        raise ValueError(
            f"`points` must have shape (..., K) with K = 1..3, but it is {start.shape}."
        )
    noise, share = np.sqrt(2 * positive_float("D", D)), positive_float("dt", dt)
    whole("order", order, 2)
    whole("levels", levels)
    drift = -float(as_real("gamma", gamma)) * _returned("gradient", gradient(start), start.shape)
    here = _returned("test", test(start), start.shape[:-1])
    nodes, weights = gauss_hermite(order, start.shape[-1])
    nodes = nodes.reshape((-1,) + (1,) * (start.ndim - 1) + start.shape[-1:])
    rates = []
    for level in range(levels):
        step = share / 2**level
        moved = start + step * drift + noise * np.sqrt(step) * nodes
        gained = _returned("test", test(moved), moved.shape[:-1]) - here
        rates.append(np.tensordot(weights, gained, 1) / step)
    for power in range(1, levels):
        rates = [fine + (fine - coarse) / (2**power - 1) for coarse, fine in pairwise(rates)]
    return np.asarray(rates[0])


def _returned(name: str, value: ArrayLike, shape: tuple[int, ...]) -> FloatArray:
    array = as_real(name, value)
    if array.shape != shape:
        raise ValueError(f"`{name}` must return shape {shape}, but it returned {array.shape}.")
    return array
