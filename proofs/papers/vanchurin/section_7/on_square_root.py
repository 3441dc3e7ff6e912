"""Sections 5 to 7: the entropy production, or its root, as the square of the displacement."""

import sympy as sp

import proofs.checker as ck
from proofs.papers.vanchurin.section_7 import eq_7_01
from proofs.papers.vanchurin.shared.displacements import PRODUCTION, square
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


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Insert (5.8), which comes from (5.5) and (5.7), in coordinates with any clock."""
    at = eq_7_01.in_any_coordinates()
    sides = {
        name: [side.subs(at, simultaneous=True) for side in form.args]
        for name, form in given.items()
    }
    return ck.Derivation(
        steps=(
            ck.Step("Production (5.8), in coordinates with another clock:", at[PRODUCTION]),
            ck.Step(
                "Twice the displacement produces four times as much. The right side of (6.4):",
                sides["(6.4)"][1],
            ),
        ),
        obligations=tuple(ck.Vanishes(name, left - right) for name, (left, right) in sides.items()),
    )


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
        eq_7_01.engine,
        eq_7_01.DOMAIN,
        tolerance=1e-10,
        reason="a few roundings",
        method="width of a noisy, learning neuron",
        samples=32,
        examples=60,
    ),
    expected="corrected",
    reading="The three lines are read together, for one neuron; they can hold together only "
    "where $\\Delta S$ is 0 or 1.",
    premises=("vanchurin:5.8",),
    hypotheses=("third order terms are neglected in all three", "time-like displacements"),
    amended=ck.Amended(
        latex=r"\Delta S_{x,i} = -g_{i,\mu\nu} \dot{x}_i^{\mu} \dot{x}_i^{\nu} = \Delta\tau^2",
        links=amended,
        note="The root in (6.3) and (6.4) is dropped; (5.9), (7.1) and (8.2) then agree. What "
        "(6.3) and (6.4) show, that the form does not change under (6.1) and (6.2), is true with "
        "or without it.",
    ),
    known=({"g": [1.0, 1.0], "h": 0.0, "v": [0.0, 0.0], "clock": 0.875},),
)
