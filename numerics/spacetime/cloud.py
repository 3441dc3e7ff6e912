"""Neurons as arrays: where they stand, how wide their windows are, how they move."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real


@dataclass(frozen=True, eq=False)
class Cloud:
    """N neurons in d dimensions: Gaussian windows of precision ``g_i`` about ``x_i(t)``.

    Neuron i moves as ``x_i(t) = x_i + v_i t + a_i t^2 / 2``; its precision matrix does not change.

    positions : ``(N, d)``; precisions : ``(N, d, d)``, the spatial ``g_{i,ab}``, symmetric and
    positive definite; velocities, accelerations : ``(N, d)``, zeros unless given.
    Raises ``ValueError`` for wrong shapes or a matrix that is not symmetric positive definite.

    >>> Cloud(np.zeros((1, 2)), 4 * np.eye(2)[None]).root_determinants
    array([4.])
    """

    positions: FloatArray
    precisions: FloatArray
    velocities: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    accelerations: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        positions = as_real("positions", self.positions)
        if positions.ndim != 2 or 0 in positions.shape:
            raise ValueError(f"`positions` must have shape (N, d), but it is {positions.shape}.")
        object.__setattr__(self, "positions", positions)
        object.__setattr__(self, "precisions", _precisions(self.precisions, positions.shape))
        for name in ("velocities", "accelerations"):
            value = as_real(name, getattr(self, name))
            value = np.zeros(positions.shape) if value.size == 0 else value
            if value.shape != positions.shape:
                raise ValueError(
                    f"`{name}` must have shape {positions.shape}, but its shape is {value.shape}."
                )
            object.__setattr__(self, name, value)

    @property
    def count(self) -> int:
        """Number of neurons N."""
        return int(self.positions.shape[0])

    @property
    def dimension(self) -> int:
        """Number of spatial dimensions d."""
        return int(self.positions.shape[1])

    @property
    def root_determinants(self) -> FloatArray:
        """``sqrt(g_i)`` with ``g_i = det(g_{i,ab})``, shape ``(N,)``; Vanchurin (6.5)."""
        return np.asarray(np.sqrt(np.linalg.det(self.precisions)))


def _precisions(value: ArrayLike, shape: tuple[int, int]) -> FloatArray:
    matrices = as_real("precisions", value)
    wanted = (*shape, shape[1])
    if matrices.shape != wanted:
        raise ValueError(
            f"`precisions` must have shape {wanted}, but its shape is {matrices.shape}."
        )
    skew = np.abs(matrices - np.swapaxes(matrices, 1, 2)).max()
    if skew > 1e-12 * np.abs(matrices).max():
        raise ValueError(
            f"`precisions` must be symmetric, but opposite entries differ by {skew:.6g}."
        )
    least = np.linalg.eigvalsh(matrices).min()
    if least <= 0:
        raise ValueError(
            f"`precisions` must be positive definite, but an eigenvalue is {least:.6g}."
        )
    return matrices
