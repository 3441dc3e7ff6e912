"""Lists of generators on two qubits that differ from a given one in few coefficients.

A coefficient is one of a generator at a Pauli string; a change makes another one of 0, 1, -1, i and
-i of it. All lists with one change are tried, then all with two, and so on: the exact quantities
over Q, the measured ones with random elements of the algebra and of the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, product
from typing import Any, Self

import flint
import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.polys.matrices import DomainMatrix

from numerics.qubits.pauli import matrices, pauli_index
from proofs.papers.dong_zhou.shared.two_qubits import (
    Array,
    Combination,
    LorentzForms,
    measured_forms,
)
from qmgr_sym.algebra import pauli
from qmgr_sym.unevaluated import Unevaluated

LOCAL = ("IX", "IY", "IZ", "XI", "YI", "ZI")
STRINGS = tuple(a + b for a in "IXYZ" for b in "IXYZ")
GAUSSIAN = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
MOST = 3
RANK = 1e-8  # of the largest singular value; those of a closed list lie at 1e-14

Vector = tuple[int, ...]  # real parts of the coefficients, then imaginary parts


class LorentzChanges(Unevaluated):
    """Least number of changed coefficients that make the six independent Lorentz generators."""

    is_integer = True
    is_nonnegative = True

    def __new__(cls, table: Any) -> Self:
        """Fix the coefficients, a row for each generator and a column for each local string."""
        return super().__new__(cls, sp.ImmutableMatrix(table))

    def value(self) -> sp.Expr:
        """By trying all lists: closure over Q, and one invariant form of signature (3,1)."""
        return sp.Integer(lorentz_lists(self.args[0])[0])


class LorentzWays(LorentzChanges):
    """Number of lists of Lorentz generators with that least number of changed coefficients."""

    def value(self) -> sp.Expr:
        """By trying all lists."""
        return sp.Integer(len(lorentz_lists(self.args[0])[1]))


def exact_table(
    generators: Sequence[Combination], strings: Sequence[str], factor: complex = 1
) -> sp.ImmutableMatrix:
    """Coefficients of generators, times 1 or -i, at some strings."""
    return sp.ImmutableMatrix(
        [[_gaussian(factor * g.get(s, 0)) for s in strings] for g in generators]
    )


def _gaussian(number: complex) -> sp.Expr:
    return int(complex(number).real) + sp.I * int(complex(number).imag)


@cache
def lorentz_lists(table: sp.ImmutableMatrix) -> tuple[int, tuple[sp.ImmutableMatrix, ...]]:
    """The least number of changes, and all tables that it leads to."""
    rows = [_vector(table.row(k)) for k in range(table.rows)]
    for count in range(MOST):
        closed = (made for made in _changed(rows, count) if _is_closed(made))
        found = tuple(t for t in map(_table, closed) if LorentzForms(_generators(t)).doit() == 1)
        if found:
            return count, found
    raise ArithmeticError(f"fewer than {MOST} changes must lead to the Lorentz group, but do not")


def _changed(rows: Sequence[Vector], count: int) -> Iterator[list[Vector]]:
    """All lists with exactly `count` other coefficients."""
    width = len(LOCAL)
    for places in combinations(range(len(rows) * width), count):
        for values in product(GAUSSIAN, repeat=count):
            made = [list(row) for row in rows]
            for place, (re, im) in zip(places, values, strict=True):
                row, column = divmod(place, width)
                made[row][column], made[row][column + width] = re, im
            whole = [tuple(row) for row in made]
            parts = [divmod(place, width) for place in places]
            if all(
                (rows[r][c], rows[r][c + width]) != (whole[r][c], whole[r][c + width])
                for r, c in parts
            ):
                yield whole


def _is_closed(rows: Sequence[Vector]) -> bool:
    """Whether the rows are independent over the reals and all commutators lie in their span."""
    if _rank(rows) < len(rows):
        return False
    return all(_rank([*rows, _bracket(a, b)]) == len(rows) for a, b in combinations(rows, 2))


def _rank(rows: Sequence[Vector]) -> int:
    return int(flint.fmpz_mat([list(row) for row in rows]).rank())


@cache
def _structure() -> tuple[tuple[int, int, int, int], ...]:
    """(p, q, r, c) with [P_p, P_q] = i c P_r."""
    made = []
    for p, q in product(range(len(LOCAL)), repeat=2):
        for string, value in pauli.commutator({LOCAL[p]: sp.S.One}, {LOCAL[q]: sp.S.One}).items():
            made.append((p, q, LOCAL.index(string), int(value / sp.I)))
    return tuple(made)


@cache
def _bracket(a: Vector, b: Vector) -> Vector:
    width = len(LOCAL)
    made = [0] * (2 * width)
    for p, q, r, c in _structure():
        re = a[p] * b[q] - a[p + width] * b[q + width]
        im = a[p] * b[q + width] + a[p + width] * b[q]
        made[r] -= c * im
        made[r + width] += c * re
    return tuple(made)


def _vector(row: sp.MatrixBase) -> Vector:
    return (*(int(sp.re(x)) for x in row), *(int(sp.im(x)) for x in row))


def _table(rows: Sequence[Vector]) -> sp.ImmutableMatrix:
    width = len(LOCAL)
    return sp.ImmutableMatrix(
        [[row[k] + sp.I * row[k + width] for k in range(width)] for row in rows]
    )


def _generators(table: sp.ImmutableMatrix) -> list[sp.ImmutableMatrix]:
    return [pauli.matrix(dict(zip(LOCAL, table.row(k), strict=True))) for k in range(table.rows)]


class RealChanges(Unevaluated):
    """Least number of changed coefficients that make generators real where the Lorentz six are."""

    is_integer = True
    is_nonnegative = True

    def __new__(cls, six: Sequence[Any], table: Any) -> Self:
        """Fix the Lorentz generators, and the coefficients of others at all sixteen strings."""
        return super().__new__(cls, sp.Tuple(*six), sp.ImmutableMatrix(table))

    def value(self) -> sp.Expr:
        """Generator by generator, by trying all changes over Q(i)."""
        six, table = self.args
        return sp.Integer(sum(_row_changes(_defects(six), table.row(k)) for k in range(table.rows)))


@cache
def _defects(six: sp.Tuple) -> tuple[Vector, ...]:
    """M S - S M* for M = P_k, then for M = i P_k, where G S = S G* for the six, S unique."""
    units = [sp.Matrix(4, 4, [int(k == j) for k in range(16)]) for j in range(16)]
    columns = [
        sp.Matrix.vstack(*((g * u - u * g.conjugate()).reshape(16, 1) for g in six)) for u in units
    ]
    kernel = DomainMatrix.from_Matrix(sp.Matrix.hstack(*columns))
    found = kernel.convert_to(sp.QQ_I).nullspace().to_Matrix()
    if found.rows != 1:
        raise ArithmeticError(f"one real structure must be invariant, but {found.rows} are")
    structure = sp.Matrix(4, 4, list(found))
    strings = [pauli.string_matrix(s) for s in STRINGS]
    gaps = [m * structure - structure * m.conjugate() for m in strings]
    turned = [sp.I * (m * structure + structure * m.conjugate()) for m in strings]
    return tuple(_vector(gap.reshape(1, 16).applyfunc(sp.expand)) for gap in (*gaps, *turned))


def _row_changes(defects: Sequence[Vector], row: sp.MatrixBase) -> int:
    """How many coefficients of one generator have to change until its defect is zero."""
    width = len(STRINGS)
    start = _vector(row)
    for count in range(MOST):
        for places in combinations(range(width), count):
            for values in product(GAUSSIAN, repeat=count):
                made = list(start)
                for place, (re, im) in zip(places, values, strict=True):
                    made[place], made[place + width] = re, im
                if any(made) and not any(_sum(defects, made)):
                    return count
    raise ArithmeticError(f"fewer than {MOST} changes must make {row} real, but do not")


def _sum(defects: Sequence[Vector], weights: Sequence[int]) -> list[int]:
    used = [(w, d) for w, d in zip(weights, defects, strict=True) if w]
    return [sum(w * d[k] for w, d in used) for k in range(len(defects[0]))]


def measured_changes(
    generators: Sequence[Combination], factor: complex, size: float, rng: Generator
) -> tuple[int, int]:
    """The least number of changes and the number of ways.

    A list is closed if a random sum of its generators keeps their span, by singular values; the
    invariant forms are those of random words of the group.
    """
    units = matrices(pauli_index(list(LOCAL)), 2)
    table = factor * np.array([[g.get(s, 0) for s in LOCAL] for g in generators], complex)
    for count in range(MOST):
        lists = _arrays(table, count)
        closed = lists[_keeps_itself(lists, units, rng)]
        ways = sum(measured_forms(np.tensordot(one, units, 1), size, rng) == 1 for one in closed)
        if ways:
            return count, ways
    raise ArithmeticError(f"fewer than {MOST} changes must lead to the Lorentz group, but do not")


def _arrays(table: Array, count: int) -> Array:
    """All tables (n, m, 6) with exactly `count` other coefficients."""
    flat = table.ravel()
    places = np.array(list(combinations(range(len(flat)), count)), dtype=int)
    turns = np.array(list(product([0, 1, -1, 1j, -1j], repeat=count)))
    made = np.repeat(flat[None], len(places) * len(turns), axis=0)
    at = np.repeat(places, len(turns), axis=0)
    np.put_along_axis(made, at, np.tile(turns, (len(places), 1)), axis=1)
    return np.asarray(made[(made != flat).sum(axis=1) == count].reshape(-1, *table.shape))


def measured_real_changes(words: Array, generators: Sequence[Combination], factor: complex) -> int:
    """Changed coefficients until all are real, the real structure measured from Lorentz words."""
    units = np.eye(16).reshape(16, 4, 4)
    moved = words[:, None] @ units - units @ words.conj()[:, None]
    _, values, rows = np.linalg.svd(moved.swapaxes(0, 1).reshape(16, -1).T)
    if values[-1] > RANK * values[0] or values[-2] < RANK * values[0]:
        raise ArithmeticError(f"one real structure must be invariant, but values are {values}")
    structure = rows[-1].conj().reshape(4, 4)
    strings = matrices(pauli_index(list(STRINGS)), 2)
    return sum(_needed(structure, strings, factor, generator) for generator in generators)


def _needed(structure: Array, strings: Array, factor: complex, generator: Combination) -> int:
    row = np.array([[generator.get(s, 0) for s in STRINGS]], complex)
    for count in range(MOST):
        lists = _arrays(row, count)[:, 0]
        made = factor * np.tensordot(lists[np.any(lists != 0, axis=1)], strings, 1)
        gaps = np.abs(made @ structure - structure @ made.conj()).max(axis=(1, 2))
        if gaps.min() < RANK:
            return count
    raise ArithmeticError(f"fewer than {MOST} changes must make {generator} real, but do not")


def _keeps_itself(lists: Array, units: Array, rng: Generator) -> Array:
    """Whether the rows of a table are independent and a random sum of them keeps their span."""
    made = np.tensordot(lists, units, 1)
    mover = np.tensordot(rng.uniform(0.5, 1.0, lists.shape[1]), made, (0, 1))[:, None]
    moved = mover @ made - made @ mover
    brackets = moved.reshape(*lists.shape[:2], 16) @ units.reshape(-1, 16).conj().T / 4
    both = np.concatenate([lists, brackets], axis=1)
    ranks = [_real_rank(table) for table in (lists, both)]
    return np.asarray(np.all(np.array(ranks) == lists.shape[1], axis=0))


def _real_rank(tables: Array) -> Array:
    parts = np.concatenate([tables.real, tables.imag], axis=2)
    values = np.linalg.svd(parts, compute_uv=False)
    return np.asarray((values > RANK * values[:, :1]).sum(axis=1))
