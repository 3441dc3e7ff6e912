"""Wrong versions of a printed form: a check that passes them is no check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

import sympy as sp
from sympy.core.basic import Basic
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.matrices import MatrixBase

from proofs.checker.claim import MUTANTS as LIMIT
from proofs.checker.form import Link
from qmgr_sym.exact.zero import zero_test

_REVERSED = {
    sp.LessThan: sp.GreaterThan,
    sp.GreaterThan: sp.LessThan,
    sp.StrictLessThan: sp.StrictGreaterThan,
    sp.StrictGreaterThan: sp.StrictLessThan,
}


@dataclass(frozen=True)
class Mutant:
    """One link with one error in it; `name` says which, for people and for `explained`."""

    name: str
    link: Link


def mutants(links: Sequence[Link], limit: int = LIMIT) -> list[Mutant]:
    """Perturbations of `links`, at most `limit` but one of every link that has any.

    On both sides of every relation, in integrands, limits of integration and conditions: signs
    flipped, terms and factors dropped, coefficients doubled, exponents raised, factors inverted,
    functions dropped, coordinates and symbols exchanged, orders of derivatives changed,
    inequalities reversed. Where there are too many, every link keeps an equal share, spread evenly
    over its own. A wrong version without a value (a division by zero) is left out, and so is one
    with equal sides. Some may be the same relation in other words; `same_relation` recognises
    those.
    """
    return _shared_out([_of_link(link) for link in links], limit)


def _of_link(link: Link) -> list[Mutant]:
    """Every wrong version of one link; a name that comes again is numbered."""
    made: list[Mutant] = []
    seen: set[Basic] = {link.statement}
    names: Counter[str] = Counter()
    for name, statement in _of_statement(link.statement):
        if statement in seen or _says_nothing(statement):
            continue
        seen.add(statement)
        names[name] += 1
        number = f" ({names[name]})" if names[name] > 1 else ""
        made.append(Mutant(f"{link.name}: {name}{number}", replace(link, statement=statement)))
    return made


def _shared_out(made: Sequence[list[Mutant]], limit: int) -> list[Mutant]:
    """At most `limit` of all: links with few keep theirs, the others share what is left."""
    left, shares = limit, [0] * len(made)
    shortest_first = sorted(range(len(made)), key=lambda i: len(made[i]))
    for others, i in zip(range(len(made), 0, -1), shortest_first, strict=True):
        shares[i] = min(len(made[i]), max(1, left // others))
        left -= shares[i]
    return [
        mutants[i * len(mutants) // share]
        for mutants, share in zip(made, shares, strict=True)
        for i in range(share)
    ]


def _says_nothing(statement: Any) -> bool:
    if statement in (sp.true, sp.false) or statement.has(sp.nan, sp.zoo):
        return True
    return isinstance(statement, Relational) and statement.lhs == statement.rhs


def _of_statement(statement: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(statement, sp.Eq):
        left, right = statement.args
        wrong = list(_of_expression(left))
        for name, lhs in wrong:
            yield name if right == 0 else f"left side, {name}", sp.Eq(lhs, right, evaluate=False)
        if right == 0 and not wrong:
            yield "put one for zero", sp.Eq(left, sp.S.One, evaluate=False)
        for name, rhs in _of_expression(right):
            yield name, sp.Eq(left, rhs, evaluate=False)
        if isinstance(right, sp.Expr):
            yield "flip the sign of the right side", sp.Eq(left, -right, evaluate=False)
            yield "double the right side", sp.Eq(left, 2 * right, evaluate=False)
    elif isinstance(statement, Relational):
        lhs, rhs = statement.args
        if statement.func in _REVERSED:
            yield "reverse the inequality", _REVERSED[statement.func](lhs, rhs, evaluate=False)
        else:
            yield "put equal for different", sp.Eq(lhs, rhs, evaluate=False)
        for name, new in _of_expression(lhs):
            yield f"left side, {name}", statement.func(new, rhs, evaluate=False)
        for name, new in _of_expression(rhs):
            yield f"right side, {name}", statement.func(lhs, new, evaluate=False)
    elif isinstance(statement, sp.Not):
        yield "drop the negation", statement.args[0]
        for name, new in _of_statement(statement.args[0]):
            yield f"under the negation, {name}", sp.Not(new, evaluate=False)
    else:
        for i, part in enumerate(statement.args):
            for name, new in _of_statement(part):
                yield f"part {i + 1}, {name}", _rebuild(statement, i, new)
        if isinstance(statement, sp.Implies):
            conditions = sp.And.make_args(statement.args[0])
            for i in range(len(conditions)):
                fewer = [c for j, c in enumerate(conditions) if j != i] or [sp.true]
                left = fewer[0] if len(fewer) == 1 else sp.And(*fewer, evaluate=False)
                yield f"drop condition {i + 1}", _rebuild(statement, 0, left)
            yield (
                "exchange premise and conclusion",
                sp.Implies(*reversed(statement.args), evaluate=False),
            )


def _rebuild(node: Any, index: int, new: Any) -> Any:
    args = [new if i == index else a for i, a in enumerate(node.args)]
    if isinstance(node, sp.MatrixExpr):
        return node.func(*args)
    if not isinstance(node, sp.Expr):
        return node.func(*args, evaluate=False)
    try:
        return node.func(*args)
    except TypeError:  # SymPy breaks down over 0*oo in an integral: no value, so left out
        return sp.nan


def _of_entries(matrix: Any) -> Iterator[tuple[str, Any]]:
    """Every single error in an entry of an explicit matrix."""
    for i in range(matrix.rows):
        for j in range(matrix.cols):
            entry = matrix[i, j]
            where = f"entry ({i + 1}, {j + 1})"
            versions = list(_of_expression(entry)) if entry.args else []
            if entry != 0:
                versions = [("flip the sign", -entry), ("double", 2 * entry), *versions]
            else:
                versions = [("put one for zero", sp.S.One)]
            for name, new in versions:
                made = matrix.as_mutable()
                made[i, j] = new
                yield f"{name} in {where}", matrix.func(made)


def _of_expression(expr: Any) -> Iterator[tuple[str, Any]]:
    """Every single error in `expr`, outermost first."""
    if isinstance(expr, MatrixBase):
        yield from _of_entries(expr) if getattr(expr, "written_out", False) else ()
        return
    yield from _at_node(expr)
    for i, part in enumerate(expr.args):
        if isinstance(expr, sp.Derivative | sp.Integral | sp.Sum | sp.Product) and i > 0:
            continue
        if isinstance(part, ExprCondPair):
            for name, new in _of_expression(part.expr):
                yield name, _rebuild(expr, i, ExprCondPair(new, part.cond))
        elif getattr(part, "written_out", False):
            for name, new in _of_entries(part):
                yield name, _rebuild(expr, i, new)
        elif isinstance(part, sp.Expr) and part.args:
            for name, new in _of_expression(part):
                yield name, _rebuild(expr, i, new)
    yield from _exchanged(expr)


def _at_node(expr: Any) -> Iterator[tuple[str, Any]]:
    text = _short(expr)
    if isinstance(expr, sp.MatMul | sp.MatAdd | sp.Adjoint | sp.Transpose | sp.Inverse):
        yield from _of_matrices(expr, text)
    elif isinstance(expr, sp.MatrixExpr):
        yield f"flip the sign of {text}", sp.MatMul(-1, expr)
    elif isinstance(expr, sp.Add):
        for i, term in enumerate(expr.args):
            yield f"flip the sign of {_short(term)}", _rebuild(expr, i, -term)
            yield (
                f"drop the term {_short(term)}",
                sp.Add(*(a for j, a in enumerate(expr.args) if j != i)),
            )
            yield f"double {_short(term)}", _rebuild(expr, i, 2 * term)
    elif isinstance(expr, sp.Mul):
        for i, factor in enumerate(expr.args):
            if factor.is_number:
                continue
            yield f"drop the factor {_short(factor)} in {text}", _rebuild(expr, i, sp.S.One)
            if isinstance(factor, sp.Symbol) or (isinstance(factor, sp.Pow) and factor.exp == -1):
                yield f"invert {_short(factor)} in {text}", _rebuild(expr, i, 1 / factor)
                yield f"square {_short(factor)} in {text}", _rebuild(expr, i, factor**2)
    elif isinstance(expr, sp.Pow):
        if expr.exp == sp.S.Half:
            yield f"drop the root of {_short(expr.base)}", expr.base
        else:
            yield f"raise the exponent of {text}", sp.Pow(expr.base, expr.exp + 1)
    elif isinstance(expr, sp.Derivative):
        for symbol in _others(expr):
            variables = [symbol if i == 0 else v for i, v in enumerate(expr.variables)]
            yield (
                f"differentiate {_short(expr.expr)} by {symbol}",
                sp.Derivative(expr.expr, *variables),
            )
        first, *others = expr.variables
        if others:
            yield f"differentiate {_short(expr.expr)} once less", sp.Derivative(expr.expr, *others)
        else:
            twice = sp.Derivative(expr.expr, first, first)
            yield f"differentiate {_short(expr.expr)} once more", twice
    elif isinstance(expr, sp.Max | sp.Min):
        other = sp.Min if isinstance(expr, sp.Max) else sp.Max
        yield f"put {other.__name__} for {expr.func.__name__} in {text}", other(*expr.args)
    elif isinstance(expr, sp.Integral | sp.Sum | sp.Product):
        yield from _limits(expr)
    elif isinstance(expr, sp.Function) and not isinstance(expr, AppliedUndef | sp.Piecewise):
        if len(expr.args) > 1:
            for i, arg in enumerate(expr.args):
                if isinstance(arg, sp.Expr):  # a hypergeometric function has lists of parameters
                    yield f"raise argument {i + 1} of {text}", _rebuild(expr, i, arg + 1)
            return
        yield f"drop the function in {text}", expr.args[0]
        yield f"flip the sign inside {text}", expr.func(-expr.args[0])
        yield f"double the argument of {text}", expr.func(2 * expr.args[0])


def _of_matrices(expr: Any, text: str) -> Iterator[tuple[str, Any]]:
    """Products in the opposite order, terms with the other sign, operations dropped."""
    if isinstance(expr, sp.MatMul):
        for i, (a, b) in enumerate(pairwise(expr.args)):
            if a.is_Matrix and b.is_Matrix and a.shape == b.shape == a.shape[::-1]:
                args = (*expr.args[:i], b, a, *expr.args[i + 2 :])
                yield f"exchange factors {i + 1} and {i + 2} in {text}", sp.MatMul(*args)
        yield f"flip the sign of {text}", sp.MatMul(-1, *expr.args)
    elif isinstance(expr, sp.MatAdd):
        for i, term in enumerate(expr.args):
            terms = [sp.MatMul(-1, a) if j == i else a for j, a in enumerate(expr.args)]
            yield f"flip the sign of {_short(term)}", sp.MatAdd(*terms)
    elif expr.args[0].shape == expr.shape:
        yield f"drop {type(expr).__name__} in {text}", expr.args[0]


def _limits(expr: Any) -> Iterator[tuple[str, Any]]:
    """Limits of an integral, a sum or a product exchanged, doubled or moved by one."""
    for i, limit in enumerate(expr.limits):
        if len(limit) != 3:
            continue
        symbol, low, high = limit

        def rebuilt(low: Any, high: Any, i: int = i, symbol: Any = symbol) -> Any:
            limits = [(symbol, low, high) if j == i else tuple(other)
                      for j, other in enumerate(expr.limits)]  # fmt: skip
            return expr.func(expr.function, *limits)

        if isinstance(expr, sp.Integral):
            yield f"exchange the limits of {symbol}", rebuilt(high, low)
            if high.is_finite and high != 0:
                yield f"double the upper limit of {symbol}", rebuilt(low, 2 * high)
            if low.is_finite and low != 0:
                yield f"double the lower limit of {symbol}", rebuilt(2 * low, high)
        else:
            yield f"begin with the next {symbol}", rebuilt(low + 1, high)
            if high.is_finite:
                yield f"end with the next {symbol}", rebuilt(low, high + 1)


def _others(expr: sp.Derivative) -> list[Any]:
    """The coordinates of the differentiated functions other than the first one used."""
    functions = sorted(expr.expr.atoms(AppliedUndef), key=sp.default_sort_key)
    symbols = {s for f in functions for s in f.args if isinstance(s, sp.Symbol)}
    return sorted(symbols - {expr.variables[0]}, key=lambda s: s.name)


def _exchanged(expr: Any) -> Iterator[tuple[str, Any]]:
    """Pairs of scalar parameters exchanged in the top-level terms of `expr`."""
    if not isinstance(expr, sp.Mul) or expr.is_Matrix:
        return
    symbols = sorted((s for s in expr.args if isinstance(s, sp.Symbol)), key=lambda s: s.name)
    below = sorted(
        {a.base for a in expr.args if isinstance(a, sp.Pow) and isinstance(a.base, sp.Symbol)},
        key=lambda s: s.name,
    )
    for a, b in combinations([*symbols, *below], 2):
        yield (
            f"exchange {a} and {b} in {_short(expr)}",
            expr.xreplace({a: b, b: a}),
        )


def _short(expr: Any, width: int = 40) -> str:
    text = str(expr)
    return text if len(text) <= width else text[: width - 3] + "..."


def same_relation(one: Any, other: Any) -> bool:
    """Whether two equalities certainly say the same: differences of sides equal up to the sign."""
    if not (isinstance(one, sp.Eq) and isinstance(other, sp.Eq)):
        return False
    here, there = one.lhs - one.rhs, other.lhs - other.rhs
    return any(_vanishes(here - sign * there) for sign in (1, -1))


def _vanishes(expr: Any) -> bool:
    try:
        return zero_test(expr).outcome == "zero"
    except (TypeError, ValueError):
        return False
