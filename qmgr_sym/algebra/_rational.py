"""SymPy matrices over Q(i) as rational vectors of twice the length, for python-flint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import flint
import sympy as sp

Rational = Any  # flint.fmpq
Vector = tuple[Rational, ...]
RationalMatrix = Any  # flint.fmpq_mat


def rational(value: sp.Expr) -> Rational:
    """A SymPy rational as a flint one; raises ValueError for anything else."""
    if not value.is_Rational:
        raise ValueError(f"entries must lie in Q(i), but one has the part {value}.")
    return flint.fmpq(int(value.p), int(value.q))


def parts(matrix: sp.MatrixBase) -> tuple[RationalMatrix, RationalMatrix]:
    """Real and imaginary part of a matrix over Q(i); remembered, so not to be changed."""
    return _parts(sp.ImmutableMatrix(matrix))


@lru_cache(4096)
def _parts(matrix: sp.ImmutableMatrix) -> tuple[RationalMatrix, RationalMatrix]:
    pairs = [sp.expand(entry).as_real_imag() for entry in matrix]
    shape = matrix.shape
    return (
        flint.fmpq_mat(*shape, [rational(a) for a, _ in pairs]),
        flint.fmpq_mat(*shape, [rational(b) for _, b in pairs]),
    )


def doubled(matrix: sp.MatrixBase) -> RationalMatrix:
    """[[A, -B], [B, A]] of A + iB: the same map on real vectors of twice the length."""
    a, b = (part.tolist() for part in parts(matrix))
    top = [x + [-y for y in z] for x, z in zip(a, b, strict=True)]
    low = [z + x for x, z in zip(a, b, strict=True)]
    return flint.fmpq_mat(top + low)


def reduced(vectors: Iterable[Sequence[Rational]]) -> list[Vector]:
    """Reduced row echelon form without zero rows: a canonical basis of the span over Q."""
    rows = [list(v) for v in vectors]
    if not rows:
        return []
    table, rank = flint.fmpq_mat(rows).rref()
    return [tuple(row) for row in table.tolist()[:rank]]


def kernel(rows: Sequence[Sequence[Rational]], unknowns: int) -> list[Vector]:
    """A basis of the vectors that every row annihilates."""
    echelon = reduced(rows)
    pivots = [next(k for k, entry in enumerate(row) if entry != 0) for row in echelon]
    found = []
    for free in sorted(set(range(unknowns)) - set(pivots)):
        vector = [flint.fmpq(int(k == free)) for k in range(unknowns)]
        for pivot, row in zip(pivots, echelon, strict=True):
            vector[pivot] = -row[free]
        found.append(tuple(vector))
    return found


def to_sympy(value: Rational) -> sp.Rational:
    """A flint rational as a SymPy one."""
    return sp.Rational(int(value.p), int(value.q))
