"""Small claims about the area under a line, right and wrong on purpose."""

from dataclasses import replace

import numpy as np
import sympy as sp

import proofs.checker as ck

a = sp.Symbol("a", positive=True)
x = sp.Symbol("x", positive=True)
A = sp.Symbol("A", positive=True)


def links(formula):
    return lambda: [ck.Link("area", ck.equal(A, formula))]


def exact(form, premises):
    derived = sp.integrate(x, (x, 0, a))
    return ck.Derivation(
        (ck.Step("area under the line", sp.Eq(A, derived)),),
        (ck.Vanishes("area", form["area"].rhs - derived),),
    )


def vacuous_exact(form, premises):
    return ck.Derivation((), (ck.Vanishes("area", sp.S.Zero),))


def engine(sample, rng, factor=1.0):
    width = sample["a"]
    grid = np.linspace(0.0, 1.0, 201) * width[:, None]
    return ck.Measurement({A: factor * np.trapezoid(grid, grid, axis=1), a: width})


def wrong_engine(sample, rng):
    return engine(sample, rng, factor=1.5)


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


VACUOUS_NUMERIC = arm(engine, tolerance=1e3)
