"""The condition under which the entropy production due to learning is neglected."""

import numpy as np
import sympy as sp
from numpy.polynomial import chebyshev
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.learning.entropy import entropy
from numerics.learning.log_density import evolve_log_density
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import (
    D,
    F,
    every_dimension,
    gamma,
    over_k,
    p,
    q,
    source,
)
from qmgr_sym.variation.divergence import total_divergence

K = 2
SPAN, NODES = 0.1, 12


def learning(K: int) -> Expr:
    """The learning term of (3.4): int p gamma sum_k d_k log p d_k F."""
    term = over_k(lambda x: sp.Derivative(sp.log(p(K)), x) * sp.Derivative(F(K), x), K)
    return over_q(p(K) * gamma * term, K)


def printed() -> list[ck.Link]:
    """int p gamma sum_k d_k log p d_k F = - int p gamma sum_k d_k^2 F."""
    curvature = over_k(lambda x: sp.Derivative(F(K), (x, 2)), K)
    return [ck.Link("learning", ck.equal(learning(K), -over_q(p(K) * gamma * curvature, K)))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Both sides differ by the divergence of gamma p d_k F."""
    left, right = (integrand(side) for side in form["learning"].args)
    gap = (left - right).doit()
    flux = [gamma * p(K) * F(K).diff(x) for x in q(K)]
    gibbs = sp.exp(-gamma * F(K) / D)
    square = D * over_k(lambda x: sp.Derivative(sp.log(p(K)), x) ** 2, K) * p(K)
    at_rest = [(term / p(K)).subs(p(K), gibbs).doit() for term in (left, square)]
    return ck.Derivation(
        steps=(
            ck.Step("Learning term of (3.4), under its integral:", left),
            ck.Step(
                "Boundary flux that turns it into $-p\\,\\gamma\\sum_k\\partial_k^2F$; its first "
                "component:",
                flux[0],
            ),
            ck.Step(
                "Their difference is the divergence of that flux. "
                + every_dimension(K, left, right, *flux),
                sp.expand(gap),
            ),
            ck.Step(
                "Averaged over $p$, the printed condition therefore says that learning produces "
                "little entropy beside diffusion. At the stationary density "
                "$p\\propto e^{-\\gamma F/D}$ of (3.1) it does not hold: there the learning term "
                "is minus the diffusion term at every point. Their sum per unit of $p$:",
                ck.equal(sp.Add(*at_rest, evaluate=False), sp.expand(sp.Add(*at_rest))),
            ),
        ),
        obligations=(ck.Vanishes("learning", gap - total_divergence(flux, q(K))),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rate of the entropy when the density is carried by the drift (2.9) alone, without noise.

    The run is sampled on Chebyshev points in time and the entropy differentiated at its start.
    """
    grid = fields.GRIDS[K]
    energy, density = (fields.field(sample, name, K) for name in ("F", "p"))
    drift = -sample["gamma"][:, None, None] * grids.gradient(energy, grid)
    points = chebyshev.chebpts2(NODES)
    still = np.zeros_like(sample["gamma"])
    times = SPAN * (1 + points) / 2
    run = evolve_log_density(np.log(density), drift, D=still, grid=grid, times=times)
    series = chebyshev.chebfit(points, entropy(np.exp(run), grid), NODES - 1)
    rate = np.asarray(chebyshev.chebval(-1.0, chebyshev.chebder(series)) * 2 / SPAN)
    values = {learning(K): rate, p(K): density, F(K): energy, gamma: sample["gamma"]}
    return ck.Measurement(values, fields.derivative(K, q(K)), _integral)


def _integral(array: np.ndarray, symbol: sp.Symbol) -> np.ndarray:
    """The trapezoid rule along the periodic axis of `symbol`, which stays with length 1."""
    if symbol not in q(K):
        raise ck.NotMeasuredError(f"an integral over {symbol} was not measured")
    axis = q(K).index(symbol)
    return np.asarray(array.sum(1 + axis, keepdims=True) * fields.GRIDS[K].spacing[axis])


CLAIM = ck.Claim(
    key="vanchurin:near-equilibrium",
    source=source("3"),
    kind="result",
    title="Entropy production due to learning and the curvature of the free energy",
    latex=r"\int d^K q\, p\, \gamma \sum_k \frac{\partial \log p}{\partial q_k} "
    r"\frac{\partial F}{\partial q_k} = -\int d^K q\, p\, \gamma \sum_k "
    r"\frac{\partial^2 F}{\partial q_k^2}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("gamma", -2.0, 2.0),
                ck.Integer("p", -2, 2, (fields.MODES[K], 2)),
                ck.Integer("F", -2, 2, (fields.MODES[K], 2)),
            )
        ),
        tolerance=1e-8,
        reason="entropies are good to 1e-12, a Chebyshev slope over a span of 0.1 to about 1e-10",
        method="entropy rate of a density carried by the drift without noise",
        samples=12,
    ),
    expected="proved",
    reading="The condition of the text, $|\\gamma\\sum_k\\partial_k^2F|\\ll D\\sum_k(\\partial_k"
    "\\log p)^2$, is damaged by the transcription (an integral sign stands for a bracket) and is "
    "read so. It is said to make the entropy production due to learning negligible: that is this "
    "equation, since the learning term of (3.4) is then the average of the left side of the "
    "condition. Near the stationary density of (3.1) both sides of the condition are equal on "
    "average, so that 'near equilibrium' must refer to another equilibrium, of learning.",
    premises=("vanchurin:3.4",),
    hypotheses=(
        "periodic or vanishing boundaries: the flux $\\gamma\\,p\\,\\partial_kF$ drops out",
    ),
)
