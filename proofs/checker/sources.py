"""What a source file says and which files of this project it imports, remembered by its bytes."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import proofs
from proofs.files import write_atomically

ROOT = Path(proofs.__file__).resolve().parent.parent
_PACKAGES = ("proofs", "qmgr_sym", "numerics")


class Source(NamedTuple):
    """Digest of the code, comments and layout apart, and the names of modules it imports."""

    digest: str
    modules: tuple[str, ...]


class Sources:
    """Sources read in one session, with a memory of parsed files that outlives it.

    The memory maps the bytes of a file (by their SHA-256) to what parsing found, so that a warm
    run parses nothing; a damaged memory is an empty one.
    """

    def __init__(self, memory: Path) -> None:
        """Read the memory at `memory`, if there is one."""
        self._memory = memory
        self._known: dict[str, Source] = dict(_remembered(memory))
        self._before = len(self._known)
        self._files: dict[Path, Source] = {}
        self._closures: dict[Path, frozenset[Path]] = {}
        self._places: dict[str, tuple[Path, ...]] = {}

    def read(self, path: Path) -> Source:
        """What the file at `path` says; read once per session."""
        if path not in self._files:
            data = path.read_bytes()
            key = hashlib.sha256(data).hexdigest()
            if key not in self._known:
                self._known[key] = _parse(data, str(path))
            self._files[path] = self._known[key]
        return self._files[path]

    def closure(self, seed: Path) -> frozenset[Path]:
        """The file `seed` and all files of this project that it imports, directly or not."""
        if seed not in self._closures:
            found: set[Path] = set()
            stack = [seed.resolve()]
            while stack:
                path = stack.pop()
                if path not in found:
                    found.add(path)
                    stack.extend(f for m in self.read(path).modules for f in self._place(m))
            self._closures[seed] = frozenset(found)
        return self._closures[seed]

    def save(self) -> None:
        """Keep what was parsed; where that cannot be written it will be parsed again."""
        if len(self._known) > self._before:
            text = json.dumps({"python": platform.python_version(), "files": self._known})
            with suppress(OSError):
                write_atomically(self._memory, text)

    def _place(self, module: str) -> tuple[Path, ...]:
        """The file of a module, with the `__init__` files on the way; empty if no module."""
        if module not in self._places:
            parts = module.split(".")
            files = [ROOT.joinpath(*parts[:i], "__init__.py") for i in range(1, len(parts) + 1)]
            files.append(ROOT.joinpath(*parts).with_suffix(".py"))
            self._places[module] = tuple(f for f in files if f.is_file())
        return self._places[module]


def _remembered(memory: Path) -> Iterator[tuple[str, Source]]:
    try:
        kept = json.loads(memory.read_text(encoding="utf-8"))
        if kept["python"] == platform.python_version():
            for key, (digest, modules) in kept["files"].items():
                yield key, Source(digest, tuple(modules))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def _parse(data: bytes, name: str) -> Source:
    tree = ast.parse(data, filename=name)
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    own = sorted(m for m in modules if m.split(".")[0] in _PACKAGES)
    return Source(hashlib.sha256(ast.dump(tree).encode()).hexdigest(), tuple(own))
