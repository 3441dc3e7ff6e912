"""Products and sums that SymPy would leave as they are, built without its evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cmp_to_key

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Expr,
    Function,
    Integer,
    Mul,
    Pow,
    S,
    Symbol,
    exp,
    sign,
)

_ORDER = cmp_to_key(Basic.compare)
_INERT = (Symbol, Function, Derivative)
_COMBINING = (exp, Abs, sign)


def inert(base: Expr) -> bool:
    """Whether products of integer powers of this and of other inert bases stay as they are.

    Not so for numbers and their sums, roots, i, exponentials and moduli, which combine.
    """
    if isinstance(base, _INERT):
        return not isinstance(base, _COMBINING) and not base.is_number
    return base.is_Add and not base.is_number


def root_of_sum(base: Expr) -> bool:
    """Whether this is the square root of a sum: inert to the power 1, without that sum beside."""
    return base.is_Pow and base.exp is S.Half and base.base.is_Add and not base.is_number


def product(number: Expr, powers: Mapping[Expr, int]) -> Expr:
    """number * prod base**exponent, equal to what `Mul` makes of it."""
    exponents = [(base, exponent) for base, exponent in powers.items() if exponent]
    plain = all(
        inert(base) or (n == 1 and root_of_sum(base) and base.base not in powers)
        for base, n in exponents
    )
    if not plain:
        return Mul(number, *(Pow(base, Integer(n)) for base, n in exponents))
    factors = [base if n == 1 else Pow(base, Integer(n), evaluate=False) for base, n in exponents]
    if number is S.One:
        factors.sort(key=_ORDER)
        return Mul._from_args(factors, is_commutative=True)
    if len(factors) == 1 and factors[0].is_Add:
        return Mul(number, factors[0])
    factors.sort(key=_ORDER)
    return Mul._from_args([number, *factors], is_commutative=True)


def scaled(number: Expr, monomial: Expr) -> Expr:
    """number * monomial, for a product of inert powers without a number."""
    if number is S.One or monomial is S.One:
        return monomial if number is S.One else number
    rest = monomial.args if monomial.is_Mul else (monomial,)
    return Mul._from_args((number, *rest), is_commutative=True)


def total(terms: list[Expr]) -> Expr:
    """The sum of different monomials of inert powers with numbers before them."""
    return Add._from_args(sorted(terms, key=_ORDER), is_commutative=True)
