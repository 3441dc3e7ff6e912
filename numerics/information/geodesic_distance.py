"""Geodesic distance between two points of any Riemannian metric, as a boundary-value problem."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import solve_bvp

from numerics._checks import Array, FloatArray, as_real, positive_float
from numerics.spacetime.curvatures import MetricFunction, christoffel, first_derivatives


@dataclass(frozen=True, eq=False)
class GeodesicSegment:
    """A geodesic between two points.

    parameter : ``(m,)``, 0 to 1; positions, velocities : ``(m, n)``; length : its distance;
    slope : d length / d end point, ``(n,)``, the lowered unit tangent at the end.

    >>> found = geodesic_segment(lambda x: np.eye(2) + 0 * x[..., None], [0, 0], [3, 4])
    >>> round(found.length, 6), found.slope.round(6).tolist()
    (5.0, [0.6, 0.8])
    """

    parameter: FloatArray
    positions: FloatArray
    velocities: FloatArray
    length: float
    slope: FloatArray


def geodesic_segment(
    metric: MetricFunction, start: ArrayLike, end: ArrayLike, *, tolerance: float = 1e-8
) -> GeodesicSegment:
    """Find a geodesic from ``start`` to ``end`` by collocation (order 4, adaptive mesh).

    The end point moves out from near the start along a straight line of the chart, each geodesic
    the first guess of the next; the steps are halved where one does not converge.

    metric : analytic, ``(..., n) -> (..., n, n)``, positive.  Where several geodesics join the
    points, the one that this deformation leads to is found.  Raises ``ValueError`` for points of
    different shapes or equal ones and ``ArithmeticError`` where the steps become smaller than 1e-3.

    >>> def half_plane(x): return np.eye(2) / x[..., 1, None, None] ** 2
    >>> round(geodesic_segment(half_plane, [0, 1], [0, np.e]).length, 6)
    1.0
    """
    first, last = as_real("start", start), as_real("end", end)
    if first.ndim != 1 or first.shape != last.shape:
        raise ValueError(f"`end` must have shape {first.shape}, but its shape is {last.shape}.")
    if (first == last).all():
        raise ValueError("`end` must differ from `start`, but they are equal.")
    final = positive_float("tolerance", tolerance)
    mesh, done, step = np.linspace(0.0, 1.0, 11), 0.0, 0.125
    state = np.vstack([np.repeat(first[:, None], mesh.size, 1), np.zeros((first.size, mesh.size))])
    while done < 1.0:
        share = min(step, 1.0 - done)
        move = share * (last - first)
        guess = state + np.vstack([mesh * move[:, None], np.repeat(move[:, None], mesh.size, 1)])
        allowed = final if done + share == 1.0 else max(final, 1e-3)
        found = _collocated(metric, first, first + (done + share) * (last - first), mesh, guess,
                            allowed)  # fmt: skip
        if found is not None:
            mesh, state = found
            done, step = done + share, 2 * step
        elif (step := share / 2) < 1e-3:
            raise ArithmeticError(
                f"geodesic must be found by collocation, but is lost at {done:.3g} of the way"
            )
    positions, velocities = state[: first.size].T, state[first.size :].T
    lowered = metric(last) @ velocities[-1]
    length = float(np.sqrt(velocities[-1] @ lowered))
    return GeodesicSegment(mesh, positions, velocities, length, lowered / length)


def _collocated(
    metric: MetricFunction,
    first: FloatArray,
    last: FloatArray,
    mesh: FloatArray,
    guess: FloatArray,
    tolerance: float,
) -> tuple[FloatArray, FloatArray] | None:
    """Mesh and positions over velocities of one geodesic; None where nothing is found."""
    n = first.size

    def right(_: Array, y: Array) -> Array:
        x, u = y[:n].T, y[n:].T
        gamma = christoffel(*first_derivatives(metric, x))
        return np.concatenate([u, -np.einsum("kmab,ka,kb->km", gamma, u, u)], axis=1).T

    def ends(left: Array, there: Array) -> Array:
        return np.concatenate([left[:n] - first, there[:n] - last])

    with np.errstate(all="ignore"):
        try:
            found = solve_bvp(right, ends, mesh, guess, tol=tolerance, max_nodes=20_000)
        except (ValueError, np.linalg.LinAlgError):  # the iteration left the chart
            return None
    return (found.x, found.y) if found.success else None
