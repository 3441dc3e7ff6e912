"""(6.16): the determinant of the averaged metric and the sum over neurons, in six steps."""

from collections.abc import Iterator
from functools import cache

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
    coefficients,
    epsilon,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import SeriesCoefficient

D = 2
NEURONS = range(clouds.N)
SPACETIME = sp.Symbol(r"\sqrt{-\det g_{\mu\nu}}", positive=True)
SPACE = sp.Symbol(r"\sqrt{\det g_{ab}}", positive=True)
TRACE = sp.Symbol(r"\mathrm{Tr}h_{ab}", real=True)
ROOTS = sp.Symbol(r"\{\sqrt{g_i}\}", positive=True)
ONES = sp.Symbol(r"\{1\}", positive=True)
TRACES = sp.Symbol(r"\{\mathrm{Tr}(h_{i,ab})\}", real=True)
WEIGHED = sp.Symbol(r"\{\mathrm{Tr}(h_{i,ab})\sqrt{g_i}\}", real=True)
DENSITY = sp.Symbol(r"\sqrt{-g(x)}", positive=True)


def _links(fifth: Expr) -> list[ck.Link]:
    second = 1 + epsilon * TRACE / 2
    third = (ROOTS + epsilon * WEIGHED / 2) / ROOTS
    fourth = (ONES + epsilon * TRACES) / (ONES + epsilon * TRACES / 2)
    return [
        ck.Link("1: space", ck.equal(SPACETIME, SPACE)),
        ck.Link("2: expanded", ck.equal(SPACE, second), order=2),
        ck.Link("3: averaged", ck.equal(second, third), order=2),
        ck.Link("4: roots expanded", ck.equal(third, fourth), order=2),
        ck.Link("5: sum over neurons", ck.equal(fourth, fifth), order=2),
        ck.Link("6: density", ck.equal(fifth, DENSITY), order=2),
    ]


def printed() -> list[ck.Link]:
    """The fifth line is {sqrt(g_i)}."""
    return _links(ROOTS)


def amended() -> list[ck.Link]:
    """The fifth line is {sqrt(g_i)} / {1}."""
    return _links(ROOTS / ONES)


def _truncated(expression: Expr) -> Expr:
    """Its coefficients of epsilon^0 and epsilon^1, which are all that a gap of order 2 sees."""
    first, second = coefficients(expression, 2)
    return sp.cancel(first) + epsilon * sp.cancel(second)


@cache
def _neurons(average: Expr) -> dict[Basic, Expr]:
    """Every bracket and determinant of two neurons with any matrices near flat and any windows.

    average : a component of the averaged metric, by the brackets (6.9).
    """
    h = [
        Matrix(
            D,
            D,
            lambda a, b, i=i: sp.Symbol(f"h_{{{i + 1};{min(a, b) + 1}{max(a, b) + 1}}}", real=True),
        )
        for i in NEURONS
    ]
    windows = [
        sp.Symbol(f"e_{i + 1}", positive=True) + epsilon * sp.Symbol(f"r_{i + 1}", real=True)
        for i in NEURONS
    ]
    own = [sp.eye(D) + epsilon * m for m in h]
    roots = [_truncated(sp.sqrt(m.det())) for m in own]

    def bracket(parts: list[Expr]) -> Expr:
        return _truncated(sp.Add(*(e * part for e, part in zip(windows, parts, strict=True))))

    norm = bracket(roots)

    def mean(a: int, b: int) -> Expr:
        above = bracket([roots[i] * own[i][a, b] for i in NEURONS])
        return _truncated(average.xreplace({ABOVE: above, BELOW: norm}))

    def slope(a: int) -> Expr:
        return _truncated(bracket([roots[i] * h[i][a, a] for i in NEURONS]) / norm)

    metric = Matrix(D, D, mean)
    entries = {
        SPACE: _truncated(sp.sqrt(metric.det())),
        TRACE: sp.Add(*(slope(a) for a in range(D))),
        ROOTS: norm,
        ONES: bracket([sp.S.One for _ in NEURONS]),
        TRACES: bracket([m.trace() for m in h]),
        WEIGHED: bracket([r * m.trace() for r, m in zip(roots, h, strict=True)]),
    }
    entries[DENSITY] = entries[SPACE]
    return entries


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The first two coefficients of every step; the first step for any spatial matrix."""
    gauge = premises["6.7"]
    clock, mixed = (gauge.of(sp.Symbol(name, real=True)) for name in ("g_{00}", "g_{01}"))
    spatial = Matrix(
        D, D, lambda a, b: sp.Symbol(f"g_{min(a, b) + 1}{max(a, b) + 1}", positive=True)
    )
    row = Matrix([[clock, mixed, mixed]])
    whole = row.col_join(row[:, 1:].T.row_join(spatial))
    yield ck.Step("The metric with its temporal components (6.7):", whole)
    inside = {
        SPACETIME: sp.sqrt(-sp.Determinant(sp.ImmutableMatrix(whole))),
        SPACE: sp.sqrt(sp.Determinant(sp.ImmutableMatrix(spatial))),
    }
    entries = _neurons(premises["6.9"].of(AVERAGE))
    yield ck.Step("The root of the determinant of the averaged metric:", entries[SPACE])
    yield ck.Step(
        "and $\\{\\sqrt{g_i}\\}$, which is not one even for flat matrices:", entries[ROOTS]
    )
    yield ck.Step("so that the fifth line needs $\\{1\\}=1$ at every $x$:", entries[ONES])
    for name, link in form.links.items():
        if link.order is None:
            yield ck.Vanishes(name, form.gap(name).xreplace(inside))
        gap = form.gap(name).xreplace(entries)
        for order in range(link.order or 0):
            yield ck.Vanishes(name, SeriesCoefficient(gap, epsilon, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Determinants of averaged matrices and sums over random neurons, for halved epsilon."""
    logarithm = (sample["logarithm"] + np.swapaxes(sample["logarithm"], -1, -2)) / 2
    g = clouds.exponential(logarithm[:, None] * HALVES[None, :, None, None, None])
    offset = (sample["point"][:, None, :] - sample["position"])[:, None]
    density = clouds.normal_density(offset, g)
    bare = density / np.sqrt(np.linalg.eigvalsh(g).prod(-1))
    total = density.sum(-1)
    mean = np.einsum("nei,neiab->neab", density, g) / total[..., None, None]
    full = np.zeros((*mean.shape[:2], D + 1, D + 1))
    full[..., 0, 0], full[..., 1:, 1:] = -1.0, mean
    traces = np.trace(logarithm, axis1=-2, axis2=-1)[:, None]
    space = np.exp(np.linalg.slogdet(mean)[1] / 2)
    slope = np.einsum("nei,niab->neab", density, logarithm) / total[..., None, None]
    values: dict[Basic, NDArray[np.float64]] = {
        SPACETIME: np.sqrt(-np.linalg.det(full)),
        SPACE: space,
        DENSITY: space,
        TRACE: np.trace(slope, axis1=-2, axis2=-1),
        ROOTS: total,
        ONES: bare.sum(-1),
        TRACES: (bare * traces).sum(-1),
        WEIGHED: (density * traces).sum(-1),
        epsilon: HALVES[None],
    }
    return ck.Measurement(values)


_LATEX = (
    r"\sqrt{-\det(g_{\mu\nu}(x))} &= \sqrt{\det(g_{ab})} \\ "
    r"&= 1 + \frac{\epsilon}{2} \text{Tr} h_{ab} + \mathcal{O}(\epsilon^2) \\ "
    r"&= \frac{\left\{ \left(1 + \frac{\epsilon}{2} \text{Tr}(h_{i,ab}) \right) \sqrt{g_i} "
    r"\right\}}{\left\{ \sqrt{g_i} \right\}} \\ "
    r"&= \frac{\left\{ 1 \right\} + \epsilon \left\{ \text{Tr}(h_{i,ab}) \right\}}"
    r"{\left\{ 1 \right\} + \frac{\epsilon}{2} \left\{ \text{Tr}(h_{i,ab}) \right\}} "
    r"+ \mathcal{O}(\epsilon^2) \\ "
    r"&= %s + \mathcal{O}(\epsilon^2) \\ "
    r"&= \sqrt{-g(x)} + \mathcal{O}(\epsilon^2)"
)

CLAIM = ck.Claim(
    key="vanchurin:6.16",
    source=source("6", "6.16"),
    kind="approximation",
    title="Determinant of the averaged metric as a sum over neurons",
    latex=_LATEX % r"\left\{ \sqrt{g_i} \right\}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("logarithm", -1.0, 1.0, (clouds.N, D, D), "direction of each matrix"),
                ck.Real("position", -1.0, 1.0, (clouds.N, D), "of the neurons"),
                ck.Real("point", -1.0, 1.0, (D,), "where the average is taken"),
            )
        ),
        tolerance=1e-10,
        reason="two determinants of 3 by 3 matrices, exact to rounding; orders are measured",
        method="determinants of averages over random neurons near flat, halved epsilon",
        samples=30,
        examples=60,
    ),
    expected="corrected",
    fails_by="5: sum over neurons: undo: drop the factor 1/\\{1\\} in \\{\\sqrt{g_i}\\}/\\{1\\}; "
    "6: density: undo: left side, drop the factor 1/\\{1\\} in \\{\\sqrt{g_i}\\}/\\{1\\}",
    reading="Two neurons in two spatial dimensions at random places. $h_{ab}$ without index $i$ is "
    "the average of $h_{i,ab}$ by (6.9). $\\sqrt{-g(x)}$ in the last line is the root of the "
    "determinant; if (6.15) defines it instead, the last step is empty and the fifth alone "
    "fails. The third line is taken up to "
    "$\\mathcal{O}(\\epsilon^2)$, like its neighbours.",
    premises=("vanchurin:6.7", "vanchurin:6.9"),
    hypotheses=(beliefs.CLOSE_TO_FLAT,),
    amended=ck.Amended(
        latex=_LATEX % r"\frac{\left\{ \sqrt{g_i} \right\}}{\left\{ 1 \right\}}",
        links=amended,
        note="The first four steps hold for every set of neurons. The fifth drops $\\{1\\}$, which "
        "is not one in general: it has to be kept, or $\\{1\\}=1+\\mathcal{O}(\\epsilon^2)$ has to "
        "be assumed. See vanchurin:unit-density for arrangements that have it.",
    ),
    known=({"logarithm": [[[0, 0], [0, 0]]] * 2, "position": [[0, 0]] * 2, "point": [0, 0]},),
)
