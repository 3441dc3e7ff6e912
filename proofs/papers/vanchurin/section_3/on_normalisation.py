"""Conservation of probability under (3.1) and (3.8), as (3.3) and (3.5) use it."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.log_density import evolve_log_density
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import p, q, source, t
from qmgr_sym.unevaluated import VariationalDerivative


def printed(K: int = 2) -> sp.Eq:
    """int d^K q p = 1."""
    return ck.equal(over_q(p(K), K), 1)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The rate of the total is a boundary flux; its value is that of the first density."""
    constant, total = form.gap().as_independent(sp.Integral)
    density, (volume, s) = integrand(total, {}), sp.symbols("Omega s", positive=True)
    start = sp.Integral(density.xreplace({p(2): 1 / volume}), (s, 0, volume))
    yield ck.Step("The total for a uniform density on a region of volume $\\Omega$:", start)
    yield ck.shows("equation", start, -constant)
    learning = premises["3.1"].at(K=2)["second line"].rhs
    fluid = premises["3.8"].at(K=2).of(sp.Derivative(p(2), t))
    for name, rate in {"(3.1)": learning, "(3.8)": fluid}.items():
        change = sp.Derivative(density, p(2)) * rate
        yield ck.Step(
            f"Rate of the total under {name}: no variation, so a divergence, whose integral "
            "vanishes at a periodic or vanishing boundary.",
            change,
        )
        varied = VariationalDerivative(change, p(2), q(2))
        yield ck.Vanishes("equation", varied, case={"K": 2})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Densities after a run that follows log p, where no scheme enforces normalisation.

    One half of the samples is noisy learning (3.1), the other a fluid (3.8) with any velocity.
    """
    grid, calculus = fields.GRIDS[2], fields.calculus(2)
    start, energy = (fields.field(sample, name, 2) for name in ("p", "F"))
    slopes = np.stack([calculus["derivative"](energy, x) for x in q(2)])
    descent = -sample["gamma"][:, None, None] * slopes
    wind = np.stack([fields.field(sample, name, 2) for name in ("u1", "u2")])
    fluid = sample["fluid"][:, None, None] == 1
    velocity, noise = np.where(fluid, wind, descent), sample["D"] * (sample["fluid"] == 0)
    run = evolve_log_density(np.log(start), velocity, D=noise, grid=grid, times=[0.0, 0.2])
    return ck.Measurement({p(2): np.exp(run[-1])}, **calculus)


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
                ck.Integer("fluid", 0, 1, (), "1 for a fluid"),
                *(ck.Integer(name, -2, 2, (4, 2)) for name in ("p", "F", "u1", "u2")),
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
    hypotheses=(beliefs.NORMALISED_START, beliefs.BOUNDARIES),
)
