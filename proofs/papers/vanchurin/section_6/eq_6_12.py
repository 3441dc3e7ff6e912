"""(6.12): the inverse matrix of a neuron near the flat one."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared.clouds import HALVES, epsilon
from proofs.papers.vanchurin.shared.near_flat import (
    COMPONENTS,
    DOMAIN,
    ETA,
    METRIC,
    H,
    K,
    family,
    name,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

INVERSE = {(m, n): sp.Symbol(f"g_i^{{{m}{n}}}", real=True) for m, n in COMPONENTS}


def printed() -> list[ck.Link]:
    """g^munu = eta^munu - epsilon eta^mualpha eta^nubeta h_alphabeta + O(epsilon^2)."""
    return [
        ck.Link(
            f"component {m}{n}",
            ck.equal(INVERSE[m, n], ETA[m, n] - epsilon * ETA[m, m] * ETA[n, n] * H[m, n]),
            order=2,
        )
        for m, n in COMPONENTS
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Invert (6.11), with any terms of second order, and compare the first two coefficients."""
    near = premises["6.11"]
    entries = {c: near.of(METRIC[c], name(c)) + epsilon**2 * K[c] for c in COMPONENTS}
    matrix = sp.Matrix(2, 2, lambda m, n: entries[min(m, n), max(m, n)])
    yield ck.Step("The family (6.11), with any terms of second order:", matrix)
    inverse = matrix.adjugate() / matrix.det()
    for c in COMPONENTS:
        gap = form.gap(name(c)).xreplace({INVERSE[c]: inverse[c]})
        for order in range(2):
            yield ck.Vanishes(name(c), SeriesCoefficient(gap, epsilon, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrices of a curved family inverted numerically; h by complex step."""
    g, h = family(sample)
    inverse = np.linalg.inv(g)
    values: dict[Basic, NDArray[np.float64]] = {epsilon: HALVES[None]}
    for c in COMPONENTS:
        values |= {INVERSE[c]: inverse[:, :, c[0], c[1]], H[c]: h[:, c[0], c[1]]}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:6.12",
    source=source("6", "6.12"),
    kind="approximation",
    title="Inverse matrix of a neuron near the flat one",
    latex=r"g_i^{\mu\nu} = \eta^{\mu\nu} - \epsilon \eta^{\mu\alpha} \eta^{\nu\beta} "
    r"h_{i,\alpha\beta} + \mathcal{O}(\epsilon^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-9,
        reason="not used: the order is measured",
        method="numerical inverses of flat matrices in deformed coordinates; halved steps",
    ),
    expected="proved",
    reading="One neuron and one spatial dimension, all components, so that the signs of "
    "$\\eta^{\\mu\\alpha}\\eta^{\\nu\\beta}$ are seen: plus for $g_i^{01}$, minus otherwise.",
    premises=("vanchurin:6.11",),
)
