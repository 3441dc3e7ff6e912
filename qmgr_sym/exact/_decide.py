"""The decision on one scalar expression: quick looks first, then what takes longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import sympy
from sympy import Expr

from qmgr_sym.exact._answer import ZeroTest
from qmgr_sym.exact._cases.branches import CASE_KINDS
from qmgr_sym.exact._cases.search import CaseSearch
from qmgr_sym.exact._constants.separation import algebraic_is_zero
from qmgr_sym.exact._evaluate.induction import holds_by_induction
from qmgr_sym.exact._evaluate.values import BINDERS, carried_out
from qmgr_sym.exact._points.labels import ranks
from qmgr_sym.exact._points.point import NoValueError, Point
from qmgr_sym.exact._prove import method_of_proof, vanishes

Same = Callable[[Expr], bool]

# (attempt, bits) of the points tried; odd attempts allow complex values.
_QUICK = ((0, 96), (2, 96))
_THOROUGH = ((1, 96), (3, 96), (4, 96), (6, 96), (5, 256), (8, 1024))
_PRECISE = ((0, 4096), (0, 16384))
_SECONDS = 10.0
_DETAILS = {
    "normal form": "the numerator reduces to 0 over Q",
    "normal form and root bounds": "each coefficient is a number below its separation bound",
}


class Looks:
    """What evaluations at points have shown so far."""

    def __init__(self, expr: Expr, same: Callable[[Expr], bool]) -> None:
        self.expr = expr
        self.same = same
        self.defined = False
        self.contradicted = False
        self.constant = False
        self._order: dict[Expr, int] | None = None

    def at(self, attempt: int, prec: int, ranked: bool = True) -> ZeroTest | None:
        """Evaluate at one point; the answer if the value there excludes 0."""
        if ranked and self._order is None:
            self._order = ranks(self.expr)
        point = Point(self.expr, attempt, self.same, self._order if ranked else None)
        try:
            ball = point.evaluate(self.expr, prec)
        except NoValueError:
            return None
        if not ball.is_finite():
            return None
        self.defined = True
        self.constant = not point.values
        if ball.contains(0):
            return None
        if not point.complete:
            self.contradicted = self.contradicted or point.consistent
            return None
        detail = f"the value at the witness is {ball.str(8)}"
        return ZeroTest("nonzero", f"ball arithmetic, {prec} bits", detail, point.witness())

    def first(self, plans: Iterable[tuple[int, int]], enough: bool = False) -> ZeroTest | None:
        """The first answer; with `enough`, only until a point is found where all is defined."""
        for attempt, prec in plans:
            if enough and self.defined:
                return None
            answer = self.at(attempt, prec)
            if answer is not None:
                return answer
        return None

    def proved(self, method: str) -> ZeroTest:
        """The answer where a proof is at hand: it needs a point where the expression is defined."""
        if self.defined and not self.contradicted:
            return ZeroTest("zero", method, _DETAILS.get(method, "every requirement holds"))
        missing = (
            "a value contradicts it"
            if self.contradicted
            else ("no point where the expression is defined was certified")
        )
        return ZeroTest("undecided", method, f"the expression reduces to 0, but {missing}")


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
    method = method or method_of_proof(work)
    return looks.proved(method) if method else _further(work, looks)


def _further(work: Expr, looks: Looks) -> ZeroTest:
    """Cases, induction, integrals carried out, high precision."""
    if looks.constant and algebraic_is_zero(work) is False:
        return ZeroTest("nonzero", "root bounds", "an algebraic number above its bound")
    if work.has(*CASE_KINDS):
        answer = CaseSearch(work, _proves, looks.same).run()
        if answer is not None:
            return answer if answer.outcome == "nonzero" else _with(looks, answer)
    if work.has(*BINDERS):
        symbol = holds_by_induction(work, lambda e: method_of_proof(e) is not None)
        if symbol is not None:
            return looks.proved(f"induction in {symbol}")
        values = carried_out(work, looks.same, _SECONDS)
        if values is not None:
            return _noted(decide(values, looks.same))
    answer = looks.first(_PRECISE)
    if answer is not None:
        return answer
    detail = "the expression does not reduce to 0, but no point with a nonzero value was certified"
    return ZeroTest("undecided", "normal form and balls", detail)


def _proves(expr: Expr, given: tuple[sympy.logic.boolalg.Boolean, ...]) -> bool:
    return method_of_proof(expr, given) is not None


def _with(looks: Looks, answer: ZeroTest) -> ZeroTest:
    """A proof by cases, if the expression is defined somewhere."""
    proved = looks.proved(answer.method)
    return answer if proved.outcome == "zero" else proved


def _noted(answer: ZeroTest) -> ZeroTest:
    """The answer for carried-out integrals, sums and limits says so."""
    note = "integrals, sums and limits carried out by SymPy and checked"
    return replace(answer, method=f"{answer.method}; {note}")
