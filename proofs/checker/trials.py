"""Whether an engine measures at the points it is given, and whether its data can decide a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational

from proofs.checker.arms import Numeric, outcome_of
from proofs.checker.claim import Claim, NumericArm
from proofs.checker.domain import NARROWEST, Sample
from proofs.checker.evaluate import (
    Array,
    Measurement,
    NotMeasuredError,
    checked,
    evaluate,
    sizes,
    truth,
)
from proofs.checker.form import Form, Link
from proofs.checker.options import Options, generator

POINTS = 4
SMALL = 1e-2  # a zero below which no term is left to set the scale
ENOUGH = 0.25  # share of the points at which the sides have to be of the size of the floor
_CLOSE = 1e-6
_CLEAR = 1e-11  # an error of this size stands clear of rounding


@dataclass(frozen=True)
class _Trials:
    """An engine on the first points of the claim's sample, and on others, `n` at a time.

    `turned` has the points in the opposite order, None for an engine that draws random numbers,
    whose values cannot be compared point by point. `other` has other points and the same random
    numbers, `elsewhere` other random numbers too.
    """

    n: int
    forwards: Measurement
    turned: Measurement | None
    other: Measurement
    elsewhere: Measurement


def brief(claim: Claim, options: Options) -> Measurement:
    """What the engine measures at a few points of the claim's domain."""
    assert claim.numeric is not None
    sample = claim.numeric.domain.sample(POINTS, generator(claim, options, "sample"))
    return _run(claim, options, sample, POINTS)[0]


def numeric_faults(claim: Claim, form: Form, options: Options, found: Numeric) -> dict[str, str]:
    """By link, why a numeric arm shows nothing of it, whatever it says; empty where it may speak.

    Either the engine is at fault, for every link, or the data cannot decide a single one.
    """
    arm = claim.numeric
    assert arm is not None
    sample = arm.domain.sample(found.n, generator(claim, options, "sample"))
    trials = _trials(claim, options, sample)
    fault = _engine_fault(trials, sample) or _kept_fault(sample, found)
    if fault:
        return dict.fromkeys(form, fault)
    faults = {}
    for name, link in form.links.items():
        fault = _data_fault(arm, link, found) or _calculus_fault(link, found.measured)
        if not fault and link.quantifier == "all" and found.outcomes[name] == "holds":
            again = outcome_of(arm, link, trials.elsewhere, trials.n)
            fault = "" if again != "fails" else "it holds on one sample and fails on another"
        if fault:
            faults[name] = fault
    return faults


def _trials(claim: Claim, options: Options, sample: Sample) -> _Trials:
    assert claim.numeric is not None
    domain = claim.numeric.domain
    n = min([POINTS, *map(len, sample.values())])
    here = {name: values[:n] for name, values in sample.items()}
    there = domain.sample(n, generator(claim, options, "other sample"))
    forwards, draws = _run(claim, options, here, n)
    other, _ = _run(claim, options, there, n)
    if draws:
        elsewhere, _ = _run(claim, options, there, n, "other engine")
        return _Trials(n, forwards, None, other, elsewhere)
    back = {name: values[::-1] for name, values in here.items()}
    turned, _ = _run(claim, options, back, n)
    return _Trials(n, forwards, turned, other, other)


def _run(
    claim: Claim, options: Options, sample: Sample, n: int, purpose: str = "engine"
) -> tuple[Measurement, bool]:
    """The engine on `sample`, the random numbers those of `purpose`; whether it draws any."""
    assert claim.numeric is not None
    rng = generator(claim, options, purpose)
    before = str(rng.bit_generator.state)
    measured = checked(claim.numeric.engine(dict(sample), rng), n)
    return measured, str(rng.bit_generator.state) != before


def _engine_fault(trials: _Trials, sample: Sample) -> str:
    """What is wrong with an engine: blind to its sample, or not at the points of it.

    An engine that evaluates whole expressions without a parameter has one point only.
    """
    if trials.forwards.whole is not None and not sample:
        return ""
    if trials.turned is not None and not _follows(trials.forwards, trials.turned, trials.n):
        return "the engine's values do not follow the points of its sample"
    if not _differs(trials.forwards, trials.other, trials.n):
        return "the engine measures the same at every point"
    return ""


def _kept_fault(sample: Sample, found: Numeric) -> str:
    """A parameter of the domain that is measured, but kept where it is."""
    for key, value in _values(found.measured, found.n):
        name = key.name if isinstance(key, sp.Symbol) else ""
        if name in sample and found.n > 1 and value.shape == sample[name].shape == (found.n,):
            spread = np.max(np.abs(value - value[0]))
            if spread < NARROWEST * np.max(np.abs(value)):
                return f"the engine keeps {name} at one value"
    return ""


def _values(measured: Measurement, n: int) -> Iterator[tuple[Any, Array]]:
    """All that was measured for each point."""
    for key, value in measured.values.items():
        if np.ndim(value) and np.shape(value)[0] == n:
            yield key, np.asarray(value)


def _follows(found: Measurement, turned: Measurement, n: int) -> bool:
    """Whether the values at points in the opposite order are the same in the opposite order."""
    there = dict(_values(turned, n))
    return all(
        key in there and _agree(value, there[key][::-1], 1e-12) for key, value in _values(found, n)
    )


def _differs(found: Measurement, other: Measurement, n: int) -> bool:
    """Whether something is another at other points, by more than rounding of what is not zero."""
    there = dict(_values(other, n))
    return not all(
        key in there and _agree(value, there[key], 0.0) for key, value in _values(found, n)
    )


def _agree(one: Array, other: Array, least: float) -> bool:
    if one.shape != other.shape:
        return False
    size = np.nanmax(np.abs(one), initial=0.0)
    return np.allclose(one, other, rtol=0, atol=_CLOSE * size + least, equal_nan=True)


def _data_fault(arm: NumericArm, link: Link, found: Numeric) -> str:
    """Why the data are too small, or too few, to decide a link."""
    relations = sorted(link.statement.atoms(Relational), key=sp.default_sort_key)
    for relation in relations:
        if isinstance(relation, sp.Gt | sp.Lt):
            continue  # neither tolerance nor floor
        size = float(np.quantile(sizes(relation, found.measured, found.n), 1 - ENOUGH))
        if _is_zero_claim(relation):
            size = max(size, SMALL, _typical(found))
        if size < arm.floor:
            return f"the sides of {relation} are of size {size:.1g}, below the floor {arm.floor:g}"
    for symbol in sorted(link.statement.free_symbols, key=lambda s: s.name):
        missed = _assumption_missed(symbol, found.measured.get(symbol), arm.floor)
        if missed:
            return f"{symbol} is taken to be {missed}, but is measured not to be"
    for part in sp.And.make_args(link.statement):
        if isinstance(part, sp.Implies) and link.quantifier == "all":
            met, _ = truth(part.args[0], found.measured, found.n, arm.tolerance, arm.floor)
            if not met.any():
                return f"no point of the sample fulfils the premise {part.args[0]}"
    if link.order is not None:
        for symbol in sorted(link.statement.free_symbols, key=lambda s: s.name):
            small = _halved(found.measured.get(symbol))
            if small is not None and small**link.order < _CLEAR:
                return f"{symbol} is too small for an error of order {link.order} to be seen"
    return ""


def _assumption_missed(symbol: Any, value: Array | None, floor: float) -> str:
    """What SymPy takes a symbol to be and its measured values clearly are not, or ""."""
    if value is None:
        return ""
    least = _CLOSE * max(float(np.max(np.abs(value))), floor)
    known = {
        "real": symbol.is_real and np.any(np.abs(np.imag(value)) > least),
        "positive": symbol.is_nonnegative and np.any(np.real(value) < -least),
        "negative": symbol.is_nonpositive and np.any(np.real(value) > least),
        "an integer": symbol.is_integer and np.any(np.abs(value - np.round(value)) > least),
    }
    return next((word for word, missed in known.items() if missed), "")


def _is_zero_claim(relation: Any) -> bool:
    """Whether one side is zero and the other no sum, so that no term sets the scale."""
    return any(
        zero == 0 and not isinstance(side, sp.Add)
        for zero, side in (relation.args, relation.args[::-1])
    )


def _typical(found: Numeric) -> float:
    """The largest typical size of anything that was measured."""
    with np.errstate(all="ignore"):
        typical = [np.nanmedian(np.abs(v)) for v in found.measured.values.values() if np.size(v)]
    return float(np.max(typical, initial=0.0))


def _halved(value: Array | None) -> float | None:
    """The third value of what is halved along the last axis, None for anything else."""
    if value is None or np.ndim(value) < 2 or np.shape(value)[-1] < 3 or not np.all(value):
        return None
    if not np.allclose(value[..., 1:], value[..., :-1] / 2):
        return None
    return float(np.max(np.abs(value[..., 2])))


def _calculus_fault(link: Link, measured: Measurement) -> str:
    """Whether the derivative and the integral that an engine brings along are ones at all."""
    if measured.whole is not None:
        return ""
    for node in sorted(link.statement.atoms(sp.Derivative, sp.Integral), key=sp.default_sort_key):
        try:
            inner, _ = evaluate(node.args[0], measured)
            symbol = node.variables[0]
            act = measured.derivative if isinstance(node, sp.Derivative) else measured.integral
            once, twice, one = (act(v, symbol) for v in (inner, 2 * inner, np.ones_like(inner)))
        except NotMeasuredError:
            continue
        size = np.max(np.abs(once), initial=0.0)
        if not np.allclose(twice, 2 * once, rtol=_CLOSE, atol=_CLOSE * size):
            return f"doubled values of {node.args[0]} do not have twice the {_word(node)}"
        if isinstance(node, sp.Derivative) and np.max(np.abs(one)) > _CLOSE * max(size, 1.0):
            return f"the derivative by {symbol} of a constant is not zero"
    return ""


def _word(node: Any) -> str:
    return "derivative" if isinstance(node, sp.Derivative) else "integral"
