"""Unitary matrices of circuits of layers of random gates between neighbours on a line."""

from functools import reduce

import numpy as np
from scipy.stats import unitary_group

from numerics._checks import ComplexArray


def random_brickwork(sites: int, starts: list[int], *, rng: np.random.Generator) -> ComplexArray:
    """Matrix of a circuit of Haar-random gates between neighbours, one layer after another.

    A layer that starts at site s has gates on (s, s + 1), (s + 2, s + 3), ...; all other sites
    rest. The matrix is the product of the Kronecker products of its layers.

    Args:
        sites: number n of qubits, at least 2; the first is the most significant.
        starts: first site of each layer, 0 or 1, in the order of time.
        rng: source of the gates.

    Returns:
        Unitary matrix of shape (2^n, 2^n).

    Examples:
        >>> u = random_brickwork(4, [0, 1], rng=np.random.default_rng(0))
        >>> bool(np.allclose(u @ u.conj().T, np.eye(16)))
        True
    """
    if sites < 2 or any(s not in (0, 1) for s in starts):
        raise ValueError(
            f"sites must be at least 2 and starts 0 or 1, but they are {sites} and {starts}"
        )
    whole: ComplexArray = np.eye(2**sites, dtype=complex)
    for start in starts:
        count = (sites - start) // 2
        gates = [unitary_group.rvs(4, random_state=rng) for _ in range(count)]
        rest = sites - start - 2 * count
        blocks = [np.eye(2**start), *gates, np.eye(2**rest)]
        whole = reduce(np.kron, blocks) @ whole
    return whole
