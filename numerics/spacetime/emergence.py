"""The emergent metric of very many neurons, Vanchurin (6.8)-(6.10) in the gauge (6.7), as a field.

Sums by cell list (``numerics.spacetime.gaussian_sums``), neurons at rest: derivatives are spatial,
and the metric is that of one moment, ``ds^2 = -dt^2 + g_ab(x) dx^a dx^b``.  Conventions of
``numerics.spacetime.averages``, which is the same for few neurons, in any dimension, moving.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from numerics._checks import Array, FloatArray
from numerics.chunks import Progress
from numerics.spacetime.averages import Jet, quotient
from numerics.spacetime.cell_list import UPPER, CellList, cell_list
from numerics.spacetime.curvatures import Curvature, MetricJet, christoffel, curvature
from numerics.spacetime.gaussian_sums import gaussian_sums

METRIC, DENSITY, INVERSE, ONES = slice(0, 6), 6, slice(7, 13), 13  # the fourteen columns
FULL = np.array([[0, 1, 2], [1, 3, 4], [2, 4, 5]])  # of six entries, the symmetric matrix


@dataclass(frozen=True, eq=False)
class EmergentMetric:
    """The field at points ``(...)``, every part with the derivatives that were asked for.

    metric : ``g_ab``, (6.9), ``(..., 3, 3)``; inverse_average : ``g^ab``, (6.10), the average of
    inverses; density : ``{sqrt(g_i)}``, (6.15), ``(...)``; ones : ``{1}``, ``(...)``; missed :
    bound of what the cutoff left out of the density, relative to it, ``(...)``.

    >>> cells = metric_cells(np.zeros((2, 3)), np.stack([np.eye(3), 4 * np.eye(3)]))
    >>> found = emergent_metric(cells, np.zeros((1, 3)))
    >>> float(found.metric.value[0, 0, 0].round(9))  # (1 + 4 * 8) / (1 + 8), weights sqrt(g_i)
    3.666666667
    >>> bool(found.difference[0, 0, 0] > 0)  # (1 + 8 / 4) / 9 beside 9 / 33
    True
    """

    metric: Jet
    inverse_average: Jet
    density: Jet
    ones: Jet
    missed: FloatArray

    @property
    def determinant(self) -> FloatArray:
        """``det(g_ab)``, ``(...)``; Vanchurin (6.16) has its root equal ``density``."""
        return np.asarray(np.linalg.det(self.metric.value))

    @property
    def inverse(self) -> FloatArray:
        """The exact inverse of (6.9), ``(..., 3, 3)``."""
        return np.asarray(np.linalg.inv(self.metric.value))

    @property
    def difference(self) -> FloatArray:
        """(6.10) minus the exact inverse of (6.9), ``(..., 3, 3)``; (6.13): of second order.

        Never negative as a matrix, for any neurons: the inverse is a convex function.
        """
        return np.asarray(self.inverse_average.value - self.inverse)

    def christoffel(self) -> Array:
        """``Gamma^a_bc`` of the spatial metric, ``(..., 3, 3, 3)``; those with a time are zero."""
        return christoffel(self.metric.value, self.metric.gradient)

    def curvature(self) -> Curvature:
        """All curvature tensors of the spatial metric; the scalar is also that of space-time."""
        return curvature(self.metric.value, self.metric.gradient, self.metric.hessian)

    def spacetime(self) -> MetricJet:
        """The metric (6.7) with its derivatives in four dimensions; those along time are zero."""
        shape = self.metric.value.shape[:-2]
        parts = []
        for rank in range(3):
            full = np.zeros(shape + (4,) * (2 + rank))
            if rank < len(self.metric.parts):
                index: tuple[Any, ...] = (..., *(slice(1, None),) * (2 + rank))
                full[index] = self.metric.parts[rank]
            parts.append(full)
        parts[0][..., 0, 0] = -1
        return MetricJet(*parts)


def metric_columns(precisions: FloatArray) -> FloatArray:
    """Return what (6.8)-(6.10) sum for each neuron, ``(n, 3, 3) -> (n, 14)``.

    ``sqrt(g_i)`` times the six entries of ``g_{i,ab}`` and times 1, times the six of its inverse,
    and 1 alone.

    >>> metric_columns(4 * np.eye(3)[None])[0, [0, 6, 7, 13]]  # 4 sqrt(g), sqrt(g), sqrt(g) / 4, 1
    array([32.,  8.,  2.,  1.])
    """
    a, b, c = precisions[:, 0], precisions[:, 1], precisions[:, 2]
    cofactors = np.stack([np.cross(b, c), np.cross(c, a), np.cross(a, b)], axis=1)
    root = np.sqrt(np.einsum("na,na->n", a, cofactors[:, 0]))[:, None]
    upper = np.array(UPPER).T
    lower, raised = precisions[:, upper[0], upper[1]], cofactors[:, upper[0], upper[1]]
    return np.concatenate([root * lower, root, raised / root, np.ones_like(root)], axis=1)


def metric_cells(
    positions: ArrayLike,
    precisions: ArrayLike,
    *,
    sigmas: float = 8.0,
    dtype: DTypeLike = np.float64,
    limit: float | None = None,
) -> CellList:
    """Sort N neurons for ``emergent_metric``; arguments and errors as ``cell_list``.

    Memory: 184 bytes for each neuron (92 in float32) beside the arrays given; N = 10^7 are 1.9 GB.

    >>> cells = metric_cells(np.zeros((1, 3)), 4 * np.eye(3)[None])
    >>> float(emergent_metric(cells, np.zeros((1, 3))).determinant[0].round(9))
    64.0
    """
    return cell_list(positions, precisions, metric_columns, sigmas=sigmas, dtype=dtype, limit=limit)


def emergent_metric(
    cells: CellList,
    points: ArrayLike,
    *,
    order: int = 0,
    workers: int = 1,
    limit: float | None = None,
    progress: Progress | None = None,
) -> EmergentMetric:
    """Compute (6.8)-(6.10) at points ``(..., 3)`` from a list that ``metric_cells`` made.

    order : 0, or 1 for Christoffel symbols, 2 for curvature; workers, limit, progress as in
    ``gaussian_sums``.  Raises as it does, and ``ValueError`` for a point, named by its
    index, so far from all neurons that the density there is not above what the cutoff may
    leave out.

    >>> cells = metric_cells(np.zeros((1, 3)), 4 * np.eye(3)[None])
    >>> found = emergent_metric(cells, np.zeros((1, 3)))
    >>> float((found.density.value[0] * (2 * np.pi) ** 1.5).round(9))  # sqrt(g) at the centre
    8.0
    """
    if len(cells.peaks) != 14:
        raise ValueError(
            f"`cells` must have 14 columns, as `metric_cells` makes it, but it has "
            f"{len(cells.peaks)}."
        )
    sums = gaussian_sums(
        cells, points, order=order, workers=workers, limit=limit, progress=progress
    )
    density = sums.value[..., DENSITY]
    most = cells.missed()[DENSITY]
    empty = np.flatnonzero(density <= most)
    if empty.size:
        i = int(empty[0])
        raise ValueError(
            f"`points` must be near neurons, but at point {i} the number density is "
            f"{density.reshape(-1)[i]:.3g}, and the cutoff may leave out {most:.3g}."
        )
    below = _columns(sums, [DENSITY])
    return EmergentMetric(
        _matrix(quotient(_joined(_columns(sums, METRIC), below))),
        _matrix(quotient(_joined(_columns(sums, INVERSE), below))),
        _columns(sums, DENSITY),
        _columns(sums, ONES),
        np.asarray(most / density),
    )


def emergent_metrics(
    frames: Iterable[tuple[ArrayLike, ArrayLike]],
    points: ArrayLike,
    *,
    order: int = 0,
    workers: int = 1,
    sigmas: float = 8.0,
    dtype: DTypeLike = np.float64,
) -> Iterator[EmergentMetric]:
    """Yield the field of each frame of moving neurons: frames in, fields out, one at a time.

    frames : pairs of positions ``(N, 3)`` and precisions ``(N, 3, 3)``, from a generator or from
    slices of memory-mapped files; the number of neurons may change.  Other arguments as
    ``metric_cells`` and ``emergent_metric``; an error names the frame.

    >>> frames = ((np.zeros((1, 3)), scale * np.eye(3)[None]) for scale in (1.0, 4.0))
    >>> fields = emergent_metrics(frames, np.zeros((1, 3)))
    >>> [float(field.metric.value[0, 2, 2].round(9)) for field in fields]
    [1.0, 4.0]
    """
    for number, (positions, precisions) in enumerate(frames):
        try:
            cells = metric_cells(positions, precisions, sigmas=sigmas, dtype=dtype)
            field = emergent_metric(cells, points, order=order, workers=workers)
        except ValueError as error:
            raise ValueError(f"Frame {number}: {error}") from None
        yield field


def _columns(sums: Jet, which: int | slice | list[int]) -> Jet:
    return Jet(tuple(p[(..., which, *(slice(None),) * rank)] for rank, p in enumerate(sums.parts)))


def _joined(above: Jet, below: Jet) -> Jet:
    return Jet(
        tuple(
            np.concatenate([p, q], axis=p.ndim - 1 - rank)
            for rank, (p, q) in enumerate(zip(above.parts, below.parts, strict=True))
        )
    )


def _matrix(jet: Jet) -> Jet:
    """Write six columns as symmetric matrices."""
    parts = []
    for rank, part in enumerate(jet.parts):
        axes = (-2 - rank, -1 - rank)
        parts.append(np.moveaxis(np.moveaxis(part, -1 - rank, 0)[FULL], (0, 1), axes))
    return Jet(tuple(parts))
