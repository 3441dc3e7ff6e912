"""(6.13): the averaged metric times the averaged inverse metric."""

from collections.abc import Iterator, Sequence

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr
from sympy.matrices.dense import Matrix

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import (
    ABOVE,
    AVERAGE,
    BELOW,
    HALVES,
    INVERSE,
    INVERSE_ABOVE,
    epsilon,
)
from proofs.papers.vanchurin.shared.near_flat import METRIC, H
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

NEURONS = range(clouds.N)
PRODUCT = sp.Symbol(r"g^{1\nu}g_{\nu 1}", real=True)
CROSS = sp.Symbol(r"g^{1\nu}g_{\nu 2}", real=True)
UP = sp.Symbol(r"\{g_i^{11}\sqrt{g_i}\}", positive=True)
DOWN = sp.Symbol(r"\{g_{i,11}\sqrt{g_i}\}", positive=True)
ROOTS = sp.Symbol(r"\{\sqrt{g_i}\}", positive=True)
MOVED = sp.Symbol(r"\{h_{i,11}\sqrt{g_i}\}", real=True)


def _links(first: Expr) -> list[ck.Link]:
    expanded = (1 - epsilon * MOVED / ROOTS) * (1 + epsilon * MOVED / ROOTS)
    return [
        ck.Link("brackets", ck.equal(PRODUCT, first)),
        ck.Link("expansion", ck.equal(first, expanded), order=2),
        ck.Link("identity", ck.equal(expanded, 1), order=2),
        ck.Link("identity off the diagonal", ck.equal(CROSS, 0), order=2),
    ]


def printed() -> list[ck.Link]:
    """As printed: one bracket of sqrt(g_i) below two above."""
    return _links(UP * DOWN / ROOTS)


def amended() -> list[ck.Link]:
    """The square of the bracket below."""
    return _links(UP * DOWN / ROOTS**2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Two neurons with any matrices near flat and any positive weights; first coefficients."""
    weights = [sp.Symbol(f"w_{i + 1}", positive=True) for i in NEURONS]

    def direction(letter: str, i: int) -> Matrix:
        def entry(a: int, b: int) -> sp.Symbol:
            low, high = sorted((a + 1, b + 1))
            return sp.Symbol(f"{letter}_{{{i + 1};{low}{high}}}", real=True)

        return Matrix(2, 2, entry)

    def bracket(parts: Sequence[Expr]) -> Expr:
        return sp.Add(*(w * part for w, part in zip(weights, parts, strict=True)))

    h, k = ([direction(letter, i) for i in NEURONS] for letter in ("h", "k"))
    near = premises["6.11"].of(METRIC[1, 1])
    line = [near.xreplace({H[1, 1]: h[i][0, 0]}) + epsilon**2 * k[i][0, 0] for i in NEURONS]
    yield ck.Step("Component 11 of the first neuron by (6.11), to second order:", line[0])
    norm, up, down = bracket([1, 1]), bracket([1 / g for g in line]), bracket(line)
    average, raised = premises["6.9"].of(AVERAGE), premises["6.10"].of(INVERSE)

    def mean(brackets: Expr, above: sp.Symbol, parts: Sequence[Expr]) -> Expr:
        """An average by shares, which add up to one."""
        shares = (w / norm * part for w, part in zip(weights, parts, strict=True))
        return brackets.xreplace({above: sp.Add(*shares), BELOW: sp.S.One})

    def product(inverses: Sequence[Expr], parts: Sequence[Expr]) -> Expr:
        return mean(raised, INVERSE_ABOVE, inverses) * mean(average, ABOVE, parts)

    own = [sp.eye(2) + epsilon * h[i] + epsilon**2 * k[i] for i in NEURONS]
    inverses = [m.adjugate() / m.det() for m in own]
    cross = sp.Add(*(product([m[0, a] for m in inverses], [m[a, 1] for m in own]) for a in (0, 1)))
    both = product([1 / g for g in line], line)
    entries = {ROOTS: norm, UP: up, DOWN: down, PRODUCT: both, CROSS: cross}
    entries[MOVED] = bracket([m[0, 0] for m in h])
    second = SeriesCoefficient(entries[PRODUCT], epsilon, 2)
    yield ck.Step("In second order the product exceeds one by the spread of the neurons:", second)
    for name, link in form.links.items():
        gap = form.gap(name).xreplace(entries)
        if link.order is None:
            yield ck.Vanishes(name, gap)
        for order in range(link.order or 0):
            yield ck.Vanishes(name, SeriesCoefficient(gap, epsilon, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Averages of matrices and of their numerical inverses, multiplied, for halved epsilon."""
    logarithm = sample["logarithm"][:, None] * HALVES[None, :, None, None, None]
    g = clouds.exponential(logarithm)
    offset = (sample["point"][:, None, :] - sample["position"])[:, None]
    weight = clouds.normal_density(offset, g)
    total = weight.sum(-1)
    mean = np.einsum("nei,neiab->neab", weight, g) / total[..., None, None]
    inverse = np.einsum("nei,neiab->neab", weight, np.linalg.inv(g)) / total[..., None, None]
    cross = (inverse @ mean)[..., 0, 1]
    line = np.exp(logarithm[..., 0, 0])
    densities = np.sqrt(line) * np.exp(-line * offset[..., 0] ** 2 / 2) / (2 * np.pi) ** 1.5
    below = densities.sum(-1)
    rows: NDArray[np.float64] = np.stack([1 / line, line], axis=-2)
    up, down = np.moveaxis(np.einsum("nei,neki->nek", densities, rows), -1, 0)
    odds = densities / below[..., None]
    values: dict[Basic, NDArray[np.float64]] = {
        PRODUCT: (odds / line).sum(-1) * (odds * line).sum(-1),
        CROSS: cross,
        UP: up,
        DOWN: down,
        ROOTS: below,
        MOVED: (densities * sample["logarithm"][:, None, :, 0, 0]).sum(-1),
        epsilon: HALVES[None],
    }
    return ck.Measurement(values)


_LATEX = (
    r"g^{\mu\nu}g_{\nu\lambda} &= \frac{\left\{g_i^{\mu\nu}\sqrt{g_i}\right\}"
    r"\left\{g_{i,\nu\lambda}\sqrt{g_i}\right\}}{\left\{\sqrt{g_i}\right\}%s} \\ "
    r"&\approx \left(\eta^{\mu\nu} - \epsilon \frac{\left\{\eta^{\mu\alpha}\eta^{\nu\beta}"
    r"h_{i,\alpha\beta}\sqrt{g_i}\right\}}{\left\{\sqrt{g_i}\right\}}\right)"
    r"\left(\eta_{\nu\lambda} + \epsilon \frac{\left\{h_{i,\nu\lambda}\sqrt{g_i}\right\}}"
    r"{\left\{\sqrt{g_i}\right\}}\right) + \mathcal{O}(\epsilon^2) \\ "
    r"&= \delta^{\mu}_{\lambda} + \mathcal{O}(\epsilon^2)"
)

CLAIM = ck.Claim(
    key="vanchurin:6.13",
    source=source("6", "6.13"),
    kind="approximation",
    title="Averaged metric times averaged inverse metric",
    latex=_LATEX % "",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("logarithm", -1.0, 1.0, (clouds.N, 2, 2), "direction of each matrix"),
                ck.Real("position", -1.0, 1.0, (clouds.N, 2), "of the neurons"),
                ck.Real("point", -1.0, 1.0, (2,), "where the average is taken"),
            )
        ),
        tolerance=1e-11,
        reason="sums of a few numbers of order one, exact to rounding; orders are measured",
        method="numerical inverses and averages of random neurons near flat, halved epsilon",
        samples=40,
        examples=60,
    ),
    expected="corrected",
    fails_by="brackets: square 1/\\{\\sqrt{g_i}\\} in "
    "\\{g_i^{11}\\sqrt{g_i}\\}*\\{g_{i,11}\\sqr...; expansion: left side, square "
    "1/\\{\\sqrt{g_i}\\} in \\{g_i^{11}\\sqrt{g_i}\\}*\\{g_{i,11... [13bfaa39]",
    reading="Two neurons. The chain is taken for one spatial dimension, where the spatial matrices "
    "are numbers; to first order matrices near $\\eta$ commute, and the component off the diagonal "
    "in two dimensions is a link of its own. The second line is compared with the first up to "
    "$\\mathcal{O}(\\epsilon^2)$.",
    premises=("vanchurin:6.9", "vanchurin:6.10", "vanchurin:6.11"),
    hypotheses=(beliefs.CLOSE_TO_FLAT,),
    amended=ck.Amended(
        latex=_LATEX % "^2",
        links=amended,
        note="(6.9) and (6.10) each have a denominator $\\{\\sqrt{g_i}\\}$; the product has two. "
        "The lines after it have both. The identity holds to first order only: in second order "
        "the product exceeds it by the variance of $h_i$ among the neurons.",
    ),
    known=({"logarithm": [[[0, 0], [0, 0]]] * 2, "position": [[0, 0]] * 2, "point": [0, 0]},),
)
