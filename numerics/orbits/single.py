"""One geodesic at a time, at once: events as functions, both directions, what was reached is kept.

No compilation comes before the first step. For many orbits of one metric see
``numerics.orbits.integrate``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, positive_float, whole
from numerics.orbits.geodesics import Geodesic, affine_acceleration
from numerics.spacetime.curvatures import MetricFunction

Event = Callable[[float, FloatArray, FloatArray], float]
EVALUATIONS = 100_000


@dataclass(frozen=True, eq=False)
class SinglePath:
    """A geodesic and how it ended.

    geodesic : samples, with B = 1; the last one is where it ended.  reason : "" where the end of
    the parameter was reached, else why not.  event : the number of the event that ended it, or -1.

    >>> plane = lambda x: np.diag([-1.0, 1.0]) + 0 * np.asarray(x)[..., None]
    >>> path = single_geodesic(plane, [0, 0], [1, 0.5], [0, 10])
    >>> path.reason, path.event
    ('', -1)
    """

    geodesic: Geodesic
    reason: str
    event: int


def single_geodesic(
    metric: MetricFunction,
    position: ArrayLike,
    velocity: ArrayLike,
    parameter: ArrayLike,
    *,
    events: Sequence[Event] = (),
    rtol: float = 1e-11,
    atol: float = 1e-11,
    most: int = EVALUATIONS,
) -> SinglePath:
    """Integrate ``d^2x^m/ds^2 = -Gamma^m_ab dx^a/ds dx^b/ds``, Vanchurin (7.8), by DOP853.

    position, velocity : ``(n,)`` at ``parameter[0]``; parameter : ``(T,)``, increasing or
    decreasing: backwards.  events : functions ``(s, x, u)`` of the affine parameter, the position
    and the velocity; the path ends where one changes its sign.  most : evaluations of the
    acceleration.  Where the metric or its derivatives stop being finite the path ends before, with
    the reason.  Raises ``ValueError`` for wrong shapes and a metric that is not regular at the
    start.

    >>> plane = lambda x: np.diag([-1.0, 1.0]) + 0 * np.asarray(x)[..., None]
    >>> path = single_geodesic(plane, [0, 0], [1, 0.5], [0, 10], events=[lambda s, x, u: x[1] - 2])
    >>> path.geodesic.positions[-1, 0].round(9).tolist(), path.event
    ([4.0, 2.0], 0)
    """
    from scipy.integrate import solve_ivp

    s = as_real("parameter", parameter)
    steps = np.diff(s)
    if s.ndim != 1 or len(s) < 2 or not ((steps > 0).all() or (steps < 0).all()):
        raise ValueError("`parameter` must be at least two numbers that increase or decrease.")
    x, u = as_real("position", position), as_real("velocity", velocity)
    if x.ndim != 1 or u.shape != x.shape:
        raise ValueError(
            f"`position` and `velocity` must have shape (n,), but have {x.shape} and {u.shape}."
        )
    n = len(x)
    rtol, atol = positive_float("rtol", rtol), positive_float("atol", atol)
    whole("most", most)
    count, trouble = 0, ""
    affine_acceleration(metric, x, u)  # raises where the start is not regular

    def rate(_: float, y: FloatArray) -> FloatArray:
        nonlocal count, trouble
        count += 1
        if count > most:
            trouble = f"more than {most} evaluations of the metric"
        if not trouble or count <= most:
            try:
                return np.concatenate([y[n:], affine_acceleration(metric, y[:n], y[n:])])
            except (ArithmeticError, ValueError, np.linalg.LinAlgError) as error:
                trouble = str(error)
        return np.full(2 * n, np.nan)

    def watched(event: Event) -> Callable[[float, FloatArray], float]:
        def value(at: float, y: FloatArray) -> float:
            return float(event(at, y[:n], y[n:]))

        value.terminal = True  # type: ignore[attr-defined]
        return value

    with np.errstate(all="ignore"):
        found = solve_ivp(
            rate, (s[0], s[-1]), np.concatenate([x, u]), "DOP853", dense_output=True,
            rtol=rtol, atol=atol, events=[watched(event) for event in events] or None,
        )  # fmt: skip
    end = float(found.t[-1])
    forward = s[-1] > s[0]
    kept = s[s <= end] if forward else s[s >= end]
    if kept[-1] != end:
        kept = np.append(kept, end)
    states = np.stack([np.concatenate([x, u]) if at == s[0] else found.sol(at) for at in kept])
    positions, velocities = states[:, None, :n], states[:, None, n:]
    norms = np.einsum("tbm,tbmn,tbn->tb", velocities, np.asarray(metric(positions)), velocities)
    path = Geodesic(kept, positions, velocities, kept[:, None], norms)
    if found.status == 1:
        event = next(k for k, times in enumerate(found.t_events) if len(times))
        return SinglePath(path, f"event {event}", event)
    if found.status == 0:
        return SinglePath(path, "", -1)
    what = trouble if count > most else f"the steps became too small; {trouble}".rstrip("; ")
    return SinglePath(path, what, -1)
