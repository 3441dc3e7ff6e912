"""Sections 5 to 7: the entropy production, or its root, as the square of the displacement."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, proper
from proofs.papers.vanchurin.shared.displacements import PRODUCTION, square, temporal
from proofs.papers.vanchurin.shared.notation import source


def _links(by_6_4: sp.Expr) -> list[ck.Link]:
    return [
        ck.Link("(5.9)", ck.equal(PRODUCTION, -square())),
        ck.Link("(6.4)", ck.equal(PRODUCTION, by_6_4)),
        ck.Link("(7.1)", ck.equal(sp.sqrt(PRODUCTION), sp.sqrt(-square()))),
    ]


def printed() -> list[ck.Link]:
    """Delta S = - g(dx, dx), Delta S = sqrt(- g(dx, dx)), sqrt(Delta S) = sqrt(- g(dx, dx))."""
    return _links(sp.sqrt(-square()))


def amended() -> list[ck.Link]:
    """Without the root in (6.4)."""
    return _links(-square())


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Insert (5.8) in coordinates with any clock."""
    at = proper.in_any_clock(premises["5.8"].of(PRODUCTION), temporal())
    yield ck.Step("Production (5.8), in coordinates with another clock:", at[PRODUCTION])
    for name in form:
        yield ck.Vanishes(name, form.gap(name).subs(at, simultaneous=True))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Production from the width of a neuron; its time from the frame that moves along with it."""
    return ck.Measurement(proper.measured(sample))


CLAIM = ck.Claim(
    key="vanchurin:square-root",
    source=source("7"),
    kind="result",
    title="One entropy production in (5.9), (6.4) and (7.1)",
    latex=r"\Delta S_{x,i} = -g_{i,\mu\nu} \dot{x}_i^{\mu} \dot{x}_i^{\nu}, \qquad "
    r"\Delta S_{x,i} = \sqrt{-g_{i,\mu\nu} \dot{x}_i^{\mu} \dot{x}_i^{\nu}}, \qquad "
    r"\sqrt{\Delta S_{i,x}} = \sqrt{-g_{i,\mu\nu} \dot{x}_i^{\mu} \dot{x}_i^{\nu}}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        proper.DOMAIN,
        tolerance=1e-10,
        reason="a few roundings",
        method="width of a noisy, learning neuron",
        samples=32,
        examples=60,
    ),
    words="reading",
    expected="corrected",
    fails_by="(6.4): drop the root of -g_{00}*{\\dot{x}^{0}}**2 - 2*g_{01}*{...",
    reading="The three lines are read together, for one neuron; they can hold together only "
    "where $\\Delta S$ is 0 or 1.",
    premises=("vanchurin:5.8",),
    hypotheses=(beliefs.THIRD_ORDER, beliefs.TIME_LIKE),
    amended=ck.Amended(
        latex=r"\Delta S_{x,i} = -g_{i,\mu\nu} \dot{x}_i^{\mu} \dot{x}_i^{\nu} = \Delta\tau^2",
        links=amended,
        note="The root in (6.3) and (6.4) is dropped; (5.9), (7.1) and (8.2) then agree. What "
        "(6.3) and (6.4) show, that the form does not change under (6.1) and (6.2), is true with "
        "or without it.",
    ),
    known=({"g": [1.0, 1.0], "h": 0.0, "v": [0.0, 0.0], "clock": 0.875},),
)
