"""Gates on kets of qubits, and states to try things on.

Kets are arrays ``(..., 2^n)``; qubit 0 is the most significant digit of the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, as_array, one_of, real_float, whole
from numerics.qubits._states import as_subsystems, qubits_of
from numerics.qubits.free_fermions import BOUNDARIES, ising_chain

_X = np.array([[0, 1], [1, 0]], dtype=complex)
_Y = np.array([[0, -1j], [1j, 0]])
_Z = np.diag([1, -1]).astype(complex)
GATES: Mapping[str, ComplexArray] = MappingProxyType(
    {
        "X": _X,
        "Y": _Y,
        "Z": _Z,
        "H": (_X + _Z) / np.sqrt(2),
        "S": np.diag([1, 1j]),
        "T": np.diag([1, np.exp(0.25j * np.pi)]),
        "CNOT": np.eye(4, dtype=complex)[[0, 1, 3, 2]],
        "CZ": np.diag([1, 1, 1, -1]).astype(complex),
        "SWAP": np.eye(4, dtype=complex)[[0, 2, 1, 3]],
    }
)
ROTATIONS: Mapping[str, ComplexArray] = MappingProxyType({"RX": _X, "RY": _Y, "RZ": _Z})


def rotation(axis: str, angle: float) -> ComplexArray:
    """Return ``exp(-i angle P / 2)`` for the axis "RX", "RY" or "RZ".

    angle : one number, in radians.  Raises ``ValueError`` for another axis.

    >>> bool(np.abs(rotation("RZ", np.pi) - np.diag([-1j, 1j])).max() < 1e-15)
    True
    """
    if axis not in ROTATIONS:
        raise ValueError(f"`axis` must be one of {', '.join(ROTATIONS)}, but it is {axis!r}.")
    half = real_float("angle", angle) / 2
    return np.asarray(np.cos(half) * np.eye(2) - 1j * np.sin(half) * ROTATIONS[axis])


def apply_gate(psi: ArrayLike, gate: ArrayLike, qubits: ArrayLike) -> ComplexArray:
    """Apply a matrix ``(2^k, 2^k)`` to k qubits of kets, in the order given: (..., 2^n) -> same.

    The matrix need not be unitary: a projector leaves the unnormalised ket of an outcome.
    Raises ``ValueError`` for a matrix of another size and for qubits that do not exist.

    >>> bell = apply_gate(apply_gate(basis_ket(2), GATES["H"], 0), GATES["CNOT"], (0, 1))
    >>> bell.real.round(6).tolist()
    [0.707107, 0.0, 0.0, 0.707107]
    """
    kets = as_array("psi", psi).astype(np.complex128, copy=False)
    n = qubits_of("psi", kets.shape[-1])
    places = as_subsystems("qubits", qubits, n)
    matrix = as_array("gate", gate)
    k = len(places)
    if matrix.shape != (2**k, 2**k):
        raise ValueError(
            f"`gate` must have shape ({2**k}, {2**k}) on {k} qubits, but it is {matrix.shape}."
        )
    lead = kets.ndim - 1
    axes = [lead + i for i in places]
    split = np.moveaxis(kets.reshape(*kets.shape[:-1], *(2,) * n), axes, range(-k, 0))
    done = split.reshape(*split.shape[:-k], 2**k) @ matrix.T
    return np.asarray(
        np.moveaxis(done.reshape(split.shape), range(-k, 0), axes).reshape(kets.shape)
    )


def run_circuit(psi: ArrayLike, circuit: Iterable[tuple[ArrayLike, Sequence[int]]]) -> ComplexArray:
    """Apply pairs of a matrix and its qubits, first to last.

    psi : ``(..., 2^n)``; circuit : matrices ``(2^k, 2^k)`` with k qubits each.  Returns the shape
    of psi.  Raises as ``apply_gate``.

    >>> circuit = [(GATES["H"], [0]), (GATES["CNOT"], [0, 1])]
    >>> bool(np.abs(run_circuit(basis_ket(2), circuit) - ghz_ket(2)).max() < 1e-15)
    True
    """
    kets = as_array("psi", psi).astype(np.complex128)
    for gate, qubits in circuit:
        kets = apply_gate(kets, gate, qubits)
    return kets


def basis_ket(n: int, index: int = 0) -> ComplexArray:
    """Return the basis state |index> of n qubits: ``(2^n,)``.

    index : 0 .. 2^n - 1, qubit 0 its most significant digit.  Raises ``ValueError`` for another.

    >>> basis_ket(2, 1).real
    array([0., 1., 0., 0.])
    """
    ket = np.zeros(2 ** whole("n", n), dtype=np.complex128)
    if whole("index", index, 0) >= ket.size:
        raise ValueError(f"`index` must be below {ket.size}, but it is {index}.")
    ket[index] = 1
    return ket


def ghz_ket(n: int) -> ComplexArray:
    """Return (|0...0> + |1...1>) / sqrt(2).

    n : at least 1.  Returns ``(2^n,)``.

    >>> ghz_ket(2).real.round(6).tolist()
    [0.707107, 0.0, 0.0, 0.707107]
    """
    return np.asarray((basis_ket(n, 0) + basis_ket(n, 2**n - 1)) / np.sqrt(2))


def w_ket(n: int) -> ComplexArray:
    """Return the equal superposition of the n basis states with a single 1.

    n : at least 1.  Returns ``(2^n,)``.

    >>> (w_ket(3).real ** 2).round(6).tolist()
    [0.0, 0.333333, 0.333333, 0.0, 0.333333, 0.0, 0.0, 0.0]
    """
    ket = np.zeros(2 ** whole("n", n), dtype=np.complex128)
    ket[2 ** np.arange(n)] = n**-0.5
    return ket


def haar_kets(n: int, shape: tuple[int, ...] = (), *, rng: np.random.Generator) -> ComplexArray:
    """Draw kets of n qubits from the unitarily invariant measure: (*shape, 2^n).

    >>> kets = haar_kets(3, (5,), rng=np.random.default_rng(0))
    >>> kets.shape, bool(np.abs(np.linalg.norm(kets, axis=-1) - 1).max() < 1e-14)
    ((5, 8), True)
    """
    size = (*shape, 2 ** whole("n", n))
    kets = rng.normal(size=size) + 1j * rng.normal(size=size)
    return np.asarray(kets / np.linalg.norm(kets, axis=-1, keepdims=True))


def ising_ket(n: int, field: float, *, boundary: str = "periodic") -> ComplexArray:
    """Ground state of n spins with ``H = -sum X_i X_(i+1) - field sum Z_i``: (2^n,), real.

    n : 2 to 20; field : any sign; boundary : "periodic", "antiperiodic" (the last bond has the
    opposite sign) or "open".  By Lanczos iteration in the sector of ``prod Z`` in which the ground
    state lies (see ``ising_chain``; without a field the even one of two).

    Raises ``ValueError`` for another n or boundary, and where the sector has several ground states.

    >>> abs(ising_ket(3, -50.0)[7]).round(3)  # all spins along -z
    np.float64(1.0)
    """
    from scipy.sparse.linalg import LinearOperator, eigsh

    size, h = whole("n", n, 2), real_float("field", field)
    if size > 20:
        raise ValueError(f"`n` must be at most 20, but it is {n}.")
    one_of("boundary", boundary, BOUNDARIES)
    bonds = np.ones(size - 1 if boundary == "open" else size)
    bonds[size - 1 :] = -1 if boundary == "antiperiodic" else 1
    parity = ising_chain(bonds, np.full(size, h)).parity
    index = np.arange(2**size)
    bits = (index[:, None] >> np.arange(size)) & 1
    inside = bits.sum(1) % 2 == (parity < 0)
    diagonal = -h * (1 - 2 * bits).sum(1)
    flips = [(1 << i) | (1 << ((i + 1) % size)) for i in range(bonds.size)]

    def act(v: ComplexArray) -> ComplexArray:
        v = np.where(inside, v.ravel(), 0.0)
        out = diagonal * v
        for bond, flip in zip(bonds, flips, strict=True):
            out = out - bond * v[index ^ flip]
        return np.asarray(out)

    # no symmetry of the chain has this start in a sector of its own
    start = np.where(inside, 1 + 0.1 * np.cos(index), 0.0)
    operator = LinearOperator((2**size, 2**size), matvec=act, dtype=float)
    _, vectors = eigsh(operator, k=1, which="SA", v0=start)
    ket = vectors[:, 0].astype(np.complex128)
    return np.asarray(ket / np.linalg.norm(ket))
