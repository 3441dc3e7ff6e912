"""Paths between fixed events that make a functional stationary, and whether they maximise it.

No geodesic equation enters: the discrete functional of ``numerics.orbits.path_functional`` is made
stationary by Newton's method, so that Vanchurin (7.5) and (7.6) can be tested against (7.7).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing, positive_float, whole
from numerics.orbits.path_functional import Segment, node_derivative, path_hessian, path_value


@dataclass(frozen=True, eq=False)
class StationaryPath:
    """A stationary path between fixed ends.

    times : ``(K + 1,)``; path : events ``(K + 1, n)`` with ``x^0 = t``; value : S; residual :
    largest derivative of S at a node; eigenvalues : those of the second variation, ascending,
    ``((K - 1)(n - 1),)``; steps : Newton steps taken.

    >>> from numerics.orbits.path_functional import proper_time_segment
    >>> segment = proper_time_segment(lambda x: np.diag([-1.0, 1.0]) + 0 * x[..., None])
    >>> found = stationary_path(segment, [0.0, 5.0, 10.0], [[0.0], [2.0], [6.0]])
    >>> found.is_maximum, round(found.value, 9)  # sqrt(10^2 - 6^2)
    (True, 8.0)
    """

    times: FloatArray
    path: FloatArray
    value: float
    residual: float
    eigenvalues: FloatArray
    steps: int

    @property
    def is_maximum(self) -> bool:
        """Whether all eigenvalues are below ``-1e-9`` of the largest one's size."""
        return bool(self.eigenvalues[-1] < -1e-9 * np.abs(self.eigenvalues).max())


def stationary_path(
    segment: Segment,
    times: ArrayLike,
    guess: ArrayLike,
    *,
    tolerance: float = 1e-11,
    most: int = 50,
) -> StationaryPath:
    """Make ``S = sum s(x_k, x_{k+1}, dt)`` stationary among paths ``x^0 = t`` with fixed ends.

    segment : as in ``numerics.orbits.path_functional``; times : ``(K + 1,)``, increasing, K at
    least 2;
    guess : spatial positions ``(K + 1, d)``, whose first and last rows are the ends.  Newton steps,
    halved while the derivative does not shrink or the path would leave where S is defined, until
    every derivative at a node is below ``tolerance`` times the largest at the guess plus 1.
    Dense linear algebra: meant for up to a few hundred unknowns.
    Raises ``ValueError`` for wrong shapes, ``RuntimeError`` when Newton's method gets stuck.

    >>> from numerics.orbits.path_functional import proper_time_segment
    >>> segment = proper_time_segment(lambda x: np.diag([-1.0, 1.0]) + 0 * x[..., None])
    >>> found = stationary_path(segment, [0.0, 5.0, 10.0], [[0.0], [2.0], [6.0]])
    >>> found.path[:, 1].round(9)  # straight
    array([0., 3., 6.])
    """
    clock = increasing("times", times)
    x = as_real("guess", guess)
    if x.ndim != 2 or len(x) != clock.size or clock.size < 3:
        raise ValueError(
            f"`guess` must have shape ({clock.size}, d) with at least three rows, but its shape is "
            f"{x.shape}."
        )
    positive_float("tolerance", tolerance)
    path = np.concatenate([clock[:, None], x], axis=1)
    slope = _slope(segment, path, clock)
    enough = tolerance * (1 + float(np.abs(slope).max()))
    for taken in range(whole("most", most)):
        residual = float(np.abs(slope).max())
        hessian = _free(path_hessian(segment, path, clock))
        if residual <= enough:
            value = float(path_value(segment, path, clock))
            eigenvalues = np.asarray(np.linalg.eigvalsh(hessian))
            return StationaryPath(clock, path, value, residual, eigenvalues, taken)
        move = np.asarray(np.linalg.solve(hessian, -slope.ravel())).reshape(slope.shape)
        path, slope = _damped(segment, path, clock, move, residual)
    raise RuntimeError(
        f"The path must become stationary in {most} steps, but a derivative is still "
        f"{np.abs(slope).max():.6g}."
    )


def second_variation(segment: Segment, times: ArrayLike, positions: ArrayLike) -> FloatArray:
    """Return the eigenvalues of the discrete second variation, ascending, ``((K - 1) d,)``.

    positions : spatial ``(K + 1, d)``; variations keep ``x^0 = t`` and the ends.  All negative: S
    has a maximum there; one sign change per conjugate point passed.

    >>> from numerics.orbits.path_functional import lagrangian_segment
    >>> swing = lagrangian_segment(lambda x, v: (v[..., 1] ** 2 - x[..., 1] ** 2) / 2)
    >>> times = np.linspace(0.0, 4.0, 21)  # past the focus at pi
    >>> int((second_variation(swing, times, np.zeros((21, 1))) < 0).sum())
    1
    """
    clock = increasing("times", times)
    path = np.concatenate([clock[:, None], as_real("positions", positions)], axis=1)
    return np.asarray(np.linalg.eigvalsh(_free(path_hessian(segment, path, clock))))


def _damped(
    segment: Segment, path: FloatArray, clock: FloatArray, move: FloatArray, residual: float
) -> tuple[FloatArray, FloatArray]:
    for halving in range(30):
        trial = path.copy()
        trial[1:-1, 1:] += move / 2**halving
        try:
            slope = _slope(segment, trial, clock)
        except ValueError:  # not time-like any more
            continue
        if np.abs(slope).max() < residual:
            return trial, slope
    raise RuntimeError(
        f"The path must become stationary, but no Newton step lowers its derivative {residual:.6g}."
    )


def _slope(segment: Segment, path: FloatArray, clock: FloatArray) -> FloatArray:
    return node_derivative(segment, path, clock)[1:-1, 1:]


def _free(hessian: FloatArray) -> FloatArray:
    inner = hessian[:, 1:, :, 1:]
    size = inner.shape[0] * inner.shape[1]
    return inner.reshape(size, size)
