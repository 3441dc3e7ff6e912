"""Run one claim: both arms, counterexample, corrected form, mutants; evidence out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from proofs.checker.arms import (
    Exact,
    Numeric,
    exact_rows,
    numeric_rows,
    run_exact,
    run_numeric,
)
from proofs.checker.claim import Claim
from proofs.checker.counterexample import find_counterexample
from proofs.checker.decide import Decision, Outcome
from proofs.checker.felt import premises_felt
from proofs.checker.form import Form, Link, Premises, Which, links_of
from proofs.checker.grade import graded
from proofs.checker.kills import Kills, mutate
from proofs.checker.metamorphic import exact_fault, numeric_fault
from proofs.checker.options import Options
from proofs.checker.scope import scope_of
from proofs.checker.shared_code import entered, shared_by
from proofs.checker.verdict import FormEvidence, LinkEvidence, judge


@dataclass
class _Run:
    """Both arms on one form, with what was found about them."""

    form: Form
    exact: Exact | None
    numeric: Numeric | None
    faults: dict[str, dict[str, str]] = field(default_factory=dict)
    kills: Kills | None = None
    premises: list[dict[str, Any]] = field(default_factory=list)
    shared: tuple[str, ...] = ()

    def outcomes(self, name: str) -> tuple[Outcome, Outcome]:
        """What the arms say of a link, an arm with a fault counting as absent."""
        exact: Outcome = self.exact.decisions[name].outcome if self.exact else "absent"
        numeric: Outcome = self.numeric.outcomes[name] if self.numeric else "absent"
        if exact == "holds" and name in self.faults.get("exact", {}):
            exact = "absent"
        if numeric == "holds" and name in self.faults.get("numeric", {}):
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
) -> dict[str, Any]:
    """Evidence and verdict of one claim, as the part of the record that needs no other claim.

    premises : each in the form in which it holds.  breaks : per arm, what `qmgr mutate` found.
    The same claim, premises, options and libraries give the same result, up to the `seconds`.
    """
    started = time.perf_counter()
    given = Premises(claim.key, (premises or {}).values())
    printed = _run(claim, "printed", given, options)
    counterexample = amended = grade = None
    repaired: _Run | None = None
    if printed.fails():
        rows = _rows(claim, printed)
        counterexample = find_counterexample(
            claim, list(printed.form.links.values()), rows, options
        )
        if claim.amended is not None:
            repaired = _run(claim, "amended", given, options)
        failing = {name for name in printed.form if "fails" in printed.outcomes(name)}
        grade = graded(claim, printed.form, repaired.form if repaired else None, failing)
    shown = repaired or printed
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


def _run(claim: Claim, which: Which, premises: Premises, options: Options) -> _Run:
    """Both arms on one form; then mutants, premises and equal rewrites if nothing fails."""
    made = claim.printed if which == "printed" else claim.amended.links  # type: ignore[union-attr]
    links, builders = entered(lambda: links_of(made))
    form = Form(claim.key, which, links, made)
    fresh = Premises(claim.key, (premises[key] for key in premises))
    exact = numeric = None
    exact_code = numeric_code = builders
    if claim.exact is not None:
        exact, exact_code = entered(lambda: run_exact(claim, form, fresh))
    if claim.numeric is not None:
        numeric, numeric_code = entered(lambda: run_numeric(claim, links, options))
    shared = shared_by(exact_code, numeric_code, builders)
    run = _Run(form, exact, numeric, shared=shared)
    if run.fails() and not _disagree(run):
        return run
    if exact is not None:
        run.faults["exact"] = exact_fault(claim, form, fresh, exact)
    if numeric is not None:
        fault = numeric_fault(claim, form, options, numeric)
        run.faults["numeric"] = dict.fromkeys(form, fault) if fault else {}
    outcomes = {name: run.outcomes(name) for name in form}
    run.kills = mutate(claim, form, fresh, outcomes, numeric)
    if exact is not None:
        run.premises = premises_felt(claim, form, fresh, exact)
    return run


def _disagree(run: _Run) -> bool:
    return any(set(run.outcomes(name)) == {"holds", "fails"} for name in run.form)


def _evidence(run: _Run, hollow: frozenset[str]) -> FormEvidence:
    links = []
    for name in run.form:
        exact, numeric = run.outcomes(name)
        counts = run.kills.counts(name) if run.kills else {}
        links.append(LinkEvidence(name, exact, numeric, **counts))
    unfelt = tuple(r["key"] for r in run.premises if not r["felt"] and not r["explained"])
    return FormEvidence(tuple(links), hollow, run.shared, unfelt)


def _rows(claim: Claim, run: _Run) -> list[dict[str, Any]]:
    """Evidence of both arms; the fault of an arm stands in place of its method."""
    rows: list[dict[str, Any]] = []
    if run.exact is not None:
        faulty = {name: Decision("absent", "none", fault)
                  for name, fault in run.faults.get("exact", {}).items()}  # fmt: skip
        decisions = {**run.exact.decisions, **faulty}
        rows += exact_rows(run.form.which, replace(run.exact, decisions=decisions))
    if run.numeric is not None and claim.numeric is not None:
        links = list(run.form.links.values())
        for row in numeric_rows(run.form.which, claim.numeric, links, run.numeric):
            fault = run.faults.get("numeric", {}).get(row["link"])
            if fault and row["outcome"] == "holds":
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
