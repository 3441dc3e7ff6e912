"""Section II.A: the scalar curvature of Nielsen's metric is negative at a large penalty."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.nielsen.cost import from_coefficients, support_cost
from numerics.nielsen.curvature import sectional_curvature
from numerics.qubits.pauli import weight
from proofs.papers.dong_zhou.shared.notation import source
from qmgr_sym.algebra.euler_arnold import scalar_curvature, strings, support

q = sp.Symbol("q", positive=True)
SCALAR = {n: sp.Symbol(f"R_{n}", real=True) for n in (3, 4)}


VALUES = {
    3: -18 * (18 * q - 91 - 48 / q + 9 / q**2),
    4: -48 * (27 * q - 122 - 693 / q + 108 / q**2),
}


def printed() -> list[ck.Link]:
    """R_n on three and four qubits, and that it is negative from the penalty q = 4^n on."""
    values = [ck.Link(f"{n} qubits", ck.equal(SCALAR[n], VALUES[n])) for n in SCALAR]
    signs = {n: sp.Implies(q >= 4**n, SCALAR[n] < 0, evaluate=False) for n in SCALAR}
    return [*values, *(ck.Link(f"sign on {n} qubits", sign) for n, sign in signs.items())]


@cache
def curvature_of(qubits: int) -> sp.Expr:
    """Scalar curvature with cost 1 for one and two qubits and q for more, exact in q."""
    cost = {s: q if len(support(s)) > 2 else sp.S.One for s in strings(qubits)}
    return sp.factor(scalar_curvature(cost))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Rational functions of q, from the structure constants of all Pauli strings."""
    found = {n: curvature_of(n) for n in SCALAR}
    for n, scalar in found.items():
        yield ck.Step(f"On {n} qubits:", ck.equal(SCALAR[n], scalar))
        yield ck.Step(
            "At equal costs it is $(4^n-1)4^n/2$, that of the bi-invariant metric; its only "
            "root above 1, where the sign changes, is",
            sp.Tuple(scalar.subs(q, 1), max(sp.Poly(sp.numer(scalar), q).nroots(n=12), key=sp.re)),
        )
        yield ck.shows(f"{n} qubits", form.of(SCALAR[n], f"{n} qubits"), scalar)
        given = ck.equal(SCALAR[n], scalar)
        yield ck.Entails(f"sign on {n} qubits", given, form[f"sign on {n} qubits"])


@cache
def measured_scalar(qubits: int, penalty: float) -> float:
    """The sum of sectional curvatures of one orbit of planes each, by Arnold's formula.

    Strings related by permuting qubits or letters have the same curvatures, so that the Ricci
    curvature is needed for one string of each weight.
    """
    cost = support_cost(qubits, (1.0, 1.0, penalty))
    total, every = 0.0, np.arange(1, 4**qubits)
    for k in range(1, qubits + 1):
        same = every[weight(every, qubits) == k]
        others = np.delete(every, same[0] - 1)
        table = np.eye(4**qubits)
        x, y = from_coefficients(table[same[:1]]), from_coefficients(table[others])
        total += same.size * sectional_curvature(np.broadcast_to(x, y.shape), y, cost).sum()
    return float(total)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Curvatures of all coordinate planes through one string of each weight."""
    penalties = sample["q"]
    values = {q: penalties}
    values |= {SCALAR[n]: np.array([measured_scalar(n, p) for p in penalties]) for n in SCALAR}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:curvature-negative",
    source=source("II.A"),
    kind="result",
    title="Negative scalar curvature of Nielsen's metric",
    latex=r"R_n(q) < 0 \quad (q \ge 4^n,\ n = 3, 4), \qquad "
    r"R_3 = -18\left(18 q - 91 - \frac{48}{q} + \frac{9}{q^2}\right), \quad "
    r"R_4 = -48\left(27 q - 122 - \frac{693}{q} + \frac{108}{q^2}\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("q", 1.0, 300.0),)),
        tolerance=1e-9,
        reason="sums of a thousand curvatures in float64",
        method="sectional curvatures by Arnold's formula from matrices, summed",
        samples=16,
    ),
    expected="proved",
    reading="The almost negative curvature of Nielsen's work is read here as that of the scalar "
    "curvature for a large penalty q of three and more qubits; Nielsen takes q of the order of "
    "$4^n$. What planes do is another claim.",
    hypotheses=(
        "one and two qubits cost 1, three and more cost q",
        "the metric is right-invariant; curvature of SU(2) with equal costs is 1",
    ),
)
