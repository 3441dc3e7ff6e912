"""Derivatives and integrals of measured values, as a `Measurement` needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypedDict

import numpy as np
import sympy as sp

from proofs.checker.evaluate import Array, NotMeasuredError


class Calculus(TypedDict):
    """Keyword arguments of a `Measurement`: what acts along the axes of its values, and these."""

    derivative: Callable[[Array, sp.Symbol], Array]
    integral: Callable[[Array, sp.Symbol], Array]
    points: Mapping[sp.Symbol, Array]


class Line(Protocol):
    """What `numerics.calculus.Nodes` offers: values along one axis differentiated and integrated.

    The engines choose the points; the checker only passes values on to them.
    """

    @property
    def points(self) -> Array:
        """Places along the line, (m,) or (n, m)."""
        ...

    def differentiate(self, values: Any, axis: int = -1) -> Array:
        """Derivative along ``axis``, of the same shape."""
        ...

    def integrate(self, values: Any, axis: int = -1, *, keepdims: bool = False) -> Array:
        """Integral along ``axis``."""
        ...


class Periodic(Protocol):
    """What `numerics.grid.Grid` offers: a line for each of its axes."""

    @property
    def dimension(self) -> int:
        """Number of axes."""
        ...

    def nodes(self, axis: int) -> Any:
        """The points along one axis."""
        ...


def on_nodes(lines: Mapping[sp.Symbol, Line]) -> Calculus:
    """Derivative and integral on a grid, the product of the given lines.

    lines : symbol -> points along it (`periodic_nodes`, `chebyshev_nodes`, `gauss_nodes` and
    `spline_nodes` of `numerics.calculus`), in the order of the axes of the values: these have shape
    (n, *grid), with axis 1 for the first symbol, axis 2 for the second and so on; further axes may
    follow. An axis of length 1, or an axis that is missing at the end, means a value that does not
    depend on that symbol. An integral keeps its axis with length 1.

    Both raise NotMeasuredError for a symbol that has no line.

        ck.Measurement(values, **ck.on_nodes({q: periodic_nodes(2 * pi, 48),
                                              t: chebyshev_nodes(0.0, 0.5, 16)}))
    """
    axes = {symbol: axis for axis, symbol in enumerate(lines, 1)}

    def derivative(array: Array, symbol: sp.Symbol) -> Array:
        axis = _axis(symbol, axes, "a derivative with respect to")
        return lines[symbol].differentiate(_with_axis(array, axis), axis)

    def integral(array: Array, symbol: sp.Symbol) -> Array:
        axis = _axis(symbol, axes, "an integral over")
        return lines[symbol].integrate(_with_axis(array, axis), axis, keepdims=True)

    points = {symbol: np.asarray(line.points) for symbol, line in lines.items()}
    return Calculus(derivative=derivative, integral=integral, points=points)


def periodic(grid: Periodic, symbols: Sequence[sp.Symbol]) -> Calculus:
    """Spectral derivatives and the trapezoid rule on a periodic grid, one symbol for each axis.

    grid : a `numerics.grid.Grid`.

        ck.Measurement({p(1): density, F(1): energy}, **ck.periodic(LINE, q(1)))

    Raises ValueError unless there are as many symbols as axes.
    """
    if len(symbols) != grid.dimension:
        raise ValueError(
            f"`symbols` must be {grid.dimension}, one for each axis of the grid, but they are "
            f"{len(symbols)}"
        )
    return on_nodes({symbol: grid.nodes(axis) for axis, symbol in enumerate(symbols)})


def _axis(symbol: sp.Symbol, axes: Mapping[sp.Symbol, int], what: str) -> int:
    if symbol not in axes:
        raise NotMeasuredError(f"{what} {symbol} was not measured")
    return axes[symbol]


def _with_axis(array: Array, axis: int) -> Array:
    """`array` with axes of length 1 appended until it has `axis`."""
    shape = np.shape(array)
    return np.reshape(array, shape + (1,) * (axis + 1 - len(shape)))
