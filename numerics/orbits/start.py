"""Starts of orbits in the variables of each form of the geodesic equation."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, one_of
from numerics.orbits.geodesics import initial_velocity
from numerics.spacetime.curvatures import MetricFunction

FORMS = ("hamiltonian", "affine", "coordinate")


def orbit_starts(
    form: str,
    metric: MetricFunction,
    x: ArrayLike,
    spatial: ArrayLike,
    kind: str = "timelike",
) -> FloatArray:
    """States for ``numerics.orbits.integration.integrate`` from events and spatial velocities.

    x : events ``(B, n)``; spatial : ``u^a = dx^a/ds``, ``(B, n - 1)``, completed by ``u^0`` to the
    norm of ``kind``.  Returns ``(x^m, p_m)`` for the form "hamiltonian", with ``p_m = g_mn u^n``;
    ``(x^m, u^m)`` for "affine", Vanchurin (7.8); ``(x^a, dx^a/dt, ds/dt, s)`` with s = 0 for
    "coordinate", Vanchurin (7.7), which starts at the time ``x[:, 0]``: shape ``(B, 2 n)`` each.
    Raises ``ValueError`` naming the orbit where the metric is not finite or singular, and as
    ``numerics.orbits.geodesics.initial_velocity``.
    """
    one_of("form", form, FORMS)
    at = as_real("x", x)
    g = np.asarray(metric(at))
    sound = np.isfinite(g).all(axis=(-2, -1))
    size = np.abs(np.linalg.eigvalsh(np.where(sound[:, None, None], g, 1.0)))
    sound &= size.min(-1) > 1e-14 * size.max(-1)
    if not sound.all():
        k = int((~sound).argmax())
        raise ValueError(f"`metric` must be regular, but is not at orbit {k}: {at[k].tolist()}.")
    u = initial_velocity(metric, at, spatial, kind)
    if form == "affine":
        return np.concatenate([at, u], axis=1)
    if form == "hamiltonian":
        return np.concatenate([at, np.einsum("bmn,bn->bm", g, u)], axis=1)
    rate = 1 / u[:, :1]
    return np.concatenate([at[:, 1:], u[:, 1:] * rate, rate, 0 * rate], axis=1)
