"""(2.5): the maximum entropy distribution with a given mean loss."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import root, slope
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import beta, source
from proofs.papers.vanchurin.shared.training import PRIOR, STATES, H, P

Array = ck.Array


def printed(i: int = 0) -> sp.Eq:
    """p_i = a_i exp(-beta H_i) / sum_j a_j exp(-beta H_j)."""
    weights = [PRIOR[j] * sp.exp(-beta * H[j]) for j in STATES]
    return ck.equal(P[i], weights[i] / sp.Add(*weights))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Normalisation, and the gain from moving probability from one state to the next is zero."""
    turns = [{s[i]: s[(i + k) % 3] for s in (PRIOR, H) for i in STATES} for k in STATES]
    found = tuple(form.of(P[0]).xreplace(names) for names in turns)
    entropy = -sp.Add(*(P[i] * sp.log(P[i] / PRIOR[i]) for i in STATES))
    held = entropy - beta * sp.Add(*(P[i] * H[i] for i in STATES))
    yield ck.Step("Relative entropy less $\\beta$ times the mean loss, concave in $p$:", held)
    yield ck.Step("The form at the first state; the others follow by renaming:", found[0])
    yield ck.shows("equation", sp.Add(*found), sp.S.One, case={"states": 3})
    for one, other in pairwise(P):
        here, there = (sp.Subs(sp.Derivative(held, p), P, found) for p in (one, other))
        yield ck.shows("equation", here, there)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Maximise the relative entropy on the segment of distributions with the given mean loss.

    The multiplier is measured as the change of the maximum with the mean loss, dS/dU.
    """
    prior, first = (sample[name] / sample[name].sum(1, keepdims=True) for name in ("a", "p"))
    energy = sample["H"] + 1.5 * np.arange(3)
    less = ((prior - first) * energy).sum(1, keepdims=True)  # the mean loss below that of the data
    energy = energy * np.sign(less)  # so that beta > 0
    best = _maximum(first, energy, prior)
    push = energy - energy.mean(1, keepdims=True)
    push = push / (push**2).sum(1, keepdims=True)  # keeps the sum and raises the mean loss by 1

    def entropy(more: Array) -> Array:
        p = _maximum(best + more[:, None] * push, energy, prior)
        return np.asarray(-(p * np.log(p / prior)).sum(1))

    values = {P[0]: best[:, 0], beta: slope(entropy, np.zeros(len(best)), step=1e-3)}
    values |= {PRIOR[i]: prior[:, i] for i in STATES} | {H[i]: energy[:, i] for i in STATES}
    return ck.Measurement(values)


def _maximum(start: Array, energy: Array, prior: Array) -> Array:
    """The distribution of largest relative entropy with the sum and the mean loss of `start`."""
    line = np.roll(energy, -1, axis=1) - np.roll(energy, 1, axis=1)
    ends = -start / line
    low = np.where(line > 0, ends, -np.inf).max(axis=1)
    high = np.where(line < 0, ends, np.inf).min(axis=1)

    def at(shift: Array) -> Array:
        return np.asarray(np.maximum(start + shift[:, None] * line, 1e-300))

    shift = root(lambda s: (line * np.log(at(s) / prior)).sum(1), low, high)
    return at(shift)


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
                ck.Real("a", 0.2, 1.0, (3,)),
                ck.Real("H", -0.5, 0.5, (3,)),
                ck.Real("p", 0.3, 1.0, (3,)),
            )
        ),
        tolerance=1e-6,
        reason="differences of order 8 of the maximum of the entropy with step 1e-3",
        method="direct maximisation of the relative entropy over the simplex",
    ),
    expected="proved",
    reading="Three states $x$ with weights $a_i$ for $p_\\partial$ and losses $H_i$; the "
    "proportionality is read with its normalisation written out. That the sum or integral exists "
    "is a claim of its own.",
    hypotheses=(beliefs.RELATIVE_ENTROPY, beliefs.DATA_OVER_ALL),
)
