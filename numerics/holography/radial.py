"""A scalar field along the radial direction of a bulk metric, without layers."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import solve_ivp

from numerics._checks import FloatArray, as_real, trailing

Profile = Callable[[FloatArray], FloatArray]


def radial_field(
    friction: Profile,
    force: Profile,
    start: ArrayLike,
    stations: Sequence[ArrayLike],
    *,
    rtol: float = 1e-12,
) -> FloatArray:
    """Integrate ``phi'' + h(eta) phi' - force(phi) = 0`` from station to station, for n fields.

    friction : h of eta, called with ``(n,)``, returns ``(n,)`` or one number.
    force : dV/dphi of phi, called with ``(n,)``.
    start : ``(n, 2)``, phi and pi = phi' at the first station.
    stations : eta in the order of travel, inwards or outwards; each one number or ``(n,)``.
    Returns ``(k, n, 2)``: phi and pi at the k stations.
    Method: Dormand-Prince of order 8 with adaptive steps; relative error about ``10 rtol``.
    Raises ``ValueError`` for wrong shapes or fewer than two stations, and where a field diverges.

    Hashimoto's slides, chapter 4: the equation of motion of phi in an unknown metric.

    >>> end = radial_field(lambda eta: 4 + 0 * eta, lambda phi: -3 * phi, [[1, -1]], [0, 1])[-1]
    >>> bool(abs(end[0, 0] - np.exp(-1)) < 1e-10)
    True
    """
    state = trailing("start", as_real("start", start), (2,))
    if state.ndim != 2:
        raise ValueError(f"`start` must have shape (n, 2), but its shape is {state.shape}.")
    if len(stations) < 2:
        raise ValueError(f"`stations` must be at least two, but there are {len(stations)}.")
    n = len(state)
    places = [np.broadcast_to(as_real("stations", place), (n,)) for place in stations]
    found = [state]
    for begin, end in pairwise(places):
        found.append(_leg(friction, force, found[-1], begin, end, rtol))
    return np.stack(found)


def _leg(
    friction: Profile,
    force: Profile,
    state: FloatArray,
    begin: FloatArray,
    end: FloatArray,
    rtol: float,
) -> FloatArray:
    """From `begin` to `end`, both of shape (n,), in the share s of the way."""
    length = end - begin

    def rate(share: float, flat: FloatArray) -> FloatArray:
        phi, pi = flat.reshape(2, -1)
        slope = force(phi) - friction(begin + share * length) * pi
        return np.concatenate([length * pi, length * slope])

    size = np.abs(state).max()
    with np.errstate(over="ignore", invalid="ignore"):
        solved = solve_ivp(
            rate, (0.0, 1.0), state.T.ravel(), "DOP853", rtol=rtol, atol=rtol * max(size, 1e-300)
        )
    if not solved.success or not np.isfinite(solved.y[:, -1]).all():
        raise ValueError(
            f"`start` must lead to a finite field up to eta = {float(np.max(end)):.6g}, "
            f"but the field diverges after {solved.t[-1]:.3g} of the way."
        )
    last: FloatArray = solved.y[:, -1].reshape(2, -1).T
    return last
