"""Section III.C: whether a single-qubit term compensates a local operation at the start."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import dagger, from_coefficients, pauli_coefficients, support_cost
from numerics.nielsen.geodesic import exponential, geodesic
from numerics.nielsen.jacobi import endpoint_map
from numerics.nielsen.shooting import close_gap, unitary_gap
from numerics.qubits.pauli import pauli_index, weight
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import strings, support
from qmgr_sym.algebra.pauli import commutator

LOCAL, ALL = "single-qubit terms", "all terms"
RANK = {name: sp.Symbol(f"r_{k}", real=True) for name, k in ((LOCAL, "1"), (ALL, "all"))}
JOINED = {name: sp.Symbol(f"R_{k}", real=True) for name, k in ((LOCAL, "1"), (ALL, "all"))}
ANGLE = sp.pi / 4
SINGLE = [s for s in strings(2) if len(support(s)) == 1]


def _link(name: str) -> ck.Link:
    return ck.Link(name, ck.equal(JOINED[name], RANK[name]))


def printed() -> list[ck.Link]:
    """Displacements of the end by single-qubit terms hold those by local starts: R_1 = r_1."""
    return [_link(LOCAL)]


def amended() -> list[ck.Link]:
    """The same for all terms, and the rank that single-qubit terms lack."""
    missing = ck.equal(JOINED[LOCAL], RANK[LOCAL] + 4)
    return [_link(ALL), ck.Link(LOCAL, missing)]


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


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Ranks over the field of pi, for the geodesic exp(-i t (pi/4) XX) of equal costs."""
    starts = sp.Matrix([turned(s)[0] for s in SINGLE]).T
    ranks: dict[sp.Symbol, sp.Expr] = {}
    for name, used in ((LOCAL, SINGLE), (ALL, strings(2))):
        moves = sp.Matrix([turned(s)[1] for s in used]).T
        ranks[RANK[name]] = sp.Integer(moves.rank())
        ranks[JOINED[name]] = sp.Integer(moves.row_join(starts).rank())
    end, mean = turned("ZI")
    shown = [
        sp.Add(*(v * sp.Symbol(s) for s, v in zip(strings(2), column, strict=True)))
        for column in (end, mean)
    ]
    return ck.Derivation(
        steps=(
            ck.Step(
                "On two qubits Nielsen's costs are equal and geodesics are one-parameter groups. "
                r"For $H=\frac{\pi}{4}XX$ the local start $e^{-i\epsilon ZI}$ moves the end by",
                shown[0],
            ),
            ck.Step("while the single-qubit term ZI in H moves it by", shown[1]),
            ck.Step(
                "Rank of the displacements by single-qubit terms, rank together with those by "
                "local starts, and both for all terms:",
                sp.Tuple(*(ranks[t[name]] for name in (LOCAL, ALL) for t in (RANK, JOINED))),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (statement.lhs - statement.rhs).subs(ranks))
            for name, statement in form.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
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
    if n == 1:
        return ck.Measurement(values)
    start = exponential(0.2 * from_coefficients(np.eye(16)[pauli_index(["ZI"])[0]]))
    gap = unitary_gap(end[0] @ dagger(start))
    left = [
        close_gap(path.hamiltonians[0, 0], cost, gap, strings=strings, steps=20)[1]
        for strings in (single, None)
    ]
    note = f"after a rotation by 0.2 the end is missed by {left[0]:.2g} with single-qubit terms"
    return ck.Measurement(values, note=f"{note}, by {left[1]:.1e} with all")


CLAIM = ck.Claim(
    key="dong_zhou:local-compensation",
    source=source("III.C"),
    kind="result",
    title="A local operation at the start, compensated by a single-qubit Hamiltonian",
    latex=r"\forall K\in\mathfrak{l}\;\exists S\in\mathfrak{l}: \quad "
    r"\delta U(1)\big[H+\epsilon S\big] = U(1)\,e^{i\epsilon K} - U(1) + O(\epsilon^2), \qquad "
    r"\mathfrak{l} = \mathrm{span}\{\sigma\otimes I,\, I\otimes\sigma\}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("angle", 4, 12, meaning="angle of XX in units of pi/32"),)),
        tolerance=1e-9,
        reason="ranks are whole numbers; singular values below 1e-6 count as zero",
        method="Jacobi fields and their singular values; Gauss-Newton shooting",
        samples=9,
        examples=20,
    ),
    expected="corrected",
    reading="Read to first order, for the end point as a unitary: the displacement of the end by a "
    "local operation at the start must be one that a change of the single-qubit part of the "
    "velocity makes. Rank $R_1$ of both together then equals the rank $r_1$ of the latter. For "
    "the state at the end see dong_zhou:state-compensation.",
    premises=("dong_zhou:single-qubit-constant",),
    hypotheses=(
        "two qubits, Nielsen's costs, the geodesics $e^{-it\\theta XX}$ with $\\pi/8\\leq\\theta"
        "\\leq3\\pi/8$",
        "the phase of the unitary does not count",
    ),
    amended=ck.Amended(
        latex=r"\forall K\in\mathfrak{l}\;\exists S\in\mathfrak{su}(4): \quad "
        r"\delta U(1)\big[H+\epsilon S\big] = U(1)\,e^{i\epsilon K} - U(1) + O(\epsilon^2), \quad "
        r"R_{\mathrm{all}} = r_{\mathrm{all}}, \quad R_1 = r_1 + 4",
        links=amended,
        note="The operation is compensated by a change of the whole Hamiltonian, away from "
        "conjugate points. With single-qubit terms four directions are missing for this geodesic: "
        "what starts local ends entangling, and a constant local term cannot undo it.",
    ),
)
