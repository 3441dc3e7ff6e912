"""Starts of orbits in the variables of each form of the geodesic equation."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numerics._checks import FloatArray, as_real, one_of
from numerics.orbits.geodesics import initial_velocity
from numerics.spacetime.curvatures import MetricFunction

FORMS = ("hamiltonian", "affine", "coordinate")


def is_regular(g: ArrayLike) -> NDArray[np.bool_]:
    """Whether metrics ``(..., n, n)`` are finite and not degenerate to rounding, ``(...)``.

    Rows and columns are first scaled to one size, so that units and radii of the coordinates do not
    matter: flat space at r = 2e7 is regular.

    >>> is_regular([np.diag([-1.0, 1e14]), np.diag([1.0, 0.0])])
    array([ True, False])
    """
    at = np.asarray(g, dtype=float)
    sound = np.isfinite(at).all(axis=(-2, -1))
    held = np.where(sound[..., None, None], at, np.eye(at.shape[-1]))
    for _ in range(3):
        size = np.sqrt(np.abs(held).max(axis=-1))
        sound = sound & (size > 0).all(axis=-1)
        size = np.where(size > 0, size, 1.0)
        held = held / size[..., :, None] / size[..., None, :]
    values = np.abs(np.linalg.eigvalsh(held))
    return np.asarray(sound & (values.min(-1) > 1e-14 * values.max(-1)))


def tetrad_at(
    metric: MetricFunction, x: ArrayLike, observer: ArrayLike | None = None
) -> FloatArray:
    """An orthonormal tetrad ``(n, n)`` at an event ``x : (n,)``; row a is the vector e_a.

    e_0 is the observer's velocity ``(n,)``, normalised; by default that of the observer normal to
    the surfaces of constant x^0, which exists outside horizons in stationary coordinates.  The
    other legs follow the remaining coordinates in order, by Gram and Schmidt.  Raises
    ``ValueError`` where the metric is not regular or the observer not timelike.

    >>> def weak(x): return np.diag([-0.25, 4.0]) + 0 * x[..., None]
    >>> tetrad_at(weak, [0.0, 0.0]).round(9) + 0.0  # unit vectors: 1 / sqrt|g_mm|
    array([[2. , 0. ],
           [0. , 0.5]])
    """
    g = np.asarray(metric(as_real("x", x)))
    if not is_regular(g):
        raise ValueError(f"`metric` must be regular at {np.asarray(x).tolist()}, but is not.")
    n = len(g)
    first = np.linalg.inv(g)[0] * -1.0 if observer is None else as_real("observer", observer)
    square = first @ g @ first
    if not square < 0:
        raise ValueError(f"`observer` must be timelike, but its square is {square:.6g}.")
    legs, signs = [first / np.sqrt(-square)], [-1.0]
    for k in range(1, n):
        leg = np.eye(n)[k]
        for other, sign in zip(legs, signs, strict=True):
            leg = leg - sign * (leg @ g @ other) * other
        square = leg @ g @ leg
        legs.append(leg / np.sqrt(abs(square)))
        signs.append(float(np.sign(square)))
    return np.stack(legs)


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

    >>> def flat(x): return np.diag([-1.0, 1.0]) + 0 * x[..., None]
    >>> orbit_starts("hamiltonian", flat, [[0.0, 2.0]], [[0.75]])  # p_0 = -5 / 4
    array([[ 0.  ,  2.  , -1.25,  0.75]])
    """
    one_of("form", form, FORMS)
    at = as_real("x", x)
    g = np.asarray(metric(at))
    sound = is_regular(g)
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
