"""What an errata letter says, before it is Markdown, HTML or LaTeX."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from proofs.report.groups import OF_VERDICT
from proofs.report.letter.difference import marked, rows_changed
from proofs.report.outline import BELIEFS, Section, number_of, outline

Claim = Mapping[str, Any]

_HEADLINES = 5
_BELIEFS = 4
_READINGS = 14  # of ours that fail: a letter is about what was printed
_HUGE = 1e30
_SHORT = 45  # letters below which a sentence explains nothing alone
_LONGEST = 240  # letters of a counterexample in words
_TRANSCRIPTION = re.compile(r"transcription|slip of the print|slip of notation", re.IGNORECASE)
_END = re.compile(r"(?<=[.;])\s+(?=[A-Z$(\\])")
_MEANING = re.compile(r" \((?=[^()]*[A-Za-z$])(?:[^()$]|\$[^$]*\$|\([^()]*\))*\)")
_SIDES = re.compile(r"left side (\S+), right side (\S+) where they differ most")
OTHER = "another statement holds"
"""The grade of a failure that no edit of the printed form repairs."""

_SEVERITY = {"contradiction": 1, "wrong step": 1, "missing hypothesis": 2, "slip": 3}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


class Erratum(NamedTuple):
    """One claim that fails: the two forms with their difference marked, why, and where.

    `rows` says which lines of a longer formula are shown; `corrected` is empty where no form is
    known that keeps the role of the printed one. `reach` counts the claims that rest on it.
    """

    key: str
    number: str
    title: str
    grade: str
    verdict: str
    printed: str
    corrected: str
    rows: str
    because: str
    counterexample: str
    sides: str
    profile: Mapping[str, Any] | None
    transcription: bool
    reach: int


class Believed(NamedTuple):
    """A belief, the sort it is of, and how many claims rest on it."""

    sort: str
    text: str
    reach: int


class Letter(NamedTuple):
    """A letter about one document; `more` readings fail than are listed."""

    document: str
    tested: int
    headlines: list[Erratum]
    formulas: list[Erratum]
    sentences: list[Erratum]
    readings: list[Erratum]
    more: int
    holding: list[tuple[str, str]]
    statements: int
    open: list[str]
    believed: list[Believed]
    beliefs: int
    run: Mapping[str, Any]


def letter(record: Mapping[str, Any]) -> Letter:
    """The letter about the first document of a record.

    Raises ValueError for a record without claims.
    """
    if not record["claims"]:
        raise ValueError("a letter needs at least one claim, but the record has none")
    document = record["claims"][0]["source"]["document"]
    mine = [claim for claim in record["claims"] if claim["source"]["document"] == document]
    view = outline({**record, "claims": mine})
    ordered = [claim for section in view.sections for claim in section.claims]
    reach = _reach(mine)
    lists = {
        words: [_erratum(claim, reach[claim["key"]]) for claim in ordered
                if claim["words"] == words and _fails(claim)]
        for words in ("formula", "sentence", "reading")
    }  # fmt: skip
    believed = [
        Believed(sort, belief["text"], len(keys))
        for sort, members in view.believed
        if sort in BELIEFS[:2]
        for belief, keys in members
    ]
    believed.sort(key=lambda one: -one.reach)
    holding = [claim for claim in ordered if _holds(claim)]
    return Letter(
        document=document,
        tested=len(mine),
        headlines=_headlines(ordered, reach),
        formulas=lists["formula"],
        sentences=lists["sentence"],
        readings=_foremost(lists["reading"]),
        more=max(0, len(lists["reading"]) - _READINGS),
        holding=_holding(view.sections),
        statements=sum(claim["words"] == "sentence" for claim in holding),
        open=[
            claim["title"] for claim in ordered if OF_VERDICT[claim["verdict"]].name == "partial"
        ],
        believed=believed[:_BELIEFS],
        beliefs=len(believed),
        run=record["run"],
    )


def _foremost(readings: list[Erratum]) -> list[Erratum]:
    """The readings on which most rests, in their order."""
    chosen = sorted(readings, key=lambda one: -one.reach)[:_READINGS]
    return [one for one in readings if one in chosen]


def _holds(claim: Claim) -> bool:
    return OF_VERDICT[claim["verdict"]].name == "good"


def _fails(claim: Claim) -> bool:
    return OF_VERDICT[claim["verdict"]].name in ("wrong", "bad")


def _reach(claims: Iterable[Claim]) -> Counter[str]:
    """How many claims rest on each claim, directly or through others."""
    found: Counter[str] = Counter()
    for claim in claims:
        below = {
            belief["key"] for belief in claim["rests_on"] if belief["name"] == belief["key"]
        } | set(claim["standing"]["undermined_by"])
        found.update(below - {claim["key"]})
    return found


def _headlines(claims: Sequence[Claim], reach: Counter[str]) -> list[Erratum]:
    """The failures that matter most: what cannot be repaired, then what much rests on."""

    def weight(claim: Claim) -> tuple[bool, int, bool, int]:
        kind = (claim["grade"] or {}).get("kind")
        severity = 0 if claim["amended"] is None else _SEVERITY.get(str(kind), 2)
        words = claim["words"]
        return words == "reading", severity, words != "formula", -reach[claim["key"]]

    failing = sorted(filter(_fails, claims), key=weight)
    return [_erratum(claim, reach[claim["key"]]) for claim in failing[:_HEADLINES]]


def _erratum(claim: Claim, reach: int) -> Erratum:
    amended, found = claim["amended"], claim["counterexample"]
    printed, corrected, rows = _forms(claim)
    note = amended["note"] if amended else claim["because"]
    sides = _SIDES.search(found["detail"]) if found else None
    return Erratum(
        key=claim["key"],
        number=number_of(claim),
        title=claim["title"],
        grade=_grade(claim),
        verdict=claim["verdict"],
        printed=printed,
        corrected=corrected,
        rows=rows,
        because=claim["because"] or first_sentence(note) or claim["reason"],
        counterexample=_in_words(found),
        sides=f"left side {_short(sides[1])}, right side {_short(sides[2])}" if sides else "",
        profile=_plotted(found["profile"]) if found else None,
        transcription=bool(_TRANSCRIPTION.search(note)),
        reach=reach,
    )


def _forms(claim: Claim) -> tuple[str, str, str]:
    """Printed and corrected form, and which rows of them are shown."""
    if claim["amended"] is None:
        return claim["latex"], "", ""
    both = marked(claim["latex"], claim["amended"]["latex"])
    if both is None:
        return claim["latex"], claim["amended"]["latex"], ""
    printed, corrected, kept, total = rows_changed(*both)
    if len(kept) == total or total > len(_ORDINALS):
        return printed, corrected, ""
    lines = " and ".join(_ORDINALS[k - 1] for k in kept)
    return printed, corrected, f"{lines} line{'s' if len(kept) > 1 else ''} of {total}"


def _grade(claim: Claim) -> str:
    kind = (claim["grade"] or {}).get("kind")
    if kind is not None:
        return str(kind)
    return "no corrected form" if claim["amended"] is None else OTHER


def first_sentence(text: str) -> str:
    """The first sentence of a text field, and the next where the first is only a few words.

    >>> first_sentence("One sign changed. It agrees with $a. B$ and (3.5). More follows here.")
    'One sign changed. It agrees with $a. B$ and (3.5).'
    """
    taken = ""
    for part in _sentences(text):
        taken = f"{taken} {part}".strip()
        if len(taken) >= _SHORT:
            break
    return taken


def _sentences(text: str) -> list[str]:
    """Sentences; a full stop inside a formula ends none, nor does one inside brackets."""
    parts: list[str] = [""]
    start = 0
    for end in _END.finditer(text):
        before = text[: end.start()]
        if before.count("$") % 2 or before.count("(") != before.count(")"):
            continue
        if before.endswith(";"):
            continue
        parts[-1] = text[start : end.start()]
        parts.append("")
        start = end.end()
    parts[-1] = text[start:]
    return [part for part in parts if part]


def _in_words(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return ""
    if not found["words"]:
        return "" if _SIDES.search(found["detail"]) else str(found["detail"])
    words: str = found["words"]
    if len(words) <= _LONGEST:
        return words
    without = _MEANING.sub("", words)
    if len(without) <= _LONGEST:
        return without
    parts = _parts(without)
    while parts and len(", ".join(parts)) > _LONGEST:
        parts.pop()
    return ", ".join([*parts, "the rest as in the record"])


def _parts(words: str) -> list[str]:
    """The entries of a counterexample: what stands between commas outside brackets and dollars."""
    parts, level, math = [""], 0, False
    for char in words:
        math ^= char == "$"
        level += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and not math and level == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def _plotted(profile: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A profile that shows something: sides that are constant are said in two numbers."""
    if profile is None:
        return None
    sides = [profile["left"], profile["right"]]
    if not all(sides) or not all(abs(value) < _HUGE for side in sides for value in side):
        return None
    size = max(abs(value) for side in sides for value in side)
    spread = max(max(side) - min(side) for side in sides)
    return profile if spread > 1e-6 * size else None


def _short(number: str) -> str:
    try:
        return f"{float(number):.3g}"
    except ValueError:
        return number


def _holding(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """By section: the numbers of the formulas that hold as printed, neighbours as ranges."""
    rows = []
    for section in sections:
        every = [c for c in section.claims if c["words"] == "formula" and number_of(c)]
        runs: list[list[str]] = []
        joined = False
        for claim in every:
            holds = _holds(claim)
            if holds and joined:
                runs[-1].append(number_of(claim))
            elif holds:
                runs.append([number_of(claim)])
            joined = holds
        shown = [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
        if shown:
            rows.append((section.title, ", ".join(shown)))
    return rows
