"""What a report says, before it is LaTeX or HTML: sections, errata, counts, beliefs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from proofs.report.groups import GROUND_MEANING, MEANING, OF_VERDICT, Group
from proofs.report.headline import badges

Claim = Mapping[str, Any]
Believed = tuple[str, list[tuple[Mapping[str, str], list[str]]]]


class Section(NamedTuple):
    """Claims of one section of one document, in the order of its equations."""

    document: str
    title: str
    claims: list[Claim]


class Paper(NamedTuple):
    """A document with the badges of its headline: group, number and verdict, grounds in words."""

    document: str
    number: int
    badges: list[tuple[Group, str, str]]


class Failing(NamedTuple):
    """Claims that fail as they stand, whose words they are, and the name of their list."""

    words: str
    title: str
    claims: list[Claim]


class Outline(NamedTuple):
    """Everything a template needs beside the record itself.

    `errata` are two lists, of printed formulas and of sentences; `readings` are claims of ours
    about the text that fail: nobody printed those. `contradictions` are pairs of beliefs that
    cannot be held together, each with the claims that rest on both.
    """

    documents: list[str]
    papers: list[Paper]
    sections: list[Section]
    errata: list[Failing]
    readings: Failing
    by_key: dict[str, Claim]
    meanings: list[tuple[str, Group, str]]
    grounds: dict[str, str]
    believed: list[Believed]
    contradictions: list[tuple[list[str], list[str]]]


BELIEFS = ("postulate", "hypothesis", "amended premise", "unproved premise")
_FAIL = ("wrong", "bad")


def outline(record: Mapping[str, Any]) -> Outline:
    """Sections by document and number, the lists of what fails, and verdicts counted."""
    claims: Sequence[Claim] = record["claims"]
    sections: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        source = claim["source"]
        sections.setdefault((source["document"], source["section"]), []).append(claim)
    documents = list(dict.fromkeys(document for document, _ in sections))
    ordered = [
        Section(document, _named(title), sorted(members, key=_claim_order))
        for (document, title), members in sorted(
            sections.items(), key=lambda item: (documents.index(item[0][0]), _section(item[0][1]))
        )
    ]
    return Outline(
        documents=documents,
        papers=[_paper(document, claims) for document in documents],
        sections=ordered,
        errata=[
            _failing(ordered, "formula", "Printed formulas"),
            _failing(ordered, "sentence", "Sentences of the text"),
        ],
        readings=_failing(ordered, "reading", "Readings of ours that fail"),
        by_key={claim["key"]: claim for claim in claims},
        meanings=[(verdict, OF_VERDICT[verdict], text) for verdict, text in MEANING.items()],
        grounds=GROUND_MEANING,
        believed=_believed(ordered),
        contradictions=_contradictions(ordered),
    )


def _paper(document: str, claims: Sequence[Claim]) -> Paper:
    mine = [claim for claim in claims if claim["source"]["document"] == document]
    return Paper(document, len(mine), badges(mine))


def _failing(sections: Sequence[Section], words: str, title: str) -> Failing:
    found = [
        claim
        for section in sections
        for claim in section.claims
        if claim["words"] == words and OF_VERDICT[claim["verdict"]].name in _FAIL
    ]
    return Failing(words, title, found)


def _contradictions(sections: Sequence[Section]) -> list[tuple[list[str], list[str]]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for section in sections:
        for claim in section.claims:
            for pair in claim["standing"]["contradictory"]:
                found.setdefault(tuple(pair), []).append(claim["key"])
    return [(list(pair), keys) for pair, keys in found.items()]


def number_of(claim: Claim) -> str:
    """The paper's number of an equation in brackets, empty for a sentence."""
    equation = claim["source"]["equation"]
    return f"({equation})" if equation else ""


def beliefs(claim: Claim) -> list[tuple[str, list[Mapping[str, str]]]]:
    """What a claim rests on, by sort, sorts without entry left out."""
    grouped = [
        (sort, [belief for belief in claim["rests_on"] if belief["sort"] == sort])
        for sort in BELIEFS
    ]
    return [(sort, members) for sort, members in grouped if members]


def carriers(members: Sequence[Mapping[str, str]]) -> list[tuple[str, int]]:
    """The claims that bring in beliefs, each with how many, in order."""
    return list(Counter(belief["key"] for belief in members).items())


def _believed(sections: Sequence[Section]) -> list[Believed]:
    """Every belief once, by sort, paper and name, with the keys of the claims resting on it."""
    first: dict[tuple[str, str, str], Mapping[str, str]] = {}
    resting: dict[tuple[str, str, str], list[str]] = {}
    for section in sections:
        for claim in section.claims:
            for belief in claim["rests_on"]:
                one = (belief["sort"], belief["key"].split(":")[0], belief["name"])
                first.setdefault(one, belief)
                resting.setdefault(one, []).append(claim["key"])
    grouped = [
        (sort, [(first[one], list(dict.fromkeys(keys)))
                for one, keys in resting.items() if one[0] == sort])
        for sort in BELIEFS
    ]  # fmt: skip
    return [(sort, members) for sort, members in grouped if members]


def size(number: float | int | None) -> str:
    """A number as readers expect it: 1000, 3.1e-12, a dash for none.

    >>> size(3.14159e-12), size(None), size(1000)
    ('3.1e-12', '-', '1000')
    """
    if number is None:
        return "-"
    if isinstance(number, int):
        return str(number)
    return f"{number:.2g}" if abs(number) < 1e-2 or abs(number) >= 1e5 else f"{number:.4g}"


def counterexample_line(claim: Claim) -> str:
    """A counterexample as one line of text; empty where there is none."""
    found = claim["counterexample"]
    if found is None:
        return ""
    values = ", ".join(f"{name} = {value}" for name, value in found["values"].items())
    return "; ".join(part for part in (values, found["detail"]) if part)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", text)
    return tuple((0, int(p), "") if p.isascii() and p.isdigit() else (1, 0, p) for p in parts)


def _named(title: str) -> str:
    return f"Section {title}" if re.fullmatch("[0-9A-Z]+([.][0-9A-Z]+)*", title) else title


def _section(title: str) -> tuple[bool, tuple[tuple[int, int, str], ...]]:
    return (not title.lower().startswith("abstract"), _natural(title))


def _claim_order(claim: Claim) -> tuple[bool, tuple[tuple[int, int, str], ...], str]:
    equation = claim["source"]["equation"]
    return (equation is None, _natural(equation or claim["key"]), claim["key"])
