"""The numeric arm of a text claim: its formulas evaluated at points of the stated ranges."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from flint import acb, acb_mat, arb
from numpy.random import Generator

from proofs.checker.claim import NumericArm
from proofs.checker.domain import Domain, Integer, Real, Sample
from proofs.checker.evaluate import Array, Measurement, Pair
from proofs.text_claims.entry import Entry
from proofs.text_claims.numeric.balls import (
    Ball,
    DivergesError,
    Environment,
    NoValueError,
    precision,
)
from proofs.text_claims.numeric.evaluate import Evaluator
from proofs.text_claims.numeric.geometry import curvature, euler
from qmgr_sym.unevaluated import CurvatureComponent, VariationalDerivative

TOLERANCE = 1e-9
POINTS = 4
_HUGE = 1e250  # the value of what diverges: equal to nothing
_TINY = 1e-14  # an error below this is none
_REASON = "a thousand times the rounding and the error that quadrature and sums show of themselves"
_METHOD = "evaluation of the formula as it is written, in ball arithmetic"
_SMALL = range(5, 10)  # the small parameter is 2 ** -k
_SERIES_BITS, _SERIES_GOAL = 512, 200
_GIVES_UP = (NoValueError, ArithmeticError, ValueError, TypeError, KeyError, AttributeError)
SECONDS = 10.0
"""Of processor time for one side of a relation at all points."""
_MORE = {CurvatureComponent: curvature, VariationalDerivative: euler}


def numeric_arm(entry: Entry, names: Mapping[str, Any], functions: Mapping[str, Any]) -> NumericArm:
    """The arm of an entry; `names` are its symbols by word, `functions` its unknown functions."""
    parameters: list[Real | Integer] = []
    for word, variable in entry.variables.items():
        low, high = float(variable.low), float(variable.high)
        if variable.sort == "bound" or word == entry.small:
            continue
        if variable.sort == "integer":
            parameters.append(Integer(word, int(low), int(high)))
        elif variable.sort == "complex":
            parameters += [Real(f"{word}_re", low, high), Real(f"{word}_im", low, high)]
        else:
            parameters.append(Real(word, low, high))

    def engine(sample: Sample, rng: Generator) -> Measurement:
        return _measured(entry, names, functions, sample, rng)

    return NumericArm(
        engine,
        Domain(tuple(parameters)),
        tolerance=TOLERANCE,
        reason=_REASON,
        method=_METHOD,
        samples=POINTS if parameters or functions else 1,
        examples=0,
        floor=1e-300,
    )


def _measured(
    entry: Entry,
    names: Mapping[str, Any],
    functions: Mapping[str, Any],
    sample: Sample,
    rng: Generator,
) -> Measurement:
    values: dict[Any, Array] = {}
    for word, variable in entry.variables.items():
        if variable.sort == "bound" or word == entry.small:
            continue
        if variable.sort == "complex":
            values[names[word]] = sample[f"{word}_re"] + 1j * sample[f"{word}_im"]
        else:
            values[names[word]] = np.asarray(sample[word])
    n = len(next(iter(values.values()))) if values else 1
    concrete = {applied.func: _drawn(len(applied.args), rng) for applied in functions.values()}
    small = None if entry.small is None else names[entry.small]
    places = [
        {symbol: acb(complex(column[i])) for symbol, column in values.items()} for i in range(n)
    ]
    return Measurement(values, whole=Points(Evaluator(concrete, _MORE), places, small))


def _drawn(count: int, rng: Generator) -> Any:
    """A smooth function of `count` numbers: a plane wave and an exponential, no polynomial."""
    slopes = rng.integers(20, 90, count) / 64
    phase, share = rng.integers(10, 60, 2) / 64

    def function(*arguments: Ball) -> Ball:
        along = sum((acb(float(s)) * x for s, x in zip(slopes, arguments, strict=True)), acb(phase))
        return acb(1.5) + along.sin() + acb(float(share)) * (along / 2).exp()

    return function


class Points:
    """Whole expressions at n points; values are kept, since sides come back in many mutants."""

    def __init__(
        self, evaluator: Evaluator, places: Sequence[Environment], small: Any = None
    ) -> None:
        """`places` are the points; `small` is the parameter of a series, 2^-7 elsewhere."""
        self._evaluator = evaluator
        self._small = small
        extra = {} if small is None else {small: acb(2) ** -7}
        self._places = [{**place, **extra} for place in places]
        self._kept: dict[Any, Pair] = {}

    def value(self, expr: Any) -> Pair:
        """Value and magnitude at each point; NaN where there is none to a useful accuracy."""
        if expr not in self._kept:
            self._kept[expr] = self._value(expr)
        return self._kept[expr]

    def _value(self, expr: Any) -> Pair:
        matrix = bool(getattr(expr, "is_Matrix", False))
        shape = tuple(map(int, expr.shape)) if matrix else ()
        values = np.full((len(self._places), *shape), np.nan, dtype=complex)
        sizes = np.full((len(self._places), *shape), np.nan)
        ends = time.process_time() + SECONDS
        with precision():
            try:
                node = self._evaluator.node(expr)
            except NoValueError:
                return values, sizes
            for i, place in enumerate(self._places):
                if time.process_time() > ends:
                    break
                try:
                    found = node(place)
                    if matrix:
                        values[i], sizes[i] = _entries(found, shape)
                    else:
                        size = float(self._evaluator.magnitude(expr, place).mid())
                        values[i], sizes[i] = _plain(found, size)
                except DivergesError:
                    values[i], sizes[i] = _HUGE, _HUGE
                except _GIVES_UP:
                    continue
        return values, sizes

    def order(self, relation: Any) -> Array:
        """The order in the small parameter: the slope of the error over halved values."""
        found = np.empty(len(self._places))
        with precision(_SERIES_BITS, _SERIES_GOAL):
            for i, place in enumerate(self._places):
                try:
                    left, right = (self._evaluator.node(side) for side in relation.args)
                    found[i] = self._slope(left, right, place)
                except _GIVES_UP:
                    found[i] = np.nan
        return found

    def _slope(self, left: Any, right: Any, place: Environment) -> float:
        errors: list[float | None] = []
        for k in _SMALL:
            here = {**place, self._small: acb(2) ** -k}
            gap = left(here) - right(here)
            if not gap.is_finite():
                raise NoValueError("a side is not finite")
            size = abs(gap)
            if size.mid() <= 4 * size.rad():  # nothing but rounding
                errors.append(None)
            else:
                errors.append(float(size.mid().log() / arb.const_log2()))
        clear = [e for e in errors if e is not None]
        if len(clear) < 3:
            return np.inf if not clear else np.nan
        slopes = [a - b for a, b in pairwise(clear)]
        return float(2 * slopes[-1] - slopes[-2])  # the next term of the error is halved too


def _plain(found: Ball, size: float) -> tuple[complex, float]:
    """Value and magnitude, the error taken up into the magnitude; NaN where the error is large."""
    if not found.is_finite():
        raise NoValueError("a value is not finite")
    value = complex(float(found.real.mid()), float(found.imag.mid()))
    error = float(found.rad())
    if error > max(_TINY, TOLERANCE * max(abs(value), size)):
        raise NoValueError("a value is not known to a useful accuracy")
    return value, max(size, abs(value)) + error / TOLERANCE


def _entries(found: acb_mat, shape: tuple[int, ...]) -> tuple[Array, Array]:
    rows, columns = shape
    pairs = [[_plain(found[i, j], 0.0) for j in range(columns)] for i in range(rows)]
    values = np.array([[value for value, _ in row] for row in pairs])
    sizes = np.array([[size for _, size in row] for row in pairs])
    return values, np.full_like(sizes, sizes.max())
