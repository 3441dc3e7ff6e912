"""Verdicts in words and colours."""

from __future__ import annotations

from typing import NamedTuple


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
    Group("partial", "partly decided", "1F5F99", "DCEBF8", "^", ("supported", "weak", "open")),
    Group("wrong", "wrong as printed", "8A5A00", "FFE9B8", "s", ("corrected", "ill-posed")),
    Group("bad", "fails", "9C1C1C", "F3C4BC", "X", ("refuted", "inconsistent")),
    Group("ours", "our side", "4A4A4A", "E2E2E2", "D", ("conflict", "error", "blocked")),
)
"""In the order in which legends list them."""

OF_VERDICT = {verdict: group for group in GROUPS for verdict in group.verdicts}

MEANING = {
    "proved": "follows exactly from its premises, agrees with the independent numerical "
    "computation, and every perturbed version of it was caught or explained",
    "supported": "one of the two computations confirms it, the other does not decide",
    "weak": "confirmed, but some perturbed versions pass the same checks",
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
