"""Section II.A: whether most planes of Nielsen's metric have negative sectional curvature."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients, support_cost
from numerics.nielsen.curvature import random_planes, sectional_curvature
from numerics.qubits.pauli import weight
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import plane_counts, plane_curvature, strings, support

SIZES = (3, 4)
N, NEGATIVE, POSITIVE = sp.symbols("n N^- N^+", positive=True)
excess = sp.Symbol("p", nonnegative=True)


def printed() -> list[ck.Link]:
    """More planes of two Pauli strings are negative than positive."""
    return [ck.Link("signs", ck.greater(NEGATIVE, POSITIVE))]


def amended() -> list[ck.Link]:
    """27 n (n-1) (n-2) are negative: two-body strings with one qubit in common; others are not."""
    negative = 27 * N * (N - 1) * (N - 2)
    return [
        ck.Link(
            "signs",
            sp.And(
                ck.equal(NEGATIVE, negative),
                ck.equal(POSITIVE, 4**N * (4**N - 1) / 4 - negative),
            ),
        )
    ]


def _sign(curvature: sp.Expr) -> int:
    """The sign for all p >= 0, where all coefficients of the numerator agree in it."""
    numerator, denominator = sp.fraction(sp.cancel(curvature))
    found = {
        sp.sign(c) for part in (numerator, denominator) for c in sp.Poly(part, excess).coeffs()
    }
    if found == {1}:
        return 1
    if {sp.sign(c) for c in sp.Poly(numerator, excess).coeffs()} == {-1}:
        return -1
    raise ValueError(f"sign of {curvature} must be the same for all p, but may not be")


@cache
def _counted(n: int) -> tuple[tuple[sp.Expr, ...], dict[int, int]]:
    """The curvatures that occur on n qubits, q = 2 + p, and how many planes have either sign."""
    cost = {s: excess + 2 if len(support(s)) > 2 else sp.S.One for s in strings(n)}
    signs, kinds = {1: 0, -1: 0}, set()
    for costs, number in plane_counts(cost).items():
        curvature = sp.factor(plane_curvature(*costs))
        kinds.add(curvature)
        signs[_sign(curvature)] += number
    return tuple(sorted(kinds, key=sp.default_sort_key)), signs


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Milnor's formula for every plane, penalty q = 2 + p with p >= 0."""
    for n in SIZES:
        kinds, signs = _counted(n)
        yield ck.Step(
            f"Curvatures that occur on {n} qubits, with $q=2+p$; planes of commuting strings "
            "are flat:",
            sp.Tuple(*kinds),
        )
        known = sp.And(ck.equal(NEGATIVE, signs[-1]), ck.equal(POSITIVE, signs[1]))
        yield ck.Step("Planes of each sign:", known)
        yield ck.Entails("signs", known, form["signs"].subs(N, n), case={"n": n})


def measured_planes(qubits: int, penalty: float) -> tuple[float, float]:
    """Negative and positive coordinate planes, by one string of each weight and all others."""
    cost, every, table = (
        support_cost(qubits, (1.0, 1.0, penalty)),
        np.arange(1, 4**qubits),
        np.eye(4**qubits),
    )
    counts = np.zeros(2)
    for k in range(1, qubits + 1):
        same = every[weight(every, qubits) == k]
        others = from_coefficients(table[np.delete(every, same[0] - 1)])
        x = np.broadcast_to(from_coefficients(table[same[0]]), others.shape)
        curvature = sectional_curvature(x, others, cost)
        small = 1e-9 * penalty
        counts += same.size / 2 * np.array([(curvature < -small).sum(), (curvature > small).sum()])
    return float(counts[0]), float(counts[1])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Signs of curvatures by Arnold's formula; random planes beside them."""
    sizes = sample["n"].astype(int)
    found = np.array([measured_planes(n, q) for n, q in zip(sizes, sample["q"], strict=True)])
    values = {N: sample["n"], NEGATIVE: found[:, 0], POSITIVE: found[:, 1]}
    if len(sizes) == 1:
        return ck.Measurement(values)
    shares = []
    for n in SIZES:
        cost = support_cost(n, (1.0, 1.0, 4.0**n))
        x, y = random_planes(n, cost, 400, rng=rng)
        shares.append(f"{(sectional_curvature(x, y, cost) < 0).mean():.0%} on {n} qubits")
    return ck.Measurement(values, note=f"of random planes at q = 4^n negative: {', '.join(shares)}")


CLAIM = ck.Claim(
    key="dong_zhou:curvature-of-planes",
    source=source("II.A"),
    kind="result",
    title="Sectional curvature of the planes of Pauli strings",
    latex=r"\#\{(a,b): K(a,b) < 0\} > \#\{(a,b): K(a,b) > 0\}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("n", 3, 4, meaning="qubits"),
                ck.Integer("q", 2, 256, meaning="cost of three and more qubits"),
            )
        ),
        tolerance=1e-9,
        reason="whole numbers",
        method="signs of sectional curvatures from matrices, by Arnold's formula",
        samples=6,
        examples=10,
    ),
    expected="corrected",
    fails_by="N^- > N^+ for Eq(N^-, 27*n*(n - 2)*(n - 1)) & Eq(N^+, 4**n*(4**n - 1)/4 - 27*n*(n - "
    "2)*(n - 1))",
    words="sentence",
    reading="Almost negative is read here as: of the planes that two Pauli strings span, more have "
    "negative than positive curvature. The flat planes of commuting strings are not counted.",
    hypotheses=(beliefs.TWO_BODY_COST,),
    amended=ck.Amended(
        latex=r"\#\{K<0\} = 27\,n(n-1)(n-2), \qquad "
        r"\#\{K>0\} = 4^{n-1}(4^n-1) - 27\,n(n-1)(n-2) \quad (n=3,4)",
        links=amended,
        note="Negative are only the planes of two-body strings that share one qubit and do not "
        "commute there, with $K=4-3q$. They are few but strong, so that the scalar curvature and "
        "the curvature of most random planes are negative.",
    ),
)
