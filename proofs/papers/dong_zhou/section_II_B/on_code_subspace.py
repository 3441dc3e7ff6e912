"""Section II.B: a generative network makes a subspace of the boundary Hilbert space only."""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

from numerics.networks.cuts import code_network
from numerics.networks.stabilisers import entropies, network_state
from numerics.networks.tiling import hyperbolic_tiling
from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Entails,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
    Vanishes,
)
from proofs.checker.claim import Obligation
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import entropy, inflate

MADE, ALL = sp.symbols(r"\log_2\dim{H_{code}} \log_2\dim{H_{rim}}", positive=True)
RINGS = sp.Symbol("r", nonnegative=True)
GOLDEN = (1 + sp.sqrt(5)) / 2
MOST = 3


def printed() -> list[Link]:
    """A proper subspace, and its dimension for r rings of pentagons."""
    odd = GOLDEN ** (2 * RINGS + 1)
    return [
        Link("subspace", sp.Lt(MADE, ALL, evaluate=False)),
        Link("code", sp.Eq(MADE, sp.sqrt(5) * (odd + 1 / odd) - 4, evaluate=False)),
        Link("rim", sp.Eq(ALL, 5 * (odd - 1 / odd), evaluate=False)),
    ]


@cache
def counted(rings: int) -> tuple[int, int]:
    """Qubits that the map from the bulk to the rim keeps, and qubits of the rim."""
    tiles = inflate(rings, 5)
    n = len(tiles.rim)
    return entropy(rings, 5, range(n, n + len(tiles.rings))), n


def exact(statements: Statements) -> Derivation:
    """Rings by inflation; the rank of the encoding over GF(2)."""
    obligations: list[Obligation] = []
    table = {r: counted(r) for r in range(MOST + 1)}
    for name, form in statements.items():
        for r, (made, whole) in table.items():
            values = {MADE: made, ALL: whole, RINGS: r}
            if isinstance(form, sp.Eq):
                obligations.append(Vanishes(name, (form.lhs - form.rhs).subs(values)))
            else:
                given = sp.And(sp.Eq(MADE, made, evaluate=False), sp.Eq(ALL, whole, evaluate=False))
                obligations.append(Entails(name, given, form))
    x = sp.Symbol("x", positive=True)  # a power of the golden ratio
    rate = sp.limit((sp.sqrt(5) * (x + 1 / x) - 4) / (5 * (x - 1 / x)), x, sp.oo)
    return Derivation(
        steps=(
            Step("Rings, qubits that the encoding keeps, qubits of the rim:",
                 sp.Tuple(*(sp.Tuple(r, *pair) for r, pair in table.items()))),
            Step("These are Fibonacci and Lucas numbers, $5F_{2r+1}-4$ and $5L_{2r+1}$; their "
                 "ratio tends to", rate),
        ),
        obligations=tuple(obligations),
    )  # fmt: skip


@cache
def _measured(rings: int) -> tuple[int, int]:
    tiling = hyperbolic_tiling(rings)
    network = code_network(tiling)
    bulk = network.region(np.arange(network.rim, len(network.legs)))
    return int(entropies(network_state(tiling), bulk)), network.rim


def engine(sample: Sample, rng: Generator) -> Measurement:
    """Entropy of all references in the stabiliser tableau: the logarithm of the rank."""
    made, whole = np.array([_measured(int(r)) for r in sample["r"]], dtype=float).T
    return Measurement({MADE: made, ALL: whole, RINGS: sample["r"]})


CLAIM = Claim(
    key="dong_zhou:code-subspace",
    source=source("II.B"),
    kind="result",
    title="A network generates a subspace of the boundary Hilbert space only",
    latex=r"\dim H_{code} = 2^{5F_{2r+1}-4} < 2^{5L_{2r+1}} = \dim H_{rim}",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain((Integer("r", 0, MOST, (), "rings of pentagons around the central one"),)),
        tolerance=1e-12,
        reason="whole numbers and powers of the golden ratio to rounding",
        method="stabiliser tableaus of pentagon codes on a hyperbolic tiling",
        samples=12,
        examples=20,
    ),
    expected="proved",
    reading="Tested on the pentagon code, whose bulk legs label the states that one network can "
    "make. The encoding is an isometry, so that its image has the dimension of the bulk, and the "
    "share of qubits tends to $1/\\sqrt5$.",
    hypotheses=("the network is the pentagon code with r rings",),
)
