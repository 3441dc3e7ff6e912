"""Section 8: whether fewer neurons mean a larger cosmological constant."""

from collections.abc import Iterator

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import complex_step, gauss_nodes, root
from numerics.integrators import runge_kutta
from proofs.papers.vanchurin.shared import beliefs
from proofs.papers.vanchurin.shared.curved import VARIED, Lambda, at_metric
from proofs.papers.vanchurin.shared.notation import source

Array = ck.Array
NUMBERS = sp.symbols("N_1 N_2", positive=True)
LEVELS = sp.symbols("Lambda_1 Lambda_2", positive=True)
THROAT = sp.Symbol(r"N_{\min}", positive=True)
STEPS = 40


def printed() -> list[ck.Link]:
    """Fewer neurons go with a larger Lambda."""
    fewer = ck.less(*NUMBERS)
    larger = ck.greater(*LEVELS)
    return [ck.Link("order", sp.Implies(fewer, larger, evaluate=False))]


def amended() -> list[ck.Link]:
    """At the moment of least size, N = 2 pi^2 (3 / Lambda)^(3/2)."""
    form = 2 * sp.pi**2 * (3 / LEVELS[0]) ** sp.Rational(3, 2)
    return [ck.Link("least", ck.equal(THROAT, form))]


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Closed universes of (8.12): their volumes at any time, and at the time of least size.

    With Lambda = 3 s^2 the radius obeys a'^2 = s^2 a^2 - 1; it is least at 1/s, and c/s with some
    c >= 1 at any time. An order of numbers does not depend on their unit, which is 2 pi^2 where
    they are compared.
    """
    a, s, r, u, angle = sp.symbols("a s r u phi", positive=True)
    unit = (1 / (1 - r**2), r**2 / (1 - u**2), r**2 * (1 - u**2))
    matrix = sp.ImmutableMatrix(sp.diag(-1 / (s**2 * a**2 - 1), *(a**2 * e for e in unit)))
    density = premises["8.12"].of(VARIED).function
    yield ck.Step("A closed homogeneous universe, with the radius as coordinate of time:", matrix)
    yield ck.Step("It solves (8.12), the integrand of", density)
    chi, theta = sp.symbols("chi theta", positive=True)
    limits = ((chi, 0, sp.pi), (theta, 0, sp.pi), (angle, 0, 2 * sp.pi))
    volume = sp.Integral(sp.sin(chi) ** 2 * sp.sin(theta) / s**3, *limits)
    yield ck.Step("Number of neurons by (6.14) and (6.15), at the least radius:", volume)
    for name in form:
        for i in range(4):
            solved = at_metric(density, matrix, (a, r, u, angle), i, i).subs(Lambda, 3 * s**2)
            yield ck.Vanishes(name, solved)
    if "least" in form:
        yield ck.Vanishes("least", form.gap("least").subs({THROAT: volume, LEVELS[0]: 3 * s**2}))
        return
    stretch = sp.symbols("c_1 c_2", real=True)
    waists = sp.symbols("s_1 s_2", positive=True)
    family = sp.And(
        *(
            sp.And(c >= 1, sp.Eq(lam, 3 * waist**2), sp.Eq(n * waist**3, c**3))
            for c, waist, lam, n in zip(stretch, waists, LEVELS, NUMBERS, strict=True)
        )
    )
    yield ck.Entails("order", family, form["order"])


def _radius(level: Array, time: Array) -> tuple[Array, Array]:
    """Least radius, and radius after `time`, from the action -6 a a'^2 + 6 a - 2 Lambda a^3.

    The least one is where the lapse equation holds at rest.
    """
    least = root(lambda a: 6 * a - 2 * level * a**3, np.full_like(level, 0.1), 20.0)

    def flow(_: Array, state: Array) -> Array:
        size, momentum = state.T
        speed = -momentum / (12 * size)
        return np.stack([speed, -6 * speed**2 + 6 - 6 * level * size**2], axis=-1)

    start = np.stack([least, np.zeros_like(least)], axis=-1)
    times = np.stack([np.zeros_like(time), time])
    return least, runge_kutta(flow, start, times, steps=STEPS)[-1, :, 0]


def _volume(radius: Array) -> Array:
    """Volume of a sphere in four dimensions, from the stretching of a net of coordinates on it."""
    line = gauss_nodes(0.0, np.pi, 14)
    chi, theta = np.meshgrid(line.points, line.points, indexing="ij")

    def place(x: Array, y: Array) -> Array:
        return np.stack([np.cos(x), np.sin(x) * np.cos(y), np.sin(x) * np.sin(y)])

    by_chi = complex_step(lambda x: place(x, theta), chi)
    by_theta = complex_step(lambda y: place(chi, y), theta)
    around = place(chi, theta)[2]
    first, second = (by_chi**2).sum(0), (by_theta**2).sum(0)
    area = np.sqrt(first * second - (by_chi * by_theta).sum(0) ** 2)
    unit = 2 * np.pi * line.integrate(line.integrate(area * around))
    return np.asarray(unit * radius**3)


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Two closed universes, each followed from its least size for a time of its own."""
    least, _ = _radius(sample["Lambda_1"], sample["t_1"])
    numbers = [_volume(_radius(sample[f"Lambda_{k}"], sample[f"t_{k}"])[1]) for k in (1, 2)]
    values = {
        **dict(zip(NUMBERS, numbers, strict=True)),
        **{level: sample[f"Lambda_{k + 1}"] for k, level in enumerate(LEVELS)},
        THROAT: _volume(least),
    }
    return ck.Measurement(values)


CLAIM = ck.Claim(
    key="vanchurin:lambda-and-number",
    source=source("8"),
    kind="result",
    title="Fewer neurons, larger cosmological constant",
    latex=r"N_1 < N_2 \qquad \Rightarrow \qquad \Lambda_1 > \Lambda_2",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                *(ck.Real(f"Lambda_{k}", 0.2, 3.0) for k in (1, 2)),
                *(ck.Real(f"t_{k}", 0.0, 2.0, meaning="time since the least size") for k in (1, 2)),
            )
        ),
        tolerance=1e-6,
        reason="Runge-Kutta steps of at most 0.05; Gauss quadrature with 14 points per angle",
        method="closed universes followed from their least size; volumes by quadrature",
        examples=60,
    ),
    words="sentence",
    expected="corrected",
    fails_by="Implies(N_1 < N_2, Lambda_1 > Lambda_2) for Eq(N_{\\min}, 6*sqrt(3)*pi**2/Lambd"
    "a_1**(3/2))",
    reading="The text expects a larger $\\Lambda$ for a small number of neurons (early) and a "
    "smaller one for a large number (late). Read as an order between any two moments of universes "
    "that obey (8.12), tested on closed homogeneous ones, with the number (6.14)-(6.15) of "
    "neurons. As printed it fails in two ways: $N$ grows while $\\Lambda$ stays, and two universes "
    "may be compared at different ages. With flat slices in a box of any size $N$ and $\\Lambda$ "
    "are independent.",
    premises=("vanchurin:8.12",),
    hypotheses=(
        beliefs.HOMOGENEOUS,
        beliefs.CLOSED_UNIVERSE,
        beliefs.DENSITY_IS_VOLUME,
    ),
    amended=ck.Amended(
        latex=r"N_{\min} = 2\pi^2 \left(\frac{3}{\Lambda}\right)^{3/2}",
        links=amended,
        grade="missing hypothesis",
        note="The order holds between the least sizes of closed universes, where $\\Lambda$ falls "
        "as $N^{-2/3}$. It is an order between different universes and not a course in time, "
        "which would need a $\\Lambda$ that varies; see vanchurin:lambda-in-time.",
    ),
    known=({"Lambda_1": 1.0, "Lambda_2": 1.0, "t_1": 0.0, "t_2": 1.0},),
)
