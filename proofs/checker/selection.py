"""Which claims the words of a command name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from proofs.checker.errors import UsageError
from proofs.checker.registry import Entry

KINDS = ("definition", "postulate", "result", "approximation")
WORDS = ("formula", "sentence", "reading")
VERDICTS = (
    "proved", "supported", "weak", "corrected", "refuted", "conflict", "well-posed", "ill-posed",
    "consistent", "inconsistent", "blocked", "error", "open",
)  # fmt: skip
_JOINTS = (":", ".", "-")
_SUGGESTED = 3
_LIKE = 0.6


@dataclass(frozen=True)
class Filter:
    """What selected claims must be, besides; an empty part asks for nothing.

    `section` is that of the paper, `text` stands anywhere in key, title, formula or reading.
    """

    verdict: str = ""
    kind: str = ""
    section: str = ""
    words: str = ""
    text: str = ""

    def admits(self, entry: Entry, verdict: str | None) -> bool:
        """Whether a claim is wanted; `verdict` is its last one, if there is any."""
        card = entry.card
        said = " ".join((card.key, card.title, card.latex, str(card.stated["reading"])))
        return (
            self.verdict in ("", verdict)
            and self.kind in ("", card.kind)
            and self.words in ("", card.words)
            and self.section in ("", card.source.section)
            and self.text.lower() in said.lower()
        )


def select(entries: Mapping[str, Entry], words: Sequence[str], own: Sequence[Path]) -> list[str]:
    """Keys that `words` name, in reading order.

    A word is a key, a prefix that ends where ':', '.' or '-' follows, a section (`vanchurin:8`
    takes its sentences too), or the part of a key behind the paper where only one has it (`3.9`).
    Without words: the claims of the user's `own` folders if any are given, else all.
    Raises UsageError for a word that names nothing, with what it is like, or more than one claim,
    and for an empty selection.
    """
    chosen = {
        key
        for key, entry in entries.items()
        if any(entry.path.is_relative_to(folder.resolve()) for folder in own)
    }
    for word in words:
        chosen |= _named(entries, word)
    if not words and not own:
        chosen = set(entries)
    if not chosen:
        raise UsageError("selection must hold at least one claim, but is empty")
    return [key for key in entries if key in chosen]


def find(entries: Mapping[str, Entry], word: str) -> str:
    """The one key that `word` names; raises UsageError for none and for several."""
    if word in entries:
        return word
    short = [key for key in entries if key.partition(":")[2] == word]
    if len(short) == 1:
        return short[0]
    if short:
        raise UsageError(f"key must be that of one claim, but {word!r} is {_listed(short)}")
    raise UsageError(f"key must be that of one claim, but {word!r} is not{_like(entries, word)}")


def _named(entries: Mapping[str, Entry], word: str) -> set[str]:
    stem = word.rstrip("".join(_JOINTS))
    if word in entries:
        stem = word
    paper, _, section = stem.partition(":")
    found = {
        key
        for key, entry in entries.items()
        if key == stem
        or key.startswith(tuple(f"{stem}{joint}" for joint in _JOINTS))
        or (section and key.startswith(f"{paper}:") and entry.card.source.section == section)
    }
    if found and stem:
        return found
    short = [key for key in entries if stem and key.partition(":")[2] == stem]
    if len(short) == 1:
        return set(short)
    if short:
        raise UsageError(f"selection must name claims, but {word!r} is {_listed(short)}")
    raise UsageError(
        f"selection must be claim keys, prefixes or a folder, but {word!r} names no claim"
        f"{_like(entries, word)}"
    )


def _listed(keys: Sequence[str]) -> str:
    return f"{', '.join(keys[:-1])} or {keys[-1]}"


def _like(entries: Mapping[str, Entry], word: str) -> str:
    """Keys that a mistyped word may have meant, as the end of a sentence."""
    for small in {word.lower(), word.lower().replace(" ", "")} - {word}:
        try:
            _named(entries, small)
        except UsageError:
            continue
        return f"; did you mean {small}?"
    lower = {key.lower(): key for key in entries}
    lower |= {key.partition(":")[2].lower(): key for key in entries}
    lower |= {key.partition(":")[0].lower(): key.partition(":")[0] for key in entries}
    close = get_close_matches(word.lower().strip(), lower, _SUGGESTED, _LIKE)
    names = list(dict.fromkeys(lower[name] for name in close))
    return f"; did you mean {', '.join(names)}?" if names else ""
