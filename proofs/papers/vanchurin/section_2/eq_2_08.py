"""(2.8): the total change of the free energy."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gradient, slope
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.directions import along, without
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
    """Differentiate a polynomial with free coefficients along a path, then insert (2.9)."""
    (x, new), at = q(2), sp.symbols("Q_1 Q_2 tau", real=True)
    rates = {qdot(k, 2): sp.Symbol(f"r_{k}", real=True) for k in (1, 2)}
    chain = form.of(F_rate, "chain rule").xreplace(rates)
    r_1, r_2 = rates.values()
    polynomial = _polynomial((x, new, t))
    yield ck.Step(
        "Only the first derivatives of $F$ matter; a polynomial has them all:", polynomial
    )

    def sides(terms: Expr, velocity: tuple[Expr, ...]) -> tuple[Expr, Expr]:
        s = sp.Symbol("s", real=True)
        path = [start + rate * s for start, rate in zip(at, velocity, strict=True)]
        moved = polynomial.xreplace(dict(zip((x, new, t), path, strict=True)))
        inserted = sp.Subs(terms.xreplace({F(2): polynomial}), (x, new, t), at)
        return sp.Subs(sp.Derivative(moved, s), s, 0), inserted

    yield ck.shows("chain rule", *sides(without(chain, new), (r_1, 0, 1)), case={"K": 1})
    added = ck.shows("chain rule", *sides(along(chain, new), (0, r_2, 0)))
    yield ck.Induction("K", added)
    drift = premises["2.9"].at(K=2)
    values = {qdot(k, 2): drift.of(qdot(k, 2)) for k in (1, 2)}
    gap = form.gap("insertion")
    yield ck.Step("First line less second line, with the drift (2.9):", Residual(gap, values))
    yield ck.Vanishes("insertion", Residual(without(gap, new), values), case={"K": 1})
    yield ck.Induction("K", ck.Vanishes("insertion", Residual(along(gap, new), values)))


def _polynomial(variables: tuple[sp.Symbol, ...]) -> Expr:
    """A polynomial of degree 2 with free coefficients."""
    pairs = [a * b for i, a in enumerate(variables) for b in variables[i:]]
    terms = enumerate([sp.S.One, *variables, *pairs])
    return sp.Add(*(sp.Symbol(f"c_{i}", real=True) * m for i, m in terms))


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
