"""Relations that SymPy leaves as they are written."""

from __future__ import annotations

from typing import Any

import sympy as sp


def equal(left: Any, right: Any) -> sp.Eq:
    """`left = right`, not evaluated."""
    return sp.Eq(left, right, evaluate=False)


def differ(left: Any, right: Any) -> sp.Ne:
    """`left != right`, not evaluated."""
    return sp.Ne(left, right, evaluate=False)


def at_most(left: Any, right: Any) -> sp.Le:
    """`left <= right`, not evaluated."""
    return sp.Le(left, right, evaluate=False)


def at_least(left: Any, right: Any) -> sp.Ge:
    """`left >= right`, not evaluated."""
    return sp.Ge(left, right, evaluate=False)


def less(left: Any, right: Any) -> sp.Lt:
    """`left < right`, not evaluated."""
    return sp.Lt(left, right, evaluate=False)


def greater(left: Any, right: Any) -> sp.Gt:
    """`left > right`, not evaluated."""
    return sp.Gt(left, right, evaluate=False)
