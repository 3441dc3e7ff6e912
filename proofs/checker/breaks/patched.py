"""A file recompiled with one change in it, and the living functions that take the new code."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType, FunctionType

from proofs.checker.breaks.edits import Edit, edits_of

Living = Mapping[CodeType, list[FunctionType]]
Patch = list[tuple[FunctionType, CodeType]]


class Module:
    """A source file that is loaded, as a syntax tree that can be changed and compiled."""

    def __init__(self, filename: str) -> None:
        """Read and compile the file; raises OSError or SyntaxError where that is not possible."""
        self.tree = ast.parse(Path(filename).read_bytes(), filename)
        self.filename = filename
        self._code = self._compiled()

    def edits(self) -> list[Edit]:
        """All changes that this module can be given."""
        return edits_of(self.tree)

    def patch(self, edit: Edit, living: Living) -> Patch:
        """Living functions with their code after `edit`; empty where it leaves all code the same.

        Empty as well where no living function has the code, or where the new code needs other
        variables of the function around it.
        """
        with edit.made():
            changed = self._compiled()
        return [
            (function, new)
            for old, new in _differing(self._code, changed)
            for function in living.get(old, ())
            if function.__code__.co_filename == self.filename
            and function.__code__.co_freevars == new.co_freevars
        ]

    def _compiled(self) -> CodeType:
        made: CodeType = compile(self.tree, self.filename, "exec", dont_inherit=True)
        return made


def living_functions(filenames: Iterable[str]) -> Living:
    """All functions of the process that were defined in the files, by their code."""
    wanted = set(filenames)
    found: dict[CodeType, list[FunctionType]] = {}
    frozen = gc.get_freeze_count() > 0
    gc.unfreeze()  # else what a server has loaded before a fork is not among the objects
    for thing in gc.get_objects():
        if type(thing) is FunctionType and thing.__code__.co_filename in wanted:
            found.setdefault(thing.__code__, []).append(thing)
    if frozen:
        gc.freeze()
    return found


def apply(patch: Patch) -> None:
    """Give the functions their new code."""
    for function, code in patch:
        function.__code__ = code


def _differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Pairs of code, outermost first, that do not do the same."""
    if _does(old) == _does(new):
        return
    yield old, new
    inner, changed = _inside(old), _inside(new)
    if len(inner) == len(changed):
        for one, other in zip(inner, changed, strict=True):
            yield from _differing(one, other)


def _inside(code: CodeType) -> list[CodeType]:
    return [c for c in code.co_consts if isinstance(c, CodeType)]


def _does(code: CodeType) -> tuple[object, ...]:
    """What code does, wherever it stands in the file."""
    constants = [
        _does(c) if isinstance(c, CodeType) else (type(c), repr(c)) for c in code.co_consts
    ]
    return (code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars,
            code.co_cellvars)  # fmt: skip
