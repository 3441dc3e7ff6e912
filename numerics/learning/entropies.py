"""Shannon entropy (3.2), its production (3.4), and the stationary state of (3.1)."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive
from numerics.density.rates import (
    Boundary,
    check_boundary,
    check_periodic,
    coefficient,
    hopping_rates,
    last,
    medium,
)
from numerics.grid import Grid, expand, integral

LEAST = 5e-324  # the smallest float, which stands for a density of 0 in a logarithm


def entropy(density: ArrayLike, grid: Grid) -> FloatArray:
    """Compute the Shannon entropy ``-integral p log p``, Vanchurin (3.2), with ``0 log 0 = 0``.

    density : ``(..., *points)``.  Returns ``(...)``, in nats.  Raises ``ValueError`` for a negative
    density.

    >>> grid = Grid((2.0,), (4,))
    >>> round(float(entropy(np.full(4, 0.5), grid)), 9)  # log 2
    0.693147181
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
    boundary: Boundary = "periodic",
) -> FloatArray:
    """Integrate ``p (D sum_k (d_k log p)^2 + gamma sum_k d_k log p d_k F)``, Vanchurin (3.4).

    The integrand is formed on the faces between cells (second order), with the arithmetic mean of
    p and the harmonic mean of D there; no outer face counts unless the box is periodic.  Shapes as
    in ``evolve_density``; returns ``(...)``, in nats per time.  In a logarithm the smallest float
    stands for a density of 0, so that one that has underflowed adds nothing.  Raises ``ValueError``
    for a negative density.

    >>> ring = Grid((2 * np.pi,), (256,))
    >>> p = (1 + 0.5 * np.cos(ring.coordinates()[0])) / (2 * np.pi)
    >>> made = entropy_production(p, 0 * p, D=1.0, gamma=1.0, grid=ring)
    >>> round(float(made), 4)  # 1 - sqrt(3) / 2
    0.134
    """
    ends = check_boundary(boundary)
    p = as_real("density", grid.field("density", density))
    if (p < 0).any():
        raise ValueError(f"`density` must not be negative, but its minimum is {p.min():.6g}.")
    F = as_real("free_energy", grid.field("free_energy", free_energy))
    if ends[0] == "periodic":
        check_periodic("free_energy", F, grid)
    batch = np.broadcast_shapes(p.shape, F.shape)[: -grid.dimension]
    d = positive("D", coefficient("D", D, grid, batch))
    g = coefficient("gamma", gamma, grid, batch)
    total = np.zeros(())
    log = np.log(np.maximum(p, LEAST))
    for axis, h in zip(range(-grid.dimension, 0), grid.spacing, strict=True):
        slope = forward(log, axis) / h
        face = 2 / (1 / d + 1 / np.roll(d, -1, axis)) if d.shape[axis] > 1 else d
        mean = (p + np.roll(p, -1, axis)) / 2
        integrand = mean * (face * slope**2 + g * slope * forward(F, axis) / h)
        if ends[0] != "periodic":
            integrand[last(axis)] = 0
        total = total + integral(integrand, grid)
    return np.asarray(total)


def total_entropy_production(
    density: ArrayLike,
    free_energy: ArrayLike,
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    grid: Grid,
    drift: ArrayLike | None = None,
    boundary: Boundary = "periodic",
) -> FloatArray:
    """Compute ``integral j^2 / (D p)`` of the flux j, what circulates in a stationary state too.

    As the sum over faces of ``J log(r p / (l p'))`` for the net flux J and the rates r, l of
    hopping over the face and back, J. Schnakenberg, Rev. Mod. Phys. 48 (1976) 571: never negative,
    and 0 only in detailed balance.  Arguments and shapes as in ``evolve_density``; returns
    ``(...)``, in nats per time, with the smallest float for a density of 0 in the logarithm.  What
    absorbing ends take away is not counted.
    Raises ``ValueError`` for a negative density.

    >>> grid = Grid((2.0,), (16,))
    >>> ring = {"D": 0.5, "gamma": 1.0, "grid": grid}
    >>> flat = np.full(16, 0.5)
    >>> round(float(total_entropy_production(flat, 0 * flat, drift=[3.0], **ring)), 9)  # b^2 / D
    18.0
    """
    p = as_real("density", grid.field("density", density))
    if (p < 0).any():
        raise ValueError(f"`density` must not be negative, but its minimum is {p.min():.6g}.")
    F = as_real("free_energy", grid.field("free_energy", free_energy))
    if boundary == "periodic":
        check_periodic("free_energy", F, grid)
    batch = np.broadcast_shapes(p.shape, F.shape)[: -grid.dimension]
    matter = medium(D, gamma, drift, boundary, grid, batch)
    total = np.zeros(())
    log = np.log(np.maximum(p, LEAST))
    for axis, (right, left, _) in zip(
        range(-grid.dimension, 0), hopping_rates(F, matter), strict=True
    ):
        open_face = right > 0
        force = np.log(np.where(open_face, right, 1.0)) - np.log(np.where(open_face, left, 1.0))
        net = right * p - left * np.roll(p, -1, axis)
        total = total + integral(np.where(open_face, net * (force - forward(log, axis)), 0.0), grid)
    return np.asarray(total)


def gibbs(free_energy: ArrayLike, *, D: ArrayLike, gamma: ArrayLike, grid: Grid) -> FloatArray:
    """Return the normalised ``exp(-gamma F / D)`` on the grid, shape ``(..., *points)``.

    free_energy : ``(..., *points)``; D > 0 and gamma : numbers ``(...)``.  Raises ``ValueError``
    for a field D or gamma, for which this is not the stationary state.

    >>> grid = Grid((1.0,), (4,))
    >>> gibbs([0.0, np.log(3), 0.0, np.log(3)], D=1.0, gamma=1.0, grid=grid).round(9).tolist()
    [1.5, 0.5, 1.5, 0.5]
    """
    F = as_real("free_energy", grid.field("free_energy", free_energy))
    ratio = as_real("gamma", gamma) / positive("D", D)
    if ratio.ndim >= grid.dimension and ratio.shape[-grid.dimension :] == grid.points:
        raise ValueError(
            f"`D` and `gamma` must be numbers, but their shape {ratio.shape} is that of fields."
        )
    exponent = -expand(ratio, grid) * F
    axes = tuple(range(-grid.dimension, 0))
    weight = np.exp(exponent - exponent.max(axis=axes, keepdims=True))
    return np.asarray(weight / expand(integral(weight, grid), grid))


def forward(values: FloatArray, axis: int) -> FloatArray:
    """Return the difference of every value to its next neighbour along ``axis``, periodically."""
    return np.asarray(np.roll(values, -1, axis) - values)
