"""What a claim file states, as plain text: all that is known of a claim without importing it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from proofs.checker.beliefs import Belief
    from proofs.checker.claim import Claim


class Printed(NamedTuple):
    """Where a claim is printed; `equation` is None for a sentence."""

    document: str
    section: str
    equation: str | None


class Held(NamedTuple):
    """A belief by name: its sentence, its formula as LaTeX, and the names that contradict it."""

    name: str
    text: str
    formal: str | None
    excludes: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One claim in the index: texts only, in the words of `stated`.

    `amended` says whether it gives a corrected form. `broken` says why its file could not be read;
    then all else but the key is a guess.
    """

    stated: Mapping[str, Any]
    excludes: Mapping[str, tuple[str, ...]]
    amended: bool = False
    fails_by: str | None = None
    broken: str | None = None

    @property
    def key(self) -> str:
        """Its key."""
        return str(self.stated["key"])

    @property
    def kind(self) -> str:
        """definition, postulate, result or approximation."""
        return str(self.stated["kind"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.stated["title"])

    @property
    def words(self) -> str:
        """formula, sentence or reading."""
        return str(self.stated["words"])

    @property
    def latex(self) -> str:
        """As printed."""
        return str(self.stated["latex"])

    @property
    def expected(self) -> str | None:
        """The verdict that the file pins."""
        pinned = self.stated["expected"]
        return None if pinned is None else str(pinned)

    @cached_property
    def source(self) -> Printed:
        """Where it is printed."""
        return Printed(**self.stated["source"])

    @cached_property
    def premises(self) -> tuple[str, ...]:
        """Keys of its premises."""
        return tuple(self.stated["premises"])

    @cached_property
    def hypotheses(self) -> tuple[Held, ...]:
        """Beliefs that it brings in."""
        return tuple(
            Held(**belief, excludes=self.excludes.get(belief["name"], ()))
            for belief in self.stated["hypotheses"]
        )

    def data(self) -> dict[str, Any]:
        """The card as JSON."""
        return {
            "stated": dict(self.stated),
            "excludes": {name: list(others) for name, others in self.excludes.items()},
            "amended": self.amended,
            "fails_by": self.fails_by,
        }


def card_from(data: Any) -> Card:
    """The card that `Card.data` gave; raises ValueError for anything else."""
    try:
        excludes = {str(name): tuple(map(str, them)) for name, them in data["excludes"].items()}
        card = Card(data["stated"], excludes, data["amended"] is True, data["fails_by"])
        parts = (*card.source, *card.premises, card.expected, card.fails_by)
        texts = (card.stated["key"], card.stated["kind"], card.stated["title"])
        plain = all(isinstance(part, str) for part in (*texts, *filter(None, parts)))
        if plain and isinstance(card.hypotheses, tuple):
            return card
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"card must hold what a claim states, but: {error!r}") from error
    raise ValueError("card must hold texts, but does not")


def card_of(claim: Claim) -> Card:
    """The card of a claim whose module has been imported.

    A belief excludes those that it names and those of its registry whose formulas contradict its
    own; see `beliefs.incompatible`.
    """
    return Card(
        stated(claim),
        {belief.name: _excluded(belief) for belief in claim.beliefs},
        claim.amended is not None,
        claim.fails_by,
    )


def stated(claim: Claim) -> dict[str, Any]:
    """What a claim file states, as it goes into the record."""
    return {
        "key": claim.key,
        "source": {
            "document": claim.source.document,
            "section": claim.source.section,
            "equation": claim.source.equation,
        },
        "kind": claim.kind,
        "title": claim.title,
        "latex": claim.latex,
        "words": claim.words,
        "expected": claim.expected,
        "reading": claim.reading,
        "because": claim.because,
        "hypotheses": [_belief(belief) for belief in claim.beliefs],
        "premises": list(claim.premises),
    }


def broken_card(key: str, path: Path, reason: str) -> Card:
    """The card of a file that could not be imported, for the `reason`."""
    stated: dict[str, Any] = {
        "key": key,
        "source": {"document": path.name, "section": "unread", "equation": None},
        "kind": "result",
        "title": f"Claim file {path.name}",
        "latex": "",
        "words": "formula",
        "expected": None,
        "reading": "",
        "because": "",
        "hypotheses": [],
        "premises": [],
    }
    return Card(stated, {}, broken=reason)


def _belief(belief: Belief) -> dict[str, str | None]:
    from sympy import latex

    formal = None if belief.formal is None else latex(belief.formal)
    return {"name": belief.name, "text": belief.text, "formal": formal}


def _excluded(belief: Belief) -> tuple[str, ...]:
    from proofs.checker.beliefs import incompatible

    pairs = {frozenset((belief.name, other)) for other in belief.excludes}
    if belief.formal is not None:
        for other in _registered_with(belief):
            pairs |= incompatible((belief, other))
    return tuple(sorted(name for pair in pairs for name in pair if name != belief.name))


def _registered_with(belief: Belief) -> list[Belief]:
    """The beliefs of the modules called `beliefs` that hold this one."""
    from proofs.checker.beliefs import Belief

    found: list[Belief] = []
    for name, module in list(sys.modules.items()):
        if name.rpartition(".")[2] == "beliefs":
            held = [value for value in vars(module).values() if isinstance(value, Belief)]
            if any(other is belief for other in held):
                found += [other for other in held if other is not belief]
    return found
