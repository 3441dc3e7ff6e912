"""(8.13): an energy-momentum tensor as a source in the Einstein equations."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import complex_step
from proofs.papers.vanchurin.shared import beliefs, cosmos, curved
from proofs.papers.vanchurin.shared.curved import (
    METRIC,
    RICCI,
    SOURCE,
    TRACE,
    VARIED,
    FirstNonzero,
    Lambda,
    change,
    components,
    kappa,
    written_out,
)
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.unevaluated import ForEveryMetric, MetricVariation


def printed() -> list[ck.Link]:
    """R_mn - g_mn g^ab R_ab / 2 + Lambda g_mn = kappa T_mn."""
    left = RICCI - TRACE * METRIC / 2 + Lambda * METRIC
    return [ck.Link("source", ck.equal(left, kappa * SOURCE))]


def with_matter(form: ck.Form, vacuum: Expr, n: int) -> Expr:
    """Variation of (8.11) and of twice kappa times a scalar field's action, less the form."""
    g, k = curved.metric(n), change(n)
    changes = tuple(map(tuple, k.tolist()))
    field, potential = (sp.Function(name, real=True)(*g.coords) for name in ("phi", "U"))
    slope = g.gradient(field)
    energy = g.einsum("ab,a,b->", g.inverse, slope, slope) / 2 + potential
    matter = MetricVariation(-2 * kappa * g.volume * energy, k, g.coords)
    tensor = g.einsum("a,b,ab->", slope, slope, changes)
    tensor -= energy * g.einsum("ab,ab->", g.metric, changes)
    side = g.einsum("ab,ab->", components(kappa * form.of(SOURCE), n), changes) - kappa * tensor
    return written_out(vacuum, n) + matter - g.volume * side


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The form is the variation of (8.11) with matter, and its left side has no divergence."""
    vacuum = premises["8.12"].of(VARIED).function
    yield ck.Step("Variation of (8.11) by the inverse metric, under the integral:", vacuum)
    yield ck.Step("The source that the form asks for:", form.of(SOURCE))
    varied = (ForEveryMetric(with_matter(form, vacuum, n), curved.coordinates(n)) for n in (2, 3))
    yield ck.Vanishes("source", FirstNonzero(*varied), ForEveryMetric.CHANCE)
    for index in (0, 1):
        gaps = []
        for n in (2, 3):
            tensor = components(kappa * form.of(SOURCE), n)
            flow = curved.divergence(tensor, n, index)
            gaps.append(ForEveryMetric(flow, curved.coordinates(n)))
        yield ck.Vanishes("source", FirstNonzero(*gaps), ForEveryMetric.CHANCE)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow the equations of motion of scale factor and scalar field; measure both sides.

    The action is that of (8.11) with matter, -6 a a'^2 - 2 Lambda a^3 + 2 kappa S_m; varying the
    lapse gives the first rate of expansion. The source is the complex-step variation of S_m.
    """
    level, strength, mass = sample["Lambda"], sample["kappa"], sample["mass"]

    def flow(state: ck.Array) -> ck.Array:
        a, phi, p_a, p_phi = state.T
        speed, roll = -p_a / (12 * a), p_phi / (2 * strength * a**3)
        matter = roll**2 / 2 - mass * phi**2 / 2
        push = -6 * speed**2 - 6 * level * a**2 + 6 * strength * a**2 * matter
        return np.stack([speed, roll, push, -2 * strength * a**3 * mass * phi], axis=1)

    phi, roll = sample["phi"], sample["roll"]
    speed = np.sqrt((level + strength * (roll**2 / 2 + mass * phi**2 / 2)) / 3)
    start = np.stack([np.ones_like(phi), phi, -12 * speed, 2 * strength * roll], axis=1)
    path = cosmos.follow(start, flow)
    g = cosmos.synchronous(np.repeat(path[..., :1], 3, axis=-1))
    here = cosmos.curvature_in_time(g)
    matter = _measured_source(g, path[..., 1], mass)
    every, index = np.arange(len(phi)), rng.integers(0, 4, len(phi))
    values = {
        RICCI: here.ricci[every, :, index, index],
        METRIC: g[every, :, index, index],
        SOURCE: matter[every, :, index],
        TRACE: here.scalar,
        Lambda: level,
        kappa: strength,
    }
    return ck.Measurement(values)


def _measured_source(g: ck.Array, phi: ck.Array, mass: ck.Array) -> ck.Array:
    """-(2 / sqrt(-g)) dS_m/dg^mm along a path, by complex step: (n, times, 4)."""
    up = 1 / np.diagonal(g, axis1=-2, axis2=-1)
    square, level = cosmos.CLOCK.differentiate(phi) ** 2, mass[:, None] * phi**2 / 2

    def action(entries: ck.Array) -> ck.Array:
        return np.asarray(-(entries[..., 0] * square / 2 + level) / np.sqrt(-entries.prod(-1)))

    slopes = np.stack([complex_step(action, up, axis) for axis in np.eye(4)], axis=-1)
    return np.asarray(-2 * slopes * np.sqrt(-up.prod(-1))[..., None])


CLAIM = ck.Claim(
    key="vanchurin:8.13",
    source=source("8", "8.13"),
    kind="postulate",
    title="Einstein equations with a source",
    latex=r"R_{\mu\nu} - \frac{1}{2}g^{\alpha\beta}R_{\alpha\beta}g_{\mu\nu} "
    r"+ \Lambda g_{\mu\nu} = \kappa T_{\mu\nu}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("Lambda", 0.0, 1.0),
                ck.Real("kappa", 0.5, 2.0),
                ck.Real("mass", 0.5, 2.0, meaning="square of the mass of the field"),
                ck.Real("phi", 0.3, 1.0, meaning="its first value"),
                ck.Real("roll", 0.3, 1.0, meaning="its first rate"),
            )
        ),
        tolerance=1e-7,
        reason="second derivatives of polynomials through 16 Chebyshev points; Runge-Kutta steps "
        "near 0.01",
        method="scale factor and scalar field that make the action with matter stationary",
        samples=24,
        examples=30,
    ),
    expected="consistent",
    reading="The source is only said to be appropriately defined; it is taken as that of an "
    "action $\\mathcal{S}+2\\kappa S_m$, here of a scalar field with any potential. Required: the "
    "equation is the variation of this action for every metric (in two and three dimensions), "
    "reduces to (8.12) without a source, and its geometric side has no divergence for constant "
    "$\\Lambda$. $T_{\\mu\\nu}$ is then symmetric and conserved; which function of the neurons it "
    "is, is left open.",
    premises=("vanchurin:8.12",),
    hypotheses=(beliefs.CONSERVED_SOURCE, beliefs.CONSTANT_LAMBDA, beliefs.FREE_METRIC),
)
