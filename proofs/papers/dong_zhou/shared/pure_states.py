"""Quantities of states of a few qubits, left to be worked out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Any, Self

import sympy as sp

from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import Rank, Unevaluated

FLIP = sp.Matrix([[0, 0, 0, -1], [0, 0, 1, 0], [0, 1, 0, 0], [-1, 0, 0, 0]])  # Y on both qubits


def fidelity(one: sp.Matrix, two: sp.Matrix) -> sp.Expr:
    """The squared overlap of a normalised ket with another, left to be worked out."""
    a, b = sp.ImmutableMatrix(one), sp.ImmutableMatrix(two)
    return sp.Trace(sp.MatMul(a.H, b, b.H, a)) / sp.Trace(sp.MatMul(b.H, b))


class MutualInformation(Unevaluated):
    """S(A) + S(B) - S(AB) in bits of two disjoint sets of qubits of a ket."""

    is_real = True

    def __new__(cls, psi: Any, a: Sequence[int], b: Sequence[int]) -> Self:
        """Fix the ket and both sets."""
        return super().__new__(cls, sp.ImmutableMatrix(psi), sp.Tuple(*a), sp.Tuple(*b))

    def value(self) -> sp.Expr:
        """The three entropies from exact eigenvalues."""
        psi, a, b = self.args
        return _shared(psi, tuple(map(int, a)), tuple(map(int, b)))


@cache
def _shared(psi: sp.ImmutableMatrix, a: tuple[int, ...], b: tuple[int, ...]) -> sp.Expr:
    return qubits.mutual_information(psi, a, b)


class Concurrence(Unevaluated):
    """Wootters' concurrence of a density matrix of two qubits."""

    is_real = True

    def __new__(cls, state: Any) -> Self:
        """Fix the state."""
        return super().__new__(cls, sp.ImmutableMatrix(state))

    def value(self) -> sp.Expr:
        """max(0, 2 l_1 - sum l_k) of the roots l_k of the eigenvalues of rho rho~."""
        return _concurrence(self.args[0])


@cache
def _concurrence(rho: sp.ImmutableMatrix) -> sp.Expr:
    spectrum = (rho * FLIP * rho.T * FLIP).eigenvals()
    roots = sorted((sp.sqrt(v) for v, m in spectrum.items() for _ in range(m)), reverse=True)
    return sp.Max(0, 2 * roots[0] - sum(roots))


class JoiningGates(Unevaluated):
    """Number of qubits less the number of factors of the finest product form of a ket.

    A two-qubit gate joins at most two groups of qubits that were in a product before, and
    one-qubit gates join none: n qubits in c factors need at least n - c two-qubit gates.
    """

    is_integer = True
    is_nonnegative = True

    def __new__(cls, psi: Any) -> Self:
        """Fix the ket."""
        return super().__new__(cls, sp.ImmutableMatrix(psi))

    def value(self) -> sp.Expr:
        """Factors found by the rank between a group of qubits and all others."""
        return sp.Integer(_joined(self.args[0]))


@cache
def _joined(psi: sp.ImmutableMatrix) -> int:
    count = (psi.rows - 1).bit_length()
    rest, factors = set(range(count)), 0
    while rest:
        first = min(rest)
        groups = (
            {first, *more}
            for size in range(len(rest))
            for more in combinations(sorted(rest - {first}), size)
        )
        rest -= next(g for g in groups if g == rest or Rank(_between(psi, g, count)).doit() == 1)
        factors += 1
    return int(count - factors)


def _between(psi: sp.ImmutableMatrix, group: set[int], count: int) -> sp.Matrix:
    """Amplitudes as a matrix between the qubits of a group and all others."""
    inside = sum(1 << (count - 1 - q) for q in group)
    rows = sorted({index & inside for index in range(2**count)})
    columns = sorted({index & ~inside for index in range(2**count)})
    return sp.Matrix([[psi[row | column] for column in columns] for row in rows])
