"""Whether something vanishes where its symbols are in stated ranges.

The zero test lets a symbol take all values that its assumptions allow. A counterexample outside the
ranges is none; then the integers of finite ranges are tried one by one, and reals are written as
x = a + (b - a) s/(1 + s) with s > 0, which makes signs such as that of 1 - x visible.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import sympy as sp

from proofs.checker.decision import Decision
from proofs.checker.limits import TimeLimitError, within
from proofs.checker.obligations import CannotCarryOutError, Ranges

CASES = 60
LIMIT = 20.0
_ROUGH = 1e-9
_DIGITS = 30
_TRIED = 2
Decide = Callable[[Any], Decision]


def vanishes_within(expression: Any, ranges: Ranges, decide: Decide) -> Decision:
    """Decide with `decide` whether `expression` vanishes for all values in `ranges`.

    Undecided after 20 s of processor time, and where SymPy gives up on the way.
    """
    started = time.process_time()
    try:
        with within(LIMIT):
            return _vanishes_within(expression, ranges, decide)
    except TimeLimitError as error:
        if time.process_time() - started < LIMIT:  # a limit around this one
            raise
        return Decision("undecided", "none", f"the exact arm {error}")
    except Exception as error:  # SymPy gives up in many ways
        return Decision("undecided", "none", f"{type(error).__name__} on the way")


def _vanishes_within(expression: Any, ranges: Ranges, decide: Decide) -> Decision:
    found = decide(expression)
    if hasattr(expression, "derived"):  # a variable that is differentiated by is no number
        expression = expression.derived()
    if found.outcome == "fails" and _inside(found, ranges):
        return _or_only_rounded(expression, found)
    if found.outcome == "holds":
        return found
    if found.outcome == "fails":
        shown = _at_a_point(expression, ranges, decide)
        if shown is not None:
            return shown
    symbols = expression.free_symbols
    whole = {s: _integers(r) for s, r in ranges.items() if s.is_integer and s in symbols}
    count = prod(len(values) for values in whole.values())
    real = {s: r for s, r in ranges.items() if s.is_real and not s.is_integer and s in symbols}
    doubt = replace(found, outcome="undecided") if found.outcome == "fails" else found
    for case in _cases(whole) if whole and count <= CASES else ({},):
        if not case and whole:
            return doubt
        if not case and not real:
            return doubt
        try:
            decision = _one(expression, case, real, decide)
        except CannotCarryOutError as error:
            return Decision("undecided", "none", str(error))
        if decision.outcome != "holds":
            named = ", ".join(f"{s} = {v}" for s, v in case.items())
            detail = f"{decision.detail} ({named})" if named else decision.detail
            return replace(decision, detail=detail)
        last = decision
    how = f"{count} cases" if whole else "in the stated range"
    return replace(last, method=f"{last.method}; {how}", witness=())


def _at_a_point(expression: Any, ranges: Ranges, decide: Decide) -> Decision | None:
    """A failure at one of a few points inside the ranges, None where it vanishes at all of them."""
    symbols = [s for s in ranges if s in expression.free_symbols]
    for attempt in range(_TRIED):
        point = {s: _drawn(s, ranges[s], i, attempt) for i, s in enumerate(symbols)}
        here = expression.subs(point)
        found = decide(here)
        if found.outcome == "fails":
            shown = tuple((s.name, str(v)) for s, v in point.items())
            found = _or_only_rounded(here, found)
            return replace(found, witness=(*shown, *found.witness))
    return None


def _drawn(symbol: Any, bounds: tuple[Any, Any], place: int, attempt: int) -> Any:
    """A point of few digits inside the bounds."""
    low, high = bounds
    if symbol.is_integer:
        whole = _integers(bounds)
        return sp.Integer(whole[(7 * place + 3 * attempt + 1) % len(whole)])
    share = sp.Rational((5 * place + 7 * attempt + 6) % 13 + 1, 15)
    return sp.Rational(round((low + share * (high - low)) * 64), 64)


def _one(expression: Any, case: Mapping[Any, Any], real: Ranges, decide: Decide) -> Decision:
    here = expression.subs(dict(case)) if case else expression
    if case:
        decision = decide(here)
        if decision.outcome == "holds" or not real:
            return decision
        if decision.outcome == "fails" and _inside(decision, real):
            return _or_only_rounded(here, decision)
    inside = here.xreplace({s: _mapped(s, r) for s, r in real.items()})
    decision = decide(inside)
    if decision.outcome != "fails":
        return decision
    return replace(_or_only_rounded(inside, decision), witness=())


def _integers(bounds: tuple[Any, Any]) -> range:
    return range(int(sp.ceiling(bounds[0])), int(sp.floor(bounds[1])) + 1)


def _cases(whole: Mapping[Any, range]) -> Iterator[dict[Any, Any]]:
    for values in product(*whole.values()):
        yield {s: sp.Integer(v) for s, v in zip(whole, values, strict=True)}


def _mapped(symbol: Any, bounds: tuple[Any, Any]) -> Any:
    """(a + b s)/(1 + s), which runs over the open range for s > 0."""
    low, high = bounds
    s = sp.Symbol(f"{symbol.name}_", positive=True)
    return (low + high * s) / (1 + s)


def _inside(decision: Decision, ranges: Ranges) -> bool:
    """Whether the point that shows a failure lies in the ranges, so that it counts."""
    values = dict(decision.witness)
    for symbol, (low, high) in ranges.items():
        if symbol.name in values:
            try:
                value = Fraction(values[symbol.name])
            except ValueError:
                return False
            if not Fraction(int(low.p), int(low.q)) <= value <= Fraction(int(high.p), int(high.q)):
                return False
    return True


def _or_only_rounded(expression: Any, found: Decision) -> Decision:
    """A failure by less than 1e-9 of the size of the terms is that of rounded numbers in the print.

    Tables and truncated sums hold to the digits given and not exactly: the exact arm leaves them
    undecided.
    """
    settled = expression.doit()
    if getattr(settled, "is_Matrix", False):
        return found
    free = {s.name: s for s in settled.free_symbols}
    point = {free[n]: sp.Rational(v) for n, v in found.witness if n in free and _is_number(v)}
    if len(point) < len(free):
        return found
    try:
        terms = [abs(t.subs(point).evalf(_DIGITS)) for t in sp.Add.make_args(sp.expand(settled))]
        total = abs(settled.subs(point).evalf(_DIGITS))
        if total.is_Float and all(t.is_number for t in terms) and total < _ROUGH * sum(terms):
            share = float(total / sum(terms))
            detail = (
                f"it differs by {share:.1g} of the size of its terms: equal to the digits given"
            )
            return replace(found, outcome="undecided", detail=detail)
    except (TypeError, ValueError, ZeroDivisionError, ArithmeticError):
        pass
    return found


def _is_number(text: str) -> bool:
    try:
        Fraction(text)
    except ValueError:
        return False
    return True
