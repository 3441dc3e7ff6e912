"""The equation of motion in layers: Euler's rule along the radial direction."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, trailing
from numerics.holography.radial import Profile


def layers(friction: ArrayLike, force: Profile, start: ArrayLike, step: ArrayLike) -> FloatArray:
    """Send (phi, pi) through N layers, one for each entry of `friction`.

    ``phi <- phi + step pi`` and ``pi <- pi - step (h pi - dV/dphi)``, both from the old values.

    friction : ``(N,)`` or ``(N, n)``, h at the layers in the order of travel.
    force : dV/dphi of phi, called with ``(n,)``.
    start : ``(n, 2)``.
    step : one number or ``(n,)``; negative for a way inwards.
    Returns ``(N + 1, n, 2)``.
    Raises ``ValueError`` for wrong shapes, and where a field overflows.

    Hashimoto's slides, chapter 4, with the sign that the equation of motion asks for.

    >>> path = layers([4.0, 4.0], lambda phi: -3 * phi, [[1.0, -1.0]], 0.5)
    >>> path[:, 0, 0].tolist()
    [1.0, 0.5, 0.25]
    """
    state = trailing("start", as_real("start", start), (2,))
    if state.ndim != 2:
        raise ValueError(f"`start` must have shape (n, 2), but its shape is {state.shape}.")
    width = as_real("step", step)
    path = np.empty((len(as_real("friction", friction)) + 1, *state.shape))
    path[0] = state
    with np.errstate(over="ignore", invalid="ignore"):
        for i, h in enumerate(as_real("friction", friction)):
            phi, pi = path[i, :, 0], path[i, :, 1]
            path[i + 1, :, 0] = phi + width * pi
            path[i + 1, :, 1] = pi - width * (h * pi - force(phi))
    if not np.isfinite(path).all():
        layer = int(np.argmin(np.isfinite(path).all(axis=(1, 2))))
        raise ValueError(f"`start` must lead to finite fields, but layer {layer} overflows.")
    return path
