"""The sign of gamma decides whether the free energy is minimised or maximised."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from numerics.calculus import slope
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.notation import F, F_rate, gamma, q, qdot, source, t


def printed(K: int = 2) -> dict[str, Boolean]:
    """gamma > 0 lowers F, gamma < 0 raises it: gamma dF/dt = - sum_k (dq_k/dt)^2."""
    speeds = sp.Add(*(qdot(k, K) ** 2 for k in range(1, K + 1)))
    down = sp.Implies(ck.greater(gamma, 0), ck.at_most(F_rate, 0), evaluate=False)
    up = sp.Implies(ck.less(gamma, 0), ck.at_least(F_rate, 0), evaluate=False)
    return {"rate": ck.equal(gamma * F_rate, -speeds), "minimised": down, "maximised": up}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The change of F along (2.9), where F does not depend on time explicitly."""
    chain, drift = premises["2.8"].at(K=2).of(F_rate, "chain rule"), premises["2.9"].at(K=2)
    slopes = {sp.Derivative(F(2), x): sp.Symbol(f"F_{k}", real=True) for k, x in enumerate(q(2), 1)}
    rates = {qdot(k, 2): drift.of(qdot(k, 2)).xreplace(slopes) for k in (1, 2)}
    still = {**slopes, sp.Derivative(F(2), t): sp.S.Zero}
    change = chain.xreplace(still).xreplace(rates)
    yield ck.Step("First line of (2.8) with the drift (2.9), for a static $F$:", change)
    gap = form.gap("rate").xreplace(rates).xreplace({F_rate: change})
    yield ck.Vanishes("rate", gap, case={"K": 2})
    for name in ("minimised", "maximised"):
        signed = form[name].xreplace({F_rate: change})
        yield ck.Entails(name, sp.true, signed, case={"K": 2})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Free energy and place of one neuron that learns, differenced along its path."""
    now = np.zeros_like(sample["w"])

    def energy(time: ck.Array) -> ck.Array:
        return training.free_energy(training.learn(sample, time), sample)

    speeds = slope(lambda time: training.learn(sample, time), now, step=0.02)
    values = {F_rate: slope(energy, now, step=0.02), gamma: sample["gamma"]}
    return ck.Measurement({**values, **{qdot(k, 2): speeds[:, k - 1] for k in (1, 2)}})


CLAIM = ck.Claim(
    key="vanchurin:gamma-direction",
    source=source("2"),
    kind="result",
    title="Minimised or maximised by the sign of the drift",
    latex=r"\gamma \frac{dF}{dt} = -\sum_k \left(\frac{dq_k}{dt}\right)^2: \quad "
    r"\gamma > 0 \;\Rightarrow\; \frac{dF}{dt} \le 0, \qquad "
    r"\gamma < 0 \;\Rightarrow\; \frac{dF}{dt} \ge 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*training.PARAMETERS, ck.Real("gamma", -1.0, 1.0))),
        tolerance=1e-9,
        reason="differences of order 8 with step 0.02 along a Runge-Kutta path",
        method="free energy and place of one neuron that learns, differenced along its path",
        samples=24,
    ),
    words="reading",
    expected="proved",
    reading="Minimised is read as: not increasing along (2.9), for one $\\gamma$ and two trainable "
    "variables, because $\\gamma\\,dF/dt$ is minus the square of the speed; that a minimum exists "
    "and is reached is not claimed. Which quantity it is that gets minimised depends on the sign "
    "of (2.7).",
    premises=("vanchurin:2.8", "vanchurin:2.9"),
    hypotheses=(beliefs.STATIC_DATA, beliefs.NOISELESS),
)
