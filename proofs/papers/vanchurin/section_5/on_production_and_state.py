"""(5.4) against (2.1): is the entropy production of a neuron a function of its displacement?"""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import slope
from numerics.learning.network import update
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.neurons import b, state, w
from proofs.papers.vanchurin.shared.notation import source, t

STRETCH = tuple(sp.Symbol(rf"e^{{\Delta{{S}}_{k}}}", positive=True) for k in (1, 2))
SHIFT = tuple(sp.Symbol(rf"{{\dot{{x}}_{k}}}", real=True) for k in (1, 2))
AFTER = tuple(sp.Symbol(f"x_{k}", real=True) for k in (1, 2))


def _links(production: sp.Eq) -> dict[str, sp.Eq]:
    return {"displacement": ck.equal(SHIFT[1], SHIFT[0]), "production": production}


def printed() -> dict[str, sp.Eq]:
    """Two states with one displacement produce the same."""
    return _links(ck.equal(STRETCH[1], STRETCH[0]))


def amended() -> dict[str, sp.Eq]:
    """The production depends on the state that is reached."""
    return _links(ck.equal(STRETCH[1], STRETCH[0] * (1 - AFTER[1] ** 2) / (1 - AFTER[0] ** 2)))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """One neuron of (2.1) in two states, with the weight for which it moves alike from both."""
    x = sp.Symbol("x", real=True)
    before = {state(1, t - 1): x, state(2, t - 1): sp.S.Zero}
    step = premises["2.1"].of(state(1)).xreplace(before)
    yield ck.Step("One neuron with the activation $\\tanh$:", step)
    drives = sp.symbols("s_1 s_2", real=True)
    weight = (drives[1] - drives[0]) / (sp.tanh(drives[1]) - sp.tanh(drives[0]))
    values: dict[sp.Basic, sp.Expr] = {}
    for drive, stretch, after, shift in zip(drives, STRETCH, AFTER, SHIFT, strict=True):
        here = {x: (drive - b[0]) / w[0][0]}
        slope_there = sp.Subs(sp.Derivative(step, x), x, here[x])
        values |= {stretch: slope_there, after: sp.tanh(drive)}
        values[shift] = (step.subs(here) - here[x]).subs(w[0][0], weight)
    for name in form:
        yield ck.Vanishes(name, form.gap(name).xreplace(values))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Steps of a network from two states, and how they widen a small cloud of states."""
    drive = np.stack([sample["s"], sample["s"] + sample["gap"]], -1)
    weight = (drive[:, 1] - drive[:, 0]) / (np.tanh(drive[:, 1]) - np.tanh(drive[:, 0]))
    weights, biases = weight[:, None, None], sample["b"][:, None]
    values: dict[sp.Basic, ck.Array] = {}
    for k in (0, 1):
        start = (drive[:, k] - sample["b"]) / weight

        def step(shift: ck.Array, start: ck.Array = start) -> ck.Array:
            return update((start + shift)[:, None], weights, biases, activation="tanh")[:, 0]

        values[AFTER[k]] = step(np.zeros_like(start))
        values[SHIFT[k]] = values[AFTER[k]] - start
        values[STRETCH[k]] = slope(step, np.zeros_like(start), step=0.01)
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:production-and-state",
    source=source("5"),
    kind="result",
    title="Entropy production of a neuron and its state",
    latex=r"\dot x_1 = \dot x_2 \quad\Rightarrow\quad \Delta S_1 = \Delta S_2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("s", -1.5, 1.0, meaning="input of the neuron in the first state"),
                ck.Real("gap", 0.3, 1.0, meaning="of the second state, relative to it"),
                ck.Real("b", -1.0, 1.0, meaning="bias"),
            )
        ),
        tolerance=1e-7,
        reason="differences of order 8 with step 0.01",
        method="steps of a network of one neuron from two states, differenced",
        samples=32,
    ),
    words="reading",
    expected="corrected",
    fails_by="production: right side e^{\\Delta{S}_1} for e^{\\Delta{S}_1}*(1 - x_2**2"
    ")/(1 - x_1**2)",
    reading="(5.4) makes the entropy production of a neuron a function of its displacement and of "
    "time. Under (2.1) a cloud of states of one neuron is widened by the slope of the activation, "
    "which changes its entropy by $\\log|w f'|$. Read as: two states from which the neuron is "
    "displaced alike have the same production. The activation is $\\tanh$, which the paper names, "
    "and "
    "the displacement that of one step.",
    premises=("vanchurin:2.1",),
    hypotheses=(beliefs.JOINT_DENSITY,),
    amended=ck.Amended(
        latex=r"\dot x_1 = \dot x_2 \quad\Rightarrow\quad \Delta S_2 - \Delta S_1 = \log\frac{1 - "
        r"x_2^2}{1 - x_1^2}",
        links=amended,
        grade="missing hypothesis",
        note="The production is $\\log|w(1-x^2)|$, a function of the state that is reached. For "
        "the rectifier it is $\\log|w|$ or no density is left; only an affine neuron has the "
        "property that (5.4) postulates, and such a network learns nothing.",
    ),
)
