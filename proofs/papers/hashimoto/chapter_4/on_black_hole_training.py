"""Equation of motion as a feedforward network: training it finds the metric of the black hole."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import sympy as sp
from flint import arb
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.classification import (
    LAYOUT,
    accuracy,
    labelled,
    learn,
    schwarzschild_friction,
)
from proofs.papers.hashimoto.shared.balls import ball, through
from proofs.papers.hashimoto.shared.notation import source

A = sp.Symbol("A", positive=True)
FOUND, FAR, OFF = sp.symbols("n_{found} n_{far} n_{off}", integer=True)
NEEDED, CLOSE = sp.Rational(199, 200), Fraction(1, 10)
BOUNDARY = 4  # layers from eta = 1 to 0.73
THRESHOLD = Fraction(1, 10)
STEP = Fraction(-9, 100)
PLACES = [1 + STEP * n for n in range(10)]
POINTS, HELD, ROUNDS = 400, 1000, 40
# h at the ten layers after a training with smoothness 0.1
LEARNED = [Fraction(n, 1000) for n in (2998, 3019, 3061, 3124, 3212, 3329, 3482, 3687, 3970, 4340)]


def printed() -> list[ck.Link]:
    """A training that classifies 99.5 percent has found h within 10 percent at all ten layers."""
    return [
        ck.Link("accuracy", ck.at_least(A, NEEDED)),
        ck.Link("metric", ck.equal(FOUND, len(PLACES))),
    ]


def amended() -> list[ck.Link]:
    """It has found h near the boundary, and not at the layer next to the horizon."""
    return [
        ck.Link("accuracy", ck.at_least(A, NEEDED)),
        ck.Link("near the boundary", ck.equal(FAR, BOUNDARY)),
        ck.Link("at the horizon", ck.equal(OFF, 1)),
    ]


def _horizon(friction: list[arb], phi: Fraction, pi: Fraction) -> bool:
    """Whether |2 pi / eta + phi - phi^3| is certainly below, or certainly above, the threshold."""
    x, p = through(friction, (ball(phi), ball(pi)), (-1, arb(1)), STEP)
    size = abs(2 * p / ball(Fraction(1, 10)) + x - x**3)
    if size < ball(THRESHOLD):
        return True
    if size > ball(THRESHOLD):
        return False
    raise ValueError(f"the point ({phi}, {pi}) must be clear of the threshold, but is {size}")


@cache
def certified() -> tuple[sp.Rational, int, int, int]:
    """Balanced accuracy of the learned metric on a grid, and the layers within ten percent."""
    true = [3 * (1 / (3 * ball(eta)).tanh()) for eta in PLACES]
    found = [ball(h) for h in LEARNED]
    hits = {True: [0, 0], False: [0, 0]}
    for i in range(31):
        for j in range(-40, 41):
            point = Fraction(i, 20), Fraction(j, 200)
            label = _horizon(true, *point)
            hits[label][0] += _horizon(found, *point) == label
            hits[label][1] += 1
    share = sum((Fraction(*hit) for hit in hits.values()), Fraction(0)) / 2
    near = [abs(h / t - 1) < ball(CLOSE) for h, t in zip(found, true, strict=True)]
    off = abs(found[-1] / true[-1] - 1) > ball(CLOSE)
    value = sp.Rational(share.numerator, share.denominator)
    return value, sum(near), sum(near[:BOUNDARY]), int(off)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """A rational metric and the black hole in ball arithmetic on 2511 boundary points."""
    share, found, far, off = certified()
    obligations: list[ck.Obligation] = []
    for name, statement in form.items():
        if name == "accuracy":
            obligations.append(ck.Entails(name, ck.equal(A, share), statement))
        else:
            left = (statement.lhs - statement.rhs).subs({FOUND: found, FAR: far, OFF: off})
            obligations.append(ck.Vanishes(name, left))
    return ck.Derivation(
        steps=(
            ck.Step(
                "Layers, h that a training found, and $3\\coth3\\eta$:",
                sp.Tuple(
                    *(
                        sp.Tuple(
                            sp.Float(float(eta), 3),
                            sp.Float(float(h), 4),
                            (3 * sp.coth(3 * sp.Rational(eta.numerator, eta.denominator))).n(4),
                        )
                        for eta, h in zip(PLACES, LEARNED, strict=True)
                    )
                ),
            ),
            ck.Step(
                "Share of right labels, mean over both labels, and the number of layers within ten "
                "percent: of all, of the four next to the boundary:",
                sp.Tuple(share, sp.Integer(found), sp.Integer(far)),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Trainings from random metrics with points of their own, judged on others."""
    true = schwarzschild_friction(LAYOUT.eta)
    shares, near, off, worst = [], [], [], []
    for seed in sample["seed"].astype(int):
        own = np.random.default_rng(seed)
        taught, held = (labelled(n, true, LAYOUT, rng=own) for n in (POINTS, HELD))
        first = own.uniform(2, 6, LAYOUT.layers)
        friction = learn(first, taught, LAYOUT, smoothness=0.1, steps=ROUNDS).friction
        shares.append(accuracy(friction, held, LAYOUT))
        close = np.abs(friction / true - 1) < float(CLOSE)
        near.append(close)
        off.append(not close[-1])
        worst.append(np.abs(friction - true).max())
    layers = np.array(near)
    values = {
        A: np.array(shares),
        FOUND: layers.sum(axis=1),
        FAR: layers[:, :BOUNDARY].sum(axis=1),
        OFF: np.array(off, dtype=float),
    }
    note = (
        f"held-out accuracy from {min(shares):.4f}, h off by {min(worst):.2g} to {max(worst):.2g} "
        "at its worst layer"
    )
    return ck.Measurement(values, note=note)


CLAIM = ck.Claim(
    key="hashimoto:black-hole-training",
    source=source("4"),
    kind="result",
    title="Training by classification finds the metric of a black hole",
    latex=r"A \ge 0.995 \quad\Longrightarrow\quad |h_n - 3\coth 3\eta_n| \le 0.1 \cdot "
    r"3\coth 3\eta_n, \qquad n = 1, \dots, 10",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain((ck.Integer("seed", 0, 39, meaning="of the points and of the random start"),)),
        tolerance=1e-9,
        reason="numbers of layers are whole numbers",
        method="training by L-BFGS with the adjoint gradient from random starts",
        samples=4,
        examples=2,
    ),
    expected="refuted",
    reading="The slide shows the equation of motion as a network that classifies boundary data, "
    "and a metric that comes out. Its test case, the black hole of AdS$_4$, is in the work that it "
    "refers to: there h is known. That the metric is found is read as ten percent at each layer.",
    hypotheses=(
        "10 layers from $\\eta=1$ to $0.1$, $m^2=-1$, $V=\\phi^4/4$, $|F|<0.1$ with "
        "$F=2\\pi/\\eta-m^2\\phi-\\partial V/\\partial\\phi$",
        "as many positive as negative points in $[0,1.5]\\times[-0.2,0.2]$",
        "the smoothness prior $0.1\\sum\\eta^4(h_{n+1}-h_n)^2$",
    ),
    amended=ck.Amended(
        latex=r"A \ge 0.995, \qquad |h_n/3\coth 3\eta_n - 1| \le 0.1 \ (\eta_n \ge 0.73), \qquad "
        r"|h_{10}/3\coth 3\eta_{10} - 1| > 0.1",
        links=amended,
        note="All trainings tested classify held-out points and find h near the boundary. Next to "
        "the horizon h is left to the start and the prior, and is off by units: labels hardly "
        "change with it.",
    ),
)
