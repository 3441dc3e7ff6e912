"""Adaptive integration to a tolerance by SciPy, all samples as one system."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, one_of, positive_float
from numerics.integrators._runge_kutta import Rate, check_times

METHODS = ("DOP853", "RK45", "Radau", "BDF", "LSODA")


class Limits(NamedTuple):
    """Tolerances and method of one integration."""

    rtol: float
    atol: float | None
    method: str


def solve_ode(
    rate: Rate,
    start: ArrayLike,
    times: ArrayLike,
    *,
    rtol: float = 1e-12,
    atol: float | None = None,
    method: str = "DOP853",
    interpolate: bool = False,
) -> Array:
    """Integrate ``dy/dt = rate(t, y)`` to a relative tolerance, for all samples as one system.

    rate, start, times and the result ``(T, *start.shape)`` as in `runge_kutta`: also times
    ``(T, n)``, other ones in every sample.
    rtol : of the size of the state; atol : by default ``rtol`` times the largest entry of the
    state at the start of an interval.
    method : `scipy.integrate.solve_ivp`'s: "DOP853" for smooth problems, "Radau" or "BDF" for
    stiff ones.
    interpolate : by default every interval is integrated to its end.  For many times ``(T,)`` close
    together the states between the first and the last can be read from the method's interpolant
    instead, of order 7 for DOP853.
    The error is about ``10 rtol`` times the growth of errors in the equation itself.
    Raises ``ValueError`` for wrong shapes, an unknown method, and where a solution diverges.

    >>> end = solve_ode(lambda t, y: -2 * y, [1.0, 2.0], [0.0, 1.0])[-1]
    >>> bool(np.abs(end - [np.exp(-2), 2 * np.exp(-2)]).max() < 1e-11)
    True
    """
    state, moments = as_array("start", start), as_real("times", times)
    check_times(moments, state.shape)
    one_of("method", method, METHODS)
    limits = Limits(positive_float("rtol", rtol), atol, method)
    if interpolate and moments.ndim == 1:
        return _solved(rate, state, moments, limits)
    path = [state]
    for begin, end in pairwise(moments):
        path.append(_interval(rate, path[-1], begin, end, limits))
    return np.stack(path)


def _interval(
    rate: Rate, state: Array, begin: FloatArray, end: FloatArray, limits: Limits
) -> Array:
    """From ``begin`` to ``end``, each one number or ``(n,)``: in time, or in the share of it."""
    length = np.asarray(end - begin)
    if not length.any():
        return state
    if length.ndim == 0:
        return np.asarray(_solved(rate, state, np.array([begin, end]), limits)[-1])
    spread = length.reshape((-1,) + (1,) * (state.ndim - 1))

    def along(share: float, y: Array) -> Array:
        return np.asarray(spread * rate(begin + share * length, y))

    shares = np.array([0.0, 1.0])
    return np.asarray(_solved(along, state, shares, limits, "share of the way")[-1])


def _solved(
    rate: Rate,
    state: Array,
    times: FloatArray,
    limits: Limits,
    clock: str = "time",
) -> Array:
    from scipy.integrate import solve_ivp

    def flat(time: float, y: Array) -> Array:
        slope = np.asarray(rate(time, y.reshape(state.shape)))
        if slope.shape != state.shape:
            raise ValueError(
                f"`rate` must return shape {state.shape}, but it returned {slope.shape}."
            )
        return np.asarray(slope.ravel())

    rtol, atol = limits.rtol, limits.atol
    least = rtol * max(float(np.abs(state).max()), 1e-300) if atol is None else atol
    span = (float(times[0]), float(times[-1]))
    with np.errstate(over="ignore", invalid="ignore"):
        found = solve_ivp(flat, span, state.ravel(), limits.method, times, rtol=rtol, atol=least)
    if not found.success or not np.isfinite(found.y).all():
        raise ValueError(
            f"`start` must lead to a solution that stays finite up to the {clock} {span[1]:.6g}, "
            f"but it does not: {found.message}"
        )
    return np.asarray(found.y.T.reshape(len(times), *state.shape))
