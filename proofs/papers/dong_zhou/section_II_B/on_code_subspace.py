"""Section II.B: a generative network makes a subspace of the boundary Hilbert space only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import code_network
from numerics.networks.stabilisers import entropies, network_state
from numerics.networks.tiling import hyperbolic_tiling
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import entropy_rank, inflate

MADE, ALL = sp.symbols(r"\log_2\dim{H_{code}} \log_2\dim{H_{rim}}", positive=True)
RINGS = sp.Symbol("r", nonnegative=True)
GOLDEN = (1 + sp.sqrt(5)) / 2
MOST = 3


def printed() -> list[ck.Link]:
    """A proper subspace, and its dimension for r rings of pentagons."""
    odd = GOLDEN ** (2 * RINGS + 1)
    return [
        ck.Link("subspace", ck.less(MADE, ALL)),
        ck.Link("code", ck.equal(MADE, sp.sqrt(5) * (odd + 1 / odd) - 4)),
        ck.Link("rim", ck.equal(ALL, 5 * (odd - 1 / odd))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Rings by inflation; the rank of the encoding over GF(2)."""
    for rings in range(MOST + 1):
        tiles = inflate(rings, 5)
        n = len(tiles.rim)
        made = entropy_rank(rings, 5, range(n, n + len(tiles.rings)))  # qubits the encoding keeps
        values, case = {MADE: made, ALL: sp.Integer(n)}, {"r": rings}
        for name, statement in form.items():
            if isinstance(statement, sp.Eq):
                gap = form.gap(name).subs(RINGS, rings).xreplace(values)
                yield ck.Vanishes(name, gap, case=case)
            else:
                given = sp.And(ck.equal(MADE, made.doit()), ck.equal(ALL, n))
                yield ck.Entails(name, given, statement, case=case)
        yield ck.Step(
            f"Qubits that the encoding keeps and qubits of the rim, {rings} rings:",
            sp.Tuple(made.doit(), n),
        )
    x = sp.Symbol("x", positive=True)  # a power of the golden ratio
    yield ck.Step(
        "These are Fibonacci and Lucas numbers, $5F_{2r+1}-4$ and $5L_{2r+1}$; their "
        "ratio tends to",
        sp.limit((sp.sqrt(5) * (x + 1 / x) - 4) / (5 * (x - 1 / x)), x, sp.oo),
    )


@cache
def _measured(rings: int) -> tuple[int, int]:
    tiling = hyperbolic_tiling(rings)
    network = code_network(tiling)
    bulk = network.region(np.arange(network.rim, len(network.legs)))
    return int(entropies(network_state(tiling), bulk)), network.rim


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Entropy of all references in the stabiliser tableau: the logarithm of the rank."""
    made, whole = np.array([_measured(int(r)) for r in sample["r"]], dtype=float).T
    return ck.Measurement({MADE: made, ALL: whole, RINGS: sample["r"]})


CLAIM = ck.Claim(
    key="dong_zhou:code-subspace",
    source=source("II.B"),
    kind="result",
    title="A network generates a subspace of the boundary Hilbert space only",
    latex=r"\dim H_{code} = 2^{5F_{2r+1}-4} < 2^{5L_{2r+1}} = \dim H_{rim}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("r", 0, MOST, (), "rings of pentagons around the central one"),)),
        tolerance=1e-12,
        reason="whole numbers and powers of the golden ratio to rounding",
        method="stabiliser tableaus of pentagon codes on a hyperbolic tiling",
        samples=12,
        examples=20,
    ),
    expected="proved",
    words="sentence",
    reading="Tested on the pentagon code, whose bulk legs label the states that one network can "
    "make. The encoding is an isometry, so that its image has the dimension of the bulk, and the "
    "share of qubits tends to $1/\\sqrt5$.",
    hypotheses=(beliefs.PENTAGON_CODE,),
)
