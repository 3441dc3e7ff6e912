"""(6.12): the inverse matrix of a neuron near the flat one."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.section_6 import eq_6_11
from proofs.papers.vanchurin.section_6.eq_6_11 import COMPONENTS, ETA, H
from proofs.papers.vanchurin.shared.clouds import HALVES, coefficients, epsilon
from proofs.papers.vanchurin.shared.notation import source

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


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Invert (6.11), to any second order, and compare the first two coefficients."""
    family = eq_6_11.curve()
    inverse = family.adjugate() / family.det()
    first = sp.Matrix(2, 2, lambda m, n: coefficients(inverse[m, n], 2)[1])
    return ck.Derivation(
        steps=(
            ck.Step("The family (6.11), with any terms of second order:", family),
            ck.Step("First coefficient of its inverse:", first),
        ),
        obligations=tuple(
            ck.Vanishes(name, gap)
            for c, (name, statement) in zip(COMPONENTS, form.items(), strict=True)
            for gap in coefficients(inverse[c] - statement.rhs, 2)
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrices of a curved family inverted numerically; h by complex step."""
    g, h = eq_6_11.family(sample)
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
        eq_6_11.DOMAIN,
        tolerance=1e-9,
        reason="not used: the order is measured",
        method="numerical inverses of flat matrices in deformed coordinates; halved steps",
    ),
    expected="proved",
    reading="One neuron and one spatial dimension, all components, so that the signs of "
    "$\\eta^{\\mu\\alpha}\\eta^{\\nu\\beta}$ are seen: plus for $g_i^{01}$, minus otherwise.",
    premises=("vanchurin:6.11",),
)
