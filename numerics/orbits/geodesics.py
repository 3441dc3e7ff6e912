"""Geodesics of any metric function, in affine parameter and in coordinate time.

Metrics are analytic functions ``(..., n) -> (..., n, n)``, coordinate 0 the time, signature
(-, +, ..., +); Christoffel symbols by complex step.  Batches of B geodesics are integrated as one
system with common steps (DOP853), so that the error control is shared: split a batch whose members
differ much.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, increasing, one_of
from numerics.integrators import solve_ode
from numerics.spacetime.curvatures import MetricFunction, christoffel, first_derivatives

SQUARES = {"timelike": -1.0, "null": 0.0, "spacelike": 1.0}


@dataclass(frozen=True, eq=False)
class Geodesic:
    """Samples of B geodesics at T parameter values.

    parameter : ``(T,)``; positions : ``x^m``, ``(T, B, n)``; velocities : derivatives with respect
    to the parameter, ``(T, B, n)``; affine : affine parameter at the samples, ``(T, B)``;
    norms : ``g_mn u^m u^n`` with u the derivative in the affine parameter, ``(T, B)``, constant on
    an exact geodesic.

    >>> def flat(x): return np.diag([-1.0, 1.0]) + 0 * x[..., None]
    >>> found = affine_geodesics(flat, [[0.0, 0.0]], [[1.25, 0.75]], [0.0, 4.0])
    >>> found.positions[-1, 0].round(9), found.norms[:, 0].round(9)
    (array([5., 3.]), array([-1., -1.]))
    """

    parameter: FloatArray
    positions: FloatArray
    velocities: FloatArray
    affine: FloatArray
    norms: FloatArray

    @property
    def drift(self) -> float:
        """Largest change of a norm along the way: what the integration got wrong, at least."""
        return float(np.abs(self.norms - self.norms[0]).max())


def affine_acceleration(metric: MetricFunction, x: ArrayLike, u: ArrayLike) -> FloatArray:
    """Compute ``-Gamma^m_ab u^a u^b``, ``(..., n)``; Vanchurin (7.8).

    Raises ``ValueError`` as ``numerics.spacetime.curvatures.first_derivatives`` does.

    >>> def sphere(x):
    ...     one = 1 + 0 * x[..., 0]
    ...     return np.stack([-one, one, np.sin(x[..., 1]) ** 2], -1)[..., None] * np.eye(3)
    >>> affine_acceleration(sphere, [0, np.pi / 4, 0], [1, 0, 1]).round(12) + 0.0  # sin cos u^2
    array([0. , 0.5, 0. ])
    """
    at, speed = as_real("x", x), as_real("u", u)
    gamma = christoffel(*first_derivatives(metric, at))
    return np.asarray(-np.einsum("...mab,...a,...b->...m", gamma, speed, speed))


def coordinate_acceleration(metric: MetricFunction, x: ArrayLike, v: ArrayLike) -> FloatArray:
    """Compute ``(Gamma^0_ab v^m - Gamma^m_ab) v^a v^b`` with ``v = dx/dt``; Vanchurin (7.7).

    x : events ``(..., n)``; v : ``(..., n)`` with ``v^0 = 1``.  Returns ``(..., n)``, its entry 0
    is 0.  Raises ``ValueError`` when ``v^0`` is not 1.

    >>> def rindler(x):
    ...     return np.stack([-(x[..., 1] ** 2), 1 + 0 * x[..., 0]], -1)[..., None] * np.eye(2)
    >>> coordinate_acceleration(rindler, [0.0, 2.0], [1.0, 0.0]).round(12) + 0.0  # falls with -x
    array([ 0., -2.])
    """
    speed = as_real("v", v)
    if (speed[..., 0] != 1).any():
        raise ValueError(f"`v` must have time component 1, but it has {speed[..., 0].flat[0]}.")
    force = affine_acceleration(metric, x, speed)
    return np.asarray(force - force[..., :1] * speed)


def initial_velocity(
    metric: MetricFunction, x: ArrayLike, spatial: ArrayLike, kind: str = "timelike"
) -> FloatArray:
    """Complete spatial components ``u^a`` by ``u^0`` so that ``g(u, u)`` is -1, 0 or +1.

    x : ``(..., n)``; spatial : ``(..., n - 1)``; kind : ``"timelike"``, ``"null"`` or
    ``"spacelike"``.  The larger root, the future one where coordinate 0 is a time (g_00 < 0).
    Returns ``(..., n)``.  Raises ``ValueError`` for an unknown kind, g_00 >= 0, or no real root.

    >>> def flat(x): return np.diag([-1.0, 1.0]) + 0 * x[..., None]
    >>> initial_velocity(flat, [0.0, 0.0], [0.75])
    array([1.25, 0.75])
    >>> initial_velocity(flat, [0.0, 0.0], [0.75], "null")
    array([0.75, 0.75])
    """
    one_of("kind", kind, tuple(SQUARES))
    at, u = as_real("x", x), as_real("spatial", spatial)
    g = np.asarray(metric(at))
    a = g[..., 0, 0]
    if (a >= 0).any():
        raise ValueError(f"`metric` must have g_00 < 0, but it is {a.max():.6g}.")
    b = np.einsum("...a,...a->...", g[..., 0, 1:], u)
    c = np.einsum("...a,...ab,...b->...", u, g[..., 1:, 1:], u) - SQUARES[kind]
    inside = b * b - a * c
    if (inside < 0).any():
        raise ValueError(
            f"`spatial` must allow a {kind} velocity, but u^0 would be the root of "
            f"{inside.min():.6g}."
        )
    time = (-b - np.sqrt(inside)) / a
    return np.concatenate([time[..., None], np.broadcast_to(u, (*time.shape, u.shape[-1]))], -1)


def affine_geodesics(
    metric: MetricFunction,
    position: ArrayLike,
    velocity: ArrayLike,
    parameter: ArrayLike,
    *,
    rtol: float = 1e-11,
    atol: float = 1e-11,
) -> Geodesic:
    """Integrate ``d^2x^m/ds^2 = -Gamma^m_ab dx^a/ds dx^b/ds``, Vanchurin (7.8).

    position, velocity : ``(B, n)`` at ``parameter[0]``; parameter : ``(T,)``, increasing.
    Tolerances are those of DOP853 over the whole batch.  Raises ``ValueError`` for wrong shapes,
    and where the integration stops early (a horizon, a singularity).

    >>> def sphere(x):
    ...     one = 1 + 0 * x[..., 0]
    ...     return np.stack([-one, one, np.sin(x[..., 1]) ** 2], -1)[..., None] * np.eye(3)
    >>> start, velocity = [[0, np.pi / 2, 0]], [[1, 0.6, 0.8]]  # a great circle
    >>> path = affine_geodesics(sphere, start, velocity, [0.0, np.pi])
    >>> path.positions[-1, 0].round(6)  # the point opposite, at the longitude pi
    array([3.141593, 1.570796, 3.141593])
    """
    s = increasing("parameter", parameter)
    x, u = _pair(position, velocity, 0)

    def rate(_: float, now: FloatArray) -> FloatArray:
        return np.stack([now[1], affine_acceleration(metric, now[0], now[1])])

    states = solve_ode(rate, np.stack([x, u]), s, rtol=rtol, atol=atol, interpolate=True)
    positions, velocities = states[:, 0], states[:, 1]
    affine = np.repeat(s[:, None], len(x), axis=1)
    return Geodesic(s, positions, velocities, affine, _norms(metric, positions, velocities))


def coordinate_geodesics(
    metric: MetricFunction,
    position: ArrayLike,
    velocity: ArrayLike,
    times: ArrayLike,
    *,
    rtol: float = 1e-11,
    atol: float = 1e-11,
) -> Geodesic:
    """Integrate the geodesic equation in coordinate time, Vanchurin (7.7).

    position : spatial ``(B, n - 1)`` at ``times[0]``; velocity : ``dx^a/dt``, ``(B, n - 1)``.
    Beside (7.7) runs ``d/dt ln(ds/dt) = Gamma^0_ab v^a v^b``, the affine parameter s with
    ``ds/dt = 1`` at the start; with it the norm ``g(v, v) / (ds/dt)^2`` must stay what it was,
    which monitors the integration.  Raises as ``affine_geodesics``.

    >>> def rindler(x):
    ...     return np.stack([-(x[..., 1] ** 2), 1 + 0 * x[..., 0]], -1)[..., None] * np.eye(2)
    >>> path = coordinate_geodesics(rindler, [[1.0]], [[0.0]], [0.0, 1.0])
    >>> path.positions[-1, 0].round(9)  # x = 1 / cosh(t), straight in flat spacetime
    array([1.        , 0.64805427])
    """
    t = increasing("times", times)
    x, v = _pair(position, velocity, 1)
    batch, d = x.shape

    def rate(time: float, now: FloatArray) -> FloatArray:
        speed = _with_time(1.0, now[:, d : 2 * d])
        force = affine_acceleration(metric, _with_time(time, now[:, :d]), speed)
        bend = force - force[:, :1] * speed
        return np.concatenate(
            [speed[:, 1:], bend[:, 1:], -force[:, :1], np.exp(now[:, -2:-1])], axis=1
        )

    start = np.concatenate([x, v, np.zeros((batch, 2))], axis=1)
    states = solve_ode(rate, start, t, rtol=rtol, atol=atol, interpolate=True)
    clock = np.broadcast_to(t[:, None, None], (len(t), batch, 1))
    positions = np.concatenate([clock, states[..., :d]], axis=-1)
    velocities = np.concatenate([np.ones_like(clock), states[..., d : 2 * d]], axis=-1)
    norms = _norms(metric, positions, velocities) * np.exp(-2 * states[..., -2])
    return Geodesic(t, positions, velocities, states[..., -1] + t[0], norms)


def _norms(metric: MetricFunction, x: FloatArray, u: FloatArray) -> FloatArray:
    return np.asarray(np.einsum("...m,...mn,...n->...", u, metric(x), u))


def _with_time(time: float, spatial: Array) -> Array:
    return np.concatenate([np.full((len(spatial), 1), time), spatial], axis=1)


def _pair(position: ArrayLike, velocity: ArrayLike, less: int) -> tuple[FloatArray, FloatArray]:
    x, u = as_real("position", position), as_real("velocity", velocity)
    for name, array in (("position", x), ("velocity", u)):
        if array.ndim != 2 or array.shape != x.shape:
            wanted = "(B, n - 1)" if less else "(B, n)"
            raise ValueError(
                f"`{name}` must have shape {wanted}, like `position`, but its shape is "
                f"{array.shape}."
            )
    return x, u
