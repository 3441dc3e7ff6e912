"""Whether a link holds at measured points, up to its tolerance or its order."""

from __future__ import annotations

import numpy as np

from proofs.checker.evaluate import Array, Measurement, holds, measured_order, truth
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


def undecided(link: Link, measured: Measurement, n: int, tolerance: float, floor: float) -> bool:
    """Whether whole expressions show neither that `link` holds nor that it fails.

    An integral whose own error is too large, or a point at which a side has no value, decides
    nothing; a single point at which the sides certainly differ decides.
    """
    if measured.whole is None:
        return False
    if link.order is not None:
        orders = measured_order(link.statement, measured, n, floor)
        true, false = orders >= link.order - SLACK, orders < link.order - SLACK
    else:
        true, false = truth(link.statement, measured, n, tolerance, floor)
    decided = false.any() or true.all() if link.quantifier == "all" else true.any() or false.all()
    return not bool(np.asarray(decided))
