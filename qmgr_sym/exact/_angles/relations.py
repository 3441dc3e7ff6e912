"""Pairs of inverse functions whose sum or difference is a multiple of pi/2."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from flint import acb, arb
from sympy import Expr, Rational, pi

from qmgr_sym.exact._points.point import NoValueError, Point

_INVERSES = (sympy.asin, sympy.acos, sympy.atan, sympy.acot, sympy.arg, sympy.atan2)
_BITS = 80
_MOST = 8


def one_of_each_pair(expr: Expr, vanishes: Callable[[Expr], bool]) -> Expr:
    """Replace atan(1/x) by pi/2 - atan(x) for x > 0, and the like, wherever that is proved.

    The multiple of pi/2 is read off at one point; `vanishes` must then prove the relation.
    """
    nodes = sorted(expr.atoms(*_INVERSES), key=sympy.default_sort_key)
    if not 1 < len(nodes) <= _MOST:
        return expr
    rules: dict[Expr, Expr] = {}
    for k, node in enumerate(nodes):
        for earlier in nodes[:k]:
            value = _through(node, earlier, vanishes)
            if value is not None and earlier not in rules:
                rules[node] = value
                break
    return expr.xreplace(rules)


def _through(node: Expr, other: Expr, vanishes: Callable[[Expr], bool]) -> Expr | None:
    for sign in (1, -1):
        turns = _half_turns(node - sign * other)
        if turns is not None:
            value = sign * other + turns * pi
            if vanishes(node - value):
                return value
    return None


def _half_turns(expr: Expr) -> Rational | None:
    """The value at one point in units of pi, where that is a multiple of 1/2."""
    try:
        ball = Point(expr, 0, lambda _: False).evaluate(expr, _BITS)
    except NoValueError:
        return None
    twice = 2 * ball / acb(arb.pi())
    found = twice.unique_fmpz() if twice.is_finite() else None
    return None if found is None else Rational(int(found), 2)
