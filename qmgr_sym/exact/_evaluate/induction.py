"""Sums and products up to a symbol, by induction."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr, Integer, Product, Sum, Symbol

Prove = Callable[[Expr], bool]
# One case would do; more make sure that the expression is defined at the first numbers.
_CASES = 3


def holds_by_induction(expr: Expr, prove: Prove) -> Symbol | None:
    """The integer symbol n by induction in which an expression vanishes, None where that fails.

    The expression must vanish at the smallest n allowed, and its change from n to n + 1 for every
    n; for an integer n of either sign it then vanishes in both directions.
    """
    for symbol in _symbols(expr):
        start = Integer(1 if symbol.is_positive else 0)
        first = [expr.subs(symbol, start + k).doit(integrals=False) for k in range(_CASES)]
        step = expr.subs(symbol, symbol + 1) - expr
        if all(prove(case) for case in first) and prove(step):
            return symbol
    return None


def _symbols(expr: Expr) -> list[Symbol]:
    """Integer symbols that end a sum or product and have no other assumption but a sign."""
    ends = {
        symbol
        for node in expr.atoms(Sum, Product)
        for limit in node.limits
        for end in limit[1:]
        for symbol in end.free_symbols
    }
    found = []
    for symbol in sorted(ends & expr.free_symbols, key=sympy.default_sort_key):
        declared = set(getattr(symbol, "_assumptions_orig", {"unknown"}))
        plain = declared <= {"integer", "positive", "nonnegative", "commutative"}
        if symbol.is_integer and plain:
            found.append(symbol)
    return found
