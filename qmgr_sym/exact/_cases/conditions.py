"""Conditions used: symbols replaced by ones whose assumptions say what the conditions say."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy import Dummy, Eq, Expr, Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean

_UNDEFINED = (sympy.nan, sympy.zoo, sympy.oo, sympy.S.NegativeInfinity)


def used(expr: Expr, given: Iterable[Boolean]) -> Expr | None:
    """The expression with equations solved for a symbol and known signs as assumptions.

    Formula: u = v gives s -> solution where u - v is linear in s with a constant coefficient, and
    u > v gives s -> solution +- d with a positive symbol d. What vanishes after these replacements
    vanishes wherever the conditions hold. None where the expression is undefined there.
    """
    relations = _equations([part for condition in given for part in And.make_args(condition)])
    relations.sort(key=lambda relation: not isinstance(relation, Eq))
    pending = [relation for relation in relations if isinstance(relation, Relational)]
    while pending:
        relation = pending.pop(0)
        rule = _rule(relation)
        if rule is None:
            continue
        expr = expr.subs(*rule)
        if expr.has(*_UNDEFINED):
            return None
        pending = [other for other in (o.subs(*rule) for o in pending) if _is_relation(other)]
    return expr


def _equations(relations: list[Boolean]) -> list[Boolean]:
    """The conditions, with u >= v and u <= v taken together as u = v."""
    result = list(relations)
    for relation in relations:
        if isinstance(relation, sympy.GreaterThan):
            back = sympy.LessThan(relation.lhs, relation.rhs, evaluate=False)
            if back in relations:
                result.append(Eq(relation.lhs, relation.rhs))
    return result


def _is_relation(condition: object) -> bool:
    return isinstance(condition, Relational)


def _rule(relation: Relational) -> tuple[Symbol, Expr] | None:
    """What a condition says about one symbol, as a replacement."""
    gap = relation.lhs - relation.rhs
    for symbol in sorted(gap.free_symbols, key=sympy.default_sort_key):
        if not isinstance(symbol, Symbol):
            continue
        slope = gap.diff(symbol)
        if slope.has(symbol) or not slope.is_nonzero:
            continue
        rest = sympy.expand(gap - slope * symbol)
        if isinstance(relation, Eq):
            return symbol, -rest / slope
        if not slope.is_Rational:
            continue
        distance = _distance(relation, symbol, slope, rest)
        if distance is not None:
            return symbol, (distance - rest) / slope
    return None


def _distance(relation: Relational, symbol: Symbol, slope: Expr, rest: Expr) -> Expr | None:
    """A new symbol for left - right, with the sign that the relation gives it."""
    names = {
        sympy.StrictGreaterThan: "positive",
        sympy.GreaterThan: "nonnegative",
        sympy.StrictLessThan: "negative",
        sympy.LessThan: "nonpositive",
    }
    name = names.get(relation.func)
    if name is None or not symbol.is_real or not rest.is_real:
        return None
    whole = bool(symbol.is_integer) and rest == 0 and bool(slope.is_Integer)
    if symbol.is_integer and not whole:
        return None
    return Dummy("d", **{name: True}, **({"integer": True} if whole else {}))
