"""Integrals and sums in one standard form: bound symbols renamed, constants outside."""

from __future__ import annotations

from functools import lru_cache

import sympy
from sympy import Add, Basic, Dummy, Expr, Integral, Limit, Mul, Product, S, Sum, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits

_LARGE = 400


def standard(expr: Expr) -> Expr:
    """Rename bound symbols by their depth, and split integrals and sums of several terms.

    Formula: the integral of a f + b g is a times that of f plus b times that of g, for a and b
    without the bound symbol; a multiple integral is taken as nested ones.
    """
    return _Standard().walk(expr)


@lru_cache(maxsize=256)
def _bound_symbol(depth: int, kind: str) -> Dummy:
    return Dummy(f"bound_{depth}", **dict.fromkeys(kind.split(), True))


class _Standard:
    """Walks an expression once, from the innermost binders outwards."""

    def __init__(self) -> None:
        self._memo: dict[Basic, Basic] = {}
        self._depths: dict[Basic, int] = {}

    def walk(self, expr: Basic) -> Basic:
        """The standard form of a node."""
        if not expr.args:
            return expr
        known = self._memo.get(expr)
        if known is None:
            known = self._memo[expr] = self._walk(expr)
        return known

    def _walk(self, expr: Basic) -> Basic:
        if isinstance(expr, ExprWithLimits) and all(
            isinstance(limit[0], Symbol) for limit in expr.limits
        ):
            inside = self.walk(expr.function)
            for limit in expr.limits:
                ends = [self.walk(end) for end in limit[1:]]
                inside = self._bind(expr.func, inside, limit[0], ends)
            return inside
        if isinstance(expr, Limit):
            inside, symbol, end, side = expr.args
            inside = self.walk(inside)
            new = _bound_symbol(self._depth(inside), "real" if symbol.is_real else "")
            return Limit(inside.xreplace({symbol: new}), new, self.walk(end), side)
        args = [self.walk(arg) for arg in expr.args]
        same = all(new is old for new, old in zip(args, expr.args, strict=True))
        return expr if same else expr.func(*args)

    def _depth(self, expr: Basic) -> int:
        """How deep binders are nested in an expression."""
        known = self._depths.get(expr)
        if known is None:
            known = max((self._depth(arg) for arg in expr.args), default=0)
            known += isinstance(expr, ExprWithLimits | Limit)
            self._depths[expr] = known
        return known

    def _bind(self, func: type, inside: Expr, symbol: Symbol, ends: list[Expr]) -> Expr:
        # An antiderivative stays a function of its symbol.
        ends = ends or [symbol]
        kind = _kind(func, symbol, ends)
        passing = _bound_symbol(-1, kind)
        inside = inside.xreplace({symbol: passing})
        if func is Product:
            terms = [inside]
        else:
            size = sum(1 for _ in sympy.preorder_traversal(inside))
            terms = list(Add.make_args(sympy.expand(inside) if size <= _LARGE else inside))
        parts = []
        for term in terms:
            outside, rest = S.One, term
            if func is not Product:
                outside, rest = term.as_independent(passing, as_Add=False)
            new = _bound_symbol(self._depth(rest), kind)
            parts.append(Mul(outside, _bound(func, rest.xreplace({passing: new}), new, ends)))
        return Add(*parts)


def _bound(func: type, inside: Expr, symbol: Symbol, ends: list[Expr]) -> Expr:
    if inside is S.One and len(ends) == 2 and not any(end.is_infinite for end in ends):
        return ends[1] - ends[0] + (1 if func is Sum else 0)
    return func(inside, (symbol, *ends))


def _kind(func: type, symbol: Symbol, ends: list[Expr]) -> str:
    """What is certain of the bound symbol: names of assumptions."""
    if func is Integral:
        if len(ends) == 2 and all(end.is_extended_nonnegative for end in ends):
            return "positive"
        if len(ends) == 2 and all(end.is_extended_real for end in ends):
            return "real"
        return "real" if symbol.is_real else ""
    low, high = ends
    if not all(end.is_integer or end.is_infinite for end in ends):
        return ""
    whole = low.is_nonnegative and (high + 1).is_extended_nonnegative
    return "integer nonnegative" if whole else "integer"
