"""Section III.C: whether a single-qubit term compensates a local operation at the start."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.polys.matrices import DomainMatrix

from numerics.nielsen_cost import dagger, from_coefficients, pauli_coefficients, support_cost
from numerics.nielsen_geodesic import exponential, geodesic
from numerics.nielsen_jacobi import endpoint_map, jacobi_field
from numerics.nielsen_shooting import close_gap, unitary_gap
from numerics.pauli import pauli_index, weight
from proofs.checker import (
    Amended,
    Claim,
    Derivation,
    Domain,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.dong_zhou.notation import source
from qmgr_sym.algebra.euler_arnold import strings, support
from qmgr_sym.algebra.pauli import commutator, string_matrix

LOCAL, ALL = "single-qubit terms", "all terms"
RANK = {name: sp.Symbol(f"r_{k}", real=True) for name, k in ((LOCAL, "1"), (ALL, "all"))}
JOINED = {name: sp.Symbol(f"R_{k}", real=True) for name, k in ((LOCAL, "1"), (ALL, "all"))}
ANGLE = sp.pi / 4
SINGLE = [s for s in strings(2) if len(support(s)) == 1]
STATE = {
    n: sp.symbols(rf"r^{{\psi}}_{n} R^{{\psi}}_{n}", real=True) for n in (2, 3)
}  # ranks where only the state at the end counts


def _state_link(qubits: int, missing: int) -> Link:
    rank, joined = STATE[qubits]
    name = f"states of {qubits} qubits"
    return Link(name, sp.Eq(joined, rank + missing, evaluate=False))


def _link(name: str) -> Link:
    return Link(name, sp.Eq(JOINED[name], RANK[name], evaluate=False))


def printed() -> list[Link]:
    """Displacements of the end by single-qubit terms hold those by local starts: R_1 = r_1."""
    return [_link(LOCAL), *(_state_link(n, 0) for n in STATE)]


def amended() -> list[Link]:
    """The same for all terms, and the rank that single-qubit terms lack."""
    missing = sp.Eq(JOINED[LOCAL], RANK[LOCAL] + 4, evaluate=False)
    return [_link(ALL), Link(LOCAL, missing), _state_link(2, 0), _state_link(3, 3)]


def _column(element: dict[str, sp.Expr], qubits: int) -> list[sp.Expr]:
    return [element.get(s, sp.S.Zero) for s in strings(qubits)]


def turned(string: str) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """U P U^+ and the displacement of the end by P in H, for H = (pi/4) X...X and equal costs.

    With A = -i ad_X...X, A^3 = -4 A, and
    exp(theta A) = 1 + sin(2 theta)/2 A + (1 - cos(2 theta))/4 A^2; and its mean over the curve.
    """

    qubits = len(string)

    def apply(element: dict[str, sp.Expr]) -> dict[str, sp.Expr]:
        found = commutator({"X" * qubits: sp.S.One}, element) if element else {}
        return {s: sp.expand(-sp.I * v) for s, v in found.items()}

    first = apply({string: sp.S.One})
    zero, one, two = (
        sp.Matrix(_column(e, qubits)) for e in ({string: sp.S.One}, first, apply(first))
    )
    double = 2 * ANGLE
    end = zero + sp.sin(double) / 2 * one + (1 - sp.cos(double)) / 4 * two
    mean = (
        zero + (1 - sp.cos(double)) / (2 * double) * one + (1 - sp.sin(double) / double) / 4 * two
    )
    return list(end), list(mean)


@cache
def exact_state_ranks(qubits: int) -> tuple[sp.Integer, sp.Integer]:
    """Ranks over the reals of what moves the state (|0..0> - i |1..1>) / sqrt(2), its phase left.

    First of single-qubit terms in H, then of those together with local starts.
    """
    end = sp.zeros(2**qubits, 1)
    end[0], end[-1] = sp.S.One, -sp.I  # exp(-i (pi/4) X...X) |0..0>, times sqrt(2)
    kets = [string_matrix(s) * end for s in strings(qubits)]
    number = sp.Symbol("pi")  # transcendental: a rational function of it vanishes identically
    rows = []
    for place in (1, 0):
        for single in (s for s in strings(qubits) if len(support(s)) == 1):
            weights = turned(single)[place]
            ket = sum((v * k for v, k in zip(weights, kets, strict=True) if v != 0),
                      sp.zeros(2**qubits, 1))  # fmt: skip
            ket = (ket - end * (end.H * ket)[0] / 2).applyfunc(sp.expand)
            row = [*(sp.re(x) for x in ket), *(sp.im(x) for x in ket)]
            rows.append([sp.expand(x).subs(sp.pi, number) for x in row])
    ranks = [DomainMatrix.from_Matrix(sp.Matrix(part)).to_field().rank()
             for part in (rows[: len(rows) // 2], rows)]  # fmt: skip
    return sp.Integer(ranks[0]), sp.Integer(ranks[1])


def exact(statements: Statements) -> Derivation:
    """Ranks over the field of pi, for the geodesic exp(-i t (pi/4) XX) of equal costs."""
    starts = sp.Matrix([turned(s)[0] for s in SINGLE]).T
    ranks: dict[sp.Symbol, sp.Expr] = {}
    for name, used in ((LOCAL, SINGLE), (ALL, strings(2))):
        moves = sp.Matrix([turned(s)[1] for s in used]).T
        ranks[RANK[name]] = sp.Integer(moves.rank())
        ranks[JOINED[name]] = sp.Integer(moves.row_join(starts).rank())
    for n, symbols in STATE.items():
        ranks |= dict(zip(symbols, exact_state_ranks(n), strict=True))
    end, mean = turned("ZI")
    shown = [
        sp.Add(*(v * sp.Symbol(s) for s, v in zip(strings(2), column, strict=True)))
        for column in (end, mean)
    ]
    return Derivation(
        steps=(
            Step(
                "On two qubits Nielsen's costs are equal and geodesics are one-parameter groups. "
                r"For $H=\frac{\pi}{4}XX$ the local start $e^{-i\epsilon ZI}$ moves the end by",
                shown[0],
            ),
            Step("while the single-qubit term ZI in H moves it by", shown[1]),
            Step(
                "Rank of the displacements by single-qubit terms, rank together with those by "
                "local starts, and both for all terms:",
                sp.Tuple(*(ranks[t[name]] for name in (LOCAL, ALL) for t in (RANK, JOINED))),
            ),
            Step(
                r"For $H=\frac{\pi}{4}X\cdots X$ on two and three qubits and the state at the end, "
                "the first two of them:",
                sp.Tuple(*(sp.Tuple(*(ranks[s] for s in pair)) for pair in STATE.values())),
            ),
        ),
        obligations=tuple(
            Vanishes(name, (statement.lhs - statement.rhs).subs(ranks))
            for name, statement in statements.items()
        ),
    )


@cache
def state_ranks(qubits: int, angle: float) -> tuple[int, int]:
    """The ranks where only the state at the end counts, for X...X by an angle from |0..0>."""
    h = np.zeros(4**qubits)
    h[pauli_index(["X" * qubits])[0]] = angle
    path = geodesic(from_coefficients(h), np.ones(4**qubits), steps=40)
    single = from_coefficients(np.eye(4**qubits)[weight(np.arange(4**qubits), qubits) == 1])
    end = path.unitaries[-1]
    moves = jacobi_field(path, single).displacements[:, -1]
    kets = np.concatenate([moves, end @ single @ dagger(end)]) @ end[:, 0]
    kets = kets - (kets @ end[:, 0].conj())[:, None] * end[:, 0]
    # multiplied by -i or not, kets have real and imaginary parts of the same rank over the reals
    real = np.concatenate([kets.real, kets.imag], axis=1)
    ranks = [np.linalg.matrix_rank(part, tol=1e-6) for part in (real[: len(single)], real)]
    return int(ranks[0]), int(ranks[1])


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Singular values of displacements from Jacobi fields; shooting for a finite local start."""
    n = len(sample["angle"])
    h = np.zeros((n, 16))
    h[:, pauli_index(["XX"])[0]] = sample["angle"] * np.pi / 32
    cost = support_cost(2, (1.0, 1.0))
    path = geodesic(from_coefficients(h), cost, steps=40)
    moves, end = endpoint_map(path), path.unitaries[:, -1]
    single = np.flatnonzero(weight(np.arange(16), 2) == 1)
    local = from_coefficients(np.eye(16)[single])
    turned_starts = end[:, None] @ local @ dagger(end)[:, None]
    starts = np.swapaxes(pauli_coefficients(turned_starts)[..., 1:], -1, -2)
    values = {}
    for name, used in ((LOCAL, single - 1), (ALL, np.arange(15))):
        part = moves[..., used]
        values[RANK[name]] = np.linalg.matrix_rank(part, tol=1e-6).astype(float)
        joined = np.concatenate([part, starts], axis=-1)
        values[JOINED[name]] = np.linalg.matrix_rank(joined, tol=1e-6).astype(float)
    for k, symbols in STATE.items():
        found = np.array([state_ranks(k, a * np.pi / 32) for a in sample["angle"]], dtype=float)
        values |= dict(zip(symbols, found.T, strict=True))
    if n == 1:
        return Measurement(values)
    start = exponential(0.2 * from_coefficients(np.eye(16)[pauli_index(["ZI"])[0]]))
    gap = unitary_gap(end[0] @ dagger(start))
    left = [
        close_gap(path.hamiltonians[0, 0], cost, gap, strings=strings, steps=20)[1]
        for strings in (single, None)
    ]
    note = f"after a rotation by 0.2 the end is missed by {left[0]:.2g} with single-qubit terms"
    return Measurement(values, note=f"{note}, by {left[1]:.1e} with all")


CLAIM = Claim(
    key="dong_zhou:local-compensation",
    source=source("III.C"),
    kind="result",
    title="A local operation at the start, compensated by a single-qubit Hamiltonian",
    latex=r"\forall K\in\mathfrak{l}\;\exists S\in\mathfrak{l}: \quad "
    r"\delta U(1)\big[H+\epsilon S\big] = U(1)\,e^{i\epsilon K} - U(1) + O(\epsilon^2), \qquad "
    r"\mathfrak{l} = \mathrm{span}\{\sigma\otimes I,\, I\otimes\sigma\}",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain((Integer("angle", 4, 12, meaning="angle of XX in units of pi/32"),)),
        tolerance=1e-9,
        reason="ranks are whole numbers; singular values below 1e-6 count as zero",
        method="Jacobi fields and their singular values; Gauss-Newton shooting",
        samples=9,
        examples=20,
    ),
    expected="corrected",
    reading="Read to first order, for the end point as a unitary: the displacement of the end by a "
    "local operation at the start must be one that a change of the single-qubit part of the "
    "velocity makes. Rank $R_1$ of both together then equals the rank $r_1$ of the latter. The "
    "same is asked where the end point is the state that is made of $|0\\ldots0\\rangle$.",
    premises=("dong_zhou:single-qubit-constant",),
    hypotheses=(
        "two qubits, Nielsen's costs, the geodesics $e^{-it\\theta XX}$ with $\\pi/8\\leq\\theta"
        "\\leq3\\pi/8$; for states also XXX on three, equal costs",
        "the phase of the unitary does not count",
    ),
    amended=Amended(
        latex=r"\forall K\in\mathfrak{l}\;\exists S\in\mathfrak{su}(4): \quad "
        r"\delta U(1)\big[H+\epsilon S\big] = U(1)\,e^{i\epsilon K} - U(1) + O(\epsilon^2), \quad "
        r"R_{\mathrm{all}} = r_{\mathrm{all}}, \quad R_1 = r_1 + 4, \quad "
        r"R^{\psi}_2 = r^{\psi}_2, \quad R^{\psi}_3 = r^{\psi}_3 + 3",
        links=amended,
        note="The operation is compensated by a change of the whole Hamiltonian, away from "
        "conjugate points. With single-qubit terms four directions are missing for this geodesic: "
        "what starts local ends entangling, and a constant local term cannot undo it. Where only "
        "the state at the end counts they suffice on two qubits, and lack three directions on "
        "three.",
    ),
)
