"""What deciding an obligation gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["holds", "fails", "undecided", "absent"]


@dataclass(frozen=True)
class Decision:
    """Outcome of one obligation or link: by which method, in words, and the point that shows it.

    `literal` of its `obligations` were decided by the arm: nothing was left for the judge.
    """

    outcome: Outcome
    method: str
    detail: str
    witness: tuple[tuple[str, str], ...] = ()
    obligations: int = 1
    literal: int = 0
