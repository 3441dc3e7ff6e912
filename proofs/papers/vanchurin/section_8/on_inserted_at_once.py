"""(8.6) inserted in (8.3) at once: what the entropy production is then."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, road, spread
from proofs.papers.vanchurin.shared.notation import source, t

SPACE = (1, 2)
MEAN = sp.Symbol(r"\overline{\Delta{S}_{x,1}}", real=True)
DIMENSION = len(SPACE)


def averaged(a: int, b: int) -> sp.Symbol:
    """Component of the inverse metric g^ab(x_i)."""
    low, high = sorted((a, b))
    return sp.Symbol(f"g^{{{low}{high}}}", real=True)


def printed() -> list[ck.Link]:
    """1 - (d + g_{i,ab} g^ab(x_i)) / 2 on average, for d dimensions."""
    both = sp.Add(*(road.constant_matrix(1, a, b) * averaged(a, b) for a in SPACE for b in SPACE))
    return [ck.Link("production", ck.equal(MEAN, 1 - (DIMENSION + both) / 2))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Second moments by (8.6) in the production (8.2) that (8.3) sums."""
    produced = premises["8.2"].of(road.production(1))
    yield ck.Step("Production (8.2) of one neuron:", produced)
    own = sp.Matrix(2, 2, lambda a, b: road.constant_matrix(1, a + 1, b + 1))
    inverse = own.adjugate() / own.det()
    speeds = [sp.Derivative(road.place(1, a), t) for a in SPACE]
    letters = sp.symbols("v_1 v_2", real=True)
    plain = sp.Poly(produced.xreplace(dict(zip(speeds, letters, strict=True))), *letters)
    total: Expr = sp.S.Zero
    for powers, coefficient in plain.terms():
        axes = [a for a, power in zip(SPACE, powers, strict=True) for _ in range(power)]
        moment = sp.S.One
        if axes:
            a, b = axes
            moment = (inverse[a - 1, b - 1] + averaged(a, b)) / 2
        total += coefficient * moment
    yield ck.Step("With the second moments (8.6):", total)
    yield ck.shows("production", form.of(MEAN), total)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Productions from light-cone components, averaged over displacements of both kinds."""
    own, mean = spread.displacement_kinds(sample)
    vectors = np.concatenate([own.vectors, mean.vectors], axis=1)
    factor = np.linalg.cholesky(own.matrix)[:, None]
    rates = road.light_cone_production(np.ones(()), factor, vectors)
    inverse = np.linalg.inv(mean.matrix)
    values: dict[sp.Basic, ck.Array] = {MEAN: rates.mean(-1)}
    for a in SPACE:
        for b in SPACE:
            values[road.constant_matrix(1, a, b)] = own.matrix[:, a - 1, b - 1]
            values[averaged(a, b)] = inverse[:, a - 1, b - 1]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:inserted-at-once",
    source=source("8"),
    kind="result",
    title="Entropy production with the covariance matrices inserted at once",
    latex=r"\Delta S_x \approx NT - \frac12\int_0^T dt\sum_i\left(d + g_{i,ab}\,g^{ab}(x_i)"
    r"\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(spread.TWO_MATRICES),
        tolerance=1e-10,
        reason="sums over an ensemble of eight displacements: rounding only",
        method="light-cone components of displacements, half of them spread by each matrix",
        samples=32,
    ),
    words="reading",
    expected="proved",
    reading="What (8.3) gives when (8.6), as printed and with its spatial components only, is "
    "inserted in its first line, before any integration by parts. Two dimensions of space, one "
    "neuron. No derivative of a metric occurs: for neurons that fill space with one per proper "
    "volume it is $\\int\\sqrt{-g}\\,(1-d/2-g_{ab}g^{ab}/2)$, near flat space $(1-d)$ times the "
    "volume, a cosmological constant and not the curvature. The curvature of (8.8) is created on "
    "the way through (8.4) and (8.5).",
    scope="two dimensions of space",
    premises=("vanchurin:8.2",),
    hypotheses=(beliefs.ENSEMBLE_OF_DISPLACEMENTS, beliefs.DEFINITE_MATRIX),
)
