"""Evaluate a printed form on measured values: the only use the numeric arm makes of SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from sympy.core.basic import Basic
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

_ROUNDING = 1e-12
Array = NDArray[Any]
Pair = tuple[Array, Array]


class NotMeasuredError(ValueError):
    """The printed form contains something that the engine did not measure."""


def _no_derivative(_: Array, symbol: sp.Symbol) -> Array:
    raise NotMeasuredError(f"a derivative with respect to {symbol} was not measured")


def _no_integral(_: Array, symbol: sp.Symbol) -> Array:
    raise NotMeasuredError(f"an integral over {symbol} was not measured")


@dataclass(frozen=True)
class Measurement:
    """What an engine found at n points: values of the atoms of a printed form.

    `values` maps symbols, applied functions and whole subexpressions (a Derivative, an Integral)
    to arrays of shape (n,) or (n, *grid). A subexpression that is measured is never taken apart.
    `derivative(array, symbol)` and `integral(array, symbol)` act on the grid axis of `symbol`;
    an integral keeps its axis with length 1.
    """

    values: Mapping[Basic, Array]
    derivative: Callable[[Array, sp.Symbol], Array] = _no_derivative
    integral: Callable[[Array, sp.Symbol], Array] = _no_integral
    note: str = ""
    _ndim: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        """Fix the number of axes every value is broadcast to."""
        ndim = max((np.ndim(v) for v in self.values.values()), default=1)
        object.__setattr__(self, "_ndim", max(1, ndim))

    def get(self, expr: Basic) -> Array | None:
        """The measured array of `expr`, with singleton grid axes where it has none."""
        value = self.values.get(expr)
        if value is None:
            return None
        array = np.asarray(value)
        return array.reshape(array.shape + (1,) * (self._ndim - array.ndim))


_FUNCTIONS: dict[Any, Callable[[Array], Array]] = {
    sp.exp: np.exp,
    sp.log: np.log,
    sp.sin: np.sin,
    sp.cos: np.cos,
    sp.tan: np.tan,
    sp.tanh: np.tanh,
    sp.sinh: np.sinh,
    sp.cosh: np.cosh,
    sp.atan: np.arctan,
    sp.Abs: np.abs,
    sp.sign: np.sign,
    sp.conjugate: np.conj,
    sp.re: np.real,
    sp.im: np.imag,
}


def evaluate(expr: Expr, measured: Measurement) -> Pair:
    """Value of `expr` and its magnitude: the same with every sum taken over absolute values.

    The magnitude is the scale against which cancellation is judged, so that a form that should
    vanish is compared with the size of its terms.

    Raises NotMeasuredError for an atom that the engine did not measure.
    """
    known = measured.get(expr)
    if known is not None:
        return known, np.abs(known)
    if expr.is_number and not expr.has(sp.Integral, sp.Derivative):
        number: Any = complex(expr)
        number = np.asarray(number.real if number.imag == 0 else number)
        return number, np.abs(number)
    if isinstance(expr, sp.Add):
        pairs = [evaluate(a, measured) for a in expr.args]
        return _total([v for v, _ in pairs], 0.0), _total([m for _, m in pairs], 0.0)
    if isinstance(expr, sp.Mul):
        pairs = [evaluate(a, measured) for a in expr.args]
        value, magnitude = pairs[0]
        for v, m in pairs[1:]:
            value, magnitude = value * v, magnitude * m
        return value, magnitude
    if isinstance(expr, sp.Pow):
        return _power(expr, measured)
    if isinstance(expr, sp.Derivative):
        value, _ = evaluate(expr.expr, measured)
        for symbol, times in expr.variable_count:
            for _ in range(int(times)):
                value = measured.derivative(value, symbol)
        return value, np.abs(value)
    if isinstance(expr, sp.Integral):
        value, magnitude = evaluate(expr.function, measured)
        for limit in expr.limits:
            value = measured.integral(value, limit[0])
            magnitude = measured.integral(magnitude, limit[0])
        return value, np.abs(magnitude)
    if isinstance(expr, sp.Max):
        arrays = [evaluate(a, measured)[0] for a in expr.args]
        value = arrays[0]
        for array in arrays[1:]:
            value = np.maximum(value, array)
        return value, np.abs(value)
    function = _FUNCTIONS.get(expr.func)
    if function is None:
        raise NotMeasuredError(f"{expr} was not measured")
    value = function(evaluate(expr.args[0], measured)[0])
    return value, np.abs(value)


def _power(expr: sp.Pow, measured: Measurement) -> Pair:
    base, magnitude = evaluate(expr.base, measured)
    exponent, _ = evaluate(expr.exp, measured)
    value = base**exponent
    if expr.exp.is_Integer and expr.exp.is_positive:
        return value, magnitude**exponent
    return value, np.abs(value)


def _total(arrays: list[Array], start: float) -> Array:
    total: Array = np.asarray(start)
    for array in arrays:
        total = total + array
    return total


def _per_point(array: Array, n: int) -> Array:
    """Largest entry of each of the n points of an array (n, *grid)."""
    full = np.broadcast_to(
        array, np.broadcast_shapes(np.shape(array), (n,) + (1,) * (np.ndim(array) - 1))
    )
    largest: Array = full.reshape(n, -1).max(axis=1)
    return largest


def relative_error(relation: sp.Eq, measured: Measurement, n: int, floor: float) -> Array:
    """Error of an equality at each of n points: sup |lhs - rhs| / max(sup magnitude, floor).

    Shape (n,); infinite where a side is not a number.
    """
    with np.errstate(all="ignore"):
        left, left_size = evaluate(relation.lhs, measured)
        right, right_size = evaluate(relation.rhs, measured)
        gap = _per_point(np.abs(left - right), n)
        scale = _per_point(left_size + right_size, n)
        error = gap / np.maximum(scale, floor)
    return np.where(np.isfinite(error), error, np.inf)


def measured_order(relation: sp.Eq, measured: Measurement, n: int, floor: float) -> Array:
    """Order of an equality in a parameter that is halved along the last axis: shape (n,).

    The slope of log2 of the error over the three smallest values that stand clear of rounding
    (1e-12 of the size of the terms); infinite where the error is nothing but rounding, minus
    infinity where it is not a number.
    """
    with np.errstate(all="ignore"):
        left, left_size = evaluate(relation.lhs, measured)
        right, right_size = evaluate(relation.rhs, measured)
        gap, size = np.broadcast_arrays(np.abs(left - right), left_size + right_size)
    steps = gap.shape[-1]
    gap = np.broadcast_to(gap, (n, *gap.shape[1:])).reshape(n, -1, steps).max(axis=1)
    size = np.broadcast_to(size, (n, *size.shape[1:])).reshape(n, -1, steps).max(axis=1)
    orders = np.empty(n)
    for i, (errors, scale) in enumerate(zip(gap, size, strict=True)):
        clear = errors > _ROUNDING * np.maximum(scale, floor)
        if not np.isfinite(errors).all():
            orders[i] = -np.inf
        elif clear.sum() < 2:
            orders[i] = np.inf
        else:
            places = np.flatnonzero(clear)[-3:]
            orders[i] = -np.polyfit(places, np.log2(errors[places]), 1)[0]
    return orders


def holds(
    statement: Boolean, measured: Measurement, n: int, tolerance: float, floor: float
) -> Array:
    """Truth of `statement` at each of n points, equalities up to `tolerance`: shape (n,)."""
    if statement in (sp.true, sp.false):
        return np.full(n, statement is sp.true)
    if isinstance(statement, sp.Eq):
        return relative_error(statement, measured, n, floor) <= tolerance
    if isinstance(statement, sp.Ne):
        equal = sp.Eq(*statement.args, evaluate=False)
        return relative_error(equal, measured, n, floor) > tolerance
    if isinstance(statement, sp.core.relational.Relational):
        return _order(statement, measured, n, tolerance, floor)
    parts = [holds(a, measured, n, tolerance, floor) for a in statement.args]
    match statement.func:
        case sp.And:
            return np.asarray(np.logical_and.reduce(parts))
        case sp.Or:
            return np.asarray(np.logical_or.reduce(parts))
        case sp.Not:
            return np.logical_not(parts[0])
        case sp.Implies:
            return ~parts[0] | parts[1]
        case sp.Equivalent:
            return np.asarray(parts[0] == parts[1])
    raise NotMeasuredError(f"{statement.func} is not a statement the numeric arm can evaluate")


def _order(statement: Any, measured: Measurement, n: int, tolerance: float, floor: float) -> Array:
    """An inequality, everywhere on the grid; `<=` and `>=` allow `tolerance` of the magnitude.

    As in `relative_error`, a magnitude below `floor` counts as `floor`: rounding of what is zero
    breaks no `<=`.
    """
    with np.errstate(all="ignore"):
        low, low_size = evaluate(statement.lts, measured)
        high, high_size = evaluate(statement.gts, measured)
        slack = (
            0.0 if isinstance(statement, sp.StrictLessThan | sp.StrictGreaterThan) else tolerance
        )
        gap = low - high - slack * np.maximum(low_size + high_size, floor)
        gap = np.where(np.isnan(gap), np.inf, gap)
        worst = _per_point(gap, n)
    return worst < 0.0 if slack == 0.0 else worst <= 0.0
