"""Check many claims: over processes, from the cache where nothing changed, into one record."""

from __future__ import annotations

import multiprocessing
import os
import platform
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from proofs.checker import cache
from proofs.checker.claim import Claim
from proofs.checker.errors import UsageError
from proofs.checker.graph import missing_premises, premise_graph, rests_on, with_premises
from proofs.checker.options import Options
from proofs.checker.registry import Entry, load_one
from proofs.checker.run import run_claim

Result = dict[str, Any]
Progress = Callable[[str, Result, bool], None]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass
class Session:
    """One run over `keys` and the premises below them.

    `results` fills up while `check` runs, so that an interruption loses nothing that was
    finished; `cache_trouble` says why results could not be kept, if so.
    """

    entries: Mapping[str, Entry]
    keys: Sequence[str]
    options: Options = field(default_factory=Options)
    jobs: int = 1
    fresh: bool = False
    results: dict[str, Result] = field(default_factory=dict)
    cache_trouble: str | None = None
    traces: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Settle what has to be run; raises UsageError for a circle of premises."""
        self.claims: dict[str, Claim] = {key: e.claim for key, e in self.entries.items()}
        self.sources = cache.sources()
        self.graph = premise_graph(self.claims)
        self.needed = with_premises(self.keys, self.graph)

    def check(self, progress: Progress, *, fail_fast: bool = False) -> None:
        """Fill `results`; `progress(key, result, kept)` is told of each as it comes."""
        started = time.perf_counter()
        try:
            for key, result, kept in self._results():
                self.results[key] = result
                progress(key, result, kept)
                if fail_fast and differs(self.claims[key], result["verdict"]):
                    return
        finally:
            self.seconds = time.perf_counter() - started

    def _results(self) -> Iterator[tuple[str, Result, bool]]:
        to_run: list[tuple[str, dict[str, str]]] = []
        for key in self.needed:
            missing = missing_premises(key, self.graph)
            if missing:
                yield key, blocked(missing), True
                continue
            wanted = self.depends_on(key)
            kept = None if self.fresh else cache.read(key, wanted)
            if kept is not None:
                yield key, kept, True
            else:
                to_run.append((key, wanted))
        self.sources.save()
        wanted_by_key = dict(to_run)
        for key, result, trace in _run_all(
            [(key, self.entries[key].path) for key, _ in to_run], self.options, self.jobs
        ):
            if trace is None:
                self._keep(key, wanted_by_key[key], result)
            else:
                self.traces[key] = trace
            yield key, result, False

    def depends_on(self, key: str) -> dict[str, str]:
        """Names and digests of all that the result of `key` depends on."""
        below = [k for k in with_premises([key], self.graph) if k != key]
        paths = [self.entries[k].path for k in below]
        return cache.digests(self.entries[key].path, paths, self.options, self.sources)

    def _keep(self, key: str, wanted: dict[str, str], result: Result) -> None:
        try:
            cache.write(key, wanted, result)
        except OSError as error:
            self.cache_trouble = f"results cannot be kept in {cache.folder()}: {error.strerror}"

    def record(self) -> dict[str, Any]:
        """The record of what was finished of `keys`, in reading order."""
        verdicts = {key: result["verdict"] for key, result in self.results.items()}
        claims = [
            {
                **_fixed(self.claims[key]),
                "rests_on": rests_on(key, self.graph, verdicts),
                **self.results[key],
            }
            for key in self.entries
            if key in set(self.keys) and key in self.results
        ]
        run = {
            "qmgr": version("qmgr"),
            "python": platform.python_version(),
            "packages": {name: version(name) for name in cache.LIBRARIES},
            "seed": self.options.seed,
            "samples": self.options.samples,
            "seconds": self.seconds,
        }
        return {"schema": 1, "run": run, "claims": claims}


def select(entries: Mapping[str, Entry], words: Sequence[str], own: Sequence[Path]) -> list[str]:
    """Keys that `words` (keys or prefixes ending at ':', '.' or '-') name, in reading order.

    Without words: the claims of the user's `own` folders if any are given, else all.
    Raises UsageError for a word that names nothing, and for an empty selection.
    """
    chosen = {
        key
        for key, entry in entries.items()
        if any(entry.path.is_relative_to(folder.resolve()) for folder in own)
    }
    for word in words:
        named = {
            k for k in entries if k == word or k.startswith(tuple(f"{word}{c}" for c in ":.-"))
        }
        if not named:
            raise UsageError(
                f"selection must be claim keys, prefixes or a folder, but {word!r} names no claim"
            )
        chosen |= named
    if not words and not own:
        chosen = set(entries)
    if not chosen:
        raise UsageError("selection must hold at least one claim, but is empty")
    return [key for key in entries if key in chosen]


def differs(claim: Claim, verdict: str) -> bool:
    """Whether `verdict` is not the one the claim file pins."""
    return claim.expected is not None and claim.expected != verdict


def blocked(missing: Sequence[str]) -> Result:
    """The result of a claim whose premises are not all there."""
    return _unrun("blocked", f"premise {', '.join(missing)} is in no claim file")


def _unrun(verdict: str, reason: str) -> Result:
    return {
        "verdict": verdict,
        "reason": reason,
        "read_as": [],
        "steps": [],
        "evidence": [],
        "counterexample": None,
        "amended": None,
        "mutants": None,
        "seconds": 0.0,
    }


def _fixed(claim: Claim) -> dict[str, Any]:
    """The part of the record that the claim file states."""
    return {
        "key": claim.key,
        "source": {
            "document": claim.source.document,
            "section": claim.source.section,
            "equation": claim.source.equation,
        },
        "kind": claim.kind,
        "title": claim.title,
        "latex": claim.latex,
        "expected": claim.expected,
        "reading": claim.reading,
        "hypotheses": list(claim.hypotheses),
        "premises": list(claim.premises),
    }


def _attempt(key: str, path: Path, options: Options) -> tuple[str, Result, str | None]:
    """Run one claim; a crash becomes the verdict `error`, with its traceback."""
    try:
        return key, run_claim(load_one(key, path), options), None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return key, _unrun("error", reason), traceback.format_exc()


def _worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_all(
    work: Sequence[tuple[str, Path]], options: Options, jobs: int
) -> Iterator[tuple[str, Result, str | None]]:
    """Run claims over `jobs` processes, each with one thread; results as they finish."""
    if not work:
        return
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, len(work)), mp_context=context, initializer=_worker)
    futures: list[Future[tuple[str, Result, str | None]]] = []
    try:
        futures = [pool.submit(_attempt, key, path, options) for key, path in work]
        for future in as_completed(futures):
            yield future.result()
    finally:
        unfinished = [f for f in futures if not f.done()]
        if unfinished:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
        pool.shutdown(wait=True)
