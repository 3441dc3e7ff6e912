"""What a source file says and which files of this project it imports, remembered by its bytes."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import proofs
from proofs.checker.installed import Installed, installed
from proofs.files import private_folder, read_regular, write_atomically

ROOT = Path(proofs.__file__).resolve().parent.parent
_PACKAGES = ("proofs", "qmgr_sym", "numerics")
_FORMAT = 2
_MOST = 20_000
"""Files that the memory holds before it forgets those that no longer exist."""


class Source(NamedTuple):
    """What one file says.

    digest : of the code, comments and layout apart.  modules : names of this project's modules that
    it imports, relative ones with their dots.  outside : top-level modules that it imports from
    elsewhere, the standard library apart.  claim : whether it assigns `CLAIM`; key : the key given
    there, as far as it is written out.
    """

    digest: str
    modules: tuple[str, ...]
    outside: tuple[str, ...] = ()
    claim: bool = False
    key: str | None = None


class Sources:
    """Sources read in one session, with a memory of parsed files that outlives it.

    The memory maps the bytes of a file (by their SHA-256) to what parsing found, so that a warm
    run parses nothing; a damaged memory is an empty one.
    """

    def __init__(self, memory: Path) -> None:
        """Read the memory at `memory`, if there is one."""
        self._memory = memory
        self._known: dict[str, Source] = dict(_remembered(memory))
        self._new = False
        self._files: dict[Path, Source] = {}
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._keys: set[str] = set()
        self._direct: dict[Path, frozenset[Path]] = {}
        self._closures: dict[Path, frozenset[Path]] = {}
        self._places: dict[str, tuple[Path, ...]] = {}

    def read(self, path: Path) -> Source:
        """What the file at `path` says; read once per session.

        Raises OSError for what is no file, SyntaxError or ValueError for what is no Python.
        """
        if path not in self._files:
            stamp = _stamp(path)
            data = read_regular(path, follow=True)
            key = hashlib.sha256(data).hexdigest()
            if key not in self._known:
                self._known[key] = _parse(data, str(path))
                self._new = True
            self._keys.add(key)
            self._stamps[path] = stamp
            self._files[path] = self._known[key]
        return self._files[path]

    def closure(self, seed: Path) -> frozenset[Path]:
        """The file `seed` and all files of this project that it imports, directly or not."""
        if seed not in self._closures:
            for path in self._imported(seed):
                if path not in self._closures:  # shared by many: a claim then has few sets to unite
                    self._closures[path] = self._reached(path)
            self._closures[seed] = self._reached(seed.resolve())
        return self._closures[seed]

    def _reached(self, seed: Path) -> frozenset[Path]:
        found: set[Path] = set()
        stack = [seed]
        while stack:
            path = stack.pop()
            if path in self._closures:
                found |= self._closures[path]
            elif path not in found:
                found.add(path)
                stack += self._imported(path)
        return frozenset(found)

    def versions(self, files: Iterable[Path]) -> dict[str, str]:
        """Installed distributions that `files` import, with all that those require: versions."""
        return self._installed.versions({m for path in files for m in self.read(path).outside})

    @cached_property
    def _installed(self) -> Installed:
        return installed(self._memory.with_name("installed.json"))

    def unchanged(self, files: Iterable[Path]) -> bool:
        """Whether `files` are, by size and time, still those that were read."""
        with suppress(OSError):
            return all(self._stamps[path] == _stamp(path) for path in files)
        return False

    def save(self) -> None:
        """Keep what was parsed; where that cannot be written it will be parsed again."""
        if not self._new:
            return
        kept = self._known
        if len(kept) > _MOST:
            kept = {key: source for key, source in kept.items() if key in self._keys}
        text = json.dumps({"format": _FORMAT, "python": platform.python_version(), "files": kept})
        with suppress(OSError):
            private_folder(self._memory.parent)
            write_atomically(self._memory, text)
            self._new = False

    def _imported(self, path: Path) -> frozenset[Path]:
        """Files of this project that the file at `path` names itself."""
        if path not in self._direct:
            modules = self.read(path).modules
            self._direct[path] = frozenset(f for m in modules for f in self._place(m, path))
        return self._direct[path]

    def _place(self, module: str, importer: Path) -> tuple[Path, ...]:
        """The file of a module, with the `__init__` files on the way; empty if no module."""
        dots = len(module) - len(module.lstrip("."))
        if dots:
            folder = importer.parents[dots - 1]
            if not folder.is_relative_to(ROOT):
                return ()
            module = ".".join((*folder.relative_to(ROOT).parts, *module.lstrip(".").split(".")))
        return self._files_of(module)

    def _files_of(self, module: str) -> tuple[Path, ...]:
        if module not in self._places:
            above, _, _ = module.rpartition(".")
            place = os.path.join(ROOT, *module.split("."))
            own = (f"{place}{os.sep}__init__.py", f"{place}.py")
            found = tuple(Path(file) for file in own if os.path.isfile(file))
            self._places[module] = (self._files_of(above) if above else ()) + found
        return self._places[module]


def _stamp(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_mtime_ns, found.st_size


def _remembered(memory: Path) -> Iterator[tuple[str, Source]]:
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        kept = json.loads(read_regular(memory))
        if (kept["format"], kept["python"]) != (_FORMAT, platform.python_version()):
            return
        for name, (digest, modules, outside, claim, key) in kept["files"].items():
            texts = (digest, *modules, *outside, *([] if key is None else [key]))
            if all(isinstance(text, str) for text in texts) and isinstance(claim, bool):
                yield name, Source(digest, tuple(modules), tuple(outside), claim, key)


def _parse(data: bytes, name: str) -> Source:
    tree = ast.parse(data, filename=name)
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            dot = "" if base.endswith(".") else "."
            modules |= {base, *(f"{base}{dot}{alias.name}" for alias in node.names)}
    own = {m for m in modules if m.startswith(".") or m.split(".")[0] in _PACKAGES}
    outside = {m.split(".")[0] for m in modules - own} - set(sys.stdlib_module_names)
    given = _given_claim(tree)
    return Source(
        hashlib.sha256(ast.dump(tree).encode()).hexdigest(),
        tuple(sorted(m for m in own if m.strip("."))),
        tuple(sorted(outside)),
        given is not None,
        _written_key(given),
    )


def _given_claim(tree: ast.Module) -> ast.expr | None:
    """The value that a module assigns to `CLAIM`; None where it does not."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(t, ast.Name) and t.id == "CLAIM" for t in targets):
            assert isinstance(node, ast.Assign | ast.AnnAssign)
            return node.value
    return None


def _written_key(given: ast.expr | None) -> str | None:
    if not isinstance(given, ast.Call):
        return None
    named = [word.value for word in given.keywords if word.arg == "key"]
    for value in (*named, *given.args[:1]):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return None
