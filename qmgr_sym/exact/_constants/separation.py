"""Numbers built of rationals, roots and roots of unity: zero, or at least so far from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import lcm, prod

import sympy
from flint import arb
from sympy import Expr, Rational, S

from qmgr_sym.exact._points.point import NoValueError, Point

_MOST_BITS = 50_000


@dataclass(frozen=True)
class Bounds:
    """A number U / L with algebraic integers U, L: logarithms (base 2) of bounds on conjugates.

    Every conjugate of U is at most 2^top in size, every conjugate of L at most 2^bottom. `roots`
    maps each root taken to its degree over what stands below it, `order` is the order of the roots
    of unity involved.
    """

    top: float
    bottom: float
    roots: dict[object, int] = field(default_factory=dict)
    order: int = 1

    @property
    def degree(self) -> int:
        """A bound on the degree of the field that holds U and L."""
        return prod(self.roots.values()) * int(sympy.totient(self.order))


class NotAlgebraicError(Exception):
    """The number is not built of rationals, roots and roots of unity."""


def algebraic_is_zero(expr: Expr) -> bool | None:
    """Whether a number is zero, None where it is not algebraic or too large to decide.

    Formula: for an algebraic integer U != 0 of degree at most D, all of whose conjugates are at
    most u, the norm is at least 1, so |U| >= u^(1 - D); hence |U / L| >= u^(1 - D) / l.

    Source: Burnikel, Funke, Mehlhorn, Schirra, Schmitt, Algorithmica 55 (2009) 14.
    """
    try:
        bounds = bounds_of(expr)
    except NotAlgebraicError:
        return None
    bits = int((bounds.degree - 1) * bounds.top + bounds.bottom) + 2
    if bits > _MOST_BITS:
        return None
    prec = min(bits + 64, 128)
    smallest = arb(2) ** -bits
    while prec <= 2 * bits + 1024:
        size = _size(expr, prec)
        if size is None:
            return None
        if size > 0:
            return False
        if size < smallest:
            return True
        prec *= 2
    return None


def _size(expr: Expr, prec: int) -> arb | None:
    try:
        ball = Point(expr, 0, lambda _: False).evaluate(expr, prec)
    except NoValueError:
        return None
    return abs(ball) if ball.is_finite() else None


def bounds_of(expr: Expr) -> Bounds:
    """Bounds on a number.

    Raises:
        NotAlgebraicError: it is not built of rationals, roots and roots of unity.
    """
    if expr.is_Rational:
        return Bounds(_log2(expr.p), _log2(expr.q))
    if expr.is_Add:
        result = bounds_of(expr.args[0])
        for arg in expr.args[1:]:
            result = _sum(result, bounds_of(arg))
        return result
    if expr.is_Mul:
        result = bounds_of(expr.args[0])
        for arg in expr.args[1:]:
            result = _product(result, bounds_of(arg))
        return result
    angle = _angle(expr)
    if angle is not None:
        return Bounds(0, 0, {}, lcm(2 * int(angle.q)))
    if expr.is_Pow and expr.exp.is_Rational:
        return _power(expr)
    if isinstance(expr, sympy.cos | sympy.sin):
        angle = expr.args[0] / S.Pi
        if angle.is_Rational:
            return Bounds(1, 1, {}, lcm(4, 2 * int(angle.q)))
    if isinstance(expr, sympy.conjugate):
        return _conjugate(bounds_of(expr.args[0]))
    if isinstance(expr, sympy.Abs):
        inner = bounds_of(expr.args[0])
        square = _product(inner, _conjugate(inner))
        return _root(square, ("absolute value", expr), 2)
    if isinstance(expr, sympy.re | sympy.im):
        inner = bounds_of(expr.args[0])
        return _sum(_sum(inner, _conjugate(inner)), Bounds(0, 1, {}, 4))
    raise NotAlgebraicError


def _angle(expr: Expr) -> Rational | None:
    """r where the number is exp(i pi r)."""
    if expr is S.ImaginaryUnit:
        return S.Half
    if expr.is_Pow and expr.base is S.NegativeOne and expr.exp.is_Rational:
        return expr.exp
    if isinstance(expr, sympy.exp):
        angle = expr.args[0] / (S.ImaginaryUnit * S.Pi)
        return angle if angle.is_Rational else None
    return None


def _power(expr: Expr) -> Bounds:
    base = bounds_of(expr.base)
    order, count = int(expr.exp.q), int(expr.exp.p)
    root = base if order == 1 else _root(base, (expr.base, order), order)
    top, bottom = abs(count) * root.top, abs(count) * root.bottom
    if count < 0:
        top, bottom = bottom, top
    return Bounds(top, bottom, root.roots, root.order)


def _root(base: Bounds, key: object, order: int) -> Bounds:
    """(U / L)^(1/n) = (U L^(n-1))^(1/n) / L."""
    top = (base.top + (order - 1) * base.bottom) / order
    return Bounds(top, base.bottom, {**base.roots, key: order}, base.order)


def _conjugate(base: Bounds) -> Bounds:
    """The complex conjugate: the conjugate roots may be new numbers."""
    roots: dict[object, int] = {("conjugate", k): degree for k, degree in base.roots.items()}
    return Bounds(base.top, base.bottom, roots, base.order)


def _sum(a: Bounds, b: Bounds) -> Bounds:
    left, right = a.top + b.bottom, b.top + a.bottom
    top = max(left, right) + 1
    return Bounds(top, a.bottom + b.bottom, {**a.roots, **b.roots}, lcm(a.order, b.order))


def _product(a: Bounds, b: Bounds) -> Bounds:
    roots = {**a.roots, **b.roots}
    return Bounds(a.top + b.top, a.bottom + b.bottom, roots, lcm(a.order, b.order))


def _log2(value: int) -> float:
    return float(max(abs(int(value)).bit_length(), 0))
