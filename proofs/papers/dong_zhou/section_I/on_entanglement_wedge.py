"""Section I: bulk operators in the entanglement wedge of a region can be rebuilt on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import Network, code_network, minimal_cut
from numerics.networks.stabilisers import StabiliserState, entropies, network_state
from numerics.networks.tiling import hyperbolic_tiling
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import ONE, ONE_CUT

ALONE, WITH = sp.symbols(r"S_A S_{Ab}", nonnegative=True)
REST, REST_WITH = sp.symbols(r"S_{\bar{A}} S_{\bar{A}b}", nonnegative=True)
CUT, CUT_WITH = sp.symbols(r"|\gamma_{A}| |\gamma_{Ab}|", nonnegative=True)
CODES = ((5, 5), (5, 6))
RINGS = 2


def printed() -> list[ck.Link]:
    """The qubit b shares two bits with A and none with the legs outside A."""
    return [
        ck.Link("rebuilt", ck.equal(WITH, ALONE - 1)),
        ck.Link("hidden", ck.equal(REST_WITH, REST + 1)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """From the minimal cut to the wedge, for any network in which S_A is the minimal cut."""
    bounds = sp.And(WITH <= ALONE + 1, WITH >= ALONE - 1)
    cuts = premises["rt-minimal-cut"]
    own = cuts.of(ONE, "intervals").subs(ONE_CUT, CUT)
    minimal = sp.And(ck.equal(ALONE, own), WITH <= CUT_WITH)
    wedge = ck.equal(CUT_WITH, CUT - 1)
    pure = sp.And(ck.equal(REST, WITH), ck.equal(REST_WITH, ALONE))
    yield ck.Step(
        "The leg b is maximally entangled with the other legs, $S_b=1$, and the triangle "
        "inequality holds:",
        bounds,
    )
    yield ck.Step(
        "The entropy of A is its minimal cut, and that of A with b at most its cut:", minimal
    )
    yield ck.Step(
        "The tensor of b is on A's side of the cut, so that b is cut off; joined to A it "
        "no longer is:",
        wedge,
    )
    yield ck.Step("A, b and all other legs hold a pure state:", pure)
    for name, statement in form.items():
        yield ck.Entails(name, sp.And(bounds, minimal, wedge, pure), statement)


@cache
def _code(kind: int) -> tuple[Network, StabiliserState]:
    tiling = hyperbolic_tiling(RINGS, CODES[kind])
    return code_network(tiling), network_state(tiling)


@cache
def _measured(kind: int, at: int, size: int, pick: int) -> tuple[int, ...]:
    """Entropies for an interval and one bulk leg in its wedge."""
    network, state = _code(kind)
    region = network.interval(at % network.rim, size)
    inside = minimal_cut(network, region).inside
    legs = [leg for leg in range(network.rim, len(network.legs)) if inside[network.legs[leg]]]
    leg = network.region([legs[pick % len(legs)]])
    rest = ~(region | leg)
    return tuple(int(v) for v in entropies(state, [region, region | leg, rest, rest | leg]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Stabiliser tableaus of two codes; wedges by maximal flow."""
    names = ("kind", "at", "size", "pick")
    points = np.stack([sample[name].astype(int) for name in names], axis=-1)
    table = np.array([_measured(*map(int, point)) for point in points], dtype=float).T
    return ck.Measurement(dict(zip((ALONE, WITH, REST, REST_WITH), table, strict=True)))


CLAIM = ck.Claim(
    key="dong_zhou:entanglement-wedge",
    source=source("I"),
    kind="result",
    title="Bulk operators in the entanglement wedge are rebuilt on its region",
    latex=r"b \in W(A) \;\Rightarrow\; S_{Ab} = S_A - 1, \quad I(b:\bar A) = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("kind", 0, 1, (), "pentagons only, or pentagons and hexagons in turn"),
                ck.Integer("at", 0, 54, (), "where the interval A begins"),
                ck.Integer("size", 10, 45, (), "legs of A"),
                ck.Integer("pick", 0, 20, (), "which bulk leg of the wedge"),
            )
        ),
        tolerance=1e-12,
        reason="whole numbers",
        method="stabiliser tableaus of codes with 21 bulk legs, wedges by maximal flow",
        samples=300,
        examples=60,
    ),
    expected="proved",
    words="sentence",
    reading="An operator on the bulk leg b can be rebuilt on A exactly where b is independent of "
    "all other legs, those of the bulk included; this is protection against the erasure of the "
    "legs outside A. W(A) is the side of the minimal cut that is closest to A.",
    premises=("dong_zhou:rt-minimal-cut",),
    hypotheses=(beliefs.CUT_IS_ENTROPY,),
)
