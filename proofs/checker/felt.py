"""Whether a premise is felt: change it, derive again, and see whether anything moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from proofs.checker.arms import Exact, derive
from proofs.checker.claim import Claim
from proofs.checker.decide import decide
from proofs.checker.form import Form, Link, Premises
from proofs.checker.limits import TimeLimitError, within
from proofs.checker.mutants import mutants

TRIED = 6
LIMIT = 20.0


def premises_felt(
    claim: Claim, form: Form, premises: Premises, found: Exact
) -> list[dict[str, Any]]:
    """For every declared premise: its form, whether the arm reads it, and wrong versions felt.

    A wrong version is felt when the arm's outcome on some link that holds changes, or the arm
    breaks down on it.
    """
    used = set(premises.used)
    rows = []
    for key in claim.premises:
        if key not in premises:
            continue
        tried, felt = 0, 0
        if key in used:
            for wrong in _wrong_forms(premises[key]):
                tried += 1
                felt += _is_felt(claim, form, premises.with_form(wrong), found)
        rows.append(
            {
                "key": key,
                "form": premises[key].which,
                "used": key in used,
                "tried": tried,
                "felt": felt,
                "explained": claim.explained.get(f"premise {key}"),
            }
        )
    return rows


def _wrong_forms(premise: Form) -> list[Form]:
    count = len(mutants(list(premise.links.values()), TRIED))
    return [premise.changed(partial(_wrong_version, number=i)) for i in range(count)]


def _wrong_version(links: Sequence[Link], number: int) -> list[Link]:
    """`links` with one error, the one at place `number` of those tried."""
    made = mutants(links, TRIED)
    wrong = made[number % len(made)].link
    return [wrong if link.name == wrong.name else link for link in links]


def _is_felt(claim: Claim, form: Form, premises: Premises, found: Exact) -> bool:
    holding = {name for name, d in found.decisions.items() if d.outcome == "holds"}
    try:
        with within(LIMIT):
            _, obligations = derive(claim, form, premises)
            return any(o.link in holding and decide(o).outcome != "holds" for o in obligations)
    except TimeLimitError:
        return False
    except Exception:
        return True
