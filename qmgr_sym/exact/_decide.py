"""The decision on one scalar expression: quick looks first, then what takes longer."""

from __future__ import annotations

import time
from dataclasses import replace

from sympy import Expr
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._answer import ZeroTest
from qmgr_sym.exact._cases.branches import CASE_KINDS
from qmgr_sym.exact._cases.search import CaseSearch
from qmgr_sym.exact._constants.separation import algebraic_is_zero
from qmgr_sym.exact._evaluate.induction import holds_by_induction
from qmgr_sym.exact._evaluate.timed import within
from qmgr_sym.exact._evaluate.values import BINDERS, carried_out
from qmgr_sym.exact._looks import Looks, Same
from qmgr_sym.exact._points.draws import SMALL_INTEGERS
from qmgr_sym.exact._prove import method_of_proof, vanishes
from qmgr_sym.exact._rewrite.bound import standard
from qmgr_sym.exact._rewrite.merge import with_equal_arguments
from qmgr_sym.exact._rewrite.parts import with_real_parts

# (attempt, bits) of the points tried; odd attempts allow complex values.
_QUICK = ((0, 96), (2, 96))
_THOROUGH = ((1, 96), (3, 96), (4, 96), (6, 96), (5, 256), (8, 1024))
_PRECISE = (2048, 4096, 8192, 16384)
_PATIENCE = 0.2
# Many points, and points with small integers, among them 0.
_MANY = tuple((k, 96) for k in range(9, 30))
_SPECIAL = tuple((SMALL_INTEGERS + k, 96) for k in range(12))
_INTEGRAL_SECONDS = 10.0
_SECONDS = 20.0


def decide(work: Expr, same: Same) -> ZeroTest:
    """Decide whether an expression vanishes identically; see `zero_test`.

    `same` decides whether arguments of unknown functions are identical.
    """
    looks = Looks(work, same)
    for attempt, prec in _QUICK:
        answer = looks.at(attempt, prec, ranked=False)
        if answer is not None:
            return answer
        if looks.constant:
            break
    method = "normal form" if vanishes(work) else None
    plans = ((0, 1024),) if looks.constant else _THOROUGH
    answer = looks.first(plans, enough=method is not None)
    if answer is not None:
        return answer
    if method:
        return looks.proved(method, plain=True)
    answer = within(_SECONDS, lambda: _slowly(work, looks))
    if answer is not None:
        return answer
    return ZeroTest("undecided", "none in time", f"no procedure came to an end in {_SECONDS} s")


def _slowly(work: Expr, looks: Looks) -> ZeroTest:
    """Other proofs, cases, induction, integrals carried out, high precision."""
    answer = None if looks.constant else looks.first(_MANY)
    if answer is not None:
        return answer
    work = with_real_parts(work)
    zero = algebraic_is_zero(work) if looks.constant else None
    if zero is False:
        return ZeroTest("nonzero", "root bounds", "an algebraic number that is not 0")
    method = "root bounds" if zero else method_of_proof(work)
    if method:
        return looks.proved(method)
    # From here on, bound symbols and free ones are different symbols.
    work = standard(work)
    merged = with_equal_arguments(work, looks.same)
    if merged != work:
        return decide(merged, looks.same)
    if work.has(*CASE_KINDS):
        answer = CaseSearch(work, _proves, looks.same).run()
        if answer is not None:
            return answer if answer.outcome == "nonzero" else _with(looks, answer)
    if work.has(*BINDERS):
        symbol = holds_by_induction(work, lambda e: method_of_proof(e) is not None)
        if symbol is not None:
            return looks.proved(f"induction in {symbol}")
        values = carried_out(work, looks.same, _INTEGRAL_SECONDS)
        if values is not None:
            return _noted(decide(values, looks.same))
    answer = looks.first(_SPECIAL)
    if answer is not None:
        return answer
    for prec in _PRECISE:
        started = time.monotonic()
        answer = looks.at(0, prec)
        if answer is not None:
            return answer
        if time.monotonic() - started > _PATIENCE:
            break
    detail = "the expression does not reduce to 0, but no point with a nonzero value was certified"
    return ZeroTest("undecided", "normal form and balls", detail)


def _proves(expr: Expr, given: tuple[Boolean, ...]) -> bool:
    return method_of_proof(expr, given) is not None


def _with(looks: Looks, answer: ZeroTest) -> ZeroTest:
    """A proof by cases, if the expression is defined somewhere."""
    proved = looks.proved(answer.method)
    return answer if proved.outcome == "zero" else proved


def _noted(answer: ZeroTest) -> ZeroTest:
    """The answer for carried-out integrals, sums and limits says so."""
    note = "integrals, sums and limits carried out by SymPy and checked"
    return replace(answer, method=f"{answer.method}; {note}")
