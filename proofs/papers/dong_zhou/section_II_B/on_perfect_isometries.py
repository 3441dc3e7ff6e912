"""Section II.B: every balanced cut of a perfect tensor is an isometry."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.networks.stabilisers import perfect_ket
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.perfect_networks import WORDS, columns
from qmgr_sym.unevaluated import Rank

SQUEEZE, LEGS = sp.symbols(r"\mathrm{tr}\rho_A^2 |A|", positive=True)
GRAM = sp.Symbol(r"\Vert\,2^{3-|A|}\,T^\dagger_A T_A-1\,\Vert", nonnegative=True)
MOST = 3


def printed() -> list[ck.Link]:
    """As a map from any |A| <= 3 legs to the others T keeps lengths; the legs are fully mixed."""
    return [
        ck.Link("isometry", ck.equal(GRAM, 0)),
        ck.Link("purity", ck.equal(SQUEEZE, 2**-LEGS)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The stabiliser of a part holds 2^(|A| - S_A) words, and S_A is a rank over GF(2)."""
    yield ck.Step(
        "The reduced state is the sum of the stabiliser words that act on A alone, "
        "divided by $2^{|A|}$; their number is",
        sp.Integer(2) ** (LEGS - sp.Symbol("S_A")),
    )
    cuts = [legs for size in range(1, MOST + 1) for legs in combinations(range(6), size)]
    for sides in (5, 6):
        for legs in cuts:
            entropy = Rank(columns(WORDS[sides], legs), 2) - len(legs)
            # each word inside A besides the identity is one unit of T^+ T that is not the identity
            words = sp.Integer(2) ** (len(legs) - entropy)
            values = {SQUEEZE: words / 2 ** len(legs), GRAM: words - 1}
            for name in form:
                gap = form.gap(name).xreplace(values).xreplace({LEGS: sp.Integer(len(legs))})
                yield ck.Vanishes(name, gap, case={"|A|": len(legs), "sides": sides})
    yield ck.Step(
        "Only the identity acts on A alone, so that $T_A^\\dagger T_A$ is a multiple of "
        "it for every A of at most three legs.",
        words.doit(),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Amplitudes of both tensors as matrices from random sets of legs to the others."""
    found = []
    for kind, size in zip(sample["sides"].astype(int), sample["size"].astype(int), strict=True):
        legs = rng.permutation(6)
        ket = perfect_ket(int(kind)).reshape((2,) * 6).transpose(legs)
        matrix = ket.reshape(2**size, -1)
        rho = matrix @ matrix.conj().T
        gram = 2**size * rho - np.eye(2**size)
        found.append((np.trace(rho @ rho).real, np.abs(gram).max()))
    purity, gap = np.array(found).T
    return ck.Measurement({SQUEEZE: purity, GRAM: gap, LEGS: sample["size"]})


CLAIM = ck.Claim(
    key="dong_zhou:perfect-isometries",
    source=source("II.B"),
    kind="result",
    title="Every balanced cut of a perfect tensor is an isometry",
    latex=r"T_A^\dagger T_A \propto 1, \qquad \mathrm{tr}\,\rho_A^2 = 2^{-|A|} "
    r"\qquad (|A| \le 3)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("sides", 5, 6, (), "pentagon with a bulk leg, or hexagon"),
                ck.Integer("size", 1, MOST, (), "legs of A"),
            )
        ),
        tolerance=1e-12,
        reason="64 amplitudes to rounding",
        method="amplitudes of the six-qubit kets as matrices between random sets of legs",
        samples=120,
    ),
    expected="proved",
    words="sentence",
    reading="Information that runs along the network is kept whichever legs it enters by: the "
    "property that the perfect tensors of the holographic codes are designed for. Six qubits: the "
    "five-qubit code with its logical qubit, and the graph state of a triangular prism.",
    hypotheses=(beliefs.PERFECT_TENSOR_EXISTS,),
)
