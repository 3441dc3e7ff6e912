"""Section III.E: the complexity of GHZ_n is n, counted in gates."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.pure_states import JoiningGates, fidelity
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import Rank

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


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A circuit, and the two reasons why no gate can be left out; where both numbers agree."""
    yield ck.Step(
        "Two-qubit gates must connect what is not a product. CNOTs alone map the initial basis "
        "state to a basis state, but GHZ has two terms, so that one gate makes these.",
        sp.Tuple(JOINING, TURNING),
    )
    for n in range(2, MOST + 2):
        case, psi = {"n": n}, qubits.basis_ket(n)
        moves = [(qubits.HADAMARD, (0,)), *((qubits.CNOT, (i, i + 1)) for i in range(n - 1))]
        for gate, places in moves:
            psi = qubits.apply_gate(psi, gate, places)
        joining = JoiningGates(psi)
        turning = sp.Min(1, Rank(sp.diag(*psi)) - 1)  # the rank counts the terms
        yield ck.shows("gates", fidelity(qubits.ghz_ket(n), psi), sp.S.One, case=case)
        yield ck.shows("gates", joining + turning, sp.Integer(len(moves)), case=case)
        for name in form:
            count = joining + turning if name == "gates" else sp.Integer(len(moves))
            values = {COUNT: count, JOINING: joining, TURNING: turning, N: sp.Integer(n)}
            yield ck.Vanishes(name, form.gap(name).xreplace(values), case=case)


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
    words="sentence",
    reading="Complexity is the number of one-qubit gates and CNOTs, on any pair of qubits, from "
    "$|0\\ldots0\\rangle$: $n-1$ CNOTs for each, and one gate on one qubit. With arbitrary "
    "two-qubit gates it is $n-1$, see dong_zhou:w-gates; for lengths see "
    "dong_zhou:ghz-nielsen-length.",
    hypotheses=(beliefs.GATES_COUNT, beliefs.ZERO_START),
)
