"""(2.7): the free energy; its sign is fixed by (2.5) and (2.6)."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.learning.canonical import average
from proofs.papers.vanchurin.shared import training
from proofs.papers.vanchurin.shared.notation import F, beta, q, source, t
from proofs.papers.vanchurin.shared.training import WEIGHTS
from qmgr_sym.stochastic.canonical import canonical

K = 1


def free_energy(sign: int, dimension: int) -> Expr:
    """(sign / beta) log of the integral of p_d exp(-beta H); (2.7) prints the sign +1."""
    return sign * sp.log(training.partition(dimension, t)) / beta


def printed() -> list[ck.Link]:
    """F = (1/beta) log Z."""
    return [ck.Link("free energy", ck.equal(F(K), free_energy(1, K)))]


def amended() -> list[ck.Link]:
    """F = -(1/beta) log Z."""
    return [ck.Link("free energy", ck.equal(F(K), free_energy(-1, K)))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """F = U - S/beta with U and S of (2.5); its gradient is the mean gradient of the loss."""
    energies = training.losses(K)
    state = canonical(energies, beta, WEIGHTS)
    values = {training.data(t): WEIGHTS, training.loss(K): energies}
    form = training.on_data(given["free energy"].rhs, values)
    balance = state.internal_energy - state.entropy / beta
    (variable,) = q(K)
    slope = sp.Add(
        *(p * h.diff(variable) for p, h in zip(state.probabilities, energies, strict=True))
    )
    return ck.Derivation(
        steps=(
            ck.Step("The form on two data:", ck.equal(F(K), form)),
            ck.Step(
                "Required: $U-S/\\beta$ with $U$ of (2.6) and the relative entropy $S$ of (2.5):",
                balance,
            ),
            ck.Step(
                "Required: its gradient is the mean gradient of the loss, "
                "$\\langle\\partial H/\\partial q\\rangle$:",
                slope,
            ),
        ),
        obligations=(
            ck.Vanishes("free energy", form - balance),
            ck.Vanishes("free energy", form.diff(variable) - slope),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """F from the average loss alone: d(beta F)/d beta = U, integrated from beta = 0, where F = U.

    This is U - S/beta, without a logarithm of Z.
    """
    nodes, weights = np.polynomial.legendre.leggauss(16)
    level, log_data = training.loss_values(sample), training.log_data(sample["mean"])
    betas = sample["beta"][:, None] * (nodes + 1) / 2
    energies = average(
        level[:, None], level[:, None], betas, training.NODE_WEIGHTS, log_data[:, None]
    )
    values = {
        F(K): energies @ weights / 2,
        beta: sample["beta"],
        training.data(t): np.exp(log_data),
        training.loss(K): level,
    }
    return ck.Measurement(values, integral=training.integral)


CLAIM = ck.Claim(
    key="vanchurin:2.7",
    source=source("2", "2.7"),
    kind="definition",
    title="Free energy",
    latex=r"F(\mathbf{q},t) = \frac{1}{\beta} \log \left(\int d^N x \ p_\partial(\mathbf{x},t) "
    r"\exp \left(-\beta H(\mathbf{x},\mathbf{q}) \right) \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*training.PARAMETERS, ck.Real("mean", -1.0, 1.0))),
        tolerance=1e-8,
        reason="16 Gauss nodes in beta for a smooth average; the data beyond the box weigh 1e-12",
        method="average loss of one neuron integrated over the multiplier",
        examples=60,
    ),
    expected="ill-posed",
    reading="Required of the free energy that corresponds to (2.5) and (2.6): $F=U-S/\\beta$ and "
    r"$\partial F/\partial q_k=\langle\partial H/\partial q_k\rangle$, so that lowering $F$ lowers "
    "the loss. The exact arm takes two data with arbitrary weights and losses.",
    premises=("vanchurin:2.5", "vanchurin:2.6"),
    hypotheses=(
        r"$p_\partial$ is normalised and the integral is finite",
        "$S$ is the entropy relative to the data, as in (2.5)",
    ),
    amended=ck.Amended(
        latex=r"F(\mathbf{q},t) = -\frac{1}{\beta} \log \left(\int d^N x \ "
        r"p_\partial(\mathbf{x},t) \exp \left(-\beta H(\mathbf{x},\mathbf{q}) \right) \right)",
        links=amended,
        note="One sign changed. As printed $F$ is minus the free energy of (2.5) and (2.6), so "
        "that its gradient is minus the mean gradient of the loss. The sign can be absorbed into "
        "$\\gamma$ of (2.9), whose sign the paper leaves open, or it was lost in print or "
        "transcription.",
    ),
)
