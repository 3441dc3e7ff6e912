"""Discussion: the equation of motion as a neural differential equation, and its gradient."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.neural_ode import adjoint_gradient
from numerics.holography.radial import radial_field
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.bulk import BEND, FORCE, SLOPE, eta, force, h, nodes, phi
from proofs.papers.hashimoto.shared.notation import source
from qmgr_sym.unevaluated import RateAlong

PI, BASIS = (sp.Function(name, real=True)(eta) for name in (r"\pi", "b"))
A, B = (sp.Function(name, real=True)(eta) for name in (r"a_{\phi}", r"a_{\pi}"))
STIFF = sp.Symbol("{V''}", real=True)
GRADIENT = sp.Symbol(r"\partial{J}/\partial{c}", real=True)
POINTS, MATRIX, WEIGHTS = nodes(0.3, 1.0, 16)
READOUT = np.array([0.6, 0.8])


def printed() -> list[ck.Link]:
    """d phi/d eta = f(phi, eta, h) for phi and pi; the adjoint; the gradient by h."""
    total = -sp.Integral(B * PI * BASIS, eta)
    return [
        ck.Link("phi", ck.equal(sp.Derivative(phi, eta), PI)),
        ck.Link("pi", ck.equal(sp.Derivative(PI, eta), FORCE - h * PI)),
        ck.Link("a_phi", ck.equal(sp.Derivative(A, eta), -STIFF * B)),
        ck.Link("a_pi", ck.equal(sp.Derivative(B, eta), h * B - A)),
        ck.Link("gradient", ck.equal(GRADIENT, total)),
    ]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Vary the state and h; the adjoint has to carry the variation to the end."""
    x, y, a, b, u, v, change = sp.symbols("x y a_phi a_pi phi pi c", real=True)
    letters = {phi: u, PI: v, A: a, B: b}
    motion = premises["equation-of-motion"].of(BEND).xreplace({SLOPE: PI})
    rates = {
        name: form.of(sp.Derivative(field, eta), name)
        for name, field in (("phi", phi), ("pi", PI), ("a_phi", A), ("a_pi", B))
    }
    speed, pull = (rates[name].xreplace(letters) for name in ("phi", "pi"))
    second = motion.xreplace(letters).subs(v, speed)
    for name in ("phi", "pi"):  # the second derivative of the field is the equation of motion
        yield ck.shows(name, RateAlong(speed, {v: pull}), second)
    push = force(u)
    varied = (y, sp.diff(push, u) * x - h * y - v * change)
    yield ck.Step(
        "A change c of h moves $\\phi$ by x and $\\pi$ by y, at the rates", sp.Tuple(*varied)
    )
    adjoint = [rates[name].xreplace(letters) for name in ("a_phi", "a_pi")]
    back = [one.subs(STIFF, sp.diff(push, u)) for one in adjoint]
    rate = RateAlong(a * x + b * y, {x: varied[0], y: varied[1], a: back[0], b: back[1]})
    yield ck.Step("Rate of $a_\\phi x + a_\\pi y$ with the adjoint equations:", rate.doit())
    yield ck.Vanishes("a_phi", sp.Derivative(rate, x))
    yield ck.Vanishes("a_pi", sp.Derivative(rate, y))
    gradient = form.of(GRADIENT, "gradient")
    (integral,) = gradient.atoms(sp.Integral)
    density = gradient.xreplace({integral: integral.function}).xreplace({**letters, BASIS: change})
    yield ck.shows("gradient", change * sp.Derivative(rate, change), density)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Shots from every point of a grid: fields, what the end owes to each point, and to h."""
    n, count = len(sample["mass"]), len(POINTS)
    start = np.stack([sample["phi"], sample["pi"]], -1)
    path = _shoot(sample, start, list(POINTS), 0.0)
    field, slope = path[..., 0].T, path[..., 1].T
    step = 1e-3
    offsets = step * np.array([[1, 0], [-1, 0], [2, 0], [-2, 0], [0, 1], [0, -1], [0, 2], [0, -2]])
    many = {name: np.tile(np.repeat(x, count), 8) for name, x in sample.items()}
    points = np.stack([field, slope], -1)
    shots = (points[None] + offsets[:, None, None]).reshape(-1, 2)
    ends = _shoot(many, shots, [np.tile(POINTS, 8 * n), POINTS[-1]], 0.0)[-1]
    readout = (ends @ READOUT).reshape(2, 4, n, count)
    owed = _slope(readout, step)
    moved = [
        _shoot(sample, start, [POINTS[0], POINTS[-1]], c)[-1] @ READOUT
        for c in (step, -step, 2 * step, -2 * step)
    ]
    gradient = _slope(np.stack(moved)[None], step)[0]
    mass, quartic = sample["mass"][:, None], sample["quartic"][:, None]
    one = {name: x[:1] for name, x in sample.items()}
    by_adjoint = adjoint_gradient(
        lambda at: float(_friction(one, np.asarray(at), 0.0)[0]),
        lambda x: mass[0] * x + quartic[0] * x**3,
        lambda x: mass[0] + 3 * quartic[0] * x**2,
        start[:1],
        (POINTS[0], POINTS[-1]),
        READOUT,
        lambda at: np.array([np.sin(4 * at)]),
    )[1][0, 0]
    values = {
        phi: field,
        PI: slope,
        A: owed[0],
        B: owed[1],
        h: _friction({name: x[:, None] for name, x in sample.items()}, POINTS, 0.0),
        BASIS: np.sin(4 * POINTS)[None],
        FORCE: mass * field + quartic * field**3,
        STIFF: mass + 3 * quartic * field**2,
        GRADIENT: gradient[:, None],
    }
    return ck.Measurement(
        values,
        lambda array, symbol: array @ MATRIX.T,
        lambda array, symbol: (array @ WEIGHTS)[..., None],
        note=f"the adjoint solver agrees to {abs(by_adjoint - gradient[0]):.1e}",
    )


def _slope(values: ck.Array, step: float) -> ck.Array:
    """Central difference of order four over axis 1: +1, -1, +2, -2 steps."""
    near, far = values[:, 0] - values[:, 1], values[:, 2] - values[:, 3]
    return np.asarray((8 * near - far) / (12 * step))


def _friction(sample: ck.Sample, at: ck.Array, change: float) -> ck.Array:
    """d coth(d eta) and a change along sin(4 eta)."""
    return np.asarray(sample["d"] / np.tanh(sample["d"] * at) + change * np.sin(4 * at))


def _shoot(
    sample: ck.Sample, start: ck.Array, stations: list[ck.Array | float], change: float
) -> ck.Array:
    return radial_field(
        lambda at: _friction(sample, at, change),
        lambda x: sample["mass"] * x + sample["quartic"] * x**3,
        start,
        stations,
    )


CLAIM = ck.Claim(
    key="hashimoto:neural-ode",
    source=source("Discussion"),
    kind="result",
    title="Neural differential equation: continuous h and its gradient",
    latex=r"\frac{d\phi(\eta)}{d\eta} = f(\phi(\eta), \eta, h(\eta))",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("d", 2, 4, (), "dimension of the boundary"),
                ck.Integer("mass", -3, 3, (), "second derivative of V at zero"),
                ck.Integer("quartic", 0, 2, (), "four times the coefficient of phi^4"),
                ck.Real("phi", -1.0, 1.0, (), "field at the first point"),
                ck.Real("pi", -1.0, 1.0, (), "slope at the first point"),
            )
        ),
        tolerance=1e-5,
        reason="16 points and differences of order four in the start: 1e-7 of the rates",
        method="shots from every grid point, finite differences by start and by h",
        samples=12,
        examples=10,
    ),
    expected="proved",
    reading="$\\phi$ is read as the pair $(\\phi,\\pi)$: an equation of second order is none of "
    "first order for the field alone. $h+c\\,b(\\eta)$ is a continuous profile and J a linear "
    "readout of the end; its gradient, which the slide takes over from neural differential "
    "equations, is part of the claim because training needs it.",
    premises=("hashimoto:equation-of-motion",),
    hypotheses=(beliefs.SMOOTH_POTENTIAL,),
)
