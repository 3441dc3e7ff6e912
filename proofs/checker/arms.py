"""Run one arm of a claim on one form: what the exact arm derives, what the engine measures."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from proofs.checker.claim import Claim, NumericArm
from proofs.checker.decide import Decision, Outcome, decide_all
from proofs.checker.evaluate import Measurement, checked, measured_order, relative_error
from proofs.checker.form import Form, Link, Premises
from proofs.checker.fulfil import fulfils, undecided
from proofs.checker.obligations import Entails, Induction, Obligation, Step, Vanishes
from proofs.checker.options import Options, generator

_SILENT = Decision("absent", "none", "the exact arm says nothing of this link", (), 0, 0)


@dataclass(frozen=True)
class Exact:
    """What the exact arm says of one form, link by link."""

    decisions: Mapping[str, Decision]
    steps: tuple[Step, ...]
    obligations: tuple[Obligation, ...]
    seconds: float


@dataclass(frozen=True)
class Measured:
    """One run of the engine at n points."""

    measurement: Measurement
    n: int
    seconds: float


@dataclass(frozen=True)
class Numeric:
    """What the numeric arm says of one form: outcomes by link, and the measurement of n points."""

    outcomes: Mapping[str, Outcome]
    measured: Measurement
    n: int
    seconds: float


def derive(
    claim: Claim, form: Form, premises: Premises
) -> tuple[tuple[Step, ...], tuple[Obligation, ...]]:
    """Steps and obligations of the exact arm; raises ValueError for a link that is not there."""
    assert claim.exact is not None
    steps: list[Step] = []
    obligations: list[Obligation] = []
    for item in claim.exact(form, premises):
        if isinstance(item, Step):
            steps.append(item)
        else:
            obligations.append(item)
    _check_inductions(claim, obligations)
    _check_assumptions(claim, form, obligations)
    strangers = sorted({o.link for o in obligations} - set(form))
    if strangers:
        raise ValueError(
            f"exact arm of {claim.key} must speak of its links {sorted(form)}, "
            f"but names {strangers}"
        )
    return tuple(steps), tuple(obligations)


def _check_inductions(claim: Claim, obligations: Sequence[Obligation]) -> None:
    """A step without a first case shows nothing of all that follow."""
    cases = {(o.link, name) for o in obligations if not isinstance(o, Induction) for name in o.case}
    for step in obligations:
        if isinstance(step, Induction) and (step.link, step.variable) not in cases:
            raise ValueError(
                f"induction in {step.variable} of {claim.key} must have a first case on "
                f"{step.link!r}, but has none"
            )


def _check_assumptions(claim: Claim, form: Form, obligations: Sequence[Obligation]) -> None:
    """A result is shown, not assumed; from a definition or a postulate, something may follow."""
    for step in obligations:
        obligation = step.step if isinstance(step, Induction) else step
        if isinstance(obligation, Entails) and claim.kind in ("result", "approximation"):
            link = form.links.get(obligation.link)
            if link is not None and link.statement in sp.And.make_args(obligation.assumptions):
                raise ValueError(
                    f"assumptions of an implication on {link.name!r} must not be what is to be "
                    f"shown, but {link.statement} is among them"
                )


def run_exact(claim: Claim, form: Form, premises: Premises) -> Exact:
    """The exact arm on `form`, every obligation decided."""
    started = time.perf_counter()
    steps, obligations = derive(claim, form, premises)
    found = decide_all([*obligations, *tightness(form, obligations)], form)
    decisions = {name: found.get(name, _SILENT) for name in form}
    return Exact(decisions, steps, obligations, time.perf_counter() - started)


def tightness(form: Form, obligations: Sequence[Obligation]) -> list[Obligation]:
    """What is to be shown of the inequalities that are claimed to be tight somewhere."""
    spoken_of = {obligation.link for obligation in obligations}
    return [_tightness(link) for name, link in form.links.items()
            if link.equality_at and name in spoken_of]  # fmt: skip


def _tightness(link: Link) -> Obligation:
    """An inequality claimed to be tight somewhere is an equality there."""
    values = dict(link.equality_at or {})
    return Vanishes(link.name, (link.statement.lhs - link.statement.rhs).subs(values))


def measure(claim: Claim, options: Options) -> Measured:
    """One run of the engine on the claim's sample; ValueError where something is never a number."""
    arm = claim.numeric
    assert arm is not None
    started = time.perf_counter()
    n = arm.samples or options.samples
    sample = arm.domain.sample(n, generator(claim, options, "sample"))
    measurement = checked(arm.engine(sample, generator(claim, options, "engine")), n)
    for key, value in measurement.values.items():
        if not np.isfinite(value).any():
            raise ValueError(f"measured values of {key} must be numbers, but none is")
    return Measured(measurement, n, time.perf_counter() - started)


def read_off(claim: Claim, links: Sequence[Link], found: Measured) -> Numeric:
    """What a measurement says of `links`."""
    assert claim.numeric is not None
    started = time.perf_counter()
    measured, n = found.measurement, found.n
    outcomes = {link.name: outcome_of(claim.numeric, link, measured, n) for link in links}
    return Numeric(outcomes, measured, n, found.seconds + time.perf_counter() - started)


def run_numeric(claim: Claim, links: Sequence[Link], options: Options) -> Numeric:
    """The numeric arm on `links`: one run of the engine, every link evaluated on it."""
    return read_off(claim, links, measure(claim, options))


def outcome_of(arm: NumericArm, link: Link, measured: Measurement, n: int) -> Outcome:
    """What a measurement of n points says of a link; whole expressions may leave it undecided."""
    if undecided(link, measured, n, arm.tolerance, arm.floor):
        return "undecided"
    return "holds" if passes(arm, link, measured, n) else "fails"


def passes(arm: NumericArm, link: Link, measured: Measurement, n: int) -> bool:
    """Whether a link holds on a measurement of n points."""
    truth = fulfils(link, measured, n, arm.tolerance, arm.floor)
    return bool(truth.all() if link.quantifier == "all" else truth.any())


def exact_rows(which: str, exact: Exact) -> list[dict[str, Any]]:
    """The evidence of the exact arm as the record holds it."""
    return [
        {
            "form": which,
            "arm": "exact",
            "link": name,
            "method": decision.method,
            "outcome": decision.outcome,
            "detail": _with_witness(decision),
            "obligations": decision.obligations,
            "literal": decision.literal,
            "samples": None,
            "error": None,
            "tolerance": None,
            "seconds": exact.seconds / len(exact.decisions),
        }
        for name, decision in exact.decisions.items()
    ]


def numeric_rows(
    which: str, arm: NumericArm, links: Sequence[Link], found: Numeric
) -> list[dict[str, Any]]:
    """The evidence of the numeric arm as the record holds it."""
    rows: list[dict[str, Any]] = []
    for link in links:
        domain = "" if rows else arm.domain.describe()
        notes = (_order_note(arm, link, found), domain, found.measured.note)
        rows.append(
            {
                "form": which,
                "arm": "numeric",
                "link": link.name,
                "method": arm.method,
                "outcome": found.outcomes[link.name],
                "detail": "; ".join(filter(None, notes)),
                "obligations": 0,
                "literal": 0,
                "samples": found.n,
                "error": _largest_error(arm, link, found),
                "tolerance": arm.tolerance if link.order is None else None,
                "seconds": found.seconds / len(links),
            }
        )
    return rows


def _largest_error(arm: NumericArm, link: Link, found: Numeric) -> float | None:
    if not isinstance(link.statement, sp.Eq) or link.order is not None:
        return None
    error = float(relative_error(link.statement, found.measured, found.n, arm.floor).max())
    return error if np.isfinite(error) else None


def _order_note(arm: NumericArm, link: Link, found: Numeric) -> str:
    if link.order is None:
        return ""
    orders = measured_order(link.statement, found.measured, found.n, arm.floor)
    return f"order claimed {link.order}, lowest order measured {orders.min():.3g}"


def _with_witness(decision: Decision) -> str:
    if not decision.witness:
        return decision.detail
    point = ", ".join(f"{name} = {value}" for name, value in decision.witness)
    return f"{decision.detail} (at {point})" if decision.detail else f"at {point}"
