"""Functions of this project that both arms of a claim enter: arms that share a model are one arm.

What is seen: every Python function of the project that runs, and functions compiled by numba that
a function that runs names in its body. What is not seen: code generated at run time (`lambdify`,
dataclass methods), tables that a module fills when it is imported, and C code.
"""

from __future__ import annotations

import cProfile
import functools
import inspect
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, TypeVar

from proofs.checker.sources import ROOT

T = TypeVar("T")
_FOLDERS = tuple(ROOT / name for name in ("qmgr_sym", "numerics", "proofs/papers"))
_READY = ROOT / "proofs" / "text_claims"
_JUDGE = ROOT / "qmgr_sym" / "exact"
_PACKAGES = ("qmgr_sym.", "numerics.", "proofs.papers.", "qmgr_own_claims.")
LETTERS = "notation"


def entered(call: Callable[[], T], own: Path | None = None) -> tuple[T, frozenset[str]]:
    """The value of `call()` and the project functions that it entered, as `module.qualname`.

    `own` is the folder of a user's claims, which counts as project code. A function defined inside
    another counts as the outer one. Kept values of `functools.cache` are dropped before, so that
    nothing is missed for having run earlier. Whatever `call` raises is passed on.
    """
    forget_kept_values()
    profile = cProfile.Profile()
    profile.enable()
    try:
        value = call()
    finally:
        profile.disable()
    codes = [entry.code for entry in profile.getstats() if isinstance(entry.code, CodeType)]
    return value, names_of(codes, own)


def shared_by(
    exact: Iterable[str], numeric: Iterable[str], builders: Iterable[str] = ()
) -> tuple[str, ...]:
    """Functions entered by both arms, sorted.

    Letters (modules whose name ends with `notation`) and `builders`, the functions that build the
    printed and the amended form, are no part of a model and are left out.
    """
    both = (set(exact) & set(numeric)) - set(builders)
    return tuple(sorted(name for name in both if not hands_out_letters(name)))


def hands_out_letters(name: str) -> bool:
    """Whether the function `name` (`module.qualname`) stands in a module of letters."""
    return f"{LETTERS}." in name


def names_of(codes: Iterable[CodeType], own: Path | None = None) -> frozenset[str]:
    """Names of the project functions among `codes`, and of the compiled ones that they name."""
    modules = {getattr(m, "__file__", None): m for m in list(sys.modules.values())}
    names: set[str] = set()
    todo = [code for code in codes if is_function(code) and is_project(code.co_filename, own)]
    while todo:
        code = todo.pop()
        name = name_of(code)
        if name not in names:
            names.add(name)
            todo.extend(_compiled(code, modules.get(code.co_filename)))
    return frozenset(names)


def name_of(code: CodeType) -> str:
    """`module.qualname` of the outermost function around `code`."""
    return f"{module_of(code.co_filename)}.{outermost(code)}"


def module_of(filename: str) -> str:
    """Dotted name of a project file; the stem of any other."""
    path = Path(filename)
    if path.is_relative_to(ROOT):
        parts = path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return path.stem


def outermost(code: CodeType) -> str:
    """Qualified name of `code` without what is defined inside a function."""
    return code.co_qualname.split(".<locals>")[0]


def is_function(code: CodeType) -> bool:
    """Whether `code` is the body of a function, not of a module or a class."""
    return bool(code.co_flags & inspect.CO_OPTIMIZED)


@functools.cache
def is_project(filename: str, own: Path | None = None) -> bool:
    """Whether a file belongs to the mathematics, the engines, a paper or the user's claims.

    The deciders in `qmgr_sym.exact` belong to the judge.
    """
    path = Path(filename)
    if own is not None and path.is_relative_to(own):
        return True
    return any(path.is_relative_to(f) for f in _FOLDERS) and not path.is_relative_to(_JUDGE)


def is_ready(arm: Any) -> bool:
    """Whether an arm is one of those of text claims, which share no code by construction.

    The house tests see to that: neither folder imports the other.
    """
    code = getattr(arm, "__code__", None)
    return code is not None and Path(code.co_filename).is_relative_to(_READY)


def forget_kept_values() -> None:
    """Drop what `functools.cache` and `lru_cache` of project functions keep."""
    for kept in kept_by_functions():
        kept.cache_clear()


def kept_by_functions() -> list[Any]:
    """The project's functions and methods under `functools.cache` or `lru_cache`."""
    kind = type(is_project)
    spaces: list[Any] = [m for name, m in list(sys.modules.items()) if name.startswith(_PACKAGES)]
    spaces += [c for m in spaces for c in list(vars(m).values()) if isinstance(c, type)]
    found = {id(f): f for space in spaces for f in list(vars(space).values()) if type(f) is kind}
    return list(found.values())


def _compiled(code: CodeType, module: ModuleType | None) -> list[CodeType]:
    """Functions compiled by numba that `code` names; their calls pass no profiler."""
    named = [getattr(module, name, None) for name in _names(code)]
    found = [getattr(function, "py_func", None) for function in named]
    return [function.__code__ for function in found if inspect.isfunction(function)]


def _names(code: CodeType) -> set[str]:
    inner = (c for c in code.co_consts if isinstance(c, CodeType))
    return {*code.co_names, *(name for c in inner for name in _names(c))}
