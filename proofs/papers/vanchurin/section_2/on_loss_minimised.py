"""Learning by (2.9) with the printed free energy (2.7): does it lower the loss?"""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import slope
from proofs.papers.vanchurin.section_2 import eq_2_07
from proofs.papers.vanchurin.shared import training
from proofs.papers.vanchurin.shared.notation import beta, gamma, q, source, t
from proofs.papers.vanchurin.shared.training import WEIGHTS
from qmgr_sym.stochastic.canonical import canonical

K = 2
RATE = sp.Symbol("R", real=True)
FORCES = sp.symbols("G_1 G_2", real=True)
STEP = 0.02


def _square() -> Expr:
    return gamma * sp.Add(*(force**2 for force in FORCES))


def printed() -> list[ck.Link]:
    """sum_k dq_k/dt <d_k H> = -gamma sum_k <d_k H>^2: learning descends the loss for gamma > 0."""
    return [ck.Link("descent", ck.equal(RATE, -_square()))]


def amended() -> list[ck.Link]:
    """sum_k dq_k/dt <d_k H> = +gamma sum_k <d_k H>^2: it ascends the loss."""
    return [ck.Link("descent", ck.equal(RATE, _square()))]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert the printed (2.7) into (2.9) and average the gradient of the loss over (2.5)."""
    energies = training.losses(K)
    state = canonical(energies, beta, WEIGHTS)
    values = {training.data(t): WEIGHTS, training.loss(K): energies}
    energy = training.on_data(eq_2_07.free_energy(1, K), values)
    force = [
        sp.Add(*(w * h.diff(x) for w, h in zip(state.probabilities, energies, strict=True)))
        for x in q(K)
    ]
    rate = sp.Add(*(-gamma * energy.diff(x) * g for x, g in zip(q(K), force, strict=True)))
    form = given["descent"].rhs.subs(dict(zip(FORCES, force, strict=True)))
    return ck.Derivation(
        steps=(
            ck.Step("The free energy (2.7) as printed, on two data:", energy),
            ck.Step(
                "Its gradient is minus the mean gradient of the loss:",
                ck.equal(energy.diff(q(K)[0]) + force[0], 0),
            ),
            ck.Step(
                "Drift (2.9) along the mean gradient of the loss, "
                "$R=\\sum_k \\dot q_k\\langle\\partial_k H\\rangle$, in the form:",
                given["descent"],
            ),
        ),
        obligations=(ck.Vanishes("descent", rate - form),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow one neuron down or up its printed free energy and watch the loss of a frozen sample.

    The path is that of the printed (2.7), which is minus `training.free_energy`; R is the change of
    the loss averaged over the distribution (2.5) of the starting point.
    """
    still = {**sample, "swing": np.zeros_like(sample["w"]), "gamma": -sample["gamma"]}
    start = np.stack([sample["w"], sample["b"]], axis=-1)
    mean = sample["mean"]

    def frozen_loss(at: np.ndarray) -> np.ndarray:
        level = training.loss_values({"w": at[:, 0], "b": at[:, 1]})
        return training.mean_of(level, sample, mean)

    rate = slope(lambda time: frozen_loss(training.learn(start, still, float(time), 1)), 0.0, STEP)

    def along(k: int) -> np.ndarray:
        def moved(value: np.ndarray) -> np.ndarray:
            at = start.copy()
            at[:, k] = value
            return frozen_loss(at)

        return slope(moved, start[:, k], training.STEP)

    return ck.Measurement(
        {RATE: rate, gamma: sample["gamma"], FORCES[0]: along(0), FORCES[1]: along(1)}
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
        ck.Domain((*training.PARAMETERS, ck.Real("mean", -1.0, 1.0), ck.Real("gamma", -1.0, 1.0))),
        tolerance=1e-6,
        reason="differences of order 8 with step 0.02 along a Runge-Kutta path",
        method="loss of one neuron over a frozen distribution, differenced along its path",
        samples=24,
        examples=60,
    ),
    expected="corrected",
    reading="The objective of learning is to minimise an average of the loss. Read as: the drift "
    "(2.9) with the free energy (2.7) goes down the mean gradient of the loss for $\\gamma>0$; "
    "$R=\\sum_k\\dot q_k\\langle\\partial_k H\\rangle$ and $G_k=\\langle\\partial_k H\\rangle$, "
    "averages over (2.5) at the present $q$. $U(q)$ itself need not fall monotonically even then, "
    "because the distribution follows $q$.",
    premises=("vanchurin:2.7", "vanchurin:2.9"),
    hypotheses=("$F$ is inserted with its printed sign", r"$p_\partial$ does not change meanwhile"),
    amended=ck.Amended(
        latex=r"\sum_k \frac{dq_k}{dt}\left\langle\frac{\partial H}{\partial q_k}\right\rangle = "
        r"+\gamma \sum_k \left\langle\frac{\partial H}{\partial q_k}\right\rangle^2",
        links=amended,
        note="With (2.7) as printed, $\\partial_k F=-\\langle\\partial_k H\\rangle$ and the drift "
        "(2.9) climbs the mean loss for $\\gamma>0$. It descends for $\\gamma<0$, or for "
        "$\\gamma>0$ with the other sign in (2.7).",
    ),
)
