"""(3.2): the Shannon entropy of the trainable variables."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step
from numerics.learning.canonical import log_partition
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared.integrals import integrand, over_q
from proofs.papers.vanchurin.shared.notation import S, p, source


def printed(K: int = 2) -> sp.Eq:
    """S_q = -int d^K q p log p."""
    return ck.equal(S, -over_q(p(K) * sp.log(p(K)), K))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Volume for the uniform density, additive over independent parts, no weight at p = 0."""
    density = integrand(form.of(S), {})
    volume, first, second, x = sp.symbols("Omega p_1 p_2 x", positive=True)

    def at(value: Expr) -> Expr:
        return density.xreplace({p(2): value})

    yield ck.Step("Entropy of a uniform density on a region $\\Omega$:", volume * at(1 / volume))
    yield ck.shows("equation", volume * at(1 / volume), sp.log(volume))
    parts = second * at(first) + first * at(second)
    yield ck.Step("Two independent parts, each integrated over the other:", parts)
    yield ck.shows("equation", at(first * second), parts)
    yield ck.Step("Contribution where the density vanishes:", sp.Limit(at(x), x, 0))
    yield ck.Vanishes("equation", sp.Limit(at(x), x, 0))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Thermodynamic entropy of p = exp(-b E) / Z at b = 1: (1 - d/db) log Z, by a complex step.

    The partition function is integrated at b = 1 + ih; neither p nor its logarithm is used.
    """
    grid = fields.GRIDS[2]
    energy = -fields.field(sample, "E", 2).reshape(len(sample["E"]), -1)
    energy = energy * sample["scale"][:, None]
    weights = np.full(energy.shape[-1], grid.cell_volume)
    log_z = log_partition(energy, np.ones(len(energy)), weights)
    slope = complex_step(lambda b: np.log(np.exp(-b * energy) @ weights), 1.0)
    density = np.exp(-energy - log_z[:, None]).reshape(-1, *grid.points)
    return ck.Measurement({p(2): density, S: log_z - slope}, **fields.calculus(2))


CLAIM = ck.Claim(
    key="vanchurin:3.2",
    source=source("3", "3.2"),
    kind="definition",
    title="Shannon entropy of the trainable variables",
    latex=r"S_q \equiv -\int d^K q \; p(\mathbf{q}, t) \log p(\mathbf{q}, t)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Real("scale", 0.1, 2.0), ck.Integer("E", -2, 2, (4, 2)))),
        tolerance=1e-10,
        reason="both integrals are sums over the same periodic points; only rounding is left",
        method="thermodynamic entropy from the partition function, by complex step in temperature",
    ),
    expected="well-posed",
    reading="The logarithm is natural, and of a density: a change of the unit of $q$ shifts $S_q$ "
    "by a constant, which drops out of the changes (3.3) used later.",
    hypotheses=(beliefs.INTEGRABLE,),
)
