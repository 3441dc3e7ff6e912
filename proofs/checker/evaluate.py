"""Evaluate a printed form on measured values: the only use the numeric arm makes of SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy import special
from sympy.core.basic import Basic
from sympy.core.expr import Expr
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean

from proofs.checker.quadrature import interval_rule, weighted_sum

_ROUNDING = 1e-12
_LOUD = 1e-9  # no rounding
_REAL = 1e-9  # an imaginary part below this share of the modulus counts as rounding
Array = NDArray[Any]
Pair = tuple[Array, Array]


class NotMeasuredError(ValueError):
    """The printed form contains something that the engine did not measure."""


class Whole(Protocol):
    """Whole expressions evaluated as they stand at the n points, by a numeric library.

    It has to evaluate and never to rewrite: what a mutant changes has to change the value.
    """

    def value(self, expr: Any) -> Pair:
        """Value and magnitude of `expr`, shapes (n,) or (n, rows, columns); NaN where unknown."""
        ...

    def order(self, relation: Any) -> Array:
        """The order to which an equality holds at each point, in its small parameter: (n,)."""
        ...


def _no_derivative(_: Array, symbol: sp.Symbol) -> Array:
    raise NotMeasuredError(f"a derivative with respect to {symbol} was not measured")


def _no_integral(_: Array, symbol: sp.Symbol) -> Array:
    raise NotMeasuredError(f"an integral over {symbol} was not measured")


def is_atom(expr: Basic) -> bool:
    """Whether an engine may measure `expr` as a whole: nothing that a mutant could break inside.

    Symbols, applied undefined functions, indexed objects, entries of matrix symbols, and
    derivatives, conjugates, real and imaginary parts of these.
    """
    if isinstance(expr, sp.Derivative | sp.conjugate | sp.re | sp.im | sp.Subs):
        return is_atom(expr.args[0])
    leaf = sp.Symbol | AppliedUndef | sp.Indexed | sp.matrices.expressions.matexpr.MatrixElement
    return isinstance(expr, leaf)


@dataclass(frozen=True)
class Measurement:
    """What an engine found at n points: values of the atoms of a printed form.

    `values` maps atoms (see `is_atom`) to arrays of shape (n,) or (n, *grid).
    `derivative(array, symbol)` and `integral(array, symbol)` act on the grid axis of `symbol`;
    an integral keeps its axis with length 1. An integral over a symbol that is not measured, from
    one value to another, is worked out from its integrand by quadrature. With `whole`, expressions
    are evaluated by it instead, as text claims are. `points` are the places along the grid axes, by
    symbol and in order, where they are known.

    Raises ValueError for a key that is no atom: a whole side that is measured would hide all that
    stands in it.
    """

    values: Mapping[Basic, Array]
    derivative: Callable[[Array, sp.Symbol], Array] = _no_derivative
    integral: Callable[[Array, sp.Symbol], Array] = _no_integral
    note: str = ""
    whole: Whole | None = None
    points: Mapping[sp.Symbol, Array] = field(default_factory=dict)
    _ndim: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        """Refuse whole expressions, and fix the number of axes every value is broadcast to."""
        wholes = [key for key in self.values if not is_atom(key)]
        if wholes:
            raise ValueError(
                "measured values must belong to symbols, functions, indexed objects or their "
                f"derivatives, but one belongs to {wholes[0]}"
            )
        ndim = max((np.ndim(v) for v in self.values.values()), default=1)
        object.__setattr__(self, "_ndim", max(1, ndim))

    @property
    def ndim(self) -> int:
        """Number of axes: one of points, and those of the grid."""
        return self._ndim

    def get(self, expr: Basic) -> Array | None:
        """The measured array of `expr`, with singleton grid axes where it has none."""
        value = self.values.get(expr)
        if value is None:
            return None
        array = np.asarray(value)
        return array.reshape(array.shape + (1,) * (self._ndim - array.ndim))


def checked(measured: Measurement, n: int) -> Measurement:
    """What an engine returned for n points, rebuilt from plain values.

    Raises TypeError for anything but a `Measurement`, and ValueError for values that belong to
    another number of points.
    """
    if type(measured) is not Measurement:
        raise TypeError(
            f"engine must return a Measurement, but returned a {type(measured).__name__}"
        )
    for key, value in measured.values.items():
        shape = np.shape(value)
        if shape and shape[0] not in (1, n):
            raise ValueError(
                f"measured values of {key} must belong to {n} points, but have shape {shape}"
            )
    return Measurement(
        dict(measured.values),
        measured.derivative,
        measured.integral,
        measured.note,
        measured.whole,
        dict(measured.points),
    )


def sizes(relation: Any, measured: Measurement, n: int) -> Array:
    """Size of the terms of both sides of a relation at each of n points: shape (n,)."""
    with np.errstate(all="ignore"):
        return _per_point(
            evaluate(relation.lhs, measured)[1] + evaluate(relation.rhs, measured)[1], n
        )


_FUNCTIONS: dict[Any, Callable[..., Array]] = {
    sp.exp: np.exp,
    sp.log: np.log,
    sp.sin: np.sin,
    sp.cos: np.cos,
    sp.tan: np.tan,
    sp.tanh: np.tanh,
    sp.sinh: np.sinh,
    sp.cosh: np.cosh,
    sp.atan: np.arctan,
    sp.asin: np.arcsin,
    sp.acos: np.arccos,
    sp.asinh: np.arcsinh,
    sp.acosh: np.arccosh,
    sp.atanh: np.arctanh,
    sp.cot: lambda x: 1 / np.tan(x),
    sp.sec: lambda x: 1 / np.cos(x),
    sp.csc: lambda x: 1 / np.sin(x),
    sp.coth: lambda x: 1 / np.tanh(x),
    sp.sech: lambda x: 1 / np.cosh(x),
    sp.csch: lambda x: 1 / np.sinh(x),
    sp.erf: special.erf,
    sp.erfc: special.erfc,
    sp.gamma: special.gamma,
    sp.loggamma: special.loggamma,
    sp.polygamma: special.polygamma,
    sp.factorial: special.factorial,
    sp.floor: np.floor,
    sp.ceiling: np.ceil,
    sp.arg: np.angle,
    sp.Heaviside: np.heaviside,
    sp.LambertW: special.lambertw,
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
    if measured.whole is not None:
        return measured.whole.value(expr)
    known = measured.get(expr)
    if known is not None:
        return known, np.abs(known)
    if _is_constant(expr):
        return _number(expr)
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
        return _integral(expr, measured)
    if isinstance(expr, sp.Max | sp.Min):
        arrays = [evaluate(a, measured)[0] for a in expr.args]
        extreme = np.maximum if isinstance(expr, sp.Max) else np.minimum
        value = arrays[0]
        for array in arrays[1:]:
            value = extreme(value, array)
        return value, np.abs(value)
    function = _FUNCTIONS.get(expr.func)
    if function is None:
        raise NotMeasuredError(f"{expr} was not measured")
    value = function(*(evaluate(argument, measured)[0] for argument in expr.args))
    return value, np.abs(value)


@lru_cache(maxsize=4096)
def _is_constant(expr: Expr) -> bool:
    """Whether `expr` is a number by itself; kept, for wrong forms share most of their parts."""
    return bool(expr.is_number) and not expr.has(sp.Integral, sp.Derivative, sp.Sum, sp.Product)


_complex = lru_cache(maxsize=4096)(complex)


def _number(expr: Expr) -> Pair:
    try:
        number = _complex(expr)
    except TypeError:
        raise NotMeasuredError(f"{expr} is a number without a value") from None
    value = np.asarray(number.real if number.imag == 0 else number)
    return value, np.abs(value)


def _integral(expr: sp.Integral, measured: Measurement) -> Pair:
    """Over the axis of a measured symbol, else by quadrature from one limit to the other."""
    inner, outer = expr.limits[0], expr.limits[1:]
    symbol = inner[0]
    if len(inner) == 3 and measured.get(symbol) is None and not _on_axis(expr, symbol, measured):
        value, magnitude = _quadrature(expr.function, inner, measured)
    else:
        value, magnitude = evaluate(expr.function, measured)
        value, magnitude = (measured.integral(a, symbol) for a in (value, magnitude))
        value = _orientation(inner, measured) * value
    for limit in outer:
        value, magnitude = (measured.integral(a, limit[0]) for a in (value, magnitude))
        value = _orientation(limit, measured) * value
    return value, np.abs(magnitude)


def _orientation(limit: Any, measured: Measurement) -> int:
    """-1 for an integral that is known to run downwards over the axis of a grid, else 1."""
    if len(limit) < 3:
        return 1
    try:
        low, high = (evaluate(end, measured)[0] for end in limit[-2:])
    except NotMeasuredError:
        return 1
    return -1 if len(limit) == 3 and np.all(low > high) else 1


def _on_axis(expr: sp.Integral, symbol: sp.Symbol, measured: Measurement) -> bool:
    """Whether `symbol` is a coordinate of the engine's grid: a measured field depends on it."""
    atoms = expr.function.atoms(AppliedUndef, sp.Indexed)
    return any(a.has(symbol) and measured.get(a) is not None for a in atoms)


def _quadrature(integrand: Expr, limit: Any, measured: Measurement) -> Pair:
    """The integral of `integrand` over a dummy, on one more axis behind the grid."""
    symbol, *ends = limit
    low, high = (np.asarray(evaluate(end, measured)[0])[..., None] for end in ends)
    nodes, weights = interval_rule(low, high)
    shape = (1,) * (measured.ndim - nodes.ndim + 1)
    wider = {key: np.asarray(value).reshape(
        np.shape(value) + (1,) * (measured.ndim - np.ndim(value) + 1)
    ) for key, value in measured.values.items()}  # fmt: skip
    if nodes.ndim <= measured.ndim:
        nodes, weights = nodes.reshape(shape + nodes.shape), weights.reshape(shape + weights.shape)
    value, magnitude = evaluate(integrand, Measurement({**wider, symbol: nodes}))
    with np.errstate(all="ignore"):
        size = np.where(weights == 0, 0.0, magnitude * np.abs(weights)).sum(-1)
    return weighted_sum(value, weights), size


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
    infinity where it is not a number, or comes back after it was gone.
    """
    if measured.whole is not None:
        return measured.whole.order(relation)
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
            back = errors[1:] > _LOUD * np.maximum(scale, floor)[1:]
            orders[i] = -np.inf if back.any() else np.inf
        else:
            places = np.flatnonzero(clear)[-3:]
            orders[i] = -np.polyfit(places, np.log2(errors[places]), 1)[0]
    return orders


def holds(
    statement: Boolean, measured: Measurement, n: int, tolerance: float, floor: float
) -> Array:
    """Truth of `statement` at each of n points, equalities up to `tolerance`: shape (n,).

    What is not a number, or an inequality between numbers that are not real, is not true, and
    neither is its negation; an implication whose premise is false is true.
    """
    return truth(statement, measured, n, tolerance, floor)[0]


def truth(
    statement: Boolean, measured: Measurement, n: int, tolerance: float, floor: float
) -> Pair:
    """Where `statement` is certainly true and where it is certainly false, shapes (n,).

    Neither where it has no value: Kleene's logic.
    """
    if statement in (sp.true, sp.false):
        yes = np.full(n, statement == sp.true)
        return yes, ~yes
    if isinstance(statement, sp.Eq | sp.Ne):
        error = relative_error(sp.Eq(*statement.args, evaluate=False), measured, n, floor)
        equal, known = error <= tolerance, np.isfinite(error)
        pair = known & equal, known & ~equal
        return pair if isinstance(statement, sp.Eq) else pair[::-1]
    if isinstance(statement, sp.core.relational.Relational):
        low, known = _order(statement, measured, n, tolerance, floor)
        return known & low, known & ~low
    pairs = [truth(a, measured, n, tolerance, floor) for a in statement.args]
    every, some = np.logical_and.reduce, np.logical_or.reduce
    holds, fails = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    match statement.func:
        case sp.And:
            return np.asarray(every(holds)), np.asarray(some(fails))
        case sp.Or:
            return np.asarray(some(holds)), np.asarray(every(fails))
        case sp.Not:
            return fails[0], holds[0]
        case sp.Implies:
            return fails[0] | holds[1], holds[0] & fails[1]
        case sp.Equivalent:
            return np.asarray(every(holds) | every(fails)), np.asarray(some(holds) & some(fails))
        case _:
            raise NotMeasuredError(
                f"{statement.func} is not a statement the numeric arm can evaluate"
            )


def _order(statement: Any, measured: Measurement, n: int, tolerance: float, floor: float) -> Pair:
    """Whether an inequality holds everywhere on the grid, and whether it has a value: shapes (n,).

    `<=` and `>=` allow `tolerance` of the magnitude. As in `relative_error`, a magnitude below
    `floor` counts as `floor`: rounding of what is zero breaks no `<=`.
    """
    strict = isinstance(statement, sp.StrictLessThan | sp.StrictGreaterThan)
    with np.errstate(all="ignore"):
        low, low_size = evaluate(statement.lts, measured)
        high, high_size = evaluate(statement.gts, measured)
        size = np.maximum(low_size + high_size, floor)
        real = _per_point(np.abs(np.imag(low)) + np.abs(np.imag(high)) - _REAL * size, n) <= 0
        gap = np.real(low) - np.real(high) - (0.0 if strict else tolerance) * size
        known = real & np.isfinite(_per_point(np.abs(gap), n))
        worst = _per_point(np.where(np.isnan(gap), np.inf, gap), n)
    return (worst < 0.0 if strict else worst <= 0.0), known
