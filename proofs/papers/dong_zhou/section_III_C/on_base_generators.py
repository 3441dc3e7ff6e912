"""Section III.C: ten generators that complete the Lorentz algebra to that of all W."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.edited_lists import (
    STRINGS,
    RealChanges,
    exact_table,
    measured_real_changes,
)
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.two_qubits import (
    SIX_CORRECTED,
    SIX_TURNING,
    TEN,
    TEN_CORRECTED,
    TEN_MIXED,
    TEN_TURNING,
    Combination,
    KillingSquare,
    exact_matrices,
    measured_dimension,
    measured_killing,
    numeric_matrices,
    transported,
)
from qmgr_sym.unevaluated import LieDimension, SpanDimension

X = sp.symbols("x_1:7", real=True)
Y = sp.symbols("y_1:11", real=True)
Lists = tuple[tuple[Combination, ...], complex, complex, tuple[Combination, ...]]
# the six, factors of the six and of the ten, the ten corrected
FRAMES: dict[int, Lists] = {
    1: (SIX_CORRECTED, 1, 1, TEN_CORRECTED),
    2: (SIX_TURNING, -1j, 1, TEN_MIXED),
    3: (SIX_TURNING, -1j, -1j, TEN_TURNING),
}
NAMES = {1: "exp(theta G)", 2: "one of each", 3: "exp(-i theta G)"}
MARKS = ("", "'")
DIMENSION, KILLING = (
    {(k, mark): sp.Symbol(f"{letter}{mark}_{k}", real=True) for k in FRAMES for mark in MARKS}
    for letter in "dB"
)
CHANGES = {k: sp.Symbol(f"m_{k}", real=True) for k in FRAMES}


def _square(k: int) -> sp.Expr:
    """Killing form of gl(4,R): which of the six and of the ten grow differs between the frames."""
    six = 1 if k == 1 else -1
    long = -1 if k == 3 else 1
    return sp.Add(
        *(32 * y**2 for y in Y[1:4]),
        *(64 * six * x**2 for x in X[:3]),
        *(-64 * six * x**2 for x in X[3:]),
        *(64 * long * y**2 for y in Y[4:7]),
        *(-64 * long * y**2 for y in Y[7:]),
    )


def _links(mark: str) -> list[ck.Link]:
    made = []
    for k, name in NAMES.items():
        made += [
            ck.Link(f"closure, {name}", ck.equal(DIMENSION[k, mark], 16)),
            ck.Link(f"gl(4,R), {name}", ck.equal(KILLING[k, mark], _square(k))),
        ]
    return made


def printed() -> list[ck.Link]:
    """The ten as printed beside the corrected six, in three readings of the group elements."""
    return _links("")


def amended() -> list[ck.Link]:
    """The ten with as few coefficients changed as make all real."""
    least = {1: 5, 2: 5, 3: 8}
    return [
        *_links("'"),
        *(ck.Link(f"changes, {NAMES[k]}", ck.equal(CHANGES[k], m)) for k, m in least.items()),
    ]


def distance(one: tuple[Combination, ...], two: tuple[Combination, ...]) -> int:
    """Number of coefficients in which two lists differ."""
    pairs = zip(one, two, strict=True)
    return sum(a.get(s, 0) != b.get(s, 0) for a, b in pairs for s in STRINGS)


@cache
def _values() -> dict[sp.Basic, sp.Expr]:
    values: dict[sp.Basic, sp.Expr] = {}
    for k, (six, turn, factor, corrected) in FRAMES.items():
        for mark, ten in zip(MARKS, (TEN, corrected), strict=True):
            every = [*exact_matrices(six, turn), *exact_matrices(ten, factor)]
            values[DIMENSION[k, mark]] = LieDimension(every)
            values[KILLING[k, mark]] = KillingSquare(every, (*X, *Y))
        table = exact_table(TEN, STRINGS, factor)
        values[CHANGES[k]] = RealChanges(exact_matrices(six, turn), table)
    return values


@cache
def _ranks() -> sp.Tuple:
    """Over R and over C, as printed and corrected, in the three readings."""
    made = []
    for six, turn, factor, corrected in FRAMES.values():
        for ten in (TEN, corrected):
            every = [*exact_matrices(six, turn), *exact_matrices(ten, factor)]
            ranks = (SpanDimension(every).doit(), SpanDimension(every, "C").doit() / 2)
            made.append(sp.Tuple(*ranks))
    return sp.Tuple(*made)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Closure and Killing form over Q of all sixteen, and the changes that make them real."""
    yield ck.Step("Ranks of all sixteen over R and over C, as printed and corrected:", _ranks())
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(_values()))
        for k, (_, _, _, corrected) in FRAMES.items():
            if name == f"changes, {NAMES[k]}":
                made = sp.Integer(distance(TEN, corrected))
                yield ck.shows(name, form.of(CHANGES[k], name), made)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Generators carried along by random elements of their group; singular values."""
    weights = np.concatenate([sample["x"], sample["y"]], axis=-1)
    values: dict[sp.Basic, np.ndarray] = {x: weights[:, k] for k, x in enumerate((*X, *Y))}
    for k, (six, turn, factor, corrected) in FRAMES.items():
        lorentz = numeric_matrices(six, turn)
        for mark, ten in zip(MARKS, (TEN, corrected), strict=True):
            generators = np.concatenate([lorentz, numeric_matrices(ten, factor)])
            rows = [
                (
                    measured_dimension(generators, size, rng),
                    measured_killing(generators, w, size, rng),
                )
                for size, w in zip(sample["size"], weights, strict=True)
            ]
            table = np.array(rows, dtype=float).T
            letters = (DIMENSION[k, mark], KILLING[k, mark])
            values |= dict(zip(letters, table, strict=True))
        values[CHANGES[k]] = np.array(
            [
                measured_real_changes(transported(lorentz, size, rng)[0], TEN, factor)
                for size in sample["size"]
            ],
            dtype=float,
        )
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
    fails_by="closure, exp(theta G): Eq(d_1, 16) for Eq(d'_1, 16); gl(4,R), exp(theta G): Eq(B_1, "
    "64*x_1**2 + 64*x_2**2 + 64*x_3**2 - 64*x_4**2 - 64*x_5**2 - 64*x_6**2 - 64*y... [2c7c2d0e]",
    words="formula",
    reading="With the six Lorentz generators, in their corrected form, the ten have to span the "
    "Lie algebra of all real invertible W of $g=W\\eta W'$: a real Lie algebra of dimension 16 "
    "whose Killing form has 9 noncompact directions and only scaling in its kernel, gl(4,R). "
    "$x_k$, $y_k$ are the coefficients of the six and of the ten. Three readings, by index: 1, all "
    "group elements are $e^{\\theta G}$; 2, those of the six are $e^{-i\\theta G}$, of the ten "
    "$e^{\\theta G}$; 3, all are $e^{-i\\theta G}$. A change makes another one of $0,\\pm1,\\pm i$ "
    "of one coefficient at one of the 16 strings, and m is the least number of changes after which "
    "all ten are real where the six are Lorentz matrices.",
    hypotheses=(beliefs.REAL_COEFFICIENTS,),
    amended=ck.Amended(
        latex=r"e^{\theta G}:\; II, XX, YY, ZZ, XZ-ZX, YZ+ZY, XY-YX, i(ZX+XZ), i(YZ-ZY), i(XY+YX)"
        r"\qquad e^{-i\theta G}\ \text{for the six}:\; "
        r"II, XX, YY, ZZ, XZ+ZX, YZ-ZY, XY-YX, i(ZX-XZ), i(YZ+ZY), i(XY+YX)",
        links=amended,
        note="Five coefficients have to change in either frame of the six: three signs, and two "
        "for the string XY in the place of ZY. Beside the six of $e^{-i\\theta G}$ the "
        "first six are right as printed, and the signs of the three with i are wrong. If "
        "the ten belong to $e^{-i\\theta G}$ as well, II is a phase and no scaling, and eight have "
        "to change: an i before each of II, XX, YY, ZZ among them. As printed "
        "the ten are independent over R but not over C, and with the six they generate all of "
        "gl(4,C) but one direction, of real dimension 31, in all three readings.",
    ),
)
