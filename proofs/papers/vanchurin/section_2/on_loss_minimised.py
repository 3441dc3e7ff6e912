"""Learning by (2.9) with the free energy (2.7) lowers the loss."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gradient, slope
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.notation import F, gamma, q, qdot, source, t

RATE = sp.Symbol("R", real=True)
FORCES = sp.symbols("G_1 G_2", real=True)


def printed() -> sp.Eq:
    """sum_k dq_k/dt <d_k H> = -gamma sum_k <d_k H>^2: learning descends the loss for gamma > 0."""
    return ck.equal(RATE, -gamma * sp.Add(*(force**2 for force in FORCES)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert (2.7) into (2.9) and average the gradient of the loss over (2.5)."""
    levels, shares = training.losses(2), training.probabilities(premises["2.5"], 2)
    data = {training.data(t): training.PRIOR, training.loss(2): levels}
    energy = training.on_data(premises["2.7"].at(K=2).of(F(2)), data)
    yield ck.Step("The free energy (2.7) on three data:", energy)
    force = [
        sp.Add(*(p * sp.Derivative(h, x) for p, h in zip(shares, levels, strict=True)))
        for x in q(2)
    ]
    drift = premises["2.9"].at(K=2)
    steps = [drift.of(qdot(k, 2)).xreplace({F(2): energy}) * force[k - 1] for k in (1, 2)]
    yield ck.Step("One term of $R$, the drift along the mean gradient of the loss:", steps[0])
    squares = form.of(RATE).xreplace(dict(zip(FORCES, force, strict=True)))
    yield ck.shows("equation", sp.Add(*steps), squares, case={"K": 2, "states": 3})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow one neuron on its free energy and watch the loss of a frozen sample.

    R is the change of the loss averaged over the distribution (2.5) of the starting point.
    """
    here, now = training.start(sample), np.zeros_like(sample["w"])

    def frozen_loss(at: ck.Array) -> ck.Array:
        return training.mean_of(training.loss_values(at), here, sample)

    force = gradient(frozen_loss, here)
    rate = slope(lambda time: frozen_loss(training.learn(sample, time)), now, step=0.02)
    return ck.Measurement(
        {RATE: rate, gamma: sample["gamma"], **dict(zip(FORCES, force, strict=True))}
    )


CLAIM = ck.Claim(
    key="vanchurin:loss-minimised",
    source=source("2"),
    kind="result",
    title="Learning lowers the loss",
    latex=r"\sum_k \frac{dq_k}{dt}\left\langle\frac{\partial H}{\partial q_k}\right\rangle = "
    r"-\gamma \sum_k \left\langle\frac{\partial H}{\partial q_k}\right\rangle^2 \le 0 "
    r"\quad\text{for}\quad \gamma > 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*training.PARAMETERS, ck.Real("gamma", -1.0, 1.0))),
        tolerance=1e-6,
        reason="differences of order 8 with step 0.02 along a Runge-Kutta path",
        method="loss of one neuron over a frozen distribution, differenced along its path",
        samples=24,
        examples=60,
    ),
    words="reading",
    expected="proved",
    reading="The objective of learning is to minimise an average of the loss. Read as: the drift "
    "(2.9) goes down the mean gradient of the loss for $\\gamma>0$, with the free energy (2.7) in "
    "its corrected form; with the printed sign of (2.7) it climbs. "
    "$R=\\sum_k\\dot q_k\\langle\\partial_k H\\rangle$ and $G_k=\\langle\\partial_k H\\rangle$, "
    "averages over (2.5) at the present $q$. $U(q)$ itself need not fall monotonically even then, "
    "because the distribution follows $q$.",
    premises=("vanchurin:2.5", "vanchurin:2.7", "vanchurin:2.9"),
    hypotheses=(beliefs.STATIC_DATA,),
)
