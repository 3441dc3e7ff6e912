"""Equation of motion as a feedforward network: training it finds the metric of the black hole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import numpy as np
import sympy as sp
from flint import arb
from numpy.random import Generator
from sympy.core.expr import Expr

import proofs.checker as ck
from numerics.holography.classification import (
    LAYOUT,
    accuracy,
    labelled,
    learn,
    schwarzschild_friction,
)
from proofs.papers.hashimoto.shared.balls import (
    Layer,
    ball,
    enclosed,
    layer_of,
    rational,
    through,
)
from proofs.papers.hashimoto.shared.bulk import d
from proofs.papers.hashimoto.shared.notation import source

A, LEARNED, TRUE = sp.symbols(r"A h h_{BH}", positive=True)
NEAR = sp.symbols(r"h_{near} H_{near}", positive=True)  # at eta >= 0.73
LAST = sp.symbols(r"h_{last} H_{last}", positive=True)  # at eta = 0.19
ETA = sp.Symbol("eta", positive=True)
FRICTION = sp.Symbol("h", real=True)  # of the black hole, as its claim calls it
NEEDED, TENTH = sp.Rational(199, 200), sp.Rational(1, 10)
THRESHOLD = Fraction(1, 10)
STEP = Fraction(-9, 100)
PLACES = tuple(1 + STEP * n for n in range(10))
BOUNDARY = 4  # layers from eta = 1 to 0.73
POINTS, HELD, ROUNDS = 400, 1000, 40
# h at the ten layers after a training with smoothness 0.1
FOUND = tuple(
    Fraction(n, 1000) for n in (2998, 3019, 3061, 3124, 3212, 3329, 3482, 3687, 3970, 4340)
)


def printed() -> list[ck.Link]:
    """A training that classifies 99.5 percent has found h within 10 percent at all ten layers."""
    return [
        ck.Link("accuracy", ck.at_least(A, NEEDED)),
        ck.Link("metric", ck.at_most(sp.Abs(LEARNED / TRUE - 1), TENTH)),
    ]


def amended() -> list[ck.Link]:
    """It has found h near the boundary, and not at the layer next to the horizon."""
    near, last = (sp.Abs(h / true - 1) for h, true in (NEAR, LAST))
    return [
        ck.Link("accuracy", ck.at_least(A, NEEDED)),
        ck.Link("boundary", ck.at_most(near, TENTH)),
        ck.Link("horizon", ck.greater(last, TENTH)),
    ]


def rests(layer: Layer, friction: tuple[arb, ...], phi: Fraction, pi: Fraction) -> bool | None:
    """Whether |2 pi / eta + phi - phi^3| is certainly below, or certainly above, the threshold."""
    x, p = through(layer, friction, (ball(phi), ball(pi)), (-1, arb(1)), STEP)
    size = abs(2 * p / ball(Fraction(1, 10)) + x - x**3)
    return True if size < ball(THRESHOLD) else False if size > ball(THRESHOLD) else None


def black_hole(friction: Expr) -> tuple[arb, ...]:
    """h of the black hole at the layers."""
    wave = sp.lambdify(ETA, friction, [{"cosh": arb.cosh, "sinh": arb.sinh}])
    return tuple(wave(ball(eta)) for eta in PLACES)


@cache
def share(layer: Layer, friction: Expr) -> sp.Rational:
    """Balanced accuracy of the learned metric on a grid; what is not certain counts as wrong."""
    true, learned = black_hole(friction), tuple(ball(h) for h in FOUND)
    hits = {True: [0, 0], False: [0, 0]}
    for i in range(31):
        for j in range(-40, 41):
            point = Fraction(i, 20), Fraction(j, 200)
            label = rests(layer, true, *point)
            hits[bool(label)][0] += label is not None and rests(layer, learned, *point) == label
            hits[bool(label)][1] += 1
    return rational(sum((Fraction(*hit) for hit in hits.values()), Fraction(0)) / 2)


def exact(form: ck.Form, premises: ck.Premises) -> Iterator[ck.Step | ck.Obligation]:
    """A rational metric and the black hole in ball arithmetic on 2511 boundary points."""
    layer = layer_of(premises["recursion"])
    friction = premises["schwarzschild-friction"].of(FRICTION, "h").subs(d, 3)
    true = black_hole(friction)
    yield ck.Step(
        f"Layers, h that a training found, and ${sp.latex(friction)}$:",
        sp.Tuple(
            *(
                sp.Tuple(*(sp.Float(float(v), 4) for v in (eta, h, t.mid())))
                for eta, h, t in zip(PLACES, FOUND, true, strict=True)
            )
        ),
    )
    right = share(layer, friction)
    yield ck.Step("Share of right labels, mean over both labels:", right)
    yield ck.Entails("accuracy", ck.equal(A, right), form["accuracy"], {"d": 3})
    where = {
        "metric": ((LEARNED, TRUE), range(10)),
        "boundary": (NEAR, range(BOUNDARY)),
        "horizon": (LAST, (9,)),
    }
    for name in (n for n in form if n in where):
        letters, layers = where[name]
        for k in layers:
            known = sp.And(ck.equal(letters[0], rational(FOUND[k])), enclosed(letters[1], true[k]))
            yield ck.Entails(name, known, form[name], {"d": 3})


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Trainings from random metrics with points of their own, judged on others."""
    true = schwarzschild_friction(LAYOUT.eta)
    shares, found = [], []
    for seed in sample["seed"].astype(int):
        own = np.random.default_rng(seed)
        taught, held = (labelled(n, true, LAYOUT, rng=own) for n in (POINTS, HELD))
        first = own.uniform(2, 6, LAYOUT.layers)
        found.append(learn(first, taught, LAYOUT, smoothness=0.1, steps=ROUNDS).friction)
        shares.append(accuracy(found[-1], held, LAYOUT))
    learned = np.array(found)
    off = np.abs(learned - true).max(axis=1)
    values = {
        A: np.array(shares)[:, None],
        LEARNED: learned,
        TRUE: np.broadcast_to(true, learned.shape),
    }
    for letters, layers in ((NEAR, slice(0, BOUNDARY)), (LAST, slice(9, 10))):
        values |= {
            letter: values[h][:, layers] for letter, h in zip(letters, (LEARNED, TRUE), strict=True)
        }
    note = (
        f"held-out accuracy from {min(shares):.4f}, h off by {off.min():.2g} to {off.max():.2g} "
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
        reason="inequalities; the exact h is good to rounding",
        method="training by L-BFGS with the adjoint gradient from random starts",
        samples=4,
        examples=2,
    ),
    expected="corrected",
    fails_by="metric: Abs(h/h_{BH} - 1) <= 1/10 fails",
    words="reading",
    reading="The slide shows the equation of motion as a network that classifies boundary data, "
    "and a metric that comes out. Its test case, the black hole of AdS$_4$, is in the work that it "
    "refers to: there h is known. That the metric is found is stated by us as ten percent at each "
    "layer.",
    premises=("hashimoto:recursion", "hashimoto:schwarzschild-friction"),
    hypotheses=(
        "10 layers from $\\eta=1$ to $0.1$, $m^2=-1$, $V=\\phi^4/4$, $|F|<0.1$ with "
        "$F=2\\pi/\\eta-m^2\\phi-\\partial V/\\partial\\phi$",
        "as many positive as negative points in $[0,1.5]\\times[-0.2,0.2]$",
        "the smoothness prior $0.1\\sum\\eta^4(h_{n+1}-h_n)^2$",
    ),
    amended=ck.Amended(
        latex=r"A \ge 0.995, \qquad |h_n/3\coth 3\eta_n - 1| \le 0.1 \ (\eta_n \ge 0.73), \qquad "
        r"|h_n/3\coth 3\eta_n - 1| > 0.1 \ (\eta_n = 0.19)",
        links=amended,
        note="All trainings tested classify held-out points and find h near the boundary. Next to "
        "the horizon h is left to the start and the prior, and is off by units: labels hardly "
        "change with it.",
    ),
)
