"""Section III.F: who is connected with whom at every stage of teleportation."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.entanglement import binary_entropy, mutual_information_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared import teleportation as circuit
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import VonNeumannEntropy

NAMES = {(0, 1): "TA", (0, 2): "TB", (1, 2): "AB"}
INFORMATION = {
    (stage, pair): sp.Symbol(f"I_{{{NAMES[pair]}}}^{{({stage})}}", nonnegative=True)
    for stage in range(4)
    for pair in NAMES
}
P = sp.Symbol("p", nonnegative=True)
H = sp.Symbol("h(p)", nonnegative=True)  # the binary entropy


def _at(stage: int) -> tuple[sp.Symbol, ...]:
    return tuple(INFORMATION[stage, pair] for pair in NAMES)


def _links(connected: sp.Basic) -> list[ck.Link]:
    def none(*symbols: sp.Symbol) -> sp.Basic:
        return sp.And(*(ck.equal(s, 0) for s in symbols), evaluate=False)

    tod_alice, tod_bob, alice_bob = _at(1)
    linked = sp.And(none(tod_alice, tod_bob), alice_bob > 0, evaluate=False)
    return [
        ck.Link("three points", none(*_at(0))),
        ck.Link("a point and a link", linked),
        ck.Link("all connected", connected),
        ck.Link("three points again", none(*_at(3))),
    ]


def printed() -> list[ck.Link]:
    """Three points; Tod and a link; all three connected; three points again."""
    return _links(sp.And(*(s > 0 for s in _at(2)), evaluate=False))


def amended() -> list[ck.Link]:
    """Tod is connected with both others exactly if his state is no basis state; by how much."""
    tod_alice, tod_bob, alice_bob = _at(2)
    superposed = sp.And(P > 0, P < 1, evaluate=False)
    bits = ((tod_alice, H), (tod_bob, H), (alice_bob, 2 - H))
    connected = _links(
        sp.And(
            sp.Equivalent(tod_alice > 0, superposed, evaluate=False),
            sp.Equivalent(tod_bob > 0, superposed, evaluate=False),
            alice_bob > 0,
            evaluate=False,
        )
    )
    names = [f"{name} in bits" for name in NAMES.values()]
    return connected + [
        ck.Link(name, ck.equal(shared, value))
        for name, (shared, value) in zip(names, bits, strict=True)
    ]


@cache
def _connected() -> dict[sp.Symbol, sp.Expr]:
    """Squared connected parts of all pairs at all stages."""
    rest = sp.Symbol("q", nonnegative=True)
    kets = circuit.exact_stages(circuit.exact_start(sp.sqrt(P), sp.sqrt(rest)))
    parts = {
        INFORMATION[stage, pair]: _apart(ket, pair, rest)
        for stage, ket in enumerate(kets)
        for pair in NAMES
    }
    outcomes = circuit.exact_outcomes(kets[2], (circuit.TOD, circuit.ALICE))
    return parts | {
        INFORMATION[3, pair]: sum((_apart(ket, pair, rest) for *_, ket in outcomes), sp.S.Zero)
        for pair in NAMES
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Connected parts for any state of Tod, which vanish with I; I itself in bits."""
    parts = _connected()
    weight = sp.Symbol("w", positive=True)  # p over 1 - p
    p = weight / (1 + weight)
    start = circuit.exact_start(1 / sp.sqrt(1 + 1 / weight), 1 / sp.sqrt(1 + weight))
    before = circuit.exact_stages(start)[2]
    bits = {
        INFORMATION[2, pair]: circuit.exact_information(before, pair[:1], pair[1:])
        for pair in NAMES
    }
    bits[H] = VonNeumannEntropy(sp.diag(p, 1 - p), 2)
    yield ck.Step(
        "Tod's state has the weights p and $1-p$ (its phase is a local turn of Tod which "
        "the circuit carries to the end). Squared norms of $\\rho_{XY}-\\rho_X\\otimes"
        "\\rho_Y$, zero exactly where the mutual information is:",
        sp.Tuple(*(ck.equal(s, parts[s]) for s in (*_at(1), *_at(2)))),
    )
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(bits))
        else:
            known = [ck.equal(s + P, v + P) for s, v in parts.items() if statement.has(s)]
            yield ck.Entails(name, sp.And(P <= 1, *known), statement)


def _apart(ket: sp.Matrix, pair: tuple[int, int], rest: sp.Symbol) -> sp.Expr:
    return sp.factor(qubits.connected_part(ket, pair[:1], pair[1:]).subs(rest, 1 - P))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Mutual information of all pairs from simulated kets; less than 1e-12 bits is none."""
    p, phase = sample["eighths"] / 8, sample["phase"]
    kets = circuit.stages(circuit.start(np.sqrt(p), np.sqrt(1 - p) * np.exp(1j * phase)))
    tables = [mutual_information_matrix(ket) for ket in kets]
    grid = np.array(np.meshgrid([0, 1], [0, 1])).reshape(2, -1).T
    ends = [
        mutual_information_matrix(circuit.outcome(kets[2], (0, 1), np.tile(bits, (len(p), 1))))
        for bits in grid
    ]
    tables.append(np.max(ends, axis=0))
    values: dict[sp.Basic, np.ndarray] = {P: p, H: binary_entropy(p)}
    for (stage, (i, j)), symbol in INFORMATION.items():
        shared = tables[stage][:, i, j]
        values[symbol] = np.where(shared > 1e-12, shared, 0.0)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:teleportation-stages",
    source=source("III.F"),
    kind="result",
    title="Teleportation: who is connected at which stage",
    latex=r"I^{(0)} = 0; \quad I_{TA}^{(1)} = I_{TB}^{(1)} = 0 < I_{AB}^{(1)}; \quad "
    r"I_{TA}^{(2)}, I_{TB}^{(2)}, I_{AB}^{(2)} > 0; \quad I^{(3)} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("eighths", 0, 8, (), "eight times the weight of |0> in Tod's state"),
                ck.Real("phase", -3.0, 3.0, (), "phase of Tod's state"),
            )
        ),
        tolerance=1e-11,
        reason="entropies to rounding; what is below 1e-12 bits is set to zero",
        method="mutual information of all pairs from kets, each of the four outcomes apart",
    ),
    expected="corrected",
    fails_by="all connected: (I_{AB}^{(2)} > 0) & (I_{TA}^{(2)} > 0) & (I_{TB}^{(2)} > 0) for "
    "(I_{AB}^{(2)} > 0) & (Equivalent(I_{TA}^{(2)} > 0, (p > 0) & (p < 1))) & (Equiva... "
    "[b794b36f]",
    words="sentence",
    reading="Stages: (0) product, (1) Alice and Bob entangled, (2) before the joint measurement, "
    "(3) after it, for each outcome. Connected is read as: with mutual information. Tod's state "
    "is any state, basis states included.",
    hypotheses=(beliefs.STANDARD_CIRCUIT,),
    amended=ck.Amended(
        latex=r"I_{TA}^{(2)} = I_{TB}^{(2)} = h(p), \quad I_{AB}^{(2)} = 2 - h(p), \quad "
        r"p = |\langle 0|\psi_T\rangle|^2",
        links=amended,
        note="For the two basis states the interaction leaves Tod alone beside the link of Alice "
        "and Bob; for all other states of Tod the three are connected pairwise. For $p=1/2$ the "
        "three pairs share one bit each, as in a GHZ state.",
    ),
    known=({"eighths": 0, "phase": 0.0},),
)
