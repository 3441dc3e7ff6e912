"""Numeric experiments: find them, run them once, keep what they returned."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from proofs.checker import cache, inputs, opened
from proofs.checker.checkpoint import Checkpoint
from proofs.checker.errors import UsageError
from proofs.checker.findings import Curve, Findings, Image, Panel, panel_record
from proofs.checker.inputs import Option
from proofs.checker.options import Options
from proofs.checker.record import fault_of_experiment
from proofs.checker.sources import ROOT
from proofs.files import private_folder, read_arrays, write_arrays

__all__ = [
    "Checkpoint",
    "Curve",
    "Experiment",
    "Findings",
    "Image",
    "Job",
    "Option",
    "Outcome",
    "Panel",
    "load_experiments",
    "run_experiment",
]


class Progress(Protocol):
    """Is told what share of a run is done; the words say of what."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Take `done` of `total`."""


def silent(done: int, total: int, what: str = "") -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Job:
    """What a long experiment needs beside its options.

    It calls `progress` at least every two seconds where it can, and saves to `checkpoint` every few
    of them where it trains for minutes.
    """

    progress: Progress = silent
    checkpoint: Checkpoint = field(default_factory=Checkpoint)


@dataclass(frozen=True)
class Experiment:
    """A named experiment, run as `run(rng, job, name=value, ...)` with a value for each option."""

    name: str
    title: str
    run: Callable[..., Findings]
    options: tuple[Option, ...] = ()

    def describe(self) -> list[str]:
        """Title and options, line by line."""
        taken = [option.describe() for option in self.options] or ["takes no options of its own"]
        return [f"{self.name}: {self.title}", *(f"  {line}" for line in taken)]

    def defaults(self) -> dict[str, Any]:
        """Values of the options that the user did not give."""
        return {option.name: option.default for option in self.options}


@dataclass(frozen=True)
class Outcome:
    """The record of an experiment and the arrays that it keeps beside it."""

    record: dict[str, Any]
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


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


def find_experiment(name: str) -> tuple[Experiment, Path]:
    """The experiment called `name`, with its file; raises UsageError."""
    experiments = load_experiments()
    if name not in experiments:
        raise UsageError(
            f"experiment must be one of {', '.join(experiments) or '(none)'}, but is {name!r}"
        )
    return experiments[name]


def run_experiment(
    name: str, options: Options, words: Sequence[str] = (), progress: Progress = silent
) -> Outcome:
    """One experiment, from the cache when nothing it depends on changed.

    words : options of the experiment as on the command line.  A stopped run goes on from its last
    checkpoint.  Raises UsageError for an unknown name, bad options or data, or a request beyond the
    memory.
    """
    experiment, path = find_experiment(name)
    values = inputs.parse(experiment.options, words)
    loaded, known_by = inputs.load(experiment.options, values)
    read = cache.sources()
    wanted = cache.digests([path, Path(__file__)], read) | known_by
    wanted["options"] = cache.of_options(options)
    key = f"experiment:{name}"
    if values != experiment.defaults() or options != Options():
        key += f"-{_digest([known_by, wanted['options']])[:12]}"
    arrays_file = cache.place(key).with_suffix(".npz")
    kept = cache.read(key, wanted)
    if kept is not None:
        has_arrays = kept.pop("has arrays", None)
        if fault_of_experiment(kept) is None:
            with suppress(OSError, ValueError, MemoryError):  # the arrays are of no use: run again
                return Outcome(kept, read_arrays(arrays_file) if has_arrays else {})
    checkpoint = Checkpoint(_private(arrays_file.with_suffix(".checkpoint.npz")), _digest(wanted))
    try:
        with opened.watching([ROOT], [cache.folder()]) as data:
            findings = experiment.run(
                np.random.default_rng(options.seed), Job(progress, checkpoint), **loaded
            )
    except MemoryError as error:
        raise UsageError(str(error) or "experiment must fit the memory, but does not") from error
    except ValueError as error:
        if not any(o.default is None and values[o.name] for o in experiment.options):
            raise
        raise UsageError(f"data of the experiment must be fit for it: {error}") from error
    record = {
        "name": name,
        "title": experiment.title,
        "summary": findings.summary,
        "numbers": {key: float(value) for key, value in findings.numbers.items()},
        "panels": [panel_record(panel) for panel in findings.panels],
    }
    with suppress(OSError):  # not kept, then: it will be run again
        data = cache.without_code(data, read.closure(path))
        if findings.arrays:
            private_folder(cache.folder())
            write_arrays(arrays_file, findings.arrays)
            data[str(arrays_file)] = opened.digest(arrays_file)
        cache.write(key, wanted, record | {"has arrays": bool(findings.arrays)}, data)
        checkpoint.discard()
    return Outcome(record, findings.arrays)


def _private(path: Path) -> Path | None:
    """`path`, if the cache folder is ours and can be written to."""
    return path if cache.trouble() is None else None


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
