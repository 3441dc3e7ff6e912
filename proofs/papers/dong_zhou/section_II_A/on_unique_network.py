"""Section II.A: whether a state determines its optimal network."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, basis_ket, ghz_ket, run_circuit
from proofs.papers.dong_zhou.shared.notation import source

NAME = "networks"
COUNT, N = sp.Symbol(r"|TN(\rho)|", positive=True), sp.Symbol("n", positive=True)
SIZES = (3, 4, 5)

Pairs = tuple[tuple[int, int], ...]


def printed() -> list[ck.Link]:
    """There is one optimal network for a state, here the GHZ state of n qubits."""
    return [ck.Link(NAME, ck.equal(COUNT, sp.S.One))]


def amended() -> list[ck.Link]:
    """n^(n - 2) networks share the least number of two-qubit gates."""
    return [ck.Link(NAME, ck.equal(COUNT, N ** (N - 2)))]


def patterns(n: int) -> Iterator[Pairs]:
    """All sets of n - 1 pairs of n qubits."""
    return combinations(combinations(range(n), 2), n - 1)


def _outward(pairs: Pairs) -> list[tuple[int, int]]:
    """The pairs that qubit 0 reaches, ordered outward, each from the inner to the outer qubit."""
    inside, left = {0}, list(pairs)
    order: list[tuple[int, int]] = []
    while True:
        here = [p for p in left if len(inside.intersection(p)) == 1]
        if not here:
            return order
        a, b = here[0] if here[0][0] in inside else here[0][::-1]
        order.append((a, b))
        inside.add(b)
        left.remove(here[0])


def _makes_ghz(n: int, pairs: Pairs) -> bool:
    """Whether a Hadamard on qubit 0 and a CNOT per pair make 0...0 + 1...1, followed bit by bit."""
    words = [[0] * n, [1] + [0] * (n - 1)]
    for word in words:
        for a, b in _outward(pairs):
            word[b] ^= word[a]
    return words == [[0] * n, [1] * n]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Every pattern of n - 1 pairs, beside the matrix-tree theorem."""
    form = given[NAME]
    obligations, table = [], []
    for n in SIZES:
        count = sum(_makes_ghz(n, pairs) for pairs in patterns(n))
        trees = (n * sp.eye(n - 1) - sp.ones(n - 1, n - 1)).det()
        table.append(sp.Tuple(n, count, trees))
        obligations += [
            ck.Vanishes(NAME, (form.lhs - form.rhs).subs({COUNT: count, N: n})),
            ck.Vanishes(NAME, sp.Integer(count) - trees),
        ]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Fewer than $n-1$ pairs, or a pattern that falls apart, leave two groups of "
                "qubits that are not entangled. Qubits, patterns that give GHZ, and spanning "
                "trees of the complete graph by the matrix-tree theorem:",
                sp.Tuple(*table),
            ),
        ),
        obligations=tuple(obligations),
    )


@cache
def simulated(n: int) -> int:
    """Patterns whose circuit, simulated, ends in the GHZ state."""
    found = 0
    for pairs in patterns(n):
        circuit = [(GATES["H"], (0,)), *((GATES["CNOT"], p) for p in _outward(pairs))]
        found += bool(abs(np.vdot(ghz_ket(n), run_circuit(basis_ket(n), circuit))) > 1 - 1e-9)
    return found


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """All circuits simulated, and compared with the GHZ state."""
    counts = [simulated(n) for n in sample["n"].astype(int).tolist()]
    return ck.Measurement({COUNT: np.array(counts, dtype=float), N: sample["n"]})


CLAIM = ck.Claim(
    key="dong_zhou:unique-network",
    source=source("II.A"),
    kind="definition",
    title="The optimal network of a state",
    latex=r"\rho \to TN(\rho): \quad |TN(\rho)| = 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("n", SIZES[0], SIZES[-1], meaning="qubits of the GHZ state"),)),
        tolerance=1e-12,
        reason="counts are whole numbers",
        method="circuits on all patterns of pairs, simulated",
        samples=3,
        examples=5,
    ),
    expected="ill-posed",
    reading="A map from states to networks needs one optimal network for a state, up to one-qubit "
    "gates. Complexity is read as the number of two-qubit gates, between any pair of qubits; the "
    "network is the pattern of pairs. Two qubits have one pattern.",
    premises=("dong_zhou:ghz-gates",),
    hypotheses=("gates are counted; one-qubit gates are free",),
    amended=ck.Amended(
        latex=r"|TN(\mathrm{GHZ}_n)| = n^{\,n-2}",
        links=amended,
        note="Every tree on the n qubits is an optimal network of the GHZ state, star and chain "
        "alike, although their graph distances differ. The state alone does not choose one.",
    ),
)
