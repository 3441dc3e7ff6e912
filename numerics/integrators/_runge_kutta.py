"""Explicit Runge-Kutta steps of any tableau, for any number of samples at once."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, whole
from numerics.integrators._tableau import RK4, Tableau

Time = Any  # a float, or an array where every sample has a time of its own
Rate = Callable[[Time, Array], Array]


def step(rate: Rate, time: Time, state: Array, dt: Time, method: Tableau = RK4) -> Array:
    """One step of ``dy/dt = rate(t, y)`` from ``state`` at ``time``; the new state.

    time, dt : one number, or arrays that broadcast against ``state`` (their product with it has
    its shape).  The arrays are used as they are: nothing is checked, so that a caller who takes
    many steps checks once.

    >>> float(step(lambda t, y: y, 0.0, np.ones(1), 0.1)[0])
    1.1051708333333332
    """
    slopes: list[Array] = []
    for node, row in zip(method.nodes, method.coefficients, strict=True):
        slopes.append(rate(time + node * dt, _advanced(state, dt, row, slopes)))
    return _advanced(state, dt, method.weights, slopes)


def _advanced(state: Array, dt: Time, weights: tuple[float, ...], slopes: list[Array]) -> Array:
    for weight, slope in zip(weights, slopes, strict=True):
        if weight:
            state = state + dt * weight * slope
    return state


def runge_kutta(
    rate: Rate, start: ArrayLike, times: ArrayLike, *, steps: int = 1, method: Tableau = RK4
) -> Array:
    """Integrate ``dy/dt = rate(t, y)`` in equal steps through ``times`` for all samples at once.

    rate : called with a time (a float) and a state of the shape of ``start``, returns that shape.
    start : the state at ``times[0]``, real or complex (an analytic rate passes complex steps on);
    for samples ``(n, ...)``.
    times : ``(T,)``, or ``(T, n)`` for other times in every sample, in the order of travel,
    forwards or backwards.  The rate then gets its time as ``(n,)``.
    steps : of the same length in every interval.
    Returns the states at all times, ``(T, *start.shape)``.  The error falls as
    ``steps**-method.order``.  Memory: the result and one state for every stage.
    Raises ``ValueError`` for fewer than two times, times that do not fit the samples, a rate of
    another shape, and where the motion leaves the floats.

    >>> turn = runge_kutta(lambda t, y: np.stack([y[1], -y[0]]), [1.0, 0.0], [0.0, 1.0], steps=20)
    >>> bool(np.abs(turn[-1] - [np.cos(1), -np.sin(1)]).max() < 1e-6)
    True
    """
    state, moments = as_array("start", start), as_real("times", times)
    whole("steps", steps)
    check_times(moments, state.shape)
    path, advance = [state], step if moments.ndim == 1 else _step_of_each
    with np.errstate(over="ignore", invalid="ignore"):
        for begin, end in pairwise(moments.tolist() if moments.ndim == 1 else moments):
            dt = (end - begin) / steps
            for k in range(steps):
                state = advance(rate, begin + k * dt, state, dt, method)
            if state.shape != path[0].shape:
                raise ValueError(
                    f"`rate` must return shape {path[0].shape}, but the state became {state.shape}."
                )
            path.append(state)
    if not np.isfinite(state).all():
        raise ValueError("`start` must lead to a motion that stays finite, but it does not.")
    return np.stack(path)


def _step_of_each(
    rate: Rate, time: FloatArray, state: Array, dt: FloatArray, method: Tableau
) -> Array:
    """A step of its own length for every sample, ``time`` and ``dt`` of shape ``(n,)``."""
    spread = (-1,) + (1,) * (state.ndim - 1)

    def spread_rate(t: FloatArray, y: Array) -> Array:
        return rate(t.reshape(-1), y)

    return step(spread_rate, time.reshape(spread), state, dt.reshape(spread), method)


def check_times(times: FloatArray, shape: tuple[int, ...]) -> None:
    """Raise ``ValueError`` unless ``times`` are ``(T,)`` or ``(T, n)`` with T at least 2."""
    if times.ndim not in (1, 2) or len(times) < 2:
        raise ValueError(
            f"`times` must have shape (T,) or (T, n) with T >= 2, but its shape is {times.shape}."
        )
    if times.ndim == 2 and times.shape[1:] != shape[:1]:
        raise ValueError(
            f"`times` must have one column for each of the samples of `start`, but their shapes "
            f"are {times.shape} and {shape}."
        )
