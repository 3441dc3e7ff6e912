"""Integrals and sums over the same range taken together."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Add, Expr, Integral, Mul, Sum


def gathered(expr: Expr, vanishes: Callable[[Expr], bool]) -> Expr:
    """Drop integrals and sums that cancel: those over one range whose integrands add up to 0.

    `expr` must be in the standard form of `bound`.
    """
    ranges: dict[object, list[Expr]] = {}
    rest: list[Expr] = []
    for term in Add.make_args(expr):
        binder = _binder(term)
        if binder is None:
            rest.append(term)
        else:
            ranges.setdefault((binder.func, binder.limits), []).append(term)
    for terms in ranges.values():
        if len(terms) < 2 or not vanishes(Add(*(_integrand(term) for term in terms))):
            rest += terms
    return Add(*rest)


def _binder(term: Expr) -> Expr | None:
    """The only integral or sum among the factors of a term."""
    found = [factor for factor in Mul.make_args(term) if isinstance(factor, Integral | Sum)]
    return found[0] if len(found) == 1 else None


def _integrand(term: Expr) -> Expr:
    binder = _binder(term)
    assert binder is not None
    return Mul(*(factor for factor in Mul.make_args(term) if factor != binder)) * binder.function
