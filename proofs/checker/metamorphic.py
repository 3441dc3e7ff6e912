"""The arms again on equal input: an equal rewrite of the statement, and other points."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from proofs.checker.arms import Exact, Numeric, derive, passes
from proofs.checker.claim import Claim
from proofs.checker.decide import decide_all
from proofs.checker.evaluate import Measurement
from proofs.checker.form import Form, Premises
from proofs.checker.limits import TimeLimitError, within
from proofs.checker.options import Options, generator

POINTS = 4
_CLOSE = 1e-6
LIMIT = 60.0


def rewritten(statement: Any) -> Any:
    """The same statement with the sides of every relation exchanged and doubled.

    >>> x, y = sp.symbols("x y")
    >>> rewritten(sp.Le(x, y, evaluate=False))
    2*y >= 2*x
    """
    if isinstance(statement, Relational):
        sides = [2 * side if isinstance(side, sp.Expr) else side for side in statement.args]
        return statement.reversed.func(*reversed(sides), evaluate=False)
    parts = [rewritten(part) for part in statement.args]
    return statement.func(*parts, evaluate=False)


def exact_fault(claim: Claim, form: Form, premises: Premises, found: Exact) -> dict[str, str]:
    """Links that hold as written but not when rewritten, each with what happened then."""
    holding = [name for name, d in found.decisions.items() if d.outcome == "holds"]
    if not holding:
        return {}
    links = [replace(link, statement=rewritten(link.statement)) for link in form.links.values()]
    where = "with the sides exchanged and doubled the exact arm"
    try:
        with within(LIMIT):
            _, obligations = derive(claim, Form(claim.key, form.which, links), premises)
            again = decide_all(obligations)
    except TimeLimitError as error:
        return dict.fromkeys(holding, f"{where} {error}")
    except Exception as error:
        return {name: f"{where} raises {type(error).__name__}: {error}" for name in holding}
    return {
        name: f"{where} does not hold"
        for name in holding
        if name not in again or again[name].outcome != "holds"
    }


def numeric_fault(claim: Claim, form: Form, options: Options, found: Numeric) -> str:
    """What is wrong with an engine: blind to its sample, or other outcomes for other points."""
    arm = claim.numeric
    assert arm is not None
    few = min(POINTS, found.n)
    sample = arm.domain.sample(found.n, generator(claim, options, "sample"))
    backwards = {name: values[:few][::-1] for name, values in sample.items()}
    rng = generator(claim, options, "engine")
    before = str(rng.bit_generator.state)
    turned = arm.engine(backwards, rng)
    draws = str(rng.bit_generator.state) != before
    if not draws and not _follows(found.measured, turned, found.n, few):
        return "the engine's values do not follow the points of its sample"
    other = arm.domain.sample(few, generator(claim, options, "other sample"))
    elsewhere = arm.engine(other, generator(claim, options, "other engine"))
    if not _differs(found.measured, elsewhere, found.n, few):
        return "the engine measures the same at every point"
    for link in form.links.values():
        outcome = "holds" if passes(arm, link, elsewhere, few) else "fails"
        if link.quantifier == "all" and found.outcomes[link.name] == "holds" != outcome:
            return f"{link.name} holds on one sample and fails on another"
    return ""


def _values(measured: Measurement, n: int, few: int) -> dict[Any, Any]:
    """The first `few` points of all that was measured for each point."""
    return {
        key: np.asarray(value)[:few]
        for key, value in measured.values.items()
        if np.ndim(value) and np.shape(value)[0] == n
    }


def _follows(found: Measurement, turned: Measurement, n: int, few: int) -> bool:
    there = _values(turned, few, few)
    for key, value in _values(found, n, few).items():
        back = there.get(key)
        if back is None or back.shape != value.shape:
            continue  # a grid that depends on the sample cannot be compared point by point
        size = np.nanmax(np.abs(value), initial=0.0) + np.nanmax(np.abs(back), initial=0.0)
        if not np.allclose(value, back[::-1], rtol=0, atol=_CLOSE * size + 1e-12, equal_nan=True):
            return False
    return True


def _differs(found: Measurement, other: Measurement, n: int, few: int) -> bool:
    there = _values(other, few, few)
    for key, value in _values(found, n, few).items():
        back = there.get(key)
        if back is None or back.shape != value.shape or not np.array_equal(value, back):
            return True
    return False
