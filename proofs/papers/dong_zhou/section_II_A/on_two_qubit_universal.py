"""Section II.A: two-qubit operations are the smallest that generate general quantum states."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.lie_algebras import lie_closure
from numerics.qubits.pauli import extent, matrices, weight
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import STATES_TWO, N, source
from qmgr_sym.algebra.pauli import string_closure
from qmgr_sym.unevaluated import PauliDimension, Rank

ONE, TWO, NEAR = sp.symbols("d_1 d_2 d_{near}", positive=True)
STATES_ONE = sp.Symbol("s_1", positive=True)
MOST_EXACT, MOST_NUMERIC = 4, 3
HAMILTONIANS = 3


def printed() -> list[ck.Link]:
    """Dimensions of what one- and two-qubit Hamiltonians generate, and of the states reached."""
    every = 4**N - 1
    return [
        ck.Link("two-qubit", ck.equal(TWO, every)),
        ck.Link("two neighbours", ck.equal(NEAR, every)),
        ck.Link("one-qubit", ck.equal(ONE, 3 * N)),
        ck.Link("states by two", ck.equal(STATES_TWO, 2 ** (N + 1) - 2)),
        ck.Link("states by one", ck.equal(STATES_ONE, 2 * N)),
    ]


def _strings(qubits: int, places: tuple[tuple[int, ...], ...]) -> list[str]:
    """All strings other than the identity that act within one of the places."""
    found = set()
    for place in places:
        for letters in product("IXYZ", repeat=len(place)):
            at = dict(zip(place, letters, strict=True))
            found.add("".join(at.get(k, "I") for k in range(qubits)))
    return sorted(found - {"I" * qubits})


@cache
def dimensions(qubits: int) -> dict[sp.Symbol, sp.Expr]:
    """All dimensions for n qubits: closures of Pauli strings, and ranks of tangents at 0...0."""
    single = tuple((k,) for k in range(qubits))
    near = tuple((k, k + 1) for k in range(qubits - 1))
    pairs = tuple(combinations(range(qubits), 2))
    one, two, neighbours = (_strings(qubits, places) for places in (single, pairs, near))
    closures = {ONE: one, TWO: two, NEAR: neighbours}
    counts = {letter: PauliDimension(strings) for letter, strings in closures.items()}
    tangents = {STATES_ONE: one, STATES_TWO: two}
    ranks = {k: Rank(_tangents(string_closure(s))) for k, s in tangents.items()}
    return counts | ranks


def _tangents(strings: frozenset[str]) -> sp.ImmutableMatrix:
    """i P|0...0> as rows of real and imaginary parts, without the part along the state."""
    size = 2 ** len(next(iter(strings)))
    rows = set()
    for string in strings:
        place = int("".join("1" if c in "XY" else "0" for c in string), 2)
        if place:
            row = [0] * (2 * size)
            row[2 * place + string.count("Y") % 2] = 1
            rows.add(tuple(row))
    return sp.ImmutableMatrix(sorted(rows))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Commutators of Pauli strings, counted for 2 to 4 qubits."""
    bracket = sp.Symbol(r"[P\otimes X\otimes 1,\; 1\otimes Y\otimes P']")
    longer = sp.Symbol(r"(P\otimes Z\otimes P')")
    yield ck.Step(
        "Every longer string is a commutator of shorter ones that share a qubit:",
        ck.equal(bracket, 2 * sp.I * longer),
    )
    for n in range(2, MOST_EXACT + 1):
        for name in form:
            gap = form.gap(name).xreplace(dimensions(n)).xreplace({N: sp.Integer(n)})
            yield ck.Vanishes(name, gap, case={"n": n})


def _rank_of_orbit(basis: np.ndarray, rng: Generator) -> int:
    """Rank of the tangent vectors at a random product state, phases left out."""
    state = np.ones(1, dtype=complex)
    for _ in range(int(np.log2(basis.shape[-1]))):
        qubit = rng.normal(size=2) + 1j * rng.normal(size=2)
        state = np.kron(state, qubit / np.linalg.norm(qubit))
    moved = basis @ state
    moved = moved - (moved @ state.conj())[:, None] * state
    values = np.linalg.svd(np.concatenate([moved.real, moved.imag], axis=1), compute_uv=False)
    return int((values > 1e-8 * values[0]).sum())


def _measured(qubits: int, rng: Generator) -> dict[sp.Symbol, int]:
    index = np.arange(1, 4**qubits)
    size, reach = weight(index, qubits), extent(index, qubits)
    found = {}
    for allowed, algebra, orbit in (
        (size == 1, ONE, STATES_ONE),
        (size <= 2, TWO, STATES_TWO),
        (reach <= 2, NEAR, None),
    ):
        strings = 1j * matrices(index[allowed], qubits)
        mixed = np.tensordot(rng.normal(size=(HAMILTONIANS, len(strings))), strings, 1)
        basis = lie_closure(mixed)
        found[algebra] = len(basis)
        if orbit is not None:
            found[orbit] = _rank_of_orbit(basis, rng)
    return found


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Closure of three random Hamiltonians by singular values; tangents of orbits."""
    sizes = sample["n"].astype(int)
    known = {n: _measured(n, rng) for n in sorted(set(sizes.tolist()))}
    values = {
        symbol: np.array([known[n][symbol] for n in sizes], dtype=float)
        for symbol in (ONE, TWO, NEAR, STATES_ONE, STATES_TWO)
    }
    return ck.Measurement({N: sizes.astype(float), **values})


CLAIM = ck.Claim(
    key="dong_zhou:two-qubit-universal",
    source=source("II.A"),
    kind="result",
    title="Two-qubit operations generate all states, one-qubit operations do not",
    latex=r"\dim \operatorname{Lie}(\text{2-qubit}) = 4^n - 1, \qquad "
    r"\dim \operatorname{Lie}(\text{1-qubit}) = 3n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 2, MOST_NUMERIC, meaning="qubits"),)),
        tolerance=1e-12,
        reason="dimensions are whole numbers",
        method="Lie closure of three random Hamiltonians by singular values, ranks of tangents",
        samples=8,
    ),
    expected="proved",
    words="sentence",
    reading="Minimal is read as: two-qubit operations reach every state (the orbit of a product "
    "state has the full dimension $2^{n+1}-2$), one-qubit operations do not. Operations on "
    "neighbours of a line suffice.",
    hypotheses=(beliefs.ANY_PAIR_HAMILTONIAN,),
)
