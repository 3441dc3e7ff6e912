"""Section III.A: complexity is nonlinear: that of a superposition is not that of its terms."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source

N = sp.Symbol("n", positive=True)
SIMPLE = sp.symbols("C_0 C_1", nonnegative=True)
GHZ = sp.symbols("C_+ C_-", nonnegative=True)
UP, DOWN = sp.symbols(r"C_{0+1} C_{+-}", nonnegative=True)
MOST = 4


def printed() -> list[ck.Link]:
    """Products superpose to GHZ, of n - 1 gates; two GHZ states superpose to a product.

    Where a number of gates is 0, n stands on both sides, so that a wrong form says something else.
    """
    return [
        ck.Link("products", ck.equal(N + SIMPLE[0] + SIMPLE[1], N)),
        ck.Link("their superposition", ck.equal(UP, N - 1)),
        ck.Link("two GHZ states", ck.equal(GHZ[0] + GHZ[1], 2 * N - 2)),
        ck.Link("their superposition again", ck.equal(N + DOWN, N)),
    ]


def _matrix(state: sp.Matrix, qubits: int, place: tuple[int, ...]) -> sp.Matrix:
    """The state as a matrix between the qubits in `place` and the others."""
    rows: dict[tuple[int, ...], dict[tuple[int, ...], sp.Expr]] = {}
    for index, value in enumerate(state):
        bits = tuple((index >> (qubits - 1 - k)) & 1 for k in range(qubits))
        inside = tuple(bits[k] for k in place)
        outside = tuple(b for k, b in enumerate(bits) if k not in place)
        rows.setdefault(inside, {})[outside] = value
    return sp.Matrix([[row[key] for key in sorted(row)] for _, row in sorted(rows.items())])


def least_gates(state: sp.Matrix, qubits: int) -> int:
    """n minus the number of factors of the finest product form: a lower bound on two-qubit gates.

    A gate joins at most two groups of qubits that were in a product before, and one-qubit gates
    are free; n qubits in c factors therefore need at least n - c gates.
    """
    rest, factors = set(range(qubits)), 0
    while rest:
        first = min(rest)
        for size in range(len(rest)):
            groups = [(first, *more) for more in combinations(sorted(rest - {first}), size)]
            group = next((g for g in groups if _matrix(state, qubits, g).rank() == 1), None)
            if group is not None or len(rest) == size + 1:
                rest -= set(group or groups[0])
                break
        factors += 1
    return qubits - factors


def _cnot(qubits: int, control: int, target: int) -> sp.Matrix:
    size = 2**qubits

    def image(index: int) -> int:
        on = (index >> (qubits - 1 - control)) & 1
        return index ^ (on << (qubits - 1 - target))

    return sp.Matrix(size, size, lambda i, j: int(i == image(j)))


def _ghz(qubits: int, c: sp.Expr, s: sp.Expr) -> sp.Matrix:
    state = sp.zeros(2**qubits, 1)
    state[0], state[2**qubits - 1] = c, s
    return state


def _prepared(qubits: int, c: sp.Expr, s: sp.Expr) -> tuple[sp.Matrix, int]:
    """(c|0> + s|1>)|0..0> after a chain of controlled-nots, and how many they are."""
    state = sp.zeros(2**qubits, 1)
    state[0], state[2 ** (qubits - 1)] = c, s
    for k in range(qubits - 1):
        state = _cnot(qubits, k, k + 1) * state
    return state, qubits - 1


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Lower bound by factors of the state over Q, upper bound by a circuit, for 2 to 4 qubits."""
    c, s = sp.Rational(3, 5), sp.Rational(4, 5)
    points = []
    for n in range(2, MOST + 1):
        weights = {
            UP: (c, s),
            GHZ[0]: (c, s),
            GHZ[1]: (s, -c),
            SIMPLE[0]: (1, 0),
            SIMPLE[1]: (0, 1),
        }
        point: dict[sp.Symbol, object] = {N: n}
        for symbol, pair in weights.items():
            made, gates = _prepared(n, *pair)
            if made != _ghz(n, *pair):
                raise ValueError(f"circuit must prepare {pair} on {n} qubits, but does not")
            lower = least_gates(made, n)
            point[symbol] = lower if lower in (0, gates) else sp.nan
        point[DOWN] = least_gates(c * _ghz(n, c, s) + s * _ghz(n, s, -c), n)
        points.append(point)
    return ck.Derivation(
        steps=(
            ck.Step("A chain of $n-1$ controlled-nots prepares, for instance,", _ghz(2, c, s)),
            ck.Step(
                "n and the least number of gates for the superposition: the state has rank 2 "
                "across every cut, so that n qubits form one group:",
                sp.Tuple(*(sp.Tuple(p[N], p[UP]) for p in points)),
            ),
            ck.Step(
                "Two orthogonal GHZ states superposed with the same weights:",
                c * _ghz(2, c, s) + s * _ghz(2, s, -c),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (form.lhs - form.rhs).subs(point))
            for name, form in given.items()
            for point in points
        ),
    )


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
    latex=r"C(c|\psi_1\rangle + s|\psi_2\rangle) \ne c\,C(\psi_1) + s\,C(\psi_2)",
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
    reading="Read through an example with exact counts of two-qubit gates, one-qubit gates free: "
    "two product states need none and superpose to a GHZ state, which needs $n-1$; two orthogonal "
    "GHZ states superpose to a product state, which needs none. So neither a linear rule nor one "
    "that only adds can hold. That the geometries are unrelated in general is not tested.",
    premises=("dong_zhou:two-qubit-universal",),
    hypotheses=("complexity counts two-qubit gates on any pair, without ancillas",),
)
