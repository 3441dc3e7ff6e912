"""How a print fails: by which edit, or by which difference from the form that holds."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.function import AppliedUndef

from proofs.checker.claim import Claim
from proofs.checker.evaluate import Measurement, NotMeasuredError, evaluate, is_atom
from proofs.checker.form import Form, Link
from proofs.checker.limits import TimeLimitError, within
from proofs.checker.mutants import mutants, same_relation

LONGEST = 160
_ALL = 10_000
_LIMIT = 20.0
_POINTS = 3


def graded(claim: Claim, printed: Form, amended: Form | None, failing: set[str]) -> dict[str, Any]:
    """Grade of a failure with its ground, and the text that pins how the print fails.

    A slip is computed: every failing link is one edit of the mutants' kind away from the amended
    one, in either direction. A missing hypothesis is computed: the amended link is the printed one
    under a condition.
    A postulate that fails contradicts other claims. Else the grade is the claim's, with its reason
    in the note, or None.
    """
    parts: list[str] = []
    kinds: set[str] = set()
    for name in printed:
        if name not in failing:
            continue
        link = printed.links[name]
        repaired = None if amended is None else _counterpart(amended, name, len(printed))
        edit = None if repaired is None else _edit(link, repaired)
        if edit is not None:
            kinds.add("slip")
        elif repaired is not None and _under_condition(link, repaired):
            kinds.add("missing hypothesis")
            edit = f"holds where {repaired.statement.args[0]}"
        else:
            kinds.add("other")
            edit = _difference(link, repaired)
        parts.append(f"{name}: {edit}" if len(printed) > 1 else edit)
    text = _clipped("; ".join(parts))
    if kinds in ({"slip"}, {"missing hypothesis"}):
        return {"kind": kinds.pop(), "by": "computed", "text": text}
    if claim.kind == "postulate":
        return {"kind": "contradiction", "by": "computed", "text": text}
    given = claim.amended.grade if claim.amended is not None else None
    return {"kind": given, "by": "given" if given else "none", "text": text}


def _counterpart(amended: Form, name: str, count: int) -> Link | None:
    if name in amended.links:
        return amended.links[name]
    return next(iter(amended.links.values())) if count == len(amended) == 1 else None


def _edit(link: Link, repaired: Link) -> str | None:
    """The single edit that leads from `link` to `repaired`, or that is to be undone, by name."""
    try:
        with within(_LIMIT):
            return (
                _one_edit(link, repaired)
                or _factor(link.statement, repaired.statement)
                or _one_edit(repaired, link, "undo: ")
            )
    except TimeLimitError:
        return None


def _one_edit(start: Link, end: Link, how: str = "") -> str | None:
    """The mutant of `start` that says the same as `end`, by name."""
    goal = end.statement
    point = _point(start.statement, goal)
    for mutant in mutants([start], _ALL):
        changed = mutant.link.statement
        if changed == goal or (_may_agree(changed, goal, point) and same_relation(changed, goal)):
            return how + mutant.name.removeprefix(f"{start.name}: ")
    return None


def _point(*statements: Any) -> Measurement:
    """Numbers for all letters, functions and derivatives, as if they were independent.

    Derivatives and integrals of anything else are linear maps, one for each variable.
    """
    kinds = (sp.Symbol, AppliedUndef, sp.Derivative, sp.Indexed)
    atoms = {atom for s in statements for atom in s.atoms(*kinds) if is_atom(atom)}
    numbers = np.random.default_rng(0).uniform(0.5, 1.5, (len(atoms), _POINTS))
    values = dict(zip(sorted(atoms, key=sp.default_sort_key), numbers, strict=True))

    def slope(array: Any, symbol: sp.Symbol) -> Any:
        return array * (values[symbol] + 2)

    def integral(array: Any, symbol: sp.Symbol) -> Any:
        return array * (values[symbol] + 3)

    return Measurement(values, slope, integral)


def _may_agree(one: Any, other: Any, point: Measurement) -> bool:
    """Whether two equalities may say the same: the differences of their sides agree at `point`.

    A quick look before the proof. An agreement that rests on a rule for derivatives or integrals is
    missed where they were given numbers.
    """
    if not (isinstance(one, sp.Eq) and isinstance(other, sp.Eq)):
        return False
    try:
        with np.errstate(all="ignore"):
            here, there = (
                evaluate(s.lhs, point)[0] - evaluate(s.rhs, point)[0] for s in (one, other)
            )
    except NotMeasuredError:
        return True
    return any(np.allclose(here, sign * there, rtol=1e-9, equal_nan=True) for sign in (1, -1))


def _factor(wrong: Any, right: Any) -> str | None:
    """A number that one side, or one term of it, has to be multiplied by to give the right form."""
    if not (isinstance(wrong, sp.Eq) and isinstance(right, sp.Eq)):
        return None
    if wrong.lhs == right.lhs:
        return _factor_of(wrong.rhs, right.rhs, "right")
    return _factor_of(wrong.lhs, right.lhs, "left") if wrong.rhs == right.rhs else None


def _factor_of(wrong: Any, right: Any, side: str) -> str | None:
    if not all(isinstance(s, sp.Expr) and not s.is_Matrix for s in (wrong, right)):
        return None
    ratio = sp.cancel(right / wrong)
    if ratio.is_Rational and ratio != 1:
        return f"multiply the {side} side by {ratio}"
    mine, theirs = set(sp.Add.make_args(wrong)), set(sp.Add.make_args(right))
    if len(mine - theirs) == len(theirs - mine) == 1:
        (term,), (repaired,) = mine - theirs, theirs - mine
        ratio = sp.cancel(repaired / term)
        if ratio.is_Rational and ratio != 1:
            return f"multiply {term} by {ratio}"
    return None


def _under_condition(link: Link, repaired: Link) -> bool:
    statement = repaired.statement
    return isinstance(statement, sp.Implies) and statement.args[1] == link.statement


def _difference(link: Link, repaired: Link | None) -> str:
    if repaired is None:
        return f"{link.statement} fails"
    here, there = link.statement, repaired.statement
    if here == there and link.order is None and repaired.order is not None:
        return f"holds up to order {repaired.order}"
    if isinstance(here, sp.Eq) and isinstance(there, sp.Eq) and here.lhs == there.lhs:
        return f"right side {here.rhs} for {there.rhs}"
    return f"{here} for {there}"


def _clipped(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{text[:LONGEST]}... [{digest}]"
