"""Whether a premise is felt: change it, derive again, and see whether anything moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from proofs.checker.arms import Exact, derive
from proofs.checker.claim import Claim
from proofs.checker.decide import ImpossibleError, decide
from proofs.checker.form import Form, Link, Premises
from proofs.checker.limits import TimeLimitError, within
from proofs.checker.metamorphic import rewritten
from proofs.checker.mutants import Mutant, mutants

TRIED = 24
LIMIT = 20.0


def premises_felt(
    claim: Claim, form: Form, premises: Premises, found: Exact
) -> list[dict[str, Any]]:
    """For every declared premise: its form, whether the arm reads it, and whether it is felt.

    Wrong versions of the links that it reads are tried, 24 at most, up to the first that is felt.
    One is felt when the arm's outcome on some link that holds changes. That the arm breaks down on
    it counts where it bears the premise in other words, with its sides exchanged and doubled.
    """
    used = set(premises.used)
    rows = []
    for key in claim.premises:
        tried, felt = 0, 0
        if key in used:
            premise = premises[key]
            same = premises.with_form(_in_other_words(premise))
            for wrong in _wrong_forms(premise):
                tried += 1
                change = _change(claim, form, premises.with_form(wrong), found)
                if change == "outcome" or (change and not _change(claim, form, same, found)):
                    felt = 1
                    break
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


def _wrong_forms(premise: Form) -> Iterator[Form]:
    read = tuple(sorted(premise.read))
    count = len(_wrong_versions(tuple(premise.links.values()), read))
    for number in sorted(range(count), key=lambda i: (i % 5, i)):  # first from all over the form
        yield premise.changed(partial(_wrong_version, read=read, number=number))


@lru_cache(maxsize=8)
def _wrong_versions(links: tuple[Link, ...], read: tuple[str, ...]) -> list[Mutant]:
    return mutants([link for link in links if link.name in read], TRIED)


def _wrong_version(links: Sequence[Link], read: tuple[str, ...], number: int) -> list[Link]:
    """`links` with one error in those that were read, the one at place `number`."""
    made = _wrong_versions(tuple(links), read)
    wrong = made[number % len(made)].link
    return [wrong if link.name == wrong.name else link for link in links]


def _in_other_words(premise: Form) -> Form:
    return premise.changed(
        lambda links: [replace(link, statement=rewritten(link.statement)) for link in links]
    )


def _change(claim: Claim, form: Form, premises: Premises, found: Exact) -> str:
    """What changes for the arm: the "outcome" of a link that holds, or it "raises"; else ""."""
    holding = {name for name, d in found.decisions.items() if d.outcome == "holds"}
    try:
        with within(LIMIT):
            _, obligations = derive(claim, form, premises)
            changed = (o for o in obligations if o.link in holding and o not in found.obligations)
            return "outcome" if any(decide(o).outcome != "holds" for o in changed) else ""
    except TimeLimitError:
        return ""
    except ImpossibleError:
        return "outcome"
    except Exception:
        return "raises"
