"""The decision on one scalar expression: quick looks first, then what takes longer."""

from __future__ import annotations

import time
from dataclasses import replace

from sympy import Expr
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean

from qmgr_sym.exact._answer import ZeroTest
from qmgr_sym.exact._cases.branches import CASE_KINDS
from qmgr_sym.exact._cases.search import CaseSearch
from qmgr_sym.exact._constants.separation import algebraic_is_zero
from qmgr_sym.exact._evaluate.induction import holds_by_induction
from qmgr_sym.exact._evaluate.timed import within
from qmgr_sym.exact._evaluate.values import BINDERS, CARRIED_OUT, carried_out
from qmgr_sym.exact._looks import Looks, Same
from qmgr_sym.exact._points.draws import SMALL_INTEGERS
from qmgr_sym.exact._prove import method_of_proof, vanishes, without_binders
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
    work = with_real_parts(work)
    for procedure in _PROCEDURES:
        answer = procedure(work, looks)
        if answer is not None:
            return answer
    detail = "the expression does not reduce to 0, but no point with a nonzero value was certified"
    return ZeroTest("undecided", "normal form and balls", detail)


def _by_many_points(work: Expr, looks: Looks) -> ZeroTest | None:
    return None if looks.constant else looks.first(_MANY)


def _by_proof(work: Expr, looks: Looks) -> ZeroTest | None:
    zero = algebraic_is_zero(work) if looks.constant else None
    if zero is False:
        return ZeroTest("nonzero", "root bounds", "an algebraic number that is not 0")
    method = "root bounds" if zero else method_of_proof(work)
    return looks.proved(method) if method else None


def _by_equal_arguments(work: Expr, looks: Looks) -> ZeroTest | None:
    work = standard(work)
    merged = with_equal_arguments(work, looks.same)
    return decide(merged, looks.same) if merged != work else None


def _by_cases(work: Expr, looks: Looks) -> ZeroTest | None:
    if not work.has(*CASE_KINDS):
        return None
    # In the standard form, bound symbols and free ones are different symbols.
    answer = CaseSearch(standard(work), _proves, looks.same).run()
    if answer is None or answer.outcome == "nonzero":
        return answer
    proved = looks.proved(answer.method)
    return answer if proved.outcome == "zero" else proved


def _by_induction(work: Expr, looks: Looks) -> ZeroTest | None:
    if not work.has(*BINDERS):
        return None
    symbol = holds_by_induction(work, lambda e: method_of_proof(e) is not None)
    return None if symbol is None else looks.proved(f"induction in {symbol}")


def _by_cancelling(work: Expr, looks: Looks) -> ZeroTest | None:
    """A nonzero value where the integrals and sums of unknown functions cancel."""
    binders = work.atoms(*BINDERS)
    if not binders or not all(node.has(AppliedUndef) for node in binders):
        return None
    left = without_binders(work)
    if left is None or left.has(*BINDERS):
        return None
    return Looks(left, looks.same).first(_THOROUGH)


def _by_carrying_out(work: Expr, looks: Looks) -> ZeroTest | None:
    if not work.has(*CARRIED_OUT):
        return None
    values = carried_out(work, looks.same, _INTEGRAL_SECONDS)
    if values is None:
        return None
    answer = decide(values, looks.same)
    note = "integrals, sums, limits or series carried out by SymPy and checked"
    return replace(answer, method=f"{answer.method}; {note}")


def _by_special_points(work: Expr, looks: Looks) -> ZeroTest | None:
    return looks.first(_SPECIAL)


def _by_precision(work: Expr, looks: Looks) -> ZeroTest | None:
    for prec in _PRECISE:
        started = time.monotonic()
        answer = looks.at(0, prec)
        if answer is not None:
            return answer
        if time.monotonic() - started > _PATIENCE:
            break
    return None


def _proves(expr: Expr, given: tuple[Boolean, ...]) -> bool:
    return method_of_proof(expr, given) is not None


_PROCEDURES = (
    _by_many_points,
    _by_proof,
    _by_equal_arguments,
    _by_cases,
    _by_induction,
    _by_cancelling,
    _by_carrying_out,
    _by_special_points,
    _by_precision,
)
