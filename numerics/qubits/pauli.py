"""Pauli strings as integers: labels, weights, products and matrices, many at once.

A string on n qubits is ``P(x, z) = i^|x & z| X^x Z^z`` with bit masks x, z of n bits, whose first
(most significant) bit belongs to the first tensor factor; a qubit reads I, X, Y, Z for the bits
(0, 0), (1, 0), (1, 1), (0, 1).  Its index is ``x * 2**n + z``, so that an array of all ``4**n``
coefficients reshapes to ``[x, z]``.  P is Hermitian, ``P^2 = 1``, and
``P |b> = i^|x & z| (-1)^|z & b| |b xor x>``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numerics._checks import ComplexArray, IntArray, whole
from numerics.memory import refuse_beyond

MOST_QUBITS = 12  # an index fits into 24 bits
_BITS = {"I": (0, 0), "X": (1, 0), "Y": (1, 1), "Z": (0, 1)}


def pauli_index(labels: Sequence[str]) -> IntArray:
    """Return the indices of strings such as "IX" and "ZY", all of one length: shape ``(m,)``.

    Raises ``ValueError`` for other letters, unequal lengths, or more than 12 qubits.

    >>> pauli_index(["II", "IZ", "XI"]).tolist()
    [0, 1, 8]
    """
    lengths = {len(label) for label in labels}
    if len(lengths) != 1:
        raise ValueError(f"`labels` must be of one length, but they are of {sorted(lengths)}.")
    n = _qubits(lengths.pop())
    found = []
    for label in labels:
        if not set(label) <= set(_BITS):
            raise ValueError(f"`labels` must hold the letters I, X, Y, Z, but one is {label!r}.")
        x = z = 0
        for letter in label:
            x, z = 2 * x + _BITS[letter][0], 2 * z + _BITS[letter][1]
        found.append((x << n) + z)
    return np.array(found, dtype=np.int64)


def pauli_label(index: int, qubits: int) -> str:
    """Return the letters of one string, the inverse of ``pauli_index``.

    >>> pauli_label(8, 2)
    'XI'
    """
    x, z = (int(part) for part in masks(index, qubits))
    letters = {bits: letter for letter, bits in _BITS.items()}
    places = range(qubits - 1, -1, -1)
    return "".join(letters[(x >> k) & 1, (z >> k) & 1] for k in places)


def masks(index: ArrayLike, qubits: int) -> tuple[IntArray, IntArray]:
    """Return the bit masks x and z of strings, each of the shape of ``index``.

    Raises ``ValueError`` for an index outside ``0 .. 4**qubits - 1``.

    >>> [int(m) for m in masks(8, 2)]  # XI: X on the first qubit, no Z
    [2, 0]
    """
    n = _qubits(qubits)
    array = np.asarray(index)
    if array.dtype.kind not in "iu":
        raise ValueError(f"`index` must hold integers, but its dtype is {array.dtype}.")
    if array.size and (array.min() < 0 or array.max() >= 4**n):
        raise ValueError(
            f"`index` must lie in 0..{4**n - 1}, but reaches from {array.min()} to {array.max()}."
        )
    array = array.astype(np.int64)
    return array >> n, array & (2**n - 1)


def weight(index: ArrayLike, qubits: int) -> IntArray:
    """Return how many qubits each string acts on.

    >>> weight(pauli_index(["III", "IZI", "XYZ"]), 3).tolist()
    [0, 1, 3]
    """
    x, z = masks(index, qubits)
    letters: IntArray = np.bitwise_count(x | z).astype(np.int64)
    return letters


def extent(index: ArrayLike, qubits: int) -> IntArray:
    """Return how many places of the line each string reaches over, from its first to last letter.

    >>> extent(pauli_index(["III", "IZI", "XIZ"]), 3).tolist()
    [0, 1, 3]
    """
    x, z = masks(index, qubits)
    support = x | z
    lowest = support & -support
    reach: IntArray = np.where(support > 0, _length(support) - _length(lowest) + 1, 0)
    return reach


def anticommute(a: ArrayLike, b: ArrayLike, qubits: int) -> NDArray[np.bool_]:
    """Return whether strings a and b anticommute (they commute otherwise); shapes broadcast.

    >>> bool(anticommute(pauli_index(["XX"])[0], pauli_index(["ZI"])[0], 2))
    True
    """
    (xa, za), (xb, zb) = masks(a, qubits), masks(b, qubits)
    odd: NDArray[np.bool_] = (np.bitwise_count(xa & zb) + np.bitwise_count(za & xb)) % 2 == 1
    return odd


def product(a: ArrayLike, b: ArrayLike, qubits: int) -> tuple[IntArray, IntArray]:
    """Return index c and power k with ``P_a P_b = i^k P_c``, k in 0..3; shapes broadcast.

    >>> [int(v) for v in product(2, 1, 1)]  # X Z = -i Y
    [3, 3]
    """
    (xa, za), (xb, zb) = masks(a, qubits), masks(b, qubits)
    count = np.bitwise_count
    x, z = xa ^ xb, za ^ zb
    ys = count(xa & za).astype(np.int64) + count(xb & zb) - count(x & z).astype(np.int64)
    power = (ys + 2 * count(za & xb).astype(np.int64)) % 4
    return (x << qubits) + z, power


def matrices(index: ArrayLike, qubits: int) -> ComplexArray:
    """Return strings as matrices, shape ``(*index.shape, 2**qubits, 2**qubits)``, complex.

    Memory: 16 * 4**qubits bytes each; raises ``BeyondMemoryError`` where that does not fit.

    >>> matrices(pauli_index(["X"]), 1)[0].real.tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    x, z = masks(index, qubits)
    size = 2**qubits
    refuse_beyond(16.0 * size**2 * x.size, what=f"{x.size} matrices of Pauli strings")
    column = np.arange(size)
    signs = 1 - 2 * (np.bitwise_count(z[..., None] & column) % 2).astype(np.int64)
    phase = np.array([1, 1j, -1, -1j])[np.bitwise_count(x & z) % 4]
    made = np.zeros((*x.shape, size, size), dtype=np.complex128)
    row = (x[..., None] ^ column)[..., None, :]
    np.put_along_axis(made, row, (phase[..., None] * signs)[..., None, :], axis=-2)
    return made


def _length(mask: IntArray) -> IntArray:
    """Number of binary digits of each mask; exact, since a mask has at most 12."""
    return np.frexp(mask.astype(np.float64))[1].astype(np.int64)


def _qubits(qubits: int) -> int:
    if whole("qubits", qubits) > MOST_QUBITS:
        raise ValueError(f"`qubits` must be at most {MOST_QUBITS}, but it is {qubits}.")
    return qubits
