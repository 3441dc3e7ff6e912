"""Which lines of which functions of the project a call runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, TypeVar

from proofs.checker.shared_code import is_function, is_project

T = TypeVar("T")
Lines = dict[CodeType, set[int]]


def lines_run(call: Callable[[], T], own: Path | None = None) -> tuple[T, Lines]:
    """The value of `call()`, and the lines that it ran of every project function.

    `own` is the folder of a user's claims. Only this thread is watched; what `call` raises is
    passed on.
    """
    ran: Lines = {}
    watched: dict[CodeType, Callable[..., Any] | None] = {}

    def enter(frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:
        code = frame.f_code
        if code not in watched:
            mine = is_function(code) and is_project(code.co_filename, own)
            watched[code] = _noter(ran.setdefault(code, set())) if mine else None
        return watched[code]

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        value = call()
    finally:
        sys.settrace(before)
    return value, ran


def _noter(lines: set[int]) -> Callable[..., Any]:
    def note(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        lines.add(frame.f_lineno)
        return note

    return note
