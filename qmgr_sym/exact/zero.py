"""Whether an exact expression is identically zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import sympy
from sympy import Expr

from qmgr_sym.exact._balls import NoValueError, Point
from qmgr_sym.exact._denest import denest
from qmgr_sym.exact._jets import carry_out
from qmgr_sym.exact._reduce import Reducer
from qmgr_sym.exact._tower import TooManyGeneratorsError, VanishingDenominatorError

Outcome = Literal["zero", "nonzero", "undecided"]

# (seed, bits) of the points tried, in this order; odd seeds allow complex values.
_PLANS = ((0, 96), (2, 96), (1, 96), (3, 96), (4, 96), (6, 96), (5, 256), (8, 1024))
_MAX_GENERATORS = 4096


@dataclass(frozen=True)
class ZeroTest:
    """The answer of `zero_test`: outcome, how it was reached, and a point where nonzero."""

    outcome: Outcome
    method: str
    detail: str
    witness: tuple[tuple[str, str], ...] = ()


def zero_test(expr: Expr) -> ZeroTest:
    """Decide whether `expr` vanishes identically, with a proof or a certified point.

    Symbols range over the values their SymPy assumptions allow (a symbol without assumptions is
    complex), unknown functions over all smooth functions. Expressions are read as SymPy reads
    them: principal branches everywhere.

    "zero" is a proof. The expression is written as a fraction of polynomials over Q whose
    generators are the symbols, the unknown functions with each of their derivatives, i, pi,
    roots, exponentials and logarithms. Only identities that hold at every point where both sides
    are defined are used: i^2 = -1; r^n = b for r = b^(1/n); exp(a + b) = exp(a) exp(b), with one
    generator for each element of a Z-basis of the exponents; sin and cos through exp(i x), sinh
    and cosh through exp(x); (p b)^r = p^r b^r and log(p b) = log(p) + log(b) only for p > 0, where
    positivity is read off SymPy's assumptions and from sums of terms of one sign. A numerator
    that reduces to 0 therefore vanishes wherever the expression is defined; that it is defined
    somewhere is made sure by a finite ball at a random point. Whether the generators are
    independent (pi and e are taken as free) matters for completeness only.

    "nonzero" is a proof too. Symbols, unknown functions and their derivatives are given random
    rational values that respect the assumptions, and rigorous ball arithmetic (Arb) encloses the
    value of the expression away from 0. The values are free because a smooth function with any
    finite jet at finitely many distinct points exists; that points are distinct is certified.

    Unevaluated integrals, relations and special functions are opaque: equal ones cancel, and
    nothing else is concluded from them.

    Returns:
        A `ZeroTest`; `witness` lists (name, value) pairs where the outcome is "nonzero".

    Raises:
        TypeError: `expr` is not a SymPy expression.
        ValueError: `expr` holds floating-point numbers, infinities or non-commuting symbols, or
            one of its denominators is identically zero.

    Examples:
        >>> from sympy import Symbol, sin, cos, sqrt
        >>> x = Symbol("x", real=True)
        >>> zero_test(sin(2 * x) - 2 * sin(x) * cos(x)).outcome
        'zero'
        >>> zero_test(sqrt(x**2) - x).outcome
        'nonzero'
    """
    _check(expr)
    if expr.is_Rational:
        outcome: Outcome = "zero" if expr == 0 else "nonzero"
        return ZeroTest(outcome, "constant", f"the expression is {expr}")
    work = carry_out(expr)
    _check(work)
    finite = False
    vanishes = None
    for tried, (attempt, prec) in enumerate(_PLANS):
        if tried == 2:
            vanishes = _vanishes(work) or ((simple := denest(work)) != work and _vanishes(simple))
        if vanishes and finite:
            return ZeroTest("zero", "normal form", "the numerator reduces to 0 over Q")
        defined, answer = _look(work, attempt, prec)
        if answer is not None:
            return answer
        finite = finite or defined
    if vanishes and finite:
        return ZeroTest("zero", "normal form", "the numerator reduces to 0 over Q")
    found = "reduces to 0" if vanishes else "does not reduce to 0"
    missing = "where the expression is defined" if vanishes else "with a nonzero value"
    detail = f"the numerator {found}, but no point {missing} was certified"
    return ZeroTest("undecided", "normal form and balls", detail)


def _look(work: Expr, attempt: int, prec: int) -> tuple[bool, ZeroTest | None]:
    """Evaluate at one point: whether the ball is finite, and the answer if it excludes 0."""
    point = Point(work, attempt, _is_zero)
    try:
        ball = point.evaluate(work, prec)
    except NoValueError:
        return False, None
    if not ball.is_finite():
        return False, None
    if ball.contains(0) or not point.complete:
        return True, None
    detail = f"the value at the witness is {ball.str(8)}"
    return True, ZeroTest("nonzero", f"ball arithmetic, {prec} bits", detail, point.witness())


def _vanishes(work: Expr) -> bool:
    """Whether the numerator of the normal form is 0."""
    size = 16
    while size <= _MAX_GENERATORS:
        try:
            reducer = Reducer(work, size)
            return bool(reducer.fraction(work).top.is_zero())
        except TooManyGeneratorsError:
            size *= 2
        except VanishingDenominatorError:
            message = f"`expr` must have no identically vanishing denominator, but was {work}"
            raise ValueError(message) from None
    return False


def _is_zero(expr: Expr) -> bool:
    return zero_test(expr).outcome == "zero"


def _check(expr: Expr) -> None:
    """Reject what is not an exact, commuting, finite SymPy expression."""
    if not isinstance(expr, Expr) or isinstance(expr, sympy.MatrixExpr):
        message = f"`expr` must be a scalar SymPy expression, but was {type(expr).__name__}"
        raise TypeError(message)
    if expr.is_commutative is False:
        raise ValueError(f"`expr` must consist of commuting symbols, but was {expr}")
    todo: list[Expr] = [expr]
    seen: set[Expr] = set()
    while todo:
        node = todo.pop()
        if node.is_Float:
            raise ValueError(f"`expr` must be exact, but contained the float {node}")
        if node in _INFINITE:
            raise ValueError(f"`expr` must be finite, but contained {node}")
        for arg in node.args:
            if isinstance(arg, sympy.Basic) and arg not in seen:
                seen.add(arg)
                if not isinstance(arg, sympy.Integral | sympy.Sum | sympy.Product | sympy.Limit):
                    todo.append(arg)


_INFINITE = (sympy.nan, sympy.zoo, sympy.oo, sympy.S.NegativeInfinity)
