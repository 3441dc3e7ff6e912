"""Section III.E: the optimal procedures for GHZ, with an ancilla, and for W, by direct gates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise, product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket, w_ket
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import N, source
from proofs.papers.dong_zhou.shared.pure_states import JoiningGates, fidelity
from qmgr_sym.quantum import qubits

DIRECT_W, DIRECT_GHZ, ANCILLA_GHZ = sp.symbols("C_2^{W} C_2^{GHZ} C_2^{anc}", positive=True)
MOST, TRIES, SWEEPS = 4, 3, 12


def printed() -> list[ck.Link]:
    """W needs n - 1 direct gates; no direct way to GHZ is shorter than the one by an ancilla."""
    return [
        ck.Link("W", ck.equal(DIRECT_W, N - 1)),
        ck.Link("GHZ by the ancilla", ck.equal(ANCILLA_GHZ, N)),
        ck.Link("GHZ", ck.at_least(DIRECT_GHZ, ANCILLA_GHZ)),
    ]


def amended() -> list[ck.Link]:
    """GHZ and W need n - 1 direct gates each, one fewer than by the ancilla."""
    return [
        ck.Link("W", ck.equal(DIRECT_W, N - 1)),
        ck.Link("GHZ by the ancilla", ck.equal(ANCILLA_GHZ, N)),
        ck.Link("GHZ", ck.equal(DIRECT_GHZ, ANCILLA_GHZ - 1)),
    ]


def passing(share: sp.Expr) -> sp.Matrix:
    """A rotation of |01> and |10> that leaves 1/share of the weight of |10> where it is."""
    stay, go = sp.sqrt(1 / share), sp.sqrt(1 - 1 / share)
    return sp.Matrix([[1, 0, 0, 0], [0, stay, go, 0], [0, -go, stay, 0], [0, 0, 0, 1]])


def cascades(n: int) -> dict[sp.Symbol, sp.Matrix]:
    """Kets at the end of direct circuits of n - 1 two-qubit gates."""
    w = qubits.basis_ket(n, 2 ** (n - 1))
    ghz = qubits.apply_gate(qubits.basis_ket(n), qubits.HADAMARD, (0,))
    for k in range(n - 1):
        w = qubits.apply_gate(w, passing(sp.Integer(n - k)), (k, k + 1))
        ghz = qubits.apply_gate(ghz, qubits.CNOT, (k, k + 1))
    return {DIRECT_W: w, DIRECT_GHZ: ghz}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Lower bound by the factors of the state, upper bound by a circuit, for 2 to 5 qubits."""
    yield ck.Step(
        "Gate k of a cascade from $|10\\ldots0\\rangle$ passes the one on; the first of "
        "three qubits:",
        passing(sp.Integer(3)),
    )
    yield ck.Step("What the cascade makes of it:", cascades(3)[DIRECT_W].T)
    for n in range(2, MOST + 2):
        case, made = {"n": n}, cascades(n)
        values: dict[sp.Basic, sp.Expr] = {s: JoiningGates(ket) for s, ket in made.items()}
        # before its measurement the ancilla is one more qubit of a GHZ state
        values |= {ANCILLA_GHZ: JoiningGates(qubits.ghz_ket(n + 1)), N: sp.Integer(n)}
        for link, symbol, ket in (
            ("W", DIRECT_W, qubits.w_ket(n)),
            ("GHZ", DIRECT_GHZ, qubits.ghz_ket(n)),
        ):
            yield ck.shows(link, fidelity(ket, made[symbol]), sp.S.One, case=case)
            yield ck.shows(link, values[symbol], sp.Integer(n - 1), case=case)
        for name, statement in form.items():
            if isinstance(statement, sp.Eq):
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case=case)
            else:
                known = sp.And(*(ck.equal(s, v.doit()) for s, v in values.items()))
                yield ck.Entails(name, known, statement, case=case)


def reachable(wanted: np.ndarray, places: tuple[tuple[int, int], ...], rng: Generator) -> bool:
    """Whether two-qubit gates at these places can make the ket, by improving them in turn.

    For all gates but one fixed the overlap is tr(G E); the best G is the unitary factor of E^+.
    """
    n = len(wanted).bit_length() - 1
    gates = [
        np.linalg.qr(rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4)))[0] for _ in places
    ]
    size = 0.0
    for _ in range(SWEEPS):
        bra = wanted
        for gate, place in zip(gates[::-1], places[::-1], strict=True):
            bra = apply_gate(bra, gate.conj().T, place)
        ket = basis_ket(n)
        for k, place in enumerate(places):
            bra = apply_gate(bra, gates[k], place)
            before, after = (
                np.moveaxis(v.reshape((2,) * n), place, (0, 1)).reshape(4, -1) for v in (ket, bra)
            )
            left, values, right = np.linalg.svd(after @ before.conj().T)
            gates[k], size = left @ right, float(values.sum())
            ket = apply_gate(ket, gates[k], place)
        if size > 1 - 1e-9:
            return True
    return False


@cache
def fewest(name: str, n: int, seed: int) -> int:
    """The least number of two-qubit gates on any pairs that make GHZ_n or W_n, by search."""
    rng = np.random.default_rng(seed)
    wanted = ghz_ket(n) if name == "GHZ" else w_ket(n)
    pairs = list(combinations(range(n), 2))
    for count in range(n + 1):
        for places in product(pairs, repeat=count):
            if any(a == b for a, b in pairwise(places)):
                continue
            if any(reachable(wanted, places, rng) for _ in range(TRIES)):
                return count
    raise ArithmeticError(f"{name}_{n} must be found with {n} gates, but is not")


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Searches over places with gates improved in turn; the ancilla's circuit counted."""
    seed = int(rng.integers(4))
    rows = []
    for n in sample["n"].astype(int):
        rows.append([fewest("W", n, seed), fewest("GHZ", n, seed), _with_ancilla(n)])
    direct_w, direct_ghz, ancilla = np.array(rows, dtype=float).T
    values = {DIRECT_W: direct_w, DIRECT_GHZ: direct_ghz, ANCILLA_GHZ: ancilla}
    return ck.Measurement({N: sample["n"], **values})


def _with_ancilla(n: int) -> float:
    """CNOTs from an ancilla, one more at a time, until both outcomes along X leave GHZ up to Z."""
    ghz = ghz_ket(n)
    opposite = np.where(np.arange(2**n) == 0, ghz, -ghz)
    up, down = basis_ket(n), basis_ket(n)
    for gates in range(1, n + 1):
        down = apply_gate(down, GATES["X"], (gates - 1,))
        outcomes = (np.vdot(ghz, up + down), np.vdot(opposite, up - down))
        if min(np.abs(outcomes)) > np.sqrt(2) - 1e-9:
            return float(gates)
    raise ArithmeticError(f"{n} gates of the ancilla must make GHZ, but do not")


CLAIM = ck.Claim(
    key="dong_zhou:w-gates",
    source=source("III.E"),
    kind="result",
    title="Optimal procedures for W and GHZ: direct gates, and an ancilla",
    latex=r"C_2^{W} = n - 1\ \text{(direct)}, \qquad C_2^{GHZ} \ge C_2^{anc} = n",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", 2, MOST, (), "number of qubits"),)),
        tolerance=1e-12,
        reason="whole numbers",
        method="search over places of gates, each gate improved in turn by a polar factor",
        samples=6,
    ),
    expected="corrected",
    fails_by="GHZ: C_2^{GHZ} >= C_2^{anc} for Eq(C_2^{GHZ}, C_2^{anc} - 1)",
    words="sentence",
    reading="Figure 2 calls the ancilla the optimal procedure for GHZ and direct two-qubit gates "
    "that for W. Optimal is read as: with the fewest two-qubit gates, the count $C_2$ of "
    "dong_zhou:ghz-gates. Counted so, the n of the ancilla is the n that the text gives as the "
    "complexity.",
    hypotheses=(beliefs.FREE_ONE_QUBIT_GATES,),
    amended=ck.Amended(
        latex=r"C_2^{W} = C_2^{GHZ} = n - 1, \qquad C_2^{anc} = C_2^{GHZ} + 1 = n",
        links=amended,
        note="A cascade of $n-1$ direct gates is optimal for both states, so that this number does "
        "not tell them apart; the ancilla is one qubit more, and costs one gate more; "
        "with all gates counted GHZ needs n and n + 1.",
    ),
    known=({"n": 2},),
)
