"""Exact expansion in a small parameter: Taylor coefficients and orders of vanishing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import sympy
from sympy import Dummy, Expr, Integer, S, Symbol
from sympy.core.function import AppliedUndef

from qmgr_sym.exact._jets import carry_out
from qmgr_sym.exact._laurent import (
    Laurent,
    NeedsMoreTermsError,
    NotAnalyticError,
    composed,
    exponential,
    plus,
    power,
    times,
    vanishes,
)
from qmgr_sym.exact.zero import ZeroTest, zero_test

_ATTEMPTS = 5
_SMOOTH = (
    sympy.log,
    sympy.sin,
    sympy.cos,
    sympy.tan,
    sympy.cot,
    sympy.sec,
    sympy.csc,
    sympy.sinh,
    sympy.cosh,
    sympy.tanh,
    sympy.coth,
    sympy.sech,
    sympy.csch,
    sympy.asin,
    sympy.acos,
    sympy.atan,
    sympy.asinh,
    sympy.acosh,
    sympy.atanh,
    sympy.erf,
    sympy.erfc,
    sympy.gamma,
    sympy.loggamma,
)
# Functions with a branch cut along the negative axis, and with cuts outside the unit disk.
_CUT = (sympy.log, sympy.loggamma)
_DISK = (sympy.asin, sympy.acos, sympy.atan, sympy.asinh, sympy.acosh, sympy.atanh)
_UNDEFINED = (sympy.zoo, sympy.nan, sympy.oo, S.NegativeInfinity)


@dataclass(frozen=True)
class LeadingOrder:
    """The first order that does not vanish, or None where all orders up to the limit vanish."""

    order: int | None
    coefficient: Expr
    detail: str


def series_coefficients(expr: Expr, eps: Symbol, n: int) -> tuple[Expr, ...]:
    """Taylor coefficients (c_0, ..., c_n) of `expr` = sum_k c_k eps^k at eps = 0, exactly.

    Computed by arithmetic of truncated series, from the leaves up: rational functions (removable
    poles included), powers with any exponent of a base that does not vanish at eps = 0,
    exponentials (so sums of Gaussians), logarithms, trigonometric, hyperbolic and their inverse
    functions, erf, gamma, finite or symbolic sums whose limits do not hold eps, and unknown
    functions of arguments with eps, whose derivatives appear. Other symbols are generic: a
    coefficient may diverge at special values of them, and bases and arguments are taken to lie off
    branch cuts unless their assumptions say that they are negative. Coefficients are not
    simplified; `zero_test` decides them.

    Raises:
        TypeError: `eps` is not a symbol.
        ValueError: `n` is negative, or `expr` is not analytic at eps = 0 (a `NotAnalyticError`:
            a pole, a root or logarithm of what vanishes there, |eps|, a point on a branch cut),
            or cannot be expanded.

    Examples:
        >>> from sympy import Symbol, exp, sqrt
        >>> e = Symbol("e", real=True)
        >>> series_coefficients(exp(e) / sqrt(1 - 2 * e), e, 2)
        (1, 2, 3)
        >>> series_coefficients((exp(e) - 1) / e, e, 2)
        (1, 1/2, 1/6)
    """
    if not isinstance(eps, Symbol):
        raise TypeError(f"`eps` must be a symbol, but was {type(eps).__name__}")
    if n < 0:
        raise ValueError(f"`n` must not be negative, but was {n}")
    work = carry_out(expr)
    count = n + 1
    for _ in range(_ATTEMPTS):
        try:
            found = _expand(work, eps, count)
        except NeedsMoreTermsError:
            count = 2 * count + 1
            continue
        if found.end > n:
            for order in range(found.low, 0):
                if not vanishes(found.coefficient(order)):
                    raise NotAnalyticError(
                        f"`expr` must be analytic at {eps} = 0, but has a pole of order {-order}"
                    )
            return tuple(found.coefficient(order) for order in range(n + 1))
        count += n + 1 - found.end
    raise NotAnalyticError(
        f"every divisor in `expr` must not vanish identically in {eps}, but one seems to"
    )


def leading_order(expr: Expr, eps: Symbol, limit: int) -> LeadingOrder:
    """The first order k <= `limit` whose Taylor coefficient at eps = 0 is not zero.

    Each coefficient is decided by `zero_test`.

    Raises:
        TypeError, ValueError: as `series_coefficients`; ValueError where a coefficient that comes
            before the leading one is undecided.

    Examples:
        >>> from sympy import Symbol, cos
        >>> e = Symbol("e", real=True)
        >>> leading_order(cos(e) - 1, e, 4).order
        2
    """
    for k, term in enumerate(series_coefficients(expr, eps, limit)):
        answer = zero_test(term)
        if answer.outcome == "undecided":
            raise ValueError(f"the coefficient of order {k} must be decided, but {answer.detail}")
        if answer.outcome == "nonzero":
            return LeadingOrder(k, term, answer.detail)
    return LeadingOrder(None, S.Zero, f"every coefficient up to order {limit} is zero")


def is_of_order(expr: Expr, eps: Symbol, n: int) -> ZeroTest:
    """Decide whether `expr` = O(eps^n) at eps = 0: whether orders 0, ..., n - 1 vanish.

    Used for printed equalities up to an order: `is_of_order(left - right, eps, 2)`.

    Returns:
        A `ZeroTest`: "zero" where all vanish, "nonzero" with the witness of the first that does
        not, "undecided" where one before that is undecided.

    Raises:
        TypeError, ValueError: as `series_coefficients`.
    """
    if n < 1:
        raise ValueError(f"`n` must be a positive order, but was {n}")
    for k, term in enumerate(series_coefficients(expr, eps, n - 1)):
        answer = zero_test(term)
        if answer.outcome != "zero":
            detail = f"the coefficient of order {k}: {answer.detail}"
            return ZeroTest(answer.outcome, answer.method, detail, answer.witness)
    detail = f"the coefficients of orders 0 to {n - 1} vanish"
    return ZeroTest("zero", "exact series and zero test", detail)


def _expand(expr: Expr, eps: Symbol, count: int) -> Laurent:
    again = partial(_expand, eps=eps, count=count)
    zeros = (S.Zero,) * (count - 1)
    if not expr.has(eps):
        return Laurent(0, (expr, *zeros))
    if expr == eps:
        return Laurent(1, (S.One, *zeros))
    if expr.is_Add:
        return plus([again(arg) for arg in expr.args])
    if expr.is_Mul:
        result = again(expr.args[0])
        for arg in expr.args[1:]:
            result = times(result, again(arg))
        return result
    if isinstance(expr, sympy.exp):
        return _exp(again(expr.args[0]), expr, eps)
    if expr.is_Pow:
        return _power(expr, eps, count)
    if isinstance(expr, _SMOOTH):
        return _function(expr, eps, again(expr.args[0]))
    if isinstance(expr, sympy.Abs):
        return _absolute(expr, eps, again(expr.args[0]))
    if isinstance(expr, AppliedUndef | sympy.Derivative | sympy.Subs):
        return _by_differentiation(expr, eps, count)
    if isinstance(expr, sympy.Sum) and not any(limit.has(eps) for limit in expr.limits):
        inner = again(expr.function)
        return Laurent(inner.low, tuple(sympy.Sum(c, *expr.limits) for c in inner.terms))
    raise NotAnalyticError(
        f"`expr` must be built of analytic functions of {eps}, but holds {type(expr).__name__}"
    )


def _power(expr: Expr, eps: Symbol, count: int) -> Laurent:
    base, exponent = expr.as_base_exp()
    if not exponent.has(eps):
        series = _expand(base, eps, count)
        if not exponent.is_Integer:
            _off_the_cut(_regular(series.stripped(), expr, eps), expr, eps)
        return power(series, exponent)
    logarithm = _expand(sympy.log(base), eps, count)
    return _exp(times(_expand(exponent, eps, count), logarithm), expr, eps)


def _exp(argument: Laurent, expr: Expr, eps: Symbol) -> Laurent:
    argument = _regular(argument, expr, eps)
    return exponential(argument, sympy.exp(argument.coefficient(0)))


def _function(expr: Expr, eps: Symbol, argument: Laurent) -> Laurent:
    argument = _regular(argument, expr, eps)
    start = argument.coefficient(0)
    if isinstance(expr, _CUT):
        if vanishes(start):
            raise _singular(expr, eps)
        _off_the_cut(argument, expr, eps)
    if isinstance(expr, _DISK) and start.is_number and (abs(start) < 1) is not sympy.true:
        _along_the_axis(argument, expr, eps)
    variable = Dummy("z")
    derivative = expr.func(variable)
    values = []
    for _ in range(argument.end):
        value = derivative.subs(variable, start)
        if value.has(*_UNDEFINED):
            raise _singular(expr, eps)
        values.append(value)
        derivative = derivative.diff(variable)
    return composed(argument, values)


def _absolute(expr: Expr, eps: Symbol, argument: Laurent) -> Laurent:
    """|f| of a real f that does not vanish is f or -f."""
    argument = _regular(argument, expr, eps)
    _along_the_axis(argument, expr, eps)
    start = argument.terms[0]
    if start.is_positive:
        return argument
    if start.is_negative:
        return Laurent(0, tuple(-term for term in argument.terms))
    raise NotAnalyticError(
        f"`expr` must be analytic at {eps} = 0, but the sign in {expr} is not known there"
    )


def _by_differentiation(expr: Expr, eps: Symbol, count: int) -> Laurent:
    inside = [arg for node in expr.atoms(AppliedUndef) for arg in node.args]
    if isinstance(expr, sympy.Subs):
        inside += expr.point
    for argument in inside:
        _regular(_expand(argument, eps, count), expr, eps)
    terms = []
    for k in range(count):
        value = carry_out(expr.subs(eps, 0).doit())
        if value.has(*_UNDEFINED):
            raise _singular(expr, eps)
        terms.append(value / sympy.factorial(Integer(k)))
        expr = expr.diff(eps)
    return Laurent(0, tuple(terms))


def _regular(argument: Laurent, expr: Expr, eps: Symbol) -> Laurent:
    """The argument without its vanishing negative orders."""
    for order in range(argument.low, 0):
        if not vanishes(argument.coefficient(order)):
            raise _singular(expr, eps)
    if argument.end <= 0:
        raise NeedsMoreTermsError
    return Laurent(0, tuple(argument.coefficient(k) for k in range(argument.end)))


def _off_the_cut(argument: Laurent, expr: Expr, eps: Symbol) -> None:
    """Raise where the argument starts on the negative axis and may leave it sideways."""
    if argument.terms[0].is_negative:
        _along_the_axis(argument, expr, eps)


def _along_the_axis(argument: Laurent, expr: Expr, eps: Symbol) -> None:
    """Raise unless the argument is real for real values of the parameter."""
    if eps.is_real and all(term.is_real for term in argument.terms):
        return
    raise NotAnalyticError(
        f"`expr` must be analytic at {eps} = 0, but {expr} may start on a branch cut there"
    )


def _singular(expr: Expr, eps: Symbol) -> NotAnalyticError:
    return NotAnalyticError(f"`expr` must be analytic at {eps} = 0, but {expr} is singular there")
