"""What a claim of a record says in words: scope, words, grade, premises, breaks of its arms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from proofs.report.groups import HOLDING, ground_of

Claim = Mapping[str, Any]

WORDS = {
    "formula": "printed formula",
    "sentence": "sentence of the text",
    "reading": "our reading",
}
"""Whose words a claim puts to the test."""

_HEADING = {"formula": "As printed", "sentence": "As the text says", "reading": "Our reading"}
_FORM = {"formula": "printed", "sentence": "stated", "reading": "our reading"}
_PRINTED = "as printed"
_AS = {"formula": _PRINTED, "sentence": "as stated", "reading": "as read"}
_CUT = re.compile(r"\.\.\. \[[0-9a-f]{8}\]$")
_FEW = 3


def heading_of(claim: Claim) -> str:
    """Heading over the formula of a claim; nothing of ours stands under "printed"."""
    words: str = claim["words"]
    return _HEADING[words]


def form_of(claim: Claim, form: str) -> str:
    """Name of a form of a claim: printed, stated, our reading, or amended."""
    mine: str = _FORM[claim["words"]]
    return mine if form == "printed" else form


def reason_of(claim: Claim) -> str:
    """Reason of the verdict, which calls printed only what is printed."""
    reason: str = claim["reason"]
    if reason.startswith(_PRINTED):
        return _AS[claim["words"]] + reason.removeprefix(_PRINTED)
    return reason


def scope_of(claim: Claim) -> str:
    """Over what a verdict was decided, to stand behind it; empty for all that the title says."""
    scope: str = claim["scope"]
    if not scope or claim["verdict"] in HOLDING:
        return scope and f"for {scope}"
    return f"{'corrected' if _form_holds(claim) else 'tried'} for {scope}"


def verdict_of(claim: Claim) -> str:
    """Verdict and scope, "proved for n = 2..5"."""
    scope = scope_of(claim)
    comma = "" if scope.startswith("for ") else ","
    return f"{claim['verdict']}{comma} {scope}" if scope else str(claim["verdict"])


def ground_shown(claim: Claim) -> str:
    """What a claim stands on, where some form of it holds; else that says nothing."""
    return ground_of(claim) if _form_holds(claim) else ""


def _form_holds(claim: Claim) -> bool:
    """Whether a claim holds as it stands or as amended."""
    amended = claim["amended"]
    return claim["verdict"] in HOLDING or bool(amended and amended["verdict"] in HOLDING)


def standing_of(claim: Claim) -> str:
    """What a claim stands on, in a few words, where some form of it holds.

    "conditional on 2 postulates", "undermined by vanchurin:8.4".
    """
    ground = ground_shown(claim)
    words: str = claim["standing"]["words"]
    if ground == "undermined":
        return f"undermined by {undermined_by(claim)}"
    if ground == "contradictory":
        return "conditional on contradictory beliefs"
    return words if ground else ""


def grade_of(claim: Claim) -> str:
    """How a form fails: the kind of fault, and where it comes from if it was not computed."""
    grade = claim["grade"]
    if grade is None:
        return ""
    if grade["kind"] is None:
        return "not graded"
    kind: str = grade["kind"]
    return kind + (", as the claim says" if grade["by"] == "given" else "")


def edit_of(claim: Claim) -> str:
    """The edit that repairs a form, or its difference from the one that holds where that is short.

    A text that was cut, to be told from others by its digest, is a pin and nothing to read.
    """
    text: str = claim["grade"]["text"] if claim["grade"] else ""
    return "" if _CUT.search(text) else text


def premise_of(row: Mapping[str, Any]) -> str:
    """In which form a premise was handed in, and whether a change of it is felt."""
    form = f"{row['form']} form"
    if not row["used"]:
        found = "not read by the derivation"
    elif row["tried"] == 0:
        found = "read; it has no wrong version that could be tried"
    elif row["felt"] == 0:
        found = f"not felt: none of {row['tried']} wrong versions changes anything"
    else:
        found = "felt: a wrong version of it changes the outcome"
    because = f" ({row['explained']})" if row["explained"] else ""
    return f"{form}, {found}{because}"


def breaks_of(claim: Claim) -> list[tuple[str, str, Sequence[str]]]:
    """For each arm: its name, what became of the breaks of its code, and the survivors."""
    found: Mapping[str, Any] = claim["breaks"] or {}
    arms = list(dict.fromkeys([*(row["arm"] for row in claim["evidence"]), *found]))
    return [(arm, *_breaks(found.get(arm))) for arm in arms]


def _breaks(found: Mapping[str, Any] | None) -> tuple[str, Sequence[str]]:
    if found is None:
        return "not run", ()
    text = f"{found['noticed']} of {found['total']} breaks noticed"
    if found["explained"]:
        text += f", {found['explained']} explained"
    if found["hollow"]:
        text += "; hollow, so that the arm counts as absent"
    if found["state"] == "stale":
        text += "; stale, for the code has changed since"
    return text, found["survivors"]


def links_of(claim: Claim) -> list[dict[str, Any]]:
    """One row per form and link: outcomes of both arms, obligations, wrong versions noticed.

    Where an arm has no evidence its outcome is "absent"; `mutants` is None for the form that was
    not mutated.
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for item in claim["evidence"]:
        row = rows.setdefault(
            (item["form"], item["link"]),
            {"form": item["form"], "link": item["link"], "exact": "absent", "numeric": "absent",
             "obligations": 0, "literal": 0, "mutants": None},
        )  # fmt: skip
        row[item["arm"]] = item["outcome"]
        row["obligations"] += item["obligations"]
        row["literal"] += item["literal"]
    mutants = claim["mutants"]
    for link in mutants["links"] if mutants else []:
        row = rows.get((mutants["form"], link["name"]), {})
        row["mutants"] = link
    return list(rows.values())


def undermined_by(claim: Claim) -> str:
    """The claims that undermine a claim, the first few by key; empty where there are none.

    >>> undermined_by({"standing": {"undermined_by": ["a:1", "a:2", "a:3", "a:4", "a:5"]}})
    'a:1, a:2, a:3 and 2 more'
    """
    keys = claim["standing"]["undermined_by"]
    more = f" and {len(keys) - _FEW} more" if len(keys) > _FEW else ""
    return ", ".join(keys[:_FEW]) + more


FILTERS: dict[str, Callable[..., Any]] = {
    "words": lambda claim: WORDS[claim["words"]],
    "heading": heading_of,
    "form": form_of,
    "reason": reason_of,
    "scope": scope_of,
    "ground": ground_shown,
    "grade": grade_of,
    "edit": edit_of,
    "premise": premise_of,
    "breaks": breaks_of,
    "links": links_of,
}
"""What the templates call these functions."""
