"""The life of one fork of the server: it cuts its ties, calls its function, and answers."""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import json
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from proofs.checker.isolate.processes import (
    PR_SET_PDEATHSIG,
    alive,
    children,
    descriptors,
    prctl,
)
from proofs.checker.plain import described

RESULT = 3
"""Descriptor on which a fork answers."""
UNREPORTED = 71
"""Exit status of a fork that could not answer, for its descriptor was no longer there."""
LONGEST_TRACE = 8 * 2**10
_dumps, _write = json.dumps, os.write  # a claim that exchanges them exchanges its own only


def live(request: Mapping[str, Any], result: int, output: int, server: int) -> NoReturn:
    """The life of a fork."""
    status = UNREPORTED
    try:
        _settle(request, result, output, server)
        status = _answer(request)
    finally:
        os._exit(status)


def _settle(request: Mapping[str, Any], result: int, output: int, server: int) -> None:
    """Cut the ties to the server: session, descriptors, signals, limits, folder, environment."""
    os.setsid()
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != server:
        os._exit(UNREPORTED)
    nothing = os.open(os.devnull, os.O_RDONLY)
    high = [os.dup(end) if end <= RESULT else end for end in (nothing, output, result)]
    for end, place in zip(high, (0, 1, RESULT), strict=True):
        os.dup2(end, place, inheritable=place != RESULT)
    os.dup2(1, 2)
    for end in descriptors():
        if end > RESULT:
            with contextlib.suppress(OSError):
                os.close(end)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    faulthandler.enable(2)
    faulthandler.register(signal.SIGUSR1, 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if request["memory"] is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (request["memory"],) * 2)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.path[:] = request["path"]


def _answer(request: Mapping[str, Any]) -> int:
    """Call the function and write what it returned, or how it failed, to the result pipe."""
    own, pipe, threads = os.getpid(), os.fstat(RESULT), set(threading.enumerate())
    found: dict[str, Any]
    try:
        value = _named(request["function"])(*request["args"])
        left = _left_behind(threads)
        found = {"failure": left, "trace": ""} if left else {"value": value}
        text = _dumps(found, allow_nan=False)
    except BaseException as error:
        text = _dumps({"failure": _reason(error, request), "trace": _trace(error)})
    if os.getpid() != own:  # a fork of the claim's own that came back here
        return UNREPORTED
    try:
        here = os.fstat(RESULT)
        if (here.st_dev, here.st_ino) != (pipe.st_dev, pipe.st_ino):
            return UNREPORTED
        unsent = memoryview(text.encode() + b"\n")
        while unsent:
            unsent = unsent[_write(RESULT, unsent) :]
    except OSError:
        return UNREPORTED
    return 0


def _named(name: str) -> Callable[..., object]:
    module, _, qualified = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in qualified.split("."):
        found = getattr(found, part)
    function: Callable[..., object] = found
    return function


def _left_behind(threads: set[threading.Thread]) -> str:
    """Threads and processes that still run, in words; empty if there are none."""
    running = [t.name for t in threading.enumerate() if t not in threads]
    if running:
        return f"leaves a thread running: {', '.join(running)}"
    return "leaves a process running" if any(map(alive, children())) else ""


def _reason(error: BaseException, request: Mapping[str, Any]) -> str:
    text = described(error)
    if isinstance(error, MemoryError) and request["memory"] is not None:
        return (
            f"needs more than its limit of {request['memory'] / 2**30:.3g} GiB of memory ({text})"
        )
    return text


def _trace(error: BaseException) -> str:
    try:
        lines = traceback.format_exception(error)
    except BaseException as again:
        return f"no traceback: {type(again).__name__}"
    return "".join(lines)[-LONGEST_TRACE:]
