"""Derivatives, integrals, sums, limits and matrices of a formula carried out, innermost first."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import sympy as sp
from sympy.matrices import MatrixBase

from proofs.checker.limits import TimeLimitError, patience, within
from proofs.checker.obligations import CannotCarryOutError
from proofs.text_claims.exact.integrals import integral_by_rule
from proofs.text_claims.exact.routes import along_a_parameter, reflected
from proofs.text_claims.exact.sums import sum_by_rule
from qmgr_sym.exact._evaluate.values import agrees
from qmgr_sym.exact.zero import zero_test
from qmgr_sym.unevaluated import Unevaluated, UnevaluatedMatrix

ONE = 4.0
"""Seconds for one integral, sum or limit."""
ALL = 10.0
"""Seconds for all that SymPy carries out of one claim."""


class _Budget:
    """What is left of the time for SymPy, in the process of one claim."""

    left = ALL
    rules_only = False


_kept: dict[Any, Any] = {}  # integrals, sums and limits, and what they are


def renew() -> None:
    """A new allowance, and nothing kept from before: for tests that judge many claims."""
    _kept.clear()
    _Budget.left = ALL


def settled(expr: Any) -> Any:
    """`expr` with all that stands in it carried out, as something that the zero test decides.

    First by rules alone; where that leaves integrals or sums that cancel whatever they are, the
    answer is 0. Then by SymPy, in the time there is.

    Raises CannotCarryOutError where something stays that the zero test could not evaluate either.
    """
    light = _lightly(expr)
    binders = _standing(light)
    if not binders:
        return light
    unknown = {b: sp.Dummy(f"I{i}", complex=True) for i, b in enumerate(binders)}
    with suppress(ValueError, TypeError):
        if zero_test(light.xreplace(unknown)).outcome == "zero":
            return sp.S.Zero
    found = carried(expr)
    left = _standing(found)
    if left and not all(map(_is_plain, left)):
        for route in (reflected, along_a_parameter):
            other = _timed(partial(route, found), None)
            if other is not None:
                return other
        raise CannotCarryOutError(f"{_short(left[0])} cannot be carried out in the time there is")
    return found


def derived(expr: Any) -> Any:
    """`expr` with its derivatives and substitutions carried out, and nothing else."""
    if isinstance(expr, MatrixBase):
        return expr.applyfunc(derived)
    if not getattr(expr, "args", ()) or expr.is_Atom:
        return expr
    if isinstance(expr, sp.Derivative):
        return sp.diff(derived(expr.expr), *expr.variable_count)
    if isinstance(expr, sp.Subs):
        return _substituted(derived(expr.expr), expr.variables, [derived(p) for p in expr.point])
    if isinstance(expr, Unevaluated | UnevaluatedMatrix):
        return _timed(expr.doit, expr)
    if not expr.has(sp.Derivative, sp.Subs, Unevaluated):
        return expr
    return expr.func(*(derived(a) for a in expr.args))


def _lightly(expr: Any) -> Any:
    before, _Budget.rules_only = _Budget.rules_only, True
    try:
        return carried(expr)
    finally:
        _Budget.rules_only = before


def _standing(expr: Any) -> list[Any]:
    """The outermost integrals, sums, products and limits of an expression."""
    if isinstance(expr, sp.Integral | sp.Sum | sp.Product | sp.Limit):
        return [expr]
    found: list[Any] = []
    for part in getattr(expr, "args", ()):
        found += [one for one in _standing(part) if one not in found]
    return found


def _is_plain(standing: Any) -> bool:
    """Whether the zero test encloses an integral: one variable, finite limits."""
    return isinstance(standing, sp.Integral) and all(
        len(limits) == 3 and limits[1].is_finite and limits[2].is_finite
        for limits in standing.limits
    )


def _short(expr: Any) -> str:
    text = str(expr)
    return text if len(text) <= 60 else f"{text[:57]}..."


def carried(expr: Any) -> Any:
    """`expr` with all that stands in it carried out as far as it can be within its time."""
    if not getattr(expr, "args", ()) or expr.is_Atom:
        return expr
    return _carried(expr)


def _carried(expr: Any) -> Any:
    if isinstance(expr, MatrixBase):
        return expr.applyfunc(carried)
    if isinstance(expr, sp.Derivative):
        inner = carried(expr.expr)
        return _rid(sp.diff(inner, *expr.variable_count))
    if isinstance(expr, sp.Subs):
        return _substituted(carried(expr.expr), expr.variables, [carried(p) for p in expr.point])
    if isinstance(expr, sp.Integral | sp.Sum | sp.Product):
        return _over_limits(expr)
    if isinstance(expr, sp.Limit):
        made = sp.Limit(*(carried(a) for a in expr.args[:3]), str(expr.args[3]))
        return _timed(made.doit, made)
    if isinstance(expr, Unevaluated | UnevaluatedMatrix):
        return _timed(expr.doit, expr)
    if isinstance(expr, sp.Trace | sp.Determinant) or getattr(expr, "is_Matrix", False):
        return _matrix(expr)
    arguments = [carried(a) for a in expr.args]
    if isinstance(expr, sp.hyper):
        return expr.func(*expr.args)
    return expr.func(*arguments)


def _matrix(expr: Any) -> Any:
    made = expr.func(*(carried(a) for a in expr.args))
    settled = made.doit()
    return settled.as_explicit() if isinstance(settled, sp.MatrixExpr) else settled


def _rid(expr: Any) -> Any:
    """Derivatives that SymPy leaves under Subs, and integrals it differentiates, carried out."""
    if expr.has(sp.Integral, sp.Sum):
        return carried_again(expr)
    return expr


def carried_again(expr: Any) -> Any:
    """Once more for what a derivative has left behind."""
    return expr.replace(lambda e: isinstance(e, sp.Integral | sp.Sum), carried)


def _substituted(inner: Any, variables: Any, point: list[Any]) -> Any:
    if inner.has(sp.Derivative, sp.Integral, sp.Sum):
        return sp.Subs(inner, variables, point).doit()
    return inner.subs(list(zip(variables, point, strict=True)), simultaneous=True)


def _over_limits(expr: Any) -> Any:
    made = carried(expr.function)
    for limits in expr.limits:
        symbol, low, high = limits[0], carried(limits[1]), carried(limits[2])
        if isinstance(expr, sp.Integral):
            made = _integral(made, symbol, low, high)
        elif isinstance(expr, sp.Sum):
            made = _sum(made, symbol, low, high)
        else:
            whole = sp.Product(made, (symbol, low, high))
            made = _timed(whole.doit, whole)
    return made


def _integral(function: Any, symbol: Any, low: Any, high: Any) -> Any:
    if low == high:
        return sp.S.Zero
    if low is sp.oo or high is -sp.oo or (low.is_number and high.is_number and low > high):
        return -_integral(function, symbol, high, low)
    standing = sp.Integral(function, (symbol, low, high))
    return _by(standing, lambda: integral_by_rule(function, symbol, low, high))


def _sum(function: Any, symbol: Any, low: Any, high: Any) -> Any:
    standing = sp.Sum(function, (symbol, low, high))
    return _by(standing, lambda: sum_by_rule(function, symbol, low, high))


def _by(standing: Any, rule: Callable[[], Any]) -> Any:
    """By a rule of ours, else, where that is allowed now, what SymPy finds and a check confirms."""
    if standing not in _kept:
        found = rule()
        if found is None and _Budget.rules_only:
            return standing
        _kept[standing] = _timed(lambda: _confirmed(standing), standing) if found is None else found
    return _kept[standing]


def _confirmed(standing: Any) -> Any:
    found = _settled(standing.doit())
    if found == standing or found.has(sp.Integral, sp.Sum) or found.has(sp.nan, sp.zoo):
        return standing
    if found.is_infinite:
        return found
    return found if agrees(standing, found) else standing


def _settled(found: Any) -> Any:
    """The branch of a Piecewise that holds without a condition that could fail."""
    if not found.has(sp.Piecewise):
        return found
    folded = sp.piecewise_fold(found)
    if isinstance(folded, sp.Piecewise):
        first = folded.args[0]
        if not first.expr.has(sp.Integral, sp.Sum) and first.cond == sp.true:
            return first.expr
    return found


def _timed(work: Callable[[], Any], otherwise: Any) -> Any:
    """What `work` gives within the time that is left; `otherwise` where it gives nothing."""
    allowed = min(ONE, _Budget.left, patience())
    if allowed <= 0.05:
        return otherwise
    started = time.process_time()
    try:
        with within(allowed):
            return work()
    except TimeLimitError:
        return otherwise
    except (ValueError, TypeError, NotImplementedError, ArithmeticError, AttributeError,
            RecursionError, IndexError, KeyError, AssertionError):  # fmt: skip
        return otherwise  # SymPy gives up in many ways
    finally:
        _Budget.left -= time.process_time() - started
