"""(3.12): the Planck constant, read off the quantum potential of the varied action."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import laplacian
from proofs.papers.vanchurin.shared import beliefs, fields
from proofs.papers.vanchurin.shared import notation as n
from proofs.papers.vanchurin.shared.directions import every_K
from qmgr_sym.unevaluated import VariationalDerivative


def printed() -> sp.Eq:
    """hbar = (1/alpha) sqrt((4 D/gamma) alpha - 1)."""
    return ck.equal(n.hbar, sp.sqrt(4 * n.D / n.gamma * n.alpha - 1) / n.alpha)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """hbar has to give the weight of the quantum potential that (3.5) gives, and be positive."""
    density = premises["3.5"].at(K=2)["second = third line"].rhs.function
    still = density.xreplace({n.F_tilde(2): sp.S.Zero, n.V(2): sp.S.Zero})
    constant, root = form.of(n.hbar), sp.sqrt(n.p(2))
    weight = constant**2 / (2 * premises["3.11"].of(n.M))
    bohm = n.over_k(lambda x: sp.Derivative(root, (x, 2)), 2) / root

    def sides(K: int, density: Expr, bohm: Expr) -> tuple[Expr, Expr]:
        energy = VariationalDerivative(density, n.p(K), n.spacetime(K))
        return energy, -n.alpha * weight * bohm

    yield ck.Step(
        "Variation of (3.5), third line, by $p$ without $\\tilde F$ and $V$:",
        sides(2, still, bohm)[0],
    )
    yield ck.Step("The quantum potential with $M=1/(2\\gamma)$ and this constant:", -weight * bohm)
    yield from every_K("equation", sides, still, bohm)
    positive = sp.And(n.D > 0, n.alpha > 0, n.gamma > 0, 4 * n.D * n.alpha > n.gamma)
    yield ck.Step("The constant has to be positive where it is real:", positive)
    yield ck.Entails("equation", positive, constant > 0)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Weight of the quantum potential in the flow of the discretised action, by least squares.

    Without free energy and potential the flow is d_t F~ = -(hbar^2/2M) (d^2 sqrt p)/sqrt p.
    """
    still = {**sample, "F": 0 * sample["p"], "V": 0 * sample["p"]}
    rate = fields.rate_of_energy(still, 1)
    root = np.sqrt(fields.field(sample, "p", 1))
    bohm = laplacian(root, fields.GRIDS[1]) / root
    weight = -(rate * bohm).sum(-1) / (bohm**2).sum(-1)
    return ck.Measurement(
        {
            n.hbar: np.sqrt(weight / sample["gamma"]),
            n.D: sample["D"],
            n.gamma: sample["gamma"],
            n.alpha: sample["alpha"],
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:3.12",
    source=n.source("3", "3.12"),
    kind="definition",
    title="Planck constant of the Madelung fluid",
    latex=r"\hbar \equiv \frac{1}{\alpha} \sqrt{\frac{4D}{\gamma} \alpha - 1}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        fields.rippled_domain(),
        tolerance=1e-8,
        reason="the flow is exact to rounding; least squares divides by ripples of size 0.1",
        method="least squares on the complex-step flow of the discretised action (3.5)",
    ),
    expected="well-posed",
    reading="Required: with this constant the variation of (3.5) by the density is the Bernoulli "
    "equation behind (3.9), and the constant is positive.",
    premises=("vanchurin:3.5", "vanchurin:3.11"),
    hypotheses=(beliefs.REAL_PLANCK, beliefs.BOUNDARIES, beliefs.POSITIVE_DENSITY),
)
