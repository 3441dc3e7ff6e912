"""Values of an expression at points: what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sympy import Expr

from qmgr_sym.exact._answer import ZeroTest
from qmgr_sym.exact._points.labels import ranks
from qmgr_sym.exact._points.point import NoValueError, Point

Same = Callable[[Expr], bool]

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

    def proved(self, method: str, plain: bool = False) -> ZeroTest:
        """The answer where a proof is at hand: it needs a point where the expression is defined.

        In a `plain` proof, what could not be evaluated counts as free: no choice of its values may
        contradict the proof.
        """
        if not self.defined:
            missing = "no point where the expression is defined was certified"
        elif plain and self.contradicted:
            missing = "a value contradicts it"
        else:
            return ZeroTest("zero", method, _DETAILS.get(method, "every requirement holds"))
        return ZeroTest("undecided", method, f"the expression reduces to 0, but {missing}")
