"""Numbers that a file gives as expressions. Imports no NumPy."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr, Symbol


def number(expr: Expr, parameters: Sequence[Symbol], values: Sequence[float]) -> float:
    """`expr` at the given parameters, in double precision; nan where it has no real value."""
    function = sympy.lambdify(tuple(parameters), expr, modules="math", dummify=True)
    try:
        value = function(*values)
        return float(value)
    except (ArithmeticError, ValueError, TypeError):
        return float("nan")
