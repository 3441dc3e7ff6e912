"""The process that claims are forked from: it holds the libraries and watches over its forks.

It is started by `proofs.checker.isolate`, speaks with it over one socket in lines of JSON, and ends
with it. Every request is a function by name with arguments of JSON; every fork answers with JSON,
so that nothing is ever unpickled. A fork has its own session of processes, no descriptors but its
own, a limit of time and of memory; whatever it leaves behind is killed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from proofs.checker.isolate.fork import live
from proofs.checker.isolate.processes import (
    PR_SET_CHILD_SUBREAPER,
    children,
    kill_group,
    prctl,
    send,
)
from proofs.checker.sources import ROOT

LONGEST_RESULT = 64 * 2**20
LONGEST_OUTPUT = 8 * 2**10
GRACE = 0.3
"""Seconds between the order to show where it stands and the end of a fork."""


@dataclass
class _Fork:
    """One fork at work and what came from it so far."""

    id: int
    pid: int
    result: int
    output: int
    deadline: float | None
    answer: bytearray = field(default_factory=bytearray)
    printed: bytearray = field(default_factory=bytearray)
    cause: str = "ended"


def serve(descriptor: int) -> None:
    """Take requests from the socket `descriptor` until its other end closes."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    _Server(socket.socket(fileno=descriptor)).run()


class _Server:
    """One loop over the socket, the pipes of the forks, their ends and their deadlines."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._unread = bytearray()
        self._forks: dict[int, _Fork] = {}
        self._select = selectors.DefaultSelector()
        self._select.register(control, selectors.EVENT_READ, self._hear)
        woken, wake = socket.socketpair()
        for end in (woken, wake):
            end.setblocking(False)
        self._woken, self._wake = woken, wake
        self._select.register(woken, selectors.EVENT_READ, self._reap)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)

    def run(self) -> None:
        while True:
            for key, _ in self._select.select(self._patience()):
                if key.fileobj in self._select.get_map():  # else closed by one before it
                    key.data()
            self._expire()

    def _hear(self) -> None:
        try:
            data = self._control.recv(2**16)
        except ConnectionError:
            data = b""
        if not data:
            self._end()
        self._unread += data
        while b"\n" in self._unread:
            line, _, self._unread = self._unread.partition(b"\n")
            request = json.loads(line)
            if "preload" in request:
                self._say(_preload(request["preload"]))
            else:
                self._start(request)

    def _say(self, message: Mapping[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._control.sendall(json.dumps(message).encode() + b"\n")

    def _start(self, request: Mapping[str, Any]) -> None:
        read_result, write_result = os.pipe()
        read_output, write_output = os.pipe()
        server = os.getpid()
        pid = os.fork()
        if pid == 0:
            live(request, write_result, write_output, server)
        os.close(write_result)
        os.close(write_output)
        limit = request["limit"]
        deadline = None if limit is None else time.monotonic() + limit
        fork = _Fork(request["id"], pid, read_result, read_output, deadline)
        self._forks[pid] = fork
        for end in (read_result, read_output):
            os.set_blocking(end, False)
        self._select.register(read_result, selectors.EVENT_READ, lambda: self._take(fork))
        self._select.register(read_output, selectors.EVENT_READ, lambda: self._overhear(fork))

    def _take(self, fork: _Fork) -> None:
        data = _read(fork.result)
        if data == b"":
            self._select.unregister(fork.result)
        elif data is not None and fork.cause == "ended":
            fork.answer += data
            if len(fork.answer) > LONGEST_RESULT:
                fork.answer.clear()
                self._kill(fork, "size")

    def _overhear(self, fork: _Fork) -> None:
        data = _read(fork.output)
        if data == b"":
            self._select.unregister(fork.output)
        elif data is not None:
            fork.printed += data
            del fork.printed[:-LONGEST_OUTPUT]

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._woken.recv(4096):
                pass
        ended: list[tuple[_Fork, int]] = []
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    break
                if pid in self._forks:
                    ended.append((self._forks.pop(pid), status))
        for stray in children():
            if stray not in self._forks:  # what a fork left behind
                send(stray, signal.SIGKILL)
        for fork, status in ended:
            self._finish(fork, status)

    def _finish(self, fork: _Fork, status: int) -> None:
        kill_group(fork.pid)  # strays are found in /proc only
        for end, take in ((fork.result, self._take), (fork.output, self._overhear)):
            while end in self._select.get_map() and _waiting(end):
                take(fork)
            if end in self._select.get_map():
                self._select.unregister(end)
            os.close(end)
        ended = os.waitstatus_to_exitcode(status)
        self._say(
            {
                "id": fork.id,
                "cause": fork.cause,
                "status": ended,
                "answer": fork.answer.decode("utf-8", "replace"),
                "output": fork.printed.decode("utf-8", "replace"),
            }
        )

    def _patience(self) -> float | None:
        deadlines = [f.deadline for f in self._forks.values() if f.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _expire(self) -> None:
        now = time.monotonic()
        for fork in list(self._forks.values()):
            if fork.deadline is None or fork.deadline > now:
                continue
            if fork.cause == "ended":
                fork.cause, fork.deadline = "time", now + GRACE
                send(fork.pid, signal.SIGUSR1)
            else:
                self._kill(fork, fork.cause)

    def _kill(self, fork: _Fork, cause: str) -> None:
        fork.cause, fork.deadline = cause, None
        kill_group(fork.pid)
        send(fork.pid, signal.SIGKILL)

    def _end(self) -> NoReturn:
        for fork in self._forks.values():
            self._kill(fork, "ended")
        for stray in children():
            send(stray, signal.SIGKILL)
        os._exit(0)


def _preload(names: Iterable[str]) -> dict[str, Any]:
    """Import modules, call functions given as `module:function`; say which files were loaded.

    What cannot be imported is left to the forks that want it: the error is theirs.
    """
    for name in names:
        module, _, function = name.partition(":")
        with contextlib.suppress(Exception):
            loaded = importlib.import_module(module)
            if function:
                getattr(loaded, function)()
    gc.collect()
    gc.freeze()
    return {"loaded": sorted(_project_files())}


def _project_files() -> Iterator[str]:
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and Path(path).is_relative_to(ROOT):
            yield path


def _read(end: int) -> bytes | None:
    """What is there; None if nothing is yet, empty at the end."""
    try:
        return os.read(end, 2**16)
    except BlockingIOError:
        return None


def _waiting(end: int) -> bool:
    with selectors.DefaultSelector() as one:
        one.register(end, selectors.EVENT_READ)
        return bool(one.select(0))
