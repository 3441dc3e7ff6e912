"""Section 9: whether a constrained number of neurons needs a cosmological constant."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, cosmos
from proofs.papers.vanchurin.shared.curved import VARIED, Lambda, at_metric
from proofs.papers.vanchurin.shared.notation import source, t

RATE = sp.Symbol("h", real=True)


def printed() -> list[ck.Link]:
    """The constant is not zero."""
    return [ck.Link("constant", ck.differ(Lambda, 0))]


def amended() -> list[ck.Link]:
    """It is 3 h^2, where space expands with the rate h, which may be zero."""
    return [ck.Link("constant", ck.equal(Lambda, 3 * RATE**2))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(8.12) for flat space that expands at any rate, with any number of neurons."""
    size = sp.Symbol("V", positive=True)
    xs = (t, *sp.symbols("x y z", real=True))
    scale = size ** sp.Rational(1, 3) * sp.exp(RATE * t)
    matrix = sp.ImmutableMatrix(sp.diag(-1, *(scale**2 for _ in range(3))))
    yield ck.Step("Flat space, at first with $V$ neurons per volume of coordinates:", matrix)
    density = premises["8.12"].of(VARIED).function
    equations = [at_metric(density, matrix, xs, i, i) for i in range(4)]
    if form.which == "printed":
        level = sp.solve(equations[0].doit(), Lambda)[0]
        known = ck.equal(Lambda, sp.expand(level))
        yield ck.Step("(8.12) gives", known)
        yield ck.Entails("constant", known, form["constant"])
        return
    value = form.of(Lambda, "constant")
    for equation in equations:
        yield ck.Vanishes("constant", equation.xreplace({Lambda: value}))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The Einstein tensor of flat space that expands, shrinks or stays."""
    rate = 0.3 * sample["h"]
    start = np.stack([np.cbrt(sample["V"])] * 3, axis=-1)
    g = cosmos.synchronous(cosmos.follow(start, lambda y: rate[:, None] * y))
    here = cosmos.curvature_in_time(g)
    level = -here.einstein[..., 1, 1] / g[..., 1, 1]
    return ck.Measurement({Lambda: level[:, 8], RATE: rate})


CLAIM = ck.Claim(
    key="vanchurin:dual-needs-lambda",
    source=source("9"),
    kind="result",
    title="A constrained number of neurons and the cosmological constant",
    latex=r"N = \bar N \quad\Rightarrow\quad \Lambda \ne 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("h", -2, 2, (), "rate of expansion, times 0.3"),
                ck.Real("V", 0.5, 8.0, meaning="neurons per volume of coordinates at first"),
            )
        ),
        tolerance=1e-7,
        reason="second derivatives of polynomials through 16 Chebyshev points",
        method="Einstein tensor of flat space that expands, shrinks or stays",
        samples=24,
        examples=40,
    ),
    words="sentence",
    expected="corrected",
    fails_by="Ne(Lambda, 0) for Eq(Lambda, 3*h**2)",
    reading='"This implies that a quantum system can only be dual to a gravitational system with '
    'cosmological constant", because the number of neurons has to be constrained in both sectors. '
    "Whether the sectors are dual is another claim (vanchurin:dual-descriptions). Read as: where "
    "(8.11) constrains the number, the multiplier $\\Lambda$ is not zero. Tested on flat space.",
    premises=("vanchurin:8.12",),
    hypotheses=(beliefs.DENSITY_IS_VOLUME, beliefs.CONSTANT_LAMBDA, beliefs.HOMOGENEOUS),
    amended=ck.Amended(
        latex=r"N = \bar N \quad\Rightarrow\quad \Lambda = 3h^2",
        links=amended,
        grade="wrong step",
        note="A multiplier may vanish: static flat space in a box of any size holds any number of "
        "neurons and has $\\Lambda=0$. With the rate of expansion $h$, which no number fixes, it "
        "is "
        "$3h^2$; a negative one needs curved space (vanchurin:lambda-sign). And a constant appears "
        "already while the number is fixed (vanchurin:fixed-number).",
    ),
)
