"""How many claims have which verdict, and what they stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from proofs.report.groups import GROUNDS, HOLDING, OF_VERDICT, Group, ground_of, group_of

_MANY = {"by itself": "by themselves", "contradictory": "on contradictory beliefs"}
_ONE = {"contradictory": "on contradictory beliefs"}


class Count(NamedTuple):
    """`number` claims of one verdict; `grounds` counts what they stand on where they hold."""

    verdict: str
    number: int
    grounds: list[tuple[str, int]]


def counted(claims: Iterable[Mapping[str, Any]]) -> list[Count]:
    """Verdicts with their numbers, best first, those without a claim left out."""
    pairs = Counter((claim["verdict"], ground_of(claim)) for claim in claims)
    counts = []
    for verdict in OF_VERDICT:
        grounds = [(ground, pairs[verdict, ground]) for ground in GROUNDS if pairs[verdict, ground]]
        if grounds:
            shown = grounds if verdict in HOLDING else []
            counts.append(Count(verdict, sum(number for _, number in grounds), shown))
    return counts


def headline(claims: Iterable[Mapping[str, Any]]) -> str:
    """Verdicts and what they stand on, in one line.

    >>> itself = {"status": "by itself", "contradictory": []}
    >>> headline([{"verdict": "proved", "standing": itself}])
    '1 claim: 1 proved (1 by itself)'
    """
    counts = counted(claims)
    number = sum(count.number for count in counts)
    parts = [
        f"{count.number} {count.verdict}" + (f" ({in_words(count.grounds)})" * bool(count.grounds))
        for count in counts
    ]
    return f"{number} claim{'s' if number != 1 else ''}: " + (", ".join(parts) or "none")


def badges(claims: Iterable[Mapping[str, Any]]) -> list[tuple[Group, str, str]]:
    """Badges of the headline: their group, number and verdict, and what those stand on in words.

    Claims that hold on ground that fails have a badge of their own.
    """
    made = []
    for count in counted(claims):
        by_group: dict[str, tuple[Group, list[tuple[str, int]]]] = {}
        for ground, number in count.grounds:
            group = group_of(count.verdict, ground)
            by_group.setdefault(group.name, (group, []))[1].append((ground, number))
        if not count.grounds:
            made.append((OF_VERDICT[count.verdict], f"{count.number} {count.verdict}", ""))
        for group, grounds in by_group.values():
            number = sum(n for _, n in grounds)
            made.append((group, f"{number} {count.verdict}", in_words(grounds, alone=True)))
    return made


def in_words(grounds: Sequence[tuple[str, int]], *, alone: bool = False) -> str:
    """Numbers of claims by what they stand on; `alone`: a single one without its number.

    >>> in_words([("by itself", 2), ("conditional", 1)])
    '2 by themselves, 1 conditional'
    >>> in_words([("by itself", 2)], alone=True)
    'by themselves'
    """
    words = [
        (number, (_ONE if number == 1 else _MANY).get(ground, ground)) for ground, number in grounds
    ]
    if alone and len(words) == 1:
        return words[0][1]
    return ", ".join(f"{number} {word}" for number, word in words)
