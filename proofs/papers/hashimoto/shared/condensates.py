"""Metrics in rational numbers that meet the lattice's quark condensates, for both layouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

import sympy as sp

import proofs.checker as ck
from numerics.holography.condensate import Layout
from proofs.papers.hashimoto.shared.balls import (
    Crossing,
    Layer,
    Metric,
    crossing,
    rational,
    straight,
)
from proofs.papers.hashimoto.shared.lattice import lattice_fractions

VALUE, OTHER, LATTICE = sp.symbols(r"C C' \bar{c}", real=True)  # condensates of mass m_i, GeV^3
CLOSE, SAME = sp.Rational(2, 1000), sp.Rational(2, 10000)  # GeV^3
POINTS = lattice_fractions()
WIDTH = Fraction(1, 10**6)
LAYOUTS = (Layout(15, 1.0, 0.0), Layout(15, 1.0, 1 / 15))
ENDS = (Fraction(0), Fraction(1, 15))
# 1/L in GeV, x and lambda/L of h = 4 + x (1 - eta)
LINES = {
    ENDS[0]: (("0.2", "-5.6931833", "8.2303e-5"), ("0.4", "-5.6771881", "2.0345e-2")),
    ENDS[1]: (("0.2", "-6.5399261", "1.07756e-4"), ("0.4", "-6.5210380", "2.65671e-2")),
}
# the same of h = 4 + x (1 - eta)^2
BOWS = {ENDS[0]: ("0.4", "-9.0488640", "1.00151e-2"), ENDS[1]: ("0.4", "-11.1411304", "1.35970e-2")}


def line(end: Fraction, which: int) -> Metric:
    """The first or second metric with h = 4 + x (1 - eta)."""
    inverse, bend, coupling = map(Fraction, LINES[end][which])
    return straight(end, inverse, bend, coupling)


def bow(end: Fraction) -> Metric:
    """The metric with h = 4 + x (1 - eta)^2."""
    inverse, bend, coupling = map(Fraction, BOWS[end])
    return straight(end, inverse, bend, coupling, power=2)


@cache
def condensates(
    layer: Layer, metric: Metric, points: tuple[tuple[Fraction, Fraction], ...] = tuple(POINTS)
) -> tuple[Crossing, ...]:
    """Bounds of the condensates of a metric next to those of `points`."""
    return tuple(crossing(layer, metric, mass, near, WIDTH) for mass, near in points)


def follows(
    link: str,
    form: ck.Form,
    known: Mapping[sp.Symbol, Crossing | Fraction],
    case: Mapping[str, object],
) -> Iterator[ck.Entails]:
    """That a link follows from bounds or values of its letters, and that these are bounds."""
    given = []
    for symbol, found in known.items():
        if isinstance(found, Crossing):
            given.append(found.between(symbol))
            yield found.changes(link, case)
        else:
            given.append(ck.equal(symbol, rational(found)))
    yield ck.Entails(link, sp.And(*given), form[link], case)
