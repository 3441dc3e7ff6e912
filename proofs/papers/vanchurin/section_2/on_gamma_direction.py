"""The sign of gamma decides whether the free energy is minimised or maximised."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.notation import F, F_rate, gamma, q, qdot, source, t

TIME = 1.0


def printed() -> dict[str, sp.Implies]:
    """gamma > 0 lowers F, gamma < 0 raises it."""
    down = sp.Implies(ck.greater(gamma, 0), ck.at_most(F_rate, 0), evaluate=False)
    up = sp.Implies(ck.less(gamma, 0), ck.at_least(F_rate, 0), evaluate=False)
    return {"minimised": down, "maximised": up}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The change of F along (2.9), where F does not depend on time explicitly."""
    chain, drift = premises["2.8"].at(K=2).of(F_rate, "chain rule"), premises["2.9"].at(K=2)
    rates = {qdot(k, 2): drift.of(qdot(k, 2)) for k in (1, 2)}
    change = chain.xreplace({**rates, sp.Derivative(F(2), t): sp.S.Zero})
    yield ck.Step("First line of (2.8) with the drift (2.9), for a static $F$:", change)
    slopes = {sp.Derivative(F(2), x): sp.Symbol(f"F_{k}", real=True) for k, x in enumerate(q(2), 1)}
    for name, statement in form.items():
        signed = statement.xreplace({F_rate: change.xreplace(slopes)})
        yield ck.Entails(name, sp.true, signed, case={"K": 2})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Free energy of one neuron before and after it has learned for a unit of time."""
    end = training.learn(sample, TIME, steps=20)
    gain = training.free_energy(end, sample) - training.free_energy(training.start(sample), sample)
    return ck.Measurement({F_rate: gain / TIME, gamma: sample["gamma"]})


CLAIM = ck.Claim(
    key="vanchurin:gamma-direction",
    source=source("2"),
    kind="result",
    title="Minimised or maximised by the sign of the drift",
    latex=r"\gamma > 0 \;\Rightarrow\; \frac{dF}{dt} \le 0, \qquad "
    r"\gamma < 0 \;\Rightarrow\; \frac{dF}{dt} \ge 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((*training.PARAMETERS, ck.Real("gamma", -1.0, 1.0))),
        tolerance=1e-9,
        reason="the sign of a difference of two quadratures; noise below 1e-12",
        method="free energy of one neuron before and after learning",
        samples=24,
    ),
    words="sentence",
    expected="proved",
    reading="Minimised is read as: not increasing along (2.9), for one $\\gamma$ and two trainable "
    "variables; that a minimum exists and is reached is not claimed. Which quantity it is that "
    "gets minimised depends on the sign of (2.7).",
    premises=("vanchurin:2.8", "vanchurin:2.9"),
    hypotheses=(beliefs.STATIC_DATA, beliefs.NOISELESS),
)
