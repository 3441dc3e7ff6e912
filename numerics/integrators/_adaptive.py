"""Adaptive integration to a tolerance by SciPy, all samples as one system."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, one_of, positive_float
from numerics.integrators._runge_kutta import Rate, check_times

METHODS = ("DOP853", "RK45", "Radau", "BDF", "LSODA")


def solve_ode(
    rate: Rate,
    start: ArrayLike,
    times: ArrayLike,
    *,
    rtol: float = 1e-12,
    atol: float | None = None,
    method: str = "DOP853",
) -> Array:
    """Integrate ``dy/dt = rate(t, y)`` to a relative tolerance, for all samples as one system.

    rate, start, times and the result ``(T, *start.shape)`` as in `runge_kutta`: also times
    ``(T, n)`` of their own for every sample.
    rtol : of the size of the state; atol : by default ``rtol`` times the largest entry of
    ``start``, so that no sample of a smaller size is neglected more than that.
    method : `scipy.integrate.solve_ivp`'s: "DOP853" for smooth problems, "Radau" or "BDF" for
    stiff ones.  Every interval is integrated to its end: nothing is interpolated.
    The error is about ``10 rtol`` times the growth of errors in the equation itself.
    Raises ``ValueError`` for wrong shapes, an unknown method, and where a solution diverges.

    >>> end = solve_ode(lambda t, y: -2 * y, [1.0, 2.0], [0.0, 1.0])[-1]
    >>> bool(np.abs(end - [np.exp(-2), 2 * np.exp(-2)]).max() < 1e-11)
    True
    """
    state, moments = as_array("start", start), as_real("times", times)
    check_times(moments, state.shape)
    one_of("method", method, METHODS)
    positive_float("rtol", rtol)
    path = [state]
    for begin, end in pairwise(moments):
        path.append(_interval(rate, path[-1], begin, end, rtol, atol, method))
    return np.stack(path)


def _interval(
    rate: Rate,
    state: Array,
    begin: FloatArray,
    end: FloatArray,
    rtol: float,
    atol: float | None,
    method: str,
) -> Array:
    """From ``begin`` to ``end``, each one number or ``(n,)``, in the share of the way."""
    from scipy.integrate import solve_ivp

    length = np.asarray(end - begin)
    if not length.any():
        return state
    spread = length.reshape((-1,) + (1,) * (state.ndim - 1)) if length.ndim else length

    def along(share: float, flat: Array) -> Array:
        slope = np.asarray(rate(begin + share * length, flat.reshape(state.shape)))
        if slope.shape != state.shape:
            raise ValueError(
                f"`rate` must return shape {state.shape}, but it returned {slope.shape}."
            )
        return np.asarray((spread * slope).ravel())

    least = rtol * max(float(np.abs(state).max()), 1e-300) if atol is None else atol
    with np.errstate(over="ignore", invalid="ignore"):
        found = solve_ivp(along, (0.0, 1.0), state.ravel(), method, rtol=rtol, atol=least)
    last: Array = found.y[:, -1].reshape(state.shape)
    if not found.success or not np.isfinite(last).all():
        at = np.asarray(begin + found.t[-1] * length).flat[0]
        raise ValueError(
            f"`start` must lead to a solution that stays finite up to {np.max(end):.6g}, but it "
            f"diverges near {at:.6g}."
        )
    return last
