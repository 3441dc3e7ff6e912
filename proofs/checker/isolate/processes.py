"""Processes as the system shows them: children, states, signals, ties to a parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def descriptors() -> list[int]:
    """Open descriptors of this process."""
    try:
        return [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        return list(range(1024))


def children() -> list[int]:
    """Children of this process, where the system lists them."""
    found: list[int] = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(pid) for pid in listed.read_text(encoding="ascii").split()]
    return found


def alive(pid: int) -> bool:
    """Whether a process runs: it has not ended, and is not only waiting to be reaped."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in ("Z", "X")


def send(pid: int, which: int) -> None:
    """Send a signal to a process, if it is still there."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, which)


def kill_group(group: int) -> None:
    """Kill the processes of a fork's session that are in its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def prctl(what: int, value: int) -> None:
    """Set a tie of this process; Linux only: elsewhere a fork outlives a server that is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(what, value, 0, 0, 0)
