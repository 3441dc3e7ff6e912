"""Arithmetic whose results stay small: bounds are checked before SymPy carries anything out.

SymPy evaluates `9**9**9`, `exp(10**60*log(2))` or `(x**64)**64` at once and without limits.  Each
value therefore carries three upper bounds, and an operation that would exceed them is refused:
``bits``, the digits of all numbers below it; ``degree``, the highest power of a name; ``terms``,
how many there are when its brackets are multiplied out, as the computation of curvature may do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

import sympy
from sympy import Expr

EXPONENT = 64
ROOT = 12
DEGREE = 256
TERMS = 500
BITS = 4096
ARGUMENT = 1000

_FUNCTIONS: dict[str, Callable[[Expr], Expr]] = {
    "sqrt": sympy.sqrt, "exp": sympy.exp, "log": sympy.log, "sin": sympy.sin, "cos": sympy.cos,
    "tan": sympy.tan, "sinh": sympy.sinh, "cosh": sympy.cosh, "tanh": sympy.tanh,
}  # fmt: skip
FUNCTIONS = tuple(_FUNCTIONS)
_IMPROPER = (sympy.zoo, sympy.nan, sympy.oo, sympy.S.NegativeInfinity)


class BoundError(ValueError):
    """An operation that is undefined, not real, or too large; a phrase "must ..., but ..."."""


@dataclass(frozen=True)
class Bounded:
    """A SymPy expression with upper bounds of its numbers' bits, its degree and its terms."""

    expr: Expr
    bits: int = 0
    degree: int = 0
    terms: int = 1


def number(value: Fraction) -> Bounded:
    """The exact rational ``value``; BoundError if it is too long."""
    bits = value.numerator.bit_length() + value.denominator.bit_length()
    return _checked(lambda: sympy.Rational(value.numerator, value.denominator), bits, 0, 1)


def name(expr: Expr) -> Bounded:
    """A declared symbol, or an unknown function of symbols."""
    return Bounded(expr, 0, 1)


def pi() -> Bounded:
    """The circle number."""
    return Bounded(sympy.pi)


def add(values: Sequence[Bounded]) -> Bounded:
    """The sum of `values`; bits are those of a common denominator."""
    bits = sum(v.bits for v in values) + len(values).bit_length()
    degree, terms = max(v.degree for v in values), sum(v.terms for v in values)
    return _checked(lambda: sympy.Add(*(v.expr for v in values)), bits, degree, terms)


def negative(value: Bounded) -> Bounded:
    """The negative of `value`."""
    return _checked(lambda: sympy.Mul(-1, value.expr), value.bits, value.degree, value.terms)


def multiply(factors: Sequence[Bounded]) -> Bounded:
    """The product of `factors`."""
    bits, degree = sum(f.bits for f in factors), sum(f.degree for f in factors)
    terms = prod(f.terms for f in factors)
    return _checked(lambda: sympy.Mul(*(f.expr for f in factors)), bits, degree, terms)


def inverse(value: Bounded) -> Bounded:
    """One over `value`; BoundError where that is zero."""
    return power(value, number(Fraction(-1)))


def power(base: Bounded, exponent: Bounded) -> Bounded:
    """`base` to a rational `exponent` p/q with bounded p and q."""
    top, bottom = _exponent(exponent.expr)
    if base.expr == 0 and top <= 0:
        what = "be divided by zero" if top else "hold 0**0"
        raise BoundError(f"must not {what}, but is")
    size = -(-abs(top) // bottom)
    return _checked(
        lambda: sympy.Pow(base.expr, sympy.Rational(top, bottom)),
        base.bits * size + bottom,
        base.degree * size,
        comb(size + base.terms - 1, size),
    )


def apply(function: str, argument: Bounded) -> Bounded:
    """One of FUNCTIONS of `argument`."""
    if function == "sqrt":
        return power(argument, number(Fraction(1, 2)))
    bits, degree = argument.bits, argument.degree
    if not argument.expr.free_symbols:
        _constant(function, argument.expr)
    elif function == "exp":  # SymPy turns exp(n*log(x)) into x**n
        size = _power_of_logarithm(argument.expr)
        bits, degree = bits * size, degree * size
    return _checked(lambda: _FUNCTIONS[function](argument.expr), bits, degree, argument.terms)


def _exponent(expr: Expr) -> tuple[int, int]:
    if not isinstance(expr, sympy.Rational):
        raise BoundError(f"must have rational numbers as exponents, but has {_short(expr)}")
    if abs(expr.p) > EXPONENT or expr.q > ROOT:
        raise BoundError(
            f"must have exponents p/q with p up to {EXPONENT} and q up to {ROOT}, "
            f"but has {_short(expr)}"
        )
    return int(expr.p), int(expr.q)


def _constant(function: str, argument: Expr) -> None:
    """Functions of numbers: nested ones, and huge exponentials, cannot be compared in time."""
    if argument.atoms(sympy.Function, sympy.exp):
        raise BoundError(
            f"must not nest functions of numbers, but has {function} of {_short(argument)}"
        )
    if argument.is_Rational and abs(argument) > ARGUMENT:
        raise BoundError(
            f"must have numbers up to {ARGUMENT} as arguments of functions, "
            f"but has {function} of {_short(argument)}"
        )
    if argument == 0 and function == "log":
        raise BoundError("must not hold log(0), but does")


def _power_of_logarithm(argument: Expr) -> int:
    size = 1
    for term in sympy.Add.make_args(argument):
        coefficient, rest = term.as_coeff_Mul()
        if any(isinstance(factor, sympy.log) for factor in sympy.Mul.make_args(rest)):
            top, bottom = _exponent(coefficient)
            size = max(size, -(-abs(top) // bottom))
    return size


def _checked(compute: Callable[[], Expr], bits: int, degree: int, terms: int) -> Bounded:
    if bits > BITS:
        raise BoundError(f"must hold numbers of at most {BITS} bits, but has up to {_count(bits)}")
    if degree > DEGREE:
        raise BoundError(f"must be of degree {DEGREE} at most, but is of up to {_count(degree)}")
    if terms > TERMS:
        raise BoundError(
            f"must have at most {TERMS} terms when multiplied out, but may have {_count(terms)}"
        )
    expr = compute()
    if expr.has(*_IMPROPER):
        raise BoundError("must be finite, but divides by zero or has an infinite value")
    if expr.has(sympy.I):
        raise BoundError("must be real, but holds the root or the logarithm of a negative number")
    if expr.has(sympy.Abs):
        raise BoundError(
            "must have no absolute value, but holds the root of a square whose sign is open; "
            "declare the name positive"
        )
    return Bounded(expr, bits, degree, terms)


def _count(n: int) -> str:
    return str(n) if n < 10**9 else "more than 10**9"


def _short(expr: Expr) -> str:
    text = str(expr)
    return text if len(text) <= 40 else f"{text[:18]}...{text[-18:]}"
