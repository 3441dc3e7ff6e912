"""Section 5: null, time-like and space-like displacements by the sign of the production."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    PRODUCTION,
    SPACE,
    VECTOR,
    g,
    square,
    temporal,
)
from proofs.papers.vanchurin.shared.notation import source


def printed() -> dict[str, Boolean]:
    """g(dx, dx) = 0, < 0, > 0 exactly where Delta S = 0, > 0, < 0."""
    form = square().subs(temporal())
    relations = {
        "null": (ck.equal(form, 0), ck.equal(PRODUCTION, 0)),
        "time-like": (ck.less(form, 0), ck.greater(PRODUCTION, 0)),
        "space-like": (ck.greater(form, 0), ck.less(PRODUCTION, 0)),
    }
    return {name: sp.Equivalent(*sides, evaluate=False) for name, sides in relations.items()}


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The production (5.9) has the opposite sign of the square of the displacement."""
    covariant = premises["5.9"]
    stated = {g(0, a): covariant.of(g(0, a), f"g_0{a}") for a in (0, *SPACE)}
    production = ck.equal(PRODUCTION, covariant.of(PRODUCTION, "production").xreplace(stated))
    yield ck.Step("(5.9) with its temporal components, third order neglected:", production)
    for name, statement in form.items():
        yield ck.Entails(name, production, statement)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """A noisy, learning neuron in whole numbers, its entropy measured to eight digits.

    Where it is balanced, noise is tuned to the measured narrowing, as far as whole numbers allow.
    """
    rows, step = sample["rows"].astype(float), sample["v"].astype(float)
    full = neuron.lorentzian(np.einsum("nab,nac->nbc", rows, rows))
    field = neuron.surroundings(full[:, 1:, 1:], step)
    narrowing = -neuron.entropy_rate(field, 0 * step[:, 0])
    tuned = np.sqrt(np.maximum(narrowing, 0.0)).round()
    clock = np.where(sample["balanced"] == 1, tuned, sample["clock"])
    values = {PRODUCTION: neuron.entropy_rate(field, clock**2).round(8), CLOCK: clock}
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
    words="sentence",
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("rows", -1, 1, (2, 2), "square root of g_ab"),
                ck.Integer("v", -1, 1, (2,)),
                ck.Integer("clock", 1, 3),
                ck.Integer("balanced", 0, 1, (), "1: noise is tuned to learning"),
            )
        ),
        tolerance=1e-9,
        reason="rates are whole numbers and good to 1e-9 before they are rounded",
        method="cloud of a noisy, learning neuron",
        samples=256,
    ),
    expected="proved",
    reading="By (5.9) as it stands, third order neglected. Where displacement and production are "
    "not small the neglected terms decide the sign of $\\Delta S$ near the null cone, so that "
    "null displacements are in equilibrium up to third order only.",
    premises=("vanchurin:5.9",),
    hypotheses=(beliefs.NO_THIRD_ORDER,),
)
