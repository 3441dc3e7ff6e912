"""Section III.A: states that no shallow circuit of neighbour gates makes."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.qubits.circuits import GATES, apply_gate, basis_ket, ghz_ket
from numerics.qubits.entanglement import mutual_information_matrix
from proofs.papers.dong_zhou.shared.brickwork import past
from proofs.papers.dong_zhou.shared.notation import source

NAME = "depth"
DEPTH, N = sp.symbols("t_{min} n", positive=True)
MOST = 5


def printed() -> list[ck.Link]:
    """A GHZ state on a line of n qubits needs n / 2 layers."""
    return [ck.Link(NAME, ck.equal(DEPTH, N / 2))]


def layers(n: int) -> Iterator[list[tuple[int, int]]]:
    """CNOTs from the middle outward, control first; a Hadamard on site n/2 - 1 comes before."""
    left, right = n // 2 - 1, n // 2
    yield [(left, right)]
    while left > 0:
        yield [(left, left - 1), (right, right + 1)]
        left, right = left - 1, right + 1


def _upper(n: int) -> int:
    """Layers of the circuit, after following both words 0...0 and 1...1 through it."""
    words = np.zeros((2, n), dtype=int)
    words[1, n // 2 - 1] = 1
    count = 0
    for layer in layers(n):
        count += 1
        for a, b in layer:
            words[:, b] ^= words[:, a]
    if words[0].any() or not words[1].all():
        raise ValueError(f"circuit on {n} sites must end in a GHZ state, but does not")
    return count


def _lower(n: int) -> int:
    """Fewest layers for which the past cones of both ends meet, for some parity of the last."""
    depth = 1
    while not any(past(0, n, depth, p)[1] >= past(n - 1, n, depth, p)[0] for p in (0, 1)):
        depth += 1
    return depth


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The ends are correlated, so that their past cones meet; a circuit attains this."""
    form, obligations, table = given[NAME], [], []
    for n in range(2, 2 * MOST + 1, 2):
        table.append(sp.Tuple(n, _lower(n), _upper(n)))
        obligations += [
            ck.Vanishes(NAME, (form.lhs - form.rhs).subs({DEPTH: d, N: n})) for d in table[-1][1:]
        ]
    return ck.Derivation(
        steps=(ck.Step("Qubits, least depth by cones, depth of the circuit:", sp.Tuple(*table)),),
        obligations=tuple(obligations),
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


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random circuits deepened until the ends are correlated, if CNOTs then suffice for GHZ."""
    found = []
    for n in (2 * sample["m"]).astype(int).tolist():
        ket, count = apply_gate(basis_ket(n), GATES["H"], (n // 2 - 1,)), 0
        for layer in layers(n):
            count += 1
            for pair in layer:
                ket = apply_gate(ket, GATES["CNOT"], pair)
        fits = count == _first_link(n, rng) and abs(np.vdot(ket, ghz_ket(n))) > 1 - 1e-9
        found.append(count if fits else 0)
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
    reading="That states in different quantum phases cannot be transformed by an efficient circuit "
    "is read as: not by a depth that stays bounded while the system grows. The states are a "
    "product state and the GHZ state, the ground state of the ordered phase of an Ising chain, "
    "with an even number of sites.",
    premises=("dong_zhou:circuit-light-cone",),
    hypotheses=("gates act between neighbours on a line, in layers",),
)
