"""Section 6: the average of the inverses against the inverse of the average."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.spacetime.averages import Cloud, inverse_metric_field, metric_field
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import ABOVE as DOWN
from proofs.papers.vanchurin.shared.clouds import AVERAGE, BELOW, INVERSE
from proofs.papers.vanchurin.shared.clouds import INVERSE_ABOVE as ABOVE
from proofs.papers.vanchurin.shared.notation import source

D = 2
PRODUCT = sp.Symbol(r"g^{1\nu}g_{\nu 1}", positive=True)
ONE, TWO = (sp.Symbol(f"g_{{{i};11}}", positive=True) for i in (1, 2))
FIRST, SECOND = (sp.Symbol(f"w_{i}", positive=True) for i in (1, 2))


def _links(right: Expr) -> list[ck.Link]:
    return [ck.Link("product", ck.equal(PRODUCT, right))]


def printed() -> list[ck.Link]:
    """g^munu g_nulambda = delta, without an order."""
    return _links(sp.S.One)


def amended() -> list[ck.Link]:
    """It exceeds one by the spread of the neurons."""
    return _links(1 + FIRST * SECOND * (ONE - TWO) ** 2 / (ONE * TWO))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two neurons that are diagonal together, with shares that add up to one."""

    def shared(numbers: tuple[Expr, Expr]) -> Expr:
        return FIRST * numbers[0] + SECOND * numbers[1]

    below = {BELOW: shared((sp.S.One, sp.S.One))}
    inverse = premises["6.10"].of(INVERSE).xreplace({ABOVE: shared((1 / ONE, 1 / TWO)), **below})
    mean = premises["6.9"].of(AVERAGE).xreplace({DOWN: shared((ONE, TWO)), **below})
    yield ck.Step("(6.10) for two neurons, diagonal together:", inverse)
    yield ck.Step("(6.9) for the same:", mean)
    weights = {SECOND: 1 - FIRST}
    gap = form.gap("product").xreplace({PRODUCT: inverse * mean})
    yield ck.Vanishes("product", gap.xreplace(weights))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Both averaged fields from the engine for clouds, and their matrix product."""
    g = clouds.diagonal_matrices(sample, D)
    products = []
    for i, point in enumerate(sample["point"]):
        cloud = Cloud(sample["position"][i], g[i])
        fields = inverse_metric_field(cloud, point).value, metric_field(cloud, point).value
        products.append((fields[0] @ fields[1])[1, 1])
    density = clouds.normal_density(sample["point"][:, None, :] - sample["position"], g)
    share = density / density.sum(-1, keepdims=True)
    return ck.Measurement(
        {
            PRODUCT: np.array(products),
            ONE: g[:, 0, 0, 0],
            TWO: g[:, 1, 0, 0],
            FIRST: share[:, 0],
            SECOND: share[:, 1],
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:inverse-average",
    source=source("6"),
    kind="result",
    title="Average of the inverses and inverse of the average",
    latex=r"g^{\mu\nu} g_{\nu\lambda} = \delta^\mu_\lambda",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        clouds.domain(D, diagonal=True),
        tolerance=1e-11,
        reason="averages of two matrices of order one, exact to rounding",
        method="matrix product of both averaged fields of the engine for clouds",
        samples=60,
        examples=100,
    ),
    words="reading",
    expected="corrected",
    fails_by="undo: drop the term w_1*w_2*(g_{1;11} - g_{2;11})**2/(g_{...",
    reading="(6.13) claims the identity up to $\\mathcal{O}(\\epsilon^2)$; section 8 uses $g^{"
    "\\mu\\nu}$ of (6.10) as the inverse metric without an order. Tested without one, for two "
    "neurons in the linear coordinates that make both matrices diagonal.",
    premises=("vanchurin:6.9", "vanchurin:6.10"),
    hypotheses=(beliefs.POSITIVE_MATRICES,),
    amended=ck.Amended(
        latex=r"g^{1\nu} g_{\nu 1} = 1 + w_1 w_2 \frac{(g_{1,11} - g_{2,11})^2}"
        r"{g_{1,11} g_{2,11}}",
        links=amended,
        note="$w_i$ are the shares of the neurons in $\\{\\sqrt{g_i}\\}$. The average of inverses "
        "is never below the inverse of the average, and equal to it only where all neurons that "
        "contribute agree; the excess is of second order in their difference, as (6.13) allows.",
    ),
    known=({"logarithm": [[0.5, 0], [0, 0]], "position": [[0, 0]] * 2, "point": [0, 0]},),
)
