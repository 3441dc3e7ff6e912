"""Section II.B: whether a deformation of large scale is heavy in template matching."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared.notation import source

NAME = "cost"
SLOPE = sp.Symbol(r"\partial_w E", real=True)
w, a = sp.symbols("w a", positive=True)


def printed() -> list[ck.Link]:
    """The energy grows with the width of what is deformed."""
    return [ck.Link(NAME, ck.greater(SLOPE, 0))]


def amended() -> list[ck.Link]:
    """It grows exactly where the width is beyond the range of the metric, w > a / sqrt(2)."""
    return [ck.Link(NAME, sp.Equivalent(SLOPE > 0, 2 * w**2 > a**2, evaluate=False))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The Sobolev energy of a Gaussian velocity field, integrated over the line."""
    x, k = sp.Symbol("x", real=True), sp.Symbol("k", positive=True)
    v = sp.exp(-(x**2) / (2 * w**2))
    energy = sp.Integral(v**2 + a**2 * sp.Derivative(v, x) ** 2, (x, -sp.oo, sp.oo))
    yield ck.Step("Energy of $v=e^{-x^2/2w^2}$:", energy)
    found = sp.sqrt(sp.pi) * (w + a**2 / (2 * w))
    yield ck.shows(NAME, energy, found)
    yield ck.Step("It is", found)
    slope = sp.diff(found, w).subs(sp.sqrt(sp.pi), k)
    yield ck.Step("and its slope, with $k=\\sqrt\\pi$:", slope)
    given = sp.And(ck.equal(SLOPE, slope), w > 0, a > 0, k > 0)
    yield ck.Entails(NAME, given, form[NAME])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The energy at two widths, from the Fourier modes of the field on a periodic grid."""
    width, reach = sample["w"] / 4, sample["a"] / 4
    x = np.linspace(-15, 15, 512, endpoint=False)
    mode = 2 * np.pi * np.fft.rfftfreq(512, x[1] - x[0])
    eps = 1e-4

    def energy(size: np.ndarray) -> np.ndarray:
        field = np.fft.rfft(np.exp(-(x**2) / (2 * size[:, None] ** 2)))
        weight = 2.0 - np.isin(mode, mode[[0, -1]])
        density = weight * np.abs(field) ** 2 * (1 + (reach[:, None] * mode) ** 2)
        return np.asarray(density.sum(-1) * (x[1] - x[0]) / 512)

    slope = (energy(width + eps) - energy(width - eps)) / (2 * eps)
    return ck.Measurement({SLOPE: slope, w: width, a: reach})


CLAIM = ck.Claim(
    key="dong_zhou:deformation-cost",
    source=source("II.B"),
    kind="result",
    title="Deformations of large scale are heavy in template matching",
    latex=r"\frac{\partial E}{\partial w} > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("w", 1, 12, meaning="four times the width"),
                ck.Integer("a", 1, 12, meaning="four times the range of the metric"),
            )
        ),
        tolerance=1e-6,
        reason="the grid is exact to rounding, differences to 1e-7; 2 w^2 = a^2 has no integers",
        method="Fourier modes of the field on a grid, slope by differences",
    ),
    expected="corrected",
    fails_by="\\partial_w E > 0 for Equivalent(\\partial_w E > 0, 2*w**2 > a**2)",
    reading="A large scale deformation is read as a velocity field of height one and width w, its "
    "cost as the energy of the metric, here the first Sobolev metric of range a on the line. The "
    "text's reason, that each pixel has to be moved, is the first of two terms.",
    hypotheses=("the metric is $\\int v^2 + a^2 v'^2$ and the field a Gaussian of height one",),
    amended=ck.Amended(
        latex=r"\frac{\partial E}{\partial w} > 0 \iff w > \frac{a}{\sqrt 2}",
        links=amended,
        note="Below the range of the metric it is the small scales that are heavy: the energy is "
        "$\\sqrt\\pi\\,(w + a^2/2w)$, least at $w=a/\\sqrt2$. A metric that smooths, as those "
        "of template matching do, makes fine deformations expensive.",
    ),
)
