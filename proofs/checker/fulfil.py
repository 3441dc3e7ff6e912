"""Whether a link holds at measured points, up to its tolerance or its order."""

from __future__ import annotations

from proofs.checker.evaluate import Array, Measurement, holds, measured_order
from proofs.checker.form import Link

SLACK = 0.25  # what a slope over a finite range of eps may miss of a whole number


def fulfils(link: Link, measured: Measurement, n: int, tolerance: float, floor: float) -> Array:
    """Truth of `link` at each of n points: shape (n,).

    A link with an order holds where the measured order is at most `SLACK` below it; the tolerance
    has no say then.
    """
    if link.order is None:
        return holds(link.statement, measured, n, tolerance, floor)
    return measured_order(link.statement, measured, n, floor) >= link.order - SLACK
