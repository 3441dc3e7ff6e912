"""(5.7): the entropy destruction for small displacements, a quadratic form."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, neuron
from proofs.papers.vanchurin.shared.displacements import (
    LOSS,
    PRODUCTION,
    SLOPES,
    SPACE,
    VECTOR,
    ZEROTH,
    eps,
    g,
    small,
    spatial_square,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient


def printed() -> list[ck.Link]:
    """sigma_- = - sum_ab g_ab dx^a dx^b, up to third order."""
    return [ck.Link("expansion", ck.equal(LOSS, -spatial_square()), order=3)]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert the Taylor polynomial at rest, without the terms that cannot be there."""
    known = premises["first-order-terms"]
    absent = [known[name].args[1] for name in ("zeroth order", "first order")]
    loss = _polynomial().subs(sp.solve([eq for c in absent for eq in c.atoms(sp.Eq)], dict=True)[0])
    yield ck.Step("$\\sigma_-$ to third order, by vanchurin:first-order-terms:", loss)
    rest = dict.fromkeys(VECTOR[1:], 0)
    matrix = {
        g(a, b): -sp.diff(loss, VECTOR[a], VECTOR[b]).subs(rest) / 2
        for a in SPACE
        for b in SPACE
        if a <= b
    }
    yield ck.Step(
        "The matrix is minus half of the second derivatives at rest:",
        sp.Tuple(*(ck.equal(k, v) for k, v in matrix.items())),
    )
    gap = form.gap("expansion").xreplace({LOSS: loss, **matrix}).xreplace(small())
    for k in range(3):
        yield ck.Vanishes("expansion", SeriesCoefficient(gap, eps, k))


def _polynomial() -> Expr:
    """Any sigma_- to third order."""
    x, y = VECTOR[1:]
    k = sp.symbols("k_0:3", real=True)
    c = sp.symbols("d_0:4", real=True)
    first = ZEROTH + SLOPES[0] * x + SLOPES[1] * y
    second = k[0] * x**2 + k[1] * x * y + k[2] * y**2
    return first + second + c[0] * x**3 + c[1] * x**2 * y + c[2] * x * y**2 + c[3] * y**3


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A neuron narrowed by learning alone; its matrix from second derivatives at rest."""
    still = {**sample, "clock": 0 * sample["h"]}
    values = neuron.measured_production(still)
    return ck.Measurement({LOSS: values.pop(PRODUCTION), **values})


CLAIM = ck.Claim(
    key="vanchurin:5.7",
    source=source("5", "5.7"),
    kind="approximation",
    title="Entropy destruction for small displacements",
    latex=r"\sigma_{i,-}(\dot{x}_i^a(t)) \approx "
    r"-\sum_{a,b} g_{i,ab} \,\dot{x}_i^a(t) \dot{x}_i^b(t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*neuron.MATRIX, neuron.STEPS[0], neuron.SKEW)),
        tolerance=1e-9,
        reason="the order of the remainder is measured; second derivatives are good to 1e-9",
        method="narrowing of a drifting neuron at displacements that are halved six times",
        samples=32,
    ),
    expected="proved",
    reading="$\\approx$ is read as: up to third order in the displacements, as the text says, with "
    "$g_{i,ab}=-\\frac12\\partial_a\\partial_b\\sigma_-$ at rest. Two spatial components; a third "
    "adds pairs of the same kinds. That $g$ is positive definite is a claim of its own.",
    premises=("vanchurin:first-order-terms",),
    hypotheses=(beliefs.SMOOTH_LOSS,),
)
