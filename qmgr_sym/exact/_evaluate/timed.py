"""A time limit for computations that may not end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")


class _OutOfTimeError(BaseException):
    """The time is over; no handler of ordinary exceptions may swallow it."""


def within(seconds: float, compute: Callable[[], Result]) -> Result | None:
    """The result of `compute()`, or None where it takes longer than `seconds`.

    A signal stops the computation. Signals reach the main thread only; in other threads, and on
    systems without timers, there is no limit. A timer that runs already is kept, and goes off when
    it is due.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        return compute()

    mine = _OutOfTimeError()

    def stop(number: int, frame: FrameType | None) -> None:
        raise mine

    started = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    if 0 < left < seconds:
        # Another timer is due first: it keeps its handler.
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left, interval)
        return compute()
    try:
        return compute()
    except _OutOfTimeError as error:
        if error is not mine:
            raise
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left > 0:
            rest = max(left - (time.monotonic() - started), 1e-3)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)
