"""(7.7): the geodesic equation in coordinate time."""

import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from proofs.papers.vanchurin.shared import worldlines
from proofs.papers.vanchurin.shared.notation import source
from proofs.papers.vanchurin.shared.worldlines import INDICES, VELOCITY, christoffel_symbol

SPACE = (1, 2)
ACCELERATION = {a: sp.Symbol(rf"{{\frac{{d^2x^{{{a}}}}}{{dt^2}}}}", real=True) for a in SPACE}


def right_side(mu: int, velocity: tuple[Expr, ...] = (sp.S.One, *VELOCITY[1:])) -> Expr:
    """(Gamma^0_ab v^mu - Gamma^mu_ab) v^a v^b with v^0 = 1."""
    return sp.Add(
        *(
            (christoffel_symbol(0, a, b) * velocity[mu] - christoffel_symbol(mu, a, b))
            * velocity[a]
            * velocity[b]
            for a in INDICES
            for b in INDICES
        )
    )


def printed() -> list[ck.Link]:
    """d^2 x^a / dt^2 for both spatial components; the time component is 0 = 0."""
    return [ck.Link(f"component {a}", ck.equal(ACCELERATION[a], right_side(a))) for a in SPACE]


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """With this acceleration the functional derivative of (7.5) has to vanish, in any metric."""
    obligations = []
    for event in worldlines.random_events():
        velocity = (sp.S.One, *event.velocity[1:])
        values = {
            **worldlines.connection(event),
            **dict(zip(VELOCITY, velocity, strict=True)),
        }
        acceleration = (
            sp.S.Zero,
            *(form[f"component {a}"].rhs.xreplace(values) for a in SPACE),
        )
        force, change = worldlines.proper_time_terms(
            worldlines.rates(event, velocity, acceleration)
        )
        obligations += [
            ck.Vanishes(f"component {a}", force[a] - change[a], worldlines.CHANCE) for a in SPACE
        ]
    return ck.Derivation(
        steps=(
            ck.Step("Time component of (7.7), with $x^0=t$: nothing is claimed.", right_side(0)),
            ck.Step(
                "Functional derivative of (7.5), times $2K^{3/2}$ with "
                "$K=-g_{\\mu\\nu}\\dot x^\\mu\\dot x^\\nu$: $K\\partial_aK-K\\frac{d}{dt}"
                "\\frac{\\partial K}{\\partial\\dot x^a}+\\frac12\\frac{\\partial K}{\\partial"
                "\\dot x^a}\\frac{dK}{dt}$. It contains the metric and its first derivatives "
                "only; metric drawn at random:",
                event.metric,
            ),
            ck.Step(
                "The acceleration (7.7) there, at a random velocity:",
                ck.equal(ACCELERATION[1], acceleration[1]),
            ),
            ck.Step(
                "What has to vanish, cleared of $\\det g$, is a polynomial of degree 10 at most "
                "in the numbers drawn; chance per event that it vanishes by accident:",
                sp.Rational(10, 2 * worldlines.RANDOM_SIZE + 1),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Velocity and acceleration in the middle of paths of stationary proper time."""
    metric = worldlines.metric_of(sample)
    path = worldlines.stationary(sample, worldlines.proper_time(metric))
    velocity, acceleration = path.at([0.0], 1)[0], path.at([0.0], 2)[0]
    gamma = worldlines.christoffel_at(metric, path.events([0.0])[0])
    values = dict(worldlines.connection_values(gamma))
    values |= {VELOCITY[a]: velocity[:, a - 1] for a in SPACE}
    values |= {ACCELERATION[a]: acceleration[:, a - 1] for a in SPACE}
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:7.7",
    source=source("7", "7.7"),
    kind="result",
    title="Geodesic equation in coordinate time",
    latex=r"\frac{d^2x_i^{\mu}}{dt^2} = \left(\Gamma^0_{\alpha\beta}\frac{dx_i^{\mu}}{dt} - "
    r"\Gamma^{\mu}_{\alpha\beta}\right)\frac{dx_i^{\alpha}}{dt}\frac{dx_i^{\beta}}{dt}",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(worldlines.PARAMETERS),
        tolerance=1e-7,
        reason="polynomials of degree eight over half a unit of time are good to 1e-9",
        method="proper time made stationary over polynomial paths by Newton's method",
        samples=16,
        floor=1e-2,
    ),
    expected="proved",
    reading="$t=x^0$, so that $dx^0/dt=1$ and the time component is an identity. Any metric, not "
    "only the synchronous gauge (6.7); two spatial components.",
    premises=("vanchurin:7.5", "vanchurin:7.6", "vanchurin:7.9"),
)
