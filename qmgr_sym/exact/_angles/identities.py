"""Whether sums of logarithms and angles vanish."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm

import sympy
from sympy import Expr, Mul, Rational, S
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._angles.linear import combinations
from qmgr_sym.exact._angles.sectors import nothing_left

IsZero = Callable[[Expr], bool]
_LARGEST_POWER = 400


def logarithms_cancel(expr: Expr, is_zero: IsZero, given: tuple[Boolean, ...] = ()) -> bool:
    """Whether an expression linear in logarithms and inverse functions certainly vanishes.

    A sum of sizes vanishes if the product of the numbers, with the coefficients as exponents, has
    modulus 1. For a sum of angles, that the product of the unit numbers is 1 leaves a multiple of
    pi, and the sectors in which the numbers lie (under the conditions `given`) leave only one.
    """
    parts = combinations(expr)
    if parts is None:
        return False
    found, rest = parts
    if not found or (rest != 0 and not is_zero(rest)):
        return False
    for part in found:
        if not _sizes_cancel(part.sizes, is_zero):
            return False
        if not _angles_cancel(part.angles, part.turns, is_zero, given):
            return False
    return True


def _sizes_cancel(sizes: dict[Expr, Rational], is_zero: IsZero) -> bool:
    """sum_j n_j log|a_j| = 0, that is prod_j |a_j|^(2 n_j) = 1."""
    squares = {a: a if a.is_positive else a * sympy.conjugate(a) for a in sizes}
    powers = {a: n * (2 if squares[a] is a else 1) for a, n in sizes.items() if n != 0}
    whole = lcm(1, *(int(n.q) for n in powers.values()))
    return _is_one([(squares[a], int(n * whole)) for a, n in powers.items()], is_zero)


def _angles_cancel(
    angles: dict[Expr, Rational], turns: Rational, is_zero: IsZero, given: tuple[Boolean, ...]
) -> bool:
    """sum_j n_j angle(a_j) + turns pi = 0: prod_j (a_j / bar a_j)^n_j = exp(-2 i pi turns)."""
    angles = {a: n for a, n in angles.items() if n != 0}
    if not angles:
        return bool(turns == 0)
    whole = lcm(1, *(int(n.q) for n in angles.values()))
    counts = {a: int(n * whole) for a, n in angles.items()}
    powers = list(counts.items())
    powers += [(sympy.conjugate(a), -n) for a, n in counts.items()]
    powers.append((S.NegativeOne ** (2 * turns * whole), 1))
    if not _is_one(powers, is_zero):
        return False
    return nothing_left(counts, turns * whole, given)


def _is_one(powers: list[tuple[Expr, int]], is_zero: IsZero) -> bool:
    """Whether a product of integer powers is certainly 1."""
    if sum(abs(n) for _, n in powers) > _LARGEST_POWER:
        return False
    top = Mul(*(a**n for a, n in powers if n > 0))
    bottom = Mul(*(a**-n for a, n in powers if n < 0))
    return top == bottom or is_zero(top - bottom)
