"""Section III.F: whose qubits are measured, and who ends up with Tod's state."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import reduced_state
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source

TOD = sp.symbols("x_T y_T z_T", real=True)
BOB = sp.symbols("x_B y_B z_B", real=True)
ALICE = sp.symbols("x_A y_A z_A", real=True)
WAYS = {
    "Tod and Alice measured": (BOB, (circuit.TOD, circuit.ALICE), circuit.BOB),
    "Tod and Bob measured": (ALICE, (circuit.TOD, circuit.BOB), circuit.ALICE),
}


def printed() -> list[ck.Link]:
    """Tod and Alice measured: Bob gets the state; Tod and Bob measured: Alice gets it."""
    return [
        ck.Link(f"{way}: {axis}", ck.equal(got, had))
        for way, (receiver, _, _) in WAYS.items()
        for axis, got, had in zip("xyz", receiver, TOD, strict=True)
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All four outcomes of either measurement, for any state of Tod."""
    a, c, d = sp.symbols("a c d", real=True)
    start = circuit.exact_start(a, c + sp.I * d)
    before = circuit.exact_stages(start)[2]
    had = dict(zip(TOD, circuit.exact_axes(start, circuit.TOD), strict=True))
    yield ck.Step("The ket before the measurement, symmetric in Alice and Bob:", before.T)
    for way, (letters, measured, receiver) in WAYS.items():
        for one, two, ket in circuit.exact_outcomes(before, measured):
            fixed = circuit.exact_corrected(ket, one, two, receiver)
            got = dict(zip(letters, circuit.exact_axes(fixed, receiver), strict=True))
            for axis in "xyz":
                name = f"{way}: {axis}"
                yield ck.Vanishes(name, form.gap(name).xreplace({**had, **got}))
        yield ck.Step(
            "Bloch vector of the receiver's qubit for the last outcome, after X and Z by the two "
            "bits:",
            sp.Tuple(*map(sp.cancel, got.values())),
        )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Simulate either measurement with the drawn outcome and correct by its bits."""
    half, bits = sample["angle"] / 2, sample["bits"].astype(np.int64)
    start = circuit.start(np.cos(half), np.sin(half) * np.exp(1j * sample["phase"]))
    before = circuit.stages(start)[2]
    found = [(TOD, circuit.axes(reduced_state(start, circuit.TOD)))]
    for letters, measured, receiver in WAYS.values():
        left = circuit.corrected(circuit.outcome(before, measured, bits), bits, receiver)
        found.append((letters, circuit.axes(reduced_state(left, receiver))))
    pairs = (pair for letters, axes in found for pair in zip(letters, axes, strict=True))
    return ck.Measurement(dict(pairs))


CLAIM = ck.Claim(
    key="dong_zhou:teleportation-parties",
    source=source("III.F"),
    kind="result",
    title="Teleportation: both assignments of the parties",
    latex=r"\vec r_B = \vec r_T \ \text{(Tod and Alice measured)}, \qquad "
    r"\vec r_A = \vec r_T \ \text{(Tod and Bob measured)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        circuit.DOMAIN,
        tolerance=1e-12,
        reason="five gates and one division, rounding errors only",
        method="simulated measurement, correction by both bits, Bloch vector of the receiver",
    ),
    expected="proved",
    words="sentence",
    reading="The text first measures the qubits of Tod and Alice, later those of Tod and Bob. Read "
    "as two protocols, each with its correction on the third party: both work, for every outcome, "
    "because the ket before the measurement does not change when Alice and Bob are exchanged. "
    "But Tod's state ends with different parties.",
    hypotheses=(beliefs.BOTH_BITS_REACH,),
)
