"""Section III.F: on whose qubit the operation after the measurement has to act."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.distances import fidelity
from numerics.qubits.entanglement import reduced_state
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits

BY_ALICE = sp.Symbol("F_{B}^{(A)}", nonnegative=True)
BY_BOB = sp.Symbol("F_{B}^{(B)}", nonnegative=True)
WHO = {BY_ALICE: circuit.ALICE, BY_BOB: circuit.BOB}
MEAN = sp.Symbol(r"\bar F_{B}^{(A)}", nonnegative=True)
BLOCH = sp.symbols("x y z", real=True)
MEASURED = (circuit.TOD, circuit.ALICE)
Fidelities = dict[sp.Symbol, list[sp.Expr]]


def printed() -> list[ck.Link]:
    """An operation on Alice's qubit gives Bob the state."""
    return [ck.Link("correction", ck.equal(BY_ALICE, 1))]


def amended() -> list[ck.Link]:
    """An operation on Bob's qubit gives Bob the state; one on Alice's a half on average."""
    x, y, z = BLOCH
    mean = sp.Rational(1, 4) * (1 + x**2 + y**2 + z**2)
    return [
        ck.Link("correction", ck.equal(BY_BOB, 1)),
        ck.Link("mean of outcomes by Alice", ck.equal(MEAN, mean)),
        ck.Link("that is", ck.equal(MEAN, sp.Rational(1, 2))),
    ]


@cache
def exact_values() -> tuple[
    dict[sp.Symbol, list[sp.Expr]], list[sp.Expr], dict[sp.Symbol, sp.Expr]
]:
    """Fidelities of Bob's qubit for both operations and all outcomes; chances; Tod's axes."""
    a, c, d = sp.symbols("a c d", real=True)
    b = c + sp.I * d
    norm = a**2 + c**2 + d**2
    start = circuit.exact_start(a, b)
    before = circuit.exact_stages(start)[2]
    found: Fidelities = {symbol: [] for symbol in WHO}
    chances = []
    for one, two, ket in circuit.exact_outcomes(before, MEASURED):
        chances.append(qubits.norm_squared(ket) / norm)
        for symbol, qubit in WHO.items():
            fixed = circuit.exact_corrected(ket, one, two, qubit)
            found[symbol].append(circuit.exact_fidelity(fixed, circuit.BOB, a, b))
    axes = circuit.exact_axes(start, circuit.TOD)
    return found, chances, dict(zip(BLOCH, axes, strict=True))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Fidelity of Bob's qubit for all four outcomes and any state of Tod."""
    found, chances, axes = exact_values()
    yield ck.Step(
        "Probabilities of the outcomes 00, 01, 10, 11:", sp.Tuple(*(sp.cancel(p) for p in chances))
    )
    mean = sp.Add(*(p * f for p, f in zip(chances, found[BY_ALICE], strict=True)))
    for symbol, qubit in WHO.items():
        yield ck.Step(
            f"Fidelity of Bob's qubit, the operation on qubit {'TAB'[qubit]}:",
            sp.Tuple(*(sp.cancel(f) for f in found[symbol])),
        )
    for name in form:
        gap = form.gap(name)
        if gap.has(MEAN):
            yield ck.Vanishes(name, gap.subs({MEAN: mean, **axes}))
        for symbol in WHO:
            if gap.has(symbol):
                for value in found[symbol]:
                    yield ck.Vanishes(name, gap.subs(symbol, value))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Simulate the measurement and act on Alice's or on Bob's qubit."""
    half, bits = sample["angle"] / 2, sample["bits"].astype(np.int64)
    a, b = np.cos(half), np.sin(half) * np.exp(1j * sample["phase"])
    wanted = np.stack([a.astype(complex), b], axis=-1)
    target = wanted[:, :, None] * wanted[:, None, :].conj()
    before = circuit.stages(circuit.start(a, b))[2]

    def given_to_bob(bits: np.ndarray, qubit: int) -> np.ndarray:
        left = circuit.corrected(circuit.outcome(before, MEASURED, bits), bits, qubit)
        return fidelity(reduced_state(left, circuit.BOB), target)

    values = {symbol: given_to_bob(bits, qubit) for symbol, qubit in WHO.items()}
    # the four outcomes are drawn by their weight in the ket before the measurement
    weights = (np.abs(before.reshape(-1, 4, 2)) ** 2).sum(-1)
    every = [np.tile((k // 2, k % 2), (len(half), 1)) for k in range(4)]
    each = np.stack([given_to_bob(outcome, circuit.ALICE) for outcome in every], axis=-1)
    values[MEAN] = (weights * each).sum(-1)
    values |= dict(zip(BLOCH, circuit.axes(target), strict=True))
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:teleportation-correction",
    source=source("III.F"),
    kind="result",
    title="Teleportation: whose qubit is corrected",
    latex=r"\langle\psi_T|\, \mathrm{tr}_{TA}\!\left[ (V_{m})_A |\psi_m\rangle\langle\psi_m| "
    r"(V_{m})_A^{+} \right] |\psi_T\rangle = 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        circuit.DOMAIN,
        tolerance=1e-7,
        reason="the fidelity is a root of eigenvalues that are zero up to 1e-16",
        method="simulated measurement and operation, fidelity of Bob's qubit",
    ),
    expected="corrected",
    fails_by="Eq(F_{B}^{(A)}, 1) for Eq(F_{B}^{(B)}, 1)",
    words="sentence",
    reading="With Tod and Alice measured, an operation on Alice is said to undo the four possible "
    "local operations on Bob. The names of Alice and Bob may have been exchanged in this passage.",
    hypotheses=(beliefs.TOD_AND_ALICE_MEASURED,),
    amended=ck.Amended(
        latex=r"\langle\psi_T|\, \mathrm{tr}_{TA}\!\left[ (V_{m})_B |\psi_m\rangle\langle\psi_m| "
        r"(V_{m})_B^{+} \right] |\psi_T\rangle = 1, \qquad \bar F_B^{(A)} = \tfrac{1}{2}",
        links=amended,
        note="The operation has to act on the qubit that was not measured. What is done to Alice's "
        "qubit cannot change the state of Bob's, which is right by chance only: for one outcome, "
        "and by the square of a component of the Bloch vector for the others, a half on average.",
    ),
    known=({"angle": 0.0, "phase": 0.0, "bits": [0, 1]},),
)
