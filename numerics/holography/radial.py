"""A scalar field along the radial direction of a bulk metric, without layers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, trailing
from numerics.integrators import solve_ode

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
    places = np.stack([np.broadcast_to(as_real("stations", place), (n,)) for place in stations])

    def rate(eta: FloatArray, fields: FloatArray) -> FloatArray:
        phi, pi = fields.T
        return np.stack([pi, force(phi) - friction(eta) * pi], axis=-1)

    return solve_ode(rate, state, places, rtol=rtol)
