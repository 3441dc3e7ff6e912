"""Results kept by the content of the code they depend on; comments and layout do not count."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import proofs
from proofs.checker.options import Options
from proofs.files import write_atomically

_ROOT = Path(proofs.__file__).resolve().parent.parent
_PACKAGES = ("proofs", "qmgr_sym", "numerics")
LIBRARIES = ("sympy", "numpy", "scipy", "python-flint", "z3-solver", "hypothesis", "mpmath")


def folder() -> Path:
    """Where results are kept: $QMGR_CACHE, else `qmgr` in the user's cache folder."""
    own = os.environ.get("QMGR_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "qmgr"


def digests(path: Path, premises: Iterable[Path], options: Options) -> dict[str, str]:
    """What the result of the claim file at `path` depends on: name -> digest of its content.

    The claim file, the files of its premises, all they import from this project, the checker
    itself, the libraries, Python and the options.
    """
    files = _checker().union(*(_closure(seed) for seed in (path, *premises)))
    named = {_name(f): _digest(f) for f in sorted(files)}
    named |= _versions()
    named["python"] = platform.python_version()
    named["options"] = f"seed {options.seed}, samples {options.samples}"
    return named


def read(key: str, wanted: dict[str, str]) -> dict[str, Any] | None:
    """The kept result of `key`, if it was made from exactly `wanted`."""
    kept = _load(key)
    return kept["result"] if kept is not None and kept["digests"] == wanted else None


def changes(key: str, wanted: dict[str, str]) -> list[str] | None:
    """What differs from the kept result, by name; None when nothing is kept."""
    kept = _load(key)
    if kept is None:
        return None
    old = kept["digests"]
    return sorted(n for n in {*old, *wanted} if old.get(n) != wanted.get(n))


def write(key: str, made_from: dict[str, str], result: dict[str, Any]) -> None:
    """Keep a result; atomic, so that an interruption leaves the old one or the new one.

    Raises OSError when the folder cannot be written.
    """
    text = json.dumps({"digests": made_from, "result": result}, sort_keys=True)
    write_atomically(_file(key), text)


def _file(key: str) -> Path:
    return folder() / f"{key.replace(':', '_')}.json"


def _load(key: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(_file(key).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if isinstance(kept, dict) and isinstance(kept.get("digests"), dict) and "result" in kept:
        return kept
    return None


def _name(path: Path) -> str:
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(ast.dump(_tree(path)).encode()).hexdigest()


@cache
def _closure(seed: Path) -> frozenset[Path]:
    """The file `seed` and all files of this project that it imports, directly or not."""
    found: set[Path] = set()
    stack = [seed.resolve()]
    while stack:
        path = stack.pop()
        if path not in found:
            found.add(path)
            stack.extend(_imports(path))
    return frozenset(found)


@cache
def _checker() -> frozenset[Path]:
    """The checker itself and all that it imports."""
    own = sorted((_ROOT / "proofs" / "checker").glob("*.py"))
    return frozenset().union(*map(_closure, own))


@cache
def _versions() -> dict[str, str]:
    return {f"library {name}": version(name) for name in LIBRARIES}


@cache
def _imports(path: Path) -> tuple[Path, ...]:
    """Files of this project that the file at `path` imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    files = {f for name in names if name.split(".")[0] in _PACKAGES for f in _source(name)}
    return tuple(sorted(files))


def _source(name: str) -> list[Path]:
    """The file of module `name`, with the `__init__` files on the way; empty if no module."""
    parts = name.split(".")
    base = _ROOT.joinpath(*parts)
    files = [_ROOT.joinpath(*parts[:i], "__init__.py") for i in range(1, len(parts) + 1)]
    files.append(base.with_suffix(".py"))
    return [f for f in files if f.is_file()]
