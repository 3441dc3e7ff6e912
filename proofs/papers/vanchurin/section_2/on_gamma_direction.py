"""The sign of gamma decides whether the free energy is minimised or maximised."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_2 import eq_2_08, eq_2_09
from proofs.papers.vanchurin.section_2.eq_2_08 import RATES, TOTAL
from proofs.papers.vanchurin.shared import training
from proofs.papers.vanchurin.shared.notation import F, gamma, q, source, t

K = 2
TIME = 1.0


def printed() -> list[ck.Link]:
    """gamma > 0 lowers F, gamma < 0 raises it."""
    down = sp.Implies(sp.Gt(gamma, 0), sp.Le(TOTAL, 0), evaluate=False)
    up = sp.Implies(sp.Lt(gamma, 0), sp.Ge(TOTAL, 0), evaluate=False)
    return [ck.Link("minimised", down), ck.Link("maximised", up)]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The change of F along (2.9), where F does not depend on time explicitly."""
    velocity = {RATES[k - 1]: eq_2_09.velocity(k, K) for k in (1, 2)}
    static = {sp.Derivative(F(K), t): sp.S.Zero}
    change = eq_2_08.first_line().subs(static).subs(velocity)
    slopes = {sp.Derivative(F(K), x): sp.Symbol(f"F_{k}", real=True) for k, x in enumerate(q(K), 1)}
    signed = sp.expand(change.subs(slopes))
    return ck.Derivation(
        steps=(
            ck.Step(
                "First line of (2.8) with the drift (2.9), for a static $F$:",
                ck.equal(TOTAL, change),
            ),
            ck.Step("In terms of the two slopes of $F$:", ck.equal(TOTAL, signed)),
        ),
        obligations=tuple(
            ck.Entails(name, sp.true, form.subs(TOTAL, signed)) for name, form in given.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Free energy of one neuron before and after it has learned for a unit of time."""
    still = {**sample, "swing": np.zeros_like(sample["w"])}
    start = np.stack([sample["w"], sample["b"]], axis=-1)
    end = training.learn(start, still, TIME, 20)
    gain = training.free_energy(end, still) - training.free_energy(start, still)
    return ck.Measurement({TOTAL: gain / TIME, gamma: sample["gamma"]})


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
        ck.Domain((*training.PARAMETERS, ck.Real("mean", -1.0, 1.0), ck.Real("gamma", -1.0, 1.0))),
        tolerance=1e-9,
        reason="the sign of a difference of two quadratures; noise below 1e-12",
        method="free energy of one neuron before and after learning",
        samples=24,
    ),
    expected="proved",
    reading="Minimised is read as: not increasing along (2.9), for one $\\gamma$ and two trainable "
    "variables; that a minimum exists and is reached is not claimed. Which quantity it is that "
    "gets minimised depends on the sign of (2.7).",
    premises=("vanchurin:2.8", "vanchurin:2.9"),
    hypotheses=(
        "$F$ has no explicit dependence on time: otherwise $\\partial_t F$ of either sign is added",
        "no noise: the drift alone moves the trainable variables",
    ),
)
