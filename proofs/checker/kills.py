"""Put every wrong form through the arms that hold, link by link."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Literal

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from proofs.checker.arms import Numeric, derive
from proofs.checker.claim import EXPLAINED_MOST, EXPLAINED_SHARE, Claim
from proofs.checker.decide import ImpossibleError, Outcome, carries, decide
from proofs.checker.evaluate import measured_order, truth
from proofs.checker.form import Form, Link, Premises
from proofs.checker.fulfil import SLACK
from proofs.checker.limits import TimeLimitError, hurried, within
from proofs.checker.mutants import Mutant, mutants, same_relation
from proofs.checker.obligations import Induction, Obligation
from qmgr_sym.exact.zero import zero_test

_ORDERED = sp.Le | sp.Lt | sp.Ge | sp.Gt
Says = Literal["noticed", "elsewhere", "holds", "unread"]


@dataclass
class _Count:
    equality: bool
    measured: int = 0
    killed_exact: int = 0
    killed_numeric: int = 0
    killed: int = 0
    explained: list[dict[str, str]] = field(default_factory=list)
    survivors: list[dict[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.killed + len(self.explained) + len(self.survivors)

    def needed(self, possible: int) -> int:
        """How many of `possible` an arm has to notice: half of an equality's, else one."""
        return max(1, (possible + 1) // 2) if self.equality else 1


@dataclass(frozen=True)
class Kills:
    """What became of the wrong versions of a form; `left_out` are true weaker inequalities.

    `idle_steps` are the links with an induction step that notices no wrong form.
    """

    links: Mapping[str, _Count]
    left_out: tuple[str, ...]
    idle_steps: Mapping[str, str]

    def counts(self, name: str) -> dict[str, int]:
        """Counts of one link, as `LinkEvidence` takes them."""
        count = self.links[name]
        return {
            "mutants": count.total,
            "killed_exact": count.killed_exact,
            "killed_numeric": count.killed_numeric,
            "survivors": len(count.survivors),
            "needed_exact": count.needed(count.total),
            "needed_numeric": count.needed(count.measured),
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

    A wrong form counts for the exact arm where an obligation on its own link fails that was left
    to the judge; one that fails on another link, or arrived decided, is noticed, but does not show
    that the arm speaks of this link.

    Raises ValueError where the claim explains what does not survive, or too much: more than a
    tenth of the wrong forms (at least one may be explained), or more than six.
    """
    links = {name: _Count(isinstance(link.statement, sp.Eq)) for name, link in form.links.items()}
    left_out: list[str] = []
    derived: Sequence[Obligation] = ()
    if any(exact == "holds" for exact, _ in outcomes.values()):
        derived = derive(claim, form, premises)[1]
    settled = [o for o in derived if outcomes[o.link][0] == "holds"]
    idle = {i for i, obligation in enumerate(derived) if isinstance(obligation, Induction)}
    tried = mutants(list(form.links.values()), claim.mutants)
    for mutant in chain(tried, _of_links_without(form, links)):
        name, original = mutant.link.name, form.links[mutant.link.name]
        says: Says = "unread"
        if derived:
            says = _exact_says(claim, form, premises, mutant, derived, settled, idle)
        by_numeric: bool | None = None
        if outcomes[name][1] == "holds" and numeric is not None:
            by_numeric = _numeric_kills(claim, mutant, numeric)
        if says == "holds" and not by_numeric and _may_be_true(original, mutant.link):
            if not _misses_equality(mutant.link, original):
                left_out.append(mutant.name)
                continue
            says = "noticed"
        if says == "unread" and by_numeric is None and _without_value(outcomes[name], numeric):
            continue
        killed = says in ("noticed", "elsewhere") or bool(by_numeric)
        if not killed and _same(original, mutant.link, claim.mutant_limit):
            continue
        count = links[name]
        count.killed_exact += says == "noticed"
        count.killed_numeric += by_numeric is True
        count.measured += by_numeric is not None
        count.killed += killed
        if not killed:
            shown = {"name": mutant.name, "latex": sp.latex(mutant.link.statement)}
            reason = claim.explained.get(mutant.name)
            if reason is None:
                count.survivors.append(shown)
            else:
                count.explained.append({**shown, "reason": reason})
    _check_explanations(claim, form, links)
    steps = [derived[i] for i in sorted(idle)]
    variables = {step.link: step.variable for step in steps if isinstance(step, Induction)}
    return Kills(links, tuple(left_out), variables)


def _exact_says(
    claim: Claim,
    form: Form,
    premises: Premises,
    mutant: Mutant,
    derived: Sequence[Obligation],
    settled: Sequence[Obligation],
    idle: set[int],
) -> Says:
    """What the exact arm says of a wrong form; `derived` is what it hands over for the right one.

    Those that were `settled` then, and hold, are not decided again.

    `idle` are the places of induction steps that have noticed nothing yet; those that do now are
    taken out.
    It "holds" where every obligation does and some differ from those of the right form: one that
    hands over the same has not read what was changed.
    """
    name = mutant.link.name
    links = [mutant.link if other == name else link for other, link in form.links.items()]
    outcomes = set()
    try:
        with within(claim.mutant_limit), hurried(claim.mutant_limit / 4):
            _, obligations = derive(claim, Form(claim.key, form.which, links), premises)
            if obligations == derived:
                return "unread"
            for i in [i for i in idle if i < len(obligations)]:
                if obligations[i].link == name and decide(obligations[i]).outcome == "fails":
                    idle.remove(i)
            mine = _left_to_the_judge(form.links[name], derived, obligations)
            for i in sorted(range(len(obligations)), key=lambda i: i not in mine):
                known = obligations[i] in settled
                outcomes.add("holds" if known else decide(obligations[i]).outcome)
                if "fails" in outcomes:
                    return "noticed" if i in mine else "elsewhere"
    except ImpossibleError:
        return "noticed"
    except Exception:  # a wrong form that the arm cannot read is not noticed by it
        return "unread"
    return "holds" if outcomes == {"holds"} else "unread"


def _left_to_the_judge(
    link: Link, derived: Sequence[Obligation], obligations: Sequence[Obligation]
) -> set[int]:
    """Places of the obligations on `link` that did not arrive decided for the right form."""
    own = {i for i, obligation in enumerate(obligations) if obligation.link == link.name}
    if len(obligations) != len(derived):
        return own
    return {i for i in own if carries(derived[i], link.quantifier)}


def _numeric_kills(claim: Claim, mutant: Mutant, found: Numeric) -> bool | None:
    """Whether a wrong form is seen to be wrong; None for one that was not measured."""
    arm, link = claim.numeric, mutant.link
    assert arm is not None
    try:
        with within(claim.mutant_limit):
            if link.order is not None:
                order = measured_order(link.statement, found.measured, found.n, arm.floor)
                true = order >= link.order - SLACK
                false = np.isfinite(order) & ~true
            else:
                true, false = truth(
                    link.statement, found.measured, found.n, arm.tolerance, arm.floor
                )
    except Exception:  # it has no value, or needs what the engine does not have
        return None
    if not (true | false).any():
        return None
    return bool(false.any() if link.quantifier == "all" else false.all())


def _of_links_without(form: Form, links: Mapping[str, _Count]) -> Iterator[Mutant]:
    """One more for each equality whose wrong forms all say the same: u(0) = 0 whatever u is."""
    for name, link in form.links.items():
        statement: Any = link.statement
        plain = isinstance(statement, sp.Eq) and isinstance(statement.rhs, sp.Expr)
        if links[name].total == 0 and plain and not statement.rhs.is_Matrix:
            more = sp.Eq(statement.lhs, statement.rhs + 1, evaluate=False)
            yield Mutant(f"{name}: add one to the right side", replace(link, statement=more))


def _without_value(outcomes: tuple[Outcome, Outcome], numeric: Numeric | None) -> bool:
    """Whether whole expressions are evaluated, the right form has a value and this one has none.

    It is no error that could go unnoticed: an integral that diverges, a pole on the way.
    """
    whole = numeric is not None and numeric.measured.whole is not None
    return whole and outcomes[1] == "holds"


def _may_be_true(original: Link, wrong: Link) -> bool:
    """Whether the versions differ in inequalities or in their logic only: a weaker one is true."""
    here, there = (link.statement.atoms(Relational) for link in (original, wrong))
    return all(isinstance(relation, _ORDERED) for relation in there - here)


def _misses_equality(wrong: Link, original: Link) -> bool:
    """Whether a true inequality is not tight where the original is claimed to be an equality."""
    if original.equality_at is None or not isinstance(wrong.statement, Relational):
        return False
    gap = (wrong.statement.lhs - wrong.statement.rhs).subs(dict(original.equality_at))
    try:
        return zero_test(gap).outcome == "nonzero"
    except ValueError:
        return False


def _same(original: Link, wrong: Link, limit: float) -> bool:
    """Whether a survivor is certainly the right form in other words."""
    try:
        with within(limit):
            return same_relation(original.statement, wrong.statement)
    except TimeLimitError:
        return False


def _check_explanations(claim: Claim, form: Form, links: Mapping[str, _Count]) -> None:
    explained = {e["name"] for c in links.values() for e in c.explained}
    meant = {n for n in claim.explained if not n.startswith(("premise ", "break "))}
    stale = sorted(meant - explained)
    if stale:  # a wrong form that was not among those tried may survive all the same
        tried = {m.name for m in mutants(list(form.links.values()), claim.mutants)}
        every = {m.name for m in mutants(list(form.links.values()), sys.maxsize)}
        stale = [name for name in stale if name in tried or name not in every]
    if stale:
        raise ValueError(f"{claim.key} must explain surviving mutants only, but explains {stale}")
    total = sum(c.total for c in links.values())
    most = min(EXPLAINED_MOST, max(1, int(EXPLAINED_SHARE * total)))
    if len(explained) > most:
        raise ValueError(
            f"{claim.key} may explain at most {most} of {total} wrong forms, "
            f"but explains {len(explained)}"
        )
