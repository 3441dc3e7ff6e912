"""Find claims: every module of `proofs.papers` that defines `CLAIM`; no list to edit."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import proofs
from proofs import papers
from proofs.checker.claim import Claim
from proofs.checker.errors import UsageError


@dataclass(frozen=True)
class Entry:
    """A claim and the file that defines it."""

    claim: Claim
    path: Path


def load(folders: Sequence[Path] = ()) -> dict[str, Entry]:
    """All claims of the suite, and those of the user's own `folders`, by key in reading order.

    Raises UsageError for a file that cannot be read as Python, a `CLAIM` that is no Claim, and a
    key that two files define.
    """
    entries: dict[str, Entry] = {}
    for entry in [*_built_in(), *(e for folder in folders for e in _own(folder))]:
        earlier = entries.get(entry.claim.key)
        if earlier is not None:
            raise UsageError(
                f"claim key {entry.claim.key} must be defined once, "
                f"but is in {earlier.path.name} and in {entry.path.name}"
            )
        entries[entry.claim.key] = entry
    return dict(sorted(entries.items(), key=lambda item: reading_order(item[1].claim)))


def load_one(key: str, path: Path) -> Claim:
    """The claim `key` of the file at `path`, for a worker process."""
    built_in = Path(proofs.__file__).parent
    if path.is_relative_to(built_in):
        name = ".".join(("proofs", *path.relative_to(built_in).with_suffix("").parts))
        claim = importlib.import_module(name).CLAIM
    else:
        claim = _import_file(path).claim
    if claim.key != key:
        raise UsageError(f"{path.name} must define {key}, but defines {claim.key}")
    assert isinstance(claim, Claim)
    return claim


def reading_order(claim: Claim) -> tuple[object, ...]:
    """Sort key: document, then section, then equation number, then sentences."""
    numbers = tuple(
        int(part) if part.isdigit() else 0 for part in (claim.source.equation or "").split(".")
    )
    first = claim.source.section.split(".")[0]
    section = (int(first), "") if first.isdigit() else (100, claim.source.section)
    sentence = claim.source.equation is None
    return claim.key.split(":")[0], section, sentence, numbers, claim.key


def _built_in() -> Iterable[Entry]:
    for info in pkgutil.walk_packages(papers.__path__, f"{papers.__name__}."):
        module = importlib.import_module(info.name)
        if hasattr(module, "CLAIM"):
            assert module.__file__ is not None
            yield _entry(module.CLAIM, Path(module.__file__))


def _own(folder: Path) -> Iterable[Entry]:
    if not folder.is_dir():
        raise UsageError(f"folder of claims must exist, but {folder} does not")
    files = sorted(p for p in folder.glob("*.py") if not p.name.startswith("_"))
    if not files:
        raise UsageError(f"folder of claims must hold Python files, but {folder} holds none")
    for path in files:
        yield _import_file(path.resolve())


def _import_file(path: Path) -> Entry:
    name = f"qmgr_own_claims.{hashlib.sha256(str(path).encode()).hexdigest()[:12]}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise UsageError(
            f"claim file {path.name} must be Python, but line {error.lineno} is not: {error.msg}"
        ) from error
    except Exception as error:
        raise UsageError(
            f"claim file {path.name} must import cleanly, but raised "
            f"{type(error).__name__}: {error}"
        ) from error
    if not hasattr(module, "CLAIM"):
        raise UsageError(f"claim file {path.name} must define CLAIM, but does not")
    return _entry(module.CLAIM, path)


def _entry(claim: object, path: Path) -> Entry:
    if not isinstance(claim, Claim):
        raise UsageError(f"CLAIM of {path.name} must be a Claim, but is a {type(claim).__name__}")
    return Entry(claim, path)
