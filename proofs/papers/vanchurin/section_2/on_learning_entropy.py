"""Entropy without noise: what the learning drift alone does to it."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.learning.functional import directional_derivative
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import (
    F,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
    spacetime,
)
from qmgr_sym.variation.euler import euler_lagrange

K = 1
RATE = sp.Symbol("R", real=True)


def _curvature(K: int) -> Expr:
    return p(K) * over_k(lambda x: sp.Derivative(F(K), (x, 2)), K)


def _production(K: int) -> Expr:
    logs = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) * sp.Derivative(F(K), x), K)
    return gamma * p(K) * logs


def _mean_curvature() -> Expr:
    return over_q(_curvature(K), K)


def printed() -> list[ck.Link]:
    """With D = 0 and gamma > 0 the entropy does not increase."""
    return [ck.Link("entropy", ck.at_most(RATE, 0))]


def amended() -> list[ck.Link]:
    """dS/dt = -gamma <laplacian F> for D = 0."""
    return [ck.Link("entropy", ck.equal(RATE, -gamma * _mean_curvature()))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """(3.4) with D = 0, integrated by parts."""
    form = given["entropy"]
    production = _production(K)
    by_parts = -gamma * integrand(_mean_curvature())
    steps = (
        ck.Step("Entropy production density (3.4) for $D=0$:", production),
        ck.Step("Integrated by parts. " + every_dimension(K, _production, _curvature), by_parts),
    )
    if isinstance(form, sp.Eq):
        rest = production - integrand(form.rhs)
        euler = euler_lagrange(rest.doit(), (p(K), F(K)), spacetime(K))
        return ck.Derivation(
            (
                *steps,
                ck.Step(
                    "The rest has to be a total derivative: its variations by $p$ and $F$.",
                    sp.Matrix(euler),
                ),
            ),
            tuple(ck.Vanishes("entropy", e) for e in euler),
        )
    mean = sp.Symbol(r"\langle{F''}\rangle", real=True)
    signed = form.subs(RATE, -gamma * mean)
    return ck.Derivation(
        (
            *steps,
            ck.Step("With the mean curvature of $F$ as a free number, the sentence reads:", signed),
        ),
        (ck.Entails("entropy", sp.Gt(gamma, 0), signed),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Push a density along its drift and differentiate its Shannon entropy by complex step."""
    line, (x,) = fields.GRIDS[K], q(K)
    slope = fields.derivative(K, (x,))
    density, energy = fields.field(sample, "p", K), fields.field(sample, "F", K)
    rate = slope(sample["gamma"][:, None] * slope(energy, x) * density, x)

    def shannon(p: np.ndarray) -> np.ndarray:
        return -grids.integral(p * np.log(p), line)

    gain = directional_derivative(shannon, {"p": density}, {"p": rate}, line)
    values = {RATE: gain, p(K): density, F(K): energy, gamma: sample["gamma"]}
    return ck.Measurement(values, slope, fields.integral(K))


CLAIM = ck.Claim(
    key="vanchurin:learning-entropy",
    source=source("2"),
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
                ck.Integer("p", -2, 2, (fields.MODES[K], 2)),
                ck.Integer("F", -2, 2, (fields.MODES[K], 2)),
            )
        ),
        tolerance=1e-9,
        reason="spectral accuracy on 48 points, complex-step derivative",
        method="complex-step change of the Shannon entropy along the learning drift",
        examples=100,
    ),
    expected="corrected",
    reading="The text lets the entropy decrease when learning dominates. Read as: without noise, "
    "$D=0$, and for $\\gamma>0$, the entropy (3.2) of every density does not increase; $R$ is its "
    "rate of change. The text speaks of the entropy of the network and cites other work for the "
    "law; the entropy of the trainable variables is the one that section 3 computes. Which sign of "
    "$\\gamma$ the text has in mind is not said; the sentence fails for either.",
    premises=("vanchurin:3.4",),
    hypotheses=("boundary terms vanish: periodic or vanishing boundaries",),
    amended=ck.Amended(
        latex=r"D = 0 \;\Rightarrow\; \frac{dS_q}{dt} = -\gamma \int d^K q\, p \sum_k "
        r"\frac{\partial^2 F}{\partial q_k^2}",
        links=amended,
        note="Learning lowers the entropy where the mean curvature of $\\gamma F$ over the density "
        "is positive, as near a minimum that is approached, and raises it where it is negative.",
    ),
)
