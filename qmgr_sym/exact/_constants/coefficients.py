"""A numerator whose coefficients are numbers: it vanishes where each of them does."""

from __future__ import annotations

from collections.abc import Callable

from flint import fmpq_mpoly
from sympy import Expr

from qmgr_sym.exact._normal.ring import Ring

_MOST_COEFFICIENTS = 60


def coefficients_vanish(
    ring: Ring, poly: fmpq_mpoly, is_zero: Callable[[Expr], bool | None]
) -> bool:
    """Whether a polynomial certainly vanishes, read as one in the generators that vary.

    Its coefficients are polynomials in the generators that are numbers (roots of numbers, roots of
    unity, pi, logarithms of numbers), and `is_zero` decides each of them.
    """
    used = [k for k, degree in enumerate(poly.degrees()) if degree]
    fixed = {k for k in used if _is_number(ring, k)}
    if not fixed:
        return False
    groups: dict[tuple[int, ...], fmpq_mpoly] = {}
    for powers, coefficient in poly.to_dict().items():
        outer = tuple(0 if k in fixed else int(power) for k, power in enumerate(powers))
        inner = tuple(int(power) if k in fixed else 0 for k, power in enumerate(powers))
        term = ring.context.term(coefficient, inner)
        groups[outer] = groups[outer] + term if outer in groups else term
    if len(groups) > _MOST_COEFFICIENTS:
        return False
    return all(is_zero(ring.expression(group)) for group in groups.values())


def _is_number(ring: Ring, index: int) -> bool:
    try:
        return bool(ring.source(index).is_number)
    except ValueError:
        return False
