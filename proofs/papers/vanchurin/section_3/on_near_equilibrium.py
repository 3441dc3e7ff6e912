"""The condition under which the entropy production due to learning is neglected."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import chebyshev_nodes
from numerics.learning.entropies import entropy
from numerics.learning.log_density import evolve_log_density
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from qmgr_sym.unevaluated import VariationalDerivative

RATE = sp.Symbol("R", real=True)


def printed(K: int = 2) -> dict[str, sp.Eq]:
    """R = int p gamma sum_k d_k log p d_k F = - int p gamma sum_k d_k^2 F."""
    p, F = n.p(K), n.F(K)
    slopes = n.over_k(lambda x: sp.Derivative(sp.log(p), x) * sp.Derivative(F, x), K)
    curvature = n.over_k(lambda x: sp.Derivative(F, (x, 2)), K)
    learning, mean = over_q(p * n.gamma * slopes, K), -over_q(p * n.gamma * curvature, K)
    return {"learning": ck.equal(RATE, learning), "curvature": ck.equal(learning, mean)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The learning term of (3.4); both sides differ by a total divergence."""
    production = integrand(premises["3.4"].at(K=2).of(n.S_change))

    def stated(_: int, production: Expr, learning: Expr) -> tuple[Expr, Expr]:
        return sp.Subs(production, n.D, 0), learning

    learning = integrand(form.of(RATE, "learning"), {})
    yield ck.Step("Learning term of (3.4), under its integral:", sp.Subs(production, n.D, 0))
    yield from every_K("learning", stated, production, learning)

    def varied(K: int, gap: Expr) -> tuple[Expr, Expr]:
        return VariationalDerivative(gap, n.p(K), n.spacetime(K)), sp.S.Zero

    gap = integrand(form.gap("curvature"), {})
    yield ck.Step("It less the term with the curvature; its variation by $p$ has to vanish:", gap)
    yield from every_K("curvature", varied, gap)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Rate of the entropy when the density is carried by the drift (2.9) alone, without noise.

    The run is sampled on Chebyshev points in time and the entropy differentiated at its start.
    """
    grid, calculus, clock = fields.GRIDS[2], fields.calculus(2), chebyshev_nodes(0.0, 0.1, 12)
    energy, density = (fields.field(sample, name, 2) for name in ("F", "p"))
    slopes = np.stack([calculus["derivative"](energy, x) for x in n.q(2)])
    drift, still = -sample["gamma"][:, None, None] * slopes, np.zeros_like(sample["gamma"])
    run = evolve_log_density(np.log(density), drift, D=still, grid=grid, times=clock.points)
    rate = clock.differentiate(entropy(np.exp(run), grid), 0)[0]
    values = {RATE: rate, n.p(2): density, n.F(2): energy, n.gamma: sample["gamma"]}
    return ck.Measurement(values, **calculus)


CLAIM = ck.Claim(
    key="vanchurin:near-equilibrium",
    source=n.source("3"),
    kind="result",
    title="Entropy production due to learning and the curvature of the free energy",
    latex=r"R = \int d^K q\, p\, \gamma \sum_k \frac{\partial \log p}{\partial q_k} "
    r"\frac{\partial F}{\partial q_k} = -\int d^K q\, p\, \gamma \sum_k "
    r"\frac{\partial^2 F}{\partial q_k^2}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("gamma", -2.0, 2.0),
                ck.Integer("p", -2, 2, (4, 2)),
                ck.Integer("F", -2, 2, (4, 2)),
            )
        ),
        tolerance=1e-8,
        reason="entropies are good to 1e-12, a Chebyshev slope over a span of 0.1 to about 1e-10",
        method="entropy rate of a density carried by the drift without noise",
        samples=12,
    ),
    words="reading",
    expected="proved",
    reading="The condition of the text, $|\\gamma\\sum_k\\partial_k^2F|\\ll D\\sum_k(\\partial_k"
    "\\log p)^2$, is damaged by the transcription (an integral sign stands for a bracket) and is "
    "read so. It is said to make the entropy production due to learning negligible: that is this "
    "equation, since the learning term of (3.4) is then the average of the left side of the "
    "condition. Near the stationary density of (3.1) both sides of the condition are equal on "
    "average, so that 'near equilibrium' must refer to another equilibrium, of learning.",
    premises=("vanchurin:3.4",),
    hypotheses=(beliefs.BOUNDARIES, beliefs.POSITIVE_DENSITY),
)
