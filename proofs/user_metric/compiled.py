"""Expressions of a user's file as functions of arrays.

Parameters and unknown functions enter as numbers, never by substitution: SymPy would carry out
``2**n`` at once when ``n`` becomes a huge integer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray
from sympy import Dummy, Expr, Symbol

Array = NDArray[Any]
Metric = Callable[[ArrayLike], Array]


def metric_function(
    components: Sequence[Sequence[Expr]],
    coordinates: Sequence[Symbol],
    parameters: Sequence[Symbol] = (),
    values: Sequence[float] = (),
    functions: Sequence[Expr] = (),
    definitions: Sequence[Expr] = (),
) -> Metric:
    """The metric as a function ``x : (..., n) -> g : (..., n, n)``, float64 or complex128.

    ``values`` are numbers for ``parameters``, ``definitions`` expressions in coordinates and
    parameters for the unknown ``functions``.  Common subexpressions are computed once.  The
    function is analytic in x where the metric is, so that complex steps differentiate it; where
    the metric is not finite, neither is the result.
    """
    size = len(coordinates)
    places = [(i, j) for i in range(size) for j in range(i, size)]
    stand_ins = {function: Dummy(f"f{i}") for i, function in enumerate(functions)}
    entries = [components[i][j].xreplace(stand_ins) for i, j in places]
    base = (*coordinates, *parameters)
    inner = _lambdified(base, list(definitions))
    outer = _lambdified((*base, *stand_ins.values()), entries)

    def metric(x: ArrayLike) -> Array:
        points = np.asarray(x)
        points = points.astype(np.complex128 if points.dtype.kind == "c" else np.float64)
        arguments = [*np.moveaxis(points, -1, 0), *map(float, values)]
        result = np.empty((*points.shape, size), dtype=points.dtype)
        with np.errstate(all="ignore"):
            known = inner(*arguments)
            for (i, j), entry in zip(places, outer(*arguments, *known), strict=True):
                result[..., i, j] = result[..., j, i] = entry
        return result

    return metric


def _lambdified(arguments: Sequence[Symbol], entries: list[Expr]) -> Callable[..., Any]:
    function: Callable[..., Any] = sympy.lambdify(
        tuple(arguments), entries, modules="numpy", cse=True, dummify=True
    )
    return function
