"""Section 8: Lambda as the chemical potential of birth and death of neurons."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.curved import Lambda
from proofs.papers.vanchurin.shared.notation import source

RESPONSE = sp.Symbol(r"d\langle{N}\rangle/d\Lambda", real=True)
VARIANCE = sp.Symbol(r"\mathrm{Var}\,N", positive=True)
ENTROPY = sp.Symbol(r"\Delta S_x", real=True)
LETTER, GIVEN = sp.Symbol("N", positive=True), sp.Symbol(r"\bar{N}", positive=True)
MOST = 4


def printed() -> dict[str, sp.Eq]:
    """d<N>/dLambda = -2 Var N: a larger Lambda goes with fewer neurons."""
    return {"response": ck.equal(RESPONSE, -2 * VARIANCE)}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Weights exp(S) with (8.11), for any entropies of 0 to 4 neurons, over a unit of time."""
    action = premises["8.11"]["second line"].lhs
    weights = []
    for count in range(MOST + 1):
        value = action.xreplace({ENTROPY: sp.Symbol(f"S_{count}", real=True)})
        value = value.replace(sp.Integral, lambda density, *_: density)
        weights.append(sp.exp(value.xreplace({LETTER: sp.Integer(count)})))
    total = sp.Add(*weights)
    yield ck.Step("Weight of two neurons:", weights[2])

    def mean(power: int) -> sp.Expr:
        return sp.Add(*(count**power * w for count, w in enumerate(weights))) / total

    values = {
        RESPONSE: sp.Derivative(mean(1), Lambda),
        VARIANCE: mean(2) - mean(1) ** 2,
    }
    yield ck.Vanishes("response", form.gap("response").xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """The stationary law of births at a given rate and deaths at one that grows with Lambda."""
    counts = np.arange(MOST + 1)

    def law(level: ck.Array) -> ck.Array:
        """Null vector of the matrix of rates."""
        n, size = len(level), MOST + 1
        rates = np.zeros((n, size, size))
        for k in range(MOST):
            birth, death = sample["birth"][:, k], np.exp(2 * level)
            rates[:, k + 1, k] += birth
            rates[:, k, k] -= birth
            rates[:, k, k + 1] += death
            rates[:, k + 1, k + 1] -= death
        rates[:, 0] = 1.0
        right = np.zeros((n, size, 1))
        right[:, 0] = 1.0
        return np.asarray(np.linalg.solve(rates, right)[..., 0])

    here = law(sample["Lambda"])
    average = here @ counts
    values = {
        RESPONSE: slope(lambda level: law(level) @ counts, sample["Lambda"], step=0.02),
        VARIANCE: here @ counts**2 - average**2,
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:birth-and-death",
    source=source("8"),
    kind="result",
    title="The cosmological constant as a chemical potential of neurons",
    latex=r"\frac{d\langle N\rangle}{d\Lambda} = -2\,\mathrm{Var}\,N",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("Lambda", -1.0, 1.0),
                ck.Real("birth", 0.5, 2.0, (MOST,), "rates of birth for 0 to 3 neurons"),
            )
        ),
        tolerance=1e-7,
        reason="differences of order 8 with step 0.02",
        method="stationary law of births and deaths, differenced by Lambda",
        samples=32,
    ),
    words="sentence",
    expected="proved",
    reading='"In statistical description, the parameter $\\Lambda$ would play the role of a '
    "chemical "
    'potential which would be responsible for both neurogenesis and neurodegeneration": read as an '
    "ensemble of networks with weights $e^{\\mathcal S}$ and $\\mathcal S$ of (8.11) over a unit "
    "of "
    "time. Its sign is that of minus a chemical potential: a larger $\\Lambda$ means more deaths "
    "and fewer neurons, whatever the entropies of the numbers. This is statistics of a number and "
    "says nothing about the $\\Lambda$ of (8.12), which is one number for all of them.",
    scope="up to four neurons",
    premises=("vanchurin:8.11",),
    hypotheses=(beliefs.CONSTANT_LAMBDA, beliefs.NUMBER_VARIES),
)
