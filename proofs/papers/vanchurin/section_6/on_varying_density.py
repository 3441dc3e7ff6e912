"""Sections 6 and 8: which density of neurons makes (6.15) hold where the matrices vary."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.grid import Grid
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import ABOVE, AVERAGE, BELOW, epsilon
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral, SeriesCoefficient

D = 2
AXES = range(D)
X = clouds.coordinates(D)
RHO = sp.Function("rho", real=True)(*X)
H = tuple(sp.Function(f"h_{{{a}{a}}}", real=True)(*X) for a in (1, 2))
BOX = Grid((2 * np.pi,) * D, (5, 5))
WAVES = list(product((-1, 0, 1), repeat=D))


def _links(bent: int) -> dict[str, sp.Eq]:
    curved = sp.Add(*(sp.Derivative(h, (x, 2)) for h, x in zip(H, X, strict=True)))
    return {"density": ck.equal(RHO, (sp.Add(*H) + bent * curved) / 2)}


def printed() -> dict[str, sp.Eq]:
    """The density of the neurons follows the determinant: rho = tr h / 2."""
    return _links(0)


def amended() -> dict[str, sp.Eq]:
    """rho = (tr h + d_a d_b h_ab) / 2."""
    return _links(1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Any fields as sums of exponentials: bracket and determinant agree in first order."""
    place, k, sizes = clouds.position(1, D), sp.symbols("k_1 k_2"), sp.symbols("H_1 H_2")
    wave = sp.exp(sp.Add(*(a * x for a, x in zip(k, X, strict=True))))
    there = dict(zip(X, place, strict=True))
    h = [size * wave for size in sizes]
    rho = form.of(RHO, "density").xreplace(dict(zip(H, h, strict=True))).doit().xreplace(there)
    own = {clouds.metric(1, D)[a, a]: 1 + epsilon * h[a].xreplace(there) for a in AXES}
    yield ck.Step("Neurons per volume of coordinates, $1+\\epsilon\\rho$, with $\\rho=$", rho)
    count = (1 + epsilon * rho) * clouds.roots(D)[0]
    bracket = clouds.filled(premises["6.8"], (count, sp.S.Zero), D).xreplace(own)

    def first(integrand: sp.Expr) -> sp.Expr:
        """Coefficient of epsilon of the sum over neurons, an integral over their places."""
        change = sp.expand(integrand.diff(epsilon).subs(epsilon, 0))
        return GaussianIntegral(change, place).doit()

    below = 1 + epsilon * first(bracket)
    means = [
        premises["6.9"].of(AVERAGE).xreplace({
            ABOVE: 1 + epsilon * first(bracket * own[clouds.metric(1, D)[a, a]]), BELOW: below})
        for a in AXES
    ]  # fmt: skip
    yield ck.Step("$\\{\\sqrt{g_i}\\}$ to first order:", below)
    determinant = sp.sqrt(sp.Mul(*means))
    yield ck.Vanishes("density", SeriesCoefficient(below - determinant, epsilon, 1))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Search the density, wave by wave, for which bracket and determinant agree to first order.

    Sums over a fine lattice of neurons around each point; orders in epsilon by complex step.
    """
    points = BOX.coordinates().reshape(D, -1).T
    axis = np.arange(-18, 19) * 0.4
    away = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, D)
    places = points[:, None] - away
    basis = np.stack([_wave(w, places) for w in WAVES])
    fields = np.einsum("ndw,wpj->dnpj", sample["h"], basis)

    def excess(h: ck.Array, rho: ck.Array) -> ck.Array:
        step = 1e-30j
        g, count = 1 + step * h, 1 + step * rho
        weight = count * np.sqrt(g.prod(0)) * np.exp(-(g * away.T[:, None] ** 2).sum(0) / 2)
        below = weight.sum(-1)
        mean = (g * weight).sum(-1) / below
        full = below * 0.4**D / (2 * np.pi)
        return np.asarray((full - np.sqrt(mean.prod(0))).imag / step.imag)

    flat = np.zeros((D, *places.shape[:-1]))
    answer = np.stack([excess(flat, wave) for wave in basis], -1)
    shape = (len(sample["h"]), *BOX.points)
    here = np.stack([_wave(w, points) for w in WAVES])
    found = []
    for i in range(len(sample["h"])):
        weights, *_ = np.linalg.lstsq(answer, -excess(fields[:, i], flat[0]), rcond=None)
        found.append(weights @ here)
    values = {RHO: np.array(found).reshape(shape)}
    for a in AXES:
        values[H[a]] = (sample["h"][:, a] @ here).reshape(shape)
    return ck.Measurement(values, **ck.periodic(BOX, X))


def _wave(wave: tuple[int, ...], points: ck.Array) -> ck.Array:
    """A product of one of 1, cos, sin along each axis, at points (..., D)."""
    parts = [np.cos(m * x) if m >= 0 else np.sin(x) for m, x in zip(wave, points.T, strict=True)]
    return np.asarray(np.prod(parts, axis=0).T)


CLAIM = ck.Claim(
    key="vanchurin:varying-density",
    source=source("6"),
    kind="approximation",
    title="Density of neurons where the matrices vary",
    latex=r"\sqrt{-g} = \{\sqrt{g_i}\} + \mathcal{O}(\epsilon^2) \iff \frac{dN}{d^3x} = 1 + "
    r"\frac{\epsilon}{2}\,\mathrm{Tr}\,h + \mathcal{O}(\epsilon^2)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("h", -2, 2, (D, len(WAVES)), "waves of $h_{11}$ and $h_{22}$"),)),
        tolerance=1e-8,
        reason="windows cut at 7.2 widths and summed in steps of 0.4: rounding only",
        method="density searched wave by wave in sums over a lattice of neurons",
        samples=16,
        examples=40,
    ),
    words="reading",
    expected="corrected",
    fails_by="right side h_{11}(x^1, x^2)/2 + h_{22}(x^1, x^2)/2 for h_{11}(x^1, x^2"
    ")/2 + h_{22}(x^1, x^2)/2 + Derivative(h_{11}(x^1, x^2), (x^1, 2))/2 + "
    "Derivative(h_{22}(x^... [b63e9e93]",
    reading="(6.15) with (6.16) needs a density of the neurons. That it follows the determinant of "
    "the metric, one neuron per proper volume, is enough where all matrices are equal "
    "(vanchurin:unit-density). Read as: it is enough where $h_i$ varies from place to place. "
    "Neurons fill space with $1+\\epsilon\\rho(x)$ of them per volume of coordinates, in two "
    "dimensions and with diagonal matrices; other matrices follow by turning the axes, since every "
    "term is linear in $h$. The windows have a width of one.",
    premises=("vanchurin:6.8", "vanchurin:6.9"),
    hypotheses=(beliefs.CLOSE_TO_FLAT,),
    amended=ck.Amended(
        latex=r"\sqrt{-g} = \{\sqrt{g_i}\} + \mathcal{O}(\epsilon^2) \iff \frac{dN}{d^3x} = 1 + "
        r"\frac{\epsilon}{2}\left(\mathrm{Tr}\,h + \partial_a\partial_b h_{ab}\right) + "
        r"\mathcal{O}(\epsilon^2)",
        links=amended,
        grade="missing hypothesis",
        note="The windows of wider neurons reach further, which moves $\\{\\sqrt{g_i}\\}$ by the "
        "double divergence of $h$. The density that (6.15) needs is therefore not that of one "
        "neuron per proper volume, except where $h$ varies slowly over a window.",
    ),
)
