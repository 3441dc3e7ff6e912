"""Geodesics of any metric function, vectorised over orbits that each keep their own step.

Slower than compiled right sides: Christoffel symbols by complex step at every stage, NumPy over all
orbits that still run.  Coefficients as in ``numerics.orbits.step_source``.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate._ivp import dop853_coefficients as table

from numerics._checks import Array, FloatArray, as_real, increasing, positive_float
from numerics.orbits._lanes import ENDED, EXHAUSTED, STALLED, STOPPED
from numerics.orbits.geodesics import affine_acceleration
from numerics.orbits.integrate import Crossing, Orbits
from numerics.spacetime.curvature import MetricFunction

Rate = Callable[[FloatArray], FloatArray]


def function_orbits(
    metric: MetricFunction,
    start: ArrayLike,
    first: float,
    last: float,
    *,
    rtol: float = 1e-11,
    atol: float | None = None,
    events: Sequence[Crossing] = (),
    times: ArrayLike | None = None,
    most_steps: int = 100_000,
) -> Orbits:
    """Integrate Vanchurin (7.8) for B orbits of a metric function, each with its own step.

    metric : analytic, ``(..., n) -> (..., n, n)``; start : ``(x^m, u^m)``, ``(B, 2 n)``; times :
    ``(T,)``, at which steps end; events as in ``numerics.orbits.integrate``, located by
    repeated shorter steps.  The norm g(u, u) is monitored.  Memory: 14 states and n**3 numbers
    per orbit.
    Raises ``ValueError`` naming the orbit where the metric is not finite at the start, for wrong
    shapes and tolerances.
    """
    y = as_real("start", start)
    if y.ndim != 2 or y.shape[1] % 2 or not y.size:
        raise ValueError(f"`start` must have shape (B, 2 n), but its shape is {y.shape}.")
    if not last > first:
        raise ValueError(f"`last` must be above `first` = {first:.6g}, but it is {last:.6g}.")
    rtol = positive_float("rtol", rtol)
    atol = rtol if atol is None else positive_float("atol", atol)
    n = y.shape[1] // 2
    stops = np.zeros(0) if times is None else increasing("times", times)
    marks = np.append(stops, np.inf)
    y, batch = y.copy(), len(y)
    values = _norm(metric, y)
    if not np.isfinite(values).all():
        k = int((~np.isfinite(values)).argmax())
        raise ValueError(f"`metric` must be finite, but is not at the start of orbit {k}.")

    def rate(state: FloatArray) -> FloatArray:
        x, u = state[:, :n], state[:, n:]
        return np.concatenate([u, affine_acceleration(metric, x, u)], axis=1)

    s, h = np.full(batch, float(first)), np.full(batch, (last - first) * 1e-3)
    status, event = np.zeros(batch, np.int64), np.full(batch, -1)
    steps, cursor = np.zeros((batch, 2), np.int64), np.zeros(batch, np.int64)
    drift, samples = np.zeros(batch), np.full((batch, len(stops), 2 * n), np.nan)
    while True:
        here = (status == 0) & (marks[cursor] <= s)
        samples[here, cursor[here]] = y[here]
        cursor[here] += 1
        run = np.flatnonzero(status == 0)
        if not run.size:
            break
        goal = np.minimum(last, marks[cursor[run]])
        cut = np.minimum(h[run], goal - s[run])
        new, error = _step(rate, y[run], cut, rtol, atol)
        good = error < 1
        factor = np.clip(0.8 * np.maximum(error, 1e-300) ** -0.125, 0.2, 10.0)
        factor = np.where(np.isfinite(error), factor, 0.2)
        short = good & (cut < h[run])  # the step was cut at a stop, not by its error
        h[run] = np.where(short, np.maximum(h[run], cut * factor), cut * factor)
        steps[run, 1 - good.astype(int)] += 1
        status[run[~good & (h[run] < 1e-14 * (last - first))]] = STALLED
        now = np.where(cut >= goal - s[run], goal, s[run] + cut)
        stopped = _events(rate, events, y[run], new, cut, good, rtol, atol)
        for k, e, place, fraction in stopped:
            new[k], now[k] = place, s[run[k]] + fraction * cut[k]
            status[run[k]], event[run[k]] = STOPPED, e
        y[run[good]], s[run[good]] = new[good], now[good]
        drift = np.maximum(drift, np.abs(_norm(metric, y) - values))
        status[(status == 0) & (s >= last)] = ENDED
        status[(status == 0) & (steps.sum(axis=1) >= most_steps)] = EXHAUSTED
        over = (status != 0) & (marks[cursor] <= s)
        samples[over, cursor[over]] = y[over]
        cursor[over] += 1
    shown = values[:, None], drift[:, None]
    return Orbits(y, s, status, event, steps, ("norm",), *shown, samples)


def _norm(metric: MetricFunction, y: FloatArray) -> FloatArray:
    n = y.shape[1] // 2
    with np.errstate(all="ignore"):
        return np.asarray(np.einsum("bm,bmn,bn->b", y[:, n:], metric(y[:, :n]), y[:, n:]))


def _step(
    rate: Rate, y: FloatArray, h: Array, rtol: float, atol: float
) -> tuple[FloatArray, FloatArray]:
    """One step of each orbit and its error over the tolerance."""
    k = np.empty((table.N_STAGES, *y.shape))
    width = np.asarray(h)[:, None]
    for stage in range(table.N_STAGES):
        shift = np.tensordot(table.A[stage, :stage], k[:stage], axes=1)
        k[stage] = rate(y + width * shift)
    new = y + width * np.tensordot(table.B, k, axes=1)
    scale = atol + rtol * np.maximum(np.abs(y), np.abs(new))
    fifth, third = (
        np.square(np.tensordot(e[: len(k)], k, axes=1) / scale).sum(axis=1)
        for e in (table.E5, table.E3)
    )
    whole = np.sqrt(y.shape[1] * (fifth + 0.01 * third) + 1e-300)
    return new, np.asarray(h * fifth / whole)


def _events(
    rate: Rate,
    events: Sequence[Crossing],
    y: FloatArray,
    new: FloatArray,
    h: FloatArray,
    good: Array,
    rtol: float,
    atol: float,
) -> list[tuple[int, int, FloatArray, float]]:
    """The first event of each orbit in its step: orbit, event, state and fraction of the step."""
    first: dict[int, tuple[int, int, FloatArray, float]] = {}
    for number, e in enumerate(events):
        old, fresh = y[:, e.variable] - e.level, new[:, e.variable] - e.level
        falls, rises = (old > 0) & (fresh <= 0), (old < 0) & (fresh >= 0)
        hit = (falls & (e.direction <= 0)) | (rises & (e.direction >= 0))
        for k in map(int, np.flatnonzero(good & hit)):
            low, high, place = 0.0, 1.0, new[k]
            for _ in range(50):
                middle = (low + high) / 2
                at, _error = _step(rate, y[k : k + 1], h[k : k + 1] * middle, rtol, atol)
                if (at[0, e.variable] - e.level > 0) == (old[k] > 0):
                    low = middle
                else:
                    high, place = middle, at[0]
            if k not in first or high < first[k][3]:
                first[k] = (k, number, place, high)
    return list(first.values())
