"""Section II.B: whether a deformation of large scale is heavy in template matching."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from proofs.papers.dong_zhou.shared.notation import source

NAME = "cost"
ENERGY, SLOPE = (sp.Symbol(name, real=True) for name in ("E", r"\partial_w E"))
w, a = sp.symbols("w a", positive=True)


def printed() -> list[ck.Link]:
    """The energy grows with the width of what is deformed."""
    return [ck.Link(NAME, ck.greater(SLOPE, 0))]


def amended() -> list[ck.Link]:
    """It grows exactly where the width is beyond the range of the metric, w > a / sqrt(2)."""
    return [
        ck.Link("energy", ck.equal(ENERGY, sp.sqrt(sp.pi) * (w + a**2 / (2 * w)))),
        ck.Link("slope", ck.equal(SLOPE, sp.sqrt(sp.pi) * (1 - a**2 / (2 * w**2)))),
        ck.Link(NAME, sp.Equivalent(SLOPE > 0, 2 * w**2 > a**2, evaluate=False)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The Sobolev energy of a Gaussian velocity field, integrated over the line."""
    x, k = sp.Symbol("x", real=True), sp.Symbol("k", positive=True)
    v = sp.exp(-(x**2) / (2 * w**2))
    energy = sp.Integral(v**2 + a**2 * sp.Derivative(v, x) ** 2, (x, -sp.oo, sp.oo))
    yield ck.Step("Energy of $v=e^{-x^2/2w^2}$:", energy)
    found = energy.doit()
    yield ck.Step("It is", found)
    if "energy" in form:
        yield ck.shows("energy", form.of(ENERGY, "energy"), energy)
        yield ck.shows("slope", form.of(SLOPE, "slope"), sp.Derivative(energy, w))
    rise = sp.diff(found, w).subs(sp.sqrt(sp.pi), k)
    yield ck.Step("and its slope, with $k=\\sqrt\\pi$:", rise)
    given = sp.And(ck.equal(SLOPE, rise), w > 0, a > 0, k > 0)
    yield ck.Entails(NAME, given, form[NAME])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The energy at two widths, from the Fourier modes of the field on a periodic grid."""
    width, reach = sample["w"], sample["a"][:, None]
    x = np.linspace(-15, 15, 512, endpoint=False)
    mode = 2 * np.pi * np.fft.fftfreq(512, x[1] - x[0])

    def energy(size: np.ndarray) -> np.ndarray:
        field = np.fft.fft(np.exp(-(x**2) / (2 * size[:, None] ** 2)))
        density = np.abs(field) ** 2 * (1 + (reach * mode) ** 2)
        return np.asarray(density.mean(-1) * (x[1] - x[0]))

    values = {ENERGY: energy(width), SLOPE: slope(energy, width, step=1e-2)}
    return ck.Measurement({**values, w: width, a: sample["a"]})


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
                ck.Real("w", 0.3, 3.0, meaning="the width"),
                ck.Real("a", 0.3, 3.0, meaning="the range of the metric"),
            ),
            sp.Abs(2 * w**2 / a**2 - 1) > sp.Rational(1, 50),
        ),
        tolerance=1e-6,
        reason="the grid is exact to rounding, differences of order eight to 1e-9; points near "
        "2 w^2 = a^2 are left out",
        method="Fourier modes of the field on a grid, slope by differences",
    ),
    expected="corrected",
    fails_by="\\partial_w E > 0 for Equivalent(\\partial_w E > 0, 2*w**2 > a**2)",
    reading="A large scale deformation is read as a velocity field of height one and width w, its "
    "cost as the energy of the metric, here the first Sobolev metric of range a on the line. The "
    "text's reason, that each pixel has to be moved, is the first of two terms.",
    hypotheses=("the metric is $\\int v^2 + a^2 v'^2$ and the field a Gaussian of height one",),
    amended=ck.Amended(
        latex=r"E = \sqrt\pi \left(w + \frac{a^2}{2 w}\right), \qquad "
        r"\frac{\partial E}{\partial w} > 0 \iff w > \frac{a}{\sqrt 2}",
        links=amended,
        note="Below the range of the metric it is the small scales that are heavy: the energy is "
        "$\\sqrt\\pi\\,(w + a^2/2w)$, least at $w=a/\\sqrt2$. A metric that smooths, as those "
        "of template matching do, makes fine deformations expensive.",
    ),
)
