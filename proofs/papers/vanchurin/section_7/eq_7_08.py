"""(7.8): the geodesic equation in proper time."""

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic

import proofs.checker as ck
from proofs.papers.vanchurin.section_7 import eq_7_07
from proofs.papers.vanchurin.shared import worldlines
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import INDICES, christoffel_symbol

U = tuple(sp.Symbol(rf"{{\frac{{dx^{{{m}}}}}{{d\tau}}}}", real=True) for m in INDICES)
ACCELERATION = tuple(
    sp.Symbol(rf"{{\frac{{d^2x^{{{m}}}}}{{d\tau^2}}}}", real=True) for m in INDICES
)
NAMES = tuple(f"component {m}" for m in INDICES)


def printed() -> list[ck.Link]:
    """d^2 x^mu / dtau^2 = - Gamma^mu_ab u^a u^b for all components."""
    return [
        ck.Link(
            name,
            ck.equal(
                ACCELERATION[m],
                -sp.Add(
                    *(christoffel_symbol(m, a, b) * U[a] * U[b] for a in INDICES for b in INDICES)
                ),
            ),
        )
        for m, name in enumerate(NAMES)
    ]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """It has to keep the norm, to make (7.5) stationary, and to be (7.7) in coordinate time."""
    sides = [form[name].rhs for name in NAMES]
    obligations = []
    for event in worldlines.random_events():
        values = {**worldlines.connection(event), **dict(zip(U, event.velocity, strict=True))}
        found = worldlines.rates(event, event.velocity, [s.xreplace(values) for s in sides])
        force, change = worldlines.proper_time_terms(found)
        obligations += [
            ck.Vanishes(NAMES[m], force[m] - change[m], worldlines.CHANCE) for m in INDICES
        ]
        obligations += [ck.Vanishes(name, found.change, worldlines.CHANCE) for name in NAMES]
    slow = (sp.S.One, *(u / U[0] for u in U[1:]))
    converted = {a: (sides[a] * U[0] - U[a] * sides[0]) / U[0] ** 3 for a in (1, 2)}
    differences = {a: converted[a] - eq_7_07.right_side(a, slow) for a in converted}
    return ck.Derivation(
        steps=(
            ck.Step(
                "Coordinate time as the parameter: $\\frac{d^2x^a}{dt^2}=(\\ddot x^a\\dot x^0-"
                "\\dot x^a\\ddot x^0)/(\\dot x^0)^3$. With (7.8), minus the right side of (7.7):",
                ck.equal(sp.expand(differences[1]), 0),
            ),
            ck.Step(
                "Conversely the norm is kept, $dK/d\\tau=0$ with $K=-g_{\\mu\\nu}u^\\mu u^\\nu$, "
                "and (7.5), which does not depend on the parameter, is stationary in all three "
                "components; at random events, for instance with this metric,",
                event.metric,
            ),
            ck.Step(
                "an accident has at most the chance",
                sp.Rational(10, 2 * worldlines.RANDOM_SIZE + 1),
            ),
        ),
        obligations=(
            *obligations,
            *(ck.Vanishes(NAMES[a], gap) for a, gap in differences.items()),
        ),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Paths of stationary proper time; events and clock differenced along the proper time.

    d/dtau = (1 / L) d/dt with L = dtau/dt measured along the path.
    """
    metric = worldlines.metric_of(sample)
    lagrangian = worldlines.proper_time(metric)
    path = worldlines.stationary(sample, lagrangian)
    h = 0.01
    times = h * np.arange(-2, 3)
    x = np.moveaxis(path.events(times), 0, 1)
    v = np.concatenate([np.ones_like(x[..., :1]), np.moveaxis(path.at(times, 1), 0, 1)], -1)
    pace = lagrangian(x, v)
    u = v / pace[..., None]
    rate = np.einsum("k,nkm->nm", np.array([1, -8, 0, 8, -1]) / (12 * h), u) / pace[:, 2, None]
    values: dict[Basic, np.ndarray] = {}
    values |= worldlines.connection_values(worldlines.christoffel_at(metric, x[:, 2]))
    values |= {U[m]: u[:, 2, m] for m in INDICES}
    values |= {ACCELERATION[m]: rate[:, m] for m in INDICES}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.8",
    source=source("7", "7.8"),
    kind="result",
    title="Geodesic equation in proper time",
    latex=r"\frac{d^2x_i^{\mu}}{d\tau^2} = -\Gamma^{\mu}_{\alpha\beta}"
    r"\frac{dx_i^{\alpha}}{d\tau}\frac{dx_i^{\beta}}{d\tau}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-6,
        reason="polynomials of degree eight and fourth-order differences of step 0.01: 1e-8",
        method="proper time made stationary over polynomial paths by Newton's method",
        samples=16,
        floor=1e-2,
    ),
    expected="proved",
    reading="All components, the time component included; any metric; two spatial components. "
    "Equivalent to (7.7) up to the choice of the parameter, which the time component fixes.",
    premises=("vanchurin:7.5", "vanchurin:7.7", "vanchurin:7.9"),
    hypotheses=("the path is time-like, so that proper time is a parameter",),
)
