"""Results kept by the content of the code they depend on; comments and layout do not count."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from proofs.checker.options import Options
from proofs.checker.sources import ROOT, Sources
from proofs.files import write_atomically

LIBRARIES = (
    "sympy", "numpy", "scipy", "python-flint", "z3-solver", "hypothesis", "mpmath", "numba", "stim",
    "quimb",
)  # fmt: skip


def folder() -> Path:
    """Where results are kept: $QMGR_CACHE, else `qmgr` in the user's cache folder."""
    own = os.environ.get("QMGR_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "qmgr"


def sources() -> Sources:
    """The source files of a session, with the memory of the cache folder."""
    return Sources(folder() / "sources.json")


def digests(
    path: Path, premises: Iterable[Path], options: Options, read: Sources
) -> dict[str, str]:
    """What the result of the claim file at `path` depends on: name -> digest of its content.

    The claim file, the files of its premises, all they import from this project, the checker
    itself, the libraries, Python and the options.
    """
    checker = sorted((ROOT / "proofs" / "checker").glob("*.py"))
    files = frozenset().union(*(read.closure(seed) for seed in (path, *premises, *checker)))
    named = {_name(f): read.read(f).digest for f in sorted(files)}
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


@cache
def _name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


@cache
def _versions() -> dict[str, str]:
    return {f"library {name}": version(name) for name in LIBRARIES}
