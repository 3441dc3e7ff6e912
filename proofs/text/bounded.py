"""Arithmetic whose results stay small: bounds are checked before SymPy carries anything out.

SymPy evaluates `9**9**9`, `exp(10**60*log(2))` or `(x**64)**64` at once and without limits.  Each
value therefore carries two upper bounds, and an operation that would exceed them is refused:
``bits``, the digits of all numbers below it, and ``degree``, the highest power of a name.  With
``written`` the operation is kept as it is written, and nothing is added up or cancelled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr

from proofs.text.functions import FUNCTIONS, SPECIAL
from proofs.text.tokens import TextError

BITS = 100_000
DEGREE = 100_000
ARGUMENT = 10**6
INDEX = 1000
NESTED = 2


@dataclass(frozen=True)
class Bounded:
    """A SymPy expression, or matrix, with upper bounds of its numbers' bits and its degree."""

    expr: Any
    bits: int = 0
    degree: int = 0


def number(value: Fraction) -> Bounded:
    """The exact rational ``value``."""
    bits = value.numerator.bit_length() + value.denominator.bit_length()
    made = sympy.Rational(value.numerator, value.denominator)
    return _checked(lambda: made, bits, 0)


def name(expr: Any) -> Bounded:
    """A declared symbol, an unknown function, a constant, or another object that stands."""
    return Bounded(expr, 0, 1)


def add(values: Sequence[Bounded], *, written: bool = False) -> Bounded:
    """The sum of `values`; bits are those of a common denominator."""
    bits = sum(v.bits for v in values) + len(values).bit_length()
    degree = max(v.degree for v in values)
    return _checked(lambda: sympy.Add(*(v.expr for v in values), **_how(written)), bits, degree)


def negative(value: Bounded, *, written: bool = False) -> Bounded:
    """The negative of `value`."""
    if value.expr.is_Number:
        return _checked(lambda: -value.expr, value.bits, value.degree)
    how = _how(written and not value.expr.is_Symbol)
    return _checked(lambda: sympy.Mul(-1, value.expr, **how), value.bits, value.degree)


def multiply(factors: Sequence[Bounded], *, written: bool = False) -> Bounded:
    """The product of `factors`."""
    bits, degree = sum(f.bits for f in factors), sum(f.degree for f in factors)
    return _checked(lambda: sympy.Mul(*(f.expr for f in factors), **_how(written)), bits, degree)


def inverse(value: Bounded, *, written: bool = False) -> Bounded:
    """One over `value`; TextError where that is zero."""
    return power(value, number(Fraction(-1)), written=written)


def power(base: Bounded, exponent: Bounded, *, written: bool = False) -> Bounded:
    """`base` to the `exponent`, which may be any expression."""
    of_zero = base.expr == 0
    if of_zero and exponent.expr.is_extended_nonpositive:
        what = "hold 0**0" if exponent.expr == 0 else "be divided by zero"
        raise TextError(f"must not {what}, but is")
    size = _size(exponent.expr) if exponent.expr.is_Rational else 1
    plain = written and base.expr.is_Rational and exponent.expr == -1  # 1/2 is a number
    return _checked(
        lambda: sympy.Pow(base.expr, exponent.expr, **_how(written and not plain)),
        base.bits * size + exponent.bits,
        base.degree * size + exponent.degree,
    )


def apply(function: str, arguments: Sequence[Bounded], *, written: bool = False) -> Bounded:
    """One of FUNCTIONS of its arguments; their number has been checked."""
    if function == "sqrt":
        return power(arguments[0], number(Fraction(1, 2)), written=written)
    bits, degree = sum(a.bits for a in arguments), sum(a.degree for a in arguments)
    for argument in arguments:
        if function == "exp":  # SymPy turns exp(n*log(x)) into x**n
            size = _power_of_logarithm(argument.expr)
            bits, degree = bits * size, degree * size
        if not argument.expr.free_symbols:
            _constant(function, argument.expr)
    made = FUNCTIONS[function].make
    return _checked(lambda: made(*(a.expr for a in arguments), **_how(written)), bits, degree)


def _how(written: bool) -> dict[str, bool]:
    return {"evaluate": False} if written else {}


def _size(exponent: Any) -> int:
    return int(max(1, -(-abs(exponent.p) // exponent.q)))


def _constant(function: str, argument: Expr) -> None:
    """Functions of numbers: nested ones, and huge exponentials, cannot be compared in time."""
    if argument.is_infinite:
        return
    if _nested(argument) >= NESTED:
        raise TextError(
            f"must not nest growing functions of numbers more than {NESTED} deep, "
            f"but has {function} of {short(argument)}"
        )
    most = INDEX if function in SPECIAL else ARGUMENT
    bound = argument.is_Rational and abs(argument) > most
    if bound and function not in ("log", "ln", "log10", "abs", "sign", "re", "im", "conjugate"):
        raise TextError(
            f"must have numbers up to {most} as arguments of functions, "
            f"but has {function} of {short(argument)}"
        )
    if argument == 0 and function in ("log", "ln", "log10"):
        raise TextError("must not hold log(0), but does")


def _nested(expr: Any) -> int:
    below = max(map(_nested, expr.args), default=0)
    slow = isinstance(expr, sympy.log | sympy.sin | sympy.cos | sympy.atan | sympy.tanh)
    return below + (1 if isinstance(expr, sympy.Function) and not slow else 0)


def _power_of_logarithm(argument: Expr) -> int:
    size = 1
    for term in sympy.Add.make_args(argument):
        coefficient, rest = term.as_coeff_Mul()
        if any(isinstance(factor, sympy.log) for factor in sympy.Mul.make_args(rest)):
            size = max(size, _size(coefficient) if coefficient.is_Rational else 1)
    return size


def _checked(compute: Callable[[], Any], bits: int, degree: int) -> Bounded:
    if bits > BITS:
        raise TextError(f"must hold numbers of at most {BITS} bits, but has up to {_count(bits)}")
    if degree > DEGREE:
        raise TextError(f"must be of degree {DEGREE} at most, but is of up to {_count(degree)}")
    return Bounded(compute(), bits, degree)


def _count(n: int) -> str:
    return str(n) if n < 10**9 else "more than 10**9"


def short(expr: Any) -> str:
    """`expr` as it is quoted in an error: at most 40 characters."""
    text = str(expr)
    return text if len(text) <= 40 else f"{text[:18]}...{text[-18:]}"
