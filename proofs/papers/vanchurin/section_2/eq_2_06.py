"""(2.6): the average loss."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from proofs.papers.vanchurin.shared import beliefs, training
from proofs.papers.vanchurin.shared.notation import beta, q, source

U = sp.Function("U", real=True)(*q(1))


def printed() -> sp.Eq:
    """U(q) = integral p(x|q) H(x, q)."""
    return ck.equal(U, training.over_x(training.conditional(1) * training.loss(1)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """It is -d log Z / d beta, with log Z = log a_i - beta H_i - log p_i of (2.5)."""
    p, H = training.probabilities(premises["2.5"], 1), training.losses(1)
    average = training.on_data(form.of(U), {training.conditional(1): p, training.loss(1): H})
    yield ck.Step("The form on three data:", ck.equal(U, average))
    for p_i, H_i in zip(p, H, strict=True):
        response = H_i + sp.Derivative(sp.log(p_i), beta)
        yield ck.shows("equation", average, response, case={"states": 3})
    yield ck.Step("Required, $-\\partial\\log Z/\\partial\\beta$ from the last $p_i$:", response)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The average loss as the measured response of log Z to the multiplier."""
    position = training.start(sample)
    level, mean = training.loss_values(position), training.log_data(sample["mean"])

    def log_z(value: ck.Array) -> ck.Array:
        return -value * training.free_energy(position, {**sample, "beta": value})

    log_p = mean - sample["beta"][:, None] * level - log_z(sample["beta"])[:, None]
    values = {
        U: -slope(log_z, sample["beta"], step=1e-2),
        training.conditional(1): np.exp(log_p),
        training.loss(1): level,
    }
    return ck.Measurement(values, **ck.on_nodes({training.x: training.LINE}))


CLAIM = ck.Claim(
    key="vanchurin:2.6",
    source=source("2", "2.6"),
    kind="definition",
    title="Average loss",
    latex=r"U(\mathbf{q}) = \int d^N x \ p(\mathbf{x}|\mathbf{q}) H(\mathbf{x}, \mathbf{q})",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(training.PARAMETERS),
        tolerance=1e-9,
        reason="differences of order 8 with step 1e-2",
        method="numerical derivative of log Z of one neuron by the multiplier",
    ),
    expected="well-posed",
    reading="Required: it is the quantity that $\\beta$ is the Lagrange multiplier of, "
    r"$U=-\partial\log Z/\partial\beta$ with $Z=\int p_\partial e^{-\beta H}$. The exact arm takes "
    "three data with arbitrary weights and losses, the numeric arm one neuron and normal data.",
    premises=("vanchurin:2.5",),
    hypotheses=(beliefs.NORMALISABLE,),
)
