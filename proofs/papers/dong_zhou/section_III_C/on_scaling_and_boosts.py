"""Section III.C: the ten base generators are those of scaling and boosts."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    TEN,
    TEN_CORRECTED,
    BoundedGroup,
    exact_matrices,
    numeric_matrices,
)
from qmgr_sym.unevaluated import Rank

J = sp.Symbol("j", positive=True)
INDICES = range(1, len(TEN) + 1)
GROWS, GROWS_CORRECTED, SCALES, TURNS = sp.symbols("g_j G_j s_j r_j", nonnegative=True)


def printed() -> list[ck.Link]:
    """Every one of the ten generates an unbounded group, as printed and corrected."""
    return [
        ck.Link("as printed", ck.equal(GROWS, 1)),
        ck.Link("corrected list", ck.equal(GROWS_CORRECTED, 1)),
    ]


def amended() -> list[ck.Link]:
    """The first seven do, one of them scaling; the other three generate rotations."""

    def where(condition: sp.Basic, letter: sp.Symbol, value: int) -> sp.Basic:
        return sp.Implies(condition, ck.equal(letter, value), evaluate=False)

    return [
        ck.Link("as printed", where(J <= 7, GROWS, 1)),
        ck.Link("corrected list", where(J <= 7, GROWS_CORRECTED, 1)),
        ck.Link("bounded", where(J > 7, GROWS_CORRECTED, 0)),
        ck.Link("scaling", where(J < 2, SCALES, 1)),
        ck.Link("no scaling", where(J >= 2, SCALES, 0)),
        ck.Link("rotations", where(J > 7, TURNS, 1)),
        ck.Link("no rotations", where(J <= 7, TURNS, 0)),
    ]


@cache
def _values(j: int) -> dict[sp.Basic, sp.Expr]:
    given, right = exact_matrices(TEN[j - 1 : j] + TEN_CORRECTED[j - 1 : j])
    return {
        GROWS: 1 - BoundedGroup(given),
        GROWS_CORRECTED: 1 - BoundedGroup(right),
        SCALES: sp.Min(1, sp.Abs(sp.Trace(right))),
        TURNS: 1 - sp.Min(1, Rank(right + right.H)),  # anti-Hermitian: exp(tG) is unitary
        J: sp.Integer(j),
    }


@cache
def _known() -> sp.Basic:
    """What is found of each generator."""
    found = ({letter: value.doit() for letter, value in _values(j).items()} for j in INDICES)
    return sp.Or(*(sp.And(*(ck.equal(s, v) for s, v in one.items())) for one in found))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Minimal polynomials, traces and anti-Hermitian parts over Q, generator by generator."""
    yield ck.Step("What is found of the generators, one by one:", _known())
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            for j in INDICES:
                yield ck.Vanishes(name, form.gap(name).xreplace(_values(j)), case={"j": j})
        else:
            yield ck.Entails(name, _known(), statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Norms, volumes and lengths of vectors under the exponentials at growing times."""
    pick = sample["j"].astype(int) - 1
    values: dict[sp.Basic, np.ndarray] = {J: sample["j"]}
    for ten, letter in ((TEN, GROWS), (TEN_CORRECTED, GROWS_CORRECTED)):
        generators = numeric_matrices(ten)[pick]
        at = expm(sample["time"][:, None, None] * generators)
        norms = np.maximum(*(np.linalg.norm(m, axis=(1, 2)) for m in (at, np.linalg.inv(at))))
        values[letter] = (norms > 4.0).astype(float)
    volumes = np.abs(np.linalg.det(expm(sample["time"][:, None, None] / 20 * generators)))
    values[SCALES] = (np.abs(np.log(volumes)) > 1e-6).astype(float)
    vectors = rng.normal(size=(len(at), 4, 1))
    stretch = np.linalg.norm(at @ vectors, axis=(1, 2)) / np.linalg.norm(vectors, axis=(1, 2))
    values[TURNS] = (np.abs(stretch - 1) < 1e-9).astype(float)
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
        ck.Domain(
            (
                ck.Integer("j", 1, 10, (), "which generator"),
                ck.Real("time", 4.0, 9.0, (), "time along its group"),
            )
        ),
        tolerance=1e-12,
        reason="counts are whole numbers; bounded groups have the norm 2, others above 50",
        method="norms of matrix exponentials in both directions of time",
        samples=40,
        examples=20,
    ),
    expected="corrected",
    fails_by="as printed: holds where j <= 7; corrected list: holds where j <= 7",
    words="sentence",
    reading="Scaling and boosts are read as generators whose one-parameter group is unbounded; a "
    "bounded group turns. Counted for the ten as printed and as corrected. Scaling is what "
    "changes volumes. $g_j$, $G_j$ are 1 where generator j is unbounded, else 0.",
    amended=ck.Amended(
        latex=r"\#\{G : \sup_t \|e^{tG}\| = \infty\} = 7, \qquad \#\{\text{rotations}\} = 3, "
        r"\qquad \#\{\text{scaling}\} = 1",
        links=amended,
        note="The three generators with i are anti-Hermitian and turn: with the three rotations of "
        "the Lorentz group they make the six of SO(4), the compact part of GL(4,R).",
    ),
)
