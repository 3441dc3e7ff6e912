"""The loop that keeps the lanes busy; its text is the head of every module of ``orbits_module``.

Arrays over lanes are flat: variable i of lane l is entry ``i * LANES + l``.  The functions that
raise here stand for those that ``numerics.orbits.step_source`` writes for one system.
"""

import numpy as np
from numba import njit

from numerics._checks import Array

LANES = TOTAL = 0
S = H = RATIO = GROWTH = Y = CARRY = C = NEW = REST = slice(0, 0)
HELD = VALUE = WORST = POLY = slice(0, 0)
ENDED, STOPPED, STALLED, EXHAUSTED, BROKEN = 1, 2, 3, 4, 5


def begin(work: Array, rtol: float, atol: float, params: object, limit: float) -> None:
    """Write a first step for each lane to ``ratio``, which leaves the present steps alone."""
    raise NotImplementedError


def attempt(work: Array, rtol: float, atol: float, params: object) -> None:
    """Try one step: ``new`` values, ``rest`` that sums lose, error ``ratio``, step ``growth``."""
    raise NotImplementedError


def dense(work: Array, params: object) -> None:
    """Write the interpolant of each lane's step from ``y`` to ``new`` to ``poly``."""
    raise NotImplementedError


def watch(work: Array, params: object) -> None:
    """Write conserved quantities to ``held``, their largest gap to ``value`` to ``worst``."""
    raise NotImplementedError


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def between(poly: Array, y: Array, i: int, moving: int, lane: int, x: float) -> float:
    """Variable i of a lane at the fraction x of its step."""
    value = 0.0
    for j in range(6, -1, -1):
        value = (value + poly[(j * moving + i) * LANES + lane]) * (x if j % 2 == 0 else 1.0 - x)
    return float(y[i * LANES + lane] + value)


@njit(error_model="numpy")  # type: ignore[untyped-decorator]
def crossing(poly: Array, y: Array, i: int, moving: int, lane: int, level: float) -> float:
    """Fraction of the step at which variable i passes ``level``, by bisection to rounding."""
    low, high = 0.0, 1.0
    before = y[i * LANES + lane] < level
    for _ in range(53):
        middle = 0.5 * (low + high)
        if (between(poly, y, i, moving, lane, middle) < level) == before:
            low = middle
        else:
            high = middle
    return high


@njit(nogil=True, error_model="numpy")  # type: ignore[untyped-decorator]
def advance(start: Array, constants: Array, first: float, last: float, rtol: float, atol: float,
            most: int, params: object, rows: Array, levels: Array, times: Array, final: Array,
            ended: Array, status: Array, which: Array, steps: Array, values: Array, drift: Array,
            samples: Array) -> None:  # fmt: skip
    """Integrate all orbits ``start`` (B, N) from ``first`` to ``last``; everything else is output.

    rows : (E, 2) variable and direction (-1 falling, 1 rising, 0 both) of each event, levels (E,);
    times : (T,); final (B, N), ended (B,), status (B,), which (B,) event, steps (B, 2) accepted and
    rejected, values and drift (B, M), samples (B, T, N).
    """
    orbits, moving = start.shape
    kept, count, watched = constants.shape[1], len(times), values.shape[1]
    work = np.zeros(TOTAL)
    s, h, ratio, y, c = work[S], work[H], work[RATIO], work[Y], work[C]
    carry, new, rest, held, poly = work[CARRY], work[NEW], work[REST], work[HELD], work[POLY]
    growth, value, worst = work[GROWTH], work[VALUE], work[WORST]
    lost = np.zeros(LANES)
    owner = np.full(LANES, -1)
    cursor = np.zeros(LANES, np.int64)
    failed = np.zeros(LANES, np.bool_)
    lone_h, moment = np.zeros(LANES), np.zeros(LANES)
    queue = 0
    busy = 0
    for lane in range(LANES):  # idle lanes repeat the first orbit, harmlessly
        for i in range(moving):
            y[i * LANES + lane] = start[0, i]
        for i in range(kept):
            c[i * LANES + lane] = constants[0, i]
    for lane in range(LANES):
        s[lane] = first
    refill = True
    while True:
        if refill:
            refill = False
            for lane in range(LANES):
                while owner[lane] < 0 and queue < orbits:
                    owner[lane] = queue
                    busy += 1
                    for i in range(moving):
                        y[i * LANES + lane] = start[queue, i]
                        carry[i * LANES + lane] = 0.0
                    for i in range(kept):
                        c[i * LANES + lane] = constants[queue, i]
                    s[lane], lost[lane], failed[lane], cursor[lane] = first, 0.0, False, 0
                    queue += 1
                    begin(work, rtol, atol, params, last - first)
                    h[lane] = ratio[lane]
                    watch(work, params)
                    for m in range(watched):
                        value[m * LANES + lane] = held[m * LANES + lane]
                        worst[m * LANES + lane] = 0.0
                        values[owner[lane], m] = held[m * LANES + lane]
                    while cursor[lane] < count and times[cursor[lane]] <= first:
                        for i in range(moving):
                            samples[owner[lane], cursor[lane], i] = y[i * LANES + lane]
                        cursor[lane] += 1
                    if not h[lane] > 0.0:  # the right side is not finite here
                        status[owner[lane]] = BROKEN
                        owner[lane] = -1
                        busy -= 1
            if busy == 0:
                break
        for lane in range(LANES):
            left = (last - s[lane]) - lost[lane]
            h[lane] = min(h[lane], left)
        attempt(work, rtol, atol, params)
        interpolated = False
        for lane in range(LANES):
            orbit = owner[lane]
            error = ratio[lane]
            if orbit < 0:
                h[lane] = 0.0
                continue
            step = h[lane]
            factor = growth[lane]
            if not error < 1.0:
                steps[orbit, 1] += 1
                failed[lane] = True
                lone_h[lane] = step * factor
                smallest = 4e-15 * max(abs(s[lane]), abs(last - first) * 1e-3)
                out = STALLED if lone_h[lane] < smallest else 0
                moment[lane] = s[lane]
            else:
                steps[orbit, 0] += 1
                reach = (last - s[lane]) - lost[lane]
                z = step + lost[lane]
                now = s[lane] + z if step < reach else last
                lost[lane] = z - (now - s[lane])
                out = 0 if now < last else ENDED
                fraction = 1.0
                for e in range(len(levels)):
                    i = rows[e, 0]
                    old, fresh = y[i * LANES + lane], new[i * LANES + lane]
                    falls = old > levels[e] and fresh <= levels[e] and rows[e, 1] <= 0
                    rises = old < levels[e] and fresh >= levels[e] and rows[e, 1] >= 0
                    if falls or rises:
                        if not interpolated:
                            dense(work, params)
                            interpolated = True
                        found = crossing(poly, y, i, moving, lane, levels[e])
                        if out != STOPPED or found < fraction:
                            out, fraction, which[orbit] = STOPPED, found, e
                begun = s[lane]
                until = now if out != STOPPED else begun + fraction * step
                while cursor[lane] < count and times[cursor[lane]] <= until:
                    if not interpolated:
                        dense(work, params)
                        interpolated = True
                    x = (times[cursor[lane]] - begun) / step
                    for i in range(moving):
                        samples[orbit, cursor[lane], i] = between(poly, y, i, moving, lane, x)
                    cursor[lane] += 1
                if out == STOPPED:
                    for i in range(moving):
                        new[i * LANES + lane] = between(poly, y, i, moving, lane, fraction)
                moment[lane] = until
                lone_h[lane] = step * (min(factor, 1.0) if failed[lane] else factor)
                failed[lane] = False
            if out == 0 and steps[orbit, 0] + steps[orbit, 1] >= most:
                out = EXHAUSTED
            status[orbit] = out
        for lane in range(LANES):
            taken = ratio[lane] < 1.0 and owner[lane] >= 0
            if taken:
                s[lane] = moment[lane]
            h[lane] = lone_h[lane]
        for i in range(moving):
            for lane in range(LANES):
                place = i * LANES + lane
                taken = ratio[lane] < 1.0
                y[place] = new[place] if taken else y[place]
                carry[place] = rest[place] if taken else carry[place]
        if watched > 0:
            watch(work, params)
        for lane in range(LANES):
            orbit = owner[lane]
            if orbit >= 0 and status[orbit] != 0:
                for m in range(watched):
                    drift[orbit, m] = worst[m * LANES + lane]
                ended[orbit] = s[lane]
                for i in range(moving):
                    final[orbit, i] = y[i * LANES + lane]
                owner[lane] = -1
                busy -= 1
                refill = True
