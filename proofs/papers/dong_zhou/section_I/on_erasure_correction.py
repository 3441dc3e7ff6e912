"""Section I: holographic networks correct the erasure of legs of their rim."""

from __future__ import annotations

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
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import WORDS, word_rank

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


def rebuilt(kept: tuple[int, ...], leg: int) -> bool:
    """Whether an operator on ``leg`` of the tensor can be rebuilt on the legs ``kept``."""
    words = WORDS[5]
    alone = word_rank(words, kept) - len(kept)
    joined = word_rank(words, tuple(sorted((*kept, leg)))) - len(kept) - 1
    return joined == alone - 1


@cache
def failure(legs: tuple[int, ...], leg: int) -> sp.Expr:
    """Chance that ``leg`` is lost when each of ``legs`` is erased with chance p, others never."""
    total: sp.Expr = sp.S.Zero
    for size in range(len(legs) + 1):
        bad = sum(not rebuilt(kept, leg) for kept in combinations(legs, size))
        total += bad * (1 - P) ** size * P ** (len(legs) - size)
    return sp.expand(total)


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """All patterns of erasure of a tensor, by ranks; a ring hands on what each tensor rebuilds."""
    centre = failure((0, 1, 2, 3, 4), 5)
    ring = failure((1, 2, 3, 4), 0)
    values = {BARE: centre, RINGED: sp.expand(centre.subs(P, ring))}
    better = sp.factor(P - ring)
    return ck.Derivation(
        steps=(
            ck.Step("The central qubit is lost to one tensor with chance", centre),
            ck.Step(
                "The inward leg of a tensor of the ring, its bulk leg being out of reach:", ring
            ),
            ck.Step(
                "Three or more legs rebuild any other; two have no share in it. So the ring hands "
                "on erasures, each with this chance, and a ring helps where it is below p:",
                better,
            ),
            ck.Step(
                "A ring helps below its root $(5-\\sqrt{13})/6$:", sp.N((5 - sp.sqrt(13)) / 6, 4)
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, sp.expand((form.lhs - form.rhs).subs(values)))
            for name, form in given.items()
        ),
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
    reading="The text names the erasure code as the common idea of the networks, without a "
    "formula. Tested on the central qubit of the pentagon code: any two erasures are corrected by "
    "one tensor, any five with a ring around it. A ring helps where less than 0.232 of the legs "
    "are erased, and does harm above.",
    premises=("dong_zhou:perfect-isometries",),
    hypotheses=("legs are erased independently; no other bulk leg can be used",),
)
