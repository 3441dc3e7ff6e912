"""The geodesic that a user's file asks for, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from sympy import Symbol

from numerics.orbits.geodesics import Geodesic, affine_geodesics
from proofs.checker.errors import UsageError
from proofs.user_metric.compiled import Array, Metric, metric_function
from proofs.user_metric.file import MetricFile
from proofs.user_metric.found import Fact, Path
from proofs.user_metric.request import Request

CALLS = 100_000
"""Evaluations of the metric, each at a handful of points; about ten seconds."""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The integrated geodesic and its facts."""

    geodesic: Geodesic
    facts: tuple[Fact, ...]

    def table(self, coordinates: Sequence[Symbol]) -> str:
        """All samples as CSV: affine parameter, coordinates, their derivatives, norm."""
        names = [symbol.name for symbol in coordinates]
        lines = [",".join(["s", *names, *(f"d{name}_ds" for name in names), "norm"])]
        path = self.geodesic
        columns = np.column_stack(
            [path.parameter, path.positions[:, 0], path.velocities[:, 0], path.norms[:, 0]]
        )
        lines += [",".join(repr(float(value)) for value in values) for values in columns]
        return "\n".join(lines) + "\n"


def followed(file: MetricFile) -> Path:
    """The geodesic that a file asks for, as it is printed and written; raises as `follow`."""
    if file.geodesic is None:
        raise UsageError("file must have a section geodesic, but has none")
    path = follow(file)
    return Path(path.facts, path.table(file.coordinates))


def follow(file: MetricFile) -> Trajectory:
    """Integrate the geodesic of `file`, d^2x^m/ds^2 = -Gamma^m_ab dx^a/ds dx^b/ds.

    Raises UsageError where the metric is singular at the start or the integration does not reach
    the end, and ValueError if the file asks for no geodesic.
    """
    request = file.geodesic
    if request is None:
        raise ValueError("`file` must have a section geodesic, but has none")
    metric = metric_function(
        file.components,
        file.coordinates,
        file.parameters,
        request.parameters,
        file.functions,
        request.functions,
    )
    signature = _signature(metric, request)
    parameter = np.linspace(0.0, request.length, request.samples)
    try:
        path = affine_geodesics(_counted(metric), [request.position], [request.velocity], parameter)
    except (ValueError, RuntimeError, ArithmeticError) as error:
        raise UsageError(
            "geodesic must stay where the metric is regular, up to its length "
            f"{request.length:g}, but does not: {str(error)[:200]}"
        ) from error
    return Trajectory(path, _facts(path, file.coordinates, signature, request))


def _signature(metric: Metric, request: Request) -> str:
    try:
        g = metric(request.position)
    except ArithmeticError:
        g = np.full((1, 1), np.nan)
    eigenvalues = np.linalg.eigvalsh(g) if np.isfinite(g).all() else np.zeros(1)
    if not np.abs(eigenvalues).min() > 1e-14 * np.abs(eigenvalues).max():
        raise UsageError(
            "metric must be finite and not degenerate at the start of the geodesic, but is not"
        )
    return "".join("-" if value < 0 else "+" for value in eigenvalues)


def _counted(metric: Metric) -> Metric:
    calls = 0

    def counted(x: ArrayLike) -> Array:
        nonlocal calls
        calls += 1
        if calls > CALLS:
            raise RuntimeError(f"more than {CALLS} evaluations of the metric")
        return metric(x)

    return counted


def _facts(
    path: Geodesic, coordinates: Sequence[Symbol], signature: str, request: Request
) -> tuple[Fact, ...]:
    def listed(values: Array, digits: int = 12) -> str:
        pairs = zip(coordinates, values, strict=True)
        return ", ".join(f"{symbol} = {_tidy(float(value), digits)}" for symbol, value in pairs)

    norm = float(path.norms[0, 0])
    size = float(np.abs(path.velocities[0, 0]) @ np.abs(path.velocities[0, 0]))
    kind = ""
    if signature.count("-") == 1 and len(signature) > 1:
        null = abs(norm) <= 1e-12 * size
        kind = " (null)" if null else " (timelike)" if norm < 0 else " (spacelike)"
    return (
        Fact("affine parameter", f"0 to {request.length:.12g}, {request.samples} samples"),
        Fact("start", listed(path.positions[0, 0])),
        Fact("end", listed(path.positions[-1, 0])),
        Fact("velocity at the start", listed(path.velocities[0, 0])),
        Fact("velocity at the end", listed(path.velocities[-1, 0])),
        Fact("signature at the start", signature),
        Fact("norm g(u, u)", f"{_tidy(norm, 12)}{kind}"),
        Fact("norm drift", f"{path.drift:.2g}"),
    )


def _tidy(value: float, digits: int) -> str:
    return f"{value if abs(value) > 1e-15 else 0.0:.{digits}g}"
