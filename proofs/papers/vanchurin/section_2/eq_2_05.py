"""(2.5): the maximum entropy distribution with a given mean loss."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared.notation import beta, source
from qmgr_sym.stochastic.canonical import entropy_lagrangian, stationarity

N = 3
P = sp.symbols("p_1:4", positive=True)
PRIOR = sp.symbols("a_1:4", positive=True)
H = sp.symbols("H_1:4", real=True)
_norm, _U = sp.symbols("lambda U", real=True)


def weight(i: int) -> Expr:
    """The weight a_i exp(-beta H_i) of a state."""
    return PRIOR[i] * sp.exp(-beta * H[i])


def printed() -> list[ck.Link]:
    """p_1 = a_1 exp(-beta H_1) / sum_i a_i exp(-beta H_i)."""
    total = sp.Add(*(weight(i) for i in range(N)))
    return [ck.Link("distribution", ck.equal(P[0], weight(0) / total))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Normalisation, and the Lagrange conditions without the multiplier of the normalisation."""
    first = form["distribution"].rhs
    turn = [{s[i]: s[(i + k) % N] for s in (PRIOR, H) for i in range(N)} for k in range(N)]
    p = [first.subs(names, simultaneous=True) for names in turn]
    conditions = stationarity(P, H, PRIOR, beta, _norm)
    found = [c.subs(P[i], p[i]) for i, c in enumerate(conditions)]
    return ck.Derivation(
        steps=(
            ck.Step(
                "Relative entropy with both constraints:",
                entropy_lagrangian(P, H, PRIOR, beta, _norm, _U),
            ),
            ck.Step(
                "It is concave in $p$; stationary where, for each state,",
                ck.equal(conditions[0], 0),
            ),
            ck.Step(
                "The form at the first state; the others follow by renaming the states:",
                ck.equal(P[0], p[0]),
            ),
        ),
        obligations=(
            ck.Vanishes("distribution", sp.Add(*p) - 1),
            ck.Vanishes("distribution", found[0] - found[1]),
            ck.Vanishes("distribution", found[1] - found[2]),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Maximise the relative entropy on the segment of distributions with the given mean loss.

    The multiplier is measured as the change of the maximum with the mean loss, dS/dU.
    """
    prior = sample["a"] / sample["a"].sum(axis=1, keepdims=True)
    energy = sample["H"] + 1.5 * np.arange(N)
    start = sample["p"] / sample["p"].sum(axis=1, keepdims=True)
    best, _ = _maximum(start, energy, prior)
    step = 1e-3
    push = _gradient_direction(energy)
    shifted = [_maximum(best + k * step * push, energy, prior)[1] for k in (-2, -1, 1, 2)]
    multiplier = (shifted[0] - 8 * shifted[1] + 8 * shifted[2] - shifted[3]) / (12 * step)
    values = {P[0]: best[:, 0], beta: multiplier}
    values |= {PRIOR[i]: prior[:, i] for i in range(N)} | {H[i]: energy[:, i] for i in range(N)}
    return ck.Measurement(values)


Array = NDArray[np.float64]


def _maximum(start: Array, energy: Array, prior: Array) -> tuple[Array, Array]:
    """The distribution of largest relative entropy with the mean loss of `start`, by bisection."""
    line = np.roll(energy, -1, axis=1) - np.roll(energy, 1, axis=1)
    with np.errstate(divide="ignore"):
        ends = -start / line
    low = np.where(line > 0, ends, -np.inf).max(axis=1)
    high = np.where(line < 0, ends, np.inf).min(axis=1)
    for _ in range(60):
        middle = (low + high) / 2
        p = start + middle[:, None] * line
        rising = -(line * np.log(np.maximum(p, 1e-300) / prior)).sum(axis=1) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    p = np.maximum(start + low[:, None] * line, 1e-300)
    return p, -(p * np.log(p / prior)).sum(axis=1)


def _gradient_direction(energy: Array) -> Array:
    """A change of the probabilities that keeps their sum and raises the mean loss by one."""
    centred = energy - energy.mean(axis=1, keepdims=True)
    return np.asarray(centred / (centred**2).sum(axis=1, keepdims=True))


CLAIM = ck.Claim(
    key="vanchurin:2.5",
    source=source("2", "2.5"),
    kind="result",
    title="Maximum entropy distribution",
    latex=r"p(\mathbf{x}|\mathbf{q}) \propto p_{\partial}(\mathbf{x}) "
    r"\exp\left(-\beta H(\mathbf{x}, \mathbf{q})\right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("a", 0.2, 1.0, (N,)),
                ck.Real("H", -0.5, 0.5, (N,)),
                ck.Real("p", 0.3, 1.0, (N,)),
            )
        ),
        tolerance=1e-6,
        reason="five-point difference of the maximum of the entropy with step 1e-3",
        method="direct maximisation of the relative entropy over the simplex",
    ),
    expected="proved",
    reading="Three states $x$ with weights $a_i$ for $p_\\partial$ and losses $H_i$; the "
    "proportionality is read with its normalisation written out. That the sum or integral exists "
    "is a claim of its own.",
    premises=("vanchurin:2.3", "vanchurin:2.4"),
    hypotheses=(
        r"the entropy is the one relative to the data, $-\int p\log(p/p_\partial)$; the maximum of "
        r"the Shannon entropy would not contain $p_\partial$",
        r"$p_\partial$ is a positive weight for the states of all neurons, although the list of "
        "section 2 defines it for the boundary neurons only",
        "quick equilibration means that this entropy is maximal at the given mean loss",
    ),
)
