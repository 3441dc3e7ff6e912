"""Section 7: time-like geodesics maximise the proper time."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared import beliefs, worldlines
from proofs.papers.vanchurin.shared.displacements import VECTOR, g, temporal
from proofs.papers.vanchurin.shared.notation import source

ANGLE = sp.Symbol(r"\varphi", positive=True)
GEODESIC = sp.Symbol(r"\tau_{0}", positive=True)
VARIED = sp.Symbol(r"\tau_{12}", positive=True)
LOWEST = sp.Symbol(r"\tau_{1}", positive=True)
TIME, OMEGA, DURATION = sp.symbols("t omega T", positive=True)
SIZE = sp.Symbol("epsilon", real=True)
AMPLITUDES = sp.symbols("a_1 a_2", real=True)


def printed() -> list[ck.Link]:
    """No neighbouring path shows more proper time."""
    return [
        ck.Link("two waves", ck.at_most(VARIED, GEODESIC)),
        ck.Link("one wave", ck.at_most(LOWEST, GEODESIC)),
    ]


def amended() -> list[ck.Link]:
    """Before half a turn none does; exactly beyond it one does."""
    before = ck.at_most(ANGLE, sp.pi)
    return [
        ck.Link("geodesic", ck.equal(GEODESIC, sp.sqrt(DURATION**2 - ANGLE**2))),
        ck.Link(
            "two waves",
            sp.Implies(before, ck.at_most(VARIED, GEODESIC), evaluate=False),
        ),
        ck.Link(
            "one wave",
            sp.Equivalent(before, ck.at_most(LOWEST, GEODESIC), evaluate=False),
        ),
    ]


@cache
def second_variation(pace: Expr) -> tuple[Expr, Expr]:
    """Proper time per time of theta = pi/2 + eps sum a_n sin(n pi t / T), phi = omega t.

    And its second variation, integrated, times 4 T sqrt(1 - omega^2); `pace` is the integrand of
    (7.5).
    """
    t, w, size, T = TIME, OMEGA, SIZE, DURATION
    wave = sp.Add(*(c * sp.sin(n * sp.pi * t / T) for n, c in enumerate(AMPLITUDES, 1)))
    theta = sp.pi / 2 + size * wave
    sphere = {**temporal(), g(1, 1): sp.S.One, g(1, 2): sp.S.Zero, g(2, 2): sp.sin(theta) ** 2}
    path = dict(zip(VECTOR, (sp.S.One, sp.diff(theta, t), w), strict=True))
    near = pace.xreplace({**sphere, **path})
    second = sp.diff(near, size, 2).subs(size, 0) / 2
    total = sp.integrate(sp.expand(second * sp.sqrt(1 - w**2)), (t, 0, T)).subs(w, ANGLE / T)
    return near, sp.expand(sp.cancel(sp.expand_trig(total) * 4 * T))


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """The sign of the second variation about the equator of a static sphere."""
    pace, shape = second_variation(worldlines.integrand(premises["7.5"]))
    yield ck.Step(
        "Integrand of (7.5) on the sphere, $ds^2=-dt^2+d\\theta^2+\\sin^2\\theta\\,d\\phi^2$, "
        "near the equator:",
        pace,
    )
    yield ck.Step(
        "Its second variation, integrated over the angle $\\varphi=\\omega T$, times "
        "$4T\\sqrt{1-\\omega^2}$:",
        shape,
    )
    first, second = AMPLITUDES
    factor = sp.Symbol("k", positive=True)
    at = {VARIED: GEODESIC + factor * shape, LOWEST: GEODESIC + factor * shape.subs(second, 0)}
    if "geodesic" in form:
        still = pace.subs(SIZE, 0).xreplace({OMEGA: ANGLE / DURATION})
        whole = sp.Integral(still, (TIME, 0, DURATION))
        yield ck.shows("geodesic", form.of(GEODESIC, "geodesic"), whole)
    for name, statement in form.items():
        if name == "geodesic":
            continue
        yield ck.Entails(name, sp.Ne(first, 0), statement.subs(at))


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Proper time along the equator of a static sphere and along paths that wave about it."""
    nodes, weights = gauss_legendre(40, 0.5)
    s = nodes[:, 0] + 0.5
    turn, duration = np.pi * sample["half_turns"][:, None], sample["T"][:, None]

    def elapsed(waves: np.ndarray) -> np.ndarray:
        n = np.arange(1, waves.shape[-1] + 1)[:, None] * np.pi
        theta = 0.02 * (waves[..., None] * np.sin(n * s)).sum(-2)
        slope = 0.02 * (waves[..., None] * n * np.cos(n * s)).sum(-2) / duration
        square = 1 - slope**2 - (np.cos(theta) * turn / duration) ** 2
        return np.asarray(sample["T"] * (np.sqrt(square) * weights).sum(-1))

    waves = sample["wave"]
    values = {
        ANGLE: turn[:, 0],
        DURATION: sample["T"],
        GEODESIC: elapsed(0 * waves),
        VARIED: elapsed(waves),
        LOWEST: elapsed(waves * np.array([1.0, 0.0])),
    }
    return ck.Measurement(values)


_half = sp.Symbol("half_turns", real=True)

CLAIM = ck.Claim(
    key="vanchurin:maximises",
    source=source("7"),
    kind="result",
    title="Geodesics maximise the proper time",
    latex=r"\tau[x + \delta x] \le \tau[x] \quad \text{for every time-like geodesic}\ x",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("half_turns", 0.25, 1.75, (), "length of the equator covered, over pi"),
                ck.Real("T", 7.0, 9.0, (), "duration"),
                ck.Real("wave", 0.5, 1.0, (2,), "amplitudes of the variation, in units of 0.02"),
            ),
            sp.Abs(_half - 1) > sp.Rational(1, 20),
        ),
        tolerance=1e-13,
        reason="differences of 1e-6 and more of times of order ten; quadrature to rounding",
        method="proper times by quadrature along the equator of a static sphere and near it",
    ),
    words="sentence",
    expected="corrected",
    fails_by="two waves: holds where \\varphi <= pi; one wave: \\tau_{1} <= \\tau_{0} for "
    "Equivalent(\\tau_{1} <= \\tau_{0}, \\varphi <= pi)",
    reading="Maximises is read as: at least as much proper time as neighbouring paths between the "
    "same events. The example is the static space-time of a sphere of radius one; geodesics from "
    "one event meet again after half a turn.",
    premises=("vanchurin:7.5",),
    hypotheses=(beliefs.SECOND_VARIATION_DECIDES,),
    amended=ck.Amended(
        latex=r"\tau[x + \delta x] \le \tau[x] \ \text{up to the first conjugate point; here}\ "
        r"\varphi \le \pi \;\Leftrightarrow\; \tau_1 \le \tau_0, \quad "
        r"\tau_0 = \sqrt{T^2 - \varphi^2}",
        links=amended,
        grade="missing hypothesis",
        note="Locally they do. Beyond the first conjugate point the proper time is stationary, "
        "but neither largest nor smallest. In nearly flat space-time (6.5) conjugate points are "
        "far apart.",
    ),
    known=({"half_turns": 1.75, "T": 8.0, "wave": [1.0, 1.0]},),
)
