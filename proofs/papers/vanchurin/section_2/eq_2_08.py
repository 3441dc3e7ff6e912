"""(2.8): the total change of the free energy."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.section_2 import eq_2_09
from proofs.papers.vanchurin.shared import training
from proofs.papers.vanchurin.shared.notation import F, gamma, over_k, q, source, t

K = 2
TOTAL = sp.Symbol(r"\frac{dF}{dt}", real=True)
RATES = tuple(sp.Symbol(rf"\frac{{dq_{k}}}{{dt}}", real=True) for k in (1, 2))
STEP = 0.02  # of the differences along the path


def first_line() -> Expr:
    """sum_k dq_k/dt d_k F + d_t F."""
    slopes = (r * sp.Derivative(F(K), x) for r, x in zip(RATES, q(K), strict=True))
    return sp.Add(*slopes, sp.Derivative(F(K), t))


def second_line() -> Expr:
    """-gamma sum_k (d_k F)^2 + d_t F."""
    force = over_k(lambda x: sp.Derivative(F(K), x) ** 2, K)
    return -gamma * force + sp.Derivative(F(K), t)


def printed() -> list[ck.Link]:
    """Chain rule, then insertion of (2.9)."""
    return [
        ck.Link("chain rule", ck.equal(TOTAL, first_line())),
        ck.Link("insertion", ck.equal(first_line(), second_line())),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Differentiate a polynomial with free coefficients along a path, then insert (2.9)."""
    s = sp.Symbol("s", real=True)
    start = sp.symbols("Q_1 Q_2 tau", real=True)
    where = (*q(K), t)
    monomials = [sp.S.One, *where, *(a * b for i, a in enumerate(where) for b in where[i:])]
    field = sp.Add(*(sp.Symbol(f"c_{i}", real=True) * m for i, m in enumerate(monomials)))
    point = dict(zip(where, start, strict=True))
    path = {x: at + r * s for x, at, r in zip(where, start, (*RATES, sp.S.One), strict=True)}
    total = field.subs(path, simultaneous=True).diff(s).subs(s, 0)
    chain = form["chain rule"].rhs.subs(F(K), field).doit().subs(point)
    inserted = form["insertion"].lhs.subs({RATES[k - 1]: eq_2_09.velocity(k, K) for k in (1, 2)})
    return ck.Derivation(
        steps=(
            ck.Step(
                "Any $F$ enters through its first derivatives alone; a polynomial with free "
                "coefficients has them all:",
                field,
            ),
            ck.Step(
                "Its derivative along a path with the velocities $dq_k/dt$, at the point "
                "$(Q_1,Q_2,\\tau)$:",
                ck.equal(TOTAL, total),
            ),
            ck.Step("The first line with the drift (2.9):", inserted),
        ),
        obligations=(
            ck.Vanishes("chain rule", chain - total),
            ck.Vanishes("insertion", inserted - form["insertion"].rhs),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Let one neuron learn while its data drift, and difference along its path."""
    start = np.stack([sample["w"], sample["b"]], axis=-1)
    path = {k: training.learn(start, sample, k * STEP, 2) for k in (-2, -1, 1, 2)}
    energy = {k: training.free_energy(at, sample, k * STEP) for k, at in path.items()}

    def difference(series: dict[int, training.Array]) -> training.Array:
        return np.asarray(series[-2] - 8 * series[-1] + 8 * series[1] - series[2]) / (12 * STEP)

    rates = difference(path)
    slopes = training.gradient(start, sample)
    frozen = {k: training.free_energy(start, sample, k * STEP) for k in path}
    values = {
        TOTAL: difference(energy),
        sp.Derivative(F(K), t): difference(frozen),
        gamma: sample["gamma"],
    }
    values |= {RATES[k]: rates[:, k] for k in range(K)}
    values |= {sp.Derivative(F(K), q(K)[k]): slopes[:, k] for k in range(K)}
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
                ck.Real("mean", -1.0, 1.0),
                ck.Real("swing", -1.0, 1.0),
                ck.Real("gamma", -1.0, 1.0),
            )
        ),
        tolerance=1e-6,
        reason="fourth-order differences with step 0.02 along a Runge-Kutta path",
        method="one neuron learning on drifting data, differenced along its path",
        samples=24,
    ),
    expected="proved",
    reading="The statement is about one path $q(t)$; for the noisy process (3.1) the average of "
    "$dF/dt$ is a claim of its own. The sign of (2.7) plays no part.",
    premises=("vanchurin:2.7", "vanchurin:2.9"),
    hypotheses=(
        r"$F$ is differentiable in $q$ and $t$ and the path is differentiable in $t$: the "
        r"diffusion "
        "of (3.1) is absent",
    ),
)
