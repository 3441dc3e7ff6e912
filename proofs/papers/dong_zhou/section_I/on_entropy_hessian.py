"""Section I: the second derivative of the entropy as the metric, chart by chart."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import hessian
from proofs.papers.dong_zhou.shared.notation import source
from proofs.papers.dong_zhou.shared.three_outcomes import (
    CHARTS,
    DOMAIN,
    ORTHOGONAL,
    PAIRS,
    STEP,
    X,
    coordinates,
    exact_fisher,
    exact_probabilities,
    fisher,
    log_probabilities,
)

S = {c: sp.Function("S", real=True)(*X[c]) for c in CHARTS}
ETA = {c: [sp.Function(f"eta_{k}", real=True)(*X[c]) for k in (1, 2)] for c in CHARTS}
THETA = sp.symbols("theta^1:3", real=True)
BENT = {"natural": (0, 1), "expectation": (), "mixed": (0,)}  # means that are no coordinates


def _metric(chart: str, a: int, b: int) -> sp.Symbol:
    return sp.Symbol(f"g_{chart[0]}{a + 1}{b + 1}", real=True)


def _links(corrected: bool) -> list[ck.Link]:
    links = []
    for c in CHARTS:
        for a, b in PAIRS:
            right = -sp.Derivative(S[c], X[c][a], X[c][b])
            for k in BENT[c] if corrected else ():
                right -= THETA[k] * sp.Derivative(ETA[c][k], X[c][a], X[c][b])
            name = f"{c} {a + 1}{b + 1}"
            links.append(ck.Link(name, ck.equal(_metric(c, a, b), right)))
    return links


def printed() -> list[ck.Link]:
    """g = -dd S in natural, expectation and mixed coordinates."""
    return _links(corrected=False)


def amended() -> list[ck.Link]:
    """g = -dd S - theta^k dd eta_k, whose last term vanishes in expectation coordinates only."""
    return _links(corrected=True)


@cache
def _values(chart: str) -> dict[sp.Basic, sp.Expr]:
    """Entropy, means, natural parameters and metric as functions of the coordinates."""
    p, g = exact_probabilities(chart), exact_fisher(chart)
    values = {S[chart]: -sp.Add(*(q * sp.log(q) for q in p))}
    values |= {ETA[chart][0]: p[1], ETA[chart][1]: p[2]}
    values |= {THETA[k]: sp.log(p[k + 1] / p[0]) for k in (0, 1)}
    for function in (S[chart], *ETA[chart]):
        for a, b in PAIRS:
            slot = sp.Derivative(function, X[chart][a], X[chart][b])
            values[slot] = sp.together(values[function].diff(X[chart][a], X[chart][b]))
    return values | {_metric(chart, a, b): g[a, b] for a, b in PAIRS}


@cache
def _gap(chart: str, form: sp.Eq) -> sp.Expr:
    values = _values(chart)
    return (form.lhs - form.rhs).xreplace(values).subs(values).doit()


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Derivatives of the probabilities of three outcomes in each chart."""
    steps = [ck.Step(f"Fisher metric in {c} coordinates:", exact_fisher(c)) for c in CHARTS]
    note = "For an exponential family $S=\\psi-\\theta^k\\eta_k$, so that in every chart"
    rule = sp.Eq(
        sp.Symbol("dS"), -THETA[0] * sp.Symbol(r"d\eta_{1}") - THETA[1] * sp.Symbol(r"d\eta_{2}")
    )
    return ck.Derivation(
        steps=(*steps, ck.Step(note, rule)),
        obligations=tuple(
            ck.Vanishes(name, _gap(name.split()[0], form)) for name, form in given.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Scores and second differences of the entropy and of the means at each point."""
    values: dict[sp.Basic, np.ndarray] = {}
    weights = sample["weights"]
    for k in (0, 1):
        values[THETA[k]] = np.log(weights[:, k + 1] / weights[:, 0])
    for c in CHARTS:
        x = coordinates(c, sample)

        def observed(y: np.ndarray, chart: str = c) -> np.ndarray:
            log_p = log_probabilities(chart, y)
            p = np.exp(log_p)
            return np.stack([-(p * log_p).sum(-1), p[..., 1], p[..., 2]], axis=-1)

        g, second = fisher(c, x), hessian(observed, x, STEP)
        for a, b in PAIRS:
            values[_metric(c, a, b)] = g[:, a, b]
            for function, found in zip((S[c], *ETA[c]), second[a, b].T, strict=True):
                values[sp.Derivative(function, X[c][a], X[c][b])] = found
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="dong_zhou:entropy-hessian",
    source=source("I"),
    kind="result",
    title="The second derivative of the entropy as the metric",
    latex=r"g_{ab} = -\frac{\partial^2 S}{\partial x^a \partial x^b}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(DOMAIN),
        tolerance=1e-7,
        reason="second differences of order 8 with step 5e-3 lose 1e-10 to rounding",
        method="scores and second differences of the entropy in each chart",
        samples=32,
        examples=40,
        floor=1.0,
    ),
    expected="corrected",
    reading="The metric is the Fisher metric of the weights (the entanglement spectrum), which has "
    "to be positive, so that the concave S enters with a minus sign. The statement names no "
    "coordinates; it is put to the test in natural, expectation and mixed ones.",
    hypotheses=("the spectrum has three levels; charts cover all such spectra",),
    amended=ck.Amended(
        latex=r"g_{ab} = -\partial_a \partial_b S - \theta^k \partial_a \partial_b \eta_k",
        links=amended,
        note="A second derivative is no tensor. The formula holds in expectation coordinates and "
        "those affine to them; elsewhere the natural parameters times the second derivatives of "
        "the expectations have to be subtracted.",
    ),
    explained={
        "mixed 12: flip the sign of the right side": ORTHOGONAL,
    },
)
