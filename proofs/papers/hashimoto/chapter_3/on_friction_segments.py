"""Chapter 3: how much of the friction h(t) the initial data that come to rest determine."""

from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.friction.stopping import Particle, end_state, resting_starts, sensitivity
from proofs.papers.hashimoto.shared.notation import source

SEGMENTS, DATA = sp.symbols("N K", integer=True, positive=True)
RANK = {power: sp.Symbol(f"r_{power}", real=True) for power in (2, 4)}
NAMES = {2: "quadratic", 4: "quartic"}
STEP = Fraction(1, 2)


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


def response(power: int, friction: list[Fraction], end: Fraction) -> list[sp.Rational]:
    """Derivative of the end velocity by each friction, for data that rest in `end` at the end.

    One step per segment, x' = x + v/2 and v' = (1 - h/2) v - V'(x')/2, in rational numbers.
    """

    def slope(x: Fraction) -> Fraction:
        return x ** (power - 1)

    def stiffness(x: Fraction) -> Fraction:
        return (power - 1) * x ** (power - 2)

    x, v = end, Fraction(0)
    for h in reversed(friction):
        v = (v + STEP * slope(x)) / (1 - STEP * h)
        x = x - STEP * v
    found = []
    for k in range(len(friction)):
        y, w, dy, dw = x, v, Fraction(0), Fraction(0)
        for n, h in enumerate(friction):
            dy = dy + STEP * dw
            y, before = y + STEP * w, w
            dw = (1 - STEP * h) * dw - STEP * stiffness(y) * dy - (STEP * before if n == k else 0)
            w = (1 - STEP * h) * w - STEP * slope(y)
        found.append(sp.Rational(dw.numerator, dw.denominator))
    return found


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Ranks over the rationals for two to four segments and fewer, as many or more data."""
    obligations, steps = [], []
    for count, data in ((2, 3), (3, 2), (3, 3), (4, 1), (4, 5)):
        friction = [Fraction(k + 1, 5) for k in range(count)]
        ends = [Fraction(k + 1, 4) for k in range(data)]
        ranks = {}
        for power, symbol in RANK.items():
            matrix = sp.Matrix([response(power, friction, end) for end in ends])
            ranks[symbol] = sp.Integer(_rank(matrix))
        known = ranks | {SEGMENTS: sp.Integer(count), DATA: sp.Integer(data)}
        text = f"Ranks for N = {count} and K = {data}, quadratic and quartic:"
        steps.append(ck.Step(text, sp.Tuple(*ranks.values())))
        obligations += [ck.Vanishes(name, (s.lhs - s.rhs).subs(known)) for name, s in form.items()]
    first = response(2, [Fraction(1, 5), Fraction(2, 5)], Fraction(1))
    steps.append(
        ck.Step(
            "In a quadratic potential the data are multiples of one of them, and so are their "
            "responses; for N = 2:",
            sp.Tuple(*first),
        )
    )
    return ck.Derivation(tuple(steps), tuple(obligations))


def _rank(matrix: sp.Matrix) -> int:
    return int(sp.polys.matrices.DomainMatrix.from_Matrix(matrix).to_field().rank())


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
    r"\mathrm{rank}\,\frac{\partial\dot x_i(T)}{\partial h_k} = \min(N, K)",
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
    reading="The question of the slide has an answer if the data determine h. Tested for N "
    "segments of constant friction and K data: the velocities at the end must respond to each of "
    "the segments apart once there are data enough, in a given potential, quadratic or quartic.",
    premises=("hashimoto:friction-equation",),
    hypotheses=(
        "the equation of motion has the signs of Newton",
        "the data are exact",
        "measured until $T=4$; friction is not negative",
    ),
    amended=ck.Amended(
        latex=r"r_{\mathrm{quadratic}} = 1, \qquad r_{\mathrm{quartic}} = \min(N, K)",
        links=amended,
        note="In a quadratic potential the motion is linear: all data that come to rest are "
        "multiples of one, and fix one number of h. In a quartic potential they fix every "
        "segment, with singular values that fall by orders of magnitude as N grows.",
    ),
)
