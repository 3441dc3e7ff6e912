"""Areas and volumes of small geodesic balls in any space of three dimensions."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, positive_float, whole
from numerics.calculus import gauss_nodes, gradient
from numerics.integrators import runge_kutta
from numerics.spacetime.curvatures import MetricFunction, christoffel, first_derivatives

DEGREE = 5  # in radius^2


def geodesic_balls(
    metric: MetricFunction,
    centre: ArrayLike,
    radius: float,
    *,
    intervals: int = 16,
    order: int = 6,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return radii, areas of the geodesic spheres and volumes of the balls, ``(intervals + 1,)``.

    Geodesics leave the centre in ``2 order**2`` directions, Gauss nodes of the sphere; how they
    spread (order-8 differences of neighbouring ones) gives the area, by Gauss's lemma its integral
    over the radius the volume.  One Runge-Kutta step of order 4 for each of the ``intervals``.  Odd
    powers of the radius drop out of area / radius^2, which is fitted by a polynomial in radius^2.

    metric : analytic, ``(..., 3) -> (..., 3, 3)``.  centre : ``(3,)``.  Raises ``ValueError`` for
    another dimension, fewer than 6 intervals, and as ``numerics.spacetime.curvatures``.

    >>> def sphere(x): return 4 * np.eye(3) / (1 + (x**2).sum(-1))[..., None, None] ** 2
    >>> radii, areas, volumes = geodesic_balls(sphere, np.zeros(3), 1.0)
    >>> bool(abs(volumes[-1] / (2 * np.pi - np.pi * np.sin(2)) - 1) < 1e-4)
    True
    """
    at, reach = as_real("centre", centre), positive_float("radius", radius)
    if at.shape != (3,):
        raise ValueError(f"`centre` must have shape (3,), but its shape is {at.shape}.")
    whole("intervals", intervals, DEGREE + 1)
    directions, weights = _sphere(whole("order", order))
    frame = np.linalg.inv(np.linalg.cholesky(metric(at)))  # rows: an orthonormal frame
    first = np.linalg.svd(directions[:, None, :])[2][:, 1:]  # two tangents of the unit sphere

    def exponential(shift: Array) -> Array:
        leaning = directions + np.einsum("...k,...kj->...j", shift, first)
        unit = leaning / np.linalg.norm(leaning, axis=-1, keepdims=True)
        return _paths(metric, at, unit @ frame, reach, intervals)

    home = np.zeros((len(directions), 2))
    spread = np.moveaxis(gradient(exponential, home, 2e-2), 0, -2)
    g = metric(exponential(home))
    element = np.linalg.det(np.einsum("...ai,...ij,...bj->...ab", spread, g, spread))
    areas = np.sqrt(np.maximum(element, 0.0)).T @ weights
    radii = reach * np.arange(intervals + 1) / intervals
    return radii, areas, _integrated(radii, areas)


def _paths(metric: MetricFunction, at: Array, u: Array, reach: float, steps: int) -> Array:
    """Positions along geodesics, ``(directions, steps + 1, 3)``."""

    def rate(_: float, state: Array) -> Array:
        x, u = state
        gamma = christoffel(*first_derivatives(metric, x))
        return np.stack([u, -np.einsum("...mab,...a,...b->...m", gamma, u, u)])

    start = np.stack([np.broadcast_to(at, u.shape), u])
    path = runge_kutta(rate, start, np.linspace(0.0, reach, steps + 1))
    return np.moveaxis(path[:, 0], 0, -2)


def _sphere(order: int) -> tuple[FloatArray, FloatArray]:
    """Product rule on the unit sphere: directions ``(2 order^2, 3)`` and weights."""
    line = gauss_nodes(-1.0, 1.0, order)
    angle = np.pi * np.arange(2 * order) / order
    ring = np.sqrt(1 - line.points**2)[:, None]
    height = np.broadcast_to(line.points[:, None], (order, 2 * order))
    directions = np.stack([ring * np.cos(angle), ring * np.sin(angle), height], axis=-1)
    return directions.reshape(-1, 3), np.repeat(line.weights * np.pi / order, 2 * order)


def _integrated(radii: FloatArray, areas: FloatArray) -> FloatArray:
    """Integral from the centre to each radius, of areas r^2 times a polynomial in r^2."""
    scaled = (radii / radii[-1]) ** 2
    powers = np.arange(DEGREE + 1)
    table = scaled[1:, None] ** powers
    found = np.linalg.lstsq(table, areas[1:] / scaled[1:], rcond=None)[0]
    series = (scaled[:, None] ** powers) @ (found / (2 * powers + 3))
    return np.asarray(radii * scaled * series)
