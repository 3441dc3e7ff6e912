"""Small edits of a form that fails after which it holds: mutants, run the other way.

They say which forms hold, simplest first, and never what an author meant.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from proofs.checker.arms import Measured, derive, outcome_of
from proofs.checker.claim import Claim
from proofs.checker.decide import decide
from proofs.checker.evaluate import Array, evaluate
from proofs.checker.form import Form, Link, Premises
from proofs.checker.limits import TimeLimitError, hurried, within
from proofs.checker.mutants import Mutant, mutants, same_relation

SECONDS = 3.0
ONE = 1.0
MOST = 3
_ALL = 3000
_CLOSE = 1e-8
_FACTORS = [
    sign * sp.Rational(p, q) * root
    for root in (sp.S.One, sp.pi, 1 / sp.pi, sp.sqrt(sp.pi), 1 / sp.sqrt(sp.pi), sp.sqrt(2),
                 sp.I, sp.sqrt(2 * sp.pi), 1 / sp.sqrt(2 * sp.pi), sp.pi**2, sp.log(2),
                 1 / sp.log(2))
    for p, q in ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (4, 1), (1, 4), (2, 3), (3, 2), (3, 4),
                 (4, 3), (6, 1), (1, 6), (8, 1), (1, 8), (16, 1), (1, 16))
    for sign in (1, -1)
]  # fmt: skip


def forms_that_hold(
    claim: Claim, form: Form, premises: Premises, failing: Sequence[str], found: Measured
) -> dict[str, list[Mutant]]:
    """For each failing link up to three edits that both arms accept, in the time there is."""
    ends = time.process_time() + SECONDS
    chosen: dict[str, list[Mutant]] = {}
    for name in failing:
        link = form.links[name]
        kept: list[Mutant] = []
        with suppress(TimeLimitError), within(2 * SECONDS):
            for mutant in _candidates(link, found):
                if time.process_time() > ends or len(kept) == MOST:
                    break
                if _holds(claim, form, premises, mutant, found):
                    kept.append(mutant)
        chosen[name] = sorted(kept, key=lambda m: sp.count_ops(m.link.statement))
    return chosen


def graded_by_edits(
    chosen: dict[str, list[Mutant]], amended: Form | None, alone: bool
) -> dict[str, Any]:
    """The grade of a failure: a slip where one edit of each failing link gives the amended form."""
    parts, same = [], bool(chosen)
    for name, found in chosen.items():
        goal = amended.links[name].statement if amended and name in amended.links else None
        meant = next((m for m in found if goal is not None and _is_same(m, goal)), None)
        same = same and meant is not None
        shown = [meant] if meant else found[:1]
        words = [f"a form that holds: {m.name.removeprefix(f'{name}: ')}" for m in shown]
        text = words[0] if words else "no small edit of it holds"
        parts.append(text if alone else f"{name}: {text}")
    kind = "slip" if same else None
    return {"kind": kind, "by": "computed" if same else "none", "text": "; ".join(parts)[:300]}


def _is_same(mutant: Mutant, goal: Any) -> bool:
    if mutant.link.statement == goal:
        return True
    try:
        with within(ONE):
            return same_relation(mutant.link.statement, goal)
    except TimeLimitError:
        return False


def _candidates(link: Link, found: Measured) -> Iterator[Mutant]:
    """A factor that the measured sides suggest, then every mutant."""
    if isinstance(link.statement, sp.Eq) and link.order is None:
        yield from _by_a_factor(link, found)
    yield from mutants([link], _ALL)


def _by_a_factor(link: Link, found: Measured) -> Iterator[Mutant]:
    left, right = link.statement.args
    if getattr(left, "is_Matrix", False):
        return
    try:
        with np.errstate(all="ignore"):
            ratio = evaluate(left, found.measurement)[0] / evaluate(right, found.measurement)[0]
    except ValueError:
        return
    for factor in _FACTORS:
        if factor != 1 and _constant(ratio, complex(factor)):
            statement = sp.Eq(left, sp.Mul(factor, right, evaluate=False), evaluate=False)
            name = f"{link.name}: multiply the right side by {factor}"
            yield Mutant(name, replace(link, statement=statement))


def _constant(ratio: Array, value: complex) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.size(ratio) and np.all(np.abs(ratio / value - 1) < _CLOSE))


def _holds(claim: Claim, form: Form, premises: Premises, mutant: Mutant, found: Measured) -> bool:
    """Whether both arms accept an edit; the numeric one is asked first."""
    assert claim.numeric is not None
    name = mutant.link.name
    try:
        with within(ONE), hurried(ONE):
            if outcome_of(claim.numeric, mutant.link, found.measurement, found.n) != "holds":
                return False
            links = [mutant.link if other == name else link for other, link in form.links.items()]
            _, obligations = derive(claim, Form(claim.key, form.which, links), premises)
            mine = [o for o in obligations if o.link == name]
            return bool(mine) and all(decide(o).outcome == "holds" for o in mine)
    except Exception:  # an edit that an arm cannot read is no proposal
        return False
