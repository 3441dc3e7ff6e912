"""Circulation of a velocity and winding of a phase around closed loops of the lattice."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, IntArray, as_array, as_real
from numerics.grid import Grid


def plaquette_circulation(velocity: ArrayLike, grid: Grid, plane: tuple[int, int]) -> FloatArray:
    """Compute the loop integral of u around every smallest square of one plane of axes.

    velocity : ``(K, ..., *points)``; the loop at a point runs one spacing along ``plane[0]``, then
    along ``plane[1]``, and back.  Edges by the trapezoid rule (second order).
    Returns ``(..., *points)``.  Summing over a rectangle telescopes to the integral along its rim,
    and over a whole periodic plane to zero.  Raises ``ValueError`` for a bad plane or shape.

    >>> grid = Grid((2 * np.pi, 2 * np.pi), (64, 64))
    >>> x, y = grid.coordinates()
    >>> u = np.stack(np.broadcast_arrays(-np.sin(y), np.sin(x)))
    >>> found = plaquette_circulation(u, grid, (0, 1))
    >>> round(float(found[0, 0] / grid.cell_volume), 2), bool(abs(found.sum()) < 1e-12)  # curl 2
    (2.0, True)
    """
    a, b = _plane(grid, plane)
    u = as_real("velocity", grid.field("velocity", velocity))
    if u.ndim <= grid.dimension or u.shape[0] != grid.dimension:
        raise ValueError(
            f"`velocity` must have first axis {grid.dimension}, but its shape is {u.shape}."
        )
    along_a = _edges(u[a], grid, a) * grid.spacing[a]
    along_b = _edges(u[b], grid, b) * grid.spacing[b]
    return _around(along_a, along_b, a - grid.dimension, b - grid.dimension)


def phase_winding(psi: ArrayLike, grid: Grid, plane: tuple[int, int]) -> IntArray:
    """Count the turns of the phase of Psi around every smallest square of one plane.

    psi : ``(..., *points)``, complex, not 0 at a grid point; returns integers ``(..., *points)``.
    Each edge adds the phase difference in (-pi, pi], so the result is a whole number exactly; it
    is the vortex charge where the phase turns by less than pi along every edge.  With
    ``u = (hbar/M) grad phase`` a charge of 1 is a circulation of ``2 pi hbar / M``.
    Raises ``ValueError`` for a bad plane or shape, or a wave that vanishes at a point.

    >>> grid = Grid((2 * np.pi, 2 * np.pi), (8, 8), (0.1, 0.1))
    >>> x, y = grid.coordinates()
    >>> turns = phase_winding(np.sin(x) + 1j * np.sin(y), grid, (0, 1))
    >>> int((turns == 1).sum()), int((turns == -1).sum())  # two vortices, two antivortices
    (2, 2)
    """
    a, b = _plane(grid, plane)
    wave = grid.field("psi", as_array("psi", psi).astype(np.complex128))
    if (wave == 0).any():
        raise ValueError("`psi` must not be 0 at a grid point, but it is.")
    unit = wave / np.abs(wave)
    left, right = a - grid.dimension, b - grid.dimension
    edges = [np.angle(np.roll(unit, -1, axis) * unit.conj()) for axis in (left, right)]
    turns = _around(edges[0], edges[1], left, right) / (2 * np.pi)
    return np.rint(turns).astype(np.int64)


def loop_circulation(
    velocity: ArrayLike,
    grid: Grid,
    plane: tuple[int, int],
    corner: tuple[int, ...],
    size: tuple[int, int],
) -> FloatArray:
    """Integrate u along the rim of a rectangle of grid points, shape ``(...)``.

    corner : index of the first grid point, K entries; size : edges along ``plane[0]`` and
    ``plane[1]``, positive; the rectangle may wrap around the box.  Unlike a sum over plaquettes it
    uses the velocity on the rim alone, so u may be singular inside.
    Raises ``ValueError`` for a corner, size or plane that does not fit the grid.

    >>> grid = Grid((8.0, 8.0), (8, 8))
    >>> shear = np.stack(np.broadcast_arrays(-np.arange(8.0), np.zeros((8, 1))))
    >>> float(loop_circulation(shear, grid, (0, 1), (1, 1), (2, 3)))  # curl 1 times the area
    6.0
    """
    a, b = _plane(grid, plane)
    u = as_real("velocity", grid.field("velocity", velocity))
    if len(corner) != grid.dimension or min(size) < 1:
        raise ValueError(
            f"`corner` must have {grid.dimension} entries and `size` be positive, "
            f"but they are {corner} and {size}."
        )
    total: FloatArray = np.zeros(())
    for axis, other, length, width, sign in ((a, b, size[0], size[1], 1), (b, a, *size[::-1], -1)):
        values = _edges(u[axis], grid, axis) * grid.spacing[axis]
        for shift, direction in ((0, sign), (width, -sign)):
            index = [np.array([c]) for c in corner]
            index[axis] = corner[axis] + np.arange(length)
            index[other] = np.array([corner[other] + shift])
            wrapped = tuple(i % n for i, n in zip(index, grid.points, strict=True))
            flat = np.ravel_multi_index(np.broadcast_arrays(*wrapped), grid.points)
            rows = values.reshape(*values.shape[: -grid.dimension], -1)
            total = total + direction * rows[..., flat].sum(axis=-1)
    return total


def box_circulation(velocity: ArrayLike, grid: Grid, axis: int) -> FloatArray:
    """Integrate ``u_axis`` once around the periodic box from every point, ``(..., *points)``.

    The axis integrated over has length 1 in the result.  Spectrally accurate.

    >>> ring = Grid((3.0,), (4,))
    >>> box_circulation(np.full((1, 4), 2.0), ring, 0)
    array([6.])
    """
    grid.check_axis(axis)
    u = as_real("velocity", grid.field("velocity", velocity))
    return np.asarray(u[axis].sum(axis=axis - grid.dimension, keepdims=True) * grid.spacing[axis])


def _plane(grid: Grid, plane: tuple[int, int]) -> tuple[int, int]:
    a, b = plane
    grid.check_axis(a)
    grid.check_axis(b)
    if a == b:
        raise ValueError(f"`plane` must be two different axes, but it is {plane}.")
    return a, b


def _edges(component: FloatArray, grid: Grid, axis: int) -> FloatArray:
    return np.asarray((component + np.roll(component, -1, axis - grid.dimension)) / 2)


def _around(along_a: FloatArray, along_b: FloatArray, a: int, b: int) -> FloatArray:
    return np.asarray(along_a + np.roll(along_b, -1, a) - np.roll(along_a, -1, b) - along_b)
