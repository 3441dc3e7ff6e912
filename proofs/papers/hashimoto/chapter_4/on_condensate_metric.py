"""Spacetime emergent from data, 3/4: the h(eta) that training with the condensates finds."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import sympy as sp
from numpy.random import Generator

import proofs.checker as ck
from numerics.holography.calibrated import calibrate
from numerics.holography.condensate import Layout, condensate_of
from proofs.papers.hashimoto.shared.condensates import (
    CLOSE,
    POINTS,
    SAME,
    alike,
    close,
    enclosed,
)
from proofs.papers.hashimoto.shared.lattice import lattice_points
from proofs.papers.hashimoto.shared.notation import source

FIRST, SECOND = sp.symbols("h h'", real=True)
MET = sp.Symbol("n_{met}", integer=True)
GAP = sp.Symbol(r"{\max|h-h'|}", nonnegative=True)
ETA = sp.Symbol("eta", real=True)
BENDS, POWERS = sp.symbols("x x'", real=True), sp.symbols("s s'", positive=True)
LAYOUT = Layout()
INVERSE = Fraction(400, 1000)  # GeV
# x and lambda/L of h = 4 + x (1 - eta) and of h = 4 + x (1 - eta)^2
METRICS = {
    1: (Fraction("-5.6771881"), Fraction("2.0345e-2")),
    2: (Fraction("-9.0488640"), Fraction("1.00151e-2")),
}


def printed() -> list[ck.Link]:
    """Two metrics with the same L that meet the six points have the same h at each layer."""
    return [ck.Link("h", ck.equal(FIRST, SECOND))]


def amended() -> list[ck.Link]:
    """Two bends of h meet the six points and agree there ten times better; h differs by one."""
    shapes = [4 + x * (1 - ETA) ** s for x, s in zip(BENDS, POWERS, strict=True)]
    return [
        ck.Link("h", ck.equal(FIRST, shapes[0])),
        ck.Link("h'", ck.equal(SECOND, shapes[1])),
        ck.Link("condensates", ck.equal(MET, len(POINTS))),
        ck.Link("metrics", ck.at_least(GAP, 1)),
    ]


def _friction(power: int) -> list[Fraction]:
    bend = METRICS[power][0]
    return [4 + bend * Fraction(n, LAYOUT.layers) ** power for n in range(LAYOUT.layers)]


@cache
def agreed() -> int:
    """How many condensates of both metrics are certainly close to the data and to each other."""
    first, second = (
        enclosed(_friction(power), INVERSE, coupling) for power, (_, coupling) in METRICS.items()
    )
    checks = zip(close(first), close(second), alike(first, second), strict=True)
    return sum(all(row) for row in checks)


def exact(form: ck.Form, premises: ck.Premises) -> ck.Derivation:
    """Two rational metrics with the same L, their condensates enclosed by balls."""
    one, two = (
        [sp.Rational(h.numerator, h.denominator) for h in _friction(power)] for power in METRICS
    )
    gap = max(abs(a - b) for a, b in zip(one, two, strict=True))
    layers = [
        {FIRST: a, SECOND: b, ETA: 1 - sp.Rational(n, LAYOUT.layers)}
        for n, (a, b) in enumerate(zip(one, two, strict=True))
    ]
    metrics: dict[sp.Symbol, sp.Expr] = {}
    for (power, (bend, _)), x, s in zip(METRICS.items(), BENDS, POWERS, strict=True):
        metrics |= {x: sp.Rational(bend.numerator, bend.denominator), s: sp.Integer(power)}
    obligations: list[ck.Obligation] = []
    for name, statement in form.items():
        if name == "metrics":
            obligations.append(ck.Entails(name, ck.equal(GAP, gap), statement))
        else:
            left = (statement.lhs - statement.rhs).subs({**metrics, MET: agreed()})
            places = layers if left.free_symbols else [{}]
            obligations.extend(ck.Vanishes(name, left.subs(place)) for place in places)
    return ck.Derivation(
        steps=(
            ck.Step(
                "With $1/L=400$ MeV both of these meet the lattice points: layer by layer h of "
                "the one and of the other,",
                sp.Tuple(*(sp.Tuple(a.n(4), b.n(4)) for a, b in zip(one, two, strict=True))),
            ),
            ck.Step(
                "Condensates that certainly agree with the data within 0.002 GeV$^3$ and with each "
                "other within 0.0002 GeV$^3$, and the largest difference of h:",
                sp.Tuple(sp.Integer(agreed()), gap.n(4)),
            ),
        ),
        obligations=tuple(obligations),
    )


def engine(sample: ck.Sample, rng: Generator) -> ck.Measurement:
    """Metrics of two shapes calibrated to the data with the same L."""
    data = lattice_points()
    found, values = [], {ETA: LAYOUT.eta[None]}
    for k, bend, power in zip("12", BENDS, POWERS, strict=True):
        shape = (1 - LAYOUT.eta) ** sample[f"s{k}"][:, None]
        network = calibrate(shape, 1000 / sample["E"], data, LAYOUT)
        values |= {bend: -np.ptp(network[:, :-2], axis=1)[:, None] / shape[:, -1:]}
        values |= {power: sample[f"s{k}"][:, None]}
        found.append((network, condensate_of(network, data.mass, data.condensate, LAYOUT)[0]))
    (one, first), (two, second) = found
    met = (np.abs(first - data.condensate) <= float(CLOSE)) & (
        np.abs(first - second) <= float(SAME)
    )
    gap = np.abs(one[:, :-2] - two[:, :-2])
    values |= {
        FIRST: one[:, :-2],
        SECOND: two[:, :-2],
        MET: met.sum(axis=1)[:, None],
        GAP: gap.max(axis=1)[:, None],
    }
    return ck.Measurement(values, note=f"h differs by {gap.max(axis=1).min():.2g} at least")


CLAIM = ck.Claim(
    key="hashimoto:condensate-metric",
    source=source("4"),
    kind="result",
    title="The metric that training with condensates finds",
    latex=r"\{(m_q, \langle\bar qq\rangle)_i\}_{i=1}^{6} \;\mapsto\; h(\eta)",
    printed=printed,
    exact=exact,
    numeric=ck.NumericArm(
        engine,
        ck.Domain(
            (
                ck.Real("E", 150.0, 500.0, meaning="1/L of both metrics in MeV"),
                ck.Real("s1", 0.5, 0.8, meaning="power of 1 - eta in the first h"),
                ck.Real("s2", 1.5, 2.0, meaning="power of 1 - eta in the second h"),
            )
        ),
        tolerance=1e-6,
        reason="calibration is exact to 1e-9; numbers of points are whole numbers",
        method="metrics of two shapes calibrated on the network, with their condensates",
        samples=40,
        examples=12,
    ),
    expected="refuted",
    reading="The slide shows one $h(\\eta)$ beside the trained L and $\\lambda$. That training "
    "finds the metric is read as: two metrics with the same L that meet all six points have the "
    "same h.",
    premises=("hashimoto:condensate-values",),
    hypotheses=(
        "$h=4$ at $\\eta=1$ and smooth: $h=4+x(1-\\eta)^s$; 15 layers, $\\pi=0$ at $\\eta=0$",
        "$\\lambda$ is trained along with h",
    ),
    amended=ck.Amended(
        latex=r"h = 4 + x(1-\eta)^s, \quad h' = 4 + x'(1-\eta)^{s'}, \quad |C_i(h) - \bar c_i| "
        r"\le 0.002\,\mathrm{GeV}^3, \quad |C_i(h) - C_i(h')| \le 0.0002\,\mathrm{GeV}^3, \quad "
        r"\max_n |h_n - h'_n| \ge 1",
        links=amended,
        note="Smooth metrics of different shapes, equal at $\\eta=1$ and with the same L, meet the "
        "six points equally well; which one a training shows is decided by its regulariser.",
    ),
)
