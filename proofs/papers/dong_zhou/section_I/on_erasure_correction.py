"""Section I: holographic networks correct the erasure of legs of their rim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from math import comb

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import Network, code_network
from numerics.networks.stabilisers import StabiliserState, entropies, network_state
from numerics.networks.tiling import hyperbolic_tiling
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import WORDS, columns
from qmgr_sym.unevaluated import Rank

P = sp.Symbol("p", positive=True)
BARE, RINGED = sp.symbols("F_0 F_1", positive=True)
RING = 6 * P**2 - 8 * P**3 + 3 * P**4  # a tensor of the ring cannot hand on what it holds


def printed() -> list[ck.Link]:
    """Chance to lose the central qubit when each leg is erased with chance p."""
    q = sp.Symbol("q")
    lost = 10 * q**3 - 15 * q**4 + 6 * q**5
    return [
        ck.Link("one tensor", ck.equal(BARE, lost.subs(q, P))),
        ck.Link("one ring", ck.equal(RINGED, lost.subs(q, RING))),
    ]


def shared(kept: tuple[int, ...], leg: int) -> sp.Expr:
    """1 where an operator on ``leg`` can be rebuilt on the legs ``kept``, else 0 or -1, as ranks.

    The entropy of a set of legs is the rank of their columns over GF(2), less their number; ``leg``
    can be rebuilt where it lowers the entropy by one.
    """
    both = tuple(sorted((*kept, leg)))
    alone = Rank(columns(WORDS[5], kept), 2) if kept else sp.S.Zero
    return alone - len(kept) - (Rank(columns(WORDS[5], both), 2) - len(both))


@cache
def failure(legs: tuple[int, ...], leg: int) -> sp.Expr:
    """Chance that ``leg`` is lost when each of ``legs`` is erased with chance p, others never."""
    total = []
    for size in range(len(legs) + 1):
        lost = sum(int(shared(kept, leg).doit()) < 1 for kept in combinations(legs, size))
        total.append(lost * (1 - P) ** size * P ** (len(legs) - size))
    return sp.Add(*total)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """All patterns of erasure of a tensor, by ranks; a ring hands on what each tensor rebuilds."""
    centre = failure((0, 1, 2, 3, 4), 5)
    ring = failure((1, 2, 3, 4), 0)
    values = {BARE: centre, RINGED: centre.subs(P, ring)}
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(values))
    pairs = (("one tensor", (0, 1, 2, 3, 4), 5), ("one ring", (1, 2, 3, 4), 0))
    for name, legs, leg in pairs:  # so many legs rebuild it, fewer have no share
        some, other = legs[:3], legs[:2]
        yield ck.shows(name, shared(some, leg), sp.S.One)
        yield ck.shows(name, shared(other, leg), -sp.S.One)
    yield ck.Step("The central qubit is lost to one tensor with chance", sp.expand(centre.doit()))
    yield ck.Step(
        "The inward leg of a tensor of the ring, its bulk leg being out of reach:",
        sp.expand(ring.doit()),
    )
    yield ck.Step(
        "Three or more legs rebuild any other; two have no share in it. So a ring hands "
        "on erasures, each with this chance, and a ring helps below the root "
        "$(5-\\sqrt{13})/6$:",
        sp.N((5 - sp.sqrt(13)) / 6, 4),
    )


@cache
def _lost(rings: int, erased: tuple[int, ...]) -> bool:
    """Whether the centre is lost when so many legs of each tensor of the rim are erased."""
    network, state = _code(rings)
    outer = network.legs[: network.rim]
    groups = [np.flatnonzero(outer == tile) for tile in np.unique(outer)]
    rng = np.random.default_rng(list(erased))
    gone = [g for legs, k in zip(groups, erased, strict=True) for g in rng.permutation(legs)[:k]]
    kept = network.region(np.setdiff1d(np.arange(network.rim), gone))
    both = kept | network.region([network.rim])
    alone, joined = entropies(state, [kept, both])
    return bool(joined != alone - 1)


@cache
def _code(rings: int) -> tuple[Network, StabiliserState]:
    tiling = hyperbolic_tiling(rings)
    return code_network(tiling), network_state(tiling)


@cache
def _spectrum(rings: int) -> np.ndarray:
    """Number of patterns that lose the centre, by their number of erased legs."""
    tensors, legs = (1, 5) if rings == 0 else (5, 4)
    counts = np.zeros(tensors * legs + 1)
    for erased in product(range(legs + 1), repeat=tensors):
        turns = [erased[i:] + erased[:i] for i in range(tensors)]
        if _lost(rings, min(turns)):
            counts[sum(erased)] += np.prod([comb(legs, k) for k in erased], dtype=float)
    return counts


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Whole codes in a stabiliser tableau; random legs for each number of erasures per tensor."""
    p = sample["p"]
    found = []
    for rings in (0, 1):
        counts = _spectrum(rings)
        k = np.arange(len(counts))
        found.append((counts * p[:, None] ** k * (1 - p[:, None]) ** k[::-1]).sum(-1))
    return ck.Measurement({BARE: found[0], RINGED: found[1], P: p})


CLAIM = ck.Claim(
    key="dong_zhou:erasure-correction",
    source=source("I"),
    kind="result",
    title="Holographic codes correct erasures, the better the more rings",
    latex=r"F_0 = 10p^3-15p^4+6p^5, \qquad F_1 = F_0(6p^2-8p^3+3p^4) = O(p^6)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("p", 0.05, 0.6, (), "chance of each leg of the rim to be erased"),)),
        tolerance=1e-10,
        reason="sums of a million patterns to rounding",
        method="weights of uncorrectable patterns of the whole code in a stabiliser tableau",
        samples=60,
        examples=60,
    ),
    expected="proved",
    words="sentence",
    reading="The text names the erasure code as the common idea of the networks, without a "
    "formula. Tested on the central qubit of the pentagon code: any two erasures are corrected by "
    "one tensor, any five with a ring around it. A ring helps where less than 0.232 of the legs "
    "are erased, and does harm above.",
    hypotheses=(beliefs.INDEPENDENT_ERASURE, beliefs.PERFECT_TENSORS),
)
