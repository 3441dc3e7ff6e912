"""Section III.E: an ancilla, CNOTs with all qubits and a measurement make a GHZ state."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket, run_circuit
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

PLUS = sp.Symbol("F_{+}", nonnegative=True)
MINUS = sp.Symbol("F_{-}", nonnegative=True)
FIXED = sp.Symbol("F_{-}^{Z}", nonnegative=True)
CHANCE = {1: sp.Symbol("p_{+}", nonnegative=True), -1: sp.Symbol("p_{-}", nonnegative=True)}
MOST = 4


def _links(after_minus: sp.Symbol) -> list[ck.Link]:
    half = sp.Rational(1, 2)
    return [
        ck.Link("outcome plus", ck.equal(PLUS, 1)),
        ck.Link("outcome minus", ck.equal(after_minus, 1)),
        *(
            ck.Link(f"chance of {sign}", ck.equal(s, half))
            for s, sign in zip(CHANCE.values(), ("plus", "minus"), strict=True)
        ),
    ]


def printed() -> list[ck.Link]:
    """Either outcome, of probability one half, leaves the GHZ state, with fidelity one."""
    return _links(MINUS)


def amended() -> list[ck.Link]:
    """The outcome minus does after a Z on any one of the qubits."""
    return _links(FIXED)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Both outcomes for two to four qubits, separately; the ancilla is qubit 0."""
    obligations = []
    shown: list[ck.Step] = []
    for n in range(2, MOST + 1):
        psi = qubits.apply_gate(qubits.basis_ket(n + 1), qubits.HADAMARD, (0,))
        for i in range(1, n + 1):
            psi = qubits.apply_gate(psi, qubits.CNOT, (0, i))
        values = {}
        for symbol, sign in ((PLUS, 1), (MINUS, -1)):
            ancilla = sp.Matrix([1, sign]) / sp.sqrt(2)
            left = sp.Matrix([ancilla.dot(sp.Matrix([psi[k], psi[k + 2**n]])) for k in range(2**n)])
            values[symbol] = _fidelity(left, n)
            values[CHANCE[sign]] = sp.nsimplify(qubits.norm_squared(left))
            if symbol == MINUS:
                values[FIXED] = _fidelity(qubits.apply_gate(left, qubits.Z, (n - 1,)), n)
            if n == 2:
                word = f"What the outcome ${'+-'[sign < 0]}$ leaves of two qubits:"
                shown.append(ck.Step(word, left.T))
        for name, form in given.items():
            obligations.append(ck.Vanishes(name, (form.lhs - form.rhs).subs(values)))
    return ck.Derivation(steps=tuple(shown), obligations=tuple(obligations))


def _fidelity(ket: sp.Matrix, n: int) -> sp.Expr:
    overlap = qubits.ghz_ket(n).dot(ket)
    return sp.nsimplify(overlap**2 / qubits.norm_squared(ket))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Simulate the circuit, project the ancilla and compare with the GHZ state."""
    rows = [_fidelities(int(n), int(k)) for n, k in zip(sample["n"], sample["turned"], strict=True)]
    symbols = (PLUS, MINUS, FIXED, CHANCE[1], CHANCE[-1])
    return ck.Measurement(dict(zip(symbols, np.array(rows).T, strict=True)))


def _fidelities(n: int, turned: int) -> list[float]:
    steps = [(GATES["H"], (0,)), *((GATES["CNOT"], (0, i)) for i in range(1, n + 1))]
    psi = run_circuit(basis_ket(n + 1), steps)
    halves = apply_gate(psi, GATES["H"], (0,)).reshape(2, -1)
    turned_back = apply_gate(halves[1], GATES["Z"], (turned % n,))
    fidelities = [
        float(abs(np.vdot(ghz_ket(n), ket)) ** 2 / np.vdot(ket, ket).real)
        for ket in (halves[0], halves[1], turned_back)
    ]
    return fidelities + [float(np.linalg.norm(half) ** 2) for half in halves]


CLAIM = ck.Claim(
    key="dong_zhou:ghz-ancilla",
    source=source("III.E"),
    kind="result",
    title="A GHZ state from an ancilla that is measured",
    latex=r"F_{\pm} = |\langle GHZ_n|\psi_{\pm}\rangle|^2 = 1, \quad |\psi_{\pm}\rangle \propto "
    r"(\langle 0| \pm \langle 1|) \prod_{i=1}^{n} CNOT_{0i}\, (|0\rangle + |1\rangle) |0\rangle^n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("n", 2, 8, (), "number of qubits"),
                ck.Integer("turned", 0, 7, (), "qubit that gets the Z"),
            )
        ),
        tolerance=1e-12,
        reason="a dozen gates to rounding",
        method="simulation of the circuit, both outcomes of the measurement separately",
        samples=24,
    ),
    expected="corrected",
    reading="All qubits start in $|0\\rangle$, which the text does not say; CNOTs are controlled "
    "by the ancilla. Nothing is done after the measurement in the text. The ancilla is in a "
    "product with the rest after each outcome. That both are equally likely is added.",
    hypotheses=("the n qubits start in $|0\\rangle$",),
    amended=ck.Amended(
        latex=r"F_{+} = 1, \qquad p_{\pm} = \tfrac{1}{2}, \qquad "
        r"|\langle GHZ_n| Z_1 |\psi_{-}\rangle|^2 = 1",
        links=amended,
        note="The outcome minus leaves $|0\\ldots0\\rangle-|1\\ldots1\\rangle$, which is "
        "orthogonal to the GHZ state; one Z on any qubit, if the outcome is minus, corrects it.",
    ),
    known=({"n": 2, "turned": 0},),
)
