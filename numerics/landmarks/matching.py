"""Template matching with landmarks: the geodesic that carries given points onto others.

Geodesic shooting: the initial momentum is found by Newton steps on the end points, with a Jacobian
from central differences of one batch of geodesics, and with the step halved where it does not help.
Source: M. Miller, A. Trouve, L. Younes, Geodesic shooting for computational anatomy (2006).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.landmarks.geodesic import LandmarkPath, flow, kernel, landmark_geodesic

_STEP = 1e-6
_HALVINGS = 12


@dataclass(frozen=True)
class Match:
    """A geodesic, how far its end is off (largest coordinate), and the Newton steps it took.

    >>> found = match_landmarks([[0.0, 0.0]], [[3.0, 4.0]], 1.0)
    >>> round(found.length, 9), found.gap < 1e-10
    (5.0, True)
    """

    path: LandmarkPath
    gap: float
    iterations: int

    @property
    def length(self) -> float:
        """Length of the deformation, ``sqrt(2 H)`` for a duration of one."""
        return float(np.sqrt(2 * self.path.energy[0]))


def match_landmarks(
    start: ArrayLike,
    end: ArrayLike,
    width: float,
    *,
    steps: int = 40,
    tolerance: float = 1e-10,
    most: int = 60,
) -> Match:
    """Return a geodesic of duration one from the landmarks ``start`` to ``end``, both ``(m, d)``.

    steps : Runge-Kutta steps of the geodesic; tolerance : largest coordinate of the remaining gap;
    most : Newton steps before giving up.  A geodesic is found, not all of them, and for large
    deformations not always the shortest.  Work: one batch of 2 m d geodesics per Newton step.

    Raises ``ValueError`` for shapes that do not fit, landmarks that coincide, or where no geodesic
    is found to within ``tolerance``.

    >>> found = match_landmarks([[0.0], [1.0]], [[0.0], [2.0]], 1.0)
    >>> found.path.positions[-1].round(9) + 0.0
    array([[0.],
           [2.]])
    """
    q, goal = as_real("start", start), as_real("end", end)
    if q.ndim != 2 or q.shape != goal.shape:
        raise ValueError(
            "`start` and `end` must have one shape (landmarks, dimensions), but theirs are "
            f"{q.shape} and {goal.shape}."
        )
    size, close = positive_float("width", width), positive_float("tolerance", tolerance)
    whole("steps", steps)
    whole("most", most)
    for name, points in (("start", q), ("end", goal)):
        apart = np.abs(points[:, None] - points).sum(-1) + np.eye(len(points))
        if (apart == 0).any():
            i, j = np.argwhere(apart == 0)[0]
            raise ValueError(f"`{name}` must be distinct points, but {i} and {j} coincide.")

    def ends(momenta: FloatArray) -> FloatArray:
        states = np.stack([np.broadcast_to(q, momenta.shape), momenta])
        path = flow(states, size, 1 / steps, steps, steps)
        return np.asarray(path[0, ..., -1, :, :])

    momentum = np.asarray(np.linalg.lstsq(kernel(q, q, size), goal - q, rcond=None)[0], float)
    gap = ends(momentum) - goal
    unit = _STEP * np.eye(q.size).reshape(-1, *q.shape)
    iteration = 0
    while close < np.abs(gap).max() < np.inf and iteration < most:
        iteration += 1
        slope = (ends(momentum + unit) - ends(momentum - unit)) / (2 * _STEP)
        if not np.isfinite(slope).all():
            break
        jacobian = slope.reshape(q.size, q.size).T
        change = np.linalg.lstsq(jacobian, gap.ravel(), rcond=None)[0].reshape(q.shape)
        trials = np.asarray(momentum - change * 0.5 ** np.arange(_HALVINGS)[:, None, None], float)
        gaps = ends(trials) - goal
        off = np.where(np.isfinite(gaps).all((1, 2)), np.abs(gaps).max((1, 2)), np.inf)
        best = int(np.argmin(off))
        if off[best] >= np.abs(gap).max():
            break
        momentum, gap = trials[best], gaps[best]
    left = float(np.abs(gap).max())
    if left > close:
        raise ValueError(
            f"`end` must be reached to within {close:.1e}, but after {iteration} steps the gap is "
            f"{left:.1e}; a wider kernel or a smaller deformation may help."
        )
    return Match(landmark_geodesic(q, momentum, size, steps=steps), left, iteration)
