"""(3.4): the entropy production of diffusion and of learning."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_nodes
from numerics.learning.entropies import entropy
from numerics.learning.log_density import evolve_log_density
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from proofs.papers.vanchurin.shared.integrals import integrand, over_q_and_time

DURATION = 0.25


def printed(K: int = 2) -> sp.Eq:
    """Delta S_q = int int p (D sum_k (d_k log p)^2 + gamma sum_k d_k log p d_k F)."""
    p, log_p = n.p(K), sp.log(n.p(K))
    diffusion = n.over_k(lambda x: sp.Derivative(log_p, x) ** 2, K)
    learning = n.over_k(lambda x: sp.Derivative(log_p, x) * sp.Derivative(n.F(K), x), K)
    return ck.equal(n.S_change, over_q_and_time(p * (n.D * diffusion + n.gamma * learning), K))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(3.3) with (3.1) differs from this line by a total divergence in q."""
    rates, flow = premises["3.3"].at(K=2), premises["3.1"].at(K=2)
    by_rates = rates.of(rates.of(n.S_change, "over time"), "by rates")
    rate = flow["second line"].rhs
    left = integrand(by_rates).xreplace({sp.Derivative(n.p(2), n.t): rate})
    yield ck.Step("(3.3) with the rate (3.1), under its integrals:", left)
    right = integrand(form.of(n.S_change))
    weight = sp.log(n.p(2)) + 1
    boundary = sp.Add(*(sp.Derivative(weight * j.expr, *j.variables) for j in rate.args))
    yield ck.Step("Boundary terms of its integration by parts:", boundary)

    def sides(K: int, rates: Expr, production: Expr, boundary: Expr) -> tuple[Expr, Expr]:
        return rates + boundary, production

    yield from every_K("equation", sides, left, right, boundary)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Entropies at both ends of a solution of (3.1), and the solution at Gauss points between."""
    grid, clock = fields.GRIDS[2], gauss_nodes(0.0, DURATION, 8)
    density, energy = (fields.field(sample, name, 2) for name in ("p", "F"))
    slopes = np.stack([fields.calculus(2)["derivative"](energy, x) for x in n.q(2)])
    drift, times = -sample["gamma"][:, None, None] * slopes, [0.0, *clock.points, DURATION]
    run = np.exp(evolve_log_density(np.log(density), drift, D=sample["D"], grid=grid, times=times))
    values = {
        n.S_change: entropy(run[-1], grid) - entropy(run[0], grid),
        n.p(2): np.moveaxis(run[1:-1], 0, -1),
        n.F(2): energy,
        n.D: sample["D"],
        n.gamma: sample["gamma"],
    }
    lines = {x: grid.nodes(axis) for axis, x in enumerate(n.q(2))}
    return ck.Measurement(values, **ck.on_nodes({**lines, n.t: clock}))


CLAIM = ck.Claim(
    key="vanchurin:3.4",
    source=n.source("3", "3.4"),
    kind="result",
    title="Entropy production of diffusion and learning",
    latex=r"\Delta S_q = \int_0^T dt \, d^K q \, p \left(D \sum_k \left(\frac{\partial \log p}"
    r"{\partial q_k} \right)^2 + \gamma \sum_k \frac{\partial \log p}{\partial q_k} "
    r"\frac{\partial F}{\partial q_k} \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", -2.0, 2.0),
                ck.Integer("p", -2, 2, (4, 2)),
                ck.Integer("F", -2, 2, (4, 2)),
            )
        ),
        tolerance=1e-6,
        reason="20 points per axis and the Runge-Kutta steps leave less than 1e-7 here",
        method="entropy at both ends of a spectral solution of (3.1) for log p",
        samples=12,
    ),
    expected="proved",
    premises=("vanchurin:3.1", "vanchurin:3.3"),
    hypotheses=(beliefs.BOUNDARIES, beliefs.POSITIVE_DENSITY),
)
