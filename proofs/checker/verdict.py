"""From evidence to verdict: the only place where a verdict is made, and nobody types one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from proofs.checker.decide import Outcome

Verdict = Literal[
    "proved", "supported", "weak", "corrected", "refuted", "conflict",
    "well-posed", "ill-posed", "consistent", "inconsistent",
    "blocked", "error", "open",
]  # fmt: skip
Word = Literal["holds", "supported", "weak", "fails", "conflict", "open"]


@dataclass(frozen=True)
class LinkEvidence:
    """What both arms say of one link, and how its mutants fared.

    needed_exact, needed_numeric : mutants that an arm has to kill to count.  notes : for an arm,
    "exact" or "numeric", why it counts as absent.
    """

    name: str
    exact: Outcome
    numeric: Outcome
    mutants: int = 0
    killed_exact: int = 0
    killed_numeric: int = 0
    survivors: int = 0
    needed_exact: int = 1
    needed_numeric: int = 1
    notes: Mapping[str, str] = field(default_factory=dict)

    def counted(self) -> tuple[Outcome, Outcome]:
        """The outcomes of the arms; one that holds but kills too few mutants counts as absent."""
        exact, numeric = self.exact, self.numeric
        if exact == "holds" and self.killed_exact < self.needed_exact:
            exact = "absent"
        if numeric == "holds" and self.killed_numeric < self.needed_numeric:
            numeric = "absent"
        return exact, numeric


@dataclass(frozen=True)
class FormEvidence:
    """The links of one form, and what weakens its arms as a whole.

    hollow : arms most of whose breaks pass; they count as absent where they hold.  shared : code
    that both arms run; they count as one then.  unfelt : premises that no change of them makes
    felt.
    """

    links: tuple[LinkEvidence, ...]
    hollow: frozenset[str] = frozenset()
    shared: tuple[str, ...] = ()
    unfelt: tuple[str, ...] = ()


def judge_link(link: LinkEvidence, form: FormEvidence) -> tuple[Word, str]:
    """One word for a link, with the reason; the arms are compared here and nowhere else."""
    exact, numeric = link.counted()
    if {exact, numeric} == {"holds", "fails"}:
        return "conflict", f"the exact arm says '{exact}', the numeric arm says '{numeric}'"
    if "fails" in (exact, numeric):
        arms = [n for n, o in (("exact", exact), ("numeric", numeric)) if o == "fails"]
        return "fails", "fails in both arms" if len(arms) == 2 else f"fails in the {arms[0]} arm"
    for arm in sorted(form.hollow):
        if arm == "exact" and exact == "holds":
            exact = "absent"
        if arm == "numeric" and numeric == "holds":
            numeric = "absent"
    if exact == numeric == "holds":
        if form.shared:
            names = ", ".join(form.shared[:3])
            return "supported", f"both arms run {names}, so that they count as one"
        if link.survivors:
            return "weak", f"{link.survivors} of {link.mutants} wrong forms pass both arms"
        return "holds", f"both arms hold; none of {link.mutants} wrong forms passes"
    if "holds" in (exact, numeric):
        arm, other = ("exact", numeric) if exact == "holds" else ("numeric", exact)
        silent = "numeric" if arm == "exact" else "exact"
        return "supported", f"only the {arm} arm holds; {_state(silent, other, link, form)}"
    states = _state("exact", exact, link, form), _state("numeric", numeric, link, form)
    return "open", ", ".join(states)


def _state(arm: str, outcome: Outcome, link: LinkEvidence, form: FormEvidence) -> str:
    """An arm that does not hold, and why it counts as absent where that is known."""
    why = "hollow: most of its breaks pass" if arm in form.hollow else link.notes.get(arm)
    shown = outcome == "absent" and why
    return f"the {arm} arm is {outcome}" + (f" ({why})" if shown else "")


_WORST: tuple[Word, ...] = ("conflict", "fails", "open", "supported", "weak")


def judge_form(form: FormEvidence) -> tuple[Word, str]:
    """One word for a form: that of its worst link, with the reason."""
    judged = [(link, *judge_link(link, form)) for link in form.links]
    if not judged:
        return "open", "there is no link to judge"
    for word in _WORST:
        bad = [(link.name, reason) for link, found, reason in judged if found == word]
        if bad:
            name, reason = bad[0]
            where = f"{name}: " if len(judged) > 1 else ""
            more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
            return word, f"{where}{reason}{more}"
    if form.unfelt:
        names = ", ".join(form.unfelt)
        return "weak", f"no change of the premise {names} is felt"
    total = sum(link.mutants for link in form.links)
    return "holds", f"both arms hold; none of {total} wrong forms passes"


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


def differences(
    expected: str | None, fails_by: str | None, result: Mapping[str, Any]
) -> Sequence[str]:
    """What differs from the pins of a claim file, in sentences; empty where all is as pinned."""
    found = []
    if expected is not None and expected != result["verdict"]:
        found.append(f"verdict pinned {expected}, computed {result['verdict']}")
    grade = result.get("grade")
    computed = grade["text"] if grade else None
    if fails_by is not None and fails_by != computed:
        found.append(f"failure pinned '{fails_by}', computed '{computed}'")
    return found
