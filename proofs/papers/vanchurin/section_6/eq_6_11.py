"""(6.11): the matrix of a neuron near the flat one."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.clouds import HALVES, epsilon
from proofs.papers.vanchurin.shared.near_flat import (
    COMPONENTS,
    DOMAIN,
    ETA,
    METRIC,
    H,
    family,
    name,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient


def printed() -> list[ck.Link]:
    """g_munu = eta_munu + epsilon h_munu + O(epsilon^2)."""
    return [
        ck.Link(
            f"component {c[0]}{c[1]}",
            ck.equal(METRIC[c], ETA[c] + epsilon * H[c]),
            order=2,
        )
        for c in COMPONENTS
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """h is the derivative of a family of metrics at eta: displacements that are deformed.

    Coordinates x + epsilon A x + epsilon^2 B x of a flat metric with any A and B give any family
    through eta, up to third order.
    """
    first, second = (sp.Matrix(2, 2, sp.symbols(f"{k}_0:4", real=True)) for k in "AB")
    deformed = sp.eye(2) + epsilon * first + epsilon**2 * second
    matrices = deformed.T * ETA * deformed
    yield ck.Step("The flat matrix in deformed coordinates:", matrices)
    for c in COMPONENTS:
        slope = sp.Subs(sp.Derivative(matrices[c], epsilon), epsilon, 0)
        gap = form.gap(name(c)).xreplace({METRIC[c]: matrices[c], H[c]: slope})
        for order in range(2):
            yield ck.Vanishes(name(c), SeriesCoefficient(gap, epsilon, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Matrices of displacements that are deformed in a random direction; h by complex step."""
    g, h = family(sample)
    values: dict[Basic, NDArray[np.float64]] = {epsilon: HALVES[None]}
    for c in COMPONENTS:
        values |= {METRIC[c]: g[:, :, c[0], c[1]], H[c]: h[:, c[0], c[1]]}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:6.11",
    source=source("6", "6.11"),
    kind="approximation",
    title="Matrix of a neuron near the flat one",
    latex=r"g_{i,\mu\nu} = \eta_{\mu\nu} + \epsilon h_{i,\mu\nu} + \mathcal{O}(\epsilon^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-9,
        reason="not used: the order is measured",
        method="flat matrices in coordinates deformed in a random direction; halved steps",
    ),
    expected="proved",
    reading="One neuron and one spatial dimension, all components; $\\epsilon$ measures the "
    "distance from $\\eta$ along any smooth family, $h$ is its derivative at $\\eta$. In "
    "synchronous gauge $h_{i,0\\mu}=0$.",
    hypotheses=(beliefs.CLOSE_TO_FLAT,),
)
