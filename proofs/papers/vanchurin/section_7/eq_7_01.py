"""(7.1): the proper time of a neuron as the root of its entropy production."""

import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import neuron
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    PRODUCTION,
    SPACE,
    TAU,
    VECTOR,
    change_of_clock,
    g,
    spatial_square,
    square,
    temporal,
)
from proofs.papers.vanchurin.shared.notation import source

DOMAIN = ck.Domain((*neuron.MATRIX, ck.Real("v", -0.3, 0.3, (2,)), neuron.STEPS[1]))


def printed() -> list[ck.Link]:
    """Delta tau = sqrt(Delta S) = sqrt(- g_mu_nu dx^mu dx^nu)."""
    return [
        ck.Link("proper time", ck.equal(TAU, sp.sqrt(PRODUCTION))),
        ck.Link("metric", ck.equal(sp.sqrt(PRODUCTION), sp.sqrt(-square()))),
    ]


def in_any_coordinates() -> dict[Expr, Expr]:
    """(5.8), and the matrix of (5.9), for displacements read off any clock."""
    old, components = change_of_clock()
    values: dict[Expr, Expr] = {k: v.subs(temporal()) for k, v in components.items()}
    total = (CLOCK**2 - spatial_square()).subs(old, simultaneous=True)
    return {**values, PRODUCTION: sp.expand(total)}


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The clock of a neuron at rest, the same time per step however steps are counted; (5.8)."""
    root = form["proper time"].rhs
    production, steps = sp.symbols("P n", positive=True)
    at = in_any_coordinates()
    left, right = (side.subs(at, simultaneous=True) for side in form["metric"].args)
    return ck.Derivation(
        steps=(
            ck.Step(
                "A neuron at rest shows its own $x^0$:",
                ck.equal(TAU, root.subs(PRODUCTION, production**2)),
            ),
            ck.Step(
                "$n$ equal displacements in one step produce $n^2$ times as much and have to take "
                "$n$ times as long:",
                ck.equal(
                    root.subs(PRODUCTION, steps**2 * production),
                    steps * root.subs(PRODUCTION, production),
                ),
            ),
            ck.Step("Production (5.8) in coordinates with another clock:", at[PRODUCTION]),
        ),
        obligations=(
            ck.Vanishes("proper time", root.subs(PRODUCTION, production**2) - production),
            ck.Vanishes(
                "proper time",
                root.subs(PRODUCTION, steps**2 * production)
                - steps * root.subs(PRODUCTION, production),
            ),
            ck.Vanishes("metric", left - right),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Production from the width of a neuron; its time from the frame that moves along with it."""
    matrix, vector = neuron.in_other_clock(sample)
    values: dict[Basic, neuron.Array] = {
        PRODUCTION: neuron.production(sample["clock"] ** 2, neuron.pull(sample)),
        TAU: neuron.rest_clock(matrix, vector),
    }
    every = (0, *SPACE)
    values |= {g(a, b): matrix[:, a, b] for a in every for b in every}
    values |= {VECTOR[a]: vector[:, a] for a in every}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.1",
    source=source("7", "7.1"),
    kind="definition",
    title="Proper time of a neuron",
    latex=r"\Delta \tau(t) = \sqrt{\Delta S_{i,x}} \approx "
    r"\sqrt{-g_{i,\mu\nu} \dot{x}_i^{\mu}(t) \dot{x}_i^{\nu}(t)}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        DOMAIN,
        tolerance=1e-10,
        reason="eigenvectors of three by three matrices; a few roundings",
        method="width of a noisy, learning neuron; its clock in the frame that moves along",
        samples=32,
    ),
    expected="well-posed",
    reading="$\\approx$ is that of (5.9), third order neglected; the text cites (8.2), which is "
    "(5.9) with $\\dot x^0=1$. Required: at rest the time is $\\dot x^0$, and time adds up along "
    "a path. (6.3) and (6.4) print $\\Delta S$ itself as the root: see vanchurin:square-root.",
    premises=("vanchurin:5.9",),
    hypotheses=("the displacement is time-like, $\\Delta S>0$; otherwise there is no real root",),
)
