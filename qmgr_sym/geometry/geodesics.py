"""Geodesic equations in an affine parameter and in coordinate time."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Eq, Expr, Function, S, Symbol

from qmgr_sym.geometry.metric import Metric


def affine_acceleration(metric: Metric, velocities: Sequence[Expr]) -> tuple[Expr, ...]:
    """d^2 x^mu / d tau^2 = -Gamma^mu_{alpha beta} u^alpha u^beta for u = dx/dtau; Vanchurin (7.8).

    Args:
        metric: the metric.
        velocities: n expressions u^mu, usually symbols.

    Raises:
        ValueError: there are not as many velocities as coordinates.
    """
    _check_count(metric, velocities)
    return tuple(
        Add(*(-term for term in _quadratic(metric, mu, velocities)))
        for mu in range(metric.dimension)
    )


def coordinate_acceleration(
    metric: Metric, velocities: Sequence[Expr], time: int = 0
) -> tuple[Expr, ...]:
    """d^2 x^mu / dt^2 = (Gamma^0_{alpha beta} v^mu - Gamma^mu_{alpha beta}) v^alpha v^beta.

    Here v^mu = dx^mu/dt with v^0 = 1; Vanchurin (7.7). The component of time itself is 0.

    Args:
        metric: the metric.
        velocities: n - 1 expressions v^a for the coordinates other than time, in their order.
        time: the position of the coordinate t.

    Raises:
        ValueError: there is not one velocity for each other coordinate, or `time` is out of range.
    """
    n = metric.dimension
    if not 0 <= time < n:
        raise ValueError(f"`time` must be between 0 and {n - 1}, but was {time}")
    if len(velocities) != n - 1:
        raise ValueError(
            f"`velocities` must have {n - 1} entries, one for each coordinate other than "
            f"{metric.coordinates[time]}, but had {len(velocities)}"
        )
    flow = [*velocities[:time], S.One, *velocities[time:]]
    clock = _quadratic(metric, time, flow)
    found = []
    for mu in range(n):
        if mu == time:
            found.append(S.Zero)
            continue
        parts = [term * flow[mu] for term in clock]
        parts += [-term for term in _quadratic(metric, mu, flow)]
        found.append(Add(*parts))
    return tuple(found)


def geodesic_equations(metric: Metric, parameter: Symbol) -> tuple[Eq, ...]:
    """The geodesic equations for functions x^mu(tau) of an affine parameter; Vanchurin (7.8).

    Each coordinate x becomes an unknown function x(tau).

    Raises:
        TypeError: `parameter` is not a symbol.
        ValueError: `parameter` is a coordinate.
    """
    if not isinstance(parameter, Symbol):
        raise TypeError(f"`parameter` must be a symbol, but was a {type(parameter).__name__}")
    if parameter in metric.coordinates or parameter in metric.components.free_symbols:
        raise ValueError(f"`parameter` must not occur in the metric, but was {parameter}")
    paths = [_path(x, parameter) for x in metric.coordinates]
    right = affine_acceleration(metric, [path.diff(parameter) for path in paths])
    return _equations(metric, paths, right, parameter, range(metric.dimension))


def coordinate_time_equations(metric: Metric, time: int = 0) -> tuple[Eq, ...]:
    """The geodesic equations for functions x^a(t) of the coordinate time; Vanchurin (7.7).

    Raises:
        ValueError: `time` is out of range.
    """
    n = metric.dimension
    if not 0 <= time < n:
        raise ValueError(f"`time` must be between 0 and {n - 1}, but was {time}")
    clock = metric.coordinates[time]
    paths = [x if k == time else _path(x, clock) for k, x in enumerate(metric.coordinates)]
    others = [k for k in range(n) if k != time]
    right = coordinate_acceleration(metric, [paths[k].diff(clock) for k in others], time)
    return _equations(metric, paths, right, clock, others)


def _path(coordinate: Symbol, parameter: Symbol) -> Expr:
    facts = {key: True for key in ("real", "positive") if getattr(coordinate, f"is_{key}") is True}
    return Function(coordinate.name, **facts)(parameter)


def _equations(
    metric: Metric,
    paths: Sequence[Expr],
    right: Sequence[Expr],
    parameter: Symbol,
    wanted: Sequence[int],
) -> tuple[Eq, ...]:
    swap = {x: path for x, path in zip(metric.coordinates, paths, strict=True) if x != path}
    return tuple(
        Eq(paths[k].diff(parameter, 2), right[k].subs(swap, simultaneous=True)) for k in wanted
    )


def _quadratic(metric: Metric, mu: int, flow: Sequence[Expr]) -> list[Expr]:
    """The terms of Gamma^mu_{alpha beta} u^alpha u^beta."""
    terms = []
    for (i, a, b), gamma in metric.christoffel().nonzero().items():
        if i == mu and a <= b:
            terms.append((1 if a == b else 2) * gamma * flow[a] * flow[b])
    return terms


def _check_count(metric: Metric, velocities: Sequence[Expr]) -> None:
    if len(velocities) != metric.dimension:
        raise ValueError(
            f"`velocities` must have {metric.dimension} entries, but had {len(velocities)}"
        )
