"""What the result of a claim depends on: code, premises in the form in which they hold, options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from proofs.checker import cache
from proofs.checker.forms import which_holds
from proofs.checker.options import Options
from proofs.checker.registry import Entry
from proofs.checker.sources import ROOT, Sources

_WORKER = ROOT / "proofs" / "checker" / "worker.py"


def made_from(
    key: str,
    entries: Mapping[str, Entry],
    verdicts: Mapping[str, str],
    options: Options,
    read: Sources,
    breaks: Mapping[str, Any] | None = None,
) -> dict[str, str]:
    """Names and digests of all that the result of `key` depends on.

    The claim file and those of its premises with all that they import, the judge, which form of
    each premise holds by its verdict, the options, and what breaking the arms has shown.
    """
    entry = entries[key]
    below = [(premise, entries[premise]) for premise in entry.card.premises]
    named = cache.digests((_WORKER, entry.code, *(e.code for _, e in below)), read)
    for name, one in ((key, entry), *below):
        if one.text is not None:
            named[f"text of {name}"] = one.text
    for premise, other in below:
        which = which_holds(verdicts[premise], other.card.amended)
        named[f"premise {premise}"] = f"as {which}"
    named["options"] = cache.of_options(options)
    if breaks:
        text = json.dumps(breaks, sort_keys=True).encode()
        named["breaks of the arms"] = hashlib.sha256(text).hexdigest()
    return named


def last_verdicts(
    entries: Mapping[str, Entry],
    keys: Sequence[str],
    options: Options,
    read: Sources,
    breaks: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, str]:
    """Verdicts of `keys` that a check would find kept; see `last_said`."""
    found = last_said(entries, keys, options, read, breaks)
    return {key: said.verdict for key, said in found.items()}


def last_said(
    entries: Mapping[str, Entry],
    keys: Sequence[str],
    options: Options,
    read: Sources,
    breaks: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, cache.Said]:
    """Verdicts and scopes of `keys` that a check would find kept.

    Nothing is run, and no claim imported.
    """
    found: dict[str, cache.Said | None] = {}

    def said(key: str) -> cache.Said | None:
        if key not in found:
            found[key] = None  # also while its premises are looked up: a circle has no verdicts
            entry = entries.get(key)
            if entry is None or entry.card.broken is not None:
                return None
            below = {premise: said(premise) for premise in entry.card.premises}
            known = {premise: it.verdict for premise, it in below.items() if it is not None}
            if len(known) == len(below):
                own = (breaks or {}).get(key)
                wanted = made_from(key, entries, known, options, read, own)
                found[key] = cache.said(key, wanted)
        return found[key]

    all_said = {key: said(key) for key in keys}
    read.save()
    return {key: it for key, it in all_said.items() if it is not None}
