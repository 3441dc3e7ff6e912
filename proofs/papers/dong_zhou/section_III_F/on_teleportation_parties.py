"""Section III.F: whose qubits are measured, and who ends up with Tod's state."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.distances import fidelity
from numerics.qubits.entanglement import reduced_state
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

BOB = sp.Symbol("F_{B}", nonnegative=True)
ALICE = sp.Symbol("F_{A}", nonnegative=True)
WAYS = {
    BOB: ((circuit.TOD, circuit.ALICE), circuit.BOB),
    ALICE: ((circuit.TOD, circuit.BOB), circuit.ALICE),
}


def printed() -> list[ck.Link]:
    """Tod and Alice measured: Bob gets the state; Tod and Bob measured: Alice gets it."""
    return [
        ck.Link("Tod and Alice measured", ck.equal(BOB, 1)),
        ck.Link("Tod and Bob measured", ck.equal(ALICE, 1)),
    ]


def exact_fidelity(ket: sp.Matrix, qubit: int, a: sp.Expr, b: sp.Expr) -> sp.Expr:
    """Fidelity of the state of one qubit with a |0> + b |1>."""
    rho, wanted = qubits.reduced_state(ket, (qubit,)), sp.Matrix([a, b])
    norm = qubits.norm_squared(wanted)
    return sp.cancel(sp.expand((wanted.H * rho * wanted)[0]) / norm)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """All four outcomes of either measurement, for any state of Tod."""
    a, c, d = sp.symbols("a c d", real=True)
    b = c + sp.I * d
    before = circuit.exact_stages(circuit.exact_start(a, b))[2]
    obligations, shown = [], []
    for name, form in given.items():
        measured, receiver = WAYS[form.lhs]
        for one, two, ket in circuit.exact_outcomes(before, measured):
            fixed = circuit.exact_corrected(ket, one, two, receiver)
            value = exact_fidelity(fixed, receiver, a, b)
            obligations.append(ck.Vanishes(name, value - form.rhs))
            shown.append(ck.equal(sp.Symbol(f"{form.lhs}^{{{one}{two}}}"), value))
    return ck.Derivation(
        steps=(
            ck.Step("The ket before the measurement, symmetric in Alice and Bob:", before.T),
            ck.Step(
                "Fidelity of the receiver's qubit for each outcome, after X and Z by the two bits:",
                sp.Tuple(*shown),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Simulate either measurement with the drawn outcome and correct by its bits."""
    half, bits = sample["angle"] / 2, sample["bits"].astype(np.int64)
    a, b = np.cos(half), np.sin(half) * np.exp(1j * sample["phase"])
    wanted = np.stack([a.astype(complex), b], axis=-1)
    target = wanted[:, :, None] * wanted[:, None, :].conj()
    before = circuit.stages(circuit.start(a, b))[2]
    values = {}
    for symbol, (measured, receiver) in WAYS.items():
        left = circuit.corrected(circuit.outcome(before, measured, bits), bits, receiver)
        values[symbol] = fidelity(reduced_state(left, receiver), target)
    return ck.Measurement(values)


DOMAIN = ck.Domain(
    (
        ck.Real("angle", 0.0, 3.0, (), "polar angle of Tod's state"),
        ck.Real("phase", -3.0, 3.0, (), "its azimuth"),
        ck.Integer("bits", 0, 1, (2,), "outcome of the joint measurement"),
    )
)

CLAIM = ck.Claim(
    key="dong_zhou:teleportation-parties",
    source=source("III.F"),
    kind="result",
    title="Teleportation: both assignments of the parties",
    latex=r"F_B = 1 \ \text{(Tod and Alice measured)}, \qquad "
    r"F_A = 1 \ \text{(Tod and Bob measured)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-7,
        reason="the fidelity is a root of eigenvalues that are zero up to 1e-16",
        method="simulated measurement, correction by both bits, fidelity of the receiver",
    ),
    expected="proved",
    reading="The text first measures the qubits of Tod and Alice, later those of Tod and Bob. Read "
    "as two protocols, each with its correction on the third party: both work, for every outcome, "
    "because the ket before the measurement does not change when Alice and Bob are exchanged. "
    "But Tod's state ends with different parties.",
    hypotheses=("both classical bits reach the third party, who applies X and Z accordingly",),
)
