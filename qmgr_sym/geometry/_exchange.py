"""Roots as free variables, with symbols in their place: a field in which they are rational.

Of two roots r1^2 = x^2 + (z - a)^2 and r2^2 = x^2 + (z + a)^2 the field Q(x, z, a)(r1, r2) is also
Q(r1, r2, a)(x), with z = (r2^2 - r1^2) / (4 a) and one square root, x, in place of two.
Denominators in the roots, such as 1 + m / r1 + m / r2, then need no conjugates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from sympy import Dummy, Expr, Poly, Symbol

# Equations with more terms than this are left alone.
_TERMS = 200


@dataclass(frozen=True)
class Exchange:
    """What takes the place of what.

    Attributes:
        free: the symbol that stands for each root, which is a free variable now.
        solved: symbols as rational functions of free variables and of each other; no cycles.
        squares: symbols whose square is such a function: one square root each.

    Symbols of roots may be among those that are solved for.
    """

    free: dict[Expr, Symbol]
    solved: dict[Symbol, Expr]
    squares: dict[Symbol, Expr]


def exchange(keys: Sequence[Expr], degrees: Sequence[int]) -> Exchange | None:
    """A field for the roots of `keys` in which they are free, None where none is found.

    `keys` come with outer roots first. A square root does not change places with one symbol.
    """
    stand_ins: dict[Expr, Symbol] = {}
    equations = []
    for key, degree in reversed(list(zip(keys, degrees, strict=True))):
        held = _named(key, stand_ins)
        if held is None:
            return None
        root = stand_ins[key] = Dummy(f"root{len(stand_ins)}", positive=True)
        equations.append(_numerator(root**degree - held))
    names = {symbol: key for key, symbol in stand_ins.items()}
    found = _solved(equations, stand_ins, set(names))
    single = len(keys) == 1 and degrees[0] == 2
    return None if found is None or (single and found.squares) else found


def _named(key: Expr, stand_ins: dict[Expr, Symbol]) -> Expr | None:
    """A radicand with its inner roots named, None where it holds functions."""
    swap = {}
    for node in key.atoms(sympy.Pow):
        if not node.exp.is_Integer:
            root = stand_ins.get(node.base)
            if root is None or not node.exp.is_Rational:
                return None
            swap[node] = root ** (node.exp * 2) if node.exp.q == 2 else None
            if swap[node] is None:
                return None
    held = key.xreplace(swap)
    return None if held.atoms(sympy.Function, sympy.Derivative, sympy.exp) else held


def _numerator(expr: Expr) -> Expr:
    return sympy.expand(sympy.fraction(sympy.cancel(sympy.together(expr)))[0])


def _solved(
    equations: list[Expr], stand_ins: dict[Expr, Symbol], roots: set[Symbol]
) -> Exchange | None:
    solved: dict[Symbol, Expr] = {}
    squares: dict[Symbol, Expr] = {}
    while equations:
        found = _linear(equations, roots, squares)
        if found is not None:
            place, symbol = found
            solved[symbol] = _solution(equations.pop(place), symbol, 1)
            equations = [_factor(e.subs(symbol, solved[symbol]), roots) for e in equations]
            squares = {s: e.subs(symbol, solved[symbol]) for s, e in squares.items()}
        else:
            found = _even(equations, roots, squares)
            if found is None:
                return None
            place, symbol = found
            squares[symbol] = _solution(equations.pop(place), symbol, 2)
            equations = [_factor(_reduced(e, symbol, squares[symbol]), roots) for e in equations]
            if squares[symbol].free_symbols & set(squares):
                return None
        if any(e == 0 or len(sympy.Add.make_args(e)) > _TERMS for e in equations):
            return None
    return Exchange(stand_ins, solved, {s: sympy.cancel(e) for s, e in squares.items()})


def _factor(equation: Expr, roots: set[Symbol]) -> Expr:
    """The factor that vanishes: the only one that holds roots; 0 where there are several."""
    _, factors = sympy.factor_list(_numerator(equation))
    found = [factor for factor, _ in factors if factor.free_symbols & roots]
    return sympy.expand(found[0]) if len(found) == 1 else sympy.S.Zero


def _solution(equation: Expr, symbol: Symbol, degree: int) -> Expr:
    """symbol**degree from a symbol**degree + b = 0."""
    poly = Poly(equation, symbol)
    bottom = poly.coeff_monomial(symbol**degree)
    return sympy.cancel(-poly.coeff_monomial(1) / bottom)


def _reduced(equation: Expr, symbol: Symbol, square: Expr) -> Expr:
    poly = Poly(equation, symbol)
    parts = [
        number * square ** (power // 2) * symbol ** (power % 2) for (power,), number in poly.terms()
    ]
    return _numerator(sympy.Add(*parts))


def _candidates(
    equations: list[Expr], degree: int, taken: dict[Symbol, Expr]
) -> list[tuple[int, Symbol, Expr]]:
    """Equation, symbol and leading coefficient where only this power of the symbol occurs."""
    found = []
    for place, equation in enumerate(equations):
        for symbol in sorted(equation.free_symbols - set(taken), key=sympy.default_sort_key):
            poly = Poly(equation, symbol)
            if {power for (power,) in poly.monoms()} <= {0, degree} and poly.degree() == degree:
                bottom = poly.coeff_monomial(symbol**degree)
                if not bottom.free_symbols & set(taken):
                    found.append((place, symbol, bottom))
    return found


def _linear(
    equations: list[Expr], roots: set[Symbol], taken: dict[Symbol, Expr]
) -> tuple[int, Symbol] | None:
    """An equation that gives a symbol as a rational function; roots first."""
    found = _candidates(equations, 1, taken)
    if not found:
        return None
    place, symbol, _ = min(found, key=lambda item: (item[1] not in roots, _size(item[2])))
    return place, symbol


def _even(
    equations: list[Expr], roots: set[Symbol], taken: dict[Symbol, Expr]
) -> tuple[int, Symbol] | None:
    """An equation that gives the square of a symbol that is no root."""
    found = [item for item in _candidates(equations, 2, taken) if item[1] not in roots]
    if not found:
        return None
    place, symbol, _ = min(found, key=lambda item: (_size(item[2]), len(equations[item[0]].args)))
    return place, symbol


def _size(bottom: Expr) -> int:
    return 0 if bottom.is_Rational else int(bottom.count_ops()) + 1
