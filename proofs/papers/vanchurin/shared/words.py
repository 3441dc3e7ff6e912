"""What coefficients of random fields stand for, in words for a reader of a counterexample."""

from __future__ import annotations

from collections.abc import Sequence

import proofs.checker as ck
from numerics.waves.random_fields import mode_table

CONSTANT = r"\text{const}"
"""What is added to the logarithm of a density, so that it is normalised."""


def waves(
    names: Sequence[str],
    letters: Sequence[str],
    modes: int,
    factor: float,
    start: Sequence[str] = (),
) -> ck.Expansion:
    """Fields that `trig_polynomial` makes of coefficients (..., modes, 2).

    names : LaTeX, one for each leading entry.  letters : LaTeX of the coordinates.
    """
    degree = 1
    while len(mode_table(len(letters), degree)) < modes:
        degree += 1
    basis: list[str] = []
    divisors: list[int] = []
    for wave in mode_table(len(letters), degree)[:modes]:
        angle = _angle([int(k) for k in wave], letters)
        basis += [rf"\cos {angle}", rf"\sin {angle}"]
        divisors += 2 * [int((wave**2).sum())]
    return ck.Expansion(tuple(names), tuple(basis), factor, tuple(divisors), tuple(start))


def _angle(wave: Sequence[int], letters: Sequence[str]) -> str:
    parts = [
        ("-" if k < 0 else "+") + (f"{abs(k)}" if abs(k) != 1 else "") + letter
        for k, letter in zip(wave, letters, strict=True)
        if k
    ]
    joined = "".join(parts).removeprefix("+")
    return joined if len(parts) == 1 else f"({joined})"
