"""Section III.C: the ten base generators are those of scaling and boosts."""

from __future__ import annotations

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.section_III_C import on_base_generators
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    BoundedGroups,
    RealRank,
    exact_matrix,
    exact_value,
    numeric_matrices,
)

GROWING = sp.Symbol("k_{grow}", nonnegative=True)
GROWING_CORRECTED = sp.Symbol("K_{grow}", nonnegative=True)
SCALING, TURNING = sp.symbols("K_{scale} K_{turn}", nonnegative=True)


def _links(growing: int) -> list[ck.Link]:
    return [
        ck.Link("as printed", ck.equal(GROWING, growing)),
        ck.Link("corrected list", ck.equal(GROWING_CORRECTED, growing)),
        ck.Link("scaling", ck.equal(SCALING, 1)),
    ]


def printed() -> list[ck.Link]:
    """All ten generate unbounded groups, one of them scaling."""
    return _links(10)


def amended() -> list[ck.Link]:
    """Seven do, one of them scaling; the others of the ten generate rotations."""
    rotations = ck.equal(TURNING, 10 - GROWING_CORRECTED)
    return [*_links(7), ck.Link("rotations", rotations)]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Bounded exactly if the minimal polynomial over Q has simple, imaginary roots."""
    lists = on_base_generators.PRINTED, on_base_generators.corrected()
    numbers = [len(ten) - exact_value(BoundedGroups(*ten)) for ten in lists]
    found = dict(zip((GROWING, GROWING_CORRECTED), numbers, strict=True))
    matrices = [exact_matrix(g) for g in lists[1]]
    found[SCALING] = sp.Integer(sum(m.trace() != 0 for m in matrices))
    # an anti-Hermitian matrix generates unitary ones, a rotation
    found[TURNING] = sp.Integer(sum(m + m.H == sp.zeros(4) for m in matrices))
    eigenvalues = [
        sp.Tuple(g, sp.Tuple(*sorted(exact_matrix(g).eigenvals(), key=sp.default_sort_key)))
        for g in lists[1]
    ]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Generators of the corrected list and their eigenvalues:", sp.Tuple(*eigenvalues)
            ),
            ck.Step(
                "How many of the groups are unbounded, as printed and as corrected:",
                sp.Tuple(*numbers),
            ),
            ck.Step(
                "Corrected generators with a trace, which scale the volume, and anti-Hermitian "
                "ones, which turn:",
                sp.Tuple(found[SCALING], found[TURNING]),
            ),
        ),
        obligations=tuple(
            ck.Vanishes(name, (form.lhs - form.rhs).subs(found)) for name, form in given.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Norms of the exponentials at growing times, from a random start along the group."""
    values = {}
    for ten, growing in (
        (on_base_generators.PRINTED, GROWING),
        (on_base_generators.corrected(), GROWING_CORRECTED),
    ):
        generators = numeric_matrices(RealRank(*ten))
        at = np.stack([expm(t * generators) for t in sample["time"]])
        norms = np.maximum(*(np.linalg.norm(m, axis=(2, 3)) for m in (at, np.linalg.inv(at))))
        values[growing] = (norms > 4.0).sum(axis=1).astype(float)
    # the last list is the corrected one: lengths after the same times, volumes after shorter ones
    brief = np.stack([expm(t / 20 * generators) for t in sample["time"]])
    volumes = np.abs(np.linalg.det(brief))
    values[SCALING] = (np.abs(np.log(volumes)) > 1e-6).sum(axis=1).astype(float)
    vectors = rng.normal(size=(len(at), 1, 4, 1))
    stretch = np.linalg.norm(at @ vectors, axis=(2, 3)) / np.linalg.norm(vectors, axis=(2, 3))
    values[TURNING] = (np.abs(stretch - 1) < 1e-9).sum(axis=1).astype(float)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:scaling-and-boosts",
    source=source("III.C"),
    kind="result",
    title="Scaling and boosts among the base generators",
    latex=r"\#\{G : \sup_t \|e^{tG}\| = \infty\} = 10",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("time", 4.0, 9.0),)),
        tolerance=1e-12,
        reason="counts are whole numbers; bounded groups have the norm 2, others above 50",
        method="norms of matrix exponentials in both directions of time",
        samples=8,
        examples=10,
    ),
    expected="corrected",
    reading="Scaling and boosts are read as generators whose one-parameter group is unbounded; a "
    "bounded group turns. Counted for the ten as printed and as corrected. Scaling is what "
    "changes volumes.",
    premises=("dong_zhou:base-generators",),
    amended=ck.Amended(
        latex=r"\#\{G : \sup_t \|e^{tG}\| = \infty\} = 7, \qquad \#\{\text{rotations}\} = 3, "
        r"\qquad \#\{\text{scaling}\} = 1",
        links=amended,
        note="The three generators with i are anti-Hermitian and turn: with the three rotations of "
        "the Lorentz group they make the six of SO(4), the compact part of GL(4,R).",
    ),
)
