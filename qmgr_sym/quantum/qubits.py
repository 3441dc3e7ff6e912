"""Exact states of a few qubits: gates, reduced states, entropies.

Kets are column matrices of length 2^n; qubit 0 is the most significant digit of the index.
Entropies are in bits.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, I, Matrix, Rational, S, log, sqrt, zeros

CNOT = Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
HADAMARD = Matrix([[1, 1], [1, -1]]) / sqrt(2)
X = Matrix([[0, 1], [1, 0]])
Y = Matrix([[0, -I], [I, 0]])
Z = Matrix([[1, 0], [0, -1]])


def basis_ket(n: int, index: int = 0) -> Matrix:
    """The basis state |index> of n qubits."""
    ket = zeros(2**n, 1)
    ket[index] = S.One
    return ket


def ghz_ket(n: int) -> Matrix:
    """(|0...0> + |1...1>) / sqrt(2)."""
    return (basis_ket(n, 0) + basis_ket(n, 2**n - 1)) / sqrt(2)


def w_ket(n: int) -> Matrix:
    """The equal superposition of the n basis states with a single 1."""
    ket = zeros(2**n, 1)
    for i in range(n):
        ket[2**i] = sqrt(Rational(1, n))
    return ket


def apply_gate(psi: Matrix, gate: Matrix, qubits: Sequence[int]) -> Matrix:
    """A matrix (2^k, 2^k) applied to k qubits of a ket, in the order given; it may be a projector.

    Raises:
        ValueError: the qubits are not distinct qubits of the ket, or the matrix has another size.

    Examples:
        >>> list(apply_gate(basis_ket(2, 2), CNOT, (0, 1)))
        [0, 0, 0, 1]
    """
    n, k = _qubits(psi), len(qubits)
    _check(qubits, n)
    if gate.shape != (2**k, 2**k):
        raise ValueError(f"`gate` must be {2**k} by {2**k} on {k} qubits, but was {gate.shape}")
    shifts = [n - 1 - q for q in qubits]
    out = zeros(2**n, 1)
    for index, amplitude in enumerate(psi):
        if amplitude == 0:
            continue
        column = _digits(index, shifts)
        rest = index & ~sum(1 << s for s in shifts)
        for row in range(2**k):
            if gate[row, column] != 0:
                place = rest | sum((row >> (k - 1 - i) & 1) << s for i, s in enumerate(shifts))
                out[place] += gate[row, column] * amplitude
    return out


def reduced_state(psi: Matrix, keep: Sequence[int]) -> Matrix:
    """The reduced density matrix of the qubits `keep`, in that order, divided by <psi|psi>.

    Raises:
        ValueError: the qubits are not distinct qubits of the ket.
    """
    n = _qubits(psi)
    _check(keep, n)
    kept = [n - 1 - q for q in keep]
    lost = [s for s in range(n) if s not in kept]
    rho = zeros(2 ** len(keep), 2 ** len(keep))
    filled = [(i, a) for i, a in enumerate(psi) if a != 0]
    for i, a in filled:
        for j, b in filled:
            if _digits(i, lost) == _digits(j, lost):
                rho[_digits(i, kept), _digits(j, kept)] += a * b.conjugate()
    return rho / norm_squared(psi)


def norm_squared(psi: Matrix) -> Expr:
    """<psi|psi>."""
    total: Expr = sum((a * a.conjugate() for a in psi), S.Zero)
    return total.expand()


def entropy(rho: Matrix) -> Expr:
    """The von Neumann entropy in bits, from exact eigenvalues; 0 log 0 = 0."""
    total: Expr = S.Zero
    for value, times in rho.eigenvals().items():
        if value != 0:
            total -= times * value * log(value)
    return total / log(2)


def mutual_information(psi: Matrix, a: Sequence[int], b: Sequence[int]) -> Expr:
    """S(A) + S(B) - S(AB) of disjoint sets of qubits of a ket, in bits."""
    one, two, both = (entropy(reduced_state(psi, part)) for part in (a, b, (*a, *b)))
    return one + two - both


def connected_part(psi: Matrix, a: Sequence[int], b: Sequence[int]) -> Expr:
    """Squared Frobenius norm of rho_AB - rho_A (x) rho_B.

    It vanishes exactly where the mutual information does, and is a rational function of the
    amplitudes.
    """
    one, two, both = (reduced_state(psi, part) for part in (a, b, (*a, *b)))
    m = two.rows
    total: Expr = S.Zero
    for i in range(both.rows):
        for j in range(both.cols):
            gap = both[i, j] - one[i // m, j // m] * two[i % m, j % m]
            total += (gap * gap.conjugate()).expand()
    return total


def _qubits(psi: Matrix) -> int:
    n = int(psi.rows).bit_length() - 1
    if psi.cols != 1 or psi.rows != 2**n:
        raise ValueError(f"`psi` must be a column of 2^n entries, but was {psi.shape}")
    return n


def _check(qubits: Sequence[int], n: int) -> None:
    if len(set(qubits)) != len(qubits) or not all(0 <= q < n for q in qubits):
        raise ValueError(f"qubits must be distinct numbers of 0..{n - 1}, but were {tuple(qubits)}")


def _digits(index: int, shifts: Sequence[int]) -> int:
    out = 0
    for s in shifts:
        out = 2 * out + (index >> s & 1)
    return out
