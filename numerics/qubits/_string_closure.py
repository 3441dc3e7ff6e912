"""The Lie algebra that multiples of single Pauli strings generate, exactly."""

import numpy as np

from numerics._checks import ComplexArray, IntArray
from numerics.qubits.pauli import MOST_QUBITS, anticommute, matrices, product


def closure_of_strings(generators: ComplexArray, field: str) -> ComplexArray | None:
    """Return the basis where every generator is a multiple of one Pauli string, else None.

    Over R the multiples must be imaginary: ``[iP, iQ]`` is 0 or 2i times a string.  The other
    strings of the algebra are products of anticommuting ones, found round by round.
    """
    size = generators.shape[-1]
    n = size.bit_length() - 1
    if n < 1 or size != 2**n or n > MOST_QUBITS:
        return None
    strings = _strings(generators, field == "R", n)
    if strings is None:
        return None
    first = np.unique(strings)
    known, fresh = first, first
    while fresh.size:
        left, right = np.meshgrid(fresh, first, indexing="ij")
        odd = anticommute(left, right, n)
        made = np.unique(product(left[odd], right[odd], n)[0])
        fresh = made[~np.isin(made, known)]
        known = np.concatenate([known, fresh])
    return np.asarray(1j * matrices(known, n) / np.sqrt(size))


def _strings(generators: ComplexArray, imaginary: bool, n: int) -> IntArray | None:
    """Index of the string of each generator that is not 0, or None."""
    size = 2**n
    rows = np.arange(size)
    present = generators[np.abs(generators).max(axis=(1, 2)) > 0]
    x = np.abs(present[:, 0, :]).argmax(-1)
    values = np.take_along_axis(present, (x[:, None] ^ rows)[..., None], -1)[..., 0]
    lead = values[:, :1]
    if (np.count_nonzero(present, axis=(1, 2)) != size).any() or (lead == 0).any():
        return None
    signs = values / lead
    z = ((signs[:, 2 ** np.arange(n)].real < 0) * 2 ** np.arange(n)).sum(-1)
    exact = 1 - 2 * (np.bitwise_count(z[:, None] & rows) % 2).astype(np.float64)
    if (signs != exact).any():
        return None
    if imaginary:
        # an entry of row 0 of i P is i i^|x & z| up to the sign of z on x
        phase = np.array([1j, -1, -1j, 1])[np.bitwise_count(x & z) % 4]
        if (lead[:, 0] / phase).imag.any():
            return None
    return np.asarray((x << n) + z, dtype=np.int64)
