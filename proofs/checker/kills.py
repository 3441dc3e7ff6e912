"""Put every wrong form through the arms that hold, link by link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from proofs.checker.arms import Numeric, derive, passes
from proofs.checker.claim import EXPLAINED_MOST, EXPLAINED_SHARE, Claim
from proofs.checker.decide import Outcome, decide
from proofs.checker.evaluate import NotMeasuredError, relative_error
from proofs.checker.form import Form, Premises
from proofs.checker.limits import within
from proofs.checker.mutants import Mutant, mutants, same_relation
from qmgr_sym.exact.zero import zero_test

LIMIT = 20.0  # seconds for one wrong form in the exact arm
_ORDERED = sp.Le | sp.Lt | sp.Ge | sp.Gt


@dataclass
class _Count:
    killed_exact: int = 0
    killed_numeric: int = 0
    killed: int = 0
    explained: list[dict[str, str]] = field(default_factory=list)
    survivors: list[dict[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.killed + len(self.explained) + len(self.survivors)


@dataclass(frozen=True)
class Kills:
    """What became of the wrong versions of a form; `left_out` are true weaker inequalities."""

    links: Mapping[str, _Count]
    left_out: tuple[str, ...]

    def counts(self, name: str) -> dict[str, int]:
        """Counts of one link, as `LinkEvidence` takes them."""
        count = self.links[name]
        return {
            "mutants": count.total,
            "killed_exact": count.killed_exact,
            "killed_numeric": count.killed_numeric,
            "survivors": len(count.survivors),
        }

    def record(self, which: str) -> dict[str, Any]:
        """Totals and the table by link, as the record holds them."""
        counts = self.links.values()
        return {
            "form": which,
            "total": sum(c.total for c in counts),
            "killed_exact": sum(c.killed_exact for c in counts),
            "killed_numeric": sum(c.killed_numeric for c in counts),
            "killed": sum(c.killed for c in counts),
            "explained": [e for c in counts for e in c.explained],
            "survivors": [s for c in counts for s in c.survivors],
            "left_out": list(self.left_out),
            "links": [
                {"name": name, "total": c.total, "killed_exact": c.killed_exact,
                 "killed_numeric": c.killed_numeric, "survivors": len(c.survivors)}
                for name, c in self.links.items()
            ],
        }  # fmt: skip


def mutate(
    claim: Claim,
    form: Form,
    premises: Premises,
    outcomes: Mapping[str, tuple[Outcome, Outcome]],
    numeric: Numeric | None,
) -> Kills:
    """Which arm notices which wrong form.

    Raises ValueError where the claim explains what does not survive, or too much: more than a
    tenth of the wrong forms (at least one may be explained), or more than six.
    """
    links = {name: _Count() for name in form}
    left_out: list[str] = []
    some_exact = any(exact == "holds" for exact, _ in outcomes.values())
    for mutant in mutants(list(form.links.values())):
        name, original = mutant.link.name, form.links[mutant.link.name]
        by_exact = by_numeric = holds = False
        if some_exact:
            verdict = _exact_says(claim, form, premises, mutant)
            by_exact, holds = verdict == "fails", verdict == "holds"
        if outcomes[name][1] == "holds" and numeric is not None:
            by_numeric = _numeric_kills(claim, mutant, numeric)
        loose = isinstance(original.statement, _ORDERED) and holds and not by_numeric
        if loose and original.equality_at is not None and _misses_equality(mutant, original):
            by_exact = True
        elif loose:
            left_out.append(mutant.name)
            continue
        count = links[name]
        count.killed_exact += by_exact
        count.killed_numeric += by_numeric
        if by_exact or by_numeric:
            count.killed += 1
        elif not same_relation(original.statement, mutant.link.statement):
            shown = {"name": mutant.name, "latex": sp.latex(mutant.link.statement)}
            reason = claim.explained.get(mutant.name)
            if reason is None:
                count.survivors.append(shown)
            else:
                count.explained.append({**shown, "reason": reason})
    _check_explanations(claim, links)
    return Kills(links, tuple(left_out))


def _exact_says(claim: Claim, form: Form, premises: Premises, mutant: Mutant) -> str:
    """ "fails" as soon as an obligation does; "holds" where all do; else "unread"."""
    links = [mutant.link if name == mutant.link.name else link for name, link in form.links.items()]
    try:
        with within(LIMIT):
            _, obligations = derive(claim, Form(claim.key, form.which, links), premises)
            first = sorted(obligations, key=lambda o: o.link != mutant.link.name)
            outcomes = []
            for obligation in first:
                outcomes.append(decide(obligation).outcome)
                if outcomes[-1] == "fails":
                    return "fails"
    except Exception:  # a wrong form that the arm cannot read is not noticed by it
        return "unread"
    return "holds" if outcomes and set(outcomes) == {"holds"} else "unread"


def _numeric_kills(claim: Claim, mutant: Mutant, found: Numeric) -> bool:
    """A wrong form that needs something that was not measured, or has no value, is not killed."""
    arm, link = claim.numeric, mutant.link
    assert arm is not None
    try:
        if link.quantifier == "all" and isinstance(link.statement, sp.Eq) and link.order is None:
            error = relative_error(link.statement, found.measured, found.n, arm.floor)
            return bool((np.isfinite(error) & (error > arm.tolerance)).any())
        return not passes(arm, link, found.measured, found.n)
    except NotMeasuredError:
        return False


def _misses_equality(mutant: Mutant, original: Any) -> bool:
    """Whether a true inequality is not tight where the original is claimed to be an equality."""
    statement = mutant.link.statement
    if not isinstance(statement, Relational):
        return False
    values = dict(original.equality_at)
    gap = (statement.lhs - statement.rhs).subs(values)
    try:
        return zero_test(gap).outcome == "nonzero"
    except ValueError:
        return False


def _check_explanations(claim: Claim, links: Mapping[str, _Count]) -> None:
    explained = {e["name"] for c in links.values() for e in c.explained}
    meant = {n for n in claim.explained if not n.startswith(("premise ", "break "))}
    stale = sorted(meant - explained)
    if stale:
        raise ValueError(f"{claim.key} must explain surviving mutants only, but explains {stale}")
    total = sum(c.total for c in links.values())
    most = min(EXPLAINED_MOST, max(1, int(EXPLAINED_SHARE * total)))
    if len(explained) > most:
        raise ValueError(
            f"{claim.key} may explain at most {most} of {total} wrong forms, "
            f"but explains {len(explained)}"
        )
