"""A pinhole camera in a curved space-time: directions of pixels and the light that reaches them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.orbits.start import tetrad_at
from numerics.spacetime.curvatures import MetricFunction


@dataclass(frozen=True)
class Camera:
    """A pinhole camera that looks along -e_1 of its observer's tetrad.

    position : event ``(4,)``; width : of the view, as twice the tangent of half the angle;
    columns, rows : of the image; observer : its velocity ``(4,)``, by default that of
    ``numerics.orbits.start.tetrad_at``.  With coordinates (t, r, theta, phi) it looks inward, e_3
    (phi) to the right and -e_2 (theta) up.

    >>> camera = Camera((0.0, 50.0, np.pi / 2, 0.0), width=0.5, columns=4, rows=3)
    >>> [len(axis) for axis in screen(camera)]
    [4, 3]
    """

    position: tuple[float, ...]
    width: float
    columns: int
    rows: int
    observer: tuple[float, ...] | None = None


def screen(camera: Camera) -> tuple[FloatArray, FloatArray]:
    """Positions on the screen at unit distance, right ``(columns,)`` and up ``(rows,)``.

    >>> right, up = screen(Camera((0.0, 50.0, np.pi / 2, 0.0), width=1.0, columns=2, rows=2))
    >>> right, up
    (array([-0.25,  0.25]), array([-0.25,  0.25]))
    """
    positive_float("width", camera.width)
    columns, rows = whole("columns", camera.columns), whole("rows", camera.rows)
    pixel = camera.width / columns
    right = (np.arange(columns, dtype=float) - (columns - 1) / 2) * pixel
    up = (np.arange(rows, dtype=float) - (rows - 1) / 2) * pixel
    return np.asarray(right, dtype=float), np.asarray(up, dtype=float)


def light_momenta(
    metric: MetricFunction, camera: Camera, right: ArrayLike, up: ArrayLike
) -> FloatArray:
    """Momenta ``p_m`` of the light at points of the screen, traced back in time, ``(..., 4)``.

    The vector is -e_0 + n with the unit direction n in which one looks, so that the affine
    parameter grows into the past and the energy measured by the observer is 1.  right, up :
    positions on the screen at unit distance, broadcast.  Raises ``ValueError`` as ``tetrad_at``.

    >>> def flat(x): return np.diag([-1.0, 1.0, 1.0, 1.0]) + 0 * x[..., None]
    >>> camera = Camera((0.0, 9.0, 0.0, 0.0), width=1.0, columns=1, rows=1)
    >>> light_momenta(flat, camera, 0.0, 0.0).round(9) + 0.0  # energy 1, along -e_1
    array([ 1., -1.,  0.,  0.])
    """
    at = as_real("position", camera.position)
    legs = tetrad_at(metric, at, camera.observer)
    x, y = np.broadcast_arrays(as_real("right", right), as_real("up", up))
    look = np.stack([-np.ones_like(x), -y, x], axis=-1)
    look = look / np.linalg.norm(look, axis=-1, keepdims=True)
    vectors = look @ legs[1:] - legs[0]
    return np.asarray(vectors @ np.asarray(metric(at)))


def light_starts(metric: MetricFunction, camera: Camera) -> FloatArray:
    """States ``(x^m, p_m)`` of the light of all pixels, row by row from below, ``(B, 8)``.

    >>> def flat(x): return np.diag([-1.0, 1.0, 1.0, 1.0]) + 0 * x[..., None]
    >>> light_starts(flat, Camera((0.0, 9.0, 0.0, 0.0), width=1.0, columns=3, rows=2)).shape
    (6, 8)
    """
    right, up = screen(camera)
    momenta = light_momenta(metric, camera, right[None, :], up[:, None]).reshape(-1, 4)
    events = np.broadcast_to(np.asarray(camera.position, dtype=float), momenta.shape)
    return np.concatenate([events, momenta], axis=1)
