"""The answer of a zero test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["zero", "nonzero", "undecided"]


@dataclass(frozen=True)
class ZeroTest:
    """The answer of `zero_test`: outcome, how it was reached, and a point where nonzero."""

    outcome: Outcome
    method: str
    detail: str
    witness: tuple[tuple[str, str], ...] = ()
