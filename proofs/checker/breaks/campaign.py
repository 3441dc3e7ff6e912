"""Break the arms of many claims, each in a process of its own, and keep what is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from proofs.checker.breaks import stored
from proofs.checker.breaks.digest import Code
from proofs.checker.breaks.stored import ArmBreaks, names_of
from proofs.checker.index import preload_for
from proofs.checker.isolate import MEMORY, Pool, Task
from proofs.checker.options import Options
from proofs.checker.registry import PAPERS, Entry
from proofs.checker.sources import Sources

Result = dict[str, Any]
Progress = Callable[[str, Result, bool], None]
WORKER = "proofs.checker.breaks.worker:break_claim"
COMPARED = ("total", "noticed", "survivors", "not_breakable")
_UNRUN = ("blocked", "error")


@dataclass
class Campaign:
    """Breaks of the arms of `keys`, where `verdicts` are those of the claims and their premises.

    `results` fills up as claims are finished, each of which is kept at once; `failures` says by
    claim why nothing was found, `trouble` why results could not be kept.
    """

    entries: Mapping[str, Entry]
    keys: Sequence[str]
    verdicts: Mapping[str, str]
    options: Options = field(default_factory=Options)
    jobs: int = 1
    code: Code = field(default_factory=stored.memory)
    results: dict[str, Result] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    def run(self, progress: Progress, read: Sources, *, fresh: bool = False) -> None:
        """Break what has no result of the code as it is, all with `fresh`, and keep the results.

        `progress(key, result, kept)` is told of each claim as it is finished.
        """
        todo = []
        for key in self.keys:
            if fresh or not stored.fresh(key, self.entries[key].path, self.code):
                todo.append(key)
            else:
                self.results[key] = dict(self._kept(key))
                progress(key, self.results[key], True)
        for key, result in self._broken(todo, read):
            self.results[key] = result
            self._keep(key)
            progress(key, result, False)
        self.code.save()

    def again(self, progress: Progress, read: Sources, count: int, seed: int) -> list[str]:
        """Break a random sample of `count` of the claims again; what differs from the results kept.

        Raises ValueError when no claim has a result of the code as it is.
        """
        able = [k for k in self.keys if stored.fresh(k, self.entries[k].path, self.code)]
        if not able:
            raise ValueError("sample must be drawn from claims with a fresh result, but none has")
        keys = random.Random(seed).sample(able, min(count, len(able)))
        differing = []
        for key, result in self._broken(sorted(keys), read):
            self.results[key] = result
            progress(key, result, False)
            differing += [f"{key}: {what}" for what in differences(self._kept(key), result)]
        return differing

    def hollow(self) -> list[tuple[str, str]]:
        """Claims and arms that notice less than half of their breaks, explained ones apart."""
        return [
            (key, arm) for key, found in self.results.items() for arm in self._hollow(key, found)
        ]

    def _hollow(self, key: str, result: Result) -> list[str]:
        suspects = {
            arm: ArmBreaks("fresh", found["total"], found["noticed"], names_of(found)).record()
            for arm, found in result.items()
            if arm in stored.ARMS
        }
        if not any(found["hollow"] for found in suspects.values()):
            return []  # so that few claims are imported for what they explain
        suspects = stored.with_reasons(suspects, self.entries[key].claim.explained)
        return [arm for arm, found in suspects.items() if found["hollow"]]

    def _broken(self, keys: Sequence[str], read: Sources) -> Iterator[tuple[str, Result]]:
        """Results of claims, each broken in a process of its own, as they come."""
        keys = [key for key in keys if self._can_run(key)]
        paths = [self.entries[key].path for key in keys]
        with Pool(self.jobs, (*preload_for(paths, read), "proofs.checker.breaks.worker")) as pool:
            for key in keys:
                pool.submit(key, self._task(key))
            while pool.load:
                done, answer = pool.wait()
                assert isinstance(done, str)
                if answer.failure is None:
                    yield done, answer.value
                else:
                    self.failures[done] = answer.failure

    def _can_run(self, key: str) -> bool:
        """Whether the claim and its premises have a verdict; else it is a failure."""
        for needed in (key, *self.entries[key].card.premises):
            verdict = self.verdicts.get(needed, "not run")
            if verdict in (*_UNRUN, "not run"):
                self.failures[key] = f"{needed} has no form that holds: its verdict is {verdict}"
                return False
        return True

    def _task(self, key: str) -> Task:
        entry = self.entries[key]
        premises = [(p, str(self.entries[p].path), self.verdicts[p]) for p in entry.card.premises]
        options = asdict(self.options)
        own = None if entry.path.is_relative_to(PAPERS) else str(entry.folder)
        args = (key, str(entry.path), own, options, premises)
        return Task(WORKER, args, None, MEMORY)

    def _kept(self, key: str) -> Mapping[str, Any]:
        path = self.entries[key].path
        kept: Mapping[str, Any] = stored.load(stored.place(path))[key]
        return kept

    def _keep(self, key: str) -> None:
        try:
            stored.keep(key, self.entries[key].path, self.results[key])
        except OSError as error:
            self.trouble = f"results cannot be kept: {error.strerror}"


def differences(kept: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Where two results of one claim differ in more than time, and lines that moved."""
    differing = []
    for arm in stored.ARMS:
        one, other = kept.get(arm), found.get(arm)
        if (one is None) != (other is None):
            differing.append(f"the {arm} arm is there in one only")
        elif one is not None and other is not None:
            for name in COMPARED:
                was, now = _shown(one[name]), _shown(other[name])
                if was != now:
                    differing.append(f"{name.replace('_', ' ')} of the {arm} arm {was}, now {now}")
    return differing


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{'; '.join(stored.name_of(item) for item in value)}]"
    return str(value)
