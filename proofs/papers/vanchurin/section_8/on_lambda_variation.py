"""(8.11): the variation by Lambda, and what it constrains."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_nodes
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.curved import Lambda
from proofs.papers.vanchurin.shared.notation import T, source, t

NUMBER = sp.Function("N", positive=True)(t)
MEAN = sp.Symbol(r"\bar{N}", positive=True)
LETTER = sp.Symbol("N", positive=True)
CLOCK = gauss_nodes(0.0, 1.0, 12)


def printed() -> list[ck.Link]:
    """The number of neurons is N bar, at every time."""
    return [ck.Link("number", ck.equal(NUMBER, MEAN))]


def amended() -> list[ck.Link]:
    """Its average over time is."""
    return [ck.Link("number", ck.equal(sp.Integral(NUMBER, (t, 0, T)), MEAN * T))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(8.11) with a number that depends on time, varied by a constant Lambda."""
    size, rate = sp.Symbol("c", positive=True), sp.Symbol("r", positive=True)
    number = size * sp.exp(rate * t)
    first = premises["8.11"]["second line"].lhs.xreplace({LETTER: number})
    varied = sp.diff(first, Lambda)
    yield ck.Step("(8.11) by $\\Lambda$, for a number that grows at any rate:", varied)
    (stationary,) = sp.solve(varied.doit(), size)
    yield ck.Step("It vanishes for the first number", stationary)
    yield ck.Vanishes("number", form.gap().xreplace({NUMBER: number.subs(size, stationary)}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A number that grows and shrinks, with the size at which the action is stationary."""
    time = sample["T"][:, None] * CLOCK.points
    shape = 1 + 0.5 * np.sin(sample["w"][:, None] * time)

    def action(size: ck.Array, level: ck.Array) -> ck.Array:
        """The term of (8.11) with Lambda, at every time."""
        gap = sample["mean"][:, None] - size[:, None] * shape
        return np.asarray(2 * level * (gap @ CLOCK.weights) * sample["T"])

    def slope(size: ck.Array) -> ck.Array:
        zero = np.zeros_like(size)
        return complex_step(lambda level: action(size, level), zero)

    start, one = slope(np.zeros_like(sample["T"])), slope(np.ones_like(sample["T"]))
    size = start / (start - one)

    def integral(array: ck.Array, symbol: sp.Symbol) -> ck.Array:
        scale = sample["T"].reshape((-1,) + (1,) * (array.ndim - 1))
        return np.asarray(CLOCK.integrate(array, 1, keepdims=True) * scale)

    values = {NUMBER: size[:, None] * shape, MEAN: sample["mean"], T: sample["T"]}
    return ck.Measurement(values, integral=integral)


CLAIM = ck.Claim(
    key="vanchurin:lambda-variation",
    source=source("8"),
    kind="result",
    title="What the Lagrange multiplier of the number of neurons constrains",
    latex=r"\frac{\delta\mathcal{S}}{\delta\Lambda} = 0 \quad\Rightarrow\quad N(t) = \bar N",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("T", 0.5, 3.0, meaning="length of the interval"),
                ck.Real("w", 0.5, 3.0, meaning="rate at which the number swings"),
                ck.Real("mean", 1.0, 9.0, meaning="the given number"),
            )
        ),
        tolerance=1e-9,
        reason="a sine on 12 Gauss points: rounding only",
        method="size of a swinging number at which the action is stationary, by complex step",
        samples=32,
    ),
    words="sentence",
    expected="corrected",
    fails_by="Eq(N(t), \\bar{N}) for Eq(Integral(N(t), (t, 0, T)), T*\\bar{N})",
    reading='"Evidently, the Lagrange multiplier $2\\Lambda$ constraints the average number of '
    'neurons": read as a constraint on $N$ while the number varies in time, with (8.11) as '
    "corrected and a constant $\\Lambda$. As printed, with a single $2\\Lambda(\\bar N-N)$, the "
    "second "
    "line of (8.11) would give $NT=\\bar N$, in which the two sides differ in dimension.",
    premises=("vanchurin:8.11",),
    hypotheses=(beliefs.CONSTANT_LAMBDA, beliefs.NUMBER_VARIES),
    amended=ck.Amended(
        latex=r"\frac{\delta\mathcal{S}}{\delta\Lambda} = 0 \quad\Rightarrow\quad "
        r"\frac1T\int_0^T dt\,N(t) = \bar N",
        links=amended,
        grade="missing hypothesis",
        note="The average is one over time, not over an ensemble. A number constrained at each "
        "time needs a multiplier $\\Lambda(t)$ at each time, which (8.12) in vacuum does not "
        "allow to vary (vanchurin:lambda-in-time).",
    ),
)
