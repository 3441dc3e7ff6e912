"""(2.8): the total change of the free energy."""

from collections.abc import Iterator, Mapping

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gradient, slope
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.directions import along, every_K, for_one
from proofs.papers.vanchurin.shared.notation import F, F_rate, gamma, over_k, q, qdot, source, t
from qmgr_sym.unevaluated import Residual

STEP = 0.02  # of the differences along the path


def printed(K: int = 2) -> dict[str, sp.Eq]:
    """Chain rule, then insertion of (2.9)."""
    at_rest = sp.Derivative(F(K), t)
    slopes = (qdot(k, K) * sp.Derivative(F(K), x) for k, x in enumerate(q(K), 1))
    first = sp.Add(*slopes, at_rest)
    second = -gamma * over_k(lambda x: sp.Derivative(F(K), x) ** 2, K) + at_rest
    return {"chain rule": ck.equal(F_rate, first), "insertion": ck.equal(first, second)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Differentiate an exponential with free coefficients along a path, then insert (2.9)."""
    chain, new = form.of(F_rate, "chain rule"), q(2)[1]
    yield ck.Step(
        "Only the first derivatives of $F$ matter; an exponential has them all:", _field(1)
    )
    alone = {q(1)[0]: qdot(1, 1), t: sp.S.One}
    yield ck.shows("chain rule", *_on_path(1, for_one(chain), alone), case={"K": 1})
    added = ck.shows("chain rule", *_on_path(2, along(chain, new), {new: qdot(2, 2)}))
    yield ck.Induction("K", added)

    def inserted(K: int, gap: Expr) -> tuple[Expr, Expr]:
        drift = premises["2.9"].at(K=K)
        return Residual(gap, {qdot(k, K): drift.of(qdot(k, K)) for k in range(1, K + 1)}), sp.S.Zero

    gap = form.gap("insertion")
    yield ck.Step("First line less second line, with the drift (2.9):", inserted(2, gap)[0])
    yield from every_K("insertion", inserted, gap)


def _on_path(K: int, change: Expr, moving: Mapping[sp.Symbol, Expr]) -> tuple[Expr, Expr]:
    """dF/ds where some variables move with the given speeds, and `change` there."""
    s, start = sp.Symbol("s", real=True), sp.symbols("Q_1 Q_2 tau", real=True)
    at = dict(zip((*q(K), t), (*start[:K], start[2]), strict=True))
    speeds = {qdot(k, K): sp.Symbol(f"r_{k}", real=True) for k in range(1, K + 1)}
    path = {x: at[x] + moving.get(x, sp.S.Zero) * s for x in at}
    total = sp.Derivative(_field(K).xreplace(path), s).xreplace(speeds)
    stated = change.xreplace({**speeds, F(K): _field(K)})
    return sp.Subs(total, s, 0), sp.Subs(stated, tuple(at), tuple(at.values()))


def _field(K: int) -> Expr:
    """A function of q and t with arbitrary first derivatives at every point."""
    return sp.exp(sp.Add(*(sp.Symbol(f"c_{x}", real=True) * x for x in (*q(K), t))))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Let one neuron learn while its data drift, and difference along its path."""
    here, now = training.start(sample), np.zeros_like(sample["w"])

    def energy(time: ck.Array) -> ck.Array:
        return training.free_energy(training.learn(sample, time), sample, time)

    rates = slope(lambda time: training.learn(sample, time), now, step=STEP)
    slopes = gradient(lambda at: training.free_energy(at, sample), here)
    values = {
        F_rate: slope(energy, now, step=STEP),
        sp.Derivative(F(2), t): slope(
            lambda time: training.free_energy(here, sample, time), now, step=STEP
        ),
        gamma: sample["gamma"],
        **{qdot(k, 2): rates[:, k - 1] for k in (1, 2)},
        **{sp.Derivative(F(2), x): slopes[k] for k, x in enumerate(q(2))},
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:2.8",
    source=source("2", "2.8"),
    kind="result",
    title="Total change of the free energy",
    latex=r"\frac{d}{dt}F(\mathbf{q},t) = \sum_{k} \frac{dq_k}{dt} \frac{\partial F(\mathbf{q},t)}"
    r"{\partial q_k} + \frac{\partial F(\mathbf{q},t)}{\partial t} = -\gamma \sum_{k} "
    r"\left(\frac{\partial F(\mathbf{q},t)}{\partial q_k}\right)^2 + "
    r"\frac{\partial F(\mathbf{q},t)}{\partial t}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *training.PARAMETERS,
                ck.Real("swing", -1.0, 1.0),
                ck.Real("gamma", -1.0, 1.0),
            )
        ),
        tolerance=1e-6,
        reason="differences of order 8 with step 0.02 along a Runge-Kutta path",
        method="one neuron learning on drifting data, differenced along its path",
        samples=24,
    ),
    expected="proved",
    reading="The statement is about one path $q(t)$; for the noisy process (3.1) the average of "
    "$dF/dt$ is a claim of its own. The sign of (2.7) plays no part.",
    premises=("vanchurin:2.9",),
    hypotheses=(beliefs.NOISELESS,),
)
