"""Geodesics of landmarks: points carried by a diffeomorphism of least deformation energy.

The velocity field is ``v(x) = sum_j K(x - q_j) p_j`` with ``K(z) = exp(-|z|^2 / (2 s^2))``, the
energy ``H = 1/2 sum_ij p_i . p_j K(q_i - q_j)``, half the squared norm of v.  Hamilton's equations:

    dq_i/dt = v(q_i),    dp_i/dt = -(dv/dx)(q_i)^T p_i,

the Euler-Arnold equation of right-invariant metrics on diffeomorphisms (EPDiff) for a momentum that
sits on points.  Source: M. Miller, A. Trouve, L. Younes, Geodesic shooting for computational
anatomy (2006).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.integrators import step
from numerics.memory import refuse_beyond


@dataclass(frozen=True)
class LandmarkPath:
    """Positions and momenta ``(..., times, m, d)`` of m landmarks at ``times``: ``(times,)``.

    >>> path = landmark_geodesic([[0.0], [1.0]], [[1.0], [-0.5]], 1.0, steps=50, every=50)
    >>> path.linear_momentum[:, 0].round(12).tolist(), bool(np.ptp(path.energy) < 1e-9)
    ([0.5, 0.5], True)
    """

    times: FloatArray
    positions: FloatArray
    momenta: FloatArray
    width: float

    @property
    def energy(self) -> FloatArray:
        """H at every time, constant on a geodesic: shape ``(..., times)``."""
        return energy(self.positions, self.momenta, self.width)

    @property
    def linear_momentum(self) -> FloatArray:
        """``sum_i p_i``, constant because the kernel sees differences: ``(..., times, d)``."""
        return np.asarray(self.momenta.sum(axis=-2))

    @property
    def angular_momentum(self) -> FloatArray:
        """``sum_i q_i p_i^T - p_i q_i^T``, constant for a kernel of |z|: ``(..., times, d, d)``."""
        outer = np.einsum("...ia,...ib->...ab", self.positions, self.momenta)
        return np.asarray(outer - np.swapaxes(outer, -1, -2))


def kernel(x: FloatArray, y: FloatArray, width: float) -> FloatArray:
    """``exp(-|x_i - y_j|^2 / (2 width^2))``: shape ``(..., points of x, points of y)``.

    >>> kernel(np.array([[0.0]]), np.array([[0.0], [2.0]]), 2.0).round(6)  # 1, exp(-1 / 2)
    array([[1.      , 0.606531]])
    """
    z = x[..., :, None, :] - y[..., None, :, :]
    return np.asarray(np.exp(-(z**2).sum(axis=-1) / (2 * width**2)))


def velocity(x: ArrayLike, positions: ArrayLike, momenta: ArrayLike, width: float) -> FloatArray:
    """The velocity field at points x: shape ``(..., k, d)``, as x; landmarks are ``(..., m, d)``.

    Raises ``ValueError`` for shapes that do not fit or a width that is not positive.

    >>> velocity([[0.0], [1.0]], [[0.0]], [[3.0]], 1.0)[:, 0].round(6)  # 3, 3 exp(-1 / 2)
    array([3.      , 1.819592])
    """
    q, p = _checked(positions, momenta)
    points = as_real("x", x)
    if points.ndim < 2 or points.shape[-1] != q.shape[-1]:
        raise ValueError(f"`x` must have shape (..., k, {q.shape[-1]}), but it is {points.shape}.")
    return np.asarray(kernel(points, q, positive_float("width", width)) @ p)


def energy(positions: ArrayLike, momenta: ArrayLike, width: float) -> FloatArray:
    """``1/2 sum_ij p_i . p_j K(q_i - q_j)`` of landmarks ``(..., m, d)``: shape ``(...)``.

    >>> float(energy([[0.0], [1.0]], [[1.0], [1.0]], 1.0).round(6))  # 1 + exp(-1 / 2)
    1.606531
    """
    q, p = _checked(positions, momenta)
    return np.asarray((p * velocity(q, q, p, width)).sum(axis=(-1, -2)) / 2)


def landmark_geodesic(
    positions: ArrayLike,
    momenta: ArrayLike,
    width: float,
    *,
    duration: float = 1.0,
    steps: int = 100,
    every: int = 1,
) -> LandmarkPath:
    """Return the geodesics that leave ``positions`` with ``momenta``, both ``(..., m, d)``.

    Classical Runge-Kutta of order four in ``steps`` equal steps; a point is recorded after each
    ``every`` of them.  A negative ``duration`` runs the geodesic backwards.  Work per step: four
    tables of m by m per sample.

    Raises ``ValueError`` for shapes that do not fit, a width that is not positive, a duration of
    zero, ``every`` that does not divide ``steps``, or steps too few for momenta so large;
    ``BeyondMemoryError`` for too many points.

    >>> path = landmark_geodesic([[0.0, 0.0]], [[3.0, 4.0]], 1.0, steps=4)
    >>> path.positions[-1].round(12)  # a single landmark goes straight on
    array([[3., 4.]])
    """
    q, p = _checked(positions, momenta)
    size = positive_float("width", width)
    time = float(as_real("duration", duration))
    if time == 0:
        raise ValueError("`duration` must not be zero, but it is 0.")
    whole("steps", steps)
    if steps % whole("every", every):
        raise ValueError(f"`every` must divide {steps}, but it is {every}.")
    points = steps // every + 1
    refuse_beyond(16 * q.size * points, what="geodesic with all its recorded points")
    path = flow(np.stack([q, p]), size, time / steps, steps, every)
    if not np.isfinite(path).all():
        raise ValueError(
            f"`steps` must be enough for the geodesic to stay finite, but {steps} are not."
        )
    return LandmarkPath(np.linspace(0.0, time, points), path[0], path[1], size)


def flow(state: FloatArray, width: float, h: float, steps: int, every: int) -> FloatArray:
    """Runge-Kutta steps of length h from positions and momenta ``(2, ..., m, d)``, unchecked.

    Shape ``(2, ..., times, m, d)``; not finite where the momenta are too large for the step.

    >>> state = np.array([[[0.0, 0.0]], [[1.0, 2.0]]])
    >>> flow(state, 1.0, 0.5, 2, 1)[0, :, 0].round(9).tolist()
    [[0.0, 0.0], [0.5, 1.0], [1.0, 2.0]]
    """
    kept = [state]

    def rate(_: float, now: FloatArray) -> FloatArray:
        return _rate(now, width)

    with np.errstate(over="ignore", invalid="ignore"):
        for count in range(1, steps + 1):
            state = step(rate, 0.0, state, h)
            if count % every == 0:
                kept.append(state)
    return np.stack(kept, axis=-3)


def _rate(state: FloatArray, width: float) -> FloatArray:
    q, p = state
    table = kernel(q, q, width)
    pull = table * (p @ np.swapaxes(p, -1, -2)) / width**2
    force = pull.sum(axis=-1)[..., None] * q - pull @ q
    return np.stack([table @ p, force])


def _checked(positions: ArrayLike, momenta: ArrayLike) -> tuple[FloatArray, FloatArray]:
    q, p = as_real("positions", positions), as_real("momenta", momenta)
    if q.ndim < 2 or q.shape != p.shape:
        raise ValueError(
            "`positions` and `momenta` must have one shape (..., landmarks, dimensions), but "
            f"theirs are {q.shape} and {p.shape}."
        )
    return q, p
