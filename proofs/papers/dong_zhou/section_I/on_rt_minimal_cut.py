"""Sections I and II.B: entropy is the minimal cut in networks of perfect tensors."""

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
from proofs.papers.dong_zhou.shared.perfect_networks import (
    ONE,
    ONE_CUT,
    cut,
    entropy,
    entropy_rank,
)  # fmt: skip

MANY, MANY_CUT = sp.symbols(r"S_A |\gamma_{A}|", nonnegative=True)
RINGS, RIM, TURN = 2, 55, 11
STARTS = range(0, TURN, 2)


def printed() -> list[ck.Link]:
    """Entropy equals the minimal cut, for intervals and for any region."""
    return [
        ck.Link("intervals", ck.equal(ONE, ONE_CUT)),
        ck.Link("regions", ck.equal(MANY, MANY_CUT)),
    ]


def amended() -> list[ck.Link]:
    """Equality for intervals; for other regions the cut is an upper bound."""
    return [
        ck.Link("intervals", ck.equal(ONE, ONE_CUT)),
        ck.Link("regions", ck.at_most(MANY, MANY_CUT)),
    ]


def five_fold(start: int, length: int) -> list[int]:
    """Five intervals of equal length, a fifth of the rim apart."""
    return [(start + TURN * k + i) % RIM for k in range(5) for i in range(length)]


@cache
def regions() -> dict[str, dict[tuple[int, int], tuple[int, ...]]]:
    """A region for each pair of entropy and cut, among intervals and among five-fold regions."""
    one = [
        tuple((start + i) % RIM for i in range(length))
        for start in STARTS
        for length in range(1, RIM // 2 + 1, 2)
    ]
    many = [tuple(five_fold(start, length)) for start in range(TURN) for length in range(1, TURN)]
    return {
        name: {(entropy(RINGS, 5, region), cut(RINGS, 5, region)): region for region in kind}
        for name, kind in (("intervals", one), ("regions", many))
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The pentagon code of 21 tensors: ranks over GF(2) and cuts by maximal flow."""
    letters = {"intervals": (ONE, ONE_CUT), "regions": (MANY, MANY_CUT)}
    yield ck.Step(
        "Contracted generators form a space of dimension n over GF(2); the entropy of A "
        "is the rank of its columns, less $|A|$:",
        ck.equal(MANY, sp.Symbol(r"\operatorname{rank} G_A") - sp.Symbol("|A|")),
    )
    for name, statement in form.items():
        s, c = letters[name]
        met = regions()[name]
        if isinstance(statement, sp.Eq):
            for (_, least), region in sorted(met.items()):
                values = {s: entropy_rank(RINGS, 5, region), c: sp.Integer(least)}
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"tensors": 21})
        else:
            pairs = sp.Or(*(sp.And(ck.equal(s, a), ck.equal(c, b)) for a, b in sorted(met)))
            yield ck.Entails(name, pairs, statement, case={"tensors": 21})
    yield ck.Step(
        "Entropy and cut of five-fold regions where they differ:",
        sp.Tuple(*(sp.Tuple(*p) for p in sorted(regions()["regions"]) if p[0] != p[1])),
    )


@cache
def _code() -> tuple[Network, StabiliserState]:
    tiling = hyperbolic_tiling(RINGS)
    return code_network(tiling), network_state(tiling)


@cache
def _measured(positions: tuple[int, ...]) -> tuple[int, int]:
    network, state = _code()
    region = network.region(positions)
    return int(entropies(state, region)), minimal_cut(network, region).value


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A stabiliser tableau of the code, built by Bell measurements of all bonds."""
    rows = []
    for start, length, at, size in zip(
        *(sample[k].astype(int) for k in ("start", "length", "at", "size")), strict=True
    ):
        one = tuple(sorted((at + i) % RIM for i in range(size)))
        turned = (np.arange(length) + start + TURN * np.arange(5)[:, None]) % RIM
        fifths = tuple(np.sort(turned.ravel()).tolist())
        rows.append((*_measured(one), *_measured(fifths)))
    table = np.array(rows, dtype=float).T
    return ck.Measurement(dict(zip((ONE, ONE_CUT, MANY, MANY_CUT), table, strict=True)))


CLAIM = ck.Claim(
    key="dong_zhou:rt-minimal-cut",
    source=source("I"),
    kind="result",
    title="Entropy is the minimal cut in networks of perfect tensors",
    latex=r"S_A = |\gamma_A|",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("start", 0, TURN - 1, (), "where the first of five intervals begins"),
                ck.Integer("length", 1, TURN - 1, (), "legs of each of the five"),
                ck.Integer("at", 0, RIM - 1, (), "where a single interval begins"),
                ck.Integer("size", 1, RIM - 1, (), "legs of the single interval"),
            )
        ),
        tolerance=1e-12,
        reason="whole numbers",
        method="stabiliser tableau of the pentagon code of 21 tensors, cuts by maximal flow",
        samples=1200,
        examples=100,
    ),
    expected="corrected",
    fails_by="regions: Eq(S_A, |\\gamma_{A}|) for S_A <= |\\gamma_{A}|",
    words="sentence",
    reading="The designed networks are said to support the Ryu-Takayanagi relation, read without "
    "a restriction on A. Tested on the pentagon code with two rings, 55 legs on the rim and 21 in "
    "the bulk, each of them entangled with a reference outside A; $|\\gamma|$ counts the bonds and "
    "legs of the smallest cut, those of the bulk included.",
    hypotheses=(beliefs.PERFECT_TENSORS,),
    amended=ck.Amended(
        latex=r"S_{interval} = |\gamma_{interval}|, \qquad S_A \le |\gamma_A|",
        links=amended,
        note="For a single interval greedy absorption of tensors from both sides ends at the same "
        "cut. For five intervals of ten legs it leaves a core of tensors between the two, and the "
        "entropy is 24 instead of 26. No region exceeds its cut.",
    ),
    known=({"start": 6, "length": 10, "at": 0, "size": 1},),
)
