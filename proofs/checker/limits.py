"""A time limit for one piece of a check."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0  # for code that swallows the first interruption
_WAITING = 10  # times as long by the clock, for code that waits


class TimeLimitError(Exception):
    """Something took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeLimitError inside the block after `seconds` of processor time.

    So what a check finds does not depend on what else the machine has to do; code that waits is
    interrupted after ten times as much by the clock. Code that swallows the error is interrupted
    again every second. Limits may be nested: the outer one goes on when the inner one ends. Only
    the main thread of a process can be interrupted; in any other there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeLimitError(f"took longer than {seconds:g} s")

    with (
        _timer(signal.ITIMER_PROF, signal.SIGPROF, time.process_time, seconds, stop),
        _timer(signal.ITIMER_REAL, signal.SIGALRM, time.monotonic, _WAITING * seconds, stop),
    ):
        yield


@contextmanager
def _timer(
    which: int,
    number: signal.Signals,
    clock: Callable[[], float],
    seconds: float,
    stop: Callable[[int, FrameType | None], None],
) -> Iterator[None]:
    """Call `stop` after `seconds` of one timer; what it was set to before goes on afterwards."""
    before = signal.signal(number, stop)
    started = clock()
    left, _ = signal.setitimer(which, seconds, _AGAIN)
    try:
        yield
    except SystemError as error:  # compiled code that was interrupted reports it in this way
        if isinstance(error.__cause__, TimeLimitError):
            raise error.__cause__ from None
        raise
    finally:
        signal.setitimer(which, 0)
        signal.signal(number, before)
        if left:
            signal.setitimer(which, max(left - (clock() - started), 1e-3), _AGAIN)


class _Patience:
    seconds = 60.0


def patience() -> float:
    """Seconds that an arm should give one piece of work, such as an integral, at the moment."""
    return _Patience.seconds


@contextmanager
def hurried(seconds: float) -> Iterator[None]:
    """Ask for less patience inside the block, as for wrong forms, of which there are many."""
    before, _Patience.seconds = _Patience.seconds, min(seconds, _Patience.seconds)
    try:
        yield
    finally:
        _Patience.seconds = before
