"""Shannon entropy (3.2), its production (3.4), and the stationary state of (3.1)."""

from types import EllipsisType

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, one_of, positive
from numerics.grid import Grid, expand, integral

BOUNDARIES = ("periodic", "zero-flux")


def entropy(density: ArrayLike, grid: Grid) -> FloatArray:
    """Compute the Shannon entropy ``-integral p log p``, Vanchurin (3.2), with ``0 log 0 = 0``.

    ``density : (..., *points) -> (...)``.  Raises ``ValueError`` for a negative density.
    """
    p = as_real("density", grid.field("density", density))
    if (p < 0).any():
        raise ValueError(f"`density` must not be negative, but its minimum is {p.min():.6g}.")
    return -integral(p * np.log(np.where(p > 0, p, 1.0)), grid)


def entropy_production(
    density: ArrayLike,
    free_energy: ArrayLike,
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    grid: Grid,
    boundary: str = "periodic",
) -> FloatArray:
    """Integrate ``p (D sum_k (d_k log p)^2 + gamma sum_k d_k log p d_k F)``, Vanchurin (3.4).

    The integrand is formed on the faces between cells (second order), with the arithmetic mean of
    p there; no face is outside the box under ``"zero-flux"``.  Shapes as in ``evolve_density``.
    Raises ``ValueError`` for a density that is not positive, where log p does not exist.
    """
    one_of("boundary", boundary, BOUNDARIES)
    p = positive("density", grid.field("density", density))
    F = as_real("free_energy", grid.field("free_energy", free_energy))
    d, g = expand(positive("D", D), grid), expand(as_real("gamma", gamma), grid)
    total = np.zeros(())
    for axis, h in zip(range(-grid.dimension, 0), grid.spacing, strict=True):
        slope = forward(np.log(p), axis) / h
        integrand = (
            (p + np.roll(p, -1, axis)) / 2 * (d * slope**2 + g * slope * forward(F, axis) / h)
        )
        if boundary == "zero-flux":
            integrand[last(axis)] = 0
        total = total + integral(integrand, grid)
    return total


def gibbs(free_energy: ArrayLike, *, D: ArrayLike, gamma: ArrayLike, grid: Grid) -> FloatArray:
    """Return the normalised ``exp(-gamma F / D)`` on the grid, shape ``(..., *points)``."""
    F = as_real("free_energy", grid.field("free_energy", free_energy))
    ratio = as_real("gamma", gamma) / positive("D", D)
    exponent = -expand(ratio, grid) * F
    axes = tuple(range(-grid.dimension, 0))
    weight = np.exp(exponent - exponent.max(axis=axes, keepdims=True))
    return np.asarray(weight / expand(integral(weight, grid), grid))


def forward(values: FloatArray, axis: int) -> FloatArray:
    """Return the difference of every value to its next neighbour along ``axis``, periodically."""
    return np.asarray(np.roll(values, -1, axis) - values)


def last(axis: int) -> tuple[slice | int | EllipsisType, ...]:
    """Return the index of the last faces along the negative ``axis``: those that wrap around."""
    return (..., -1, *(slice(None),) * (-axis - 1))
