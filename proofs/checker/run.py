"""Run one claim: both arms, counterexample, corrected form, mutants; evidence out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp

from proofs.checker.claim import Claim, Derivation, Link, NumericArm
from proofs.checker.counterexample import find_counterexample
from proofs.checker.decide import Decision, Outcome, any_fails, decide_all
from proofs.checker.evaluate import Measurement, NotMeasuredError, measured_order, relative_error
from proofs.checker.fulfil import fulfils
from proofs.checker.mutants import mutants, same_relation
from proofs.checker.options import Options, generator
from proofs.checker.verdict import FormEvidence, combine, judge


def run_claim(claim: Claim, options: Options) -> dict[str, Any]:
    """Evidence and verdict of one claim, as the part of the record that needs no other claim.

    The same claim, options and libraries give the same result, up to the `seconds`.
    """
    started = time.perf_counter()
    printed = tuple(claim.printed())
    form, shown = _run_form(claim, "printed", printed, options)
    counterexample = None
    amended_form, amended = None, None
    mutated = shown["mutants"]
    if "fails" in (form.exact, form.numeric):
        counterexample = find_counterexample(claim, printed, shown["evidence"], options)
        if claim.amended is not None:
            links = tuple(claim.amended.links())
            amended_form, corrected = _run_form(claim, "amended", links, options)
            shown["evidence"] += corrected["evidence"]
            mutated = corrected["mutants"]
            amended = {
                "latex": claim.amended.latex,
                "verdict": judge(claim.kind, amended_form, None)[0],
                "note": claim.amended.note,
                "read_as": corrected["read_as"],
                "steps": corrected["steps"],
            }
    verdict, reason = judge(claim.kind, form, amended_form)
    return {
        "verdict": verdict,
        "reason": reason,
        "read_as": shown["read_as"],
        "steps": shown["steps"],
        "evidence": shown["evidence"],
        "counterexample": counterexample,
        "amended": amended,
        "mutants": mutated,
        "seconds": time.perf_counter() - started,
    }


def _run_form(
    claim: Claim, form: str, links: Sequence[Link], options: Options
) -> tuple[FormEvidence, dict[str, Any]]:
    """Both arms on one form, then its mutants if an arm holds."""
    exact, exact_rows, steps = _exact(claim, form, links)
    numeric, numeric_rows, measured = _numeric(claim, form, links, options)
    shown: dict[str, Any] = {
        "read_as": [{"name": link.name, "latex": _shown(link)} for link in links],
        "steps": steps,
        "evidence": exact_rows + numeric_rows,
        "mutants": None,
    }
    if "holds" not in (exact, numeric):
        return FormEvidence(exact, numeric), shown
    counts, shown["mutants"] = _mutate(claim, form, links, exact, numeric, measured)
    return FormEvidence(exact, numeric, **counts), shown


def _shown(link: Link) -> str:
    tail = "" if link.order is None else rf" + O(\epsilon^{{{link.order}}})"
    return f"{sp.latex(link.statement)}{tail}"


def _derive(claim: Claim, links: Sequence[Link]) -> Derivation:
    assert claim.exact is not None
    derivation = claim.exact({link.name: link.statement for link in links})
    names = {link.name for link in links}
    strangers = sorted({o.link for o in derivation.obligations} - names)
    if strangers:
        raise ValueError(
            f"exact arm of {claim.key} must speak of its links {sorted(names)}, "
            f"but names {strangers}"
        )
    return derivation


def _exact(
    claim: Claim, form: str, links: Sequence[Link]
) -> tuple[Outcome, list[dict[str, Any]], list[dict[str, str]]]:
    if claim.exact is None:
        return "absent", [], []
    started = time.perf_counter()
    derivation = _derive(claim, links)
    decisions = decide_all(derivation.obligations)
    seconds = time.perf_counter() - started
    missing = Decision("absent", "none", "the exact arm says nothing of this link")
    rows: list[dict[str, Any]] = []
    for link in links:
        decision = decisions.get(link.name, missing)
        rows.append(
            {
                "form": form,
                "arm": "exact",
                "link": link.name,
                "method": decision.method,
                "outcome": decision.outcome,
                "detail": _with_witness(decision),
                "samples": None,
                "error": None,
                "tolerance": None,
                "seconds": seconds / len(links),
            }
        )
    steps = [{"text": s.text, "latex": sp.latex(s.formula)} for s in derivation.steps]
    return combine([row["outcome"] for row in rows]), rows, steps


def _with_witness(decision: Decision) -> str:
    if not decision.witness:
        return decision.detail
    point = ", ".join(f"{name} = {value}" for name, value in decision.witness)
    return f"{decision.detail} (at {point})" if decision.detail else f"at {point}"


def _numeric(
    claim: Claim, form: str, links: Sequence[Link], options: Options
) -> tuple[Outcome, list[dict[str, Any]], tuple[Measurement, int] | None]:
    arm = claim.numeric
    if arm is None:
        return "absent", [], None
    started = time.perf_counter()
    n = arm.samples or options.samples
    sample = arm.domain.sample(n, generator(claim, options, "sample"))
    measured = arm.engine(sample, generator(claim, options, "engine"))
    rows: list[dict[str, Any]] = []
    for link in links:
        passed = _passes(arm, link, measured, n)
        domain = "" if rows else arm.domain.describe()
        notes = (_order_note(arm, link, measured, n), domain, measured.note)
        error = (
            float(relative_error(link.statement, measured, n, arm.floor).max())
            if isinstance(link.statement, sp.Eq) and link.order is None
            else None
        )
        rows.append(
            {
                "form": form,
                "arm": "numeric",
                "link": link.name,
                "method": arm.method,
                "outcome": "holds" if passed else "fails",
                "detail": "; ".join(filter(None, notes)),
                "samples": n,
                "error": None if error is None or not np.isfinite(error) else error,
                "tolerance": arm.tolerance if link.order is None else None,
                "seconds": 0.0,
            }
        )
    seconds = time.perf_counter() - started
    for row in rows:
        row["seconds"] = seconds / len(rows)
    return combine([row["outcome"] for row in rows]), rows, (measured, n)


def _passes(arm: NumericArm, link: Link, measured: Measurement, n: int) -> bool:
    truth = fulfils(link, measured, n, arm.tolerance, arm.floor)
    return bool(truth.all() if link.quantifier == "all" else truth.any())


def _order_note(arm: NumericArm, link: Link, measured: Measurement, n: int) -> str:
    if link.order is None:
        return ""
    found = measured_order(link.statement, measured, n, arm.floor)
    return f"order claimed {link.order}, lowest order measured {found.min():.3g}"


def _mutate(
    claim: Claim,
    form: str,
    links: Sequence[Link],
    exact: Outcome,
    numeric: Outcome,
    measured: tuple[Measurement, int] | None,
) -> tuple[dict[str, int], dict[str, Any]]:
    """Put every mutant through the arms that hold."""
    killed_exact = killed_numeric = killed = 0
    survivors: list[dict[str, str]] = []
    explained: list[dict[str, str]] = []
    original = {link.name: link.statement for link in links}
    for mutant in mutants(links):
        wrong = [mutant.link if link.name == mutant.link.name else link for link in links]
        by_exact = exact == "holds" and _exact_kills(claim, wrong)
        by_numeric = (
            numeric == "holds"
            and measured is not None
            and _numeric_kills(claim, mutant.link, *measured)
        )
        killed_exact += by_exact
        killed_numeric += by_numeric
        killed += by_exact or by_numeric
        if (
            by_exact
            or by_numeric
            or same_relation(original[mutant.link.name], mutant.link.statement)
        ):
            continue
        shown = {"name": mutant.name, "latex": sp.latex(mutant.link.statement)}
        if mutant.name in claim.explained:
            explained.append({**shown, "reason": claim.explained[mutant.name]})
        else:
            survivors.append(shown)
    total = killed + len(explained) + len(survivors)
    stale = sorted(set(claim.explained) - {e["name"] for e in explained})
    if stale:
        raise ValueError(f"{claim.key} must explain surviving mutants only, but explains {stale}")
    counts = {
        "mutants": total,
        "killed_exact": killed_exact,
        "killed_numeric": killed_numeric,
        "survivors": len(survivors),
    }
    return counts, {
        "form": form,
        "total": total,
        "killed_exact": killed_exact,
        "killed_numeric": killed_numeric,
        "killed": killed,
        "explained": explained,
        "survivors": survivors,
    }


def _exact_kills(claim: Claim, links: Sequence[Link]) -> bool:
    """A wrong form that the exact arm cannot even read is not killed by it."""
    try:
        return any_fails(_derive(claim, links).obligations)
    except (ValueError, TypeError, AttributeError, ZeroDivisionError, NotImplementedError):
        return False


def _numeric_kills(claim: Claim, link: Link, measured: Measurement, n: int) -> bool:
    """A wrong form that needs something that was not measured, or has no value, is not killed."""
    arm, statement = claim.numeric, link.statement
    assert arm is not None
    try:
        if link.quantifier == "all" and isinstance(statement, sp.Eq) and link.order is None:
            error = relative_error(statement, measured, n, arm.floor)
            return bool((np.isfinite(error) & (error > arm.tolerance)).any())
        return not _passes(arm, link, measured, n)
    except NotMeasuredError:
        return False
