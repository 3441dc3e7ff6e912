"""Variation of a Lagrangian density by the metric: all components, or the free functions only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sympy import (
    Dummy,
    Expr,
    Function,
    ImmutableDenseMatrix,
    Matrix,
    Rational,
    S,
    Symbol,
    sqrt,
    zeros,
)

from qmgr_sym.exact.zero import zero_test
from qmgr_sym.variation._fields import check_coords, check_field, prepared
from qmgr_sym.variation.first_variation import first_variation

By = Literal["metric", "inverse"]
Component = tuple[int, int]
Flux = tuple[Expr, ...]


@dataclass(frozen=True)
class MetricFields:
    """What a Lagrangian density is built from: g_ab, g^ab, sqrt|g| and the coordinates."""

    metric: ImmutableDenseMatrix
    inverse: ImmutableDenseMatrix
    volume: Expr
    coords: tuple[Symbol, ...]


@dataclass(frozen=True)
class MetricVariation:
    """delta L = sum_ab `euler[a, b]` * delta g_ab + divergence, or the same with delta g^ab.

    by : "metric" for delta g_ab, "inverse" for delta g^ab; euler : symmetric, 0 where a component
    was not varied, not simplified; variations : delta of each component (a, b), a <= b, as unknown
    functions; flux : its boundary term for each of these components, empty unless asked for.
    """

    by: By
    euler: ImmutableDenseMatrix
    variations: dict[Component, Expr]
    flux: dict[Component, Flux]


@dataclass(frozen=True)
class FreeVariation:
    """delta L = sum_k `euler[k]` * `variations[k]` + div `flux`; flux is None unless asked for."""

    functions: tuple[Expr, ...]
    euler: tuple[Expr, ...]
    variations: tuple[Expr, ...]
    flux: Flux | None


Lagrangian = Callable[[MetricFields], Expr]


def metric_fields(
    metric: Matrix, coords: Sequence[Symbol], *, volume: Expr | None = None
) -> MetricFields:
    """The metric with its inverse and volume element.

    Args:
        metric: a symmetric SymPy matrix g_ab in the coordinates.
        coords: as many coordinates as rows.
        volume: sqrt|g|; sqrt(-det g) unless given.

    Raises:
        TypeError: `coords` are not symbols.
        ValueError: the metric is not square, not symmetric, singular or of another size than
            `coords`.
    """
    check_coords(coords)
    rows, columns = metric.shape
    if rows != columns or rows != len(coords):
        raise ValueError(
            f"`metric` must be {len(coords)} x {len(coords)}, one row for each coordinate, "
            f"but was {rows} x {columns}"
        )
    for a in range(rows):
        for b in range(a):
            if zero_test(metric[a, b] - metric[b, a]).outcome != "zero":
                raise ValueError(
                    f"`metric` must be symmetric, but entries {(b, a)} and {(a, b)} "
                    f"are {metric[b, a]} and {metric[a, b]}"
                )
    det = metric.det(method="berkowitz")
    if zero_test(det).outcome == "zero":
        raise ValueError("`metric` must be invertible, but its determinant is 0")
    inverse = metric.adjugate() / det
    fixed = ImmutableDenseMatrix(metric)
    return MetricFields(
        fixed,
        ImmutableDenseMatrix(inverse.applyfunc(lambda entry: entry.cancel())),
        sqrt(-det) if volume is None else volume,
        tuple(coords),
    )


def vary_metric(
    lagrangian: Lagrangian,
    fields: MetricFields,
    *,
    by: By = "metric",
    components: Sequence[Component] | None = None,
    flux: bool = False,
) -> MetricVariation:
    """Euler-Lagrange expressions of all metric components at a concrete metric.

    The variation is unconstrained: g_ab + s h_ab with arbitrary functions h_ab is put into the
    Lagrangian before the derivative d/ds at s = 0 is taken, so components that are constant at
    the given metric are varied too. Along the way g^ab and sqrt|g| are replaced by their first
    order in s, g^ab - s h^ab and sqrt|g| (1 + s h^a_a / 2), which leaves this derivative the same.

    Args:
        lagrangian: the density, sqrt|g| included, as a function of `MetricFields`. It must be
            built from metric, inverse, volume and their derivatives alone; constraint terms with
            Lagrange multipliers may be part of it.
        fields: from `metric_fields`.
        by: "metric" or "inverse": E^ab with delta g_ab, or E_ab with delta g^ab.
        components: pairs (a, b); all unless given.
        flux: whether to return the boundary terms.

    Raises:
        ValueError: `by` is unknown or a component is out of range.

    Source: the variations of Vanchurin (8.10) and (8.12).
    """
    if by not in ("metric", "inverse"):
        raise ValueError(f"`by` must be 'metric' or 'inverse', but was {by!r}")
    n = len(fields.coords)
    every = [(a, b) for a in range(n) for b in range(a, n)]
    chosen = every if components is None else [(min(p), max(p)) for p in components]
    euler = zeros(n, n)
    variations: dict[Component, Expr] = {}
    fluxes: dict[Component, Flux] = {}
    for a, b in dict.fromkeys(chosen):
        if not 0 <= a <= b < n:
            raise ValueError(f"a component must be a pair of indices below {n}, but was {(a, b)}")
        eta = Function(f"h_{a}{b}", real=True)(*fields.coords)
        density = _linear_part(lagrangian, fields, by, (a, b), eta)
        split = first_variation(density, (eta,), fields.coords, (eta,))
        weight = S.One if a == b else Rational(1, 2)
        euler[a, b] = euler[b, a] = weight * split.euler[0]
        variations[a, b] = eta
        if flux:
            fluxes[a, b] = split.flux
    return MetricVariation(by, ImmutableDenseMatrix(euler), variations, fluxes)


def vary_free(
    density: Expr, functions: Sequence[Expr], coords: Sequence[Symbol], *, flux: bool = False
) -> FreeVariation:
    """Euler-Lagrange expressions of the free functions of a gauge-fixed metric.

    The density is that of the gauge-fixed metric, in terms of its unknown functions; only these
    are varied, so equations that belong to the fixed components are not among the results.

    Args:
        density: the density, sqrt|g| included.
        functions: applied unknown functions such as a(t).
        coords: coordinates that are integrated over.
        flux: whether to return the boundary term.

    Raises:
        TypeError, ValueError: as `first_variation`.
    """
    for function in functions:
        check_field(function)
    etas = [
        Function(f"delta_{function.func.__name__}", real=True)(*function.args)
        for function in functions
    ]
    split = first_variation(density, functions, coords, etas)
    return FreeVariation(
        tuple(functions), split.euler, split.variations, split.flux if flux else None
    )


def _linear_part(
    lagrangian: Lagrangian, fields: MetricFields, by: By, place: Component, eta: Expr
) -> Expr:
    """d/ds of the density at s = 0, linear in the variation `eta` of one component."""
    n = len(fields.coords)
    shape = zeros(n, n)
    shape[place] = shape[place[::-1]] = S.One
    down, up = fields.metric, fields.inverse
    if by == "metric":
        change, change_up = eta * shape, -eta * up * shape * up
    else:
        change, change_up = -eta * down * shape * down, eta * shape
    trace = (up * change).trace()
    s = Dummy("s")
    moved = MetricFields(
        ImmutableDenseMatrix(down + s * change),
        ImmutableDenseMatrix(up + s * change_up),
        fields.volume * (1 + s * trace / 2),
        fields.coords,
    )
    return prepared(lagrangian(moved)).diff(s).subs(s, 0)
