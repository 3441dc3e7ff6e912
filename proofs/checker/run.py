"""Run one claim: both arms, counterexample, corrected form, mutants; evidence out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import CodeType
from typing import Any

import sympy as sp

from proofs.checker.arms import (
    Exact,
    Measured,
    Numeric,
    exact_rows,
    measure,
    numeric_rows,
    read_off,
    run_exact,
)
from proofs.checker.breaks.stored import with_reasons
from proofs.checker.claim import MUTANT_LIMIT, MUTANTS, Claim
from proofs.checker.counterexample import find_counterexample
from proofs.checker.decide import Outcome
from proofs.checker.edits import forms_that_hold, graded_by_edits
from proofs.checker.felt import premises_felt
from proofs.checker.form import Form, Link, Premises, Which, links_of
from proofs.checker.grade import graded
from proofs.checker.kills import Kills, mutate
from proofs.checker.letters import lettering
from proofs.checker.metamorphic import deaf, exact_faults, unsteady
from proofs.checker.options import Options
from proofs.checker.scope import scope_of
from proofs.checker.shared_code import (
    entered,
    hands_out_letters,
    is_ready,
    name_of,
    shared_by,
)
from proofs.checker.sources import ROOT
from proofs.checker.trials import brief, numeric_faults
from proofs.checker.verdict import FormEvidence, LinkEvidence, judge


@dataclass
class _Run:
    """Both arms on one form, with what was found about them."""

    form: Form
    exact: Exact | None
    numeric: Numeric | None
    faults: dict[str, dict[str, str]] = field(default_factory=lambda: {"exact": {}, "numeric": {}})
    kills: Kills | None = None
    premises: list[dict[str, Any]] = field(default_factory=list)
    shared: tuple[str, ...] = ()

    def outcomes(self, name: str) -> tuple[Outcome, Outcome]:
        """What the arms say of a link, an arm with a fault counting as absent."""
        exact: Outcome = self.exact.decisions[name].outcome if self.exact else "absent"
        numeric: Outcome = self.numeric.outcomes[name] if self.numeric else "absent"
        if exact in ("holds", "fails") and name in self.faults["exact"]:
            exact = "absent"
        if numeric in ("holds", "fails") and name in self.faults["numeric"]:
            numeric = "absent"
        return exact, numeric

    def fails(self) -> bool:
        """Whether some link fails in some arm."""
        return any("fails" in self.outcomes(name) for name in self.form)


def run_claim(
    claim: Claim,
    options: Options,
    premises: Mapping[str, Form] | None = None,
    breaks: Mapping[str, Any] | None = None,
    *,
    text: bool = False,
) -> dict[str, Any]:
    """Evidence and verdict of one claim, as the part of the record that needs no other claim.

    premises : each in the form in which it holds.  breaks : per arm, what `qmgr mutate` found.
    text : whether the claim is one in text, whose arms come ready.
    Raises ValueError where a premise is missing, and where a claim in Python takes what is granted
    to claims in text only.  The same claim, premises, options and libraries
    give the same result, up to the `seconds`.
    """
    started = time.perf_counter()
    given = Premises(claim.key, (premises or {}).values())
    missing = sorted(set(claim.premises) - set(given))
    if missing:
        raise ValueError(f"premises of {claim.key} must all be given, but {missing} are missing")
    measured, code = _measured(claim, options)
    if not text:
        _refuse_liberties(claim, measured)
    printed = _run(claim, "printed", given, options, measured, code)
    counterexample = amended = grade = None
    repaired: _Run | None = None
    if printed.fails():
        rows = _rows(claim, printed)
        counterexample = find_counterexample(
            claim, list(printed.form.links.values()), rows, options
        )
        if claim.amended is not None:
            repaired = _run(claim, "amended", given, options, measured, code)
            if len(repaired.form) < len(printed.form):
                raise ValueError(
                    f"amended form of {claim.key} must have as many links as the printed one, "
                    f"{len(printed.form)}, but has {len(repaired.form)}"
                )
        failing = {name for name in printed.form if "fails" in printed.outcomes(name)}
        goal = repaired.form if repaired else None
        if measured is not None and is_ready(claim.exact):
            held = forms_that_hold(claim, printed.form, given, sorted(failing), measured)
            grade = graded_by_edits(held, goal, len(printed.form) == 1)
        else:
            grade = graded(claim, printed.form, goal, failing)
    shown = repaired or printed
    breaks = with_reasons(breaks, claim.explained) if breaks else None
    hollow = frozenset(arm for arm, found in (breaks or {}).items() if found.get("hollow"))
    evidence = _evidence(printed, hollow)
    amended_evidence = _evidence(repaired, hollow) if repaired else None
    verdict, reason = judge(claim.kind, evidence, amended_evidence)
    if repaired is not None and claim.amended is not None and amended_evidence is not None:
        amended = {
            "latex": claim.amended.latex,
            "verdict": judge(claim.kind, amended_evidence, None)[0],
            "note": claim.amended.note,
            "read_as": _read_as(repaired.form),
            "steps": _steps(repaired),
        }
    return {
        "verdict": verdict,
        "reason": reason,
        "scope": _scope(claim, shown),
        "grade": grade,
        "read_as": _read_as(printed.form),
        "steps": _steps(printed),
        "premise_use": shown.premises,
        "evidence": _rows(claim, printed) + (_rows(claim, repaired) if repaired else []),
        "counterexample": counterexample,
        "amended": amended,
        "mutants": shown.kills.record(shown.form.which) if shown.kills else None,
        "shared": list(shown.shared),
        "breaks": dict(breaks) if breaks else None,
        "seconds": time.perf_counter() - started,
    }


def _measured(claim: Claim, options: Options) -> tuple[Measured | None, frozenset[str]]:
    """The engine's run, before the exact arm has left anything behind, and the code it entered."""
    if claim.numeric is None:
        return None, frozenset()
    if is_ready(claim.numeric.engine):
        return measure(claim, options), frozenset()
    return entered(lambda: measure(claim, options), _folder(claim))


def _refuse_liberties(claim: Claim, measured: Measured | None) -> None:
    """A claim in Python runs a model; it neither evaluates its form nor chooses how it is tried."""
    if measured is not None and measured.measurement.whole is not None:
        raise ValueError(
            f"engine of {claim.key} must measure atoms, but evaluates whole expressions"
        )
    if (claim.mutants, claim.mutant_limit) != (MUTANTS, MUTANT_LIMIT):
        raise ValueError(
            f"{claim.key} must be tried with {MUTANTS} wrong forms and {MUTANT_LIMIT:g} s for "
            f"each, but asks for {claim.mutants} and {claim.mutant_limit:g} s"
        )


def _run(
    claim: Claim,
    which: Which,
    premises: Premises,
    options: Options,
    measured: Measured | None,
    numeric_code: frozenset[str],
) -> _Run:
    """Both arms on one form; then mutants, premises and equal rewrites if nothing fails."""
    made = claim.printed if which == "printed" else claim.amended.links  # type: ignore[union-attr]
    own = _folder(claim)
    links, builders = entered(lambda: links_of(made), own)
    form = Form(claim.key, which, links, made)
    fresh = Premises(claim.key, (premises[key] for key in premises))
    run = _Run(form, None, None if measured is None else read_off(claim, links, measured))
    exact_code: frozenset[str] = frozenset()
    if claim.exact is not None:
        if is_ready(claim.exact):
            run.exact = run_exact(claim, form, fresh)
        else:
            run.exact, exact_code = entered(lambda: run_exact(claim, form, fresh), own)
    run.shared = _shared(claim, exact_code, numeric_code, builders, options)
    if run.exact is not None:
        run.faults["exact"].update(deaf(claim, form, fresh, run.exact))
    _blame(claim, run, {"exact": exact_code, "numeric": numeric_code})
    if _fails_in_exact(run):
        return run
    if run.numeric is not None:
        run.faults["numeric"].update(numeric_faults(claim, form, options, run.numeric))
    if run.fails() and not _disagree(run):
        return run
    if run.exact is not None:
        run.faults["exact"].update(exact_faults(claim, form, fresh, run.exact))
    outcomes = {name: run.outcomes(name) for name in form}
    run.kills = mutate(claim, form, fresh, outcomes, run.numeric)
    if run.exact is not None:
        run.faults["exact"].update(unsteady(claim, form, fresh, run.exact))
        run.premises = premises_felt(claim, form, fresh, run.exact)
    _note_idle(run)
    return run


def _shared(
    claim: Claim,
    exact_code: frozenset[str],
    numeric_code: frozenset[str],
    builders: frozenset[str],
    options: Options,
) -> tuple[str, ...]:
    """Project functions that both arms enter; what hands out letters only is no model.

    An arm that is defined inside another function counts as that one, which is no sharing.
    """
    both = {n for n in exact_code & numeric_code & builders if not hands_out_letters(n)}
    letters: frozenset[str] = frozenset()
    if both:
        letters = lettering(lambda: brief(claim, options), both)
    arms = [claim.exact, claim.numeric.engine if claim.numeric else None]
    around = {name_of(code) for code in map(_code, arms) if code and "<locals>" in code.co_qualname}
    return shared_by(exact_code, numeric_code, letters | around)


def _blame(claim: Claim, run: _Run, codes: Mapping[str, frozenset[str]]) -> None:
    """An arm that calls what builds the form compares the form with itself."""
    for made in (claim.printed, claim.amended.links if claim.amended else None):
        code = _code(made)
        if code is None or "<" in code.co_qualname:  # a name that others may have too
            continue
        for arm, names in codes.items():
            if name_of(code) in names:
                fault = f"the {arm} arm calls {code.co_qualname}, which builds the form"
                run.faults[arm] = dict.fromkeys(run.form, fault)


def _code(function: Any) -> CodeType | None:
    return getattr(getattr(function, "func", function), "__code__", None)


def _folder(claim: Claim) -> Path | None:
    """The folder of a user's claim: its functions count like those of the project."""
    code = _code(claim.printed)
    if code is None or Path(code.co_filename).is_relative_to(ROOT / "proofs"):
        return None
    return Path(code.co_filename).parent


def _disagree(run: _Run) -> bool:
    return any(set(run.outcomes(name)) == {"holds", "fails"} for name in run.form)


def _fails_in_exact(run: _Run) -> bool:
    return not _disagree(run) and any(run.outcomes(name)[0] == "fails" for name in run.form)


def _note_idle(run: _Run) -> None:
    """An arm that holds and notices too few wrong forms of a link shows nothing of it."""
    assert run.kills is not None
    for name, variable in run.kills.idle_steps.items():
        run.faults["exact"][name] = f"the step of its induction in {variable} notices no wrong form"
    for name in run.form:
        counts = run.kills.counts(name)
        for arm, outcome in zip(("exact", "numeric"), run.outcomes(name), strict=True):
            killed, total = counts[f"killed_{arm}"], counts["mutants"]
            if outcome == "holds" and killed < counts[f"needed_{arm}"]:
                run.faults[arm][name] = f"it notices {killed or 'none'} of {total} wrong forms"


def _evidence(run: _Run, hollow: frozenset[str]) -> FormEvidence:
    links = []
    for name in run.form:
        exact, numeric = run.outcomes(name)
        counts = run.kills.counts(name) if run.kills else {}
        links.append(LinkEvidence(name, exact, numeric, **counts, notes=_notes(run, name)))
    unfelt = tuple(r["key"] for r in run.premises if not r["felt"] and not r["explained"])
    return FormEvidence(tuple(links), hollow, run.shared, unfelt)


def _notes(run: _Run, name: str) -> dict[str, str]:
    """Why an arm counts as absent on a link."""
    notes = {}
    if run.exact is not None and run.exact.decisions[name].outcome == "absent":
        notes["exact"] = run.exact.decisions[name].detail
    return notes | {arm: found[name] for arm, found in run.faults.items() if name in found}


def _rows(claim: Claim, run: _Run) -> list[dict[str, Any]]:
    """Evidence of both arms; the fault of an arm stands in place of its method."""
    rows: list[dict[str, Any]] = []
    if run.exact is not None:
        decisions = {name: replace(decision, outcome="absent", method="none", detail=fault)
                     if (fault := run.faults["exact"].get(name))
                     and decision.outcome in ("holds", "fails")
                     else decision
                     for name, decision in run.exact.decisions.items()}  # fmt: skip
        rows += exact_rows(run.form.which, replace(run.exact, decisions=decisions))
    if run.numeric is not None and claim.numeric is not None:
        links = list(run.form.links.values())
        for row in numeric_rows(run.form.which, claim.numeric, links, run.numeric):
            fault = run.faults["numeric"].get(row["link"])
            if fault and row["outcome"] in ("holds", "fails"):
                row.update(outcome="absent", detail=fault)
            rows.append(row)
    return rows


def _scope(claim: Claim, run: _Run) -> str:
    return scope_of(run.exact.obligations if run.exact else (), claim.scope)


def _read_as(form: Form) -> list[dict[str, str]]:
    return [{"name": name, "latex": _shown(link)} for name, link in form.links.items()]


def _shown(link: Link) -> str:
    tail = "" if link.order is None else rf" + O(\epsilon^{{{link.order}}})"
    return f"{sp.latex(link.statement)}{tail}"


def _steps(run: _Run) -> list[dict[str, str]]:
    steps = run.exact.steps if run.exact else ()
    return [{"text": step.text, "latex": sp.latex(step.formula)} for step in steps]
