"""What a run depends on besides the code, and the random generators made from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from proofs.checker.claim import Claim

SAMPLES = 64


@dataclass(frozen=True)
class Options:
    """The seed and the number of numeric samples of claims that do not set their own."""

    seed: int = 0
    samples: int = SAMPLES


def generator(claim: Claim, options: Options, purpose: str) -> np.random.Generator:
    """A generator of its own for each claim and purpose, whatever runs beside it."""
    import numpy as np

    digest = hashlib.sha256(f"{claim.key}/{purpose}".encode()).digest()
    return np.random.default_rng([options.seed, *np.frombuffer(digest[:16], dtype=np.uint32)])
