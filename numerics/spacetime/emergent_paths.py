"""Geodesics through the emergent metric by exact sums: every force is a sum over neurons.

In the gauge (6.7), neurons at rest, ``Gamma^0_ab = 0``: coordinate time is an affine parameter of
every geodesic, and Vanchurin (7.7) and (7.8) are the same equation in space.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing
from numerics.integrators import solve_ode
from numerics.spacetime.cell_list import CellList
from numerics.spacetime.emergence import emergent_metric


@dataclass(frozen=True, eq=False)
class Paths:
    """B geodesics at T times: positions and velocities ``(T, B, 3)``, squares ``(T, B)``.

    squares : ``g_ab v^a v^b``, constant along an exact geodesic, 1 for light.

    >>> from numerics.spacetime.emergence import metric_cells
    >>> cells = metric_cells(np.zeros((1, 3)), np.eye(3)[None])
    >>> found = emergent_geodesics(cells, np.zeros((1, 3)), [[0.5, 0.0, 0.0]], [0.0, 1.0])
    >>> found.squares[:, 0].round(9)
    array([0.25, 0.25])
    """

    times: FloatArray
    positions: FloatArray
    velocities: FloatArray
    squares: FloatArray

    @property
    def drift(self) -> float:
        """Largest change of a square along the way."""
        return float(np.abs(self.squares - self.squares[0]).max())


def light_velocities(cells: CellList, positions: ArrayLike, directions: ArrayLike) -> FloatArray:
    """Scale directions ``(B, 3)`` at positions ``(B, 3)`` to light: ``g_ab v^a v^b = 1``.

    Raises ``ValueError`` for a direction that is zero, by its index, and as ``emergent_metric``.

    >>> from numerics.spacetime.emergence import metric_cells
    >>> cells = metric_cells(np.zeros((1, 3)), 4 * np.eye(3)[None])
    >>> light_velocities(cells, np.zeros((1, 3)), [[0.0, 7.0, 0.0]]).round(9) + 0.0
    array([[0. , 0.5, 0. ]])
    """
    at, along = as_real("positions", positions), as_real("directions", directions)
    g = emergent_metric(cells, at).metric.value
    square = np.einsum("bm,bmn,bn->b", along, g, along)
    if (square == 0).any():
        raise ValueError(
            f"`directions` must not vanish, but number {int(square.argmin())} is zero."
        )
    return np.asarray(along / np.sqrt(square)[:, None])


def emergent_geodesics(
    cells: CellList,
    positions: ArrayLike,
    velocities: ArrayLike,
    times: ArrayLike,
    *,
    rtol: float = 1e-10,
    workers: int = 1,
) -> Paths:
    """Integrate ``d^2x^a/dt^2 = -Gamma^a_bc v^b v^c``, Vanchurin (7.7), for B geodesics at once.

    positions, velocities : ``(B, 3)`` at ``times[0]``; times : ``(T,)``, at least two; rtol : of
    DOP853 over the whole batch.  Raises ``ValueError`` for wrong shapes, where a geodesic
    leaves the neurons, and where the integration stops early.

    >>> from numerics.spacetime.emergence import metric_cells
    >>> cells = metric_cells(np.zeros((1, 3)), np.eye(3)[None])  # the same metric everywhere
    >>> found = emergent_geodesics(cells, np.zeros((1, 3)), [[0.5, 0.0, 0.0]], [0.0, 1.0, 2.0])
    >>> found.positions[:, 0, 0].round(9) + 0.0
    array([0. , 0.5, 1. ])
    """
    t = increasing("times", times)
    x, v = as_real("positions", positions), as_real("velocities", velocities)
    if x.ndim != 2 or x.shape[1] != 3 or v.shape != x.shape or len(x) == 0:
        raise ValueError(
            f"`positions` and `velocities` must have shape (B, 3), but theirs are {x.shape} and "
            f"{v.shape}."
        )
    if t.size < 2:
        raise ValueError("`times` must have at least two values, but it has one.")

    def rate(_: float, state: FloatArray) -> FloatArray:
        at, speed = state
        gamma = emergent_metric(cells, at, order=1, workers=workers).christoffel()
        return np.stack([speed, -np.einsum("bmac,ba,bc->bm", gamma, speed, speed)])

    path = solve_ode(rate, np.stack([x, v]), t, rtol=rtol, atol=rtol, interpolate=True)
    g = emergent_metric(cells, path[:, 0], workers=workers).metric.value
    squares = np.einsum("tbm,tbmn,tbn->tb", path[:, 1], g, path[:, 1])
    return Paths(t, path[:, 0], path[:, 1], squares)
