"""What SymPy writes where there is no number."""

from __future__ import annotations

import sympy
from sympy import AccumBounds, Basic, S

UNDEFINED = (sympy.nan, sympy.zoo, sympy.oo, S.NegativeInfinity, AccumBounds)


def is_undefined(expr: Basic) -> bool:
    """Whether an expression holds something that is no finite number."""
    return bool(expr.has(*UNDEFINED))
