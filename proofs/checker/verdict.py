"""From evidence to verdict: the only place where a verdict is made, and nobody types one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from proofs.checker.decide import Outcome

Verdict = Literal[
    "proved", "supported", "weak", "corrected", "refuted", "conflict",
    "well-posed", "ill-posed", "consistent", "inconsistent",
    "blocked", "error", "open",
]  # fmt: skip


@dataclass(frozen=True)
class FormEvidence:
    """What both arms say of one form, printed or amended, and how its mutants fared."""

    exact: Outcome
    numeric: Outcome
    mutants: int = 0
    killed_exact: int = 0
    killed_numeric: int = 0
    survivors: int = 0

    def counted(self) -> tuple[Outcome, Outcome]:
        """The outcomes of the arms; one that holds but kills no mutant counts as absent."""
        exact, numeric = self.exact, self.numeric
        if exact == "holds" and self.killed_exact == 0:
            exact = "absent"
        if numeric == "holds" and self.killed_numeric == 0:
            numeric = "absent"
        return exact, numeric


def combine(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome for several links: the worst; absent where there is none."""
    worst: tuple[Outcome, ...] = ("fails", "undecided", "absent")
    for outcome in worst:
        if outcome in outcomes:
            return outcome
    return "holds" if outcomes else "absent"


def judge_form(form: FormEvidence) -> tuple[str, str]:
    """`holds`, `supported`, `weak`, `fails`, `conflict` or `open` for one form, with the reason."""
    exact, numeric = form.counted()
    if {exact, numeric} == {"holds", "fails"}:
        return "conflict", f"the exact arm says '{exact}', the numeric arm says '{numeric}'"
    if "fails" in (exact, numeric):
        arms = [n for n, o in (("exact", exact), ("numeric", numeric)) if o == "fails"]
        return "fails", "fails in both arms" if len(arms) == 2 else f"fails in the {arms[0]} arm"
    if exact == numeric == "holds":
        if form.survivors:
            return "weak", f"{form.survivors} of {form.mutants} wrong forms pass both arms"
        return "holds", f"both arms hold; none of {form.mutants} wrong forms passes"
    if "holds" in (exact, numeric):
        arm, other = ("exact", numeric) if exact == "holds" else ("numeric", exact)
        silent = "numeric" if arm == "exact" else "exact"
        return "supported", f"only the {arm} arm holds; the {silent} arm is {other}"
    return "open", f"the exact arm is {exact}, the numeric arm is {numeric}"


_HOLDS: Mapping[str, Verdict] = {
    "result": "proved",
    "approximation": "proved",
    "definition": "well-posed",
    "postulate": "consistent",
}
_FAILS: Mapping[str, Verdict] = {"definition": "ill-posed", "postulate": "inconsistent"}


def judge(kind: str, printed: FormEvidence, amended: FormEvidence | None) -> tuple[Verdict, str]:
    """The verdict on a claim of `kind`, with its reason in one sentence.

    Definitions and postulates have no middle ground: what is neither held by both arms with every
    mutant killed nor failed is `open`.
    """
    word, reason = judge_form(printed)
    if word == "conflict":
        return "conflict", f"as printed, {reason}"
    if word == "holds":
        return _HOLDS[kind], reason
    if word == "fails":
        return _judge_failure(kind, f"as printed {reason}", amended)
    if word == "open" or kind in _FAILS:
        return "open", reason
    return ("weak" if word == "weak" else "supported"), reason


def _judge_failure(kind: str, reason: str, amended: FormEvidence | None) -> tuple[Verdict, str]:
    repaired, why = ("absent", "") if amended is None else judge_form(amended)
    if repaired == "conflict":
        return "conflict", f"amended, {why}"
    if repaired == "absent":
        tail = "no corrected form is given"
    elif repaired == "holds":
        tail = f"corrected, {why}"
    else:
        tail = f"the corrected form is not established: {why}"
    if kind in _FAILS:
        return _FAILS[kind], f"{reason}; {tail}"
    return ("corrected" if repaired == "holds" else "refuted"), f"{reason}; {tail}"
