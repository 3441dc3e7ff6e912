"""Conditions used: symbols replaced by ones whose assumptions say what the conditions say."""

from __future__ import annotations

from collections.abc import Iterable

import sympy
from sympy import Basic, Dummy, Eq, Expr, Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean

from qmgr_sym.exact._rewrite.free import HOLDERS
from qmgr_sym.exact._undefined import is_undefined

_LINE = Dummy("line", real=True)


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
        if rule is None or not all(_may_replace(rule[0], other) for other in (expr, *pending)):
            continue
        expr = expr.subs(*rule)
        if is_undefined(expr):
            return None
        pending = [other for other in (o.subs(*rule) for o in pending) if _is_relation(other)]
    return expr


def _may_replace(what: Expr, where: Basic) -> bool:
    """The value of a function at a point says nothing of its derivatives and integrals."""
    return isinstance(what, Symbol) or not where.has(*HOLDERS)


def _equations(relations: list[Boolean]) -> list[Boolean]:
    """The conditions, with u >= v and v >= u taken together as u = v."""
    result = list(relations)
    gaps = [_not_negative(relation) for relation in relations]
    for k, gap in enumerate(gaps):
        for other in gaps[:k]:
            if gap is not None and other is not None and sympy.expand(gap + other) == 0:
                result.append(Eq(gap, 0))
    return result


def _not_negative(relation: Boolean) -> Expr | None:
    """What a weak inequality says is not negative."""
    if isinstance(relation, sympy.GreaterThan):
        return relation.lhs - relation.rhs
    return relation.rhs - relation.lhs if isinstance(relation, sympy.LessThan) else None


def _is_relation(condition: object) -> bool:
    return isinstance(condition, Relational)


def _rule(relation: Relational) -> tuple[Expr, Expr] | None:
    """What a condition says about one symbol or function, as a replacement."""
    gap = relation.lhs - relation.rhs
    functions = gap.atoms(sympy.Function, sympy.Indexed)
    for symbol in sorted(gap.free_symbols | functions, key=sympy.default_sort_key):
        line = gap.xreplace({symbol: _LINE})
        slope = line.diff(_LINE)
        if slope.has(_LINE) or not slope.is_nonzero or slope.has(symbol):
            continue
        rest = sympy.expand(line - slope * _LINE)
        if isinstance(relation, Eq):
            return symbol, -rest / slope
        if not slope.is_Rational:
            continue
        distance = _distance(relation, symbol, slope, rest)
        if distance is not None:
            return symbol, (distance - rest) / slope
    return None


def _distance(relation: Relational, symbol: Expr, slope: Expr, rest: Expr) -> Expr | None:
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
