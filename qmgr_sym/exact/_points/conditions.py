"""Relations and functions that jump, decided where the balls are far enough apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy
from flint import acb, arb
from sympy import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

if TYPE_CHECKING:
    from qmgr_sym.exact._points.point import Point

NOWHERE = acb(arb.nan())


def step_ball(point: Point, expr: Expr) -> acb | None:
    """The value of a piecewise constant or piecewise defined function, None for other kinds."""
    make = _STEPS.get(expr.func)
    return None if make is None else make(point, expr)


def _real(point: Point, expr: Expr) -> arb:
    """A value that is certainly real, else nan."""
    ball = point.ball(expr)
    return ball.real if ball.imag.is_zero() or expr.is_extended_real else arb.nan()


def _sign(point: Point, expr: Expr) -> acb:
    ball = point.ball(expr.args[0])
    if ball.is_zero():
        return acb(0)
    return NOWHERE if ball.contains(0) else ball / acb(abs(ball))


def _extreme(point: Point, expr: Expr) -> acb:
    values = [_real(point, arg) for arg in expr.args]
    best = values[0]
    for value in values[1:]:
        best = best.max(value) if isinstance(expr, sympy.Max) else best.min(value)
    return acb(best)


def _floor(point: Point, expr: Expr) -> acb:
    value = _real(point, expr.args[0])
    if isinstance(expr, sympy.ceiling):
        return acb(value.ceil())
    return acb(value - value.floor() if isinstance(expr, sympy.frac) else value.floor())


def _modulo(point: Point, expr: Expr) -> acb:
    top, bottom = (_real(point, arg) for arg in expr.args)
    return acb(top - bottom * (top / bottom).floor())


def _heaviside(point: Point, expr: Expr) -> acb:
    value = _real(point, expr.args[0])
    if value.is_zero():
        return point.ball(expr.args[1])
    if value.contains(0) or not value.is_finite():
        return NOWHERE
    return acb(1 if value > 0 else 0)


def _delta(point: Point, expr: Expr) -> acb:
    equal = _equal(point, expr.args[0], expr.args[1])
    return NOWHERE if equal is None or len(expr.args) > 2 else acb(int(equal))


def _piecewise(point: Point, expr: Expr) -> acb:
    for value, condition in expr.args:
        truth = _truth(point, condition)
        if truth is None:
            break
        if truth:
            return point.ball(value)
    return NOWHERE


def _truth(point: Point, condition: Boolean) -> bool | None:
    if condition in (sympy.true, sympy.false):
        return bool(condition)
    if isinstance(condition, sympy.Not):
        inner = _truth(point, condition.args[0])
        return None if inner is None else not inner
    if isinstance(condition, sympy.And | sympy.Or):
        parts = [_truth(point, arg) for arg in condition.args]
        if None in parts:
            return None
        return all(parts) if isinstance(condition, sympy.And) else any(parts)
    if not isinstance(condition, Relational):
        return None
    if isinstance(condition, sympy.Eq | sympy.Ne):
        equal = _equal(point, condition.lhs, condition.rhs)
        return None if equal is None else equal == isinstance(condition, sympy.Eq)
    gap = _real(point, condition.lhs) - _real(point, condition.rhs)
    if not gap.is_finite() or (gap.contains(0) and not gap.is_zero()):
        return None
    if gap.is_zero():
        return isinstance(condition, sympy.Ge | sympy.Le)
    return bool(gap > 0) == isinstance(condition, sympy.Gt | sympy.Ge)


def _equal(point: Point, left: Expr, right: Expr) -> bool | None:
    gap = point.ball(left) - point.ball(right)
    if gap.is_zero():
        return True
    if not gap.is_finite():
        return None
    if not gap.contains(0):
        return False
    return True if point.same(left - right) else None


_STEPS = {
    sympy.sign: _sign,
    sympy.Max: _extreme,
    sympy.Min: _extreme,
    sympy.floor: _floor,
    sympy.ceiling: _floor,
    sympy.frac: _floor,
    sympy.Mod: _modulo,
    sympy.Heaviside: _heaviside,
    sympy.KroneckerDelta: _delta,
    sympy.Piecewise: _piecewise,
}
