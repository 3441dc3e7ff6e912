"""(3.12): the Planck constant, read off the quantum potential of the varied action."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.grid import laplacian
from proofs.papers.vanchurin.shared import fields, lines
from proofs.papers.vanchurin.shared.notation import (
    D,
    F_tilde,
    V,
    alpha,
    every_dimension,
    gamma,
    hbar,
    over_k,
    p,
    source,
    spacetime,
    t,
)
from qmgr_sym.variation.euler import euler_operator

K = 1


def planck() -> Expr:
    """hbar = (1/alpha) sqrt((4 D/gamma) alpha - 1), as printed."""
    return sp.sqrt(4 * D / gamma * alpha - 1) / alpha


def quantum_potential(dimension: int) -> Expr:
    """sum_k d_k^2 sqrt(p) / sqrt(p)."""
    root = sp.sqrt(p(dimension))
    return over_k(lambda x: sp.Derivative(root, (x, 2)), dimension) / root


def printed() -> list[ck.Link]:
    """hbar = (1/alpha) sqrt((4 D/gamma) alpha - 1)."""
    return [ck.Link("Planck constant", ck.equal(hbar, planck()))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """hbar has to give the weight of the quantum potential that (3.5) gives, and be positive."""
    constant = form["Planck constant"].rhs
    euler = euler_operator(lines.third_line(K), p(K), spacetime(K))
    bohm = quantum_potential(K)
    speed = over_k(lambda x: sp.Derivative(F_tilde(K), x) ** 2, K)
    bernoulli = -sp.Derivative(F_tilde(K), t) + gamma * speed + V(K) - constant**2 * gamma * bohm
    residual = euler.doit() - alpha * bernoulli.doit()
    positive = sp.And(D > 0, alpha > 0, gamma > 0, 4 * D * alpha > gamma)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Variation of (3.5), third line, by the density:",
                ck.equal(sp.expand(euler.doit()), 0),
            ),
            ck.Step(
                "Bernoulli equation with the mass $M=1/(2\\gamma)$ and this constant, times "
                "$\\alpha$. " + every_dimension(K, lines.third_line, quantum_potential),
                alpha * bernoulli,
            ),
            ck.Step("The constant has to be positive where it is real:", positive),
        ),
        obligations=(
            ck.Vanishes("Planck constant", residual),
            ck.Entails("Planck constant", positive, constant > 0),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Weight of the quantum potential in the flow of the discretised action, by least squares.

    Without free energy and potential the flow is d_t F~ = -(hbar^2/2M) (d^2 sqrt p)/sqrt p.
    """
    still = {**sample, "F": 0 * sample["p"], "V": 0 * sample["p"]}
    _, rate = fields.flow(still, K)
    root = np.sqrt(fields.field(sample, "p", K))
    bohm = laplacian(root, fields.GRIDS[K]) / root
    weight = -(rate * bohm).sum(-1) / (bohm**2).sum(-1)
    return ck.Measurement(
        {
            hbar: np.sqrt(weight / sample["gamma"]),
            D: sample["D"],
            gamma: sample["gamma"],
            alpha: sample["alpha"],
        }
    )


CLAIM = ck.Claim(
    key="vanchurin:3.12",
    source=source("3", "3.12"),
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
    hypotheses=(
        "$\\alpha>0$, $\\gamma>0$ and $4D\\alpha>\\gamma$: otherwise the root is not real",
    ),
)
