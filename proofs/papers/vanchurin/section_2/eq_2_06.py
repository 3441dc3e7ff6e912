"""(2.6): the average loss."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from proofs.papers.vanchurin.shared import training
from proofs.papers.vanchurin.shared.notation import beta, q, source
from proofs.papers.vanchurin.shared.training import WEIGHTS, x
from qmgr_sym.stochastic.canonical import canonical

K = 1
U = sp.Function("U", real=True)(*q(K))
CONDITIONAL = sp.Function("p", positive=True)(x, *q(K))


def printed() -> list[ck.Link]:
    """U(q) = integral p(x|q) H(x, q)."""
    average = training.over_x(CONDITIONAL * training.loss(K))
    return [ck.Link("average", ck.equal(U, average))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """With (2.5) the average loss is -d log Z / d beta."""
    energies = training.losses(K)
    state = canonical(energies, beta, WEIGHTS)
    values = {CONDITIONAL: state.probabilities, training.loss(K): energies}
    average = training.on_data(form["average"].rhs, values)
    required = -sp.diff(state.log_partition, beta)
    return ck.Derivation(
        steps=(
            ck.Step("The distribution (2.5) at the first of two data:", state.probabilities[0]),
            ck.Step("The form on the two data:", ck.equal(U, average)),
            ck.Step(
                "Required, because $\\beta$ is the multiplier of this average: "
                "$-\\partial\\log Z/\\partial\\beta$",
                required,
            ),
        ),
        obligations=(ck.Vanishes("average", average - required),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The average loss as the measured response of log Z to the multiplier."""
    mean, level = sample["mean"], training.loss_values(sample)
    log_weight = training.log_data(mean) - sample["beta"][:, None] * level
    density = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    density /= (density @ training.NODE_WEIGHTS)[:, None]
    response = -slope(
        lambda value: training.log_z({**sample, "beta": value}, mean), sample["beta"], training.STEP
    )
    values = {U: response, CONDITIONAL: density, training.loss(K): level}
    return ck.Measurement(values, integral=training.integral)


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
        ck.Domain((*training.PARAMETERS, ck.Real("mean", -1.0, 1.0))),
        tolerance=1e-9,
        reason="five-point differences with step 2e-3",
        method="numerical derivative of log Z of one neuron by the multiplier",
    ),
    expected="well-posed",
    reading="Required: it is the quantity that $\\beta$ is the Lagrange multiplier of, "
    r"$U=-\partial\log Z/\partial\beta$ with $Z=\int p_\partial e^{-\beta H}$. The exact arm takes "
    "two data with arbitrary weights and losses, the numeric arm one neuron and normal data.",
    premises=("vanchurin:2.5",),
    hypotheses=("(2.5) is normalisable and $H$ has a finite average",),
)
