"""The exact arm again on equal input: an equal rewrite of the statement, and the same once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sympy as sp
from sympy.core.relational import Relational

from proofs.checker.arms import Exact, derive
from proofs.checker.claim import Claim
from proofs.checker.decide import decide_all
from proofs.checker.form import Form, Link, Premises
from proofs.checker.limits import TimeLimitError, within
from proofs.checker.mutants import mutants

LIMIT = 60.0
TRIED = 12


def rewritten(statement: Any) -> Any:
    """The same statement with the sides of every relation exchanged and doubled.

    >>> x, y = sp.symbols("x y")
    >>> rewritten(sp.Le(x, y, evaluate=False))
    2*y >= 2*x
    """
    if isinstance(statement, Relational):
        sides = [_doubled(side) for side in statement.args]
        if sides[0] == sides[1]:  # equal once SymPy has added up what was kept as it is written
            sides = [sp.Mul(2, side, evaluate=False) for side in statement.args]
        return statement.reversed.func(*reversed(sides), evaluate=False)
    parts = [rewritten(part) for part in statement.args]
    return statement.func(*parts, evaluate=False)


def _doubled(side: Any) -> Any:
    if getattr(side, "is_Matrix", False):
        return sp.MatMul(2, side)
    return 2 * side if isinstance(side, sp.Expr) else side


def exact_faults(claim: Claim, form: Form, premises: Premises, found: Exact) -> dict[str, str]:
    """Links that hold as written but not when rewritten, each with what happened then."""
    links = [replace(link, statement=rewritten(link.statement)) for link in form.links.values()]
    where = "with the sides exchanged and doubled the exact arm"
    return _again(claim, form, premises, found, links, where)


def unsteady(claim: Claim, form: Form, premises: Premises, found: Exact) -> dict[str, str]:
    """Links that held once and do not hold again, after the arm has run on other forms."""
    where = "after it has run on wrong forms the exact arm"
    return _again(claim, form, premises, found, list(form.links.values()), where)


def deaf(claim: Claim, form: Form, premises: Premises, found: Exact) -> dict[str, str]:
    """Links that fail whatever is printed: no wrong form of them changes what is handed over."""
    failing = [name for name, d in found.decisions.items() if d.outcome == "fails"]
    return {
        name: "the exact arm hands over the same whatever the form"
        for name in failing
        if not _is_read(claim, form, premises, found, name)
    }


def _is_read(claim: Claim, form: Form, premises: Premises, found: Exact, name: str) -> bool:
    handed = [o for o in found.obligations if o.link == name]
    tried = mutants([form.links[name]], TRIED)
    for mutant in tried:
        links = [mutant.link if link.name == name else link for link in form.links.values()]
        try:
            with within(LIMIT):
                _, obligations = derive(claim, Form(claim.key, form.which, links), premises)
        except Exception:
            return True
        if [o for o in obligations if o.link == name] != handed:
            return True
    return not tried


def _again(
    claim: Claim,
    form: Form,
    premises: Premises,
    found: Exact,
    links: Sequence[Link],
    where: str,
) -> dict[str, str]:
    holding = [name for name, d in found.decisions.items() if d.outcome == "holds"]
    if not holding:
        return {}
    other = Form(claim.key, form.which, links)
    try:
        with within(LIMIT):
            _, obligations = derive(claim, other, premises)
            if obligations == found.obligations:
                return {}
            again = decide_all(obligations, other)
    except TimeLimitError as error:
        return dict.fromkeys(holding, f"{where} {error}")
    except Exception as error:
        return dict.fromkeys(holding, f"{where} raises {type(error).__name__}: {error}")
    return {
        name: f"{where} does not hold"
        for name in holding
        if name not in again or again[name].outcome != "holds"
    }
