"""(5.4): the entropy production of a neuron as a function of its displacements and of time."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.notation import source

TIMES = sp.symbols("t t'", real=True)
SHIFTS = tuple(sp.Symbol(name, real=True) for name in (r"{\dot{x}}", r"{\dot{x}'}"))
PRODUCTIONS = tuple(sp.Symbol(name, real=True) for name in (r"\Delta{S}", r"\Delta{S'}"))


def printed() -> list[ck.Link]:
    """Same displacement and time, same production, wherever the neuron is."""
    same = sp.And(sp.Eq(SHIFTS[1], SHIFTS[0]), sp.Eq(TIMES[1], TIMES[0]), evaluate=False)
    equal = ck.equal(PRODUCTIONS[1], PRODUCTIONS[0])
    return [ck.Link("function", sp.Implies(same, equal, evaluate=False))]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Two histories with any positions, of the form (5.5) with free coefficients."""
    start, end = sp.symbols("x_0 X_0", real=True), sp.symbols("x_3 X_3", real=True)
    gains, losses = sp.symbols("a_0:3", real=True), sp.symbols("b_0:3", real=True)
    shifts = [(late - early) / 3 for late, early in zip(end, start, strict=True)]

    def production(shift: sp.Expr, time: sp.Expr) -> sp.Expr:
        gain = sp.Add(*(c * time**k for k, c in enumerate(gains)))
        return gain - sp.Add(*(c * shift ** (k + 1) for k, c in enumerate(losses)))

    at = {
        symbol: value
        for i in range(2)
        for symbol, value in (
            (SHIFTS[i], shifts[i]),
            (PRODUCTIONS[i], production(shifts[i], TIMES[i])),
        )
    }
    return ck.Derivation(
        steps=(
            ck.Step(
                "A history from $x_0$ to $x_3$, any coefficients of (5.5):",
                ck.equal(PRODUCTIONS[0], at[PRODUCTIONS[0]]),
            ),
            ck.Step(
                "A second one from $X_0$ to $X_3$:", ck.equal(PRODUCTIONS[1], at[PRODUCTIONS[1]])
            ),
        ),
        obligations=(ck.Entails("function", sp.true, form["function"].subs(at)),),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two neurons at different places that noise spreads and learning contracts."""
    times = (sample["t"], sample["t"] + sample["later"])
    ends = (3 * sample["v"], 3 * (sample["v"] + sample["faster"]) + sample["place"])
    shifts = (ends[0] / 3, (ends[1] - sample["place"]) / 3)
    values: dict[Basic, np.ndarray] = {}
    for i in range(2):
        noise = 2 + np.cos(times[i])
        values |= {
            TIMES[i]: times[i],
            SHIFTS[i]: shifts[i],
            PRODUCTIONS[i]: neuron.production(noise, shifts[i] ** 2 + 0.1 * shifts[i] ** 4),
        }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:5.4",
    source=source("5", "5.4"),
    kind="postulate",
    title="Entropy production as a function of displacements",
    latex=r"\Delta S_{x,i}(t) = \Delta S_{x,i} \left(\dot{x}_i^a(t), t \right)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("t", 0, 2),
                ck.Integer("later", 0, 1, (), "second time less the first"),
                ck.Integer("v", -1, 2),
                ck.Integer("faster", -1, 1, (), "second displacement less the first"),
                ck.Real("place", -2.0, 2.0, (), "second position less the first"),
            ),
        ),
        tolerance=1e-9,
        reason="the displacement of a shifted history has a few roundings",
        method="widths of two noisy, learning neurons at different places",
    ),
    expected="consistent",
    reading="To be a function of displacement and time is to be the same wherever both are the "
    "same: the position and the earlier history do not enter. One component stands for three. "
    "This is modelling: the width of one neuron under (2.1) changes by $\\log|w f'|$, which "
    "depends on where it is as well, unless $f$ is linear.",
    premises=("vanchurin:5.3",),
    hypotheses=("production is the same at all positions of the neuron",),
)
