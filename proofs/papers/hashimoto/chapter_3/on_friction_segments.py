"""Chapter 3: how much of the friction h(t) the initial data that come to rest determine."""

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.friction.stopping import Particle, end_state, resting_starts, sensitivity
from proofs.papers.hashimoto.shared import beliefs
from proofs.papers.hashimoto.shared.notation import source
from proofs.papers.hashimoto.shared.particle import SLOPE, SPEED, SPEED_UP, h, m
from qmgr_sym.unevaluated import Rank

SEGMENTS, DATA = sp.symbols("N K", integer=True, positive=True)
RANK = {power: sp.Symbol(f"r_{power}", real=True) for power in (2, 4)}
NAMES = {2: "quadratic", 4: "quartic"}
STEP = Fraction(1, 2)
Number = int | Fraction
Push = Callable[[Number, Number, Number], Fraction]  # of speed, friction and slope


def _links(quadratic: sp.Expr) -> list[ck.Link]:
    return [
        ck.Link(NAMES[2], ck.equal(RANK[2], quadratic)),
        ck.Link(NAMES[4], ck.equal(RANK[4], fewer())),
    ]


def fewer() -> sp.Expr:
    """min(N, K)."""
    return SEGMENTS + DATA - sp.Max(SEGMENTS, DATA)


def printed() -> list[ck.Link]:
    """The end velocities of K data respond to the friction of each of N segments apart."""
    return _links(fewer())


def amended() -> list[ck.Link]:
    """In a quadratic potential to one combination of them only."""
    return _links(sp.S.One)


def response(power: int, friction: list[Fraction], end: Fraction, push: Push) -> list[sp.Rational]:
    """Derivative of the end velocity by each friction, for data that rest in `end` at the end.

    One step per segment of the equation of motion, x' = x + v/2 and v' = v + push/2, in rational
    numbers; the potential is x^power / power.
    """
    stiff = power - 1
    x, v = end, Fraction(0)
    for now in reversed(friction):
        free, drag = (push(speed, now, x ** (power - 1)) for speed in (0, 1))
        v = (v - STEP * free) / (1 + STEP * (drag - free))
        x = x - STEP * v
    found = []
    for k in range(len(friction)):
        y, w, dy, dw = x, v, Fraction(0), Fraction(0)
        for n, now in enumerate(friction):
            dy, y, before = dy + STEP * dw, y + STEP * w, w
            force, change = y ** (power - 1), stiff * y ** (power - 2) * dy
            rate = push(dw, now, change) + (push(before, 1, 0) if n == k else 0)
            w, dw = w + STEP * push(w, now, force), dw + STEP * rate
        found.append(sp.Rational(dw.numerator, dw.denominator))
    return found


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """Ranks over the rationals for two to four segments and fewer, as many or more data."""
    acceleration = premises["friction-equation"].of(SPEED_UP).subs(m, 1)
    drag, pull = (acceleration.coeff(letter) for letter in (h * SPEED, SLOPE))

    def push(speed: Number, friction: Number, slope: Number) -> Fraction:
        return int(drag) * Fraction(friction) * speed + int(pull) * Fraction(slope)

    for count, data in ((2, 3), (3, 2), (3, 3), (4, 1), (4, 5)):
        friction = [Fraction(k + 1, 5) for k in range(count)]
        ends = [Fraction(k + 1, 4) for k in range(data)]
        case = {"N, K": f"({count}, {data})"}
        for power, name in NAMES.items():
            matrix = sp.Matrix([response(power, friction, end, push) for end in ends])
            if (count, data) == (2, 3):
                yield ck.Step(f"Responses in the {name} potential for N = 2 and K = 3:", matrix)
            known = {RANK[power]: Rank(matrix), SEGMENTS: count, DATA: data}
            yield ck.Vanishes(name, form.gap(name).subs(known), case=case)


def slopes(power: int, x: ck.Array) -> ck.Array:
    """dV/dx of x^power / power."""
    return np.asarray(x ** (power - 1))


def particle(power: int, segments: int, duration: float = 4.0) -> Particle:
    """A particle in x^power / power, about 60 steps for its time."""

    def slope(x: ck.Array) -> ck.Array:
        return slopes(power, x)

    def stiffness(x: ck.Array) -> ck.Array:
        return np.asarray((power - 1) * x ** (power - 2.0))

    return Particle(slope, stiffness, duration, steps=1 + int(15 * duration) // segments)


def singular_values(
    power: int, friction: ck.Array, ends: ck.Array, duration: float = 4.0
) -> ck.Array:
    """Of the responses of end velocities, over the largest of them."""
    made = particle(power, len(friction), duration)
    starts = resting_starts(ends, friction, made)
    found = np.linalg.svd(sensitivity(starts, friction, made), compute_uv=False)
    return np.asarray(found / found[0])


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Run particles backwards from rest, then forwards with all their derivatives."""
    rows: dict[sp.Basic, list[float]] = {k: [] for k in (*RANK.values(), SEGMENTS, DATA)}
    for count, data, friction in zip(
        sample["N"].astype(int), sample["K"].astype(int), sample["h"] / 10, strict=True
    ):
        ends = np.linspace(0.4, 1.6, data)
        rows[SEGMENTS].append(count)
        rows[DATA].append(data)
        for power, symbol in RANK.items():
            found = singular_values(power, friction[:count], ends)
            rows[symbol].append(float((found > 1e-5).sum()))
    note = _note() if len(sample["N"]) > 1 else ""
    return ck.Measurement({k: np.array(v) for k, v in rows.items()}, note=note)


def _note() -> str:
    """Ten segments until t = 10 as on the slide, and what a large friction does to all data."""
    friction = 0.3 + 0.2 * np.sin(np.arange(10.0))
    ends = np.linspace(0.05, 0.6, 30)
    found = singular_values(4, friction, ends, 10.0)
    made = particle(4, 10, 10.0)
    starts = resting_starts(ends, friction, made)
    large = [np.abs(end_state(starts, np.full(10, h), made)[:, 1]).max() for h in (1.0, 4.0)]
    return (
        f"ten segments until t = 10 in a quartic potential: {(found > 1e-2).sum()} of 10 singular "
        f"values above 1e-2 of the largest, the smallest {found[-1]:.1e}; with constant friction "
        f"1 and 4 the same data end with velocities up to {large[0]:.2g} and {large[1]:.2g}: "
        "small velocities at the end do not by themselves exclude a large friction"
    )


CLAIM = ck.Claim(
    key="hashimoto:friction-segments",
    source=source("3"),
    kind="result",
    title="Finding the friction from data that come to rest",
    latex=r"\{(x(0),\dot x(0)) : \dot x(10)=0\} \;\longrightarrow\; h(t): \qquad "
    r"\mathrm{rank}\,\frac{\partial\dot x_i(T)}{\partial h_k} = \min(N, K) \quad (N \le 4)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Integer("N", 2, 3, (), "segments of constant friction"),
                ck.Integer("K", 1, 8, (), "data"),
                ck.Integer("h", 0, 5, (3,), "ten times the friction of each"),
            )
        ),
        tolerance=1e-9,
        reason="ranks are whole numbers; singular values below 1e-5 of the largest count as zero",
        method="Runge-Kutta with all derivatives, singular values",
        samples=12,
        examples=20,
    ),
    expected="corrected",
    words="reading",
    fails_by="quadratic: right side K + N - Max(K, N) for 1",
    reading="The question of the slide has an answer if the data determine h. Tested for N "
    "segments of constant friction and K data: the velocities at the end must respond to each of "
    "the segments apart once there are data enough, in a given potential, quadratic or quartic.",
    premises=("hashimoto:friction-equation",),
    hypotheses=(beliefs.NEWTON_SIGNS, beliefs.EXACT_DATA),
    amended=ck.Amended(
        latex=r"r_{\mathrm{quadratic}} = 1, \qquad r_{\mathrm{quartic}} = \min(N, K)"
        r"\quad (N \le 4)",
        links=amended,
        note="In a quadratic potential the motion is linear: all data that come to rest are "
        "multiples of one, and fix one number of h. In a quartic potential they fix every "
        "segment, with singular values that fall by orders of magnitude as N grows: for ten "
        "segments until t = 10 the smallest is below a hundredth of the largest, so that data "
        "with errors of a percent fix nine of ten.",
    ),
)
