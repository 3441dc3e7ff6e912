"""Functions in processes of their own: whatever they do is their answer and reaches nobody else.

    with Pool(jobs=2) as pool:
        pool.submit("first", Task(function, (1, 2), limit=60.0))
        tag, answer = pool.wait()

The processes are forks of a server (`proofs.checker.isolate.server`) that has imported the
libraries before, so that a start costs tens of milliseconds; arguments and results are JSON.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from proofs.checker.isolate.fork import UNREPORTED
from proofs.checker.plain import plain

PRELOAD = ("sympy", "numpy", "scipy", "proofs.checker.run")
MEMORY = 4 * 2**30
"""Bytes that a process may take where nothing else is said."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from proofs.checker.isolate.server import serve; serve(int(sys.argv[1]))"
)


@dataclass(frozen=True)
class Task:
    """A function of an importable module and its arguments, all of JSON, with its limits.

    function : the function, or its name `module:function`, so that nothing is imported here.
    limit : seconds of wall time, None for no limit.  memory : bytes, None for no limit.
    """

    function: Callable[..., object] | str
    args: tuple[object, ...] = ()
    limit: float | None = None
    memory: int | None = MEMORY

    def name(self) -> str:
        """`module:function`, by which the other process finds it."""
        if isinstance(self.function, str):
            return self.function
        return f"{self.function.__module__}:{self.function.__qualname__}"


@dataclass(frozen=True)
class Answer:
    """What became of a task.

    `value` is what the function returned (JSON), unless `failure` says in one line why it did not;
    `trace` is the traceback and the last lines that the process printed.
    """

    value: Any = None
    failure: str | None = None
    trace: str = ""


def run_apart(
    function: Callable[..., object],
    *args: object,
    limit: float | None = None,
    memory: int | None = MEMORY,
) -> Answer:
    """`function(*args)` in a process of its own; see `Task`."""
    with Pool() as pool:
        pool.submit(None, Task(function, args, limit, memory))
        return pool.wait()[1]


class Pool:
    """Tasks in processes of their own, `jobs` at a time; those that still run end when it is left.

    `preload` names modules that the server imports before, or functions (`module:function`) that
    it calls: what most tasks will need, never code of a claim.
    """

    def __init__(self, jobs: int = 1, preload: Sequence[str] = PRELOAD) -> None:
        """Start nothing yet."""
        self._jobs, self._preload = jobs, preload
        self._waiting: deque[tuple[Hashable, Task]] = deque()
        self._suspects: deque[tuple[Hashable, Task]] = deque()
        self._flying: dict[int, tuple[Hashable, Task]] = {}
        self._server: _Server | None = None
        self._count = 0

    def __enter__(self) -> Self:
        """Nothing is to be done before the first task."""
        return self

    def __exit__(self, *error: object) -> None:
        """End what still runs; a server at rest is kept for the next pool."""
        server, self._server = self._server, None
        if server is not None and self._flying:
            server.end()
        elif server is not None:
            _resting.append(server)
        self._flying.clear()

    @property
    def load(self) -> int:
        """How many tasks were submitted and have not been waited for."""
        return len(self._flying) + len(self._waiting) + len(self._suspects)

    def submit(self, tag: Hashable, task: Task) -> None:
        """Take a task; `wait` gives its answer back with its `tag`."""
        self._waiting.append((tag, task))
        self._start()

    def wait(self) -> tuple[Hashable, Answer]:
        """The next answer, whichever task it is of; raises ValueError if there is none to come.

        A task that kills the server itself is found out by running alone those that were at work.
        """
        if not self.load:
            raise ValueError("pool must have a task to wait for, but has none")
        while True:
            self._start()
            assert self._server is not None
            message = self._server.hear()
            if message is not None:
                tag, task = self._flying.pop(message["id"])
                self._start()
                return tag, _answer(message, task)
            self._server.end()
            self._server = None
            lost = list(self._flying.values())
            self._flying.clear()
            if len(lost) == 1:
                return lost[0][0], Answer(failure="ends the process that watches over it")
            self._suspects.extend(lost)

    def _start(self) -> None:
        """Hand tasks to the server, suspects one at a time."""
        while len(self._flying) < self._jobs:
            queue = self._suspects or self._waiting
            if not queue or (self._suspects and self._flying):
                return
            if self._server is None:
                self._server = _ready_server(self._preload)
            self._count += 1
            self._flying[self._count] = queue.popleft()
            self._server.say(_request(self._count, self._flying[self._count][1]))


class _Server:
    """The parent's end of a fork server."""

    def __init__(self) -> None:
        mine, other = socket.socketpair()
        with other:
            arguments = [str(other.fileno()), json.dumps(sys.path)]
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, *arguments],
                pass_fds=[other.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
        self._owner = os.getpid()
        self._socket = mine
        self._unread = bytearray()
        self._loaded: dict[str, tuple[int, int] | None] = {}

    def preload(self, names: Sequence[str]) -> None:
        """Let the server import `names`; raises RuntimeError where it does not even start."""
        self.say({"preload": list(names)})
        message = self.hear()
        if message is None:
            raise RuntimeError("the process that claims are forked from did not start")
        self._loaded = {path: self._loaded.get(path, _stamp(path)) for path in message["loaded"]}

    def fresh(self) -> bool:
        """Whether it is ours, lives, and the files it has imported are as they were then."""
        return (
            self._owner == os.getpid()
            and self._process.poll() is None
            and all(_stamp(path) == stamp for path, stamp in self._loaded.items())
        )

    def say(self, message: dict[str, Any]) -> None:
        """Send a message; that nobody is there shows when hearing."""
        with suppress(ConnectionError):
            self._socket.sendall(json.dumps(message).encode() + b"\n")

    def hear(self) -> dict[str, Any] | None:
        """The next message; None when the server has ended."""
        while b"\n" not in self._unread:
            try:
                data = self._socket.recv(2**18)
            except ConnectionError:
                data = b""
            if not data:
                return None
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def end(self) -> None:
        """Close the connection, upon which the server ends its forks and itself."""
        self._socket.close()
        if self._owner != os.getpid():  # a fork of ours: the server is not its child
            return
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


_resting: list[_Server] = []


@atexit.register
def _end_resting() -> None:
    while _resting:
        _resting.pop().end()


def _ready_server(preload: Sequence[str]) -> _Server:
    """A server at rest whose code is still that of the files, or a new one."""
    server = None
    while _resting and server is None:
        server = _resting.pop()
        if not server.fresh():
            server.end()
            server = None
    server = server or _Server()
    try:
        server.preload(preload)
    except BaseException:
        server.end()
        raise
    return server


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _environment() -> dict[str, str]:
    """That of this process, with one thread for linear algebra."""
    return {**os.environ, **dict.fromkeys(_THREADS, "1")}


def _request(number: int, task: Task) -> dict[str, Any]:
    return {
        "id": number,
        "function": task.name(),
        "args": task.args,
        "limit": task.limit,
        "memory": task.memory,
        "environment": _environment(),
        "folder": os.getcwd(),
        "path": sys.path,
    }


def _answer(message: dict[str, Any], task: Task) -> Answer:
    """What the end of a process and what it sent mean."""
    output = _lines(message["output"])
    failure = _end_in_words(message, task)
    if failure is not None:
        return Answer(failure=failure, trace=output)
    try:
        found = json.loads(message["answer"])
        if "failure" not in found:
            return Answer(value=_clean(found["value"]), trace=output)
        failure, trace = plain(str(found["failure"])), _lines(str(found["trace"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Answer(failure="hands over what is no result", trace=output)
    return Answer(failure=failure, trace=f"{trace}\n{output}".strip())


def _end_in_words(message: dict[str, Any], task: Task) -> str | None:
    """Why a process gave no answer; None if it gave one."""
    cause, status = message["cause"], message["status"]
    if cause == "time":
        return f"takes longer than its limit of {task.limit:g} s"
    if cause == "size":
        return "hands over too long a result"
    if status < 0:
        return f"ends by signal {_signal_name(-status)}"
    if status == UNREPORTED:
        return "closes the descriptor on which its result is awaited"
    if status > 0 or not message["answer"]:
        return f"ends its process without a result, with exit status {status}"
    return None


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _lines(text: str) -> str:
    """Text of several lines without control characters and lone surrogates."""
    return _UNSHOWN.sub(lambda found: ascii(found[0])[1:-1], text)


def _clean(value: Any) -> Any:
    """JSON whose texts can be printed and encoded."""
    if isinstance(value, str):
        return _lines(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_lines(key): _clean(item) for key, item in value.items()}
    return value
