"""From mutual information to distances to points: classical multidimensional scaling."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole


def distances_from_information(
    information: ArrayLike, *, largest: float = 2.0, floor: float = 1e-12
) -> FloatArray:
    """Compute ``d_ij = -log(I_ij / largest)``, natural logarithm, 0 on the diagonal.

    As in Cao, Carroll and Michalakis (2017), with ``largest`` the mutual information of a maximally
    entangled pair, 2 bits for qubits. Less than ``floor`` counts as ``floor``, so that unrelated
    pairs are far apart instead of infinitely far. Shapes (..., n, n); what the diagonal holds does
    not matter. Raises ``ValueError`` for an asymmetric matrix and for more than ``largest``.

    >>> distances_from_information([[2.0, 2 / np.e], [2 / np.e, 2.0]]).round(9).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    table = as_real("information", information).copy()
    if table.ndim < 2 or table.shape[-1] != table.shape[-2]:
        raise ValueError(f"`information` must have shape (..., n, n), but it is {table.shape}.")
    gap = np.abs(table - np.swapaxes(table, -1, -2))
    if (gap > 1e-9).any():
        i, j = np.unravel_index(int(gap.argmax()), gap.shape)[-2:]
        raise ValueError(
            f"`information` must be symmetric, but entries ({i}, {j}) and ({j}, {i}) differ by "
            f"{gap.max():.1e}."
        )
    bound = positive_float("largest", largest)
    diagonal = np.arange(table.shape[-1])
    table[..., diagonal, diagonal] = bound
    if (table > bound * (1 + 1e-9)).any():
        raise ValueError(f"`information` must not exceed {bound:g}, but it is {table.max():.9g}.")
    low = positive_float("floor", floor)
    return np.asarray(np.maximum(-np.log(np.clip(table, low, None) / bound), 0.0))


@dataclass(frozen=True)
class Embedding:
    """Points ``(..., n, k)`` and all n eigenvalues of the centred matrix, in decreasing order.

    A negative eigenvalue says that no points of any Euclidean space have these distances; its size,
    compared with the largest, says how far from it they are.

    >>> float(classical_mds(np.ones((3, 3)) - np.eye(3)).negative_share.round(9))
    0.0
    """

    points: FloatArray
    eigenvalues: FloatArray

    @property
    def negative_share(self) -> FloatArray:
        """Sum of the sizes of the negative eigenvalues over that of all."""
        sizes = np.abs(self.eigenvalues)
        negative = np.where(self.eigenvalues < 0, sizes, 0.0).sum(-1)
        return np.asarray(negative / np.maximum(sizes.sum(-1), 1e-300))


def classical_mds(distances: ArrayLike, dimension: int = 2) -> Embedding:
    """Embed points by their distances: eigenvectors of ``-J d^2 J / 2``, J = 1 - 11^T / n.

    distances : (..., n, n), symmetric, not negative. Axes whose eigenvalue is negative are zero.
    Torgerson (1952). Raises ``ValueError`` for negative or asymmetric distances and for fewer than
    ``dimension`` + 1 points.

    >>> line = np.abs(np.subtract.outer([0.0, 1.0, 3.0], [0.0, 1.0, 3.0]))
    >>> points = classical_mds(line, 1).points[:, 0]
    >>> np.abs(np.subtract.outer(points, points)).round(9).tolist()
    [[0.0, 1.0, 3.0], [1.0, 0.0, 2.0], [3.0, 2.0, 0.0]]
    """
    d = as_real("distances", distances)
    if d.ndim < 2 or d.shape[-1] != d.shape[-2] or d.shape[-1] <= whole("dimension", dimension):
        raise ValueError(
            f"`distances` must have shape (..., n, n) with n > {dimension}, but it is {d.shape}."
        )
    if (d < 0).any():
        raise ValueError(f"`distances` must not be negative, but the least is {d.min():.6g}.")
    if (np.abs(d - np.swapaxes(d, -1, -2)) > 1e-9 * max(1.0, float(d.max()))).any():
        gap = np.abs(d - np.swapaxes(d, -1, -2)).max()
        raise ValueError(f"`distances` must be symmetric, but entries differ by {gap:.1e}.")
    square = d**2
    centred = square - square.mean(-1, keepdims=True) - square.mean(-2, keepdims=True)
    gram = -(centred + square.mean((-1, -2), keepdims=True)) / 2
    values, vectors = np.linalg.eigh(gram)
    values, vectors = values[..., ::-1], vectors[..., ::-1]
    kept = np.sqrt(np.clip(values[..., None, :dimension], 0.0, None))
    return Embedding(np.asarray(vectors[..., :dimension] * kept), values)
