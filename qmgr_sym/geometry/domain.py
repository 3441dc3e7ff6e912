"""Where a metric lives: ranges of coordinates and parameters, and what is positive there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sympy
from sympy import Expr, S, Symbol

Range = tuple[Expr | None, Expr | None]


@dataclass(frozen=True)
class Domain:
    """An open set, and equations that functions satisfy on it.

    Attributes:
        ranges: lower and upper end of a symbol, None where there is none.
        positive: expressions that are positive there.
        rules: derivatives of unknown functions and what they are, such as d_x r(x) = 1 - 1/r(x) or
            d_x^2 U(x, y) = -d_y^2 U(x, y); one rule for each function and derivative. The
            function and its other derivatives at a point are free: rules must be integrable.
    """

    ranges: Mapping[Symbol, Range] = field(default_factory=dict)
    positive: tuple[Expr, ...] = ()
    rules: tuple[tuple[Expr, Expr], ...] = ()


EVERYWHERE = Domain()


def domain_of(
    ranges: Mapping[Symbol, Range],
    positive: Iterable[Expr] = (),
    rules: Iterable[tuple[Expr, Expr]] = (),
) -> Domain:
    """The domain with these ranges, and with what follows from them.

    For low < x < high these are x - low and high - x; x or -x where an end has that sign; and
    sin(x) and cos(x) where the range lies in one of their half-periods.

    Raises:
        ValueError: a range is empty.
    """
    found: dict[Expr, None] = {}
    for symbol, (low, high) in ranges.items():
        if low is not None and high is not None and not (high - low).is_positive:
            raise ValueError(f"the range of {symbol} must not be empty, but is {low}..{high}")
        for gap in (None if low is None else symbol - low, None if high is None else high - symbol):
            if gap is not None:
                found[gap] = None
        if low is not None and low.is_nonnegative:
            found[symbol] = None
        if high is not None and high.is_nonpositive:
            found[-symbol] = None
        if low is not None and high is not None:
            for function, start in ((sympy.sin, S.Zero), (sympy.cos, -sympy.pi / 2)):
                place = sympy.floor((low - start) / sympy.pi)
                if place.is_Integer and (start + (place + 1) * sympy.pi - high).is_nonnegative:
                    found[(1 if place % 2 == 0 else -1) * function(symbol)] = None
    for expr in positive:
        found[expr] = None
    return Domain(dict(ranges), tuple(found), tuple(rules))
