"""Section III.C: the ten base generators are those of scaling and boosts."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from scipy.linalg import expm

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    TEN,
    BoundedGroup,
    exact_matrices,
    numeric_matrices,
)
from qmgr_sym.unevaluated import Rank

J = sp.Symbol("j", positive=True)
INDICES = range(1, len(TEN) + 1)
GROWS, SCALES, BOOSTS, TURNS = sp.symbols("g_j s_j b_j r_j", nonnegative=True)
TURNING_SCALES, TURNING_BOOSTS = sp.symbols("s'_j b'_j", nonnegative=True)


def printed() -> list[ck.Link]:
    """Every one of the ten scales or boosts, with either kind of group elements."""
    return [
        ck.Link("exp(theta G)", ck.equal(SCALES + BOOSTS, 1)),
        ck.Link("exp(-i theta G)", ck.equal(TURNING_SCALES + TURNING_BOOSTS, 1)),
    ]


def amended() -> list[ck.Link]:
    """One scales, three boost, three squeeze and three turn; with -i only three boost."""

    def where(name: str, condition: sp.Basic, *pairs: tuple[sp.Symbol, int]) -> list[ck.Link]:
        return [
            ck.Link(
                f"{name}: {letter}",
                sp.Implies(condition, ck.equal(letter, value), evaluate=False),
            )
            for letter, value in pairs
        ]

    return [
        *where("II", J < 2, (SCALES, 1), (GROWS, 1), (BOOSTS, 0), (TURNS, 0)),
        *where(
            "XX, YY, ZZ", sp.And(J >= 2, J <= 4), (SCALES, 0), (GROWS, 1), (BOOSTS, 0), (TURNS, 0)
        ),
        *where(
            "next three", sp.And(J >= 5, J <= 7), (SCALES, 0), (GROWS, 1), (BOOSTS, 1), (TURNS, 0)
        ),
        *where("with i", J > 7, (SCALES, 0), (GROWS, 0), (BOOSTS, 0), (TURNS, 1)),
        *where("with i, exp(-i theta G)", J > 7, (TURNING_SCALES, 0), (TURNING_BOOSTS, 1)),
        *where("no i, exp(-i theta G)", J <= 7, (TURNING_SCALES, 0), (TURNING_BOOSTS, 0)),
    ]


def _kinds(matrix: sp.ImmutableMatrix) -> tuple[sp.Expr, ...]:
    """1 or 0: unbounded group, change of volumes, boost of a plane, turn of lengths."""
    grows = 1 - BoundedGroup(matrix)
    traceless = 1 - sp.Min(1, sp.Abs(sp.Trace(matrix)))
    plane = 1 - sp.Min(1, sp.Abs(Rank(matrix) - 2))
    return (
        grows,
        sp.Min(1, sp.Abs(sp.re(sp.Trace(matrix)))),
        grows * traceless * plane,
        1 - sp.Min(1, Rank(matrix + matrix.H)),  # anti-Hermitian: exp(tG) is unitary
    )


@cache
def _values(j: int) -> dict[sp.Basic, sp.Expr]:
    given, turning = (exact_matrices(TEN[j - 1 : j], factor)[0] for factor in (1, -1j))
    letters = (GROWS, SCALES, BOOSTS, TURNS)
    _, scales, boosts, _ = _kinds(turning)
    return {
        **dict(zip(letters, _kinds(given), strict=True)),
        TURNING_SCALES: scales,
        TURNING_BOOSTS: boosts,
        J: sp.Integer(j),
    }


@cache
def _known() -> sp.Basic:
    """What is found of each generator."""
    found = ({letter: value.doit() for letter, value in _values(j).items()} for j in INDICES)
    return sp.Or(*(sp.And(*(ck.equal(s, v) for s, v in one.items())) for one in found))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Minimal polynomials, ranks, traces and anti-Hermitian parts over Q, one by one."""
    yield ck.Step("What is found of the generators, one by one:", _known())
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            for j in INDICES:
                yield ck.Vanishes(name, form.gap(name).xreplace(_values(j)), case={"j": j})
        else:
            yield ck.Entails(name, _known(), statement)


def _measured(generators: np.ndarray, time: np.ndarray, rng: Generator) -> tuple[np.ndarray, ...]:
    """Growth, volumes, stretched and fixed directions of the exponentials, as 1 or 0."""
    at = expm(time[:, None, None] * generators)
    norms = [np.linalg.norm(m, axis=(1, 2)) for m in (at, np.linalg.inv(at))]
    grows = np.maximum(*norms) > 4.0
    volumes = np.abs(np.linalg.det(expm(time[:, None, None] / 20 * generators)))
    scales = np.abs(np.log(volumes)) > 1e-6
    sizes = np.linalg.svd(at, compute_uv=False)  # a boost: one grows, one shrinks, two stay
    kept = np.abs(np.log(sizes)) < 1e-6
    boosts = (kept == [False, True, True, False]).all(axis=1)
    vectors = rng.normal(size=(len(at), 4, 1))
    stretch = np.linalg.norm(at @ vectors, axis=(1, 2)) / np.linalg.norm(vectors, axis=(1, 2))
    return grows, scales, boosts, np.abs(stretch - 1) < 1e-9


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Norms, volumes, singular values and lengths of vectors under the exponentials."""
    pick = sample["j"].astype(int) - 1
    given = _measured(numeric_matrices(TEN)[pick], sample["time"], rng)
    _, scales, boosts, _ = _measured(numeric_matrices(TEN, -1j)[pick], sample["time"], rng)
    letters = (GROWS, SCALES, BOOSTS, TURNS, TURNING_SCALES, TURNING_BOOSTS)
    found = (x.astype(float) for x in (*given, scales, boosts))
    return ck.Measurement({J: sample["j"], **dict(zip(letters, found, strict=True))})


CLAIM = ck.Claim(
    key="dong_zhou:scaling-and-boosts",
    source=source("III.C"),
    kind="result",
    title="Scaling and boosts among the base generators",
    latex=r"\#\{\text{scaling}\} + \#\{\text{boosts}\} = 10",
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
    fails_by="exp(theta G): Eq(b_j + s_j, 1) fails; exp(-i theta G): Eq(b'_j + s'_j, 1) fails",
    words="sentence",
    reading="A boost of four dimensions stretches one direction, shrinks another and leaves a "
    "plane fixed, as those of a Lorentz group do: its generator has the eigenvalues "
    "$\\pm\\lambda,0,0$ with real $\\lambda$. Scaling changes volumes. An unbounded group "
    "($g_j=1$) need not be a boost: XX stretches two directions and shrinks two, a squeeze. "
    "$s_j$, $b_j$, $r_j$ are 1 where generator j scales, boosts or turns with $e^{tG}$, else 0; a "
    "prime stands for $e^{-itG}$. The ten are taken as printed.",
    hypotheses=(beliefs.REAL_COEFFICIENTS,),
    amended=ck.Amended(
        latex=r"e^{tG}:\ 1\ \text{scaling},\ 3\ \text{squeezes},\ 3\ \text{boosts},\ "
        r"3\ \text{rotations}; \qquad e^{-itG}:\ \text{no scaling},\ 3\ \text{boosts}",
        links=amended,
        note="With $e^{tG}$ four of the ten are what the text says: II scales, and the three "
        "without i after ZZ boost. XX, YY and ZZ are squeezes of two planes, and lie in no Lorentz "
        "algebra; the three with i turn: with the three rotations of the Lorentz group they make "
        "the six of SO(4). With $e^{-itG}$ only the three with i boost, and II is a phase.",
    ),
)
