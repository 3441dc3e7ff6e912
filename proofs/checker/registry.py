"""Find claims: every file that defines `CLAIM`; no list to edit, and nothing imported here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from proofs.checker import cache
from proofs.checker.card import Card
from proofs.checker.errors import UsageError
from proofs.checker.index import cards
from proofs.checker.plain import plain
from proofs.checker.sources import ROOT, Sources
from proofs.text_claims.loading import CODE, cards_of, text_files

if TYPE_CHECKING:
    from proofs.checker.claim import Claim

PAPERS = ROOT / "proofs" / "papers"
_CLAIM_NAMES = ("eq_", "on_")


@dataclass(frozen=True)
class Entry:
    """What the index says of a claim, the file that defines it, and whose folder it is in."""

    card: Card
    path: Path
    folder: Path = PAPERS
    text: str | None = None
    """The digest of a claim in text, None for a Python file."""

    @property
    def code(self) -> Path:
        """The file of code that, with all it imports, the claim is judged by."""
        return self.path if self.text is None else CODE

    @property
    def claim(self) -> Claim:
        """The claim itself, imported into this process."""
        from proofs.checker.loading import load_one

        return load_one(self.card.key, self.path)


def load(
    folders: Sequence[Path] = (), read: Sources | None = None, jobs: int | None = None
) -> dict[str, Entry]:
    """All claims of the suite, and those of the user's own `folders`, by key in reading order.

    A file that raises when it is imported is a claim that is `broken`. Raises UsageError for a
    file that is no Python, a `CLAIM` that is no Claim, and a key that two files define.
    """
    read = cache.sources() if read is None else read
    files = dict.fromkeys(_claim_files(PAPERS, read), PAPERS)
    texts: dict[Path, Path] = {}
    for folder in folders:
        code, text = _own(folder, read)
        files |= dict.fromkeys(code, folder.resolve())
        texts |= dict.fromkeys(text, folder.resolve())
    found = cards(files, read, jobs or os.cpu_count() or 1)
    read.save()
    entries: dict[str, Entry] = {}
    made = [Entry(found[path], path, folder) for path, folder in files.items()]
    made += [
        Entry(card, path, folder, digest)
        for path, folder in texts.items()
        for card, digest in cards_of(path)
    ]
    for entry in made:
        earlier = entries.get(entry.card.key)
        if earlier is not None:
            raise UsageError(
                f"claim key {entry.card.key} must be defined once, "
                f"but is in {cache.name_of(earlier.path)} and in {cache.name_of(entry.path)}"
            )
        entries[entry.card.key] = entry
    return dict(sorted(entries.items(), key=lambda item: reading_order(item[1].card)))


def reading_order(claim: Card | Claim) -> tuple[object, ...]:
    """Sort key: document, then section, then equation number, then sentences."""
    numbers = tuple(
        int(part) if part.isdecimal() else 0 for part in (claim.source.equation or "").split(".")
    )
    first = claim.source.section.split(".")[0]
    section = (int(first), "") if first.isdecimal() else (100, claim.source.section)
    sentence = claim.source.equation is None
    return claim.key.split(":")[0], section, sentence, numbers, claim.key


def _own(folder: Path, read: Sources) -> tuple[list[Path], list[Path]]:
    """Python and text files of claims of a user's folder and those below it, or one text file."""
    if folder.suffix == ".toml" and folder.is_file():
        return [], [folder.resolve()]
    if not folder.is_dir():
        raise UsageError(f"folder of claims must exist, but {folder} does not")
    files, texts = list(_claim_files(folder.resolve(), read)), list(text_files(folder.resolve()))
    if not files and not texts:
        raise UsageError(f"folder of claims must hold claim files, but {folder} holds none")
    return files, texts


def _claim_files(folder: Path, read: Sources) -> Iterator[Path]:
    """Files that define a claim; one whose name says that it does has to."""
    for path in sorted(folder.rglob("*.py")):
        inside = path.relative_to(folder).parts
        if any(part.startswith((".", "_")) for part in inside) or not path.is_file():
            continue
        try:
            claim = read.read(path).claim
        except (SyntaxError, OSError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None)
            where = "it is not" if line is None else f"line {line} is not"
            reason = getattr(error, "msg", None) or str(error)
            raise UsageError(
                f"claim file {path.name} must be Python, but {where}: {plain(reason)}"
            ) from error
        if claim:
            yield path
        elif path.name.startswith(_CLAIM_NAMES):
            raise UsageError(f"claim file {path.name} must define CLAIM, but does not")
