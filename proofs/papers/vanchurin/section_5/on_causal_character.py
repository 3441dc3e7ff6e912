"""Section 5: null, time-like and space-like displacements by the sign of the production."""

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.section_5 import eq_5_05
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    LOSS,
    PRODUCTION,
    SPACE,
    VECTOR,
    g,
    spatial_square,
    square,
    temporal,
)
from proofs.papers.vanchurin.shared.notation import source, t


def printed() -> list[ck.Link]:
    """g(dx, dx) = 0, < 0, > 0 exactly where Delta S = 0, > 0, < 0."""
    form = square().subs(temporal())
    relations = {
        "null": (ck.equal(form, 0), ck.equal(PRODUCTION, 0)),
        "time-like": (ck.less(form, 0), ck.greater(PRODUCTION, 0)),
        "space-like": (ck.greater(form, 0), ck.less(PRODUCTION, 0)),
    }
    return [
        ck.Link(name, sp.Equivalent(*sides, evaluate=False)) for name, sides in relations.items()
    ]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Gain less loss, the loss in the quadratic form of (5.7)."""
    parts = eq_5_05.printed()[0].statement.rhs
    production = parts.subs({eq_5_05.GAIN(t): CLOCK**2, LOSS: -spatial_square()})
    return ck.Derivation(
        steps=(
            ck.Step(
                "Gain by noise and loss by learning, the loss to second order:",
                ck.equal(PRODUCTION, production),
            ),
            ck.Step(
                "has the opposite sign of the square of the displacement, with the temporal "
                "components of (5.9):",
                square().subs(temporal()),
            ),
        ),
        obligations=tuple(
            ck.Entails(name, sp.true, form.subs(PRODUCTION, production))
            for name, form in given.items()
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A noisy, learning neuron in whole numbers, so that a balance can be exact."""
    rows, step = sample["rows"], sample["v"]
    stretched = np.einsum("nab,nb->na", rows, step)
    pull = (stretched**2).sum(-1)
    full = neuron.lorentzian(np.einsum("nab,nac->nbc", rows, rows))
    clock = np.where(sample["balanced"] == 1, np.sqrt(pull).round(), sample["clock"])
    values = {PRODUCTION: neuron.production(clock**2, pull), CLOCK: clock}
    values |= {g(a, b): full[:, a, b] for a in SPACE for b in SPACE}
    values |= {VECTOR[a]: step[:, a - 1] for a in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:causal-character",
    source=source("5"),
    kind="result",
    title="Causal character of displacements",
    latex=r"g_{i,\mu\nu}\dot{x}_i^\mu\dot{x}_i^\nu = 0,\; < 0,\; > 0 \quad\Leftrightarrow\quad "
    r"\Delta S_{x,i} = 0,\; > 0,\; < 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("rows", -1, 2, (2, 2), "square root of g_ab"),
                ck.Integer("v", -2, 2, (2,)),
                ck.Integer("clock", 1, 6),
                ck.Integer("balanced", 0, 1, (), "1: noise is tuned to learning"),
            )
        ),
        tolerance=1e-12,
        reason="sums of small whole numbers are exact",
        method="width of a noisy, learning neuron",
        samples=512,
    ),
    expected="proved",
    reading="By (5.9) as it stands, third order neglected. Where displacement and production are "
    "not small the neglected terms decide the sign of $\\Delta S$ near the null cone, so that "
    "null displacements are in equilibrium up to third order only.",
    premises=("vanchurin:5.5", "vanchurin:5.9"),
    hypotheses=("the third order terms of (5.7) are zero, not only small",),
)
