"""(7.1): the proper time of a neuron as the root of its entropy production."""

from collections.abc import Iterator

import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from proofs.papers.vanchurin.shared import beliefs, proper
from proofs.papers.vanchurin.shared.displacements import (
    CLOCK,
    PRODUCTION,
    SPACE,
    TAU,
    VECTOR,
    g,
    square,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import RateAlong


def printed() -> list[ck.Link]:
    """Delta tau = sqrt(Delta S) = sqrt(- g_mu_nu dx^mu dx^nu)."""
    return [
        ck.Link("proper time", ck.equal(TAU, sp.sqrt(PRODUCTION))),
        ck.Link("metric", ck.equal(sp.sqrt(PRODUCTION), sp.sqrt(-square()))),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The clock of a neuron at rest; the time of a path adds up; (5.9) with any clock."""
    covariant = premises["5.9"]
    gauge = {g(0, 0): covariant.of(g(0, 0), "g_00")}
    gauge |= {g(0, a): covariant.of(g(0, a), f"g_0{a}") for a in SPACE}
    production = covariant.of(PRODUCTION, "production")
    shown = form.of(TAU, "proper time").xreplace({PRODUCTION: production.xreplace(gauge)})
    rest, clock = proper.at_rest(shown), sp.Symbol("c", positive=True)
    yield ck.Step("A neuron at rest shows its own $x^0$:", rest)
    yield ck.shows("proper time", rest.xreplace({CLOCK: clock}), clock)
    longer = RateAlong(shown, {v: v for v in VECTOR})
    yield ck.Step("Time adds up: a displacement that grows by a part of itself shows", longer)
    yield ck.shows("proper time", longer, shown)
    at = proper.in_any_clock(production, gauge)
    yield ck.Step("Production (5.9) in coordinates with another clock:", at[PRODUCTION])
    yield ck.Vanishes("metric", form.gap("metric").subs(at, simultaneous=True))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Production from the width of a neuron; its time from the frame that moves along with it."""
    return ck.Measurement(proper.measured(sample))


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
        proper.DOMAIN,
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
    hypotheses=(beliefs.TIME_LIKE, beliefs.THIRD_ORDER),
)
