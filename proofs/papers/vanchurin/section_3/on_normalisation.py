"""Conservation of probability under (3.1) and (3.8), as (3.3) and (3.5) use it."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics import grid as grids
from numerics.learning.log_density import evolve_log_density
from proofs.papers.vanchurin.section_3 import eq_3_01, eq_3_08
from proofs.papers.vanchurin.shared import fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import D, F, every_dimension, gamma, p, q, source, t, u
from qmgr_sym.variation.divergence import total_divergence

K = 2
TOTAL = over_q(p(K), K)
VOLUME = sp.Symbol("Omega", positive=True)


def printed() -> list[ck.Link]:
    """int d^K q p = 1."""
    return [ck.Link("normalised", ck.equal(TOTAL, 1))]


def _fluid_rate() -> Expr:
    """dp/dt by (3.8)."""
    return eq_3_08.printed()[0].statement.rhs


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The rate of the total is a boundary flux; its value is that of the first density."""
    form = given["normalised"]
    density = integrand(form.lhs)
    rates = {
        name: sp.Derivative(density, t).doit().subs(sp.Derivative(p(K), t), rate).doit()
        for name, rate in (("(3.1)", eq_3_01.second_line(K)), ("(3.8)", _fluid_rate()))
    }
    fluxes = {
        "(3.1)": [D * p(K).diff(x) + gamma * F(K).diff(x) * p(K) for x in q(K)],
        "(3.8)": [-u(k, K) * p(K) for k in range(1, K + 1)],
    }
    start = VOLUME * density.subs(p(K), 1 / VOLUME)
    return ck.Derivation(
        steps=(
            *(
                ck.Step(
                    f"Under {name} the rate of the total is the integral of the divergence of a "
                    "flux, which vanishes at a periodic or vanishing boundary; its first "
                    "component: ",
                    fluxes[name][0],
                )
                for name in rates
            ),
            ck.Step(
                "That the rate is this divergence. " + every_dimension(K, *rates.values()),
                ck.equal(sp.Derivative(p(K), t), rates["(3.1)"]),
            ),
            ck.Step(
                "The constant is fixed by the start, for instance uniform on a region of volume "
                "$\\Omega$:",
                start,
            ),
        ),
        obligations=(
            *(
                ck.Vanishes("normalised", rate - total_divergence(fluxes[name], q(K)))
                for name, rate in rates.items()
            ),
            ck.Vanishes("normalised", start - form.rhs),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Total probability after two runs that follow log p, where no scheme enforces it.

    First axis after the samples: noisy learning (3.1), then a fluid (3.8) with any velocity.
    """
    grid = fields.GRIDS[K]
    start = np.log(fields.field(sample, "p", K))
    times = [0.0, 0.1, 0.2]
    descent = -sample["gamma"][:, None, None] * grids.gradient(fields.field(sample, "F", K), grid)
    wind = np.stack([fields.field(sample, name, K) for name in ("u1", "u2")])
    still = np.zeros_like(sample["D"])
    runs = [
        evolve_log_density(start, descent, D=sample["D"], grid=grid, times=times),
        evolve_log_density(start, wind, D=still, grid=grid, times=times),
    ]
    totals = np.stack([grids.integral(np.exp(run), grid) for run in runs])
    return ck.Measurement({TOTAL: np.moveaxis(totals, -1, 0)})


CLAIM = ck.Claim(
    key="vanchurin:normalisation",
    source=source("3"),
    kind="result",
    title="Conservation of probability",
    latex=r"\int d^K q \, p(\mathbf{q}, t) = 1",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                ck.Real("gamma", -2.0, 2.0),
                *(ck.Integer(name, -2, 2, (fields.MODES[K], 2)) for name in ("p", "F", "u1", "u2")),
            )
        ),
        tolerance=1e-7,
        reason="a fluid without diffusion sharpens the density; 20 points then resolve it to 1e-8",
        method="spectral evolution of log p, whose integral the scheme does not enforce",
        samples=12,
    ),
    expected="proved",
    reading="The paper states it where (3.3) and (3.5) use it. It is read as conservation in time "
    "under (3.1) and, for (3.5), under (3.8).",
    premises=("vanchurin:3.1", "vanchurin:3.8"),
    hypotheses=(
        "$\\int d^Kq\\,p=1$ at the initial time",
        "periodic or vanishing boundaries, at which the flux $D\\,\\partial_kp+\\gamma\\,p\\,"
        "\\partial_kF$ of (3.1) and the flux $u_kp$ of (3.8) do not leave the domain",
    ),
)
