"""The cards of claim files, kept in the cache, so that a listing imports no claim.

A card is read again where the code that its file depends on, or a file that was opened for it, is
no longer the same. Reading imports the file, in a process of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from proofs.checker import cache, opened
from proofs.checker.card import Card, broken_card, card_from
from proofs.checker.errors import UsageError
from proofs.checker.sources import ROOT, Sources
from proofs.files import private_folder, read_regular, require_own, write_atomically

LIMIT = 60.0
"""Seconds that importing one claim file, or one batch of the suite's, may take."""
_FORMAT = 1
_BATCH = 24
_WHAT_STATES = ROOT / "proofs" / "checker" / "card.py"


class _Kept(NamedTuple):
    made_from: str
    data: dict[str, str]
    card: Any


def cards(files: Mapping[Path, Path], read: Sources, jobs: int = 1) -> dict[Path, Card]:
    """The card of every claim file, from the index where nothing has changed.

    files : claim file -> the folder of claims that it belongs to, whose files are its data.
    A file that raises or ends its process when it is imported has a card that says so. Raises
    UsageError for one whose `CLAIM` is no claim.
    """
    kept = _load()
    made_from = {path: _digest(path, read) for path in files}
    found: dict[Path, Card] = {}
    for path in files:
        entry = kept.get(str(path))
        if entry is not None and entry.made_from == made_from[path] and _same(entry.data):
            with suppress(ValueError):
                found[path] = card_from(entry.card)
    missing = {path: folder for path, folder in files.items() if path not in found}
    if missing:
        for path, answer in _import_all(missing, read, jobs).items():
            found[path] = _card(path, answer, read)
            if found[path].broken is None:
                data = cache.without_code(answer["data"], read.closure(path))
                kept[str(path)] = _Kept(made_from[path], data, answer["card"])
        _save({path: entry for path, entry in kept.items() if Path(path).exists()})
    return found


def preload_for(files: Iterable[Path], read: Sources) -> tuple[str, ...]:
    """Modules of the libraries and the checker that claim files import: none of a paper's own."""
    closure = frozenset().union(*(read.closure(path) for path in files))
    names = []
    for path in sorted(closure):
        parts = path.relative_to(ROOT).with_suffix("").parts if path.is_relative_to(ROOT) else ()
        if parts[:1] in (("qmgr_sym",), ("numerics",)) or parts[:2] == ("proofs", "checker"):
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return ("sympy", "numpy", "proofs.checker.run", *names, "proofs.checker.untouched:remember")


def _import_all(files: Mapping[Path, Path], read: Sources, jobs: int) -> dict[Path, dict[str, Any]]:
    """Import files of the suite in batches, others and the batches that fail one by one."""
    from proofs.checker.isolate import Pool, Task

    def task(batch: Sequence[Path]) -> Task:
        roots = {str(ROOT), *(str(files[path]) for path in batch)}
        names = [str(path) for path in batch]
        args = (names, sorted(roots), [str(cache.folder())])
        return Task("proofs.checker.worker:read_cards", args, LIMIT)

    suite = [path for path in files if path.is_relative_to(ROOT)]
    batches = [suite[i : i + _BATCH] for i in range(0, len(suite), _BATCH)]
    batches += [[path] for path in files if not path.is_relative_to(ROOT)]
    answers: dict[Path, dict[str, Any]] = {}
    with Pool(jobs, preload_for(files, read)) as pool:
        for batch in batches:
            pool.submit(tuple(batch), task(batch))
        while pool.load:
            tag, answer = pool.wait()
            assert isinstance(tag, tuple)
            if answer.failure is None:
                answers.update(zip(tag, answer.value, strict=True))
            elif len(tag) == 1:
                reason = f"claim file {tag[0].name} must import cleanly, but {answer.failure}"
                answers[tag[0]] = {"broken": reason}
            else:
                for path in tag:
                    pool.submit((path,), task([path]))
    return answers


def _card(path: Path, answer: Mapping[str, Any], read: Sources) -> Card:
    if "usage" in answer:
        raise UsageError(answer["usage"])
    if "broken" in answer:
        key = read.read(path).key or f"unread:{path.stem.replace('_', '-')}"
        return broken_card(key, path, answer["broken"])
    return card_from(answer["card"])


def _digest(path: Path, read: Sources) -> str:
    made_from = cache.digests((path, _WHAT_STATES), read)
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def _same(data: Mapping[str, str]) -> bool:
    return all(opened.digest(Path(path)) == kept for path, kept in data.items())


def _load() -> dict[str, _Kept]:
    """The index as it was kept; an empty one where it is damaged or not ours."""
    try:
        require_own(cache.folder())
        kept = json.loads(read_regular(cache.folder() / "index.json"))
        if kept["format"] == _FORMAT:
            return {str(p): _Kept(str(d), dict(f), c) for p, (d, f, c) in kept["cards"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return {}


def _save(kept: Mapping[str, _Kept]) -> None:
    text = json.dumps({"format": _FORMAT, "cards": kept})
    with suppress(OSError):
        private_folder(cache.folder())
        write_atomically(cache.folder() / "index.json", text)
