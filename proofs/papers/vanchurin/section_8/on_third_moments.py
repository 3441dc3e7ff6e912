"""(8.7): the third moments of the displacements, which its first line takes for products."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import source

THIRD = sp.Symbol(r"\overline{\dot{x}^a\dot{x}^\alpha\dot{x}^\beta}", real=True)
SECOND = sp.Symbol(r"\overline{\dot{x}^\alpha\dot{x}^\beta}", real=True)
FIRST = {
    a: sp.Symbol(rf"\overline{{\dot{{x}}^{a}}}", real=True) for a in ("a", r"\alpha", r"\beta")
}
SPREAD = {b: sp.Symbol(rf"C^{{a{b}}}", real=True) for b in (r"\alpha", r"\beta")}


def printed() -> sp.Eq:
    """The mean of the product is the product of means."""
    return ck.equal(THIRD, FIRST["a"] * SECOND)


def amended() -> sp.Eq:
    """Normally distributed displacements add their covariances with the first one."""
    first, second = r"\alpha", r"\beta"
    rest = FIRST[first] * SPREAD[second] + FIRST[second] * SPREAD[first]
    return ck.equal(THIRD, FIRST["a"] * SECOND + rest)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Moments of three normal variables with any means and covariances, from their generator."""
    means, tilt = sp.symbols("m_1:4", real=True), sp.symbols("J_1:4", real=True)
    cross = {(i, j): sp.Symbol(f"c_{i}{j}", real=True) for i in range(3) for j in range(i, 3)}
    square = sp.Add(*(c * tilt[i] * tilt[j] * (1 if i == j else 2) for (i, j), c in cross.items()))
    generator = sp.exp(sp.Add(*(m * j for m, j in zip(means, tilt, strict=True))) + square / 2)
    yield ck.Step("Generator of the moments of three components:", generator)

    def moment(*axes: int) -> sp.Expr:
        return sp.Subs(sp.Derivative(generator, *(tilt[k] for k in axes)), tilt, (0, 0, 0))

    letters = {THIRD: moment(0, 1, 2), SECOND: moment(1, 2)}
    letters |= {letter: moment(k) for k, letter in enumerate(FIRST.values())}
    letters |= {letter: cross[0, k] for k, letter in enumerate(SPREAD.values(), 1)}
    yield ck.Vanishes("equation", form.gap().xreplace(letters))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Displacements of eight corners around a mean; odd cumulants vanish by symmetry."""
    corners = np.array([(i, j, k) for i in (-1, 1) for j in (-1, 1) for k in (-1, 1)])
    spread = np.einsum("nab,kb->nka", sample["l"], corners)
    v = sample["m"][:, None] + spread
    values: dict[sp.Basic, ck.Array] = {
        THIRD: v.prod(-1).mean(-1),
        SECOND: (v[..., 1] * v[..., 2]).mean(-1),
    }
    for k, letter in enumerate(FIRST.values()):
        values[letter] = v[..., k].mean(-1)
    for k, letter in enumerate(SPREAD.values(), 1):
        values[letter] = (spread[..., 0] * spread[..., k]).mean(-1)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:third-moments",
    source=source("8"),
    kind="result",
    title="Third moments of the displacements",
    latex=r"\overline{\dot x_i^a\,\dot x_i^\alpha\dot x_i^\beta} = \overline{\dot x_i^a}\;"
    r"\overline{\dot x_i^\alpha\dot x_i^\beta}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("m", -1.0, 1.0, (3,), "mean displacement"),
                ck.Real("l", -1.0, 1.0, (3, 3), "its spread"),
            )
        ),
        tolerance=1e-10,
        reason="sums over eight displacements: rounding only",
        method="ensembles of eight displacements around a mean",
        samples=32,
    ),
    words="reading",
    expected="corrected",
    fails_by="right side \\overline{\\dot{x}^\\alpha\\dot{x}^\\beta}*\\overline{\\dot{x}^a}"
    " for C^{a\\alpha}*\\overline{\\dot{x}^\\beta} + C^{a\\beta}*\\overline{\\dot{"
    "x}^\\alpha} + \\overli... [1e7af826]",
    reading="The first term of (8.5) has three velocities. The first line of (8.7) replaces the "
    "product of two of them by (8.6), which holds on average, and leaves the third as it is. Read "
    "as: "
    "the average of the product is the product of the averages. Tested on ensembles without third "
    "cumulants: normal ones, and corners of a box.",
    hypotheses=(beliefs.ENSEMBLE_OF_DISPLACEMENTS,),
    amended=ck.Amended(
        latex=r"\overline{\dot x_i^a\,\dot x_i^\alpha\dot x_i^\beta} = \overline{\dot x_i^a}\;"
        r"\overline{\dot x_i^\alpha\dot x_i^\beta} + \overline{\dot x_i^\alpha}\,C^{a\beta} + "
        r"\overline{\dot x_i^\beta}\,C^{a\alpha}",
        links=amended,
        grade="missing hypothesis",
        note="$C^{ab}$ is the covariance of the displacements, which (8.6) does not let vanish. "
        "The "
        "factorisation holds for one common velocity, against which (8.6) speaks "
        "(vanchurin:spread-of-displacements), or where the mean velocity is zero, and then the "
        "first term of (8.7) is zero too.",
    ),
)
