"""Section III.C: a local operation at the start, where the end point is a state."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.polys.matrices import DomainMatrix

import proofs.checker as ck
from numerics.nielsen.cost import dagger, from_coefficients
from numerics.nielsen.geodesic import geodesic
from numerics.nielsen.jacobi import jacobi_field
from numerics.qubits.pauli import pauli_index, weight
from proofs.papers.dong_zhou.section_III_C.on_local_compensation import turned
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import strings, support
from qmgr_sym.algebra.pauli import string_matrix

RANK, JOINED = ({n: sp.Symbol(rf"{letter}_{{{n}}}", real=True) for n in (2, 3)} for letter in "rR")


def _links(missing: dict[int, int]) -> list[ck.Link]:
    return [
        ck.Link(f"{n} qubits", ck.equal(JOINED[n], RANK[n] + lost)) for n, lost in missing.items()
    ]


def printed() -> list[ck.Link]:
    """What local starts do to the state, single-qubit terms undo: R_n = r_n."""
    return _links({2: 0, 3: 0})


def amended() -> list[ck.Link]:
    """On two qubits; on three they lack three directions."""
    return _links({2: 0, 3: 3})


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
            ket = sum(
                (v * k for v, k in zip(weights, kets, strict=True) if v != 0),
                sp.zeros(2**qubits, 1),
            )
            ket = (ket - end * (end.H * ket)[0] / 2).applyfunc(sp.expand)
            row = [*(sp.re(x) for x in ket), *(sp.im(x) for x in ket)]
            rows.append([sp.expand(x).subs(sp.pi, number) for x in row])
    ranks = [
        DomainMatrix.from_Matrix(sp.Matrix(part)).to_field().rank()
        for part in (rows[: len(rows) // 2], rows)
    ]
    return sp.Integer(ranks[0]), sp.Integer(ranks[1])


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Ranks over the field of pi, for the geodesics exp(-i t (pi/4) X...X) of equal costs."""
    ranks: dict[sp.Symbol, sp.Integer] = {}
    for n in RANK:
        ranks[RANK[n]], ranks[JOINED[n]] = exact_state_ranks(n)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Ranks of the displacements of the state by single-qubit terms in "
                "$H=\\frac{\\pi}{4}X\\cdots X$, and together with those by local starts, on two "
                "and three qubits:",
                sp.Tuple(*(sp.Tuple(ranks[RANK[n]], ranks[JOINED[n]]) for n in RANK)),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (form.lhs - form.rhs).subs(ranks)) for name, form in given.items()
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


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Singular values of what Jacobi fields and local starts do to the state."""
    values = {}
    for n in RANK:
        found = np.array([state_ranks(n, a * np.pi / 32) for a in sample["angle"]], dtype=float)
        values[RANK[n]], values[JOINED[n]] = found.T
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:state-compensation",
    source=source("III.C"),
    kind="result",
    title="A local operation at the start, compensated for the state at the end",
    latex=r"\forall K\in\mathfrak{l}\;\exists S\in\mathfrak{l}: \quad "
    r"\delta\psi(1)\big[H+\epsilon S\big] = U(1)\,e^{i\epsilon K}\psi_0 - \psi(1) + O(\epsilon^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("angle", 4, 12, meaning="angle of X...X in units of pi/32"),)),
        tolerance=1e-9,
        reason="ranks are whole numbers; singular values below 1e-6 count as zero",
        method="Jacobi fields applied to the state, singular values over the reals",
        samples=9,
        examples=20,
    ),
    expected="corrected",
    reading="As dong_zhou:local-compensation, but only the state at the end has to stay, up to its "
    "phase: the rank $R_n$ of the displacements by local starts and by single-qubit terms together "
    "has to equal the rank $r_n$ of the latter, on n qubits from $|0\\ldots0\\rangle$.",
    premises=("dong_zhou:local-compensation",),
    hypotheses=("equal costs, the geodesics $e^{-it\\theta X\\cdots X}$",),
    amended=ck.Amended(
        latex=r"R_2 = r_2, \qquad R_3 = r_3 + 3",
        links=amended,
        note="On two qubits single-qubit terms suffice for the state. On three they lack three of "
        "the directions in which local starts move it.",
    ),
    known=({"angle": 8},),
)
