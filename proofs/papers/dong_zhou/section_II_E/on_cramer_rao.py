"""Section II.E: the parameters of a network from its output, and the Cramer-Rao bound."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.dong_zhou.shared import beliefs
from proofs.papers.dong_zhou.shared.notation import source

BEST, OTHER = sp.symbols(r"\operatorname{var}\theta \operatorname{var}\theta'", positive=True)
F11, F12, F22 = sp.symbols("F_11 F_12 F_22", real=True)


def printed() -> list[ck.Link]:
    """The best estimate has the variance (F^-1)_11, and no unbiased one has less."""
    return [
        ck.Link("attained", ck.equal(BEST, F22 / (F11 * F22 - F12**2))),
        ck.Link("bound", ck.at_least(OTHER, BEST)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A linear generator y = A theta + noise with three outputs and two parameters."""
    a = sp.Matrix(3, 2, sp.symbols("a_11 a_12 a_21 a_22 a_31 a_32", real=True))
    theta, noise = sp.symbols("theta_1:3", real=True), sp.Symbol("s", positive=True)
    y = sp.Matrix(sp.symbols("y_1:4", real=True))
    gap = y - a * sp.Matrix(theta)
    loss = (gap.T * gap)[0] / (2 * noise**2)
    fisher = {
        f: sp.Derivative(loss, theta[i], theta[j])
        for f, i, j in ((F11, 0, 0), (F12, 0, 1), (F22, 1, 1))
    }
    yield ck.Step(
        "Fisher information, the curvature of the log-likelihood:", sp.hessian(loss, theta)
    )
    best, other = (_variance(a, rows, noise) for rows in (3, 2))
    yield ck.Step(
        "Variance of least squares with the first two outputs only; their determinant is",
        a[:2, :].det(),
    )
    inverse = (a[:2, :].T * a[:2, :]).inv()
    row, length = (inverse[0, :] * a[2, :].T)[0], (a[2, :] * inverse * a[2, :].T)[0]
    yield ck.Vanishes("attained", form.gap("attained").subs({BEST: best, **fisher}))
    yield ck.shows("bound", other - best, noise**2 * row**2 / (1 + length))
    q, p = sp.symbols("q p", real=True)
    given = sp.And(ck.equal((OTHER - BEST) * (1 + p), q**2), p >= 0)
    yield ck.Entails("bound", given, form["bound"])


def _variance(a: sp.Matrix, rows: int, noise: sp.Symbol) -> sp.Expr:
    """Of the first parameter, by least squares with the first outputs only."""
    table = a[:rows, :]
    weights = (table.T * table).inv() * table.T
    return (noise**2 * weights * weights.T)[0, 0]


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two linear layers; sensitivity by differences, estimates by solving for each noise."""
    n = len(sample["w"])
    first, second = np.zeros((n, 2, 2)), np.zeros((n, 3, 2))
    first[:, *np.tril_indices(2)] = sample["w"]
    second[:, [0, 0, 1, 2, 2], [0, 1, 1, 0, 1]] = sample["v"]
    noise = sample["s"] / 2

    def output(theta: np.ndarray) -> np.ndarray:
        return np.asarray(np.einsum("nij,njk,k->ni", second, first, theta))

    eye = np.eye(2)
    slopes = np.stack([(output(e) - output(-e)) / 2 for e in eye], -1)
    fisher = np.einsum("nia,nib->nab", slopes, slopes) / noise[:, None, None] ** 2
    best, other = np.empty(n), np.empty(n)
    for k, table in enumerate(slopes):
        answers = np.linalg.lstsq(table, np.eye(3), rcond=None)[0]
        best[k] = noise[k] ** 2 * (answers[0] ** 2).sum()
        other[k] = noise[k] ** 2 * (np.linalg.solve(table[:2], eye)[0] ** 2).sum()
    return ck.Measurement(
        {BEST: best, OTHER: other, F11: fisher[:, 0, 0], F12: fisher[:, 0, 1], F22: fisher[:, 1, 1]}
    )


CLAIM = ck.Claim(
    key="dong_zhou:cramer-rao",
    source=source("II.E"),
    kind="result",
    title="The Cramer-Rao bound for the parameters of a network",
    latex=r"\operatorname{var}\theta' \ge \operatorname{var}\theta = (F^{-1})_{11}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("w", 1, 3, (3,), "weights of the first layer"),
                ck.Integer("v", 1, 3, (5,), "weights of the second layer"),
                ck.Integer("s", 1, 4, meaning="twice the noise"),
            )
        ),
        tolerance=1e-9,
        reason="least squares with integers of at most two digits: 1e-12",
        method="two-layer networks, sensitivities by differences, least squares per noise",
        samples=32,
    ),
    expected="proved",
    words="sentence",
    reading="The network is linear with Gaussian noise, an exponential family, for which the bound "
    "is attained; in general it is only approached. The compared estimate uses two outputs of "
    "three. Quantum states have their own claims.",
    hypotheses=(beliefs.LINEAR_GAUSSIAN,),
)
