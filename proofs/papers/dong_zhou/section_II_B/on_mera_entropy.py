"""Section II.B: entropies of a MERA are bounded by its minimal cuts, not equal to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.cuts import Network, minimal_cut
from numerics.networks.mera import mera_ket, mera_network, random_mera
from numerics.qubits.entanglement import reduced_state, von_neumann_entropy
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.clifford_mera import SITES, entropy_rank, regions
from proofs.papers.dong_zhou.shared.notation import source

ENTROPY, CUT = sp.symbols(r"S_A |\gamma_{A}|", nonnegative=True)
KINDS = 6  # random networks tried


def printed() -> list[ck.Link]:
    """Entropies are the cuts."""
    return [ck.Link("entropy", ck.equal(ENTROPY, CUT))]


def amended() -> list[ck.Link]:
    """Cuts bound the entropies."""
    return [ck.Link("entropy", ck.at_most(ENTROPY, CUT))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A MERA of Clifford gates: entropies by ranks over GF(2), cuts by maximal flow."""
    met = regions()
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            for (_, least), region in sorted(met.items()):
                values = {ENTROPY: entropy_rank(*region), CUT: sp.Integer(least)}
                yield ck.Vanishes(name, form.gap(name).xreplace(values), case={"sites": SITES})
        else:
            pairs = sp.Or(*(sp.And(ck.equal(ENTROPY, s), ck.equal(CUT, c)) for s, c in sorted(met)))
            yield ck.Entails(name, pairs, statement, case={"sites": SITES})
    yield ck.Step(
        "Entropy and cut of intervals in a MERA of Clifford gates on 16 sites:",
        sp.Tuple(*(sp.Tuple(*p) for p in sorted(met))),
    )


@cache
def _random(seed: int) -> tuple[np.ndarray, Network]:
    mera = random_mera(SITES, rng=np.random.default_rng(seed))
    return mera_ket(mera), mera_network(mera)


@cache
def _measured(seed: int, start: int, length: int) -> tuple[float, int]:
    psi, network = _random(seed)
    places = sorted((start + k) % SITES for k in range(length))
    entropy = float(von_neumann_entropy(reduced_state(psi, places)))
    return entropy, minimal_cut(network, network.interval(start, length)).value


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Random MERA contracted to kets, and the cuts of their networks."""
    names = ("seed", "start", "length")
    points = np.stack([sample[name].astype(int) for name in names], axis=-1)
    found = np.array([_measured(*map(int, point)) for point in points]).T
    return ck.Measurement({ENTROPY: found[0], CUT: found[1]})


CLAIM = ck.Claim(
    key="dong_zhou:mera-entropy",
    source=source("II.B"),
    kind="result",
    title="Entropies of a MERA and its minimal cuts",
    latex=r"S_A = |\gamma_A| \log_2 \chi, \quad \chi = 2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("seed", 0, KINDS - 1, (), "which random network"),
                ck.Integer("start", 0, SITES - 1, (), "where an interval of 16 sites begins"),
                ck.Integer("length", 1, SITES // 2, (), "its sites"),
            )
        ),
        tolerance=1e-10,
        reason="singular values to rounding, whole numbers",
        method="random MERA contracted to kets, cuts by maximal flow",
        samples=120,
        examples=60,
    ),
    expected="corrected",
    fails_by="Eq(S_A, |\\gamma_{A}|) for S_A <= |\\gamma_{A}|",
    words="sentence",
    reading="MERA is listed among the networks that support the Ryu-Takayanagi relation; read as "
    "an equality of entropy and smallest cut for the intervals of any MERA.",
    hypotheses=(beliefs.BINARY_MERA,),
    amended=ck.Amended(
        latex=r"S_A \le |\gamma_A| \log_2 \chi",
        links=amended,
        note="The tensors of a MERA are isometries one way only, so that the cut bounds the "
        "entropy but is not reached, except by intervals of a few sites.",
    ),
    known=({"seed": 0, "start": 0, "length": 8},),
)
