"""Section I: the second derivative of the entropy as the metric, chart by chart."""

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
    PAIRS,
    STEP,
    X,
    coordinates,
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


def _slots(chart: str) -> dict[sp.Basic, sp.Expr]:
    """Natural parameters and metric of a chart; derivatives, not worked out."""
    p, x = exact_probabilities(chart), X[chart]
    functions = {S[chart]: -sp.Add(*(q * sp.log(q) for q in p))}
    functions |= dict(zip(ETA[chart], p[1:], strict=True))
    values: dict[sp.Basic, sp.Expr] = {THETA[k]: sp.log(p[k + 1] / p[0]) for k in (0, 1)}
    for a, b in PAIRS:
        values |= {
            sp.Derivative(f, x[a], x[b]): sp.Derivative(v, x[a], x[b]) for f, v in functions.items()
        }
        scores = [sp.Derivative(q, x[a]) * sp.Derivative(q, x[b]) / q for q in p]
        values[_metric(chart, a, b)] = sp.Add(*scores)
    return values


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Derivatives of the probabilities of three outcomes in each chart."""
    for chart in CHARTS:
        yield ck.Step(
            f"Probabilities of three outcomes in {chart} coordinates:",
            sp.Tuple(*exact_probabilities(chart)),
        )
    yield ck.Step(
        "For an exponential family $S=\\psi-\\theta^k\\eta_k$, so that in every chart",
        ck.equal(
            sp.Symbol("dS"),
            -THETA[0] * sp.Symbol(r"d\eta_{1}") - THETA[1] * sp.Symbol(r"d\eta_{2}"),
        ),
    )
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(_slots(name.split()[0])))


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
    ),
    expected="corrected",
    fails_by="natural 11: right side -Derivative(S(n_1, n_2), (n_1, 2)) for "
    "-theta^1*Derivative(eta_1(n_1, n_2), (n_1, 2)) - theta^2*Derivative(eta_2(n_1, n_2), (n_1, "
    "2)) - D... [304245db]",
    reading="The metric is the Fisher metric of the weights (the entanglement spectrum), which has "
    "to be positive, so that the concave S enters with a minus sign. The statement names no "
    "coordinates; it is put to the test in natural, expectation and mixed ones.",
    hypotheses=(beliefs.THREE_LEVELS,),
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
