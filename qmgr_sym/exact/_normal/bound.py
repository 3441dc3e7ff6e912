"""Integrals and sums that stay as they are: opaque, but linear and additive in their limits.

Their bound symbols are canonical (see `_rewrite.bound`), so that equal ones have equal keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr, Integral, Limit, Product, S, Sum
from sympy.concrete.expr_with_limits import ExprWithLimits

from qmgr_sym.exact._normal.fraction import Fraction
from qmgr_sym.exact._undefined import is_undefined

if TYPE_CHECKING:
    from qmgr_sym.exact._normal.reducer import Reducer

_FARTHEST = 50
_INFINITE = (S.Infinity, S.NegativeInfinity)


def is_bound(expr: Expr) -> bool:
    """Whether an expression binds a symbol."""
    return isinstance(expr, ExprWithLimits | Limit)


def bound_value(reducer: Reducer, expr: Expr) -> Fraction:
    """An integral or sum from a to b as P(b) - P(a), anything else as one generator.

    Formula: P is linear in what stands under the integral, and every identity between values of
    P follows from linearity and from additivity in the limits, wherever the integrals converge.
    """
    if isinstance(expr, Integral | Sum) and len(expr.limits) == 1 and len(expr.limits[0]) == 3:
        index, low, high = expr.limits[0]
        if isinstance(expr, Integral) and all(end.is_extended_real for end in (low, high)):
            return _difference(reducer, expr.func, expr.function, index, low, high)
        if isinstance(expr, Sum) and all(end.is_integer or end in _INFINITE for end in (low, high)):
            return _difference(reducer, expr.func, expr.function, index, low - 1, high)
    key = ("bound", expr.func, *(_end(reducer, arg) for arg in _flat(expr)))
    return reducer.poly(reducer.ring.generator(key, None))


def _difference(
    reducer: Reducer, func: type, inside: Expr, index: Expr, low: Expr, high: Expr
) -> Fraction:
    ring = reducer.ring
    upper = _primitive(reducer, func, inside, index, high)
    lower = _primitive(reducer, func, inside, index, low)
    return ring.add([upper, ring.mul(ring.constant(-1), lower)])


def _primitive(reducer: Reducer, func: type, inside: Expr, index: Expr, end: Expr) -> Fraction:
    """P at one end; for a sum P(n + c) = P(n) + f(n + 1) + ... + f(n + c)."""
    ring = reducer.ring
    terms: list[Expr] = []
    if func is Sum and end not in _INFINITE:
        shift, start = end.as_coeff_Add()
        steps = _steps(inside, index, start, int(shift)) if shift.is_Integer else None
        if steps is not None:
            terms, end = steps, start
    key = ("primitive", func, reducer.key(inside), index, _end(reducer, end))
    primitive = reducer.poly(ring.generator(key, None))
    return ring.add([primitive, *(reducer.fraction(term) for term in terms)])


def _steps(inside: Expr, index: Expr, start: Expr, shift: int) -> list[Expr] | None:
    """The terms between two ends that differ by an integer; None where one is undefined."""
    if abs(shift) > _FARTHEST:
        return None
    if shift >= 0:
        terms = [inside.subs(index, start + k) for k in range(1, shift + 1)]
    else:
        terms = [-inside.subs(index, start - k) for k in range(-shift)]
    return None if any(is_undefined(term) for term in terms) else terms


def _end(reducer: Reducer, arg: object) -> object:
    return arg if arg in _INFINITE else reducer.key(arg)


def _flat(expr: Expr) -> list[object]:
    if isinstance(expr, Limit):
        return list(expr.args)
    pieces: list[object] = [expr.function]
    for limit in expr.limits:
        pieces += [len(limit), *limit]
    return pieces


BINDERS = (Integral, Sum, Product, Limit)
