"""Section II.A: second derivatives of relative entropy are the Fisher metric in every chart."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import hessian
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.three_outcomes import (
    CHARTS,
    DOMAIN,
    ORTHOGONAL,
    STEP,
    X,
    coordinates,
    exact_fisher,
    exact_probabilities,
    fisher,
    log_probabilities,
)
from qmgr_sym.information.exponential import relative_entropy

D = {c: sp.Function("D", real=True)(*X[c]) for c in CHARTS}
PAST = {c: sp.symbols(f"{c[0]}'_1:3", real=True) for c in CHARTS}

ENTRIES = ((0, 0), (0, 1), (1, 1))
DIRECTIONS = {
    "first": {(0, 0): 1},
    "second": {(1, 1): 1},
    "both": {(0, 0): 1, (0, 1): 2, (1, 1): 1},
}


def _metric(chart: str, a: int, b: int) -> sp.Symbol:
    return sp.Symbol(f"F_{chart[0]}{a + 1}{b + 1}", real=True)


def printed() -> list[ck.Link]:
    """dd D at coinciding points is F, along the axes and across, in each of the three charts."""
    links = []
    for c in CHARTS:
        second = {p: sp.Derivative(D[c], X[c][p[0]], X[c][p[1]]) for p in ENTRIES}
        for name, parts in DIRECTIONS.items():
            metric = sp.Add(*(k * _metric(c, *p) for p, k in parts.items()))
            bend = sp.Add(*(k * second[p] for p, k in parts.items()))
            links.append(ck.Link(f"{c} {name}", ck.equal(metric, bend)))
    return links


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The relative entropy to a fixed state, differentiated twice, at the fixed state."""
    for c in CHARTS:
        p = exact_probabilities(c)
        there = dict(zip(X[c], PAST[c], strict=True))
        distance = relative_entropy([q.subs(there) for q in p], p)
        g = exact_fisher(c)
        yield ck.Step(f"Fisher metric in {c} coordinates:", g)
        entries = {_metric(c, *p): g[p] for p in ENTRIES}
        for name in DIRECTIONS:
            gap = form.gap(f"{c} {name}").subs({D[c]: distance, **entries})
            yield ck.Vanishes(f"{c} {name}", sp.Subs(gap, PAST[c], X[c]))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Scores, and second differences of the relative entropy around each point."""
    values: dict[sp.Basic, np.ndarray] = {}
    for c in CHARTS:
        x = coordinates(c, sample)
        home = log_probabilities(c, x)

        def distance(y: np.ndarray, chart: str = c, fixed: np.ndarray = home) -> np.ndarray:
            return np.asarray((np.exp(fixed) * (fixed - log_probabilities(chart, y))).sum(-1))

        g, second = fisher(c, x), hessian(distance, x, STEP)
        for a, b in ENTRIES:
            values[_metric(c, a, b)] = g[:, a, b]
            values[sp.Derivative(D[c], X[c][a], X[c][b])] = second[a, b]
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:relative-entropy-hessian",
    source=source("II.A"),
    kind="result",
    title="The second derivative of relative entropy is the Fisher metric",
    latex=r"F_{ab}(x) = \left.\frac{\partial^2 D(x_0 \| x)}{\partial x^a \partial x^b}"
    r"\right|_{x = x_0}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(DOMAIN),
        tolerance=1e-7,
        reason="differences of order 8 err by 1e-8 where a probability is small",
        method="scores and second differences of the relative entropy in each chart",
        samples=32,
    ),
    expected="proved",
    words="reading",
    reading="The text has the second derivative of the entanglement; that of relative entropy, "
    "a tensor because the first derivative vanishes, is ours. The states "
    "commute here: weights of three outcomes in natural, expectation and mixed coordinates.",
    explained={
        "mixed both: left side, drop the term 2*F_m12": ORTHOGONAL,
        "mixed both: flip the sign of 2*Derivative(D(m_1, m_2), m_1, m_2)": ORTHOGONAL,
    },
    hypotheses=(beliefs.COMMUTING_STATES,),
)
