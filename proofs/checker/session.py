"""Check many claims: each in a process of its own, kept where nothing changed, into one record."""

from __future__ import annotations

import platform
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from proofs.checker import cache
from proofs.checker.card import Card
from proofs.checker.dependence import made_from
from proofs.checker.index import preload_for
from proofs.checker.isolate import MEMORY, Answer, Pool, Task
from proofs.checker.options import Options
from proofs.checker.registry import Entry
from proofs.checker.sources import ROOT, Sources

if TYPE_CHECKING:
    from proofs.checker.graph import PremiseGraph

Result = dict[str, Any]
Progress = Callable[[str, Result, bool], None]
LIMIT = 600.0
"""Seconds that judging one claim may take where nothing else is said."""


@dataclass
class Session:
    """One run over `keys` and the premises below them.

    `results` fills up while `check` runs, so that an interruption loses nothing that was
    finished; `cache_trouble` says why results could not be kept, if so. `limit` and `memory` bound
    the seconds and the bytes of each claim; `breaks` holds, by key, what breaking the arms has
    shown. `traces` has the traceback, or what was printed last, of claims that ended in an error.
    """

    entries: Mapping[str, Entry]
    keys: Sequence[str]
    options: Options = field(default_factory=Options)
    jobs: int = 1
    fresh: bool = False
    limit: float | None = LIMIT
    memory: int | None = MEMORY
    breaks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Sources = field(default_factory=cache.sources)
    results: dict[str, Result] = field(default_factory=dict)
    cache_trouble: str | None = None
    traces: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Settle what has to be run; raises UsageError for a circle of premises."""
        from proofs.checker.graph import premise_graph, with_premises

        self.claims: dict[str, Card] = {key: e.card for key, e in self.entries.items()}
        self.graph: PremiseGraph = premise_graph(self.claims)
        self.needed = with_premises(self.keys, self.graph)

    def check(self, progress: Progress, *, fail_fast: bool = False) -> None:
        """Fill `results`; `progress(key, result, kept)` is told of each as it comes.

        A claim starts when its premises are finished, because it needs each in the form in which
        it holds. Raises KeyboardInterrupt at Ctrl-C and at SIGTERM, with what is finished kept.
        """
        started = time.perf_counter()
        try:
            with _termination_as_interrupt():
                for key, result, kept in self._results():
                    progress(key, result, kept)
                    if fail_fast and differs(self.claims[key], result):
                        return
        finally:
            self.seconds = time.perf_counter() - started

    def verdicts(self) -> dict[str, str]:
        """Verdicts of what is finished."""
        return {key: result["verdict"] for key, result in self.results.items()}

    def depends_on(self, key: str) -> dict[str, str]:
        """Names and digests of all that the result of `key` depends on.

        Its premises have to be in `results`.
        """
        own = self.breaks.get(key)
        return made_from(key, self.entries, self.verdicts(), self.options, self.sources, own)

    def entry(self, key: str) -> dict[str, Any]:
        """One claim of the record; it and its premises have to be in `results`."""
        from proofs.checker.entry import claim_entry

        return claim_entry(key, self.claims[key], self.results[key], self.graph, self.verdicts())

    def record(self) -> dict[str, Any]:
        """The record of what was finished of `keys`, in reading order."""
        chosen = set(self.keys)
        shown = [key for key in self.entries if key in chosen and key in self.results]
        run = {
            "qmgr": version("qmgr"),
            "python": platform.python_version(),
            "packages": self._packages(shown),
            "seed": self.options.seed,
            "samples": self.options.samples,
            "seconds": self.seconds,
        }
        return {"schema": 3, "run": run, "claims": [self.entry(key) for key in shown]}

    def _packages(self, keys: Sequence[str]) -> dict[str, str]:
        """Versions of the distributions that the claims `keys` and their judge import."""
        files = frozenset().union(
            *(self.sources.closure(self.entries[key].code) for key in keys),
            self.sources.closure(ROOT / "proofs" / "checker" / "worker.py"),
        )
        return self.sources.versions(files)

    def _results(self) -> Iterator[tuple[str, Result, bool]]:
        """Results as they come: of all that can be had at once, then of one process that ends."""
        self.cache_trouble = cache.trouble()
        waiting = list(self.needed)
        wanted: dict[str, dict[str, str]] = {}
        with Pool(self.jobs, self._preload) as pool:
            while waiting or pool.load:
                for key in self._ready(waiting):
                    waiting.remove(key)
                    reason = self._blocked(key)
                    result = _unrun("blocked", reason) if reason else self._kept(key, wanted)
                    if result is not None:
                        self.results[key] = result
                        yield key, result, True
                    else:
                        pool.submit(key, self._task(key))
                if self._ready(waiting) or not pool.load:
                    continue
                done, answer = pool.wait()
                assert isinstance(done, str)
                self.results[done] = self._judged(done, answer, wanted[done])
                yield done, self.results[done], False
        self.sources.save()

    def _ready(self, waiting: Sequence[str]) -> list[str]:
        """Those of `waiting` whose premises are finished, or not there."""
        return [
            key
            for key in waiting
            if all(p in self.results or p not in self.claims for p in self.claims[key].premises)
        ]

    def _blocked(self, key: str) -> str | None:
        """Why a claim cannot be run, if so."""
        from proofs.checker.graph import missing_premises

        missing = missing_premises(key, self.graph)
        if missing:
            return f"premise {', '.join(missing)} is in no claim file"
        broken = [p for p in self.claims[key].premises if self.claims[p].broken is not None]
        return f"premise {', '.join(broken)} could not be read" if broken else None

    def _kept(self, key: str, wanted: dict[str, dict[str, str]]) -> Result | None:
        """The result of a file that could not be read, or the kept one, if there is one."""
        broken = self.claims[key].broken
        if broken is not None:
            return _unrun("error", broken)
        wanted[key] = self.depends_on(key)
        if self.fresh or self.cache_trouble:
            return None
        result = cache.read(key, wanted[key])
        return None if result is None or _fault(result) else result

    @cached_property
    def _preload(self) -> tuple[str, ...]:
        return preload_for([self.entries[key].code for key in self.needed], self.sources)

    def _task(self, key: str) -> Task:
        entry = self.entries[key]
        premises = [
            (p, str(self.entries[p].path), self.results[p]["verdict"]) for p in entry.card.premises
        ]
        own = self.breaks.get(key)
        breaks = None if own is None else dict(own)
        roots = [str(ROOT), str(entry.folder)]
        outside = [str(cache.folder())]
        args = (key, str(entry.path), asdict(self.options), premises, breaks, roots, outside)
        return Task("proofs.checker.worker:judge", args, self.limit, self.memory)

    def _judged(self, key: str, answer: Answer, wanted: Mapping[str, str]) -> Result:
        """The result that the process of a claim handed over; kept unless it is an error."""
        found = answer.value if isinstance(answer.value, dict) else {}
        if "result" not in found:
            trace = "\n".join(filter(None, (found.get("trace", ""), answer.trace)))
            self.traces[key] = trace
            if "blocked" in found:
                return _unrun("blocked", str(found["blocked"]))
            return _unrun("error", answer.failure or str(found.get("error", "hands over nothing")))
        result: Result = found["result"]
        if fault := _fault(result):
            return _unrun("error", f"result must follow the schema of the record, but {fault}")
        text = self.entries[key].text is not None  # then its digest stands for the file
        self._keep(key, wanted, result, {} if text else found["data"])
        return result

    def _keep(
        self, key: str, wanted: Mapping[str, str], result: Result, data: Mapping[str, str]
    ) -> None:
        """Keep a result, unless a file that it was made from has changed in the meantime."""
        paths = [self.entries[k].code for k in (key, *self.claims[key].premises)]
        files = frozenset().union(*(self.sources.closure(path) for path in paths))
        if self.cache_trouble or not self.sources.unchanged(files):
            return
        try:
            cache.write(key, wanted, result, cache.without_code(data, files))
        except OSError as error:
            self.cache_trouble = f"results cannot be kept in {cache.folder()}: {error.strerror}"


def differs(claim: Card, result: Mapping[str, Any]) -> bool:
    """Whether a result is not what the claim file pins."""
    from proofs.checker.verdict import differences

    return bool(differences(claim.expected, claim.fails_by, result))


def _fault(result: Any) -> str | None:
    from proofs.checker.record import fault_of_result

    return fault_of_result(result)


def _unrun(verdict: str, reason: str) -> Result:
    from proofs.checker.entry import unrun

    return unrun(verdict, reason)


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt, as Ctrl-C does; only in the main thread can it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)
