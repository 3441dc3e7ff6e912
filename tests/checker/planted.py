"""Small claims about the area under a line, right and wrong on purpose."""

from dataclasses import replace

import numpy as np
import sympy as sp

import proofs.checker as ck
from proofs.checker.options import Options
from proofs.checker.run import run_claim

a = sp.Symbol("a", positive=True)
x = sp.Symbol("x", positive=True)
A = sp.Symbol("A", positive=True)


def links(formula):
    return lambda: [ck.Link("area", ck.equal(A, formula))]


def exact(form, premises):
    derived = sp.Integral(x, (x, 0, a))
    yield ck.Step("area under the line", ck.equal(A, derived))
    yield ck.shows("area", form.of(A), derived)


def vacuous_exact(form, premises):
    """True, left to the judge, and says nothing of the form."""
    yield ck.shows("area", (a + 1) ** 2, a**2 + 2 * a + 1)


def engine(sample, rng, factor=1.0):
    width = sample["a"]
    grid = np.linspace(0.0, 1.0, 201) * width[:, None]
    return ck.Measurement({A: factor * np.trapezoid(grid, grid, axis=1), a: width})


def wrong_engine(sample, rng):
    return engine(sample, rng, factor=1.5)


def still_engine(sample, rng):
    """The same square at every point: right, and blind to the sample."""
    return engine({"a": np.full_like(sample["a"], 2.0)}, rng)


def arm(engine, **changes):
    made = ck.NumericArm(
        engine,
        ck.Domain((ck.Real("a", 0.5, 2.0),)),
        tolerance=1e-12,
        reason="the trapezoid rule is exact for a line",
        method="trapezoid rule",
        samples=8,
    )
    return replace(made, **changes)


def claim(formula=a**2 / 2, **changes):
    made = ck.Claim(
        key="planted:area",
        source=ck.Source("a test", "1", "1.1"),
        kind="result",
        title="Area under a line",
        latex=r"A = \frac{a^2}{2}",
        printed=links(formula),
        exact=exact,
        numeric=arm(engine),
    )
    return replace(made, **changes)


def amended(formula=a**2 / 2):
    return ck.Amended(latex=r"A = \frac{a^2}{2}", links=links(formula), note="the exponent")


def run(made, premises=None, **options):
    """The part of the record that one claim gives by itself."""
    return run_claim(made, Options(**options), premises)


def rows(result, arm=None, link=None):
    """The rows of evidence of one arm and one link."""
    return [
        row
        for row in result["evidence"]
        if arm in (None, row["arm"]) and link in (None, row["link"])
    ]
