"""The teleportation circuit of section III.F, exactly and in arrays, stage by stage.

Qubits: Tod 0, Alice 1, Bob 2, and where there is one a reference 3 that shares its state with Tod.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy as sp
from numpy.typing import NDArray

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import VonNeumannEntropy

TOD, ALICE, BOB, REFERENCE = range(4)
Array = NDArray[np.complex128]

DOMAIN = ck.Domain(
    (
        ck.Real("angle", 0.0, 3.0, (), "polar angle of Tod's state"),
        ck.Real("phase", -3.0, 3.0, (), "its azimuth"),
        ck.Integer("bits", 0, 1, (2,), "outcome of the joint measurement"),
    )
)


def exact_stages(start: sp.Matrix) -> tuple[sp.Matrix, sp.Matrix, sp.Matrix]:
    """The kets at the start, after Alice and Bob are linked, and before the joint measurement."""
    linked = qubits.apply_gate(start, qubits.HADAMARD, (ALICE,))
    linked = qubits.apply_gate(linked, qubits.CNOT, (ALICE, BOB))
    joined = qubits.apply_gate(linked, qubits.CNOT, (TOD, ALICE))
    return start, linked, qubits.apply_gate(joined, qubits.HADAMARD, (TOD,))


def exact_start(a: sp.Expr, b: sp.Expr, *, reference: bool = False) -> sp.Matrix:
    """Tod holds a |0> + b |1>, or shares a |00> + b |11> with the reference."""
    psi = sp.zeros(16 if reference else 8, 1)
    psi[0], psi[9 if reference else 4] = a, b
    return psi


def exact_outcomes(psi: sp.Matrix, measured: Sequence[int]) -> list[tuple[int, int, sp.Matrix]]:
    """Both bits of the two measured qubits and the ket that is left, not normalised."""
    left = []
    for one in (0, 1):
        for two in (0, 1):
            ket = psi
            for bit, qubit in zip((one, two), measured, strict=True):
                ket = qubits.apply_gate(ket, sp.diag(1 - bit, bit), (qubit,))
            left.append((one, two, ket))
    return left


def exact_corrected(ket: sp.Matrix, one: int, two: int, qubit: int) -> sp.Matrix:
    """X to the second bit, then Z to the first, on one qubit."""
    if two:
        ket = qubits.apply_gate(ket, qubits.X, (qubit,))
    return qubits.apply_gate(ket, qubits.Z, (qubit,)) if one else ket


def exact_fidelity(ket: sp.Matrix, qubit: int, a: sp.Expr, b: sp.Expr) -> sp.Expr:
    """Fidelity of the state of one qubit with a |0> + b |1>, as a quotient."""
    rho, wanted = qubits.reduced_state(ket, (qubit,)), sp.Matrix([a, b])
    return (wanted.H * rho * wanted)[0] / qubits.norm_squared(wanted)


def exact_axes(ket: sp.Matrix, qubit: int) -> list[sp.Expr]:
    """Components of the Bloch vector of one qubit, tr(rho sigma), as quotients."""
    rho = qubits.reduced_state(ket, (qubit,))
    return [(rho * pauli).trace() for pauli in (qubits.X, qubits.Y, qubits.Z)]


def exact_information(psi: sp.Matrix, a: Sequence[int], b: Sequence[int]) -> sp.Expr:
    """S(A) + S(B) - S(AB) of disjoint sets of qubits of a ket, in bits, not worked out."""
    one, two, both = (
        VonNeumannEntropy(qubits.reduced_state(psi, part), 2) for part in (a, b, (*a, *b))
    )
    return one + two - both


def stages(start: Array) -> tuple[Array, Array, Array]:
    """The kets (..., 2^n) at the start, after the link, and before the joint measurement."""
    linked = apply_gate(apply_gate(start, GATES["H"], (ALICE,)), GATES["CNOT"], (ALICE, BOB))
    joined = apply_gate(linked, GATES["CNOT"], (TOD, ALICE))
    return start, linked, apply_gate(joined, GATES["H"], (TOD,))


def start(a: NDArray[np.float64], b: Array, *, reference: bool = False) -> Array:
    """Kets (n, 8) of Tod's a |0> + b |1>, or (n, 16) shared with the reference."""
    psi = np.zeros((len(a), 16 if reference else 8), dtype=np.complex128)
    psi[:, 0], psi[:, 9 if reference else 4] = a, b
    return psi


def axes(rho: Array) -> NDArray[np.float64]:
    """Components (3, n) of the Bloch vectors of density matrices (n, 2, 2)."""
    paulis = np.stack([GATES[name] for name in "XYZ"])
    return np.asarray(np.einsum("aij,nji->an", paulis, rho).real)


def outcome(psi: Array, measured: Sequence[int], bits: NDArray[np.int64]) -> Array:
    """The normalised kets left by the outcomes `bits` (n, 2) of two measured qubits."""
    n = psi.shape[-1].bit_length() - 1
    index = np.arange(psi.shape[-1])
    kept = np.ones(psi.shape, dtype=bool)
    for column, qubit in enumerate(measured):
        kept &= (index >> (n - 1 - qubit) & 1) == bits[:, column, None]
    left = np.where(kept, psi, 0.0)
    return np.asarray(left / np.linalg.norm(left, axis=-1, keepdims=True))


def corrected(psi: Array, bits: NDArray[np.int64], qubit: int) -> Array:
    """X to the second bit, then Z to the first, on one qubit."""
    psi = np.where(bits[:, 1:2] == 1, apply_gate(psi, GATES["X"], (qubit,)), psi)
    return np.where(bits[:, 0:1] == 1, apply_gate(psi, GATES["Z"], (qubit,)), psi)
