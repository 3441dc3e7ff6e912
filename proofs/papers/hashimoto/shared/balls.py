"""Layers of the slides' network in ball arithmetic: what it says of a metric is certain."""

from collections.abc import Sequence
from fractions import Fraction

from flint import arb, fmpq

Rational = Fraction | int
HALVINGS = 9


def ball(value: Rational) -> arb:
    """A rational number as a ball."""
    part = Fraction(value)
    return arb(fmpq(part.numerator, part.denominator))


def through(
    friction: Sequence[arb], start: tuple[arb, arb], force: tuple[Rational, arb], step: Rational
) -> tuple[arb, arb]:
    """(phi, pi) behind all layers; force = (m^2, lambda): ``dV/dphi = m^2 phi + lambda phi^3``."""
    (phi, pi), (square, coupling), width = start, (ball(force[0]), force[1]), ball(step)
    for h in friction:
        push = h * pi - square * phi - coupling * phi**3
        phi, pi = phi + width * pi, pi - width * push
    return phi, pi


def at_rest(
    friction: Sequence[Rational],
    inverse_radius: Rational,
    coupling: Rational,
    mass: Rational,
    condensate: Rational,
) -> arb:
    """pi at eta = 0 for a mass (GeV), a condensate (GeV^3) and 1/L in GeV; layers from eta = 1."""
    radius, lam, root = 1 / ball(inverse_radius), ball(coupling), arb(3).sqrt()
    alpha = root * ball(mass) * radius / (2 * arb.pi())
    beta = arb.pi() * ball(condensate) * radius**3 / root
    one, three = (-arb(1)).exp(), (-arb(3)).exp()
    phi = alpha * one + beta * three - lam * alpha**3 * three / 2
    pi = -alpha * one - 3 * beta * three + lam * alpha**3 * three
    layers = [ball(h) for h in friction]
    return through(layers, (phi, pi), (-3, lam), Fraction(-1, len(layers)))[1]


def condensate_between(
    friction: Sequence[Rational],
    inverse_radius: Rational,
    coupling: Rational,
    mass: Rational,
    low: Fraction,
    high: Fraction,
) -> tuple[Fraction, Fraction]:
    """Bounds of a condensate that comes to rest, by bisection of [low, high].

    Raises ValueError where the signs of pi at low and high are not certainly opposite.
    """

    def side(value: Fraction) -> int:
        end = at_rest(friction, inverse_radius, coupling, mass, value)
        return 1 if end > 0 else -1 if end < 0 else 0

    first, last = side(low), side(high)
    if first * last != -1:
        raise ValueError(
            f"pi must change its sign from {float(low):.6g} to {float(high):.6g} GeV^3, but has "
            f"signs {first} and {last}"
        )
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        here = side(middle)
        if here == first:
            low = middle
        elif here == last:
            high = middle
        else:
            break
    return low, high
