"""A call in a process of its own, forked from this one, with a limit on its time."""

from __future__ import annotations

import faulthandler
import json
import math
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

_WAITING = 10  # times as long by the clock, for code that waits

How = Literal["value", "raised", "timed out"]


class Ended(NamedTuple):
    """How a call ended: with its value, by an exception, or at the time limit."""

    how: How
    value: Any


def call_apart(call: Callable[[], Any], seconds: float) -> Ended:
    """Run `call` in a forked process and return how it ended; its value must be JSON-able.

    seconds : limit of processor time; by the clock ten times as much may pass.

    Nothing that it does to the objects of this process is seen here; it prints nothing. Limits of
    memory are those of this process.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run_and_exit(call, writing, seconds)
    os.close(writing)
    status = None
    try:
        with os.fdopen(reading, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
    finally:
        if status is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGPROF):
        return Ended("timed out", f"more than {seconds:.0f} s")
    if not os.WIFEXITED(status) or os.WEXITSTATUS(status) or not answer:
        return Ended("raised", f"ended with status {status}")
    how, value = json.loads(answer)
    return Ended(how, value)


def _run_and_exit(call: Callable[[], Any], writing: int, seconds: float) -> None:
    """The life of the child: a limit, silence, the call, its answer."""
    try:
        for number in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a break is not noticed by Ctrl-C
        signal.setitimer(signal.ITIMER_PROF, max(1.0, math.ceil(seconds)))
        signal.setitimer(signal.ITIMER_REAL, max(1.0, _WAITING * math.ceil(seconds)))
        faulthandler.disable()
        silence = open(os.devnull, "w")  # noqa: SIM115
        os.dup2(silence.fileno(), 1)
        os.dup2(silence.fileno(), 2)
        sys.stdout = sys.stderr = silence
        try:
            answer = ("value", call())
        except BaseException as error:  # whatever broken code may raise
            answer = ("raised", type(error).__name__)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(answer).encode())
        os._exit(0)
    finally:
        os._exit(1)
