"""(8.6) against small displacements (5.7) and against one common velocity (7.2)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, spread
from proofs.papers.vanchurin.shared.notation import source

D = 2
SQUARE = sp.Symbol(r"g_{ab}\overline{\dot{x}^a\dot{x}^b}", real=True)
TRACE = sp.Symbol("g_{ab}g_i^{ab}", positive=True)
AREA = sp.Symbol(r"\det\overline{\dot{x}^a\dot{x}^b}", real=True)
RATIO = sp.Symbol(r"\det{g_i}/\det{g}", positive=True)


def _links(square: Boolean, area: Boolean) -> list[ck.Link]:
    return [ck.Link("small", square), ck.Link("one velocity", area)]


def printed() -> list[ck.Link]:
    """Displacements are small against the clock, and all neurons at a place have one velocity."""
    return _links(ck.less(SQUARE, 1), ck.equal(AREA, 0))


def amended() -> list[ck.Link]:
    """(8.6) makes them as large as the clock or larger, and spread in every direction."""
    square = ck.equal(SQUARE, 1 + TRACE / 2)
    return _links(square, ck.equal(AREA, (1 + TRACE + 1 / RATIO) / 4))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Any two symmetric matrices; an inequality in axes in which both are diagonal."""
    matrices = [
        sp.Matrix(2, 2, lambda a, b, k=k: sp.Symbol(f"{k}_{a * b}{a + b}", real=True)) for k in "ig"
    ]
    values = _values(*matrices)
    yield ck.Step("Second moments by (8.6):", sp.ImmutableMatrix(_moments(*matrices)))
    sizes = sp.symbols("lambda_1 lambda_2", positive=True)
    for name, statement in form.items():
        if isinstance(statement, sp.Eq):
            yield ck.Vanishes(name, form.gap(name).xreplace(values))
        else:
            here = statement.xreplace(_values(sp.diag(*sizes), sp.eye(2)))
            yield ck.Entails(name, sp.And(*(size > 0 for size in sizes)), here)


def _moments(own: sp.Matrix, mean: sp.Matrix) -> sp.Matrix:
    """(8.6), spatial components."""
    return (own.adjugate() / own.det() + mean.adjugate() / mean.det()) / 2


def _values(own: sp.Matrix, mean: sp.Matrix) -> dict[sp.Basic, sp.Expr]:
    moments = _moments(own, mean)
    return {
        SQUARE: (mean * moments).trace(),
        AREA: moments.det() * mean.det(),
        TRACE: (mean * own.adjugate()).trace() / own.det(),
        RATIO: own.det() / mean.det(),
    }


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """An ensemble, half of its displacements spread by the one matrix and half by the other."""
    own, mean = spread.displacement_kinds(sample)
    vectors = np.concatenate([own.vectors, mean.vectors], axis=1)
    moments = np.einsum("nka,nkb->nab", vectors, vectors) / vectors.shape[1]
    values = {
        SQUARE: np.einsum("nka,nab,nkb->nk", vectors, mean.matrix, vectors).mean(-1),
        AREA: np.linalg.det(moments) * np.linalg.det(mean.matrix),
        TRACE: np.linalg.solve(own.matrix, mean.matrix).trace(axis1=-2, axis2=-1),
        RATIO: np.linalg.det(own.matrix) / np.linalg.det(mean.matrix),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:spread-of-displacements",
    source=source("8"),
    kind="result",
    title="Displacements that depend on both covariance matrices are neither small nor alike",
    latex=r"g_{ab}\,\overline{\dot x_i^a\dot x_i^b} < 1, \qquad "
    r"\det\overline{\dot x_i^a\dot x_i^b} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(spread.TWO_MATRICES),
        tolerance=1e-10,
        reason="sums over an ensemble of eight displacements: rounding only",
        method="ensemble of displacements, half of them spread by each of the matrices",
        samples=32,
    ),
    words="reading",
    expected="corrected",
    fails_by="small: g_{ab}\\overline{\\dot{x}^a\\dot{x}^b} < 1 for Eq(g_{ab}\\overline{"
    "\\dot{x}^a\\dot{x}^b}, g_{ab}g_i^{ab}/2 + 1); one velocity: right side 0"
    " for g_{ab}g_i^{ab}/... [9e705bf7]",
    reading="The spatial components of (8.6), as printed, against what section 5 and section 7 "
    "need: (5.7) neglects the third order for displacements that are small, at the least "
    "smaller than the clock, $g_{ab}\\dot x^a\\dot x^b<1$, so that (7.3) is real; (7.2) averages "
    "over neurons with one common velocity $v$, whose second moments $v^av^b$ have no determinant. "
    "Two dimensions of space.",
    hypotheses=(beliefs.ENSEMBLE_OF_DISPLACEMENTS, beliefs.DEFINITE_MATRIX),
    scope="two dimensions of space",
    amended=ck.Amended(
        latex=r"g_{ab}\,\overline{\dot x_i^a\dot x_i^b} = 1 + \tfrac12 g_{ab}g_i^{ab}, \qquad "
        r"\det g\,\det\overline{\dot x_i^a\dot x_i^b} = \tfrac14\left(1 + g_{ab}g_i^{ab} + "
        r"\frac{\det g}{\det g_i}\right)",
        links=amended,
        grade="contradiction",
        note="With $d$ dimensions the square of the displacement is at least $d/2$, near a flat "
        "metric $d$: of order one, and in two and three dimensions space-like. It has no small "
        "parameter in which (5.7) could be expanded. The displacements spread in every direction, "
        "while (7.2) holds for a common velocity only.",
    ),
)
