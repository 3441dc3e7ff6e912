"""Nielsen's right-invariant metric on SU(2^n): a cost for every Pauli string, applied to matrices.

A Hamiltonian is ``H = sum_s h_s P_s`` over the strings of ``numerics.qubits.pauli`` but the
identity.
The metric is ``<H, H> = sum_s c_s h_s^2`` with costs ``c_s > 0``; the momentum
``L = sum_s c_s h_s P_s`` is H with the cost applied, so that ``<H, H> = tr(L H) / 2^n``.  Costs
are arrays of shape
``(4^n,)``, ordered as the indices of ``numerics.qubits.pauli``; the entry of the identity has no
say.

Source: M. Dowling, M. Nielsen, The geometry of quantum computation (2008).
"""

import numba
import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_array, as_real, trailing, whole
from numerics.qubits.pauli import extent, weight

HERMITIAN = 1e-12  # of the largest entry
MOST_QUBITS = 8


def support_cost(qubits: int, by_weight: ArrayLike, by_extent: ArrayLike = 1.0) -> FloatArray:
    """Return costs that depend on the size and range of a string: shape ``(4^n,)``.

    ``c_s = by_weight[weight(s) - 1] * by_extent[extent(s) - 1]`` with the number of qubits a string
    acts on and the number of places of the line that it reaches over.  The last entry of either
    list serves for all that is larger.  Nielsen's metric with penalty q is ``by_weight=(1, 1, q)``.

    Raises ``ValueError`` for a cost that is not positive.

    >>> support_cost(2, (1, 4)).reshape(4, 4)[0].tolist()  # II, IZ, ZI, ZZ
    [1.0, 1.0, 1.0, 4.0]
    """
    strings = np.arange(4 ** _size(qubits))
    cost = np.ones(strings.size)
    for name, table, measure in (
        ("by_weight", by_weight, weight(strings, qubits)),
        ("by_extent", by_extent, extent(strings, qubits)),
    ):
        values = np.atleast_1d(as_real(name, table))
        if values.ndim != 1 or (values <= 0).any():
            raise ValueError(f"`{name}` must be a list of positive numbers, but is {values}.")
        cost *= values[np.clip(measure - 1, 0, values.size - 1)]
    return cost


def checked_cost(cost: ArrayLike) -> tuple[FloatArray, int]:
    """Return costs with the identity's set to 1, shape ``(..., 4^n)``, and n; or raise."""
    array = as_real("cost", cost).copy()
    size = array.shape[-1] if array.ndim else 1
    qubits = (size.bit_length() - 1) // 2
    if qubits < 1 or 4**qubits != size:
        raise ValueError(f"`cost` must have 4**n entries, n at least 1, but has {size}.")
    _size(qubits)
    array[..., 0] = 1.0
    if array.min() <= 0:
        worst = np.unravel_index(array.argmin(), array.shape)
        raise ValueError(
            f"`cost` must be positive, but entry {int(worst[-1])} is {array.min():.6g}."
        )
    return array, qubits


def checked_hermitian(name: str, value: ArrayLike, size: int | None = None) -> ComplexArray:
    """Return traceless Hermitian matrices of shape ``(..., 2^n, 2^n)``, complex, or raise."""
    array = as_array(name, value).astype(np.complex128)
    n = array.shape[-1] if array.ndim else 0
    if size is None and (n < 2 or n & (n - 1)):
        raise ValueError(f"`{name}` must be of size 2**n, n at least 1, but its size is {n}.")
    trailing(name, array, (size or n, size or n))
    bound = HERMITIAN * max(1.0, float(np.abs(array).max(initial=0.0)))
    skew = float(np.abs(array - dagger(array)).max(initial=0.0))
    if skew > bound:
        raise ValueError(f"`{name}` must be Hermitian, but differs from its adjoint by {skew:.1e}.")
    trace = float(np.abs(np.trace(array, axis1=-2, axis2=-1)).max(initial=0.0))
    if trace > bound * (size or n):
        raise ValueError(f"`{name}` must be traceless, but a trace is {trace:.1e}.")
    return (array + dagger(array)) / 2


def dagger(matrix: ComplexArray) -> ComplexArray:
    """Return the adjoint of each matrix."""
    return np.conj(np.swapaxes(matrix, -1, -2))


def apply_cost(matrix: ComplexArray, cost: FloatArray) -> ComplexArray:
    """Return ``sum_s c_s m_s P_s`` for matrices ``sum_s m_s P_s``: shape ``(..., 2^n, 2^n)``.

    The entries ``(i, i xor x)`` of a matrix are the Walsh-Hadamard transform of the coefficients
    of the strings with mask x; two such transforms of ``2^n n`` additions each serve per mask.
    ``cost`` is ``(4^n,)`` or has the leading axes of the matrices.
    """
    n = matrix.shape[-1]
    flat = np.ascontiguousarray(matrix).reshape(-1, n, n)
    table = np.swapaxes(cost.reshape(*cost.shape[:-1], n, n), -1, -2) / n
    if cost.ndim > 1:
        table = np.broadcast_to(table, matrix.shape)
    table = np.ascontiguousarray(table).reshape(-1, n, n)
    out = np.empty_like(flat)
    _apply(flat, table, out)
    return out.reshape(matrix.shape)


def pauli_coefficients(matrix: ComplexArray) -> FloatArray:
    """Return ``tr(P_s H) / 2^n`` of Hermitian matrices for every string: ``(..., 4^n)``.

    >>> pauli_coefficients(np.array([[1.0, 2.0], [2.0, -1.0]], complex)).tolist()  # I, Z, X, Y
    [0.0, 1.0, 2.0, 0.0]
    """
    n = matrix.shape[-1]
    flat = np.ascontiguousarray(matrix).reshape(-1, n, n)
    out = np.empty((len(flat), n, n))
    _read(flat, _phases(n), out)
    return out.reshape(*matrix.shape[:-2], n * n)


def from_coefficients(coefficients: FloatArray) -> ComplexArray:
    """Return the matrices ``sum_s h_s P_s`` of real coefficients ``(..., 4^n)``.

    >>> from_coefficients(np.array([0.0, 1.0, 2.0, 0.0])).real.tolist()
    [[1.0, 2.0], [2.0, -1.0]]
    """
    n = 2 ** ((coefficients.shape[-1].bit_length() - 1) // 2)
    flat = np.ascontiguousarray(coefficients, dtype=np.float64).reshape(-1, n, n)
    out = np.empty(flat.shape, dtype=np.complex128)
    _write(flat, _phases(n), out)
    return out.reshape(*coefficients.shape[:-1], n, n)


def inner(one: ComplexArray, other: ComplexArray) -> FloatArray:
    """Return ``Re tr(A B) / 2^n`` of Hermitian matrices, the sum of products of coefficients."""
    total = np.einsum("...ij,...ij->...", one, other.conj()).real
    return np.asarray(total / one.shape[-1])


def _size(qubits: int) -> int:
    if whole("qubits", qubits) > MOST_QUBITS:
        raise ValueError(f"`qubits` must be at most {MOST_QUBITS}, but it is {qubits}.")
    return qubits


def _phases(n: int) -> ComplexArray:
    """i^|x & z| of every string: `[x, z]`."""
    masks = np.arange(n)
    powers = np.bitwise_count(masks[:, None] & masks).astype(np.int64)
    phases: ComplexArray = np.array([1, 1j, -1, -1j])[powers % 4]
    return phases


@numba.njit(cache=True)
def _walsh(table):  # type: ignore[no-untyped-def]
    """Walsh-Hadamard transform along the first axis, in place."""
    n, columns = table.shape
    half = 1
    while half < n:
        for start in range(0, n, 2 * half):
            for i in range(start, start + half):
                for x in range(columns):
                    a, b = table[i, x], table[i + half, x]
                    table[i, x], table[i + half, x] = a + b, a - b
        half *= 2


@numba.njit(cache=True)
def _apply(flat, cost, out):  # type: ignore[no-untyped-def]
    n = flat.shape[-1]
    table = np.empty((n, n), dtype=np.complex128)
    for k in range(len(flat)):
        for i in range(n):
            for x in range(n):
                table[i, x] = flat[k, i, i ^ x]
        _walsh(table)
        one = cost[k % len(cost)]
        for z in range(n):
            for x in range(n):
                table[z, x] *= one[z, x]
        _walsh(table)
        for i in range(n):
            for x in range(n):
                out[k, i, i ^ x] = table[i, x]


@numba.njit(cache=True)
def _read(flat, phases, out):  # type: ignore[no-untyped-def]
    n = flat.shape[-1]
    table = np.empty((n, n), dtype=np.complex128)
    for k in range(len(flat)):
        for b in range(n):
            for x in range(n):
                table[b, x] = flat[k, b ^ x, b]
        _walsh(table)
        for x in range(n):
            for z in range(n):
                out[k, x, z] = (table[z, x] * np.conj(phases[x, z])).real / n


@numba.njit(cache=True)
def _write(flat, phases, out):  # type: ignore[no-untyped-def]
    n = flat.shape[-1]
    table = np.empty((n, n), dtype=np.complex128)
    for k in range(len(flat)):
        for z in range(n):
            for x in range(n):
                table[z, x] = flat[k, x, z] * phases[x, z]
        _walsh(table)
        for b in range(n):
            for x in range(n):
                out[k, b ^ x, b] = table[b, x]
