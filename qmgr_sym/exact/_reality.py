"""Whether an expression is real wherever it is defined."""

from __future__ import annotations

from sympy import Expr


def is_real(expr: Expr) -> bool:
    """Whether every value is real; unlike SymPy's `is_real`, poles do not matter."""
    if expr.is_extended_real:
        return True
    if expr.is_Add or expr.is_Mul:
        return all(is_real(arg) for arg in expr.args)
    return bool(expr.is_Pow and expr.exp.is_integer and is_real(expr.base))
