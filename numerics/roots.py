"""Roots of many quadratic equations at once, through eigenvalues."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, as_real


def quadratic_roots(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> ComplexArray:
    """Return both roots of ``a x^2 + b x + c = 0`` as eigenvalues of the companion matrix.

    a, b, c : numbers or arrays that broadcast, a not 0.  Returns ``(..., 2)``, complex; the
    imaginary part of a real root is exactly 0, since the eigenvalues of a real matrix come in
    exact pairs.  Raises ``ValueError`` for a vanishing a.

    >>> quadratic_roots(1.0, -3.0, 2.0).real.tolist()
    [2.0, 1.0]
    """
    lead, linear, free = np.broadcast_arrays(as_real("a", a), as_real("b", b), as_real("c", c))
    if (lead == 0).any():
        raise ValueError("`a` must not be 0, but it is.")
    companion = np.zeros((*lead.shape, 2, 2))
    companion[..., 0, 0], companion[..., 0, 1] = -linear / lead, -free / lead
    companion[..., 1, 0] = 1.0
    return np.linalg.eigvals(companion).astype(np.complex128)
