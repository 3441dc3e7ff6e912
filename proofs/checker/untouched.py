"""Whether the code that judges is still what it was before a claim ran."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from operator import attrgetter, is_
from types import FunctionType, ModuleType

_JUDGE = frozenset(
    ("builtins", "flint", "json", "math", "mpmath", "numpy", "proofs", "qmgr_sym", "sympy", "z3")
)
_MEMBERS = (property, classmethod, staticmethod)
_code = attrgetter("__code__")


@dataclass(frozen=True)
class _Names:
    """What the names in a module or a class mean, as far as it is code."""

    owner: ModuleType | type
    label: str
    names: tuple[str, ...]
    values: tuple[object, ...]
    others: frozenset[str]

    def difference(self) -> str | None:
        """The first name that means something else, or is new in a class."""
        now = vars(self.owner)
        if not all(map(is_, map(now.get, self.names), self.values)):
            pairs = zip(self.names, self.values, strict=True)
            return next(f"{self.label}{n}" for n, value in pairs if now.get(n) is not value)
        if isinstance(self.owner, type) and len(now) > len(self.names) + len(self.others):
            new = (n for n in now if not n.startswith("__") and n not in self.names)
            return next((f"{self.label}{n}" for n in new if n not in self.others), None)
        return None


@dataclass(frozen=True)
class _Picture:
    """Functions and classes of one module: what its names mean, and what is inside them."""

    module: ModuleType
    spaces: tuple[_Names, ...]
    functions: tuple[FunctionType, ...]
    code: tuple[object, ...]

    def difference(self) -> str | None:
        """The first thing that is no longer as it was."""
        for space in self.spaces:
            if found := space.difference():
                return found
        if all(map(is_, map(_code, self.functions), self.code)):
            return None
        pairs = zip(self.functions, self.code, strict=True)
        return next(f.__qualname__ for f, code in pairs if _code(f) is not code)


_before: dict[str, _Picture] = {}


def remember() -> None:
    """Take note of the functions and classes of all modules that are loaded now."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _JUDGE and name not in _before:
            _before[name] = _picture(name, module)


def changed() -> str | None:
    """The first function or class that is another one than it was; None if there is none.

    What a claim changes and restores, and what it changes inside an object, is not seen.
    """
    for name, picture in _before.items():
        if sys.modules.get(name) is not picture.module:
            return name
        if difference := picture.difference():
            return f"{name}.{difference}"
    return None


def _picture(name: str, module: ModuleType) -> _Picture:
    space = _names(module, "")
    own = [v for v in space.values if getattr(v, "__module__", None) == name]
    classes = [v for v in own if isinstance(v, type)]
    inside = [_names(owner, f"{owner.__qualname__}.") for owner in classes]
    values = [*own, *(value for names in inside for value in names.values)]
    functions = tuple(v for v in values if isinstance(v, FunctionType))
    return _Picture(module, (space, *inside), functions, tuple(map(_code, functions)))


def _names(owner: ModuleType | type, label: str) -> _Names:
    code = {n: v for n, v in vars(owner).items() if callable(v) or isinstance(v, _MEMBERS)}
    others = frozenset(vars(owner)) - set(code)
    return _Names(owner, label, tuple(code), tuple(code.values()), others)
