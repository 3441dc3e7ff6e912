"""Rewriting by SymPy that is certain, and inverse functions through few of them."""

from __future__ import annotations

import sympy
from sympy import Expr, pi


def expanded_powers(expr: Expr) -> Expr:
    """Split powers of products and logarithms of powers where SymPy is certain that it may."""
    expr = sympy.powdenest(expr)
    return expr.expand(
        power_base=True, log=True, power_exp=False, mul=False, multinomial=False, basic=False
    )


def through_arcsine(expr: Expr) -> Expr:
    """acos(x) = pi/2 - asin(x), and asec, acsc at the reciprocal; true for every complex x."""
    if not expr.has(sympy.acos, sympy.asec, sympy.acsc):
        return expr
    expr = expr.replace(sympy.acos, lambda x: pi / 2 - sympy.asin(x))
    expr = expr.replace(sympy.asec, lambda x: pi / 2 - sympy.asin(1 / x))
    return expr.replace(sympy.acsc, lambda x: sympy.asin(1 / x))
