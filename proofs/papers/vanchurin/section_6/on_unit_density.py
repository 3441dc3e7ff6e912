"""Sections 6 and 8: arrangements of neurons for which (6.15) holds, and for which it does not."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import clouds
from proofs.papers.vanchurin.shared.clouds import HALVES, epsilon
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral, SeriesCoefficient

D = 2
REACH = 7
ROOT = sp.Symbol(r"\sqrt{-g}", positive=True)
TRACE = sp.Symbol(r"\mathrm{Tr} h_{ab}", real=True)
EVEN = sp.Symbol(r"\{\sqrt{g_i}\}_{\mathrm{even}}", positive=True)
TUNED = sp.Symbol(r"\{\sqrt{g_i}\}_{\mathrm{tuned}}", positive=True)


_TUNED = ck.Link("tuned lattice", ck.equal(ROOT, TUNED), order=2)


def printed() -> list[ck.Link]:
    """sqrt(-g) = {sqrt(g_i)} + O(epsilon^2) on both lattices."""
    return [ck.Link("even lattice", ck.equal(ROOT, EVEN), order=2), _TUNED]


def amended() -> list[ck.Link]:
    """On the even lattice the density is one and the determinant is not."""
    expanded = 1 + epsilon * TRACE / 2
    return [
        ck.Link("even lattice: density", ck.equal(EVEN, 1)),
        ck.Link("even lattice: determinant", ck.equal(ROOT, expanded), order=2),
        _TUNED,
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Mean of the bracket over a cell of the lattice, against the root of the determinant."""
    h, k = (
        {(a, b): sp.Symbol(f"{letter}_{{{a}{b}}}", real=True) for a in (1, 2) for b in (a, 2)}
        for letter in "hk"
    )

    def entry(a: int, b: int) -> Expr:
        pair = (min(a, b) + 1, max(a, b) + 1)
        return int(a == b) + epsilon * h[pair] + epsilon**2 * k[pair]

    own = sp.Matrix(2, 2, entry)
    yield ck.Step("All neurons have the same matrix:", own)
    bell = clouds.filled(premises["6.8"], (clouds.roots(D)[0], sp.S.Zero), D)
    unfolded = GaussianIntegral(bell, clouds.coordinates(D))
    yield ck.Step(
        "Summed over a lattice and integrated over one cell, the windows unfold to one window over "
        "all of space:",
        unfolded,
    )
    determinant = sp.sqrt(own.det())
    cells = {EVEN: sp.S.One, TUNED: 1 / determinant}
    yield ck.Step(
        "Divided by the volume of the cell this is the mean of $\\{\\sqrt{g_i}\\}$: cells of unit "
        "coordinate volume, and of unit proper volume:",
        sp.Tuple(*cells.values()),
    )
    entries = {name: unfolded / cell for name, cell in cells.items()}
    entries |= {ROOT: determinant, TRACE: h[1, 1] + h[2, 2]}
    for name, link in form.links.items():
        gap = form.gap(name).xreplace(entries)
        if link.order is None:
            yield ck.Vanishes(name, gap)
        for order in range(link.order or 0):
            yield ck.Vanishes(name, SeriesCoefficient(gap, epsilon, order))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Sums over lattices of 15 by 15 neurons, averaged over nine points of a cell."""
    logarithm = sample["logarithm"][:, None] * HALVES[None, :, None, None]
    g = clouds.exponential(logarithm)
    cell = clouds.exponential(-logarithm / 2)
    axis = np.arange(-REACH, REACH + 1.0)
    sites = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, D)
    thirds = np.stack(np.meshgrid(*[np.arange(3) / 3] * D, indexing="ij"), -1).reshape(-1, D)
    gaps = (thirds[:, None] - sites[None]).reshape(-1, D)
    trace = np.trace(sample["logarithm"], axis1=-2, axis2=-1)

    def summed(offset: NDArray[np.float64]) -> NDArray[np.float64]:
        density = clouds.normal_density(offset, g[:, :, None])
        return np.asarray(density.sum(-1) / len(thirds))

    values: dict[Basic, NDArray[np.float64]] = {
        ROOT: np.exp(np.linalg.slogdet(g)[1] / 2),
        TRACE: trace,
        EVEN: summed(np.broadcast_to(gaps, (*g.shape[:2], *gaps.shape))),
        TUNED: summed(np.einsum("neab,kb->neka", cell, gaps)),
        epsilon: HALVES[None],
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:unit-density",
    source=source("6"),
    kind="approximation",
    title="Arrangements with one neuron per proper volume",
    latex=r"\sqrt{-g} = \{\sqrt{g_i}\} + \mathcal{O}(\epsilon^2) \quad "
    r"\text{on a lattice of unit density}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("logarithm", -1.0, 1.0, (D, D), "direction of the common matrix"),)),
        tolerance=1e-9,
        reason="averaged over thirds of a cell, a lattice of unit density ripples below 1e-30; "
        "225 neurons leave out less than 1e-10",
        method="sums over lattices of 225 neurons, mean of nine points of a cell, halved epsilon",
        samples=12,
        examples=30,
    ),
    words="reading",
    expected="corrected",
    fails_by="even lattice: Eq(\\sqrt{-g}, \\{\\sqrt{g_i}\\}_{\\mathrm{even}}) fails",
    reading="The sixth line of (6.16) and (6.15), tested on the two arrangements without "
    "randomness: an even lattice with one neuron per unit of coordinate volume, and one tuned to "
    "unit proper volume. All neurons have the same matrix, in two spatial dimensions; means over a "
    "cell, around which the sum over a lattice of unit density ripples by $10^{-8}$. For neurons "
    "at random see (6.16).",
    premises=("vanchurin:6.8",),
    amended=ck.Amended(
        latex=r"\{\sqrt{g_i}\}_{\mathrm{even}} = 1, \quad \sqrt{-g} = "
        r"1 + \frac{\epsilon}{2} \mathrm{Tr} h_{ab} + \mathcal{O}(\epsilon^2); \quad "
        r"\sqrt{-g} = \{\sqrt{g_i}\}_{\mathrm{tuned}}",
        links=amended,
        grade="missing hypothesis",
        note="On the even lattice $\\{\\sqrt{g_i}\\}=1$ whatever the metric is, so that (6.15) "
        "fails in first order, the order in which (6.16) claims it. It holds if the density "
        "of the neurons follows the metric, which is a hypothesis on where neurons are.",
    ),
    known=({"logarithm": [[0, 0], [0, 1]]},),
)
