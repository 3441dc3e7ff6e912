"""The slides' network in ball arithmetic: what it says of a metric is certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import acb_mat, arb, arb_mat, arb_series, ctx, fmpq
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

import proofs.checker as ck
from proofs.papers.hashimoto.shared.bulk import FORCE
from proofs.papers.hashimoto.shared.layer import NEXT_PHI, NEXT_PI, PHI, PI, STEP, H

Terms = tuple[tuple[tuple[int, ...], Fraction], ...]
BITS, ROUNDS = 1000, 12
DIGITS = 10**12  # enclosures are rounded outwards to its parts


def ball(value: Fraction | int) -> arb:
    """A rational number as a ball."""
    part = Fraction(value)
    return arb(fmpq(part.numerator, part.denominator))


def rational(value: Fraction) -> sp.Rational:
    """The same number for SymPy."""
    return sp.Rational(value.numerator, value.denominator)


def enclosed(symbol: Expr, value: arb) -> sp.And:
    """``low <= symbol <= high`` with rational ends around a ball, rounded outwards."""
    low, high = (end.fmpq() * DIGITS for end in (value.lower(), value.upper()))
    ends = (sp.Rational(int(end), DIGITS) for end in (low.floor(), high.ceil()))
    return sp.And(ck.at_least(symbol, next(ends)), ck.at_most(symbol, next(ends)))


@dataclass(frozen=True)
class Layer:
    """One layer as polynomials in phi, pi, h, the force and the step."""

    phi: Terms
    pi: Terms

    def __call__(self, *values: Any) -> tuple[Any, Any]:
        """(phi, pi) behind the layer, for (phi, pi, h, force, step) of any ring with balls."""
        return _summed(self.phi, values), _summed(self.pi, values)


def _summed(terms: Terms, values: Sequence[Any]) -> Any:
    total = arb(0)
    for powers, factor in terms:
        term = ball(factor)
        for value, power in zip(values, powers, strict=True):
            for _ in range(power):
                term = term * value
        total = total + term
    return total


def layer_of(recursion: ck.Form) -> Layer:
    """The layer that the recursion of the slides says, in the form in which it holds."""
    letters = (PHI, PI, H, FORCE, STEP)
    made = []
    for atom in (NEXT_PHI, NEXT_PI):
        found = sp.Poly(recursion.of(atom), *letters).terms()
        made.append(tuple((powers, Fraction(int(c.p), int(c.q))) for powers, c in found))
    return Layer(*made)


def through(
    layer: Layer,
    friction: Sequence[Any],
    start: tuple[Any, Any],
    force: tuple[int, Any],
    step: Fraction,
) -> tuple[Any, Any]:
    """(phi, pi) behind all layers; force = (m^2, lambda): ``dV/dphi = m^2 phi + lambda phi^3``."""
    (phi, pi), (square, coupling), width = start, force, ball(step)
    for h in friction:
        phi, pi = layer(phi, pi, h, square * phi + coupling * phi * phi * phi, width)
    return phi, pi


@dataclass(frozen=True)
class Metric:
    """h at the layers from eta = 1 inwards, 1/L in GeV, lambda/L, and the eta where pi = 0."""

    friction: tuple[Fraction, ...]
    inverse: Fraction
    coupling: Fraction
    end: Fraction

    @property
    def case(self) -> dict[str, str]:
        """Where pi = 0, for the scope of a verdict."""
        return {"pi = 0 at eta": str(self.end)}


def straight(
    end: Fraction, inverse: Fraction, bend: Fraction, coupling: Fraction, power: int = 1
) -> Metric:
    """The metric h = 4 + bend (1 - eta)^power with 15 layers."""
    places = (Fraction(n, 15) * (1 - end) for n in range(15))
    return Metric(tuple(4 + bend * x**power for x in places), inverse, coupling, end)


def at_rest(
    layer: Layer, metric: Metric, mass: Any, condensate: Any, moved: dict[int, Any] | None = None
) -> Any:
    """pi where the network ends, for a mass (GeV) and a condensate (GeV^3).

    `moved` adds to h of a layer (its index), to log L (15) or to log lambda (16).
    """
    add = moved or {}
    count = len(metric.friction)
    radius = (1 / ball(metric.inverse)) * (1 + add.get(count, arb(0)))
    coupling, root = ball(metric.coupling) * (1 + add.get(count + 1, arb(0))), arb(3).sqrt()
    alpha = root * mass * radius / (2 * arb.pi())
    beta = arb.pi() * condensate * radius * radius * radius / root
    one, three = (-arb(1)).exp(), (-arb(3)).exp()
    cube = coupling * alpha * alpha * alpha * three
    start = alpha * one + beta * three - cube / 2, cube - alpha * one - 3 * beta * three
    layers = [ball(h) + add.get(k, arb(0)) for k, h in enumerate(metric.friction)]
    step = (metric.end - 1) / count
    return through(layer, layers, start, (-3, coupling), step)[1]


@dataclass(frozen=True)
class Crossing:
    """A condensate of a mass: pi where the network ends, at two condensates around it."""

    low: Fraction
    high: Fraction
    ends: tuple[arb, arb]

    def between(self, symbol: Expr) -> Boolean:
        """``low <= symbol <= high``."""
        middle, width = (self.low + self.high) / 2, (self.high - self.low) / 2
        return ck.at_most(sp.Abs(symbol - rational(middle)), rational(width))

    def changes(self, link: str, case: Mapping[str, object]) -> ck.Entails:
        """What makes a condensate lie between: pi changes its sign on the way."""
        first, last = sp.symbols("pi_- pi_+", real=True)
        given = sp.And(*(enclosed(s, v) for s, v in zip((first, last), self.ends, strict=True)))
        return ck.Entails(link, given, ck.less(first * last, 0), case)


def crossing(
    layer: Layer, metric: Metric, mass: Fraction, near: Fraction, width: Fraction
) -> Crossing:
    """Bounds near +- width of the condensate next to `near`, by Newton's method in balls."""
    with ctx.workprec(BITS):
        value = ball(near)
        for _ in range(ROUNDS):
            found = at_rest(layer, metric, ball(mass), arb_series([value, 1], prec=2))
            if not (found[1] > 0 or found[1] < 0):
                break
            value = (value - found[0] / found[1]).mid()
        middle = round(Fraction(*map(int, _parts(value))) / width) * width
        if abs(middle - near) > Fraction(1, 20):  # another branch: what is near decides
            middle = near
        low, high = middle - width, middle + width
        ends = [at_rest(layer, metric, ball(mass), ball(side)) for side in (low, high)]
    return Crossing(low, high, (ends[0], ends[1]))


def _parts(value: arb) -> tuple[Any, Any]:
    exact = value.fmpq()
    return exact.p, exact.q


def sensitivity(
    layer: Layer, metric: Metric, points: Sequence[tuple[Fraction, Fraction]], error: Fraction
) -> list[arb]:
    """Singular values of the condensates by h at the layers, log L and log lambda, descending.

    In errors; for the masses `points` with condensates next to the second entries.
    Raises ValueError where there is no such condensate.
    """
    fine = Fraction(1, 10**200)
    with ctx.workprec(BITS):
        rows = []
        for mass, near in points:
            where = crossing(layer, metric, mass, near, fine)
            if not where.ends[0] * where.ends[1] < 0:
                raise ValueError(
                    f"pi must change its sign at {float(near):.6g} GeV^3, but does not"
                )
            value, x = ball(where.low).union(ball(where.high)), arb_series([0, 1], prec=2)
            by = at_rest(layer, metric, ball(mass), value + x)[1]
            moves = (
                at_rest(layer, metric, ball(mass), value, {k: x})[1]
                for k in range(len(metric.friction) + 2)
            )
            rows.append([-move / by / ball(error) for move in moves])
        table = arb_mat(rows)
        values = acb_mat(table * table.transpose()).eig()
        found = sorted((v.real for v in values), key=lambda v: float(v.mid()), reverse=True)
        return [v.sqrt() for v in found]
