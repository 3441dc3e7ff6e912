"""Whether an exact expression, a matrix, or what stands for one is identically zero."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sympy import Basic, Expr
from sympy.matrices import MatrixBase

from qmgr_sym.exact._answer import Outcome, ZeroTest
from qmgr_sym.exact._content import heads
from qmgr_sym.exact._decide import decide
from qmgr_sym.exact._evaluate.matrices import entries, is_matrix, needs_writing_out, written_out
from qmgr_sym.exact._jets import carry_out
from qmgr_sym.exact._normal.ring import VanishingDenominatorError

__all__ = ["Outcome", "ZeroTest", "zero_test"]


def zero_test(expr: Basic | MatrixBase) -> ZeroTest:
    """Decide whether `expr` vanishes identically, with a proof or a certified point.

    Symbols range over the values their SymPy assumptions allow (a symbol without assumptions is
    complex), unknown functions over all smooth functions, unknown arrays over all arrays.
    Expressions are read as SymPy reads them: principal branches everywhere. Derivatives, finite
    sums, determinants, traces, inverses, products of matrices, and objects with a `doit` of their
    own are carried out first. A matrix or array vanishes when each entry does.

    "zero" is a proof. The expression is written as a fraction of polynomials over Q whose
    generators are the symbols, the unknown functions with each of their derivatives, i, pi,
    roots, exponentials and logarithms. Only identities that hold at every point where both sides
    are defined are used: i^2 = -1; r^n = b for r = b^(1/n); exp(a + b) = exp(a) exp(b), with one
    generator for each element of a Z-basis of the exponents; exp(i pi n) = (-1)^n for integers;
    sin and cos through exp(i x), sinh and cosh through exp(x); (p b)^r = p^r b^r and
    log(p b) = log(p) + log(b) only for p > 0, where positivity is read off SymPy's assumptions and
    from sums of terms of one sign. A numerator that reduces to 0 therefore vanishes wherever the
    expression is defined; that it is defined somewhere is made sure by a finite ball at a random
    point. Whether the generators are independent (pi and e are taken as free) matters for
    completeness only. Where this does not decide, `method` names what did: recurrences of special
    functions, root bounds for algebraic numbers, sectors of angles for sums of logarithms and
    inverse functions, z3 for real algebraic functions, cases for Piecewise, Max, Abs, sign and
    Heaviside, induction for sums up to a symbol. Integrals that stay are linear in what stands
    under them and additive in their limits; where SymPy carries them out (10 s at most, in the
    main thread), its value must pass a check, and `method` says so.

    "nonzero" is a proof too. Symbols, unknown functions and their derivatives are given random
    rational values that respect the assumptions, and rigorous ball arithmetic (Arb) encloses the
    value of the expression away from 0. The values are free because a smooth function with any
    finite jet at finitely many distinct points exists; that points are distinct is certified.
    Names of symbols do not enter the values.

    Returns:
        A `ZeroTest`; `witness` lists (name, value) pairs where the outcome is "nonzero".

    Raises:
        TypeError: `expr` is neither a scalar SymPy expression nor a matrix.
        ValueError: `expr` holds floating-point numbers, infinities or non-commuting symbols,
            symbols declared infinite, zero or only `extended_real`, or one of its denominators is
            identically zero.

    Examples:
        >>> from sympy import Derivative, Matrix, Symbol, sin, cos, sqrt
        >>> x = Symbol("x", real=True)
        >>> zero_test(sin(2 * x) - 2 * sin(x) * cos(x)).outcome
        'zero'
        >>> zero_test(sqrt(x**2) - x).outcome
        'nonzero'
        >>> zero_test(Matrix([[Derivative(x**2, x) - 2 * x, 0]])).outcome
        'zero'
    """
    if is_matrix(expr):
        return _entry_by_entry(expr)
    if isinstance(expr, Basic) and not isinstance(expr, Expr):
        expr = written_out(expr)
    kinds = heads(expr)
    if expr.is_Rational:
        outcome: Outcome = "zero" if expr == 0 else "nonzero"
        return ZeroTest(outcome, "constant", f"the expression is {expr}")
    work: Any = expr
    if needs_writing_out(kinds):
        work = written_out(expr)
        if is_matrix(work):
            return _entry_by_entry(work)
    work = carry_out(work)
    if work != expr:
        heads(work)
    try:
        return decide(work, _is_zero)
    except VanishingDenominatorError:
        message = f"`expr` must have no identically vanishing denominator, but was {work}"
        raise ValueError(message) from None


def _entry_by_entry(matrix: Any) -> ZeroTest:
    """A matrix vanishes when every entry does, and does not when one does not."""
    found = entries(matrix)
    if found is None:
        return ZeroTest("undecided", "none", "a matrix of symbolic shape is not written out")
    doubt: ZeroTest | None = None
    methods: dict[str, None] = {}
    for place, entry in found:
        answer = zero_test(entry)
        if answer.outcome == "nonzero":
            return replace(answer, detail=f"entry {place}: {answer.detail}")
        if answer.outcome == "undecided":
            doubt = doubt or replace(answer, detail=f"entry {place}: {answer.detail}")
        methods[answer.method] = None
    if doubt is not None:
        return doubt
    return ZeroTest("zero", "; ".join(methods) or "no entries", f"{len(found)} entries vanish")


@lru_cache(maxsize=1024)
def _is_zero(expr: Expr) -> bool:
    """Whether an argument vanishes: asked again at every point that is tried."""
    return zero_test(expr).outcome == "zero"
