"""What moves the end of the geodesic exp(-i t theta X...X) of equal costs, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import sympy as sp

from proofs.papers.dong_zhou.shared.notation import THETA
from qmgr_sym.algebra.euler_arnold import strings, support
from qmgr_sym.algebra.pauli import commutator, string_matrix
from qmgr_sym.unevaluated import Rank

Vector = list[sp.Expr]


def single_strings(qubits: int) -> list[str]:
    """The Pauli strings on one qubit."""
    return [s for s in strings(qubits) if len(support(s)) == 1]


@cache
def carried(string: str) -> tuple[Vector, Vector]:
    """U P U^+ and the displacement of the end by P in H, for H = theta X...X.

    With A = -i ad_X...X, A^3 = -4 A, and
    exp(theta A) = 1 + sin(2 theta)/2 A + (1 - cos(2 theta))/4 A^2; and its mean over the curve.
    """
    qubits, double = len(string), 2 * THETA

    def apply(element: dict[str, sp.Expr]) -> dict[str, sp.Expr]:
        found = commutator({"X" * qubits: sp.S.One}, element) if element else {}
        return {s: sp.expand(-sp.I * v) for s, v in found.items()}

    first = apply({string: sp.S.One})
    zero, one, two = (
        sp.Matrix([element.get(s, sp.S.Zero) for s in strings(qubits)])
        for element in ({string: sp.S.One}, first, apply(first))
    )
    end = zero + sp.sin(double) / 2 * one + (1 - sp.cos(double)) / 4 * two
    mean = (
        zero + (1 - sp.cos(double)) / (2 * double) * one + (1 - sp.sin(double) / double) / 4 * two
    )
    return list(end), list(mean)


def on_state(vector: Sequence[sp.Expr], qubits: int) -> Vector:
    """What an operator does to exp(-i theta X...X) |0...0>, its phase left: real numbers."""
    psi = sp.zeros(2**qubits, 1)
    psi[0], psi[-1] = sp.cos(THETA), -sp.I * sp.sin(THETA)
    ket = sp.zeros(2**qubits, 1)
    for weight, string in zip(vector, strings(qubits), strict=True):
        if weight != 0:
            ket += weight * string_matrix(string) * psi
    ket = (ket - psi * (psi.H * ket)[0]).applyfunc(_reduced)
    return [*(sp.re(x) for x in ket), *(sp.im(x) for x in ket)]


def _reduced(amplitude: sp.Expr) -> sp.Expr:
    """In single angles and without squares of sines, so that what vanishes is 0."""
    plain = sp.expand(sp.expand_trig(amplitude))
    return sp.expand(plain.subs(sp.sin(THETA) ** 2, 1 - sp.cos(THETA) ** 2))


def squared_gap(vector: Vector, moves: Sequence[Vector]) -> sp.Expr:
    """Squared distance of a vector from a span, a ratio of Gram determinants not worked out."""
    kept = _independent(_meeting(vector, moves))
    if not kept:
        return sp.Determinant(_gram([vector]))
    return sp.Determinant(_gram([*kept, vector])) / sp.Determinant(_gram(kept))


def _gram(vectors: Sequence[Vector]) -> sp.ImmutableMatrix:
    table = sp.Matrix([list(v) for v in vectors])
    return sp.ImmutableMatrix(table * table.T)


def _meeting(vector: Vector, moves: Sequence[Vector]) -> list[Vector]:
    """The moves that share components with the vector, or with a move that does."""
    places = {k for k, x in enumerate(vector) if x != 0}
    kept: list[Vector] = []
    rest = [m for m in moves if any(x != 0 for x in m)]
    while found := [m for m in rest if any(m[k] != 0 for k in places)]:
        kept += found
        rest = [m for m in rest if m not in found]
        places |= {k for m in found for k, x in enumerate(m) if x != 0}
    return kept


def _independent(vectors: Sequence[Vector]) -> list[Vector]:
    """Vectors of full rank with the same span, at a general angle."""
    t, u = sp.symbols("t u")
    circle = {sp.sin(THETA): 2 * t / (1 + t**2), sp.cos(THETA): (1 - t**2) / (1 + t**2)}
    kept: list[Vector] = []
    for vector in vectors:
        rows = [[sp.expand_trig(x).subs(circle).subs(THETA, u) for x in v] for v in (*kept, vector)]
        if Rank(sp.Matrix(rows)).doit() == len(rows):
            kept.append(vector)
    return kept
