"""Whether a helper hands out letters, or a model that two arms of a claim must not share."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

import sympy as sp

from proofs.checker.evaluate import is_atom
from proofs.checker.shared_code import is_function, name_of


def lettering(call: Callable[[], object], names: Collection[str]) -> frozenset[str]:
    """Those of the functions `names` (`module.qualname`) that return letters while `call()` runs.

    Letters are symbols, applied functions and what else an engine may measure, numbers, words, and
    collections of these. A compound expression or an array is a piece of a model. Whatever `call`
    raises is passed on.
    """
    kept: dict[str, bool] = {}
    wanted = functools.cache(lambda code: is_function(code) and name_of(code) in names)

    def enter(frame: FrameType, event: str, value: Any) -> Callable[..., Any] | None:
        return leave if wanted(frame.f_code) else None

    def leave(frame: FrameType, event: str, value: Any) -> Callable[..., Any]:
        if event == "return":
            name = name_of(frame.f_code)
            kept[name] = kept.get(name, True) and _is_letter(value)
        return leave

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call()
    finally:
        sys.settrace(before)
    return frozenset(name for name, only_letters in kept.items() if only_letters)


def _is_letter(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_letter, value.values()))
    if isinstance(value, tuple | list | set | frozenset | sp.MatrixBase):
        return all(map(_is_letter, value))
    if isinstance(value, sp.Expr):
        return bool(value.is_number) or is_atom(value)
    return value is None or isinstance(value, str | int | float | complex)
