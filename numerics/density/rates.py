"""Rates of hopping between the cells of a grid: the Fokker-Planck operator in finite volumes.

All engines of this folder solve ``dp/dt = sum_k d_k (D d_k p + gamma p d_k F - b_k p)`` with the
rates of this file: D may be a field, b is a drift that need not be a gradient.
"""

from dataclasses import dataclass
from types import EllipsisType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, one_of, positive
from numerics.grid import Grid

KINDS = ("periodic", "zero-flux", "absorbing")
Boundary = str | tuple[str, str]
Index = tuple[slice | int | EllipsisType, ...]
SEAM = 0.2  # of a lone jump: what the neighbouring bends of a smooth potential stay below


class Hopping(NamedTuple):
    """Rates along one axis: over the face after each cell and back over it, and out of the box."""

    right: FloatArray
    left: FloatArray
    loss: FloatArray


Rates = list[Hopping]


@dataclass(frozen=True)
class Medium:
    """Coefficients of the equation as fields that broadcast against the density."""

    diffusion: FloatArray
    gamma: FloatArray
    drift: FloatArray | None
    boundary: tuple[str, str]
    grid: Grid

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of all coefficients together."""
        drift = () if self.drift is None else self.drift.shape[1:]
        return np.broadcast_shapes(self.diffusion.shape, self.gamma.shape, drift)


def medium(
    D: ArrayLike,
    gamma: ArrayLike,
    drift: ArrayLike | None,
    boundary: Boundary,
    grid: Grid,
    batch: tuple[int, ...],
) -> Medium:
    """Check the coefficients; ``batch`` is the shape of density and potential before the grid."""
    ends = check_boundary(boundary)
    if drift is not None:
        flow = as_real("drift", drift)
        if flow.shape == (grid.dimension,):
            flow = flow.reshape(-1, *(1,) * grid.dimension)
        elif flow.shape[:1] != (grid.dimension,) or flow.shape[-grid.dimension :] != grid.points:
            wanted = f"({grid.dimension},) or ({grid.dimension}, ..., *{grid.points})"
            raise ValueError(f"`drift` must have shape {wanted}, but its shape is {flow.shape}.")
    return Medium(
        positive("D", coefficient("D", D, grid, batch)),
        coefficient("gamma", gamma, grid, batch),
        None if drift is None else flow,
        ends,
        grid,
    )


def check_boundary(boundary: Boundary) -> tuple[str, str]:
    """Return the kinds of the lower and the upper ends of every axis, or raise ``ValueError``."""
    pair = (boundary, boundary) if isinstance(boundary, str) else tuple(boundary)
    for kind in pair:
        one_of("boundary", kind, KINDS)
    if len(pair) != 2 or ("periodic" in pair and pair[0] != pair[1]):
        raise ValueError(f"`boundary` must be periodic at both ends or at none, but it is {pair}.")
    return pair[0], pair[1]


def coefficient(name: str, value: ArrayLike, grid: Grid, batch: tuple[int, ...]) -> FloatArray:
    """Return a coefficient as a field: numbers ``(...)`` get axes of 1, ``(..., *points)`` stays.

    Raises ``ValueError`` where an array of the shape of the grid may also be a batch of numbers.
    """
    array = as_real(name, value)
    if array.ndim < grid.dimension or array.shape[array.ndim - grid.dimension :] != grid.points:
        return np.asarray(array.reshape(array.shape + (1,) * grid.dimension))
    if array.ndim == grid.dimension and batch:
        try:
            np.broadcast_shapes(array.shape, batch)
        except ValueError:
            return array
        raise ValueError(
            f"`{name}` must be one field or a batch of numbers, but its shape {array.shape} is "
            f"both: give a field the shape {(1, *grid.points)}, and numbers "
            f"{(*array.shape, *grid.points)}."
        )
    return array


def check_periodic(name: str, F: FloatArray, grid: Grid) -> None:
    """Raise ``ValueError`` where a potential has a lone jump over the seam of a ring.

    The jump from the last point to the first is compared with the mean of its neighbours, and the
    same difference at all other faces with it.
    """
    for axis, n in zip(range(-grid.dimension, 0), grid.points, strict=True):
        if n < 6:
            continue
        lines = np.moveaxis(F, axis, -1).reshape(-1, n)
        jump = np.roll(lines, -1, -1) - lines
        bend = jump - (np.roll(jump, 1, -1) + np.roll(jump, -1, -1)) / 2
        seam, beside = bend[:, -1], bend[:, [0, -2]] + bend[:, -1:] / 2
        rest = np.abs(np.concatenate([bend[:, 1:-2], beside], axis=1)).max(1)
        size = np.abs(lines).max(1)
        lone = (rest < SEAM * np.abs(seam)) & (np.abs(seam) > 1e-9 * size)
        if lone.any():
            raise ValueError(
                f"`{name}` must be periodic, but on axis {axis + grid.dimension} it has a jump of "
                f"{seam[lone][0]:.3g} where the box closes and none elsewhere: give a constant "
                f"force as `drift`, or take another `boundary`."
            )


def hopping_rates(F: FloatArray, matter: Medium) -> Rates:
    """Return the rates of hopping over the face after each cell, to the right and back.

    The rates are ``(D / h^2) B(x)`` and ``(D / h^2) B(-x)``, ``B(x) = x / (exp(x) - 1)``, x the
    jump of ``gamma F / D`` over the face less ``b h / D`` (Scharfetter and Gummel, IEEE Trans.
    Electron Devices 16 (1969) 64), which are in detailed balance with ``exp(-gamma F / D)`` where D
    is constant and b vanishes.  D on a face is the harmonic mean, as of resistors in series, and b
    the arithmetic one.  At an absorbing end the density is 0 on the outer face, half a cell away.
    """
    grid, (low, high) = matter.grid, matter.boundary
    result = []
    for axis, h in zip(range(-grid.dimension, 0), grid.spacing, strict=True):
        d = matter.diffusion
        face = 2 / (1 / d + 1 / np.roll(d, -1, axis)) if d.shape[axis] > 1 else d
        jump = matter.gamma * (np.roll(F, -1, axis) - F) / face
        if matter.drift is not None:
            b = matter.drift[axis]
            jump = jump - (b + np.roll(b, -1, axis)) / 2 * h / face
        jump = np.broadcast_to(jump, np.broadcast_shapes(jump.shape, F.shape))
        right, left = face / h**2 * bernoulli(jump), face / h**2 * bernoulli(-jump)
        loss = np.zeros_like(right)
        if low != "periodic":
            right[last(axis)] = left[last(axis)] = 0
        for kind, end, inner, sign in ((low, 0, 0, -1), (high, -1, -2, 1)):
            if kind == "absorbing":
                at = _at(axis, end)
                slope = sign * jump[_at(axis, inner)] / 2
                here = d[at] if d.shape[axis] > 1 else d[_at(axis, 0)]
                loss[at] = 2 * here / h**2 * bernoulli(slope)
        result.append(Hopping(right, left, loss))
    return result


def bernoulli(x: FloatArray) -> FloatArray:
    """Return ``x / (exp(x) - 1)``, 1 at zero; above 700 the value is below 1e-300."""
    safe = np.where(np.abs(x) < 1e-12, 1e-12, np.minimum(x, 700.0))
    return np.asarray(safe / np.expm1(safe))


def last(axis: int) -> Index:
    """Return the index of the last faces along the negative ``axis``: those that wrap around."""
    return _at(axis, -1)


def _at(axis: int, place: int) -> Index:
    return (..., place, *(slice(None),) * (-axis - 1))
