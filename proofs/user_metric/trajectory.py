"""The geodesic that a user's file asks for, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sympy import Expr, S, Symbol

from numerics.orbits.geodesics import Geodesic
from numerics.orbits.single import Event, single_geodesic
from numerics.orbits.start import is_regular
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

    Where the integration cannot go on, what was reached is kept, with the reason. Raises UsageError
    where the metric is singular at the start, and ValueError if the file asks for no geodesic.
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
        path = single_geodesic(
            metric, request.position, request.velocity, parameter,
            events=_events(file, request), most=CALLS,
        )  # fmt: skip
    except (ValueError, ArithmeticError) as error:
        raise UsageError(
            f"geodesic must start where the metric is regular, but does not: {str(error)[:200]}"
        ) from error
    ended = ""
    if path.event >= 0:
        ended = f"{request.stop[path.event]} = 0"
    elif path.reason:
        ended = path.reason[:200]
    facts = _facts(path.geodesic, file.coordinates, signature, request, ended)
    return Trajectory(path.geodesic, facts)


def _events(file: MetricFile, request: Request) -> list[Event]:
    """The expressions of `stop` as functions of the position."""

    n = len(file.coordinates)

    def made(expr: Expr) -> Event:
        rows = [[expr if i == j == 0 else S.Zero for j in range(n)] for i in range(n)]
        value = metric_function(
            rows, file.coordinates, file.parameters, request.parameters,
            file.functions, request.functions,
        )  # fmt: skip
        return lambda s, x, u: float(value(x)[0, 0])

    return [made(expr) for expr in request.stop]


def _signature(metric: Metric, request: Request) -> str:
    try:
        g = metric(request.position)
    except ArithmeticError:
        g = np.full((1, 1), np.nan)
    if not is_regular(g):
        raise UsageError(
            "metric must be finite and not degenerate at the start of the geodesic, but is not"
        )
    eigenvalues = np.linalg.eigvalsh(g)
    return "".join("-" if value < 0 else "+" for value in eigenvalues)


def _facts(
    path: Geodesic, coordinates: Sequence[Symbol], signature: str, request: Request, ended: str
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
        Fact("affine parameter", f"0 to {path.parameter[-1]:.12g}, {len(path.parameter)} samples"),
        *([Fact("ended early", ended)] if ended else []),
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
