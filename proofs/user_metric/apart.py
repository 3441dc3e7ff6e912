"""The computation in a process of its own, which can be stopped at any moment.

A limit inside the process would not do: one factorisation of a large polynomial may take minutes,
and Python sees neither a signal nor a clock before it returns.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from proofs.checker.errors import UsageError
from proofs.user_metric.found import Found, Header, Wanted
from qmgr_sym.geometry._engine import RulesError

PAUSE = 2.0
"""Seconds that a stage may take before it is named; then at 2, 4, 8... times that."""


class UnfinishedError(Exception):
    """The work was stopped; what was found before is complete in itself."""

    def __init__(self, reason: str, interrupted: bool = False) -> None:
        """Stop for a reason, one line."""
        super().__init__(reason)
        self.interrupted = interrupted


def here(source: str, wanted: Wanted) -> Iterator[Found]:
    """Every result about the metric in a file or of a name, computed in this process."""
    for message in _results(source, wanted):
        if not isinstance(message, str):
            yield message


def _results(source: str, wanted: Wanted) -> Iterator[Found | str]:
    """The names of the stages and their results."""
    from proofs.user_metric.curvature import stages
    from proofs.user_metric.named import metric_of

    file = metric_of(source)
    yield Header(
        file.name, tuple(s.name for s in file.coordinates), tuple(s.name for s in file.parameters)
    )
    for title, compute in stages(file, wanted):
        yield title
        yield compute()


def apart(
    source: str, wanted: Wanted, limit: float | None, notice: Callable[[str], None]
) -> Iterator[Found]:
    """Every result as `here`, computed in another process; `notice` hears of slow stages.

    Raises UnfinishedError after `limit` seconds, or at Ctrl-C, and UsageError for a metric that is
    refused. Where the system can, the process is a copy of this one, which has loaded little.
    """
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    mine, other = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(source, wanted, other), daemon=True)
    held = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the child inherits: Ctrl-C is ours
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, held)
    other.close()
    watch = _Watch(mine, limit, notice)
    try:
        while True:
            message = watch.wait()
            if message is None:
                return
            if isinstance(message, str):
                watch.begin(message)
            elif isinstance(message, Exception):
                raise message
            else:
                yield message
    except EOFError:
        raise RuntimeError(f"the process ended while computing the {watch.stage}") from None
    except KeyboardInterrupt:
        raise UnfinishedError(f"interrupted while computing the {watch.stage}", True) from None
    finally:
        process.kill()
        process.join()


class _Watch:
    """Waits for messages: to the limit, with notices in between."""

    def __init__(
        self, pipe: Connection, limit: float | None, notice: Callable[[str], None]
    ) -> None:
        self._pipe, self._limit, self._notice = pipe, limit, notice
        self._start = self._since = time.monotonic()
        self._pause = PAUSE
        self.stage = "metric"

    def begin(self, stage: str) -> None:
        """Enter a stage; the first one has begun with the process."""
        if stage != self.stage:
            self.stage, self._since, self._pause = stage, time.monotonic(), PAUSE

    def wait(self) -> Found | Exception | str | None:
        """The next message."""
        while True:
            now = time.monotonic()
            ahead = self._since + self._pause - now
            if self._limit is not None:
                left = self._start + self._limit - now
                if left <= 0:
                    raise UnfinishedError(
                        f"stopped at the limit of {self._limit:g} s while computing the "
                        f"{self.stage}"
                    )
                ahead = min(ahead, left)
            if self._pipe.poll(max(ahead, 0.0)):
                message: Found | Exception | str | None = self._pipe.recv()
                return message
            if time.monotonic() >= self._since + self._pause:
                self._notice(f"computing the {self.stage}, {self._pause:g} s so far")
                self._pause *= 2


def _work(source: str, wanted: Wanted, pipe: Connection) -> None:
    try:
        for message in _results(source, wanted):
            pipe.send(message)
        pipe.send(None)
    except UsageError as error:
        pipe.send(error)
    except RulesError as error:
        pipe.send(UsageError(str(error)))
    except Exception:
        pipe.send(RuntimeError(traceback.format_exc()))
