"""Proofs that an expression vanishes: normal forms, root bounds, logarithms, real algebra."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Expr
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._angles.identities import logarithms_cancel
from qmgr_sym.exact._angles.relations import one_of_each_pair
from qmgr_sym.exact._constants.coefficients import coefficients_vanish
from qmgr_sym.exact._constants.separation import algebraic_is_zero
from qmgr_sym.exact._normal.reducer import Reducer
from qmgr_sym.exact._normal.ring import TooManyGeneratorsError, VanishingDenominatorError
from qmgr_sym.exact._reals.vanishing import vanishes_over_reals
from qmgr_sym.exact._rewrite.bound import standard
from qmgr_sym.exact._rewrite.denest import denest
from qmgr_sym.exact._rewrite.gather import gathered
from qmgr_sym.exact._rewrite.inverse import through_logarithms
from qmgr_sym.exact._rewrite.simpler import expanded_powers, through_arcsine
from qmgr_sym.exact._rewrite.special import few_functions

_MAX_GENERATORS = 4096
_SECONDS = 2.0
_FEW = 6
_ALGEBRAIC = (sympy.Abs, sympy.Max, sympy.Min, sympy.sign, sympy.Piecewise)
_LOGS = (sympy.log, sympy.arg, sympy.atan, sympy.asin, sympy.acos, sympy.acot, sympy.atan2)


def vanishes(work: Expr) -> bool:
    """Whether the numerator of the normal form is 0.

    Raises:
        VanishingDenominatorError: a denominator is identically zero.
    """
    reducer = _reduced(work)
    return reducer is not None and bool(reducer.fraction(work).top.is_zero())


def without_binders(work: Expr) -> Expr | None:
    """The normal form as an expression, where the integrals and sums in it have cancelled."""
    form = _gathered(standard(work))
    reducer = _reduced(form)
    if reducer is None:
        return None
    value = reducer.fraction(form)
    try:
        return reducer.ring.expression(value)
    except ValueError:
        return None


def method_of_proof(work: Expr, given: tuple[Boolean, ...] = ()) -> str | None:
    """How it is proved that an expression vanishes where `given` holds, None where it is not.

    What vanishes without the conditions vanishes with them.
    """
    for form in _forms(work):
        reducer = _reduced(form)
        if reducer is None:
            continue
        top = reducer.fraction(form).top
        if top.is_zero():
            return "normal form"
        if coefficients_vanish(reducer.ring, top, number_is_zero):
            return "normal form and root bounds"
        if form.has(*_LOGS) and _logarithms(form, given):
            return "logarithms, with the sectors of the angles"
    algebraic = bool(given) or work.has(*_ALGEBRAIC) or any(p.exp.q > 1 for p in _powers(work))
    few = len(work.free_symbols) <= _FEW
    if algebraic and few and vanishes_over_reals(work, given, _SECONDS):
        return "real algebra (z3)"
    return None


def _powers(work: Expr) -> list[Expr]:
    return [power for power in work.atoms(sympy.Pow) if power.exp.is_Rational]


def _logarithms(form: Expr, given: tuple[Boolean, ...]) -> bool:
    try:
        return logarithms_cancel(form, vanishes_simply, given)
    except VanishingDenominatorError:
        return False


def number_is_zero(expr: Expr) -> bool:
    """Whether a number is certainly zero."""
    zero = algebraic_is_zero(expr)
    if zero is None and expr.has(*_LOGS):
        return logarithms_cancel(expr, lambda e: bool(algebraic_is_zero(e)))
    return bool(zero)


def vanishes_simply(expr: Expr) -> bool:
    """Whether an expression certainly vanishes, by its normal form and root bounds alone."""
    reducer = _reduced(expr)
    if reducer is None:
        return False
    top = reducer.fraction(expr).top
    return bool(top.is_zero()) or coefficients_vanish(reducer.ring, top, _algebraic)


def _algebraic(expr: Expr) -> bool:
    return bool(algebraic_is_zero(expr))


def _forms(work: Expr) -> Iterator[Expr]:
    """The expression, and rewritten ones that equal it wherever it is defined."""
    seen = set()
    form = work
    steps = (
        _same,
        standard,
        _gathered,
        few_functions,
        expanded_powers,
        denest,
        through_arcsine,
        _related,
        through_logarithms,
    )
    for rewrite in steps:
        form = rewrite(form)
        if form not in seen:
            seen.add(form)
            yield form


def _same(expr: Expr) -> Expr:
    return expr


def _gathered(expr: Expr) -> Expr:
    return gathered(expr, vanishes) if expr.has(sympy.Integral, sympy.Sum) else expr


def _related(expr: Expr) -> Expr:
    return one_of_each_pair(expr, lambda e: _logarithms(e, ()))


def _reduced(work: Expr) -> Reducer | None:
    """A reducer with enough generators for the expression, None where there are too many."""
    size = 16
    while size <= _MAX_GENERATORS:
        try:
            reducer = Reducer(work, size)
            reducer.fraction(work)
            return reducer
        except TooManyGeneratorsError:
            size *= 2
    return None
