"""Fermion modes on qubits: the encodings of Jordan and Wigner, by parity, of Bravyi and Kitaev.

An encoding is an invertible matrix over GF(2) that takes occupations f to bits ``b = M f``.  Mode j
has the Majorana operators ``a_j + a_j^+`` and ``i (a_j^+ - a_j)``, each a Pauli string of
``numerics.qubits.pauli`` with a sign; qubit 0 is the first letter.
"""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, IntArray, as_array, one_of, whole
from numerics.qubits._states import as_hermitian
from numerics.qubits.pauli import MOST_QUBITS, product

ENCODINGS = ("jordan-wigner", "parity", "bravyi-kitaev")


def encoding_matrix(modes: int, encoding: str = "jordan-wigner") -> IntArray:
    """Return M over GF(2), lower triangular: ``(n, n)``, from occupations to bits.

    "jordan-wigner" : each bit is an occupation; "parity" : the sum of all up to it;
    "bravyi-kitaev" : sums over the blocks of a binary tree, so that strings act on about log2 n
    qubits (S. Bravyi, A. Kitaev, Ann. Phys. 298 (2002) 210; J. Seeley, M. Richard, P. Love, J.
    Chem. Phys. 137 (2012) 224109).  Raises ``ValueError`` for another name or more than 12 modes.

    >>> encoding_matrix(4, "bravyi-kitaev").tolist()
    [[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [1, 1, 1, 1]]
    """
    n = whole("modes", modes)
    if n > MOST_QUBITS:
        raise ValueError(f"`modes` must be at most {MOST_QUBITS}, but it is {n}.")
    if one_of("encoding", encoding, ENCODINGS) == "jordan-wigner":
        return np.eye(n, dtype=np.int64)
    if encoding == "parity":
        return np.tril(np.ones((n, n), dtype=np.int64))
    tree = np.ones((1, 1), dtype=np.int64)
    while len(tree) < n:
        tree = np.kron(np.eye(2, dtype=np.int64), tree)
        tree[-1] = 1
    return tree[:n, :n]


def majorana_strings(modes: int, encoding: str = "jordan-wigner") -> tuple[IntArray, FloatArray]:
    """Return the Pauli strings and signs of the Majorana operators: ``(n, 2)`` each.

    Column 0 is ``a_j + a_j^+``, column 1 ``i (a_j^+ - a_j)``; all anticommute and have square 1.

    >>> from numerics.qubits.pauli import pauli_label
    >>> strings, signs = majorana_strings(3)
    >>> [pauli_label(int(s), 3) for s in strings[1]], signs[1].tolist()
    (['ZXI', 'ZYI'], [1.0, 1.0])
    """
    matrix = encoding_matrix(modes, encoding)
    n = len(matrix)
    inverse = np.rint(np.linalg.inv(matrix)).astype(np.int64) % 2
    places = 1 << np.arange(n - 1, -1, -1)
    flips = matrix.T @ places  # bits that change with f_j
    before = (np.cumsum(inverse, axis=0) - inverse) % 2 @ places  # parity of the modes before j
    own = inverse @ places
    x = np.stack([flips, flips], axis=1)
    z = np.stack([before, before ^ own], axis=1)
    # X^x Z^z = i^-|x & z| P(x, z), and i times that in the second column
    power = (np.array([0, 1]) - np.bitwise_count(x & z).astype(np.int64)) % 4
    return (x << n) + z, np.where(power == 0, 1.0, -1.0)


def fermion_hamiltonian(
    one_body: ArrayLike, two_body: ArrayLike | None = None, *, encoding: str = "jordan-wigner"
) -> tuple[IntArray, FloatArray]:
    """Encode ``sum t_ij a_i^+ a_j + 1/2 sum u_ijkl a_i^+ a_j^+ a_k a_l`` as a sum of Pauli strings.

    one_body : t, ``(n, n)``, Hermitian; two_body : u, ``(n, n, n, n)``, so that the sum is
    Hermitian.  Returns the indices of the strings and their real coefficients, ``(m,)`` each; its
    matrix is ``np.tensordot(c, matrices(index, n), 1)``.

    Raises ``ValueError`` for wrong shapes and sums that are not Hermitian.

    >>> index, c = fermion_hamiltonian([[1.0]])  # the number of particles, (1 - Z) / 2
    >>> index.tolist(), c.tolist()
    ([0, 1], [0.5, -0.5])
    """
    t = as_hermitian("one_body", one_body)
    n = t.shape[-1]
    if t.ndim != 2:
        raise ValueError(f"`one_body` must have shape (n, n), but its shape is {t.shape}.")
    strings, signs = majorana_strings(n, encoding)
    lower = signs * np.array([0.5, 0.5j])  # a = (c_0 + i c_1) / 2
    raised = (strings, lower.conj())
    pairs = _products(raised, (strings, lower), n)
    found = [(pairs[0], pairs[1] * t[:, :, None, None])]
    if two_body is not None:
        u = as_array("two_body", two_body).astype(np.complex128, copy=False)
        if u.shape != (n,) * 4:
            raise ValueError(f"`two_body` must have shape {(n,) * 4}, but it is {u.shape}.")
        up, down = _products(raised, raised, n), _products((strings, lower), (strings, lower), n)
        shape = (n * n, 4)
        flat = [(s.reshape(shape), c.reshape(shape)) for s, c in (up, down)]
        both = _products(flat[0], flat[1], n)
        found.append((both[0], both[1] * u.reshape(n * n, n * n)[:, :, None, None] / 2))
    index = np.concatenate([s.ravel() for s, _ in found])
    values = np.concatenate([c.ravel() for _, c in found])
    kept, place = np.unique(index, return_inverse=True)
    total = np.zeros(kept.size, dtype=np.complex128)
    np.add.at(total, place, values)
    size = max(1.0, float(np.abs(total).max(initial=0.0)))
    if np.abs(total.imag).max(initial=0.0) > 1e-10 * size:
        raise ValueError(
            f"`two_body` must give a Hermitian sum, but a coefficient is {total.imag.max():.3g} i."
        )
    large = np.abs(total) > 1e-14 * size
    return kept[large], total.real[large]


def _products(
    left: tuple[IntArray, ComplexArray], right: tuple[IntArray, ComplexArray], n: int
) -> tuple[IntArray, ComplexArray]:
    """Products of two lists of sums of strings: (a, p) and (b, q) to (a, b, p, q)."""
    one, other = left[0][:, None, :, None], right[0][None, :, None, :]
    string, power = product(one, other, n)
    phase = np.array([1, 1j, -1, -1j])[power]
    return string, left[1][:, None, :, None] * right[1][None, :, None, :] * phase
