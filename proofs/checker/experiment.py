"""Numeric experiments: find them, run them once, keep what they returned."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from proofs.checker import cache
from proofs.checker.errors import UsageError
from proofs.checker.options import Options


@dataclass(frozen=True)
class Curve:
    """One curve of a panel; `x` and `y` are one-dimensional and equally long."""

    label: str
    x: ArrayLike
    y: ArrayLike
    style: Literal["solid", "dashed", "dotted", "points"] = "solid"


@dataclass(frozen=True)
class Panel:
    """One pair of axes."""

    title: str
    xlabel: str
    ylabel: str
    curves: tuple[Curve, ...]
    yscale: Literal["linear", "log"] = "linear"


@dataclass(frozen=True)
class Findings:
    """What an experiment returns: a computed summary, numbers and panels to draw."""

    summary: str
    numbers: dict[str, float] = field(default_factory=dict)
    panels: tuple[Panel, ...] = ()


@dataclass(frozen=True)
class Experiment:
    """A named experiment; `run` gets a generator of its own."""

    name: str
    title: str
    run: Callable[[np.random.Generator], Findings]


def load_experiments() -> dict[str, tuple[Experiment, Path]]:
    """All experiments of the suite by name, with their files."""
    package = importlib.import_module("proofs.experiments")
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if hasattr(module, "EXPERIMENT"):
            assert module.__file__ is not None
            found[module.EXPERIMENT.name] = (module.EXPERIMENT, Path(module.__file__))
    return dict(sorted(found.items()))


def run_experiment(name: str, options: Options) -> dict[str, Any]:
    """The record of one experiment, from the cache when nothing it depends on changed.

    Raises UsageError for an unknown name.
    """
    experiments = load_experiments()
    if name not in experiments:
        raise UsageError(
            f"experiment must be one of {', '.join(experiments) or '(none)'}, but is {name!r}"
        )
    experiment, path = experiments[name]
    wanted = cache.digests(path, [], options, cache.sources())
    kept = cache.read(f"experiment:{name}", wanted)
    if kept is not None:
        return kept
    findings = experiment.run(np.random.default_rng(options.seed))
    result = {
        "name": name,
        "title": experiment.title,
        "summary": findings.summary,
        "numbers": {key: float(value) for key, value in findings.numbers.items()},
        "panels": [_panel(panel) for panel in findings.panels],
    }
    with suppress(OSError):  # not kept, then: it will be run again
        cache.write(f"experiment:{name}", wanted, result)
    return result


def _panel(panel: Panel) -> dict[str, Any]:
    shown = asdict(panel)
    shown["curves"] = [
        {
            "label": curve.label,
            "x": _numbers(curve.x),
            "y": _numbers(curve.y),
            "style": curve.style,
        }
        for curve in panel.curves
    ]
    return shown


def _numbers(values: ArrayLike) -> list[float]:
    array = np.asarray(values, dtype=float)
    if array.ndim != 1 or not np.isfinite(array).all():
        raise ValueError(
            f"curve must be a finite one-dimensional array, but has shape {array.shape}"
        )
    return [float(f"{v:.7g}") for v in array]
