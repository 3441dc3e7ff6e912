"""Section III.C: ten generators that complete the Lorentz algebra to that of all W."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    SIX_CORRECTED,
    TEN,
    TEN_CORRECTED,
    KillingSquare,
    exact_matrices,
    measured_dimension,
    measured_killing,
    numeric_matrices,
)
from qmgr_sym.unevaluated import LieDimension, SpanDimension

X = sp.symbols("x_1:7", real=True)
Y = sp.symbols("y_1:11", real=True)
LISTS = {"": TEN, "'": TEN_CORRECTED}
DIMENSION, KILLING = (
    {mark: sp.Symbol(letter + mark, real=True) for mark in LISTS} for letter in "dB"
)


def _links(mark: str) -> list[ck.Link]:
    diagonal, long = Y[1:4], Y[4:7]
    growing = sp.Add(*(32 * y**2 for y in diagonal), *(64 * x**2 for x in (*X[:3], *long)))
    turning = sp.Add(*(64 * x**2 for x in (*X[3:], *Y[7:])))
    return [
        ck.Link("closure", ck.equal(DIMENSION[mark], 16)),
        ck.Link("gl(4,R)", ck.equal(KILLING[mark], growing - turning)),
    ]


def printed() -> list[ck.Link]:
    """The ten as printed beside the corrected six."""
    return _links("")


def amended() -> list[ck.Link]:
    """The ten with four changes beside the corrected six."""
    return _links("'")


@cache
def _values() -> dict[sp.Basic, sp.Expr]:
    values: dict[sp.Basic, sp.Expr] = {}
    for mark, ten in LISTS.items():
        every = exact_matrices((*SIX_CORRECTED, *ten))
        values[DIMENSION[mark]] = LieDimension(every)
        values[KILLING[mark]] = KillingSquare(every, (*X, *Y))
    return values


@cache
def _ranks() -> sp.Tuple:
    """Over R and over C, as printed and corrected."""
    lists = [exact_matrices((*SIX_CORRECTED, *ten)) for ten in LISTS.values()]
    ranks = [(SpanDimension(m).doit(), SpanDimension(m, "C").doit() / 2) for m in lists]
    return sp.Tuple(*(sp.Tuple(*pair) for pair in ranks))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Closure and Killing form over Q of all sixteen."""
    yield ck.Step("Ranks of all sixteen over R and over C, as printed and corrected:", _ranks())
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(_values()))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Generators carried along by random elements of their group; singular values."""
    weights = np.concatenate([sample["x"], sample["y"]], axis=-1)
    values: dict[sp.Basic, np.ndarray] = {x: weights[:, k] for k, x in enumerate((*X, *Y))}
    for mark, ten in LISTS.items():
        generators = numeric_matrices((*SIX_CORRECTED, *ten))
        rows = [
            (
                measured_dimension(generators, size, rng),
                measured_killing(generators, w, size, rng),
            )
            for size, w in zip(sample["size"], weights, strict=True)
        ]
        table = np.array(rows, dtype=float).T
        values |= dict(zip((DIMENSION[mark], KILLING[mark]), table, strict=True))
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:base-generators",
    source=source("III.C"),
    kind="result",
    title="Ten generators of the base of the metrics",
    latex=r"II, XX, YY, ZZ, XZ+ZX, YZ-ZY, ZY-YX, i(ZX+XZ), i(YZ-ZY), i(XY-YX)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("size", 0.3, 0.6, meaning="size of the random angles"),
                ck.Real("x", 0.5, 1.0, (6,), "coefficients of the six"),
                ck.Real("y", 0.5, 1.0, (10,), "coefficients of the ten"),
            )
        ),
        tolerance=1e-9,
        reason="the quantities are whole numbers; singular values of zero lie 1e4 below the bound",
        method="ranks of the generators carried along by random elements of their group",
        samples=3,
        examples=4,
    ),
    expected="corrected",
    fails_by="closure: Eq(d, 16) for Eq(d', 16); gl(4,R): Eq(B, 64*x_1**2 + 64*x_2**2 + 64*x_3**2 "
    "- 64*x_4**2 - 64*x_5**2 - 64*x_6**2 - 64*y_10**2 + 32*y_2**2 + 32*y_3**2 + 3... [f05c7a32]",
    words="formula",
    reading="With the six Lorentz generators, in their corrected form, the ten have to span the "
    "Lie algebra of all real invertible W of $g=W\\eta W'$: a real Lie algebra of dimension 16 "
    "whose Killing form has 9 noncompact directions and only scaling in its kernel, gl(4,R). "
    "$x_k$, $y_k$ are the coefficients of the six and of the ten.",
    hypotheses=(beliefs.REAL_COEFFICIENTS,),
    amended=ck.Amended(
        latex=r"II, XX, YY, ZZ, XZ-ZX, YZ+ZY, XY-YX, i(ZX+XZ), i(YZ-ZY), i(XY+YX)",
        links=amended,
        note="Four changes: three signs, and one string (XY for ZY, which may "
        "be a slip of the transcription). As printed the ten are independent over R but not over "
        "C, and with the six they generate all of gl(4,C) but the phase iII, of real dimension 31.",
    ),
)
