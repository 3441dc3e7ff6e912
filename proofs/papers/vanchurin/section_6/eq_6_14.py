"""(6.14): the total number of neurons as an integral over space."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, clouds
from proofs.papers.vanchurin.shared.clouds import window
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import GaussianIntegral

D = 3
X = clouds.coordinates(D)
BRACKET = sp.Function(r"\{\sqrt{g_i}\}", real=True)(*X)
COUNT = sp.Symbol("N", positive=True)
AXIS = np.linspace(-8.8, 8.8, 23)


def _over_space(density: Expr) -> Expr:
    return sp.Integral(density, *((x, -sp.oo, sp.oo) for x in X))


def printed() -> list[ck.Link]:
    """int {sqrt(g_i)} = sum_i int sqrt(g_i / (2 pi)^3) e^(...) = sum_i 1 = N."""
    bells = [
        sp.sqrt(clouds.metric(i, D).det() / (2 * sp.pi) ** 3) * window(i, D)
        for i in range(1, clouds.N + 1)
    ]
    plain = [clouds.diagonal(bell, D) for bell in bells]
    each = sp.Add(*(_over_space(bell) for bell in plain))
    ones = sp.Integer(sum(1 for _ in bells))
    return [
        ck.Link("neuron by neuron", ck.equal(BRACKET, sp.Add(*plain))),
        ck.Link("one each", ck.equal(each, ones)),
        ck.Link("number", ck.equal(ones, COUNT)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The brackets (6.8) and Gaussian integrals."""
    tilt = sp.symbols("J_1:4", real=True)
    wave = sp.exp(sp.Add(*(j * x for j, x in zip(tilt, X, strict=True))))
    laws = sp.Add(*(clouds.diagonal(clouds.tilted(i, D, tilt), D) for i in (1, 2)))
    yield ck.Step("The mean of $e^{J\\cdot x}$ over the places of the neurons has to be", laws)
    bells = sp.expand(form.of(BRACKET)) * wave
    yield ck.shows("neuron by neuron", GaussianIntegral(bells, X), laws)
    gap = form.gap("one each")

    def each(weight: Expr) -> Expr:
        return gap.replace(sp.Integral, lambda bell, *_: GaussianIntegral(bell * weight, X))

    yield ck.Vanishes("one each", each(sp.S.One))
    rest = gap.replace(sp.Integral, lambda *_: sp.S.Zero)
    yield ck.shows("one each", clouds.N * (each(wave) - rest), -rest * laws)
    total = GaussianIntegral(clouds.filled(premises["6.8"], clouds.roots(D), D), X)
    yield ck.Step("The neurons in all, from the bracket (6.8):", total)
    yield ck.Vanishes("number", form.gap("number").xreplace({COUNT: total}))


def _integral(array: NDArray[np.float64], symbol: sp.Symbol) -> NDArray[np.float64]:
    """The trapezoidal rule, which is exponentially accurate for what decays inside the box."""
    if symbol not in X:
        raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
    full = np.broadcast_to(array, (*array.shape[: array.ndim - D], *(len(AXIS),) * D))
    return np.asarray(full.sum(X.index(symbol) - D, keepdims=True) * (AXIS[1] - AXIS[0]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The sum of normal densities on a grid of 23 points per axis, and the neurons counted."""
    g = clouds.diagonal_matrices(sample, D)
    points = np.stack(np.meshgrid(AXIS, AXIS, AXIS, indexing="ij"), axis=-1)
    density = sum(
        clouds.normal_density(
            points - sample["position"][:, i, None, None, None], g[:, i, None, None, None]
        )
        for i in range(clouds.N)
    )
    still = {**sample, "point": np.zeros((len(g), D))}
    values: dict[Basic, NDArray[np.float64]] = dict(clouds.letters(still, g, D))
    for a, x in enumerate(X):
        values[x] = AXIS.reshape([1, *(len(AXIS) if b == a else 1 for b in range(D))])
    values |= {BRACKET: np.asarray(density), COUNT: np.full(len(g), float(g.shape[1]))}
    return ck.Measurement(values, integral=_integral)


CLAIM = ck.Claim(
    key="vanchurin:6.14",
    source=source("6", "6.14"),
    kind="result",
    title="Total number of neurons",
    latex=r"\int d^D x \left\{ \sqrt{g_i} \right\} = \sum_i \int d^3 x "
    r"\sqrt{\frac{g_i}{(2\pi)^3}} \ e^{-\frac{1}{2} \left(x^a - x_i^a(t)\right) g_{i,ab} "
    r"\left(x^b - x_i^b(t)\right)} = \sum_i 1 = N",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("logarithm", -0.5, 0.5, (clouds.N, D), "of the diagonal of g_i"),
                ck.Real("position", -1.0, 1.0, (clouds.N, D), "of the neurons"),
            )
        ),
        tolerance=1e-6,
        reason="the trapezoidal rule with spacing 0.8 misses less than 1e-7 of these Gaussians",
        method="trapezoidal rule in a box for a sum of normal densities",
        samples=4,
        examples=12,
    ),
    expected="proved",
    reading="$d^Dx$ in the first integral is read as $d^3x$, $D=3$, as in the second; with another "
    "$D$ the power of $2\\pi$ in (6.8) would have to follow. The first step is read in the "
    "integrand, at every $x$, since an integral over all space does not see where neurons are. "
    "Two neurons, in the linear "
    "coordinates that make both matrices diagonal.",
    premises=("vanchurin:6.8",),
    hypotheses=(beliefs.ALL_OF_SPACE, beliefs.POSITIVE_MATRICES),
)
