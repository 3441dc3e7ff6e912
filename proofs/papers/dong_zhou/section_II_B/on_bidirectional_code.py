"""Section II.B: no information is lost along the radial direction, in either direction."""

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

OUT, IN = sp.symbols(r"\ell_{out} \ell_{in}", nonnegative=True)
BULK, RIM = sp.symbols("k n", positive=True)
MOST = 3


def printed() -> list[ck.Link]:
    """Neither the map from the bulk to the rim nor its adjoint loses a qubit."""
    return [
        ck.Link("outward", ck.equal(OUT, 0)),
        ck.Link("inward", ck.equal(IN, 0)),
    ]


def amended() -> list[ck.Link]:
    """Nothing is lost outward; inward what the code has in redundancy."""
    return [
        ck.Link("outward", ck.equal(OUT, 0)),
        ck.Link("inward", ck.equal(IN, RIM - BULK)),
    ]


@cache
def counted(rings: int) -> dict[sp.Symbol, sp.Expr]:
    """Qubits lost both ways: dimensions less the rank of the encoding, as ranks over GF(2)."""
    tiles = inflate(rings, 5)
    bulk, rim = len(tiles.rings), len(tiles.rim)
    rank = entropy_rank(rings, 5, range(rim, rim + bulk))
    return {OUT: bulk - rank, IN: rim - rank, BULK: sp.Integer(bulk), RIM: sp.Integer(rim)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Rank of the encoding for up to three rings."""
    for rings in range(MOST + 1):
        values = counted(rings)
        sizes = {letter: values[letter] for letter in (BULK, RIM)}
        for name in form:
            gap = form.gap(name).xreplace(values).xreplace(sizes)
            yield ck.Vanishes(name, gap, case={"rings": rings})
    yield ck.Step(
        "Bulk and rim qubits of the largest code, and qubits lost inward:",
        sp.Tuple(*sizes.values(), values[IN].doit()),
    )
    yield ck.Step("Isometries both ways between spaces of k and n qubits need", ck.equal(BULK, RIM))


@cache
def _measured(rings: int, kind: int) -> tuple[int, int, int, int]:
    tiling = hyperbolic_tiling(rings, ((5, 5), (5, 6))[kind])
    network, state = code_network(tiling), network_state(tiling)
    bulk = network.region(np.arange(network.rim, len(network.legs)))
    kept_out, kept_in = entropies(state, bulk), entropies(state, ~bulk)
    k = len(network.legs) - network.rim
    return k - int(kept_out), network.rim - int(kept_in), k, network.rim


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Stabiliser tableaus of pentagon codes, and of codes with pentagons and hexagons in turn."""
    points = zip(sample["r"].astype(int), sample["kind"].astype(int), strict=True)
    table = np.array([_measured(int(r), int(kind)) for r, kind in points], dtype=float).T
    return ck.Measurement(dict(zip((OUT, IN, BULK, RIM), table, strict=True)))


CLAIM = ck.Claim(
    key="dong_zhou:bidirectional-code",
    source=source("II.B"),
    kind="result",
    title="No information is lost along the radial direction, both ways",
    latex=r"V^\dagger V = 1, \qquad V V^\dagger = 1 \qquad (V:\ \text{bulk} \to \text{rim})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("r", 0, MOST, (), "rings around the central pentagon"),
                ck.Integer("kind", 0, 1, (), "pentagons only, or pentagons and hexagons in turn"),
            )
        ),
        tolerance=1e-12,
        reason="whole numbers",
        method="entropies of the bulk and of the rim in stabiliser tableaus",
        samples=30,
        examples=20,
    ),
    expected="corrected",
    fails_by="inward: right side 0 for -k + n",
    words="sentence",
    reading="A geodesic can be run backwards and loses nothing either way; the text says that this "
    "is what perfect-tensor networks and bidirectional codes aim at. Read for the map V of a "
    "perfect-tensor network from its bulk to its rim, which is tested both ways.",
    hypotheses=(beliefs.ONE_BULK_LEG,),
    amended=ck.Amended(
        latex=r"\ell_{out} = 0, \qquad \ell_{in} = n - k",
        links=amended,
        note="Outward the network is an isometry. Inward it loses $n-k$ qubits, 34 of 55 with two "
        "rings of pentagons: this is the redundancy that corrects erasures. Without loss both ways "
        "k would equal n, as for a geodesic, and nothing would be redundant. The bidirectional "
        "codes therefore give each tensor a larger bulk leg for the way in and keep to a subspace "
        "of it for the way out.",
    ),
    known=({"r": 0, "kind": 0},),
)
