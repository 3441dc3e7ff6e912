"""Counterexamples: the smallest point at which a form breaks, found by Hypothesis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from random import Random
from typing import Any

import hypothesis
import numpy as np
import sympy as sp
from hypothesis.errors import NoSuchExample

from proofs.checker.claim import Claim, NumericArm
from proofs.checker.domain import Sample
from proofs.checker.evaluate import Measurement, evaluate
from proofs.checker.expansion import in_words
from proofs.checker.form import Link
from proofs.checker.fulfil import fulfils, undecided
from proofs.checker.options import Options, generator

_TRIED = 4
_FEWEST, _MOST = 4, 64  # points of a profile
_ROUNDING = 1e-12
_CLEAR = 1e-2  # a counterexample should be seen with the naked eye where there is such a one


def find_counterexample(
    claim: Claim, links: Sequence[Link], evidence: Sequence[Mapping[str, Any]], options: Options
) -> dict[str, Any] | None:
    """The smallest point that breaks a form that fails: from Hypothesis, else from the exact arm.

    No point breaks a form that is claimed for some points: there the exact arm says why none will
    do.
    """
    failing = {row["link"] for row in evidence if row["outcome"] == "fails"}
    arm = claim.numeric
    if arm is not None:
        for link in links:
            if link.name in failing and link.quantifier == "all":
                found = _search(claim, arm, link, options)
                if found is not None:
                    return found
    for row in evidence:
        if row["arm"] == "exact" and row["outcome"] == "fails":
            return {
                "link": row["link"],
                "found_by": "exact",
                "values": {},
                "words": "",
                "detail": row["detail"] or row["method"],
                "profile": None,
            }
    return None


def _search(claim: Claim, arm: NumericArm, link: Link, options: Options) -> dict[str, Any] | None:
    """Known counterexamples first, then the smallest clear one, then the smallest of any size."""

    def breaks(point: Sample, tolerance: float) -> bool:
        measured = arm.engine(point, generator(claim, options, "engine"))
        if undecided(link, measured, 1, tolerance, arm.floor):
            return False
        return not bool(fulfils(link, measured, 1, tolerance, arm.floor)[0])

    for known in claim.known:
        if not breaks(_point(known), arm.tolerance):
            raise ValueError(f"{claim.key}: known counterexample {dict(known)} no longer breaks it")
    point, found_by = None, "hypothesis"
    for tolerance in (max(_CLEAR, arm.tolerance), arm.tolerance):
        if not arm.examples:
            point, found_by = (
                _simplest(arm, partial(breaks, tolerance=tolerance), options),
                "sample",
            )
            if point is not None:
                break
            continue
        try:
            point = hypothesis.find(
                arm.domain.strategy(),
                partial(breaks, tolerance=tolerance),
                settings=hypothesis.settings(
                    max_examples=arm.examples,
                    database=None,
                    deadline=None,
                    phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
                    suppress_health_check=list(hypothesis.HealthCheck),
                ),
                random=Random(options.seed),
            )
            break
        except NoSuchExample:
            continue
    if point is None:
        if not claim.known:
            return None
        point, found_by = _point(claim.known[0]), "known"
    measured = arm.engine(point, generator(claim, options, "engine"))
    return {
        "link": link.name,
        "found_by": found_by,
        "values": {name: _number(value[0]) for name, value in point.items()},
        "words": in_words(arm.domain.parameters, {n: value[0] for n, value in point.items()}),
        **_compare(link, measured),
    }


def _simplest(arm: NumericArm, breaks: Any, options: Options) -> Sample | None:
    """The first point of a small sample that breaks a form, in few digits where those will do."""
    sample = arm.domain.sample(_TRIED, np.random.default_rng(options.seed))
    for digits in (1, 6):
        for i in range(_TRIED):
            point = {name: np.round(values[i : i + 1], digits) for name, values in sample.items()}
            if arm.domain.contains(point) and breaks(point):
                return point
    return None


def _point(known: Mapping[str, object]) -> dict[str, np.ndarray[Any, Any]]:
    return {name: np.asarray(value, dtype=float)[None] for name, value in known.items()}


def _number(value: Any) -> str:
    return np.array2string(
        np.asarray(value), separator=", ", formatter={"float": lambda x: f"{x:.6g}"}
    ).replace("\n", "")


def _compare(link: Link, measured: Measurement) -> dict[str, Any]:
    """Both sides of the broken relation, where they differ most and along the axis, if it is one.

    Gives `detail` in words, and `profile`: at most 64 points of both sides, or None.
    """
    statement = link.statement
    if not isinstance(statement, sp.core.relational.Relational):
        return {"detail": "the statement is false there", "profile": None}
    with np.errstate(all="ignore"):
        sides = [np.asarray(evaluate(side, measured)[0]) for side in (statement.lhs, statement.rhs)]
        left, right = np.broadcast_arrays(*sides)
        gap = np.abs(left - right)
        if np.isnan(gap).all():
            return {"detail": "a side has no value there", "profile": None}
        worst = int(np.nanargmax(gap))
    here = left.flat[worst], right.flat[worst]
    shown = [_value(side, max(map(abs, here))) for side in here]
    return {
        "detail": f"left side {shown[0]}, right side {shown[1]} where they differ most",
        "profile": _profile(left, right, measured),
    }


def _value(value: Any, size: float) -> str:
    """A number, whose parts are zero where they are rounding beside numbers of that `size`."""
    real, imaginary = (
        0.0 if abs(part) <= _ROUNDING * size else float(part) for part in (value.real, value.imag)
    )
    if not imaginary:
        return f"{real:.6g}"
    return f"{real:.6g}{imaginary:+.6g}i" if real else f"{imaginary:.6g}i"


def _profile(
    left: np.ndarray[Any, Any], right: np.ndarray[Any, Any], measured: Measurement
) -> dict[str, Any] | None:
    """Both sides along the one axis of a single point that has more than a few places."""
    long = [axis for axis, size in enumerate(left.shape) if size > 1]
    symbols = list(measured.points)
    if len(long) != 1 or not 0 < long[0] <= len(symbols) or left.shape[long[0]] < _FEWEST:
        return None
    symbol = symbols[long[0] - 1]
    places = np.asarray(measured.points[symbol], dtype=float)
    places = places[0] if places.ndim == 2 else places
    sides = [np.asarray(side).reshape(-1) for side in (left, right)]
    if places.size != sides[0].size or not all(
        np.isrealobj(side) and np.isfinite(side).all() for side in sides
    ):
        return None
    chosen = np.unique(np.linspace(0, places.size - 1, min(_MOST, places.size)).round().astype(int))
    return {
        "axis": sp.latex(symbol),
        **{
            name: [float(f"{x:.6g}") for x in values[chosen]]
            for name, values in zip(("points", "left", "right"), (places, *sides), strict=True)
        },
    }
