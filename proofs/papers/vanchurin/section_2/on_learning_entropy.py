"""Entropy without noise: what the learning drift alone does to it."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.learning.functional import directional_derivative
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from qmgr_sym.unevaluated import VariationalDerivative

RATE = sp.Symbol("R", real=True)


def printed() -> sp.Le:
    """With D = 0 and gamma > 0 the entropy does not increase."""
    return ck.at_most(RATE, 0)


def amended(K: int = 1) -> sp.Eq:
    """dS/dt = -gamma <laplacian F> for D = 0."""
    curvature = n.over_k(lambda x: sp.Derivative(n.F(K), (x, 2)), K)
    return ck.equal(RATE, -n.gamma * over_q(n.p(K) * curvature, K))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(3.4) with D = 0: an example against the sentence, and integration by parts."""
    production = integrand(premises["3.4"].at(K=1).of(n.S_change))
    yield ck.Step("Entropy production density (3.4), here for $D=0$:", production)
    if form.which == "printed":
        (x,), s = n.q(1), sp.Symbol("s", real=True)
        bell = {n.p(1): sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi), n.F(1): s * x**2 / 2}
        example = production.xreplace({n.D: sp.S.Zero, **bell}).doit()
        rate = sp.integrate(example, (x, -sp.oo, sp.oo))
        yield ck.Step("Its integral for a normal density in a valley of curvature $s$:", rate)
        learning = sp.And(n.gamma > 0, ck.equal(RATE, rate))
        yield ck.Entails("equation", learning, form["equation"])
        return

    def sides(K: int, production: Expr, mean: Expr) -> tuple[Expr, Expr]:
        learning = sp.Subs(production, n.D, 0)
        here, there = (VariationalDerivative(e, n.p(K), n.spacetime(K)) for e in (learning, mean))
        return here, there

    stated = integrand(form.of(RATE), {})
    yield ck.Step("The rest has to be a total derivative: equal variations by $p$.", stated)
    yield from every_K("equation", sides, production, stated, K=1)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Push a density along its drift and differentiate its Shannon entropy by complex step."""
    line, (x,), calculus = fields.GRIDS[1], n.q(1), fields.calculus(1)
    slope = calculus["derivative"]
    density, energy = fields.field(sample, "p", 1), fields.field(sample, "F", 1)
    rate = slope(sample["gamma"][:, None] * slope(energy, x) * density, x)

    def shannon(p: ck.Array) -> ck.Array:
        return -grids.integral(p * np.log(p), line)

    gain = directional_derivative(shannon, {"p": density}, {"p": rate}, line)
    values = {RATE: gain, n.p(1): density, n.F(1): energy, n.gamma: sample["gamma"]}
    return ck.Measurement(values, **calculus)


CLAIM = ck.Claim(
    key="vanchurin:learning-entropy",
    source=n.source("2"),
    kind="result",
    title="Entropy decreases where learning dominates",
    latex=r"D = 0,\; \gamma > 0 \;\Rightarrow\; \frac{dS_q}{dt} = \gamma \int d^K q\, p \sum_k "
    r"\frac{\partial \log p}{\partial q_k} \frac{\partial F}{\partial q_k} \le 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("gamma", 0.25, 2.0),
                fields.coefficients("p", 1),
                fields.coefficients("F", 1),
            )
        ),
        tolerance=1e-9,
        reason="spectral accuracy on 48 points, complex-step derivative",
        method="complex-step change of the Shannon entropy along the learning drift",
        examples=100,
    ),
    words="reading",
    expected="corrected",
    fails_by="R <= 0 for Eq(R, -gamma*Integral(p(q_1, t)*Derivative(F(q_1, t), (q_1, 2)), q_1))",
    reading="The text lets the entropy decrease when learning dominates. Read as: without noise, "
    "$D=0$, and for $\\gamma>0$, the entropy (3.2) of every density does not increase; $R$ is its "
    "rate of change. The text speaks of the entropy of the network and cites other work for the "
    "law; the entropy of the trainable variables is the one that section 3 computes. Which sign of "
    "$\\gamma$ the text has in mind is not said; the sentence fails for either.",
    premises=("vanchurin:3.4",),
    hypotheses=(beliefs.BOUNDARIES, beliefs.POSITIVE_DENSITY),
    amended=ck.Amended(
        latex=r"D = 0 \;\Rightarrow\; \frac{dS_q}{dt} = -\gamma \int d^K q\, p \sum_k "
        r"\frac{\partial^2 F}{\partial q_k^2}",
        links=amended,
        grade="missing hypothesis",
        note="Learning lowers the entropy where the mean curvature of $\\gamma F$ over the density "
        "is positive, as near a minimum that is approached, and raises it where it is negative. "
        "That it is positive is the hypothesis that is missing.",
    ),
)
