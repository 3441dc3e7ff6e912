"""Smooth periodic fields from a few small integers."""

from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, IntArray, as_real, one_of, positive_float, whole
from numerics.grid import Grid, expand, integral


def mode_table(dimension: int, degree: int) -> IntArray:
    """List the integer wave vectors with entries up to ``degree``, one of each pair ``+-k``.

    Shape ``(((2 degree + 1)**dimension - 1) / 2, dimension)``; the constant mode is left out.
    Short vectors come first, so cutting a list of coefficients leaves the smooth modes.

    >>> mode_table(2, 1).tolist()
    [[0, 1], [1, 0], [1, -1], [1, 1]]
    """
    whole("dimension", dimension)
    whole("degree", degree)
    zero = (0,) * dimension
    half = [k for k in product(range(-degree, degree + 1), repeat=dimension) if k > zero]
    return np.array(sorted(half, key=lambda k: (sum(n * n for n in k), k)), dtype=np.int64)


def trig_polynomial(coefficients: ArrayLike, grid: Grid, *, scale: float = 0.1) -> FloatArray:
    """Compute ``scale * sum_m (a_m cos(k_m . x) + b_m sin(k_m . x)) / |k_m|^2`` on the grid.

    coefficients : ``(..., n, 2)``, the pairs (a, b), usually small integers; m-th pair belongs to
    the m-th row of ``mode_table(K, degree)`` with the least degree that has n rows
    (missing modes are zero).  x runs over 2 pi in each box length.  Returns ``(..., *points)``.
    The sum is bounded by ``scale * sum |a| + |b|``.  Raises ``ValueError`` for a wrong shape, or a
    degree that the grid cannot hold (``2 degree >= points``).

    >>> ring = Grid((2 * np.pi,), (8,))
    >>> trig_polynomial([[1, 0], [0, 4]], ring)[:2].round(6)  # (cos x + 4 sin(2 x) / 4) / 10
    array([0.1     , 0.170711])
    """
    pairs = _pairs(coefficients)
    positive_float("scale", scale)
    basis = _basis(pairs.shape[-2], grid)
    return np.asarray(scale * np.einsum("...mc,mcn->...n", pairs, basis)).reshape(
        pairs.shape[:-2] + grid.points
    )


def time_dependent(
    coefficients: ArrayLike, phases: ArrayLike, times: ArrayLike, grid: Grid, *, scale: float = 0.1
) -> FloatArray:
    """Compute trigonometric polynomials whose coefficients swing as ``c sin(t + phase)``.

    coefficients : ``(..., n, 2)``; phases : broadcast against them, so that one phase per mode
    makes a travelling or beating field; times : ``(T,)``.  Returns ``(..., T, *points)``.
    The exact time derivative is the same call with ``phases + pi/2``.
    Raises as ``trig_polynomial`` does.

    >>> ring = Grid((2 * np.pi,), (8,))
    >>> waves = time_dependent([[1, 1]], [[np.pi / 2, 0.0]], [0.0, np.pi / 2], ring)
    >>> waves[:, :3].round(6) + 0.0  # cos(x - t) / 10
    array([[0.1     , 0.070711, 0.      ],
           [0.      , 0.070711, 0.1     ]])
    """
    clock = as_real("times", times).reshape(-1, 1, 1)
    phase = as_real("phases", phases)[..., None, :, :] if np.ndim(phases) >= 2 else phases
    swing = _pairs(coefficients)[..., None, :, :] * np.sin(clock + as_real("phases", phase))
    return trig_polynomial(swing, grid, scale=scale)


def density(
    coefficients: ArrayLike, grid: Grid, *, scale: float = 0.1, kind: str = "exp"
) -> FloatArray:
    """Build positive densities that integrate to 1, ``(..., n, 2) -> (..., *points)``.

    ``kind="exp"``: the exponential of the trigonometric polynomial f, normalised.
    ``kind="ripple"``: ``1 + f / (2 b)`` over the volume, with ``b`` the larger of 1/2 and the
    coefficient bound of f, so that it is band-limited and at least half the uniform density.
    Arguments and errors as in ``trig_polynomial``.

    >>> ring = Grid((2 * np.pi,), (8,))
    >>> p = density([[3, 1]], ring)
    >>> bool(p.min() > 0), round(float(p.sum() * ring.cell_volume), 12)
    (True, 1.0)
    """
    one_of("kind", kind, ("exp", "ripple"))
    f = trig_polynomial(coefficients, grid, scale=scale)
    if kind == "exp":
        f = f - f.max(axis=tuple(range(-grid.dimension, 0)), keepdims=True)
        weight = np.exp(f)
    else:
        bound = scale * np.abs(_pairs(coefficients)).sum(axis=(-2, -1))
        weight = 1 + f / expand(2 * np.maximum(bound, 0.5), grid)
    return np.asarray(weight / expand(integral(weight, grid), grid))


def _pairs(coefficients: ArrayLike) -> FloatArray:
    pairs = as_real("coefficients", coefficients)
    if pairs.ndim < 2 or pairs.shape[-1] != 2 or pairs.shape[-2] == 0:
        raise ValueError(
            f"`coefficients` must have shape (..., modes, 2), but its shape is {pairs.shape}."
        )
    return pairs


def _basis(count: int, grid: Grid) -> FloatArray:
    """Return cosines and sines over ``|k|^2``, shape ``(count, 2, number of points)``."""
    degree = 1
    while ((2 * degree + 1) ** grid.dimension - 1) // 2 < count:
        degree += 1
    if 2 * degree >= min(grid.points):
        raise ValueError(
            f"`coefficients` must fit the grid, but degree {degree} needs more than "
            f"{2 * degree} points per axis and an axis has {min(grid.points)}."
        )
    modes = mode_table(grid.dimension, degree)[:count]
    x = grid.coordinates().reshape(grid.dimension, -1)
    angle = modes @ (2 * np.pi * x / np.array(grid.lengths)[:, None])
    basis = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return np.asarray(basis / (modes**2).sum(axis=1)[:, None, None])
