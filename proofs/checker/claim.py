"""A claim: one printed equation or sentence, with everything needed to put it to the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from proofs.checker.beliefs import Belief
from proofs.checker.domain import Domain, Sample
from proofs.checker.evaluate import Measurement
from proofs.checker.form import Form, Make, Premises
from proofs.checker.obligations import Obligation, Step

Kind = Literal["definition", "postulate", "result", "approximation"]
KINDS: tuple[Kind, ...] = ("definition", "postulate", "result", "approximation")
Words = Literal["formula", "sentence", "reading"]
WORDS: tuple[Words, ...] = ("formula", "sentence", "reading")
Grade = Literal["slip", "missing hypothesis", "wrong step", "contradiction"]
GRADES: tuple[Grade, ...] = ("slip", "missing hypothesis", "wrong step", "contradiction")
_KEY = re.compile(r"[a-z][a-z0-9_]*:[A-Za-z0-9_.-]+")

LARGEST_TOLERANCE = 0.05
MUTANTS = 60
"""Wrong versions of a form that are tried at most."""
MUTANT_LIMIT = 20.0
"""Seconds for one wrong form in one arm."""
EXPLAINED_SHARE, EXPLAINED_MOST = 0.1, 6

ExactArm = Callable[[Form, Premises], Iterable[Step | Obligation]]
Engine = Callable[[Sample, np.random.Generator], Measurement]


@dataclass(frozen=True)
class Source:
    """Where a claim is printed; `equation` is None for a sentence."""

    document: str
    section: str
    equation: str | None = None


@dataclass(frozen=True)
class NumericArm:
    """What the numeric arm needs: an engine, the points it runs at, and how close is close.

    `engine` runs the model at every point of a sample and returns the measured values of the
    symbols and functions that the printed form contains; the checker alone evaluates the printed
    form on them. `tolerance` bounds the error relative to the size of the terms, for the stated
    `reason`; terms smaller than `floor` count as if they were of that size, so that rounding of
    what is zero is no error. Counterexamples are searched for among `examples` points, with 0 among
    a few of the sample.

    Raises ValueError for a tolerance above 5 % and a floor that is not positive.
    """

    engine: Engine
    domain: Domain
    tolerance: float
    reason: str
    method: str
    samples: int | None = None
    examples: int = 200
    floor: float = 1e-3

    def __post_init__(self) -> None:
        """Refuse an arm that could not fail."""
        if not 0 <= self.tolerance <= LARGEST_TOLERANCE:
            raise ValueError(
                f"tolerance of a numeric arm must be at most {LARGEST_TOLERANCE}, "
                f"but is {self.tolerance}"
            )
        if not self.floor > 0:
            raise ValueError(f"floor of a numeric arm must be positive, but is {self.floor}")


@dataclass(frozen=True)
class Amended:
    """The corrected form beside the printed one, checked by the same two arms.

    `note` says what was changed and, where it may be so, that the transcription is to blame.
    `grade` says what kind of failure it repairs where that cannot be computed, with the reason in
    `note`; a slip is always computed.
    """

    latex: str
    links: Make
    note: str
    grade: Grade | None = None


@dataclass(frozen=True)
class Claim:
    """One printed equation or sentence; see docs/adding-a-claim.md.

    `printed` gives the form exactly as printed; `exact` and `numeric` are the two arms, which
    share no code. `words` says whose words the claim puts to the test: a printed formula, a
    sentence of the text, or a reading of ours. `hypotheses` are beliefs of the paper's registry;
    a bare sentence becomes a belief with that name.
    `fails_by` pins how a print fails: the edit, or the difference, that leads from the print to
    the form that holds; `because` says in a sentence why it fails where no amended form's note
    does. `explained` maps the name of a surviving mutant, or of a premise that no
    change of it makes felt ("premise paper:1"), to why that is no error. `known` are
    counterexamples found before, replayed first. `mutants` bounds the wrong versions that are
    tried, `mutant_limit` the seconds that one may take in one arm.
    """

    key: str
    source: Source
    kind: Kind
    title: str
    latex: str
    printed: Make
    exact: ExactArm | None
    numeric: NumericArm | None
    words: Words = "formula"
    expected: str | None = None
    scope: str = ""
    reading: str = ""
    premises: tuple[str, ...] = ()
    hypotheses: Sequence[Belief | str] = ()
    amended: Amended | None = None
    fails_by: str | None = None
    because: str = ""
    explained: Mapping[str, str] = field(default_factory=dict)
    known: tuple[Mapping[str, object], ...] = ()
    mutants: int = MUTANTS
    mutant_limit: float = MUTANT_LIMIT

    def __post_init__(self) -> None:
        """Refuse a malformed claim where it is written."""
        if not _KEY.fullmatch(self.key):
            raise ValueError(
                f"claim key must look like 'paper:name' (letters, digits, '.', '-'), "
                f"but is {self.key!r}"
            )
        if self.kind not in KINDS:
            raise ValueError(
                f"kind of {self.key} must be one of {', '.join(KINDS)}, but is {self.kind!r}"
            )
        if self.words not in WORDS:
            raise ValueError(
                f"words of {self.key} must be one of {', '.join(WORDS)}, but is {self.words!r}"
            )
        if self.amended and self.amended.grade is not None and self.amended.grade not in GRADES:
            raise ValueError(
                f"grade of {self.key} must be one of {', '.join(GRADES)}, "
                f"but is {self.amended.grade!r}"
            )
        if self.exact is None and self.numeric is None:
            raise ValueError(f"{self.key} must have an exact or a numeric arm, but has neither")
        beliefs = tuple(Belief(b, b) if isinstance(b, str) else b for b in self.hypotheses)
        object.__setattr__(self, "hypotheses", beliefs)
        if self.key in self.premises:
            raise ValueError(f"premises of {self.key} must be other claims, but name itself")

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """The hypotheses; a bare sentence has become a belief with that name."""
        return tuple(one for one in self.hypotheses if isinstance(one, Belief))
