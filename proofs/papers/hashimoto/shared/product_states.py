"""Matrix product states with one matrix for each site or one for all: what they span."""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.neural_states.matrix_products import amplitudes

SIZES, BOND, SEED = (2, 3, 5), 3, 20170607


@cache
def integer_states(n: int, one: bool) -> sp.Matrix:
    """2^n + 2 states with random whole numbers in their matrices, as rows."""
    rng = np.random.default_rng(SEED + n)
    rows = []
    for _ in range(2**n + 2):
        sites = [sp.Matrix(BOND, 2 * BOND, list(map(int, r))) for r in whole(rng, n, one)]
        row = []
        for index in range(2**n):
            product = sp.eye(BOND)
            for k in range(n):
                bit = index >> (n - 1 - k) & 1
                product = product * sites[k % len(sites)][:, BOND * bit : BOND * (bit + 1)]
            row.append(product.trace())
        rows.append(row)
    return sp.Matrix(rows)


def whole(rng: Generator, n: int, one: bool) -> ck.Array:
    """Random entries of the matrices of one state, a row for each."""
    return rng.integers(-5, 6, (1 if one else n, 2 * BOND * BOND))


def numeric_rank(n: int, one: bool, rng: Generator) -> int:
    """Dimension that random complex states span, by singular values."""
    states = []
    for _ in range(2**n + 2):
        parts = rng.normal(size=(2, 1 if one else n, BOND, 2, BOND))
        sites = list(parts[0] + 1j * parts[1])
        states.append(amplitudes(sites * n if one else sites))
    rows = np.array(states) / np.linalg.norm(states, axis=1)[:, None]
    return int(np.linalg.matrix_rank(rows, tol=1e-9))
