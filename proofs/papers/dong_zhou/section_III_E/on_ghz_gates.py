"""Section III.E: the complexity of GHZ_n is n, counted in gates."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket
from proofs.papers.dong_zhou.section_III_A.on_nonlinear_complexity import (
    least_gates as least_joining,
)
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

COUNT = sp.Symbol("C", positive=True)
JOINING, TURNING = sp.symbols("C_{CNOT} C_{1}", positive=True)
N = sp.Symbol("n", positive=True)
MOST = 4


def printed() -> list[ck.Link]:
    """The least number of gates is n: n - 1 that join qubits, and one that makes two terms."""
    return [
        ck.Link("gates", ck.equal(COUNT, N)),
        ck.Link("joining gates", ck.equal(JOINING, N - 1)),
        ck.Link("both kinds", ck.equal(COUNT, JOINING + TURNING)),
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """A circuit, and the two reasons why no gate can be left out; where both numbers agree."""
    points: list[dict[sp.Symbol, object]] = []
    for n in range(2, MOST + 2):
        psi, joining, turning = qubits.basis_ket(n), 0, 0
        moves = [(qubits.HADAMARD, (0,)), *((qubits.CNOT, (i, i + 1)) for i in range(n - 1))]
        for gate, places in moves:
            psi = qubits.apply_gate(psi, gate, places)
            joining, turning = joining + (len(places) == 2), turning + (len(places) == 1)
        if psi != qubits.ghz_ket(n):
            raise ArithmeticError(f"circuit must end at GHZ_{n}, but ends at {list(psi)}")
        terms = sum(amplitude != 0 for amplitude in psi)
        least = {JOINING: least_joining(psi, n), TURNING: int(terms > 1)}
        made = {JOINING: joining, TURNING: turning}
        point = {s: least[s] if least[s] == made[s] else sp.nan for s in made}
        points.append({N: n, COUNT: sum(made.values()) if made == least else sp.nan, **point})
    return ck.Derivation(
        steps=(
            ck.Step(
                "Two-qubit gates must connect what is not a product: GHZ has rank 2 across every "
                "cut. CNOTs alone map the initial basis state to a basis state, but GHZ has two "
                "terms. So many gates of each kind are needed, and a chain of CNOTs after one H "
                "has no more; n, CNOTs and one-qubit gates:",
                sp.Tuple(*(sp.Tuple(p[N], p[JOINING], p[TURNING]) for p in points)),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (form.lhs - form.rhs).subs(point))
            for name, form in given.items()
            for point in points
        ),
    )


@cache
def least_gates(n: int) -> tuple[int, int]:
    """Gates and, among them, CNOTs, by breadth-first search over circuits of H, S and CNOT.

    States count up to a phase; of circuits of the same length the one with fewest CNOTs is kept.
    """
    goal = ghz_ket(n)
    layer, joins = basis_ket(n)[None], np.zeros(1, dtype=int)
    seen: set[bytes] = set()
    moves: list[tuple[str, tuple[int, ...]]] = [(name, (i,)) for name in "HS" for i in range(n)]
    moves += [("CNOT", (i, j)) for i in range(n) for j in range(n) if i != j]
    for count in range(2 * n):
        reached = np.abs(layer @ goal.conj()) > 1 - 1e-9
        if reached.any():
            return count, int(joins[reached].min())
        made = np.concatenate([apply_gate(layer, GATES[name], places) for name, places in moves])
        joins = np.concatenate([joins + (name == "CNOT") for name, _ in moves])
        order = np.argsort(joins, kind="stable")
        made, joins = made[order], joins[order]
        first = np.argmax(np.abs(made) > 1e-9, axis=1)
        phase = made[np.arange(len(made)), first]
        made = made * (np.abs(phase) / phase)[:, None]
        keys = [np.round(np.stack([k.real, k.imag]) + 0.0, 6).tobytes() for k in made]
        kept = []
        for i, key in enumerate(keys):
            if key not in seen:
                seen.add(key)
                kept.append(i)
        layer, joins = made[kept], joins[kept]
    raise ArithmeticError(f"GHZ_{n} must be found with {2 * n} gates, but is not")


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The least number of gates by exhaustive search."""
    found = np.array([least_gates(int(n)) for n in sample["n"]], dtype=float)
    count, joining = found.T
    return ck.Measurement(
        {COUNT: count, JOINING: joining, TURNING: count - joining, N: sample["n"]}
    )


CLAIM = ck.Claim(
    key="dong_zhou:ghz-gates",
    source=source("III.E"),
    kind="result",
    title="The complexity of a GHZ state of n qubits is n gates",
    latex=r"C(GHZ_n) = n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 2, MOST, (), "number of qubits"),)),
        tolerance=1e-12,
        reason="whole numbers",
        method="breadth-first search over all circuits of H, S and CNOT on any pair",
        samples=8,
    ),
    expected="proved",
    reading="Complexity is the number of one-qubit gates and CNOTs, on any pair of qubits, from "
    "$|0\\ldots0\\rangle$: $n-1$ CNOTs for each, and one gate on one qubit. With arbitrary "
    "two-qubit gates it is $n-1$, see dong_zhou:w-gates.",
    premises=("dong_zhou:nonlinear-complexity",),
    hypotheses=("complexity counts gates; see dong_zhou:ghz-nielsen-length for lengths",),
)
