"""Integrals from one real limit to another by double-exponential quadrature.

Source: H. Takahasi, M. Mori, Publ. RIMS 9, 721 (1974).  The nodes of level k are those of level
k - 1 and as many between; the difference of two levels estimates the error of the coarser one, and
what is kept is the finer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from flint import acb, arb, ctx

from proofs.text_claims.numeric.balls import Ball, DivergesError, NoValueError, goal, widened

LEVELS = 8
_PATIENCE = 5  # from here on a level has to be better than the one before
FIRST = 3
_RISING = 6
Integrand = Callable[[Ball], Ball]


def integral(integrand: Integrand, low: Ball, high: Ball) -> Ball:
    """int_low^high of `integrand`; a limit is a real ball, or +oo or -oo.

    The radius of the result holds the difference of the last two levels.  NoValueError where that
    is no small part of the value.
    """
    if low.real > high.real:
        return -integral(integrand, high, low)
    a, b = low.real, high.real
    finite_a, finite_b = a.is_finite(), b.is_finite()
    if finite_a and finite_b:
        if (b - a).is_zero():
            return acb(0)
        return _summed(integrand, lambda k: _tanh_sinh(ctx.prec, k), a, (b - a) / 2, "finite")
    if finite_a:
        return _summed(integrand, lambda k: _exp_sinh(ctx.prec, k), a, arb(1), "up")
    if finite_b:
        return _summed(integrand, lambda k: _exp_sinh(ctx.prec, k), b, arb(-1), "down")
    return _summed(integrand, lambda k: _sinh_sinh(ctx.prec, k), arb(0), arb(1), "line")


def _summed(
    integrand: Integrand, nodes: Callable[[int], Any], start: Any, scale: Any, way: str
) -> Ball:
    total, before = acb(0), None
    small = arb(2) ** (-goal())
    weight = abs(scale)
    error: Any = None
    worst: Any = arb("inf")
    for level in range(LEVELS + 1):
        total = total / 2 + _level(integrand, nodes(level), level, start, scale, way) * weight
        if level >= FIRST and before is not None:
            error = abs(total - before)
            if not error.is_finite():
                raise NoValueError("an integrand is not finite")
            if level > _PATIENCE and error.mid() > 0.3 * worst and error.mid() > 1e-6 * abs(total):
                break
            worst = error.mid()
            if error.mid() <= abs(total).mid() * small or error.mid() <= small * small:
                return widened(total, error.mid() * arb(2) ** -8)
        before = total
    if not error.mid() <= 1e-4 * abs(total).mid():
        raise NoValueError("an integral does not converge to a useful accuracy")
    return widened(total, error.mid())


def _level(integrand: Integrand, nodes: Any, level: int, start: Any, scale: Any, way: str) -> Ball:
    """The sum over the nodes that are new on a level, with the tails cut where they are spent.

    On a finite interval a node is given by its distance from the nearer end.
    """
    total = acb(0)
    peak = 0.0
    for side in nodes:
        quiet = 0
        last: list[float] = []
        for distance, sign, weight in side:
            if way == "finite":
                x = start + scale * distance if sign < 0 else start + scale * (2 - distance)
            else:
                x = start + scale * distance
            try:
                value = integrand(acb(x)) * weight
            except (ZeroDivisionError, ValueError):
                value = acb(arb("nan"))
            if not value.is_finite():
                quiet += 4
                if quiet > 12:
                    break
                continue
            total += value
            height = _height(value)
            last = [*last[-(_RISING - 1) :], float(value.real.mid())]
            peak = max(peak, height)
            quiet = quiet + 1 if height <= peak * 2.0 ** (-goal() - 20) else 0
            if quiet >= 3 + 2 * len(side) // 100:
                break
        if level <= FIRST and _grows(last):
            raise DivergesError("an integral diverges")
    return total


def _height(value: Ball) -> float:
    try:
        height = float(abs(value).mid())
    except OverflowError:
        height = math.inf
    if math.isinf(height):
        raise DivergesError("an integral diverges")
    return height


def _grows(last: list[float]) -> bool:
    """Whether the terms towards an end keep their sign and grow by more than a thousand."""
    rising = all(a / b < 1 if b else False for a, b in pairwise(last)) and last[:1] != [0.0]
    return (
        len(last) == _RISING
        and rising
        and min(last) * max(last) > 0
        and (abs(last[-1]) > 1e3 * abs(last[0]))
    )


Side = list[tuple[Any, int, Any]]


@lru_cache(maxsize=64)
def _tanh_sinh(bits: int, level: int) -> tuple[Side, Side]:
    """Nodes on (-1, 1) by the distance from the end -1 or +1, from the middle outwards."""
    h = arb(1) / 2**level
    pi = arb.pi()
    low: Side = []
    high: Side = []
    for j in _new(level):
        t = h * j
        u = pi / 2 * t.sinh()
        weight = h * (pi / 2) * t.cosh() / u.cosh() ** 2
        if weight < arb(2) ** (-bits - 10):
            break
        distance = 2 / ((2 * u).exp() + 1)  # 1 - tanh(u)
        high.append((distance, 1, weight))
        if j:
            low.append((distance, -1, weight))
    return high, low


@lru_cache(maxsize=64)
def _exp_sinh(bits: int, level: int) -> tuple[Side, Side]:
    """Nodes on (0, oo), away from the one at t = 0 in both directions."""
    h = arb(1) / 2**level
    sides: tuple[Side, Side] = ([], [])
    for side, sign in zip(sides, (1, -1), strict=True):
        for j in _new(level):
            if sign < 0 and j == 0:
                continue
            t = sign * h * j
            u = arb.pi() / 2 * t.sinh()
            x = u.exp()
            if not arb(2) ** (-4 * bits) < x < arb(2) ** (4 * bits):
                break
            side.append((x, 1, h * arb.pi() / 2 * t.cosh() * x))
    return sides


@lru_cache(maxsize=64)
def _sinh_sinh(bits: int, level: int) -> tuple[Side, Side]:
    """Nodes on the line."""
    h = arb(1) / 2**level
    sides: tuple[Side, Side] = ([], [])
    for side, sign in zip(sides, (1, -1), strict=True):
        for j in _new(level):
            if sign < 0 and j == 0:
                continue
            t = sign * h * j
            u = arb.pi() / 2 * t.sinh()
            x = u.sinh()
            if abs(x) > arb(2) ** (2 * bits):
                break
            side.append((x, 1, h * arb.pi() / 2 * t.cosh() * u.cosh()))
    return sides


def _new(level: int) -> range:
    """Multiples of the step that no coarser level has."""
    return range(0, 8 * 2**level) if level == 0 else range(1, 8 * 2**level, 2)
