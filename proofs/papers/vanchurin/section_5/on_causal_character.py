"""Section 5: null, time-like and space-like displacements by the sign of the production."""

import numpy as np
import sympy as sp
from numpy.random import Generator

from proofs.checker import (
    Claim,
    Derivation,
    Domain,
    Entails,
    Integer,
    Link,
    Measurement,
    NumericArm,
    Sample,
    Statements,
    Step,
)
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


def printed() -> list[Link]:
    """g(dx, dx) = 0, < 0, > 0 exactly where Delta S = 0, > 0, < 0."""
    form = square().subs(temporal())
    relations = {
        "null": (sp.Eq(form, 0, evaluate=False), sp.Eq(PRODUCTION, 0, evaluate=False)),
        "time-like": (sp.Lt(form, 0, evaluate=False), sp.Gt(PRODUCTION, 0, evaluate=False)),
        "space-like": (sp.Gt(form, 0, evaluate=False), sp.Lt(PRODUCTION, 0, evaluate=False)),
    }
    return [Link(name, sp.Equivalent(*sides, evaluate=False)) for name, sides in relations.items()]


def exact(statements: Statements) -> Derivation:
    """Gain less loss, the loss in the quadratic form of (5.7)."""
    parts = eq_5_05.printed()[0].statement.rhs
    production = parts.subs({eq_5_05.GAIN(t): CLOCK**2, LOSS: -spatial_square()})
    return Derivation(
        steps=(
            Step("Gain by noise and loss by learning, the loss to second order:",
                 sp.Eq(PRODUCTION, production, evaluate=False)),
            Step("has the opposite sign of the square of the displacement, with the temporal "
                 "components of (5.9):", square().subs(temporal())),
        ),
        obligations=tuple(
            Entails(name, sp.true, form.subs(PRODUCTION, production))
            for name, form in statements.items()
        ),
    )  # fmt: skip


def engine(sample: Sample, rng: Generator) -> Measurement:
    """A noisy, learning neuron in whole numbers, so that a balance can be exact."""
    rows, step = sample["rows"], sample["v"]
    stretched = np.einsum("nab,nb->na", rows, step)
    pull = (stretched**2).sum(-1)
    full = neuron.lorentzian(np.einsum("nab,nac->nbc", rows, rows))
    clock = np.where(sample["balanced"] == 1, np.sqrt(pull).round(), sample["clock"])
    values = {PRODUCTION: neuron.production(clock**2, pull), CLOCK: clock}
    values |= {g(a, b): full[:, a, b] for a in SPACE for b in SPACE}
    values |= {VECTOR[a]: step[:, a - 1] for a in SPACE}
    return Measurement(values)


CLAIM = Claim(
    key="vanchurin:causal-character",
    source=source("5"),
    kind="result",
    title="Causal character of displacements",
    latex=r"g_{i,\mu\nu}\dot{x}_i^\mu\dot{x}_i^\nu = 0,\; < 0,\; > 0 \quad\Leftrightarrow\quad "
    r"\Delta S_{x,i} = 0,\; > 0,\; < 0",
    printed=printed,
    exact=exact,
    numeric=NumericArm(
        engine,
        Domain(
            (
                Integer("rows", -1, 2, (2, 2), "square root of g_ab"),
                Integer("v", -2, 2, (2,)),
                Integer("clock", 1, 6),
                Integer("balanced", 0, 1, (), "1: noise is tuned to learning"),
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
