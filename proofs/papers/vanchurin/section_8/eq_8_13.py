"""(8.13): an energy-momentum tensor as a source in the Einstein equations."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import sympy as sp
from numpy.random import Generator
from numpy.typing import NDArray
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import cosmos, gravity
from proofs.papers.vanchurin.shared.gravity import ROOT, Lambda, Metric
from proofs.papers.vanchurin.shared.notation import source
from qmgr_sym.variation.euler import euler_operator

Array = NDArray[np.float64]
mu, nu = sp.symbols("mu nu", integer=True)
kappa = sp.Symbol("kappa", positive=True)
RICCI = sp.Function("R", real=True)(mu, nu)
METRIC = sp.Function("g", real=True)(mu, nu)
SOURCE = sp.Function("T", real=True)(mu, nu)
TRACE = sp.Symbol(r"g^{\alpha\beta}R_{\alpha\beta}", real=True)


def printed() -> list[ck.Link]:
    """R_mn - g_mn g^ab R_ab / 2 + Lambda g_mn - kappa T_mn = 0."""
    form = RICCI - TRACE * METRIC / 2 + Lambda * METRIC - kappa * SOURCE
    return [ck.Link("source", ck.equal(form, 0))]


@cache
def _matter(g: Metric) -> tuple[Expr, tuple[Expr, ...]]:
    """sqrt(-g) times the Lagrangian of a scalar field with any potential, and its variations."""
    field = sp.Function("phi", real=True)(*g.fields[0].args)
    level = sp.Function("U", real=True)(field)
    slope = [sp.diff(field, c) for c in g.coords]
    square = sp.Add(
        *(gravity.inverse(g)[a, b] * slope[a] * slope[b] for a, b in product(g.size, repeat=2))
    )
    density = -g.root * (square / 2 + level)
    return density, tuple(euler_operator(density, f, g.coords) for f in g.fields)


@cache
def _values(g: Metric, a: int, b: int) -> dict[Expr, Expr]:
    """The letters of the form at one pair of indices, with the source of the scalar field."""
    field = sp.Function("phi", real=True)(*g.fields[0].args)
    density, _ = _matter(g)
    one, two = sp.diff(field, g.coords[a]), sp.diff(field, g.coords[b])
    curvature = gravity.ricci(g)
    return {
        RICCI: curvature[a, b],
        METRIC: g.matrix[a, b],
        SOURCE: one * two + g.matrix[a, b] * sp.cancel(density / g.root),
        TRACE: sp.cancel(gravity.trace(g, curvature)),
    }


def _variations(g: Metric, form: Expr) -> list[Expr]:
    """Variations of the action with matter, less the form against the change of g^mn."""
    density = ROOT * (gravity.R - 2 * Lambda)
    gaps = []
    for k, (field, part) in enumerate(zip(g.fields, gravity.euler(g, density), strict=True)):
        change = gravity.inverse(g).applyfunc(lambda entry, f=field: sp.diff(entry, f))
        pairs = [(a, b) for a, b in product(g.size, repeat=2) if change[a, b] != 0]
        against = sp.Add(*(form.xreplace(_values(g, a, b)) * change[a, b] for a, b in pairs))
        gaps.append(g.root * against - part - 2 * kappa * _matter(g)[1][k])
    return gaps


def _divergences(g: Metric, form: Expr) -> list[Expr]:
    """nabla^m of the geometric side of the form, for each free index."""
    up, gam, ran = gravity.inverse(g), gravity.christoffel(g), g.size
    side = form.subs(SOURCE, 0)
    tensor = {(a, b): side.xreplace(_values(g, a, b)) for a, b in product(ran, repeat=2)}
    found = []
    for v in ran:
        terms = []
        for a, m in product(ran, repeat=2):
            if up[a, m] != 0:
                change = sp.diff(tensor[m, v], g.coords[a])
                for c in ran:
                    change -= gam[c, a, m] * tensor[c, v] + gam[c, a, v] * tensor[m, c]
                terms.append(up[a, m] * change)
        found.append(sp.Add(*terms))
    return [term for term in found if term != 0]


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The form has to be the variation of (8.11) with matter, and its left side conserved."""
    form = given["source"].lhs
    kasner, waves = gravity.families()[0], gravity.families()[3]
    return ck.Derivation(
        steps=(
            ck.Step(
                "A scalar field with the source "
                "$T_{\\mu\\nu}=-(2/\\sqrt{-g})\\,\\delta S_m/\\delta g^{\\mu\\nu}$; density of "
                "$S_m$ in a homogeneous metric:",
                _matter(kasner)[0],
            ),
            ck.Step(
                "Component $00$ of the form there:", sp.expand(form.subs(_values(kasner, 0, 0)))
            ),
            ck.Step(
                "Metrics in which the form is compared with the variation of "
                "$\\mathcal{S}+2\\kappa S_m$, and its geometric side with zero divergence:",
                sp.Tuple(kasner.matrix, waves.matrix),
            ),
        ),
        obligations=(
            *(ck.Vanishes("source", gap) for g in (kasner, waves) for gap in _variations(g, form)),
            *(ck.Vanishes("source", gap) for gap in _divergences(kasner, form)),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Follow the equations of motion of scale factor and scalar field; measure both sides.

    The action is that of (8.11) with matter, -6 a a'^2 - 2 Lambda a^3 + 2 kappa S_m; varying the
    lapse gives the first rate of expansion. The source is the complex-step variation of S_m.
    """
    level, strength, mass = sample["Lambda"], sample["kappa"], sample["mass"]

    def force(state: Array) -> tuple[Array, Array, Array, Array]:
        a, phi, p_a, p_phi = state.T
        return a, phi, -p_a / (12 * a), p_phi / (2 * strength * a**3)

    def flow(state: Array) -> Array:
        a, phi, speed, roll = force(state)
        matter = roll**2 / 2 - mass * phi**2 / 2
        push = -6 * speed**2 - 6 * level * a**2 + 6 * strength * a**2 * matter
        return np.stack([speed, roll, push, -2 * strength * a**3 * mass * phi], axis=1)

    phi, roll = sample["phi"], sample["roll"]
    energy = roll**2 / 2 + mass * phi**2 / 2
    speed = np.sqrt((level + strength * energy) / 3)
    start = np.stack([np.ones_like(phi), phi, -12 * speed, 2 * strength * roll], axis=1)
    path = cosmos.integrate(start, flow)
    g = cosmos.synchronous(np.repeat(path[:, :1], 3, axis=1))
    tensor, trace = cosmos.ricci(g)
    matter = _measured_source(g, path[:, 1], mass)
    every, index = np.arange(len(phi)), rng.integers(0, 4, len(phi))
    values = {
        RICCI: tensor[every, index, index],
        METRIC: g[every, index, index],
        SOURCE: matter[every, index],
        TRACE: trace,
        Lambda: level,
        kappa: strength,
    }
    return ck.Measurement(values)


def _measured_source(g: Array, phi: Array, mass: Array) -> Array:
    """-(2 / sqrt(-g)) dS_m/dg^mm along a path, by complex step: (n, 4, times)."""
    up = np.stack([1 / g[:, k, k] for k in range(4)], axis=1)
    square, level = cosmos.rate(phi) ** 2, mass[:, None] * phi**2 / 2

    def density(entries: NDArray[np.complex128]) -> NDArray[np.complex128]:
        root = 1 / np.sqrt(-entries.prod(axis=1))
        return np.asarray(-root * (entries[:, 0] * square / 2 + level))

    found = []
    for k in range(4):
        shifted = up.astype(complex)
        shifted[:, k] += 1e-20j
        found.append(density(shifted).imag / 1e-20)
    return np.asarray(-2 * np.stack(found, axis=1) * np.sqrt(-up.prod(axis=1))[:, None])


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
    reading="The right side is brought to the left, so that every term is put to the test. The "
    "source is only said to be appropriately defined; it is taken as that of an action "
    "$\\mathcal{S}+2\\kappa S_m$, here of a scalar field with any potential. Required: the "
    "equation is the variation of this action, reduces to (8.12) without a source, and its "
    "geometric side has no divergence for constant $\\Lambda$. $T_{\\mu\\nu}$ is then symmetric "
    "and conserved; which function of the neurons it is, is left open.",
    premises=("vanchurin:8.12",),
    hypotheses=(
        "$T_{\\mu\\nu}$ is symmetric and $\\nabla^\\mu T_{\\mu\\nu}=0$",
        "$\\Lambda$ and $\\kappa$ are constant",
        "all components of $g^{\\mu\\nu}$ are varied freely; see vanchurin:gauge-fixed-variation",
    ),
)
