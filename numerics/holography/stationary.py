"""Fields that make a radial action stationary, by Newton's method on its gradient."""

import numpy as np

from numerics._checks import FloatArray
from numerics.calculus import Nodes

NEWTON = 10


def onto_gauss(line: Nodes, places: FloatArray) -> FloatArray:
    """Values at `places` of the polynomial through values at the Chebyshev points of `line`."""
    low, high = line.points.min(), line.points.max()
    through = np.polynomial.chebyshev.chebvander
    count = len(line.points)
    known, wanted = (2 * (x - low) / (high - low) - 1 for x in (line.points, places))
    return np.asarray(np.linalg.solve(through(known, count - 1).T, through(wanted, count - 1).T).T)


def stationary_field(
    line: Nodes,
    places: FloatArray,
    measure: FloatArray,
    push: FloatArray,
    ends: FloatArray,
    *,
    kinetic: float = 0.5,
) -> FloatArray:
    """The field with given end values at which a discretised action is stationary, ``(n, N)``.

    Action ``sum_q m_q (kinetic phi'_q^2 + V(phi_q))`` over places for the polynomial through the
    N Chebyshev points of `line`, ``V' = push_0 phi + push_1 phi^3``; from a straight line.
    places : ``(Q,)``.  measure : ``(n, Q)``, quadrature weights times the volume.
    push, ends : ``(n, 2)``.
    """
    to = onto_gauss(line, places)
    tilt = to @ line.matrix
    part = (line.points - line.points.min()) / np.ptp(line.points)
    field = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * part
    mass, quartic = push[:, :1], push[:, 1:]
    for _ in range(NEWTON):
        fine, slope = field @ to.T, field @ tilt.T
        gradient = 2 * kinetic * (measure * slope) @ tilt
        gradient = gradient + (measure * (mass * fine + quartic * fine**3)) @ to
        stiff = (measure * (mass + 3 * quartic * fine**2))[:, :, None] * to
        bend = to.T @ stiff + 2 * kinetic * tilt.T @ (measure[:, :, None] * tilt)
        move = np.linalg.solve(bend[:, 1:-1, 1:-1], gradient[:, 1:-1, None])[..., 0]
        field[:, 1:-1] -= move
    return np.asarray(field)
