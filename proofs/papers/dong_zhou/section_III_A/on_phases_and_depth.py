"""Section III.A: states that no shallow circuit of neighbour gates makes."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.brickwork import pairs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.unevaluated import Rank

NAME = "depth"
DEPTH, N = sp.symbols("t_{min} n", positive=True)
MOST = 5


def printed() -> list[ck.Link]:
    """A GHZ state on a line of n qubits needs n / 2 layers."""
    return [ck.Link(NAME, ck.equal(DEPTH, N / 2))]


def _outward(n: int) -> list[sp.ImmutableMatrix]:
    """Layers of CNOTs from the middle outward, as they act on words over GF(2)."""
    left, right = n // 2 - 1, n // 2
    layers = [_adding(n, [(left, right)])]
    while left > 0:
        layers.append(_adding(n, [(left, left - 1), (right, right + 1)]))
        left, right = left - 1, right + 1
    return layers


def _adding(n: int, moves: list[tuple[int, int]]) -> sp.ImmutableMatrix:
    table = sp.eye(n)
    for control, target in moves:
        table[target, control] = 1
    return sp.ImmutableMatrix(table)


def _reach(n: int, depth: int, last: int) -> list[sp.ImmutableMatrix]:
    """For each layer, which sites a gate joins to which; the last layer first."""
    found = []
    for layer in range(depth, 0, -1):
        table = sp.eye(n)
        for site in pairs(n, layer, depth + last):
            table[site, site + 1] = table[site + 1, site] = 1
        found.append(sp.ImmutableMatrix(table))
    return found


def least_depth(n: int) -> sp.Expr:
    """How many depths leave the past cones of both ends apart: rank 0 of their overlap."""
    first, end = (sp.ImmutableMatrix(n, 1, lambda i, _, k=k: int(i == k)) for k in (0, n - 1))
    total = sp.Integer(1)  # without a layer they are apart
    for depth in range(1, n):
        apart = []
        for last in (0, 1):
            layers = _reach(n, depth, last)
            apart.append(1 - Rank(sp.MatMul(first.T, *layers, *layers[::-1], end)))
        total += sp.Mul(*apart, evaluate=False)
    return total


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The ends are correlated, so that their past cones meet; a circuit attains this."""
    for n in range(2, 2 * MOST + 1, 2):
        case, circuit, depth = {"n": n}, _outward(n), least_depth(n)
        start = sp.ImmutableMatrix(n, 1, lambda i, _, k=n // 2 - 1: int(i == k))
        end = sp.MatMul(*circuit[::-1], start)
        yield ck.Vanishes(NAME, form.gap().xreplace({DEPTH: depth, N: sp.Integer(n)}), case=case)
        yield ck.Vanishes(NAME, sp.MatAdd(end, -sp.ImmutableMatrix(sp.ones(n, 1))), case=case)
        yield ck.shows(NAME, depth, sp.Integer(len(circuit)), case=case)
    yield ck.Step(
        "A Hadamard on the site $n/2-1$ makes the words $0\\ldots0$ and $0\\ldots010\\ldots0$; "
        "CNOTs outward from there make the second $1\\ldots1$; their first layer on 4 sites:",
        _outward(4)[0],
    )


def _first_link(n: int, rng: Generator) -> int:
    """Fewest layers of random gates after which the ends share information."""
    for depth in range(1, n + 1):
        for last in (0, 1):
            ket = basis_ket(n)
            for layer in range(depth):
                for site in range((last - (depth - 1 - layer)) % 2, n - 1, 2):
                    q, _ = np.linalg.qr(rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4)))
                    ket = apply_gate(ket, q, (site, site + 1))
            if mutual_information_matrix(ket)[0, -1] > 1e-12:
                return depth
    return 0


def _spread(n: int, start: int) -> int:
    """Layers in which neighbours that hold a bit pass it on until all do; 0 if not GHZ then."""
    ket, holds, count = apply_gate(basis_ket(n), GATES["H"], (start,)), {start}, 0
    while len(holds) < n:
        busy: set[int] = set()
        for site in sorted(holds):
            free = [k for k in (site - 1, site + 1) if 0 <= k < n and k not in holds | busy]
            if free and site not in busy:
                target = max(free, key=lambda k: n - k if k > site else k + 1)  # the longer way
                ket = apply_gate(ket, GATES["CNOT"], (site, target))
                busy |= {site, target}
        holds |= busy
        count += 1
    return count if abs(np.vdot(ket, ghz_ket(n))) > 1 - 1e-9 else 0


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random circuits deepened until the ends are correlated, if spreading CNOTs then suffice."""
    found = []
    for n in (2 * sample["m"]).astype(int).tolist():
        count = min(_spread(n, start) for start in range(n))
        found.append(count if count == _first_link(n, rng) else 0)
    return ck.Measurement({DEPTH: np.array(found, dtype=float), N: 2 * sample["m"]})


CLAIM = ck.Claim(
    key="dong_zhou:phases-and-depth",
    source=source("III.A"),
    kind="result",
    title="States in different phases are not joined by shallow circuits",
    latex=r"t_{min}(\mathrm{GHZ}_n) = \frac n2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("m", 1, 4, meaning="half the number of qubits"),)),
        tolerance=1e-12,
        reason="depths are whole numbers",
        method="random circuits and the circuit of CNOTs simulated",
        samples=6,
        examples=8,
    ),
    expected="proved",
    words="sentence",
    reading="That states in different quantum phases cannot be transformed by an efficient circuit "
    "is read as: not by a depth that stays bounded while the system grows. The states are a "
    "product state and the GHZ state, the ground state of the ordered phase of an Ising chain, "
    "with an even number of sites.",
    hypotheses=(beliefs.LAYERS_OF_NEIGHBOURS,),
)
