"""Section III.C: six generators of local operations on two qubits, for boosts and rotations."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    SIX,
    SIX_CORRECTED,
    KillingSquare,
    LorentzForms,
    exact_matrices,
    measured_dimension,
    measured_forms,
    measured_killing,
    numeric_matrices,
)
from qmgr_sym.unevaluated import Commutator, LieDimension

X = sp.symbols("x_1:7", real=True)
LISTS = {"": SIX, "'": SIX_CORRECTED}
DIMENSION, KILLING, FORMS = (
    {mark: sp.Symbol(letter + mark, real=True) for mark in LISTS} for letter in "dBf"
)


def _links(mark: str) -> list[ck.Link]:
    turns, boosts = sp.Add(*(x**2 for x in X[3:])), sp.Add(*(x**2 for x in X[:3]))
    return [
        ck.Link("dimension", ck.equal(DIMENSION[mark], 6)),
        ck.Link("Killing form", ck.equal(KILLING[mark], 16 * boosts - 16 * turns)),
        ck.Link("four-vectors", ck.equal(FORMS[mark], 1)),
    ]


def printed() -> list[ck.Link]:
    """The six as printed."""
    return _links("")


def amended() -> list[ck.Link]:
    """The six with two coefficients changed."""
    return _links("'")


@cache
def _values() -> dict[sp.Basic, sp.Expr]:
    values: dict[sp.Basic, sp.Expr] = {}
    for mark, six in LISTS.items():
        generators = exact_matrices(six)
        values[DIMENSION[mark]] = LieDimension(generators)
        values[KILLING[mark]] = KillingSquare(generators, X)
        values[FORMS[mark]] = LorentzForms(generators)
    return values


@cache
def _shown() -> tuple[ck.Step, ...]:
    boost, turn = exact_matrices(SIX[:2])
    return (
        ck.Step(
            "Dimension of what the six generate, $\\operatorname{tr}(\\mathrm{ad}X)^2$ for "
            "$X=\\sum_kx_kG_k$ and invariant forms of signature (3,1), as printed and corrected:",
            sp.Tuple(*(ck.equal(s, sp.expand(v.doit())) for s, v in _values().items())),
        ),
        ck.Step("Commutator of the first two:", Commutator(boost, turn).doit()),
    )


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Closure, Killing form and invariant forms over Q, of both lists."""
    yield from _shown()
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(_values()))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Generators carried along by random elements of their group; singular values."""
    values: dict[sp.Basic, np.ndarray] = {x: sample["x"][:, k] for k, x in enumerate(X)}
    for mark, six in LISTS.items():
        generators = numeric_matrices(six)
        rows = [
            (
                measured_dimension(generators, size, rng),
                measured_killing(generators, x, size, rng),
                measured_forms(generators, size, rng),
            )
            for size, x in zip(sample["size"], sample["x"], strict=True)
        ]
        table = np.array(rows, dtype=float).T
        letters = (DIMENSION[mark], KILLING[mark], FORMS[mark])
        values |= dict(zip(letters, table, strict=True))
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:lorentz-generators",
    source=source("III.C"),
    kind="result",
    title="Lorentz group from six local generators on two qubits",
    latex=r"IX - XI,\; IY + YI,\; IZ,\; i(IX + XI,\; i(IY - YI),\; i(IZ + ZI)"
    r"\quad\text{generate}\quad SO(3,1)\ \text{in}\ (1/2, 1/2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("size", 0.3, 0.6, meaning="size of the random angles"),
                ck.Real("x", 0.5, 1.0, (6,), "coefficients of X"),
            )
        ),
        tolerance=1e-9,
        reason="the quantities are whole numbers; singular values of zero lie 1e4 below the bound",
        method="ranks of the generators carried along by random elements of their group",
        samples=3,
        examples=4,
    ),
    expected="corrected",
    fails_by="dimension: Eq(d, 6) for Eq(d', 6); Killing form: Eq(B, 16*x_1**2 + 16*x_2**2 + "
    "16*x_3**2 - 16*x_4**2 - 16*x_5**2 - 16*x_6**2) for Eq(B', 16*x_1**2 + 16*x_2**2 +... "
    "[16e62a67]",
    words="formula",
    reading="Group elements are $e^{\\theta G}$ with real $\\theta$, so that generators with i "
    "turn and those without boost. Generating the group in this representation is read as: a real "
    "Lie algebra of dimension 6, a Killing form $B=\\operatorname{tr}(\\mathrm{ad}X)^2$ that is "
    "positive for the first three and negative for the last, and one invariant Hermitian form, of "
    "signature (3,1). A bracket is missing after XI in print, and IZ stands alone.",
    hypotheses=(beliefs.REAL_COEFFICIENTS,),
    amended=ck.Amended(
        latex=r"IX - XI,\; IY + YI,\; IZ + ZI,\; i(IX + XI),\; i(IY - YI),\; i(IZ - ZI)",
        links=amended,
        note="Two coefficients changed: ZI is added to IZ, and "
        "the sign in the last generator is turned. With IZ read as IZ - ZI the list fails as "
        "printed does: the commutator of IX - XI and IY + YI is $2i(IZ-ZI)$, which has to be a "
        "rotation. As printed the six generate $sl(2,C)\\oplus sl(2,C)$, of real dimension 12.",
    ),
)
