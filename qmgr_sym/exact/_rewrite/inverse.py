"""Inverse functions through logarithms, on SymPy's branches and cuts."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr, I, S, sqrt

Logarithm = Callable[[Expr], Expr]


def through_logarithms(expr: Expr, log: Logarithm = sympy.log) -> Expr:
    """Write inverse trigonometric and hyperbolic functions through logarithms.

    Formula: atan(x) = (i/2) (log(1 - i x) - log(1 + i x)), asin(x) = -i log(i x + sqrt(1 - x^2)),
    acos(x) = pi/2 - asin(x), atanh(x) = (log(1 + x) - log(1 - x)) / 2,
    asinh(x) = log(x + sqrt(x^2 + 1)), acosh(x) = log(x + sqrt(x - 1) sqrt(x + 1)), the others
    through these at 1/x.
    """
    kinds = tuple(_INVERSES)
    if not expr.has(*kinds):
        return expr
    return expr.replace(lambda node: isinstance(node, kinds), lambda node: _written(node, log))


def _written(node: Expr, log: Logarithm) -> Expr:
    result = _INVERSES[node.func](log, *node.args)
    return node if result is None else result


def _asin(log: Logarithm, x: Expr) -> Expr:
    return -I * log(I * x + sqrt(1 - x**2))


def _acos(log: Logarithm, x: Expr) -> Expr:
    return S.Pi / 2 - _asin(log, x)


def _atan(log: Logarithm, x: Expr) -> Expr:
    return I / 2 * (log(1 - I * x) - log(1 + I * x))


def _asinh(log: Logarithm, x: Expr) -> Expr:
    return log(x + sqrt(x**2 + 1))


def _acosh(log: Logarithm, x: Expr) -> Expr:
    return log(x + sqrt(x - 1) * sqrt(x + 1))


def _atanh(log: Logarithm, x: Expr) -> Expr:
    return (log(1 + x) - log(1 - x)) / 2


def _acot(log: Logarithm, x: Expr) -> Expr | None:
    return _atan(log, 1 / x) if x.is_zero is False else None


def _acoth(log: Logarithm, x: Expr) -> Expr | None:
    return _atanh(log, 1 / x) if x.is_zero is False else None


def _atan2(log: Logarithm, y: Expr, x: Expr) -> Expr | None:
    if not (x.is_real and y.is_real):
        return None
    return -I * (log(x + I * y) - log(sqrt(x**2 + y**2)))


_INVERSES: dict[type, Callable[..., Expr | None]] = {
    sympy.asin: _asin,
    sympy.acos: _acos,
    sympy.atan: _atan,
    sympy.asinh: _asinh,
    sympy.acosh: _acosh,
    sympy.atanh: _atanh,
    sympy.acot: _acot,
    sympy.acoth: _acoth,
    sympy.asec: lambda log, x: _acos(log, 1 / x),
    sympy.acsc: lambda log, x: _asin(log, 1 / x),
    sympy.asech: lambda log, x: _acosh(log, 1 / x),
    sympy.acsch: lambda log, x: _asinh(log, 1 / x),
    sympy.atan2: _atan2,
}
