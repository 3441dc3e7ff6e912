"""Sections 7 and 8: entropy production with and without the square root, extremised."""

import sympy as sp
from numpy.random import Generator
from sympy.core.basic import Basic
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.section_7 import eq_7_07
from proofs.papers.vanchurin.shared import worldlines
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import INDICES, VELOCITY, christoffel_symbol

SPACE = (1, 2)
ACCELERATION = eq_7_07.ACCELERATION
_V = (sp.S.One, *VELOCITY[1:])


def _in_gauge(expression: Expr) -> Expr:
    """Without the Christoffel symbols that vanish in synchronous gauge."""
    gone = [christoffel_symbol(m, 0, 0) for m in INDICES]
    gone += [christoffel_symbol(0, 0, a) for a in SPACE]
    return expression.subs(dict.fromkeys(gone, 0))


def without_root(mu: int) -> Expr:
    """- Gamma^mu_ab v^a v^b in synchronous gauge, v^0 = 1."""
    terms = (-christoffel_symbol(mu, a, b) * _V[a] * _V[b] for a in INDICES for b in INDICES)
    return _in_gauge(sp.Add(*terms))


def printed() -> list[ck.Link]:
    """The paths on which int (-g v v) dt is stationary fulfil (7.7)."""
    return [
        ck.Link(
            f"component {a}",
            ck.equal(ACCELERATION[a], _in_gauge(eq_7_07.right_side(a))),
        )
        for a in SPACE
    ]


def amended() -> list[ck.Link]:
    """They fulfil the equation without the term with Gamma^0."""
    return [ck.Link(f"component {a}", ck.equal(ACCELERATION[a], without_root(a))) for a in SPACE]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Vary K = 1 - g_ab v^a v^b of (8.2), x^0 = t, in random metrics in synchronous gauge."""
    obligations = []
    for event in worldlines.random_events(synchronous=True):
        velocity = (sp.S.One, *event.velocity[1:])
        values = {
            **worldlines.connection(event),
            **dict(zip(VELOCITY, velocity, strict=True)),
        }
        acceleration = [
            sp.S.Zero,
            *(form[f"component {a}"].rhs.xreplace(values) for a in SPACE),
        ]
        found = worldlines.rates(event, velocity, acceleration)
        obligations += [
            ck.Vanishes(
                f"component {a}", found.by_place[a] - found.speed_change[a], worldlines.CHANCE
            )
            for a in SPACE
        ]
    gap = sp.expand(_in_gauge(eq_7_07.right_side(1)) - without_root(1))
    return ck.Derivation(
        steps=(
            ck.Step(
                "With $x^0=t$, $\\int K\\,dt$, $K=1-g_{ab}\\dot x^a\\dot x^b$, is stationary "
                "where $\\partial_aK=\\frac{d}{dt}\\frac{\\partial K}{\\partial\\dot x^a}$:",
                ck.equal(ACCELERATION[1], without_root(1)),
            ),
            ck.Step("(7.7) has this in addition:", gap),
            ck.Step(
                "In synchronous gauge $\\Gamma^0_{ab}=\\frac12\\partial_0g_{ab}$: both agree for "
                "static metrics and for velocities with $\\Gamma^0_{ab}\\dot x^a\\dot x^b=0$. "
                "Decided at random events, for instance with",
                event.metric,
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Polynomial paths on which the integral of (8.2) itself is stationary."""
    metric = worldlines.metric_of(sample, synchronous=True)
    path = worldlines.stationary(sample, worldlines.square_of(metric))
    velocity, acceleration = path.at([0.0], 1)[0], path.at([0.0], 2)[0]
    gamma = worldlines.christoffel_at(metric, path.events([0.0])[0])
    values: dict[Basic, worldlines.Array] = dict(worldlines.connection_values(gamma))
    values |= {VELOCITY[a]: velocity[:, a - 1] for a in SPACE}
    values |= {ACCELERATION[a]: acceleration[:, a - 1] for a in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:two-functionals",
    source=source("7"),
    kind="result",
    title="Stationary entropy production or stationary proper time",
    latex=r"\delta \int dt \left(-g_{\mu\nu}\dot{x}^\mu\dot{x}^\nu\right) = 0 "
    r"\;\Leftrightarrow\; \delta \int dt \sqrt{-g_{\mu\nu}\dot{x}^\mu\dot{x}^\nu} = 0",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-7,
        reason="polynomials of degree eight over half a unit of time are good to 1e-9",
        method="entropy production made stationary over polynomial paths by Newton's method",
        samples=16,
        examples=30,
        floor=1e-2,
    ),
    expected="corrected",
    reading="Section 7 calls it equivalent to extremise the entropy production or the proper "
    "time, which is the integral of its square root; (8.1)-(8.5) sum the production itself and "
    "insert (7.7). Both integrals over $t=x^0$ in synchronous gauge, one neuron in the averaged "
    "metric.",
    premises=("vanchurin:5.9", "vanchurin:7.5", "vanchurin:7.7"),
    hypotheses=("synchronous gauge (6.7)",),
    amended=ck.Amended(
        latex=r"\delta \int dt \left(1-g_{ab}\dot{x}^a\dot{x}^b\right) = 0 \;\Leftrightarrow\; "
        r"\frac{d^2x^a}{dt^2} = -\Gamma^a_{\alpha\beta}\frac{dx^\alpha}{dt}"
        r"\frac{dx^\beta}{dt}",
        links=amended,
        note="The term $\\Gamma^0_{\\alpha\\beta}\\dot x^a\\dot x^\\alpha\\dot x^\\beta$ of (7.7) "
        "is absent: without the root the integral depends on the parameter, here $t$. Both agree "
        "where $\\Gamma^0_{ab}\\dot x^a\\dot x^b=0$, for instance in static metrics, and up "
        "to third order in slow velocities; with proper time as the parameter they agree always.",
    ),
    known=(
        {
            "metric": [0.0] * 6,
            "slope": [[0.0] * 3] * 3 + [[0.25, 0.0, 0.0]] + [[0.0] * 3] * 2,
            "speed": [0.25, 0.0],
        },
    ),
)
