"""Section II.A: with gates of bounded size some states need exponentially many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.pauli import matrices, pauli_index
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import STATES_TWO, N, source
from qmgr_sym.unevaluated import PauliDimension

GATES = sp.Symbol("m", positive=True)
CIRCUITS = sp.Symbol("d_{circuits}", positive=True)
NEEDED, NEXT = sp.symbols("m_{n} m_{n+1}", real=True)


def printed() -> list[ck.Link]:
    """Parameters of circuits; the number of gates needed doubles with each qubit."""
    return [
        ck.Link("circuits", ck.equal(CIRCUITS, 3 * N + 9 * GATES)),
        ck.Link("doubling", ck.equal(NEXT, 2 * NEEDED + (3 * N - 1) / 9)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A gate adds dim SU(4) - dim SU(2)^2 parameters: the rest is absorbed by its neighbours."""
    pair = ["".join(p) for p in product("IXYZ", repeat=2)][1:]
    local = PauliDimension(s for s in pair if "I" in s)
    gate, qubit = PauliDimension(pair) - local, sp.Rational(1, 2) * local
    yield ck.Step(
        "Parameters that a gate adds and that a qubit has at the start:",
        sp.Tuple(gate.doit(), qubit.doit()),
    )
    size = premises["two-qubit-universal"].of(STATES_TWO, "states by two")
    yield ck.Step(
        "A smooth image of fewer parameters than states has measure zero (Sard), so that "
        "almost every state needs at least this many gates:",
        (size - qubit * N) / gate,
    )
    yield ck.shows("circuits", form.of(CIRCUITS, "circuits"), qubit * N + gate * GATES)
    here = (size - qubit * N) / gate
    values = {NEEDED: here, NEXT: here.subs(N, N + 1)}
    yield ck.Vanishes("doubling", form.gap("doubling").xreplace(values))


def _strings(qubits: int, places: tuple[int, ...]) -> np.ndarray:
    labels = []
    for letters in product("IXYZ", repeat=len(places)):
        at = dict(zip(places, letters, strict=True))
        labels.append("".join(at.get(k, "I") for k in range(qubits)))
    return 1j * matrices(pauli_index(labels[1:]), qubits)


def _rank(rows: np.ndarray) -> int:
    flat = rows.reshape(len(rows), -1)
    values = np.linalg.svd(np.concatenate([flat.real, flat.imag], axis=1), compute_uv=False)
    return int((values > 1e-9 * values[0]).sum())


def _exponential(strings: np.ndarray, rng: Generator) -> np.ndarray:
    values, axes = np.linalg.eigh(-1j * np.tensordot(rng.normal(size=len(strings)), strings, 1))
    unitary: np.ndarray = (axes * np.exp(1j * values)) @ axes.conj().T
    return unitary


def circuit_rank(qubits: int, gates: int, rng: Generator) -> int:
    """Rank of the Jacobian of a random circuit: one-qubit gates, then two-qubit gates in a ring."""
    unitary = np.eye(2**qubits, dtype=complex)
    tangents = []
    layers: list[tuple[int, ...]] = [(k,) for k in range(qubits)]
    layers += [(k % qubits, (k + 1) % qubits) for k in range(gates)]
    for places in layers:
        strings = _strings(qubits, places)
        tangents.append(unitary.conj().T @ strings @ unitary)
        unitary = _exponential(strings, rng) @ unitary
    return _rank(np.concatenate(tangents))


def state_rank(qubits: int, rng: Generator) -> int:
    """Rank of the Jacobian of a deep circuit's state, its phase left out."""
    state = np.zeros(2**qubits, dtype=complex)
    state[0] = 1.0
    tangents = np.zeros((0, 2**qubits), dtype=complex)
    for k in range(2**qubits):
        strings = _strings(qubits, (k % qubits, (k + 1) % qubits))
        gate = _exponential(strings, rng)
        tangents = np.concatenate([tangents, strings @ state]) @ gate.T
        state = gate @ state
    tangents = tangents - (tangents @ state.conj())[:, None] * state
    return _rank(tangents)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Jacobian ranks of random circuits; gates needed from the ranks alone."""
    sizes, gates = sample["n"].astype(int), sample["m"].astype(int)
    states = {n: state_rank(n, rng) for n in range(3, 6)}
    ranks = np.array([circuit_rank(n, m, rng) for n, m in zip(sizes, gates, strict=True)])
    more = np.array([circuit_rank(n, m + 1, rng) for n, m in zip(sizes, gates, strict=True)])
    gain = more - ranks
    idle = ranks - gates * gain
    here = np.array([states[n] for n in sizes])
    there = np.array([states[n + 1] for n in sizes])
    per_qubit = idle / sizes
    values = {
        CIRCUITS: ranks,
        NEEDED: (here - idle) / gain,
        NEXT: (there - per_qubit * (sizes + 1)) / gain,
        N: sizes,
        GATES: gates,
    }
    return ck.Measurement({symbol: np.asarray(v, dtype=float) for symbol, v in values.items()})


CLAIM = ck.Claim(
    key="dong_zhou:exponential-complexity",
    source=source("II.A"),
    kind="result",
    title="Some states need exponentially many two-qubit gates",
    latex=r"m \ge \frac{2^{n+1} - 2 - 3n}{9}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (ck.Integer("n", 3, 4, meaning="qubits"), ck.Integer("m", 1, 4, meaning="gates"))
        ),
        tolerance=1e-12,
        reason="ranks are whole numbers",
        method="singular values of the Jacobians of random circuits and of their states",
        samples=8,
    ),
    expected="proved",
    words="sentence",
    reading="Exponential complexity is read as a lower bound on the number of two-qubit gates for "
    "almost every state: circuits of m gates have at most $3n+9m$ parameters. The bound doubles "
    "with each qubit and a little more. It counts exact preparation of the state.",
    premises=("dong_zhou:two-qubit-universal",),
    hypotheses=(beliefs.PAIR_GATES,),
)
