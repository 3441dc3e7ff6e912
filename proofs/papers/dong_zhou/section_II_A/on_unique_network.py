"""Section II.A: whether a state determines its optimal network."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, basis_ket, ghz_ket, run_circuit
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank

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


def _incidence(n: int, pairs: Pairs) -> sp.ImmutableMatrix:
    """Pairs as rows over GF(2), one column for each qubit."""
    return sp.ImmutableMatrix([[int(k in pair) for k in range(n)] for pair in pairs])


@cache
def _held_together(n: int) -> sp.Expr:
    """How many patterns have full rank, the ranks not worked out."""
    ranks = (Rank(_incidence(n, pairs), 2) for pairs in patterns(n))
    whole = (sp.Max(0, rank - (n - 2), evaluate=False) for rank in ranks)
    return sp.Add(*whole, evaluate=False)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Patterns whose parities fix all qubits but one, beside the matrix-tree theorem."""
    yield ck.Step(
        "Gates on the pairs of a pattern, outward from a Hadamard, copy its bit to all "
        "qubits exactly if the pattern holds together: the parities of its pairs then "
        "have rank $n-1$ over GF(2). Fewer pairs leave two groups of qubits that are not "
        "entangled.",
        N - 1,
    )
    for n in SIZES:
        case = {"n": n}
        trees = sp.Determinant(sp.ImmutableMatrix(n * sp.eye(n - 1) - sp.ones(n - 1, n - 1)))
        yield ck.Step(f"Spanning trees of {n} qubits by the matrix-tree theorem:", trees)
        gap = form.gap().xreplace({COUNT: trees}).xreplace({N: sp.Integer(n)})
        yield ck.Vanishes(NAME, gap, case=case)
        yield ck.shows(NAME, _held_together(n), trees, case=case)


def outward(pairs: Pairs) -> list[tuple[int, int]]:
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


@cache
def simulated(n: int) -> int:
    """Patterns whose circuit, simulated, ends in the GHZ state."""
    found = 0
    for pairs in combinations(combinations(range(n), 2), n - 1):
        circuit = [(GATES["H"], (0,)), *((GATES["CNOT"], p) for p in outward(pairs))]
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
        samples=8,
        examples=5,
    ),
    expected="ill-posed",
    fails_by="right side 1 for n**(n - 2)",
    words="sentence",
    reading="A map from states to networks needs one optimal network for a state, up to one-qubit "
    "gates. Complexity is read as the number of two-qubit gates, between any pair of qubits; the "
    "network is the pattern of pairs. Two qubits have one pattern.",
    hypotheses=(beliefs.FREE_ONE_QUBIT_GATES,),
    amended=ck.Amended(
        latex=r"|TN(\mathrm{GHZ}_n)| = n^{\,n-2}",
        links=amended,
        note="Every tree on the n qubits is an optimal network of the GHZ state, star and chain "
        "alike, although their graph distances differ. The state alone does not choose one.",
    ),
)
