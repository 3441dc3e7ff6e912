"""Section 7: time-like geodesics maximise the proper time."""

from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.calculus import gauss_legendre
from proofs.papers.vanchurin.shared.notation import source

ANGLE = sp.Symbol(r"\varphi", positive=True)
GEODESIC = sp.Symbol(r"\tau_{0}", positive=True)
VARIED = sp.Symbol(r"\tau_{12}", positive=True)
LOWEST = sp.Symbol(r"\tau_{1}", positive=True)


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
        ck.Link(
            "two waves",
            sp.Implies(before, ck.at_most(VARIED, GEODESIC), evaluate=False),
        ),
        ck.Link(
            "one wave",
            sp.Equivalent(before, ck.at_most(LOWEST, GEODESIC), evaluate=False),
        ),
    ]


AMPLITUDES = sp.symbols("a_1 a_2", real=True)


@cache
def second_variation() -> tuple[sp.Expr, sp.Expr]:
    """Proper time per time of theta = pi/2 + eps sum a_n sin(n pi t / T), phi = omega t.

    And its second variation, integrated, times 4 T sqrt(1 - omega^2).
    """
    t, T, w = sp.symbols("t T omega", positive=True)
    size = sp.Symbol("epsilon", real=True)
    wave = sp.Add(*(c * sp.sin(n * sp.pi * t / T) for n, c in enumerate(AMPLITUDES, 1)))
    theta = sp.pi / 2 + size * wave
    pace = sp.sqrt(1 - sp.diff(theta, t) ** 2 - sp.sin(theta) ** 2 * w**2)
    second = sp.diff(pace, size, 2).subs(size, 0) / 2
    total = sp.integrate(sp.expand(second * sp.sqrt(1 - w**2)), (t, 0, T)).subs(w, ANGLE / T)
    shape = sp.expand(sp.cancel(sp.expand_trig(total) * 4 * T))
    return pace, shape


def exact(given: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """The sign of the second variation about the equator of a static sphere."""
    pace, shape = second_variation()
    a = AMPLITUDES
    factor = sp.Symbol("k", positive=True)
    at = {VARIED: GEODESIC + factor * shape, LOWEST: GEODESIC + factor * shape.subs(a[1], 0)}
    moved = sp.Ne(a[0], 0)
    return ck.Derivation(
        steps=(
            ck.Step(
                "Proper time per unit of time on the sphere, $ds^2=-dt^2+d\\theta^2+"
                "\\sin^2\\theta\\,d\\phi^2$, near the equator:",
                pace,
            ),
            ck.Step(
                "Its second variation, integrated over the angle $\\varphi=\\omega T$, "
                "times $4T\\sqrt{1-\\omega^2}$:",
                shape,
            ),
        ),
        obligations=tuple(ck.Entails(name, moved, form.subs(at)) for name, form in given.items()),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Proper time along the equator of a static sphere and along paths that wave about it."""
    nodes, weights = gauss_legendre(40, 0.5)
    s = nodes[:, 0] + 0.5
    turn, duration = np.pi * sample["half_turns"][:, None], 8.0

    def elapsed(waves: np.ndarray) -> np.ndarray:
        n = np.arange(1, waves.shape[-1] + 1)[:, None] * np.pi
        theta = 0.02 * (waves[..., None] * np.sin(n * s)).sum(-2)
        slope = 0.02 * (waves[..., None] * n * np.cos(n * s)).sum(-2) / duration
        square = 1 - slope**2 - (np.cos(theta) * turn / duration) ** 2
        return np.asarray(duration * (np.sqrt(square) * weights).sum(-1))

    waves = sample["wave"]
    values = {
        ANGLE: turn[:, 0],
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
                ck.Real("wave", 0.5, 1.0, (2,), "amplitudes of the variation, in units of 0.02"),
            ),
            sp.Abs(_half - 1) > sp.Rational(1, 20),
        ),
        tolerance=1e-13,
        reason="differences of 1e-6 and more of times of order ten; quadrature to rounding",
        method="proper times by quadrature along the equator of a static sphere and near it",
    ),
    expected="corrected",
    reading="Maximises is read as: at least as much proper time as neighbouring paths between the "
    "same events. The example is the static space-time of a sphere of radius one; geodesics from "
    "one event meet again after half a turn.",
    premises=("vanchurin:7.5", "vanchurin:7.7"),
    hypotheses=(
        "neighbouring paths differ little: the second variation decides, which it does not at "
        "half a turn itself",
    ),
    amended=ck.Amended(
        latex=r"\tau[x + \delta x] \le \tau[x] \ \text{up to the first conjugate point; here}\ "
        r"\varphi \le \pi \;\Leftrightarrow\; \tau_1 \le \tau_0",
        links=amended,
        note="Locally they do. Beyond the first conjugate point the proper time is stationary, "
        "but neither largest nor smallest. In nearly flat space-time (6.5) conjugate points are "
        "far apart.",
    ),
    known=({"half_turns": 1.75, "wave": [1.0, 1.0]},),
)
