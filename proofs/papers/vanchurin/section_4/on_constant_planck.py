"""Section 4: a constant hbar while gamma and D vary, with the constant alpha of (4.3)."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.learning.ripples import planck_squared
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.notation import D, gamma, hbar, source

NEW_D, NEW_GAMMA = sp.symbols("D' gamma'", positive=True)


def printed() -> list[ck.Link]:
    """D / gamma may change."""
    return [ck.Link("ratio", ck.differ(NEW_D / NEW_GAMMA, D / gamma), "some")]


def amended() -> list[ck.Link]:
    """It may not."""
    return [ck.Link("ratio", ck.equal(NEW_D / NEW_GAMMA, D / gamma))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """(3.12) before and after, with one hbar and one alpha."""
    before = premises["3.12"].of(hbar)
    after = before.xreplace({D: NEW_D, gamma: NEW_GAMMA})
    same = ck.equal(sp.expand(before**2), sp.expand(after**2))
    yield ck.Step("One $\\hbar$ and one $\\alpha$ before and after:", same)
    if form.which == "printed":
        yield ck.Satisfiable("ratio", sp.And(same, form["ratio"]))
    else:
        yield ck.Entails("ratio", same, form["ratio"])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Another gamma, and the D at which ripples on the fluid have the same hbar as before."""
    numbers = [sample[name] for name in ("D", "gamma", "alpha")]
    target = planck_squared(*numbers)

    def excess(noise: ck.Array) -> ck.Array:
        return planck_squared(noise, sample["gamma'"], sample["alpha"]) - target

    low, high = (np.full_like(target, end) for end in (1.0, 2.0))
    first, second = excess(low), excess(high)  # the square of hbar is linear in D
    values = {
        D: sample["D"],
        gamma: sample["gamma"],
        NEW_GAMMA: sample["gamma'"],
        NEW_D: low - first * (high - low) / (second - first),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:constant-planck",
    source=source("4"),
    kind="result",
    title="A constant Planck constant while the parameters vary",
    latex=r"\hbar = \text{const}, \quad \alpha = \text{const}, \quad \frac{D}{\gamma} \ne "
    r"\text{const}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("D", 0.5, 2.0),
                *(ck.Real(name, 0.25, 2.0) for name in ("gamma", "gamma'")),
                ck.Real("alpha", 0.5, 2.0),
            )
        ),
        tolerance=1e-6,
        reason="hbar^2 is measured to 1e-8 of its terms",
        method="ripples of the fluid, with the noise that keeps their Planck constant",
        samples=32,
    ),
    words="sentence",
    expected="corrected",
    fails_by="put equal for different",
    reading='"If we want the Planck constant to remain constant, ... the only parameters that '
    'should vary are the number of neurons, the step size and the mini-batch size". $\\alpha$ '
    "stands before the integral over time in (4.3), and is constant there. Read as: at constant "
    "$\\hbar$ and $\\alpha$ the step size $\\gamma$ and the noise $D$ may vary independently.",
    premises=("vanchurin:3.12",),
    hypotheses=(beliefs.REAL_PLANCK,),
    amended=ck.Amended(
        latex=r"\hbar = \text{const}, \quad \alpha = \text{const} \quad\Rightarrow\quad "
        r"\frac{D}{\gamma} = \text{const}",
        links=amended,
        grade="missing hypothesis",
        note="By (3.12) only the ratio $D/\\gamma$ enters beside $\\alpha$. An adjustment that "
        "moves "
        "the ratio moves $\\alpha$ by (4.6), which then depends on time; the mass $1/2\\gamma$ "
        "changes with $\\gamma$ in any case. The number of neurons stands in none of these.",
    ),
)
