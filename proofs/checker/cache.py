"""Results kept by the content of the code they depend on; comments and layout do not count.

An entry has two lines of JSON: what it was made from, sealed, and the result. Whatever does not fit
its seal, names other code or other data, or is no file, counts as not there.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from proofs.checker import opened
from proofs.checker.options import Options
from proofs.checker.sources import ROOT, Sources
from proofs.files import (
    cache_folder,
    private_folder,
    read_regular,
    require_own,
    write_atomically,
)

_FORMAT = 3
_LONGEST_NAME = 120


def folder() -> Path:
    """Where results are kept: $QMGR_CACHE, else `qmgr` in the user's cache folder."""
    return cache_folder()


def trouble() -> str | None:
    """Why results are neither kept nor read, if so."""
    try:
        private_folder(folder())
    except OSError as error:
        return f"results cannot be kept in {folder()}: {error.strerror}"
    return None


def sources() -> Sources:
    """The source files of a session, with the memory of the cache folder."""
    return Sources(folder() / "sources.json")


def digests(seeds: Iterable[Path], read: Sources) -> dict[str, str]:
    """What code the files `seeds` depend on: name -> digest or version.

    The files, all they import from this project, the distributions that these import with all
    that those require, and Python.
    """
    files = frozenset().union(*(read.closure(seed) for seed in seeds))
    named = {name_of(f): read.read(f).digest for f in files}
    for name, version in read.versions(files).items():
        named[f"library {name}"] = version
    named["python"] = platform.python_version()
    return named


def of_options(options: Options) -> str:
    """What a result depends on of the options."""
    return f"seed {options.seed}, samples {options.samples}"


@lru_cache(maxsize=10_000)
def name_of(path: Path) -> str:
    """Name of a file in the digests: within the project its place there, else its full path."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def without_code(data: Mapping[str, str], files: Iterable[Path]) -> dict[str, str]:
    """The opened files of `data` that are not among the source `files`."""
    code = {str(path) for path in files}
    return {path: kept for path, kept in data.items() if path not in code}


def read(key: str, wanted: Mapping[str, str]) -> dict[str, Any] | None:
    """The kept result of `key`, if it was made from exactly `wanted` and the data are the same."""
    entry = _load(key)
    if entry is None or entry[0]["digests"] != wanted or _changed_data(entry[0]):
        return None
    result = _json(entry[1])
    return result if isinstance(result, dict) else None


class Said(NamedTuple):
    """A verdict, and over what it was decided."""

    verdict: str
    scope: str


def said(key: str, wanted: Mapping[str, str]) -> Said | None:
    """Verdict and scope of the kept result of `key`, without reading the result itself."""
    entry = _load(key)
    if entry is None or entry[0]["digests"] != wanted or _changed_data(entry[0]):
        return None
    verdict, scope = entry[0]["verdict"], entry[0].get("scope", "")
    return Said(verdict, scope) if isinstance(verdict, str) and isinstance(scope, str) else None


def changes(key: str, wanted: Mapping[str, str]) -> list[str] | None:
    """What differs from the kept result, by name; None when nothing is kept."""
    entry = _load(key)
    if entry is None:
        return None
    old = entry[0]["digests"]
    code = {n for n in {*old, *wanted} if old.get(n) != wanted.get(n)}
    return sorted(code.union(_changed_data(entry[0])))


def write(
    key: str,
    made_from: Mapping[str, str],
    result: Mapping[str, Any],
    data: Mapping[str, str] | None = None,
) -> None:
    """Keep a result; atomic, so that an interruption leaves the old one or the new one.

    `data` are the files that were opened for it, path -> digest as in `opened`. Raises OSError
    when the folder cannot be written or is not ours.
    """
    private_folder(folder())
    head = {
        "format": _FORMAT,
        "key": key,
        "verdict": result.get("verdict"),
        "scope": result.get("scope", ""),
        "digests": dict(made_from),
        "data": dict(data or {}),
    }
    body = json.dumps(result).encode()  # tables keep their order, so that reports do
    first = json.dumps({**head, "seal": _seal(head, body)}).encode()
    write_atomically(place(key), first + b"\n" + body)


def place(key: str) -> Path:
    """The file of an entry."""
    name = re.sub(r"[^A-Za-z0-9._-]", "_", key)
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    return folder() / f"{name}.json"


def _load(key: str) -> tuple[dict[str, Any], bytes] | None:
    """First line and body of an entry whose seal fits."""
    if not _ours(folder()):
        return None
    try:
        first, _, body = read_regular(place(key)).partition(b"\n")
    except OSError:
        return None
    head = _json(first)
    if not isinstance(head, dict) or head.get("format") != _FORMAT or head.get("key") != key:
        return None
    if head.pop("seal", None) != _seal(head, body):
        return None
    texts = (head.get("digests"), head.get("data"))
    return (head, body) if all(isinstance(found, dict) for found in texts) else None


def _ours(path: Path) -> bool:
    try:
        require_own(path)
    except OSError:
        return False
    return True


def _json(text: bytes) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _seal(head: Mapping[str, Any], body: bytes) -> str:
    text = json.dumps(head, sort_keys=True).encode() + b"\n" + body
    return hashlib.sha256(text).hexdigest()


def _changed_data(head: Mapping[str, Any]) -> list[str]:
    """Data files that are no longer as they were."""
    return sorted(
        name_of(Path(path))
        for path, kept in head["data"].items()
        if opened.digest(Path(path)) != kept
    )
