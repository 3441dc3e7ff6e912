"""Displacements of a neuron that are spread by its matrix and by the averaged one: (8.6)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

import proofs.checker as ck
from proofs.papers.vanchurin.shared.road import cholesky

TWO_MATRICES = (
    ck.Real("s", 0.6, 1.5, (2, 2), "diagonals of L, with $g_i=LL^T$ and $g=LL^T$"),
    ck.Real("l", -0.5, 0.5, (2, 1), "the rest of L"),
)


class Displacements(NamedTuple):
    """Vectors (n, k, d) with the inverse of `matrix` (n, d, d) as their second moments."""

    matrix: ck.Array
    vectors: ck.Array


def displacement_kinds(sample: ck.Sample) -> tuple[Displacements, Displacements]:
    """Four displacements spread by the matrix g_i of a neuron, and four by the averaged one."""
    factor = cholesky(sample["s"], sample["l"])
    d = factor.shape[-1]
    # columns of the inverse transposed, in both directions: sum of squares is g^-1
    columns = np.sqrt(d) * np.swapaxes(np.linalg.inv(factor), -1, -2)
    vectors = np.swapaxes(np.concatenate([columns, -columns], axis=-1), -1, -2)
    matrix = factor @ np.swapaxes(factor, -1, -2)
    own, mean = (Displacements(matrix[:, i], vectors[:, i]) for i in (0, 1))
    return own, mean
