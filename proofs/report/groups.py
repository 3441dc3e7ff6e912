"""Verdicts, and what they stand on, in words and colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Group(NamedTuple):
    """Verdicts that mean the same to a reader in a hurry.

    ``ink`` and ``paper`` are RRGGBB; the groups also differ in lightness and in ``mark``, so that
    nothing depends on telling red from green.
    """

    name: str
    label: str
    ink: str
    paper: str
    mark: str
    verdicts: tuple[str, ...]


GROUPS = (
    Group("good", "holds", "00634A", "D5F0E6", "o", ("proved", "well-posed", "consistent")),
    Group("undermined", "undermined", "6B5600", "FFFFFF", "d", ()),
    Group("partial", "partly decided", "1F5F99", "DCEBF8", "^", ("supported", "weak", "open")),
    Group("wrong", "wrong as printed", "8A5A00", "FFE9B8", "s", ("corrected", "ill-posed")),
    Group("bad", "fails", "9C1C1C", "F3C4BC", "X", ("refuted", "inconsistent")),
    Group("ours", "our side", "4A4A4A", "E2E2E2", "D", ("conflict", "error", "blocked")),
)
"""In the order in which legends list them."""

OF_VERDICT = {verdict: group for group in GROUPS for verdict in group.verdicts}
OF_NAME = {group.name: group for group in GROUPS}

GROUNDS = {
    "by itself": "stands by itself",
    "conditional": "conditional",
    "contradictory": "contradictory beliefs",
    "undermined": "undermined",
}
"""What a verdict stands on, best first, as its badge says it."""

_FAILING = ("contradictory", "undermined")


def ground_of(claim: Mapping[str, Any]) -> str:
    """What the verdict on a claim stands on: one of `GROUNDS`.

    Contradictory beliefs come before conditional, for anything follows from them.
    """
    standing = claim["standing"]
    status: str = standing["status"]
    return "contradictory" if status != "undermined" and standing["contradictory"] else status


def group_of(verdict: str, ground: str) -> Group:
    """The group of a verdict; one that holds on ground that fails is not among the good ones.

    A word that is no verdict counts as our side.

    >>> [group_of("proved", ground).name for ground in GROUNDS]
    ['good', 'good', 'undermined', 'undermined']
    """
    group = OF_VERDICT.get(verdict, OF_NAME["ours"])
    return OF_NAME["undermined"] if group.name == "good" and ground in _FAILING else group


def on_failing_ground(claim: Mapping[str, Any]) -> bool:
    """Whether a claim that holds, as printed or corrected, stands on ground that fails."""
    return ground_of(claim) in _FAILING and claim["verdict"] in HOLDING


HOLDING = ("proved", "well-posed", "consistent", "supported", "weak", "corrected")
"""Verdicts of claims of which some form holds, as far as it was tried."""

MEANING = {
    "proved": "follows exactly from its premises and agrees with the independent numerical "
    "computation, link by link; every wrong version was noticed or explained",
    "supported": "one of the two computations confirms it; the other is missing, noticed no wrong "
    "version, is hollow, cannot decide, or shares code with the first",
    "weak": "confirmed, but some wrong versions of it, or of a premise, pass the same checks",
    "corrected": "fails as printed; a corrected form was found and proved",
    "refuted": "fails, and no corrected form keeps its role",
    "conflict": "the two computations disagree: a fault in our encoding or engines",
    "well-posed": "a definition that passes every requirement checked",
    "ill-posed": "a definition that fails a requirement such as normalisation or dimension",
    "consistent": "a postulate that contradicts nothing else in the same source",
    "inconsistent": "a postulate that contradicts other claims of the same source",
    "blocked": "a premise is missing, so nothing was run",
    "error": "the check itself broke down",
    "open": "not decided; the reason is given",
}
"""What each verdict says, in one clause."""

GROUND_MEANING = {
    "by itself": "no postulate, unprinted hypothesis or unproved premise lies below the claim",
    "conditional": "postulates, unprinted hypotheses or premises that are not established lie "
    "below it",
    "contradictory": "conditional, and two of the beliefs below it cannot be held together, so "
    "that anything would follow",
    "undermined": "a claim below it is refuted or inconsistent, or our check of it broke down",
}
"""What each ground says, in one clause."""
