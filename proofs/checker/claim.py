"""A claim: one printed equation or sentence, with everything needed to put it to the test."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import sympy as sp
from sympy.core.expr import Expr
from sympy.logic.boolalg import Boolean

from proofs.checker.domain import Domain, Sample
from proofs.checker.evaluate import Measurement

Kind = Literal["definition", "postulate", "result", "approximation"]
KINDS: tuple[Kind, ...] = ("definition", "postulate", "result", "approximation")
_KEY = re.compile(r"[a-z][a-z0-9_]*:[A-Za-z0-9.-]+")


@dataclass(frozen=True)
class Source:
    """Where a claim is printed; `equation` is None for a sentence."""

    document: str
    section: str
    equation: str | None = None


@dataclass(frozen=True)
class Link:
    """One relation of a printed line: one `=` of a chain, one inequality, one sentence.

    `statement` is an unevaluated SymPy Boolean. `quantifier` says whether the statement is claimed
    for "all" points of the claim's domain or for "some". With an `order` n an equality is claimed
    up to O(eps^n) only: the exact arm has to let the coefficients below n vanish, and the engine
    measures along one more axis, the last, on which eps is halved from entry to entry.
    """

    name: str
    statement: Boolean
    quantifier: Literal["all", "some"] = "all"
    order: int | None = None

    def __post_init__(self) -> None:
        """Refuse an order for anything but an equality."""
        if self.order is not None and not isinstance(self.statement, sp.Eq):
            raise ValueError(
                f"link {self.name} with an order must be an equality, but is {self.statement.func}"
            )


@dataclass(frozen=True)
class Vanishes:
    """Obligation: `expression` is identically zero.

    Where it is an identity taken at a point drawn at random, `chance` bounds the probability that
    it vanishes there by accident, so that the evidence does not pass for a normal form.
    """

    link: str
    expression: Expr
    chance: float = 0.0


@dataclass(frozen=True)
class Entails:
    """Obligation: over the reals, `assumptions` imply `conclusion`."""

    link: str
    assumptions: Boolean
    conclusion: Boolean


@dataclass(frozen=True)
class Satisfiable:
    """Obligation: some real point fulfils `conditions`."""

    link: str
    conditions: Boolean


Obligation = Vanishes | Entails | Satisfiable


@dataclass(frozen=True)
class Step:
    """One line of a derivation: a sentence and the SymPy object it speaks about."""

    text: str
    formula: object


@dataclass(frozen=True)
class Derivation:
    """What the exact arm returns: how the form follows, and what remains to be decided.

    The claim never decides anything itself; the checker decides every obligation.
    """

    steps: tuple[Step, ...]
    obligations: tuple[Obligation, ...]


Statements = Mapping[str, Boolean]
ExactArm = Callable[[Statements], Derivation]
Engine = Callable[[Sample, np.random.Generator], Measurement]


@dataclass(frozen=True)
class NumericArm:
    """What the numeric arm needs: an engine, the points it runs at, and how close is close.

    `engine` runs the model at every point of a sample and returns the measured values of the
    symbols and functions that the printed form contains; the checker alone evaluates the printed
    form on them. `tolerance` bounds the error relative to the size of the terms, for the stated
    `reason`; terms smaller than `floor` count as if they were of that size, so that rounding of
    what is zero is no error.
    """

    engine: Engine
    domain: Domain
    tolerance: float
    reason: str
    method: str
    samples: int | None = None
    examples: int = 200
    floor: float = 1e-3


@dataclass(frozen=True)
class Amended:
    """The corrected form beside the printed one, checked by the same two arms.

    `note` says what was changed and, where it may be so, that the transcription is to blame.
    """

    latex: str
    links: Callable[[], Sequence[Link]]
    note: str


@dataclass(frozen=True)
class Claim:
    """One printed equation or sentence; see docs/adding-a-claim.md.

    `printed` gives the form exactly as printed; `exact` and `numeric` are the two arms, which
    share no code; `explained` maps the name of a surviving mutant to why it is no error.
    `known` are counterexamples found before, replayed first.
    """

    key: str
    source: Source
    kind: Kind
    title: str
    latex: str
    printed: Callable[[], Sequence[Link]]
    exact: ExactArm | None
    numeric: NumericArm | None
    expected: str | None = None
    reading: str = ""
    premises: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()
    amended: Amended | None = None
    explained: Mapping[str, str] = field(default_factory=dict)
    known: tuple[Mapping[str, object], ...] = ()

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
        if self.exact is None and self.numeric is None:
            raise ValueError(f"{self.key} must have an exact or a numeric arm, but has neither")
        if self.key in self.premises:
            raise ValueError(f"premises of {self.key} must be other claims, but name itself")
