"""Section III.F: on whose qubit the operation after the measurement has to act."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.distances import fidelity
from numerics.entanglement import reduced_state
from proofs.checker import (
    Amended,
    Claim,
    Derivation,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.dong_zhou import teleportation as circuit
from proofs.dong_zhou.notation import source
from proofs.dong_zhou.on_teleportation_parties import DOMAIN, exact_fidelity

BY_ALICE = sp.Symbol("F_{B}^{(A)}", nonnegative=True)
BY_BOB = sp.Symbol("F_{B}^{(B)}", nonnegative=True)
WHO = {BY_ALICE: circuit.ALICE, BY_BOB: circuit.BOB}
MEASURED = (circuit.TOD, circuit.ALICE)


def printed() -> list[Link]:
    """An operation on Alice's qubit gives Bob the state."""
    return [Link("correction", sp.Eq(BY_ALICE, 1, evaluate=False))]


def amended() -> list[Link]:
    """An operation on Bob's qubit gives Bob the state."""
    return [Link("correction", sp.Eq(BY_BOB, 1, evaluate=False))]


def exact(statements: Statements) -> Derivation:
    """Fidelity of Bob's qubit for all four outcomes and any state of Tod."""
    form = statements["correction"]
    a, c, d = sp.symbols("a c d", real=True)
    b = c + sp.I * d
    before = circuit.exact_stages(circuit.exact_start(a, b))[2]
    values = []
    for one, two, ket in circuit.exact_outcomes(before, MEASURED):
        fixed = circuit.exact_corrected(ket, one, two, WHO[form.lhs])
        values.append(exact_fidelity(fixed, circuit.BOB, a, b))
    return Derivation(
        steps=(
            Step("Fidelity of Bob's qubit for the outcomes 00, 01, 10, 11:", sp.Tuple(*values)),
        ),
        obligations=tuple(Vanishes("correction", value - form.rhs) for value in values),
    )


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Simulate the measurement and act on Alice's or on Bob's qubit."""
    half, bits = sample["angle"] / 2, sample["bits"].astype(np.int64)
    a, b = np.cos(half), np.sin(half) * np.exp(1j * sample["phase"])
    wanted = np.stack([a.astype(complex), b], axis=-1)
    target = wanted[:, :, None] * wanted[:, None, :].conj()
    left = circuit.outcome(circuit.stages(circuit.start(a, b))[2], MEASURED, bits)
    values = {
        symbol: fidelity(reduced_state(circuit.corrected(left, bits, qubit), circuit.BOB), target)
        for symbol, qubit in WHO.items()
    }
    return Measurement(values)


CLAIM = Claim(
    key="dong_zhou:teleportation-correction",
    source=source("III.F"),
    kind="result",
    title="Teleportation: whose qubit is corrected",
    latex=r"\langle\psi_T|\, \mathrm{tr}_{TA}\!\left[ (V_{m})_A |\psi_m\rangle\langle\psi_m| "
    r"(V_{m})_A^{+} \right] |\psi_T\rangle = 1",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-7,
        reason="the fidelity is a root of eigenvalues that are zero up to 1e-16",
        method="simulated measurement and operation, fidelity of Bob's qubit",
    ),
    expected="corrected",
    reading="With Tod and Alice measured, an operation on Alice is said to undo the four possible "
    "local operations on Bob. The names of Alice and Bob may have been exchanged in this passage.",
    premises=("dong_zhou:teleportation-parties",),
    hypotheses=("Tod and Alice are measured, as the text says first",),
    amended=Amended(
        latex=r"\langle\psi_T|\, \mathrm{tr}_{TA}\!\left[ (V_{m})_B |\psi_m\rangle\langle\psi_m| "
        r"(V_{m})_B^{+} \right] |\psi_T\rangle = 1",
        links=amended,
        note="The operation has to act on the qubit that was not measured. What is done to Alice's "
        "qubit cannot change the state of Bob's.",
    ),
    known=({"angle": 0.0, "phase": 0.0, "bits": [0, 1]},),
)
