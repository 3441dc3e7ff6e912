"""Logarithms split into size and angle, and expressions linear in them."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy
from sympy import Add, Expr, I, Mul, Rational, S

from qmgr_sym.exact._reality import is_real
from qmgr_sym.exact._rewrite.inverse import through_logarithms


class Size(sympy.Function):  # type: ignore[misc]
    """log |a|."""

    nargs = 1


class Angle(sympy.Function):  # type: ignore[misc]
    """The angle of a, in (-pi, pi]."""

    nargs = 1


@dataclass
class Combination:
    """sum of sizes + sum of angles + turns * pi, with rational coefficients."""

    sizes: dict[Expr, Rational] = field(default_factory=dict)
    angles: dict[Expr, Rational] = field(default_factory=dict)
    turns: Rational = S.Zero


def combinations(expr: Expr) -> tuple[list[Combination], Expr] | None:
    """Split an expression into combinations, each of which must vanish, and a rest without logs.

    The expression is sum_m m (real part + i imaginary part) + rest with products m of other
    things. Returns None where a logarithm stands inside another function.
    """
    split = sympy.expand(_split(expr))
    groups: dict[Expr, tuple[Combination, Combination]] = {}
    rest: list[Expr] = []
    for term in Add.make_args(split):
        factors = list(Mul.make_args(term))
        main = _main(factors)
        if main is None:
            rest.append(term)
            continue
        factors.remove(main)
        if main.is_Pow:
            factors.append(S.Pi ** (main.exp - 1))
            main = S.Pi
        coefficient, other = Mul(*factors).as_coeff_Mul()
        imaginary = other.has(I) and other.coeff(I) != 0
        other = other / I if imaginary else other
        if not coefficient.is_Rational or other.has(Size, Angle):
            return None
        pair = groups.setdefault(other, (Combination(), Combination()))
        _add(pair[1] if imaginary else pair[0], main, coefficient)
    found = [part for pair in groups.values() for part in pair]
    return found, Add(*rest)


def _main(factors: list[Expr]) -> Expr | None:
    """The factor in which a term counts as linear: a size or angle, else pi."""
    for factor in factors:
        if isinstance(factor, Size | Angle):
            return factor
    for factor in factors:
        if factor is S.Pi or (factor.is_Pow and factor.base is S.Pi and factor.exp.is_Integer):
            return factor
    return None


def _add(target: Combination, main: Expr, coefficient: Rational) -> None:
    if main is S.Pi:
        target.turns += coefficient
        return
    table = target.sizes if isinstance(main, Size) else target.angles
    argument = main.args[0]
    table[argument] = table.get(argument, S.Zero) + coefficient


def _split(expr: Expr) -> Expr:
    expr = expr.replace(sympy.arg, Angle)
    expr = expr.replace(lambda node: isinstance(node, sympy.atan) and is_real(node.args[0]), _atan)
    expr = through_logarithms(expr, _logarithm)
    return expr.replace(sympy.log, _logarithm)


def _atan(node: Expr) -> Expr:
    return Angle(1 + I * node.args[0])


def _logarithm(argument: Expr) -> Expr:
    if argument.is_positive:
        return Size(argument)
    return Size(argument) + I * Angle(argument)
