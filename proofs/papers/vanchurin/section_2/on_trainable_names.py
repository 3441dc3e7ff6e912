"""Section 2: which degrees of freedom are called non-trainable."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gradient, slope
from proofs.papers.vanchurin.shared import training
from proofs.papers.vanchurin.shared.notation import F, gamma, q, qdot, source, t
from proofs.papers.vanchurin.shared.training import PRIOR, STATES

NAMES = ("weight", "bias")


def printed() -> dict[str, sp.Eq]:
    """Weight and bias do not learn."""
    return {name: ck.equal(qdot(k, 2), 0) for k, name in enumerate(NAMES, 1)}


def amended() -> dict[str, sp.Eq]:
    """They are what learns, by (2.9)."""
    return {
        name: ck.equal(qdot(k, 2), -gamma * sp.Derivative(F(2), q(2)[k - 1]))
        for k, name in enumerate(NAMES, 1)
    }


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Learning descends the mean loss over (2.5), on three data; (2.7) is its potential."""
    levels, shares = training.losses(2), training.probabilities(premises["2.5"], 2)
    data = {training.data(t): PRIOR, training.loss(2): levels}
    energy = training.on_data(premises["2.7"].at(K=2).of(F(2)), data)
    for k, (name, x) in enumerate(zip(NAMES, q(2), strict=True), 1):
        force = sp.Add(*(shares[i] * sp.Derivative(levels[i], x) for i in STATES))
        yield ck.Step(f"Mean gradient of the loss by the {name}:", force)
        yield ck.shows(name, form.of(qdot(k, 2), name).xreplace({F(2): energy}), -gamma * force)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Let one neuron learn, and difference its weight and bias in time."""
    still, here = np.zeros_like(sample["w"]), training.start(sample)
    rates = slope(lambda time: training.learn(sample, time), still, step=0.02)
    slopes = gradient(lambda at: training.free_energy(at, sample), here)
    values: dict[sp.Basic, ck.Array] = {gamma: sample["gamma"]}
    for k, x in enumerate(q(2)):
        values |= {qdot(k + 1, 2): rates[:, k], sp.Derivative(F(2), x): slopes[k]}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:trainable-names",
    source=source("2"),
    kind="result",
    title="Degrees of freedom that are called non-trainable",
    latex=r"\text{non-trainable } \mathbf q:\quad \frac{dq_k}{dt} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*training.PARAMETERS, ck.Real("gamma", -1.0, 1.0))),
        tolerance=1e-6,
        reason="differences of order 8 with step 0.02 along a Runge-Kutta path",
        method="one neuron that learns, differenced along its path",
        samples=24,
    ),
    words="sentence",
    expected="corrected",
    fails_by="weight: right side 0 for -gamma*Derivative(F(q_1, q_2, t), q_1); bias:"
    " right side 0 for -gamma*Derivative(F(q_1, q_2, t), q_2)",
    reading="The text before (2.1) speaks of non-trainable variables $\\mathbf q$, the bias vector "
    "and the weight matrix, and of non-trainable variables $\\mathbf x$. Read as: learning leaves "
    "$\\mathbf q$ as it is.",
    premises=("vanchurin:2.5", "vanchurin:2.7"),
    amended=ck.Amended(
        latex=r"\text{trainable } \mathbf q:\quad \frac{dq_k}{dt} = -\gamma\frac{\partial F}"
        r"{\partial q_k}",
        links=amended,
        grade="slip",
        note="The first of the two must be called trainable, as everywhere else in the paper.",
    ),
)
