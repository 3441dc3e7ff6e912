"""Section III.E: the complexity of GHZ_n is n, counted in gates."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.qubit_circuits import GATES, apply_gate, basis_ket, ghz_ket
from proofs.checker import (
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
from qmgr_sym.quantum import qubits

COUNT = sp.Symbol("C", positive=True)
N = sp.Symbol("n", positive=True)
MOST = 4


def printed() -> list[Link]:
    """The least number of gates is n."""
    return [Link("gates", sp.Eq(COUNT, N, evaluate=False))]


def exact(statements: Statements) -> Derivation:
    """A circuit, and the two reasons why no gate can be left out."""
    form = statements["gates"]
    joining, turning = N - 1, sp.S.One
    obligations = [Vanishes("gates", (joining + turning) - form.rhs)]
    for n in range(2, MOST + 1):
        psi = qubits.apply_gate(qubits.basis_ket(n), qubits.HADAMARD, (0,))
        for i in range(n - 1):
            psi = qubits.apply_gate(psi, qubits.CNOT, (i, i + 1))
        gap = psi - qubits.ghz_ket(n)
        obligations.append(Vanishes("gates", sp.Add(*(x**2 for x in gap))))
    return Derivation(
        steps=(
            Step("Every qubit of GHZ is correlated with every other, so that the two-qubit gates "
                 "must connect all n: at least", joining),
            Step("CNOTs alone map the initial basis state to a basis state. One-qubit gates, at "
                 "least", turning),
            Step("One H and a chain of n - 1 CNOTs make GHZ, so that the bound is reached:",
                 sp.Eq(COUNT, joining + turning, evaluate=False)),
        ),
        obligations=tuple(obligations),
    )  # fmt: skip


@cache
def least_gates(n: int) -> int:
    """Breadth-first search over circuits of H, S and CNOT, states up to a phase."""
    goal = ghz_ket(n)
    layer = basis_ket(n)[None]
    seen: set[bytes] = set()
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    moves: list[tuple[str, tuple[int, ...]]] = [("CNOT", pair) for pair in pairs]
    moves += [(name, (i,)) for name in "HS" for i in range(n)]
    for count in range(2 * n):
        if (np.abs(layer @ goal.conj()) > 1 - 1e-9).any():
            return count
        made = np.concatenate([apply_gate(layer, GATES[name], places) for name, places in moves])
        first = np.argmax(np.abs(made) > 1e-9, axis=1)
        phase = made[np.arange(len(made)), first]
        made = made * (np.abs(phase) / phase)[:, None]
        keys = [np.round(np.stack([k.real, k.imag]) + 0.0, 6).tobytes() for k in made]
        kept = []
        for i, key in enumerate(keys):
            if key not in seen:
                seen.add(key)
                kept.append(i)
        layer = made[kept]
    raise ArithmeticError(f"GHZ_{n} must be found with {2 * n} gates, but is not")


def engine(sample: Sample, rng: Generator) -> Measurement:
    """The least number of gates by exhaustive search."""
    found = [least_gates(int(n)) for n in sample["n"]]
    return Measurement({COUNT: np.array(found, dtype=float), N: sample["n"]})


CLAIM = Claim(
    key="dong_zhou:ghz-gates",
    source=source("III.E"),
    kind="result",
    title="The complexity of a GHZ state of n qubits is n gates",
    latex=r"C(GHZ_n) = n",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain((Integer("n", 2, MOST, (), "number of qubits"),)),
        tolerance=1e-12,
        reason="whole numbers",
        method="breadth-first search over all circuits of H, S and CNOT on any pair",
        samples=8,
    ),
    expected="proved",
    reading="Complexity is the number of one-qubit gates and CNOTs, on any pair of qubits, from "
    "$|0\\ldots0\\rangle$. With arbitrary two-qubit gates, or a free product state to begin with, "
    "it is n - 1, and so it is for W: a cascade of n - 1 two-qubit gates makes either state by "
    "direct links.",
    hypotheses=("complexity counts gates; see dong_zhou:ghz-nielsen-length for lengths",),
)
