"""Many geodesics at once: each with its own steps and error control, several per vector register.

An integrator is compiled once for each system (``numerics.orbits.compiled_module``); orbits wait
in a queue and take the place of those that ended.  An orbit's arithmetic is its own: the result
is bitwise independent of the other orbits, of their order and of the number of threads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import (
    FloatArray,
    IntArray,
    increasing,
    one_of,
    positive_float,
    whole,
)
from numerics.chunks import Progress, map_chunks
from numerics.memory import refuse_beyond
from numerics.orbits._lanes import BROKEN
from numerics.orbits.compiled_module import Advance, integrator
from numerics.orbits.step_source import Layout

STATUS = ("", "reached the end", "event", "step too small", "too many steps")
SIGNS = {"timelike": -1, "null": 0, "spacelike": 1}
DIFFERENCE = 1e-6
ROUNDING = 1e-12
CHUNK = 1024  # orbits; their last few leave lanes idle


@dataclass(frozen=True, eq=False)
class System:
    """A first-order system y' = f(s, y), one orbit being one vector y of N numbers.

    right_side : function of numbers compiled by numba, ``(s, *active, *constant, *parameters)`` to
    the derivatives of the active and the passive variables; active, passive, constant : positions
    in y of the variables that enter the right side, that do not, and whose derivative is zero.
    monitors : compiled function ``(s, *active, *passive, *constant, *parameters)`` of conserved
    quantities, called ``names``; ``"norm"`` is g(u, u).  Both live in one importable module.

    >>> System(None, None, active=(0, 1), passive=(2,), constant=(3,), names=()).size
    4
    """

    right_side: Any
    monitors: Any
    active: tuple[int, ...]
    passive: tuple[int, ...]
    constant: tuple[int, ...]
    names: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of variables N."""
        return len(self.active) + len(self.passive) + len(self.constant)


@dataclass(frozen=True)
class Crossing:
    """Variable ``variable`` of the state passes ``level``: rising (+1), falling (-1) or both (0).

    barrier : orbits must start on the side from which the level is to be passed.  A step that
    passes the level twice hides both.

    >>> Crossing(1, 2.0, direction=-1)  # variable 1 falls through 2
    Crossing(variable=1, level=2.0, direction=-1, barrier=False)
    """

    variable: int
    level: float
    direction: int = 0
    barrier: bool = False


def horizon(variable: int, level: float) -> Crossing:
    """The variable, a radius, falls to ``level``; a start below it is an error.

    >>> horizon(1, 2.0)
    Crossing(variable=1, level=2.0, direction=-1, barrier=True)
    """
    return Crossing(variable, level, -1, barrier=True)


def box(variable: int, low: float, high: float) -> tuple[Crossing, Crossing]:
    """The variable leaves ``[low, high]``; a start outside is an error.

    >>> [(wall.level, wall.direction) for wall in box(1, 0.0, 3.0)]
    [(0.0, -1), (3.0, 1)]
    """
    return Crossing(variable, low, -1, barrier=True), Crossing(variable, high, 1, barrier=True)


def turning_point(variable: int, direction: int = 0) -> Crossing:
    """The variable, a momentum or velocity, changes its sign.

    >>> turning_point(5, direction=1).level
    0.0
    """
    return Crossing(variable, 0.0, direction)


@dataclass(frozen=True, eq=False)
class Orbits:
    """B orbits of N variables.

    final : last states, ``(B, N)``; parameter : where they were reached, ``(B,)``; status : indices
    into ``STATUS``, ``(B,)``; event : which event ended the orbit, or -1, ``(B,)``; steps :
    accepted and rejected, ``(B, 2)``; conserved : the monitored quantities at the start,
    ``(B, M)``; drift : their largest change at any step, ``(B, M)``; samples : states at the T
    times asked for, ``(B, T, N)``, nan behind the end of an orbit.

    >>> from numerics.orbits.field_table import field_table
    >>> x = np.linspace(0.0, 4.0, 11)
    >>> flat = field_table([[0.0], x], np.broadcast_to(np.diag([-1.0, 1.0]), (1, 11, 2, 2)))
    >>> light = flat.starts([[0.0, 1.0]], [[-1.0, 1.0]])
    >>> wall = Crossing(1, 3.0, direction=1)
    >>> found = integrate(flat.system(), light, 0.0, 9.0, parameters=flat.parameters, events=[wall])
    >>> STATUS[found.status[0]], found.parameter.round(9)  # two units of length further
    ('event', array([2.]))
    """

    final: FloatArray
    parameter: FloatArray
    status: IntArray
    event: IntArray
    steps: IntArray
    names: tuple[str, ...]
    conserved: FloatArray
    drift: FloatArray
    samples: FloatArray


def integrate(
    system: System,
    start: ArrayLike,
    first: float,
    last: float,
    *,
    parameters: Sequence[Any] = (),
    rtol: float = 1e-12,
    atol: float | None = None,
    events: Sequence[Crossing] = (),
    times: ArrayLike | None = None,
    kind: str | None = None,
    most_steps: int = 1_000_000,
    workers: int = 1,
    limit: float | None = None,
    progress: Progress | None = None,
) -> Orbits:
    """Integrate all orbits from ``first`` to ``last`` by DOP853 with lanes, errors per orbit.

    start : ``(B, N)``; parameters : numbers or arrays handed to the right side; rtol, atol : bounds
    of the local error ``atol + rtol |y|`` (atol is rtol by default); times : ``(T,)``, increasing,
    for dense output of order 7; kind : ``"timelike"``, ``"null"`` or ``"spacelike"``, checked
    against the monitored norm; workers, progress : as in ``numerics.chunks.map_chunks``; limit :
    bytes of memory, as in ``numerics.memory.refuse_beyond``.

    Memory: twice the result, 8 bytes for each of its numbers.  Raises ``ValueError`` naming the
    orbit for a start that is not finite, lies where the right side is not finite, lies behind a
    barrier (inside a horizon), or has another causal type; for bad shapes or tolerances;
    ``BeyondMemoryError`` with the number of bytes.

    >>> from numerics.orbits.field_table import field_table
    >>> x = np.linspace(0.0, 4.0, 11)
    >>> flat = field_table([[0.0], x], np.broadcast_to(np.diag([-1.0, 1.0]), (1, 11, 2, 2)))
    >>> start = flat.starts([[0.0, 1.0]], [[-1.25, 0.75]])  # velocity 3 / 5
    >>> found = integrate(flat.system(), start, 0.0, 2.0, parameters=flat.parameters)
    >>> found.final[0, :2].round(9), bool(found.drift[0, 0] < 1e-12)
    (array([2.5, 2.5]), True)
    """
    y = _start(system, start)
    rtol = positive_float("rtol", rtol)
    atol = rtol if atol is None else positive_float("atol", atol)
    if not (np.isfinite(first) and np.isfinite(last) and last > first):
        raise ValueError(f"`last` must be above `first` = {first:.6g}, but it is {last:.6g}.")
    at = np.zeros(0) if times is None else increasing("times", times)
    if at.size and (at[0] < first or at[-1] > last):
        raise ValueError(
            f"`times` must lie between {first:.6g} and {last:.6g}, but run from {at[0]:.6g} to "
            f"{at[-1]:.6g}."
        )
    order = [*system.active, *system.passive]
    _outside(y, events, order)
    columns = _columns(system, at.size)
    bytes_needed = 16.0 * len(y) * columns["samples"].stop
    refuse_beyond(bytes_needed, limit, f"{len(y)} orbits with {at.size} samples each")
    layout = Layout(
        len(system.active),
        len(system.passive),
        len(system.constant),
        len(parameters),
        len(system.names),
    )
    advance = integrator(system.right_side, system.monitors, layout)
    rows = np.array([[order.index(e.variable), e.direction] for e in events], dtype=np.int64)
    levels = np.array([e.level for e in events], dtype=float)
    shared = (tuple(parameters), rows.reshape(-1, 2), levels)

    def run(some: FloatArray, most: int, at: FloatArray) -> FloatArray:
        return _run(advance, system, some, (first, last, rtol, atol, most), shared, at)

    def once(some: FloatArray) -> Orbits:
        return _unpacked(run(some, 1, np.zeros(0)), system, 0)

    tried = once(y)
    _check_starts(tried, kind)
    if kind is not None:
        _check_kind(system, y, tried, kind, once)
    most = whole("most_steps", most_steps)
    found = map_chunks(
        lambda some: run(some, most, at), y, chunk_size=CHUNK, workers=workers, progress=progress
    )
    return _unpacked(found, system, at.size)


def _columns(system: System, samples: int) -> dict[str, slice]:
    """Where each field of ``Orbits`` stands in a row of numbers."""
    sizes = {"final": system.size, "parameter": 1, "status": 1, "event": 1, "steps": 2}
    sizes |= {"conserved": len(system.names), "drift": len(system.names)}
    sizes |= {"samples": samples * system.size}
    ends = accumulate(sizes.values())
    return {
        name: slice(end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)
    }


def _run(
    advance: Advance,
    system: System,
    y: FloatArray,
    numbers: tuple[float, ...],
    shared: tuple[Any, ...],
    times: FloatArray,
) -> FloatArray:
    """Rows of numbers, one per orbit."""
    batch, count = len(y), len(system.names)
    order, still = [*system.active, *system.passive], list(system.constant)
    ended, status = np.zeros(batch), np.zeros(batch, np.int64)
    event, steps = np.full(batch, -1), np.zeros((batch, 2), np.int64)
    values, drift = np.zeros((batch, count)), np.zeros((batch, count))
    samples = np.full((batch, len(times), len(order)), np.nan)
    last = np.ascontiguousarray(y[:, order])
    advance(
        last.copy(), np.ascontiguousarray(y[:, still]), *numbers, *shared, times, last, ended,
        status, event, steps, values, drift, samples,
    )  # fmt: skip
    final = y.copy()
    final[:, order] = last
    path = np.empty((batch, len(times), system.size))
    path[..., order], path[..., still] = samples, y[:, None, still]
    ends = np.stack([ended, status, event], axis=1)
    return np.concatenate([final, ends, steps, values, drift, path.reshape(batch, -1)], axis=1)


def _unpacked(rows: FloatArray, system: System, samples: int) -> Orbits:
    part = {name: rows[:, place] for name, place in _columns(system, samples).items()}
    return Orbits(
        part["final"],
        part["parameter"][:, 0],
        part["status"][:, 0].astype(np.int64),
        part["event"][:, 0].astype(np.int64),
        part["steps"].astype(np.int64),
        system.names,
        part["conserved"],
        part["drift"],
        part["samples"].reshape(len(rows), samples, system.size),
    )


def _start(system: System, start: ArrayLike) -> FloatArray:
    y = np.asarray(start, dtype=float)
    if y.ndim != 2 or y.shape[1] != system.size or not len(y):
        raise ValueError(f"`start` must have shape (B, {system.size}), but its shape is {y.shape}.")
    bad = ~np.isfinite(y).all(axis=1)
    if bad.any():
        k = int(bad.argmax())
        raise ValueError(f"`start` must be finite, but orbit {k} starts at {y[k].tolist()}.")
    return y


def _outside(y: FloatArray, events: Sequence[Crossing], moving: Sequence[int]) -> None:
    for e in events:
        if e.variable not in moving:
            raise ValueError(
                f"`events` must name variables among {sorted(moving)}, which are integrated, but "
                f"one names {e.variable}."
            )
        behind = e.direction * (y[:, e.variable] - e.level) >= 0
        if e.barrier and behind.any():
            k, side = int(behind.argmax()), "below" if e.direction > 0 else "above"
            raise ValueError(
                f"`start` must lie {side} the event at {e.level:.6g}, but variable {e.variable} of "
                f"orbit {k} is {y[k, e.variable]:.6g}."
            )


def _check_starts(tried: Orbits, kind: str | None) -> None:
    broken = (tried.status == BROKEN) | ~np.isfinite(tried.conserved).all(axis=1)
    if broken.any():
        k = int(broken.argmax())
        raise ValueError(
            "`start` must lie where the metric is regular, but the equations of orbit "
            f"{k} are not finite there: {tried.final[k].tolist()}."
        )
    if kind is None:
        return
    one_of("kind", kind, tuple(SIGNS))
    if "norm" not in tried.names:
        raise ValueError("`kind` must be None for a system that does not monitor its norm.")


def _check_kind(
    system: System, y: FloatArray, tried: Orbits, kind: str, once: Callable[[FloatArray], Orbits]
) -> None:
    """Whether the norms have the sign wanted; 0 is what rounding of the start can make of it.

    That is a part of the sum of |y_i d(norm)/dy_i|: units and origins of coordinates that the
    metric does not contain play no role.
    """
    place = tried.names.index("norm")
    norm = tried.conserved[:, place]
    size = np.zeros(len(y))
    for i in range(system.size):
        moved = y.copy()
        moved[:, i] *= 1 + DIFFERENCE
        change = once(moved).conserved[:, place] - norm
        size += np.where(np.isfinite(change), np.abs(change), 0.0) / DIFFERENCE
    size *= ROUNDING
    wrong = np.where(np.abs(norm) <= size, 0, np.sign(norm)) != SIGNS[kind]
    if wrong.any():
        k = int(wrong.argmax())
        raise ValueError(f"`start` must be {kind}, but orbit {k} has the norm {norm[k]:.6g}.")
