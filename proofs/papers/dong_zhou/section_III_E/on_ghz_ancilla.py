"""Section III.E: an ancilla, CNOTs with all qubits and a measurement make a GHZ state."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket, run_circuit
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.pure_states import fidelity
from qmgr_sym.quantum import qubits

PLUS, MINUS = sp.symbols("F_{+} F_{-}", nonnegative=True)
TURNED_PLUS, TURNED_MINUS = sp.symbols(r"F_{+}^{\phi} F_{-}^{\phi}", nonnegative=True)
CHANCES = sp.symbols("p_{+} p_{-}", nonnegative=True)
PHI = sp.Symbol("phi", real=True)
MOST = 4


def _links(plus: sp.Eq, minus: sp.Eq) -> list[ck.Link]:
    half = sp.Rational(1, 2)
    return [
        ck.Link("outcome plus", plus),
        ck.Link("outcome minus", minus),
        ck.Link("chance of plus", ck.equal(CHANCES[0], half)),
        ck.Link("chance of minus", ck.equal(CHANCES[1], half)),
    ]


def printed() -> list[ck.Link]:
    """Either outcome, of probability one half, leaves the GHZ state, with fidelity one."""
    return _links(ck.equal(PLUS, 1), ck.equal(MINUS, 1))


def amended() -> list[ck.Link]:
    """After a phase phi on one qubit; without it the outcome plus is GHZ, with pi the other."""
    return _links(
        ck.equal(TURNED_PLUS, sp.cos(PHI / 2) ** 2), ck.equal(TURNED_MINUS, sp.sin(PHI / 2) ** 2)
    )


def _left(n: int, sign: int) -> sp.Matrix:
    """What the outcome + or - of the ancilla, which is qubit 0, leaves of n qubits."""
    psi = qubits.apply_gate(qubits.basis_ket(n + 1), qubits.HADAMARD, (0,))
    for i in range(1, n + 1):
        psi = qubits.apply_gate(psi, qubits.CNOT, (0, i))
    return sp.Matrix([psi[k] + sign * psi[k + 2**n] for k in range(2**n)]) / sp.sqrt(2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Both outcomes for two to four qubits, with a phase on any one of them."""
    turn = sp.diag(1, sp.exp(sp.I * PHI))
    for n in range(2, MOST + 1):
        ghz, plus, minus = qubits.ghz_ket(n), _left(n, 1), _left(n, -1)
        values = {PLUS: fidelity(ghz, plus), MINUS: fidelity(ghz, minus)}
        for chance, left in zip(CHANCES, (plus, minus), strict=True):
            ket = sp.ImmutableMatrix(left)
            values[chance] = sp.Trace(sp.MatMul(ket.H, ket))
        for place in range(n):
            for symbol, left in ((TURNED_PLUS, plus), (TURNED_MINUS, minus)):
                values[symbol] = fidelity(ghz, qubits.apply_gate(left, turn, (place,)))
            for name in form:
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"n": n})
        if n == 2:
            yield ck.Step("What the outcome $+$ leaves of two qubits:", plus.T)
            yield ck.Step("What the outcome $-$ leaves of two qubits:", minus.T)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Simulate the circuit, project the ancilla and compare with the GHZ state."""
    points = zip(sample["n"].astype(int), sample["turned"].astype(int), sample["phi"], strict=True)
    rows = [_measured(n, turned % n, phi) for n, turned, phi in points]
    symbols = (PLUS, MINUS, TURNED_PLUS, TURNED_MINUS, *CHANCES)
    table = np.array(rows).T
    return ck.Measurement({PHI: sample["phi"], **dict(zip(symbols, table, strict=True))})


def _measured(n: int, turned: int, phi: float) -> list[float]:
    steps = [(GATES["H"], (0,)), *((GATES["CNOT"], (0, i)) for i in range(1, n + 1))]
    psi = run_circuit(basis_ket(n + 1), steps)
    halves = apply_gate(psi, GATES["H"], (0,)).reshape(2, -1)
    phases = np.diag([1.0, np.exp(1j * phi)])
    kets = [*halves, *(apply_gate(half, phases, (turned,)) for half in halves)]
    fidelities = [
        float(abs(np.vdot(ghz_ket(n), ket)) ** 2 / np.vdot(ket, ket).real) for ket in kets
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
                ck.Integer("turned", 0, 7, (), "qubit that gets the phase"),
                ck.Real("phi", -3.0, 3.0, (), "phase on that qubit"),
            )
        ),
        tolerance=1e-12,
        reason="a dozen gates to rounding",
        method="simulation of the circuit, both outcomes of the measurement separately",
        samples=24,
    ),
    expected="corrected",
    fails_by="outcome minus: Eq(F_{-}, 1) for Eq(F_{-}^{\\phi}, sin(phi/2)**2)",
    words="sentence",
    reading="All qubits start in $|0\\rangle$, which the text does not say; CNOTs are controlled "
    "by the ancilla. Nothing is done after the measurement in the text. The ancilla is in a "
    "product with the rest after each outcome. That both are equally likely is added. Superscript "
    "$\\phi$: after $\\mathrm{diag}(1, e^{i\\phi})$ on any one qubit.",
    hypotheses=(beliefs.ZERO_START,),
    amended=ck.Amended(
        latex=r"F_{+}^{\phi} = \cos^2\tfrac{\phi}{2}, \qquad "
        r"F_{-}^{\phi} = \sin^2\tfrac{\phi}{2}, \qquad p_{\pm} = \tfrac{1}{2}",
        links=amended,
        note="The outcome minus leaves $|0\\ldots0\\rangle-|1\\ldots1\\rangle$, which is "
        "orthogonal to the GHZ state; one Z ($\\phi=\\pi$) on any qubit, if the outcome is minus, "
        "corrects it.",
    ),
    known=({"n": 2, "turned": 0, "phi": 1.0},),
)
