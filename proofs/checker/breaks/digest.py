"""What the code of some functions says, in one digest: comments, texts and layout do not count."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from proofs.checker.sources import ROOT
from proofs.files import private_folder, read_regular, write_atomically

Functions = Mapping[str, Iterable[str]]
_FORMAT = 1
_MOST = 5_000
"""Files that the memory holds before it starts anew."""
_JUDGED = {"printed", "exact", "numeric", "premises", "amended", "kind"}
"""What a claim states that its arms depend on; title, notes, explanations and pins are not."""


def place(filename: str | Path, base: Path) -> str:
    """Name of a file: its path below the project, or below `base` for a user's claim."""
    path = Path(filename)
    for folder in (ROOT, base):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


class Code:
    """Digests of the functions of source files, with a memory of parsed files on disk.

    The memory maps the bytes of a file (by their SHA-256) to what parsing found; a damaged memory
    is an empty one, and without a path there is none.
    """

    def __init__(self, memory: Path | None = None) -> None:
        """Read the memory, if there is one."""
        self._memory = memory
        self._known: dict[str, dict[str, str]] = _remembered(memory) if memory else {}
        self._files: dict[Path, dict[str, str]] = {}
        self._new = False

    def digest(self, claim_file: Path, functions: Functions) -> str | None:
        """Digest of the claim's file and of the named `functions` of other files, by `place`.

        Of the other files count the functions that are named and all that stands outside functions
        and classes, imports apart; of the claim's file all that its arms depend on. None where a
        file or a function is no longer there.
        """
        base = claim_file.parent
        with suppress(OSError, SyntaxError, ValueError, KeyError):
            lines = [repr(sorted(self._parts(claim_file).items()))]
            for name in sorted(functions):
                parts = self._parts(ROOT / name if (ROOT / name).is_file() else base / name)
                found = ((part, parts[part]) for part in ("", *sorted(functions[name])))
                lines.append(f"{name}: {list(found)}")
            return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
        return None

    def save(self) -> None:
        """Keep what was parsed; where that cannot be written it will be parsed again."""
        if self._new and self._memory is not None:
            kept = self._known if len(self._known) <= _MOST else {}
            with suppress(OSError):
                private_folder(self._memory.parent)
                text = json.dumps({"format": _FORMAT, "files": kept})
                write_atomically(self._memory, text)

    def _parts(self, path: Path) -> dict[str, str]:
        """Digests of the functions of a file by qualified name; "" is what is around them."""
        if path not in self._files:
            data = read_regular(path, follow=True)
            key = hashlib.sha256(data).hexdigest()
            if key not in self._known:
                self._known[key] = _parsed(data)
                self._new = True
            self._files[path] = self._known[key]
        return self._files[path]


def _remembered(memory: Path) -> dict[str, dict[str, str]]:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(read_regular(memory))
        if kept["format"] == _FORMAT:
            return {
                str(key): {str(name): str(found) for name, found in parts.items()}
                for key, parts in kept["files"].items()
            }
    return {}


def _parsed(data: bytes) -> dict[str, str]:
    found: dict[str, list[object]] = {"": []}
    for name, part in _defined(ast.parse(data).body, ""):
        found.setdefault(name, []).append(shape(part))
    return {k: hashlib.sha256(repr(v).encode()).hexdigest()[:16] for k, v in found.items()}


def _defined(body: Iterable[ast.stmt], scope: str) -> Iterator[tuple[str, object]]:
    """Functions, methods and lambdas with their qualified names, and what stands around them."""
    for node in body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield f"{scope}{name}", node
                continue
            case ast.ClassDef(name=name):
                yield from _defined(node.body, f"{scope}{name}.")
                continue
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Assign([ast.Name(id="CLAIM")], ast.Call(keywords=words, args=args)):
                yield "", [_without_texts(shape(a)) for a in args]
                yield "", [_without_texts(shape(w)) for w in words if w.arg in _JUDGED]
            case _:
                yield "", node
        for inner in ast.walk(node):
            if isinstance(inner, ast.Lambda):
                yield f"{scope}<lambda>", inner


def shape(node: object) -> Any:
    """A syntax tree as nested tuples without docstrings, the same for every version of Python."""
    if isinstance(node, list | tuple):
        return tuple(shape(n) for n in node if not _docstring(n))
    if isinstance(node, ast.Constant):
        return "Constant", type(node.value).__name__, repr(node.value)
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = (
        (name, shape(value))
        for name, value in ast.iter_fields(node)
        if value not in (None, []) and name not in ("ctx", "type_comment")
    )
    return type(node).__name__, tuple(fields)


def _without_texts(node: Any) -> Any:
    """The shape with every text constant left out: a note or a reason is no code."""
    match node:
        case ("Constant", "str", _):
            return "text"
        case tuple():
            return tuple(_without_texts(n) for n in node)
    return node


def _docstring(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
