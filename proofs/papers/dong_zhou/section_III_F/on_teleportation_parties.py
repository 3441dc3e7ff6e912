"""Section III.F: whose qubits are measured, and who ends up with Tod's state."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.distances import fidelity
from numerics.qubits.entanglement import reduced_state
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source

BOB = sp.Symbol("F_{B}", nonnegative=True)
ALICE = sp.Symbol("F_{A}", nonnegative=True)
WAYS = (
    (BOB, (circuit.TOD, circuit.ALICE), circuit.BOB),
    (ALICE, (circuit.TOD, circuit.BOB), circuit.ALICE),
)


def printed() -> list[ck.Link]:
    """Tod and Alice measured: Bob gets the state; Tod and Bob measured: Alice gets it."""
    return [
        ck.Link("Tod and Alice measured", ck.equal(BOB, 1)),
        ck.Link("Tod and Bob measured", ck.equal(ALICE, 1)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All four outcomes of either measurement, for any state of Tod."""
    a, c, d = sp.symbols("a c d", real=True)
    b = c + sp.I * d
    before = circuit.exact_stages(circuit.exact_start(a, b))[2]
    yield ck.Step("The ket before the measurement, symmetric in Alice and Bob:", before.T)
    for name, (letter, measured, receiver) in zip(form, WAYS, strict=True):
        for one, two, ket in circuit.exact_outcomes(before, measured):
            fixed = circuit.exact_corrected(ket, one, two, receiver)
            value = circuit.exact_fidelity(fixed, receiver, a, b)
            yield ck.Vanishes(name, form.gap(name).xreplace({letter: value}))
        yield ck.Step(
            "Fidelity of the receiver's qubit for the last outcome, after X and Z by the two bits:",
            ck.equal(letter, value),
        )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Simulate either measurement with the drawn outcome and correct by its bits."""
    half, bits = sample["angle"] / 2, sample["bits"].astype(np.int64)
    a, b = np.cos(half), np.sin(half) * np.exp(1j * sample["phase"])
    wanted = np.stack([a.astype(complex), b], axis=-1)
    target = wanted[:, :, None] * wanted[:, None, :].conj()
    before = circuit.stages(circuit.start(a, b))[2]
    values = {}
    for symbol, measured, receiver in WAYS:
        left = circuit.corrected(circuit.outcome(before, measured, bits), bits, receiver)
        values[symbol] = fidelity(reduced_state(left, receiver), target)
    return ck.Measurement(values)


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
        circuit.DOMAIN,
        tolerance=1e-7,
        reason="the fidelity is a root of eigenvalues that are zero up to 1e-16",
        method="simulated measurement, correction by both bits, fidelity of the receiver",
    ),
    expected="supported",
    words="sentence",
    reading="The text first measures the qubits of Tod and Alice, later those of Tod and Bob. Read "
    "as two protocols, each with its correction on the third party: both work, for every outcome, "
    "because the ket before the measurement does not change when Alice and Bob are exchanged. "
    "But Tod's state ends with different parties. A fidelity that is 1 at every point is also what "
    "an engine would give that looks at none of them.",
    hypotheses=(beliefs.BOTH_BITS_REACH,),
)
