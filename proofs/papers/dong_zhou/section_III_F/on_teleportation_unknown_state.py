"""Section III.F: before the measurement, when a reference keeps Tod's state unknown."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import (
    mutual_information_matrix,
    reduced_state,
    von_neumann_entropy,
)
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

TOD_ALICE, TOD_BOB, BOTH, BEGIN = sp.symbols("I_{TA} I_{TB} I_{T(AB)} I_{TR}", nonnegative=True)


def printed() -> list[ck.Link]:
    """Tod shares something with Alice and something with Bob."""
    return [
        ck.Link("Alice", ck.greater(TOD_ALICE, 0)),
        ck.Link("Bob", ck.greater(TOD_BOB, 0)),
    ]


def amended() -> list[ck.Link]:
    """Tod shares nothing with either of them, but half of what the reference had with both."""
    return [
        ck.Link("Alice", ck.equal(TOD_ALICE, 0)),
        ck.Link("Bob", ck.equal(TOD_BOB, 0)),
        ck.Link("both", ck.equal(BOTH, BEGIN / 2)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Exact mutual information for any entanglement of Tod with the reference."""
    weight = sp.Symbol("w", positive=True)
    amplitudes = sp.sqrt(weight / (1 + weight)), 1 / sp.sqrt(1 + weight)
    start = circuit.exact_start(*amplitudes, reference=True)
    first, _, before = circuit.exact_stages(start)
    pairs = {
        TOD_ALICE: (before, (0,), (1,)),
        TOD_BOB: (before, (0,), (2,)),
        BOTH: (before, (0,), (1, 2)),
        BEGIN: (first, (0,), (3,)),
    }
    bits = {letter: circuit.exact_information(*pair) for letter, pair in pairs.items()}
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(bits))
        else:  # what is claimed to be positive vanishes
            letter = next(x for x in pairs if statement.has(x))
            apart = sp.factor(qubits.connected_part(*pairs[letter]))  # vanishes with I
            yield ck.Entails(name, ck.equal(letter, apart), statement)
    pair = qubits.reduced_state(before, (0, 1)).applyfunc(sp.factor)
    yield ck.Step(
        "Tod shares $\\sqrt{w}\\,|00\\rangle+|11\\rangle$ with the reference. Tod and "
        "Alice before the measurement, a product:",
        pair,
    )
    yield ck.Step("Tod with Alice and Bob together, in bits:", ck.equal(BOTH, bits[BOTH]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mutual information of simulated kets; less than 1e-12 bits is none."""
    half = sample["angle"] / 2
    a, b = np.cos(half), np.sin(half) * np.exp(1j * sample["phase"])
    first, _, before = circuit.stages(circuit.start(a, b, reference=True))
    table = mutual_information_matrix(before)
    table = np.where(table > 1e-12, table, 0.0)
    parts = [von_neumann_entropy(reduced_state(before, part)) for part in (0, (1, 2), (0, 1, 2))]
    values = {
        TOD_ALICE: table[:, 0, 1],
        TOD_BOB: table[:, 0, 2],
        BOTH: parts[0] + parts[1] - parts[2],
        BEGIN: mutual_information_matrix(first)[:, 0, 3],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:teleportation-unknown-state",
    source=source("III.F"),
    kind="result",
    title="Teleportation of an unknown state: Tod is linked with neither, but with both",
    latex=r"I_{TA}^{(2)} > 0, \qquad I_{TB}^{(2)} > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("angle", 0.2, 2.8, (), "how entangled Tod is with the reference"),
                ck.Real("phase", -3.0, 3.0, (), "phase of that state"),
            )
        ),
        tolerance=1e-11,
        reason="entropies to rounding; what is below 1e-12 bits is set to zero",
        method="mutual information of simulated kets with a reference",
    ),
    expected="corrected",
    fails_by="Alice: I_{TA} > 0 for Eq(I_{TA}, 0); Bob: I_{TB} > 0 for Eq(I_{TB}, 0)",
    words="reading",
    reading="That all three are connected is read pairwise. Tod's state is called unknown, which "
    "is made precise by a reference that shares it; dong_zhou:teleportation-stages has none.",
    hypotheses=(beliefs.REFERENCE,),
    amended=ck.Amended(
        latex=r"I_{TA}^{(2)} = I_{TB}^{(2)} = 0, \quad I_{T(AB)}^{(2)} = \tfrac{1}{2} I_{TR}^{(0)}",
        links=amended,
        note="What Tod shares is only with Alice and Bob together: a geometry of pairwise "
        "distances shows two links, Tod with the reference and Alice with Bob, and misses it.",
    ),
    known=({"angle": 1.0, "phase": 0.0},),
)
