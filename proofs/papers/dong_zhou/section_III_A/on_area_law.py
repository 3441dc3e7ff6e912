"""Section III.A: states made by few two-qubit gates across a boundary obey an area law."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, haar_kets
from numerics.qubits.entanglement import reduced_state, von_neumann_entropy
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.quantum import qubits
from qmgr_sym.unevaluated import Rank, VonNeumannEntropy

LARGEST = sp.Symbol("S_{A}^{max}", positive=True)
GATES_ACROSS = sp.Symbol("g", positive=True)
MOST, TRIES = 2, 6


def printed() -> list[ck.Link]:
    """The largest entropy that g two-qubit gates across the boundary can make is 2 g bits."""
    return [ck.Link("area", ck.equal(LARGEST, 2 * GATES_ACROSS))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Each gate multiplies the Schmidt rank by at most four, and SWAP of Bell pairs does so."""
    swap = sp.Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    bits = [(i, j) for i in (0, 1) for j in (0, 1)]
    realigned = sp.Matrix(
        4, 4, lambda r, c: swap[2 * bits[r][0] + bits[c][0], 2 * bits[r][1] + bits[c][1]]
    )
    yield ck.Step(
        "A two-qubit gate is a sum of at most four products of operators on the two "
        "sides; for SWAP, arranged as a matrix from one side to the other:",
        realigned,
    )
    yield ck.Step(
        "Its rank is the factor by which one gate can raise the Schmidt rank, of which the "
        "entropy is at most the logarithm:",
        Rank(realigned),
    )
    bound = GATES_ACROSS * sp.log(Rank(realigned)) / sp.log(2)
    yield ck.Vanishes("area", form.gap().xreplace({LARGEST: bound}))
    psi = qubits.basis_ket(4)
    for first in (0, 2):
        psi = qubits.apply_gate(psi, qubits.HADAMARD, (first,))
        psi = qubits.apply_gate(psi, qubits.CNOT, (first, first + 1))
    psi = qubits.apply_gate(psi, swap, (0, 2))
    reached = GATES_ACROSS * VonNeumannEntropy(qubits.reduced_state(psi, (0, 1)), 2)
    yield ck.Step("Halves of two Bell pairs exchanged by one gate have the entropy", reached)
    yield ck.Vanishes("area", form.gap().xreplace({LARGEST: reached}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The largest entropy met: Bell pairs exchanged, and random gates across the boundary."""
    known = {g: max(_exchanged(g), _random(g, rng)) for g in np.unique(sample["g"]).astype(int)}
    found = np.array([known[int(g)] for g in sample["g"]])
    return ck.Measurement({LARGEST: found, GATES_ACROSS: sample["g"]})


def _exchanged(g: int) -> float:
    psi = basis_ket(4 * g)
    for pair in range(2 * g):
        psi = apply_gate(psi, GATES["H"], (2 * pair,))
        psi = apply_gate(psi, GATES["CNOT"], (2 * pair, 2 * pair + 1))
    for k in range(g):
        psi = apply_gate(psi, GATES["SWAP"], (2 * k, 2 * (g + k)))
    return float(von_neumann_entropy(reduced_state(psi, range(2 * g))))


def _random(g: int, rng: Generator) -> float:
    """Random states of both sides, joined by g random gates."""
    largest = 0.0
    for _ in range(TRIES):
        psi = np.kron(haar_kets(2 * g, rng=rng), haar_kets(2 * g, rng=rng))
        for _ in range(g):
            gate, _ = np.linalg.qr(haar_kets(2, (4,), rng=rng))
            psi = apply_gate(psi, gate, (int(rng.integers(2 * g)), int(rng.integers(2 * g, 4 * g))))
        largest = max(largest, float(von_neumann_entropy(reduced_state(psi, range(2 * g)))))
    return largest


CLAIM = ck.Claim(
    key="dong_zhou:area-law",
    source=source("III.A"),
    kind="result",
    title="Area law for states of low complexity",
    latex=r"S_A \le 2 g\ \text{bits}, \quad g = \text{gates across}\ \partial A, \qquad "
    r"S_A^{max} = 2 g",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("g", 1, MOST, (), "two-qubit gates across the boundary"),)),
        tolerance=1e-10,
        reason="entropies of at most 16 by 16 matrices to rounding",
        method="circuits that exchange Bell pairs, and random ones that must not surpass them",
        samples=8,
    ),
    expected="proved",
    words="sentence",
    reading="A simple state is one that few gates make. With local gates of a fixed number of "
    "layers t on a lattice, g is at most t times the number of links of the boundary, which is the "
    "area law. The converse does not hold: see dong_zhou:critical-chain.",
    hypotheses=(beliefs.GATES_ACROSS,),
)
