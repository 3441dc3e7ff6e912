"""Bounds of the quark condensates of rational metrics, and how close they are to the lattice's."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from numerics.holography.condensate import Layout
from proofs.papers.hashimoto.shared.balls import condensate_between
from proofs.papers.hashimoto.shared.lattice import lattice_fractions

CLOSE, SAME = Fraction(1, 500), Fraction(1, 5000)  # GeV^3
LAYOUT = Layout()
REACH = 2 * CLOSE  # from a lattice point, where a condensate is looked for
POINTS = lattice_fractions()
# 1/L in GeV, x of h = 4 + x (1 - eta), lambda/L: two rational metrics that the same data allow
METRICS = (
    (Fraction(200, 1000), Fraction("-5.6931833"), Fraction("8.2303e-5")),
    (Fraction(400, 1000), Fraction("-5.6771881"), Fraction("2.0345e-2")),
)


def enclosed(
    friction: list[Fraction], inverse: Fraction, coupling: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Certain bounds of the six condensates for h at the layers, 1/L in GeV and lambda/L."""
    return [
        condensate_between(friction, inverse, coupling, mass, value - REACH, value + REACH)
        for mass, value in POINTS
    ]


@cache
def bounds(metric: tuple[Fraction, Fraction, Fraction]) -> list[tuple[Fraction, Fraction]]:
    """The same for one of `METRICS`."""
    inverse, bend, coupling = metric
    friction = [4 + bend * Fraction(n, LAYOUT.layers) for n in range(LAYOUT.layers)]
    return enclosed(friction, inverse, coupling)


def close(found: list[tuple[Fraction, Fraction]]) -> list[bool]:
    """Which condensates are certainly within 0.002 GeV^3 of the lattice points."""
    pairs = zip(POINTS, found, strict=True)
    return [v - CLOSE <= low and high <= v + CLOSE for (_, v), (low, high) in pairs]


def alike(
    first: list[tuple[Fraction, Fraction]], second: list[tuple[Fraction, Fraction]]
) -> list[bool]:
    """Which condensates of two metrics certainly agree within 0.0002 GeV^3."""
    pairs = zip(first, second, strict=True)
    return [max(a[1], b[1]) - min(a[0], b[0]) <= SAME for a, b in pairs]
