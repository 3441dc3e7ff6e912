"""Generators on two qubits that section III.C lists, and what both arms find out about them.

A generator is a linear combination of Pauli strings: a string and its coefficient, in turn. Group
elements are exp(theta G) or exp(-i theta G); the print does not say which, and a name that ends in
_TURNING belongs to the second. The exact quantities work by elimination over Q, the measured ones
by random elements of the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Self

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

from numerics.qubits.lie_algebras import lie_closure, span_basis
from numerics.qubits.pauli import matrices, pauli_index
from qmgr_sym.algebra import closure, forms, pauli
from qmgr_sym.unevaluated import Unevaluated

Array = np.ndarray[Any, Any]
Combination = dict[str, complex]
WORDS, LETTERS = 24, 4
RANK = 1e-8  # the group elements have a norm below 1e3 and carry 1e-13

SIX: tuple[Combination, ...] = (
    {"IX": 1, "XI": -1},
    {"IY": 1, "YI": 1},
    {"IZ": 1},
    {"IX": 1j, "XI": 1j},
    {"IY": 1j, "YI": -1j},
    {"IZ": 1j, "ZI": 1j},
)
SIX_CORRECTED: tuple[Combination, ...] = (
    *SIX[:2],
    {"IZ": 1, "ZI": 1},
    *SIX[3:5],
    {"IZ": 1j, "ZI": -1j},
)
SIX_TURNING: tuple[Combination, ...] = (*SIX[:2], {"IZ": 1, "ZI": -1}, *SIX[3:])
TEN: tuple[Combination, ...] = (
    {"II": 1},
    {"XX": 1},
    {"YY": 1},
    {"ZZ": 1},
    {"XZ": 1, "ZX": 1},
    {"YZ": 1, "ZY": -1},
    {"ZY": 1, "YX": -1},
    {"ZX": 1j, "XZ": 1j},
    {"YZ": 1j, "ZY": -1j},
    {"XY": 1j, "YX": -1j},
)
TEN_CORRECTED: tuple[Combination, ...] = (
    *TEN[:4],
    {"XZ": 1, "ZX": -1},
    {"YZ": 1, "ZY": 1},
    {"XY": 1, "YX": -1},
    *TEN[7:9],
    {"XY": 1j, "YX": 1j},
)
# beside the six of exp(-i theta G): the ten with exp(theta G), and with exp(-i theta G) as well
TEN_MIXED: tuple[Combination, ...] = (
    *TEN[:6],
    {"XY": 1, "YX": -1},
    {"ZX": 1j, "XZ": -1j},
    {"YZ": 1j, "ZY": 1j},
    {"XY": 1j, "YX": 1j},
)
TEN_TURNING: tuple[Combination, ...] = (
    *({label: 1j} for label in ("II", "XX", "YY", "ZZ")),
    {"XZ": 1, "ZX": -1},
    {"YZ": 1, "ZY": 1},
    {"XY": -1, "YX": -1},
    *TEN[7:],
)
ONE_BODY: tuple[Combination, ...] = tuple(
    {label: 1} for label in ("II", "IX", "IY", "IZ", "XI", "YI", "ZI")
)


def exact_matrices(
    generators: Sequence[Combination], factor: complex = 1
) -> list[sp.ImmutableMatrix]:
    """The generators, times 1 or -i, as matrices over Q(i)."""
    return [
        pauli.matrix({s: int(c.real) + sp.I * int(c.imag) for s, c in _times(g, factor).items()})
        for g in generators
    ]


def numeric_matrices(generators: Sequence[Combination], factor: complex = 1) -> Array:
    """The generators, times 1 or -i, as complex arrays (m, 4, 4)."""
    made = [
        np.tensordot(np.array(list(g.values()), complex), matrices(pauli_index(list(g)), 2), 1)
        for g in generators
    ]
    return factor * np.stack(made)


def _times(generator: Combination, factor: complex) -> Combination:
    return {label: complex(factor * value) for label, value in generator.items()}


class KillingSquare(Unevaluated):
    """tr (ad X)^2 of X = sum_k x_k G_k in the real Lie algebra that the G_k generate."""

    is_real = True

    def __new__(cls, generators: Sequence[Any], weights: Sequence[Any]) -> Self:
        """Fix the generators and the x_k."""
        return super().__new__(cls, sp.Tuple(*generators), sp.Tuple(*weights))

    def value(self) -> sp.Expr:
        """By the Killing form over Q, in coordinates of the closure."""
        generators, weights = self.args
        x = sp.Matrix(weights)
        return (x.T * _killing(tuple(generators)) * x)[0]


@cache
def _killing(generators: tuple[sp.ImmutableMatrix, ...]) -> sp.Matrix:
    algebra = closure.lie_closure(list(generators))
    basis = sp.Matrix.hstack(*(_real_column(b) for b in algebra.basis()))
    columns = sp.Matrix.hstack(*(_real_column(g) for g in generators))
    coordinates = (basis.T * basis).LUsolve(basis.T * columns)
    return coordinates.T * closure.killing_form(algebra) * coordinates


def _real_column(matrix: sp.ImmutableMatrix) -> sp.Matrix:
    return sp.Matrix([*(sp.re(x) for x in matrix), *(sp.im(x) for x in matrix)])


class LorentzForms(Unevaluated):
    """Dimension of the space of invariant Hermitian forms, if of signature (3,1) or (1,3)."""

    is_integer = True

    def __new__(cls, generators: Sequence[Any]) -> Self:
        """Fix the generators."""
        return super().__new__(cls, sp.Tuple(*generators))

    def value(self) -> sp.Expr:
        """The forms with G^+ F + F G = 0, over Q."""
        found = forms.invariant_hermitian_forms(list(self.args[0]))
        right = all(set(forms.signature(form)) == {3, 1} for form in found)
        return sp.Integer(len(found) if right else 0)


class BoundedGroup(Unevaluated):
    """1 if exp(tG) is bounded for all t, else 0."""

    is_integer = True

    def __new__(cls, generator: Any) -> Self:
        """Fix the generator."""
        return super().__new__(cls, generator)

    def value(self) -> sp.Expr:
        """Bounded exactly if the minimal polynomial over Q has simple, imaginary roots."""
        return sp.Integer(forms.is_bounded_group(self.args[0]))


def transported(generators: Array, size: float, rng: Generator) -> tuple[Array, Array]:
    """Random group elements and all generators carried along by them: they span the closure."""
    scale = np.linalg.norm(generators, axis=(1, 2), ord=2).max()
    pick = rng.integers(len(generators), size=(WORDS, LETTERS))
    angles = size * rng.choice([-1.0, 1.0], (WORDS, LETTERS)) * rng.uniform(0.5, 1, pick.shape)
    steps = expm(angles[..., None, None] * generators[pick] / scale)
    words = steps[:, 0]
    for k in range(1, LETTERS):
        words = words @ steps[:, k]
    carried = words[:, None] @ generators @ np.linalg.inv(words)[:, None]
    return words, np.concatenate([generators, carried.reshape(-1, 4, 4)]) / scale


def measured_dimension(generators: Array, size: float, rng: Generator) -> int:
    """Real dimension of what random words of the group carry the generators to."""
    carried = transported(generators, size, rng)[1]
    flat = carried.reshape(len(carried), -1)
    values = np.linalg.svd(np.concatenate([flat.real, flat.imag], axis=1), compute_uv=False)
    return int((values > RANK * values[0]).sum())


def measured_killing(generators: Array, weights: Array, size: float, rng: Generator) -> float:
    """tr (ad X)^2 over an orthonormal basis of the algebra, X = sum_k x_k G_k."""
    basis = lie_closure(transported(generators, size, rng)[1][: 4 * len(generators)])
    x = np.tensordot(weights, generators, 1)
    brackets = x @ basis - basis @ x
    ad = np.einsum("iab,jab->ij", basis.conj(), brackets).real
    return float(np.einsum("ij,ji->", ad, ad))


def measured_forms(generators: Array, size: float, rng: Generator) -> int:
    """Hermitian forms with w^+ H w = H for the random words w."""
    words, _ = transported(generators, size, rng)
    units = np.eye(16).reshape(16, 4, 4)
    basis = np.concatenate([units + units.swapaxes(1, 2), 1j * (units - units.swapaxes(1, 2))])
    basis = span_basis(basis[np.abs(basis).max(axis=(1, 2)) > 0])
    moved = words.conj().swapaxes(1, 2)[:, None] @ basis @ words[:, None] - basis
    flat = moved.reshape(len(moved), len(basis), -1).swapaxes(1, 2).reshape(-1, len(basis))
    table = np.concatenate([flat.real, flat.imag])
    _, values, rows = np.linalg.svd(table, full_matrices=False)
    null = rows[values < RANK * values[0]]
    eigenvalues = [np.linalg.eigvalsh(np.tensordot(row, basis, 1)) for row in null]
    right = all({int((v > 1e-8).sum()), int((v < -1e-8).sum())} == {1, 3} for v in eigenvalues)
    return len(null) if right else 0
