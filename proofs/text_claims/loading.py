"""Files of text claims, and their entries as cards and as claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proofs.checker.card import Card, broken_card
from proofs.checker.errors import UsageError
from proofs.checker.sources import ROOT
from proofs.text.latex import latex_of
from proofs.text_claims.entry import Entry, Unread, read_file

if TYPE_CHECKING:
    from proofs.checker.claim import Claim

CODE = ROOT / "proofs" / "text_claims" / "claim.py"
"""The file that, with all it imports, judges every text claim."""
COLLECTION = ROOT / "proofs" / "errata"
"""The public errata that come with the project, selected by the word `errata`."""


def text_files(folder: Path) -> Iterator[Path]:
    """The files of text claims below a folder, hidden ones apart: TOML with a [[claim]]."""
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "_")) for part in inside)
        if not hidden and path.is_file() and _has_claims(path):
            yield path


def _has_claims(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            return any(line.strip() == "[[claim]]" for line in file)
    except (OSError, UnicodeDecodeError):
        return False


def cards_of(path: Path) -> list[tuple[Card, str]]:
    """The card of every entry of a file, with its digest; an unreadable entry is broken.

    Raises UsageError where the file as a whole cannot be read.
    """
    return [_card(entry, path) for entry in read_file(path)]


def _card(entry: Entry | Unread, path: Path) -> tuple[Card, str]:
    if isinstance(entry, Unread):
        return broken_card(entry.key, path, entry.reason), entry.reason
    stated: dict[str, Any] = {
        "key": entry.key,
        "source": {
            "document": entry.document,
            "section": entry.section,
            "equation": entry.equation or entry.key.split(":")[1],
        },
        "kind": "result" if entry.order is None else "approximation",
        "title": entry.title,
        "latex": entry.latex or latex_of(entry.printed),
        "words": "formula",
        "expected": entry.expected,
        "reading": "",
        "because": "",
        "hypotheses": [],
        "premises": [],
    }
    return Card(stated, {}, bool(entry.corrected)), entry.digest


def load_text(key: str, path: Path) -> Claim:
    """The claim of one entry; raises UsageError where it cannot be read."""
    from proofs.text_claims.claim import claim_of

    for entry in read_file(path):
        if entry.key == key:
            if isinstance(entry, Unread):
                raise UsageError(entry.reason)
            return claim_of(entry)
    raise UsageError(f"{path.name} must hold the claim {key}, but does not")


def fields_of(folder: Path) -> Mapping[str, Entry]:
    """The readable entries of all files of a folder by key."""
    return {
        entry.key: entry
        for path in text_files(folder)
        for entry in read_file(path)
        if isinstance(entry, Entry)
    }
