"""First-passage times of the Fokker-Planck equation through absorbing ends."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real
from numerics.density.rates import Boundary, hopping_rates, medium
from numerics.grid import Grid


def mean_first_passage_time(
    free_energy: ArrayLike,
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    grid: Grid,
    drift: ArrayLike | None = None,
    boundary: Boundary = "absorbing",
) -> FloatArray:
    """Mean time until a particle that starts in each cell is absorbed: ``(*points)``.

    Solves ``sum_k (d_k (D d_k T) + (b_k - gamma d_k F) d_k T) = -1`` with T = 0 on absorbing faces:
    the transposed generator of the rates of ``evolve_density``, by a sparse direct method.

    free_energy : ``(*points)``; D, gamma : numbers or fields; drift and boundary as in
    ``evolve_density``.  Second order in the spacing.  Raises ``ValueError`` where no end absorbs,
    and for a batch.

    >>> box = Grid((2.0,), (200,), (0.005,))
    >>> times = mean_first_passage_time(np.zeros(200), D=0.5, gamma=1.0, grid=box)
    >>> round(float(times.max()), 3)  # x (L - x) / 2 D in the middle
    1.0
    """
    from scipy.sparse import coo_array
    from scipy.sparse.linalg import spsolve

    F = as_real("free_energy", grid.field("free_energy", free_energy))
    matter = medium(D, gamma, drift, boundary, grid, ())
    if F.shape != grid.points or len(matter.shape) > grid.dimension:
        raise ValueError(f"`free_energy` must have shape {grid.points}, but a batch was given.")
    if "absorbing" not in matter.boundary:
        raise ValueError(f"`boundary` must be absorbing at an end, but it is {boundary!r}.")
    place = np.arange(F.size).reshape(F.shape)
    rows, columns, values = [], [], []
    diagonal = np.zeros(F.shape)
    for axis, hop in zip(range(-grid.dimension, 0), hopping_rates(F, matter), strict=True):
        right, left, loss = (np.broadcast_to(rate, F.shape) for rate in hop)
        ahead = np.roll(place, -1, axis)
        rows += [place.ravel(), ahead.ravel()]
        columns += [ahead.ravel(), place.ravel()]
        values += [right.ravel(), left.ravel()]
        diagonal -= right + np.roll(left, 1, axis) + loss
    rows.append(place.ravel())
    columns.append(place.ravel())
    values.append(diagonal.ravel())
    backward = coo_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))))
    return np.asarray(spsolve(backward.tocsc(), -np.ones(F.size)).reshape(F.shape))
