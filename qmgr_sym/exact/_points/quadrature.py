"""Integrals of holomorphic functions in ball arithmetic."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from flint import acb, arb
from sympy import Expr, Integral, Symbol

_ENTIRE = {
    sympy.exp: "exp",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.erf: "erf",
    sympy.erfc: "erfc",
}
# These have poles, at which balls are not finite.
_MEROMORPHIC = {
    sympy.tan: "tan",
    sympy.cot: "cot",
    sympy.sec: "sec",
    sympy.csc: "csc",
    sympy.tanh: "tanh",
    sympy.coth: "coth",
    sympy.sech: "sech",
    sympy.csch: "csch",
    sympy.gamma: "gamma",
}
_BITS = 50
_EVALUATIONS = 3000
# Ends of the range that stands for an infinite one: x = sinh(t), or x = a + exp(t - exp(-t)).
_LINE = (-45, 45)
_RAY = (-6, 45)

Values = Callable[[Expr], acb]


def finite_integral(integral: Integral, values: Values) -> acb | None:
    """A rigorous enclosure of an integral over a finite real range, None for other integrals.

    `values` gives the balls of what does not depend on the variable of integration.
    """
    symbol, ends = _range(integral)
    if symbol is None or any(end.is_infinite for end in ends):
        return None
    low, high = (values(end) for end in ends)
    if not (low.imag.is_zero() and high.imag.is_zero()):
        return None
    return _integrated(integral.function, symbol, values, low, high, lambda t: (t, acb(1)))


def infinite_integral(integral: Integral, values: Values) -> acb | None:
    """An integral over an infinite range without its tails: to compare with, not to prove."""
    symbol, ends = _range(integral)
    if symbol is None or not any(end.is_infinite for end in ends):
        return None
    low, high = ends
    if low.is_infinite and high.is_infinite:
        return _integrated(
            integral.function, symbol, values, *_LINE, lambda t: (t.sinh(), t.cosh())
        )
    start = values(high if low.is_infinite else low)
    sign = -1 if low.is_infinite else 1

    def ray(t: acb) -> tuple[acb, acb]:
        step = (t - (-t).exp()).exp()
        return start + sign * step, step * (1 + (-t).exp())

    return _integrated(integral.function, symbol, values, *_RAY, ray)


def _range(integral: Integral) -> tuple[Symbol | None, tuple[Expr, ...]]:
    if len(integral.limits) != 1 or len(integral.limits[0]) != 3:
        return None, ()
    symbol, *ends = integral.limits[0]
    return symbol, tuple(ends)


def _integrated(
    inside: Expr,
    symbol: Symbol,
    values: Values,
    low: acb | int,
    high: acb | int,
    path: Callable[[acb], tuple[acb, acb]],
) -> acb | None:
    if not _is_known(inside, symbol):
        return None
    raised: list[BaseException] = []

    def integrand(t: acb, analytic: bool) -> acb:
        # What is raised here must not pass through the C code of the integrator.
        try:
            place, speed = path(t)
            return _holomorphic(inside, symbol, place, analytic, values) * speed
        except BaseException as error:
            raised.append(error)
            return acb(arb.nan())

    tolerance = arb(2) ** -_BITS
    result = acb.integral(
        integrand,
        acb(low),
        acb(high),
        rel_tol=tolerance,
        abs_tol=tolerance,
        eval_limit=_EVALUATIONS,
    )
    if raised:
        raise raised[0]
    return result


def _is_known(expr: Expr, symbol: Symbol) -> bool:
    """Whether the integrand is built of functions whose domains of holomorphy are known."""
    if expr == symbol or not expr.has(symbol):
        return True
    built = expr.is_Add or expr.is_Mul or expr.is_Pow or isinstance(expr, sympy.log)
    known = built or expr.func in _ENTIRE or expr.func in _MEROMORPHIC
    return known and all(_is_known(arg, symbol) for arg in expr.args)


def _holomorphic(expr: Expr, symbol: Symbol, z: acb, analytic: bool, values: Values) -> acb:
    """The value of the integrand; not finite where `analytic` is asked for and a cut is near."""

    def again(part: Expr) -> acb:
        return _holomorphic(part, symbol, z, analytic, values)

    if expr == symbol:
        return z
    if not expr.has(symbol):
        return values(expr)
    if expr.is_Add:
        total = acb(0)
        for arg in expr.args:
            total += again(arg)
        return total
    if expr.is_Mul:
        product = acb(1)
        for arg in expr.args:
            product *= again(arg)
        return product
    if expr.is_Pow:
        base, exponent = again(expr.base), expr.exp
        if exponent.is_Integer:
            return base ** int(exponent)
        if exponent == sympy.S.Half:
            return base.sqrt(analytic=analytic)
        return base.pow(again(exponent), analytic=analytic)
    if isinstance(expr, sympy.log):
        return again(expr.args[0]).log(analytic=analytic)
    name = _ENTIRE.get(expr.func) or _MEROMORPHIC[expr.func]
    return getattr(again(expr.args[0]), name)()
