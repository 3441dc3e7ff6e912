"""Section III.A: complexity is nonlinear: that of a superposition is not that of its terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import N, source
from proofs.papers.dong_zhou.shared.pure_states import JoiningGates, fidelity
from qmgr_sym.quantum import qubits as kets

SIMPLE = sp.symbols("C_2^{0} C_2^{1}", nonnegative=True)
GHZ = sp.symbols("C_2^{+} C_2^{-}", nonnegative=True)
UP, DOWN = sp.symbols(r"C_2^{0+1} C_2^{+-}", nonnegative=True)
MOST = 4


def printed() -> list[ck.Link]:
    """Products superpose to GHZ, of n - 1 gates; two GHZ states superpose to a product."""
    return [
        ck.Link("0...0", ck.equal(SIMPLE[0], 0)),
        ck.Link("1...1", ck.equal(SIMPLE[1], 0)),
        ck.Link("their superposition", ck.equal(UP, N - 1)),
        ck.Link("a GHZ state", ck.equal(GHZ[0], N - 1)),
        ck.Link("another", ck.equal(GHZ[1], N - 1)),
        ck.Link("their superposition again", ck.equal(DOWN, 0)),
    ]


def _ghz(qubits: int, c: sp.Expr, s: sp.Expr) -> sp.Matrix:
    return c * kets.basis_ket(qubits) + s * kets.basis_ket(qubits, 2**qubits - 1)


def _chain(qubits: int, c: sp.Expr, s: sp.Expr) -> sp.Matrix:
    """(c|0> + s|1>)|0..0> after a chain of n - 1 controlled-nots."""
    state = c * kets.basis_ket(qubits) + s * kets.basis_ket(qubits, 2 ** (qubits - 1))
    for k in range(qubits - 1):
        state = kets.apply_gate(state, kets.CNOT, (k, k + 1))
    return state


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Lower bound by factors of the state over Q, upper bound by a circuit, for 2 to 4 qubits."""
    c, s = sp.Rational(3, 5), sp.Rational(4, 5)
    yield ck.Step("A chain of $n-1$ controlled-nots prepares, for instance,", _ghz(2, c, s))
    yield ck.Step(
        "Two orthogonal GHZ states superposed with the same weights:",
        c * _ghz(2, c, s) + s * _ghz(2, s, -c),
    )
    for n in range(2, MOST + 1):
        plus, minus = _ghz(n, c, s), _ghz(n, s, -c)
        values: dict[sp.Basic, sp.Expr] = {
            SIMPLE[0]: JoiningGates(kets.basis_ket(n)),
            SIMPLE[1]: JoiningGates(kets.basis_ket(n, 2**n - 1)),
            UP: JoiningGates(plus),
            GHZ[0]: JoiningGates(plus),
            GHZ[1]: JoiningGates(minus),
            DOWN: JoiningGates(c * plus + s * minus),
            N: sp.Integer(n),
        }
        for name in form:
            yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"n": n})
        for name, made, wanted in (
            ("a GHZ state", _chain(n, c, s), plus),
            ("another", _chain(n, s, -c), minus),
        ):
            yield ck.shows(name, fidelity(wanted, made), sp.S.One, case={"n": n})


def _groups(state: np.ndarray) -> int:
    """Number of groups of correlated qubits, by mutual information with all the others.

    Qubits are joined while some cut within the group leaves entropy: the least set around a qubit
    whose reduced state is pure.
    """
    qubits = state.ndim
    rest, count = set(range(qubits)), 0
    while rest:
        first = min(rest)
        for size in range(len(rest)):
            pure = [
                g
                for more in combinations(sorted(rest - {first}), size)
                if _purity(state, g := (first, *more)) > 1 - 1e-9
            ]
            if pure:
                rest -= set(pure[0])
                break
        count += 1
    return count


def _purity(state: np.ndarray, group: tuple[int, ...]) -> float:
    matrix = np.moveaxis(state, group, range(len(group))).reshape(2 ** len(group), -1)
    reduced = matrix @ matrix.conj().T
    return float(np.linalg.norm(reduced) ** 2)


def _circuit(qubits: int, start: np.ndarray) -> tuple[np.ndarray, int]:
    state = np.zeros((2,) * qubits, dtype=complex)
    state[(0,) * qubits], state[(1,) + (0,) * (qubits - 1)] = start
    for k in range(qubits - 1):
        flipped = np.flip(state, axis=k + 1)
        chosen = np.arange(2).reshape([2 if a == k else 1 for a in range(qubits)]) == 1
        state = np.where(chosen, flipped, state)
    return state, qubits - 1


def _complexity(state: np.ndarray, start: np.ndarray) -> float:
    """The number of gates, where the bound by groups and a circuit meet."""
    qubits = state.ndim
    lower = qubits - _groups(state)
    made, gates = _circuit(qubits, start)
    reached = abs(np.vdot(made, state)) > 1 - 1e-10
    return float(lower) if lower == 0 or (reached and lower == gates) else np.nan


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Purities of all groups of qubits, and simulated chains of controlled-nots."""
    rows = []
    for n, angle in zip(sample["n"].astype(int), sample["angle"], strict=True):
        zero, one = np.zeros((2, *(2,) * n), dtype=complex)
        zero[(0,) * n] = one[(1,) * n] = 1.0
        c, s = np.cos(angle), np.sin(angle)
        plus, minus = c * zero + s * one, s * zero - c * one
        cases = (
            (zero, (1, 0)),
            (one, (0, 1)),
            (plus, (c, s)),
            (plus, (c, s)),
            (minus, (s, -c)),
            (c * plus + s * minus, (1, 0)),
        )
        rows.append([_complexity(state, np.array(start)) for state, start in cases])
    table = np.array(rows).T
    values = dict(zip((*SIMPLE, UP, *GHZ, DOWN), table, strict=True))
    return ck.Measurement({N: sample["n"], **values})


CLAIM = ck.Claim(
    key="dong_zhou:nonlinear-complexity",
    source=source("III.A"),
    kind="result",
    title="Complexity of a superposition",
    latex=r"C_2(c|\psi_1\rangle + s|\psi_2\rangle) \ne c\,C_2(\psi_1) + s\,C_2(\psi_2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("n", 2, 5, meaning="qubits"),
                ck.Real("angle", 0.2, 1.3, meaning="weights of the superposition"),
            )
        ),
        tolerance=1e-12,
        reason="numbers of gates are whole",
        method="purity of every group of qubits against simulated circuits",
        samples=16,
    ),
    expected="proved",
    words="sentence",
    reading="Read through an example with the count $C_2$ of dong_zhou:ghz-gates, two-qubit gates "
    "alone: two product states need none and superpose to a GHZ state, which needs $n-1$; two "
    "orthogonal GHZ states superpose to a product state, which needs none. So neither a linear "
    "rule nor one that only adds can hold. That the geometries are unrelated in general is not "
    "tested.",
    hypotheses=(beliefs.PAIR_GATES, beliefs.FREE_ONE_QUBIT_GATES),
)
