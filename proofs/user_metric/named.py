"""A metric by the name of its file, or by its own name."""

from __future__ import annotations

import difflib
import inspect
from pathlib import Path

import sympy

from proofs.checker.errors import UsageError
from proofs.user_metric.file import MetricFile, read_metric
from qmgr_sym.geometry import metrics
from qmgr_sym.geometry.metric import Metric


def metric_of(source: str) -> MetricFile:
    """The metric of a file, or the ready-made one of a name such as "kerr".

    Raises UsageError for a file that is refused, and for an unknown name, with the known ones.
    """
    path = Path(source)
    if path.suffix or path.exists() or "/" in source:
        return read_metric(path)
    names = known_names()
    if source not in names:
        near = difflib.get_close_matches(source, names, 1, 0.6)
        hint = f"; is {near[0]} meant?" if near else ""
        raise UsageError(
            f"{source} must be a TOML file or one of {', '.join(names)}, but is neither{hint}"
        )
    return _as_file(getattr(metrics, source)())


def known_names() -> tuple[str, ...]:
    """The names of ready-made metrics."""
    made = inspect.getmembers(metrics, inspect.isfunction)
    return tuple(
        name
        for name, function in made
        if function.__module__ == metrics.__name__
        and not name.startswith("_")
        and all(
            parameter.default is not inspect.Parameter.empty
            for parameter in inspect.signature(function).parameters.values()
        )
    )


def _as_file(metric: Metric) -> MetricFile:
    n, g = metric.dimension, metric.components
    used = g.free_symbols - set(metric.coordinates)
    parameters = tuple(sorted(used, key=sympy.default_sort_key))
    functions = sorted(g.atoms(sympy.core.function.AppliedUndef), key=sympy.default_sort_key)
    rows = tuple(tuple(g[i, j] for j in range(n)) for i in range(n))
    return MetricFile(metric.name, metric.coordinates, parameters, tuple(functions), rows, None)
