"""Motion with a friction that changes in time, and the friction found from what comes to rest.

``m x'' = -h(t) x' - dV/dx``, with h constant on N equal segments of [0, T].  Source: Hashimoto's
slides, chapter 3, with the signs of Newton.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import least_squares

from numerics._checks import FloatArray, as_real, positive_float, trailing, whole
from numerics.integrators import runge_kutta

Profile = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Particle:
    """A particle in a potential: ``slope`` is dV/dx, ``stiffness`` its derivative, both of x.

    >>> spring = Particle(lambda x: x, lambda x: np.ones_like(x), duration=np.pi)
    >>> end_state([1.0, 0.0], [0.0], spring).round(4) + 0.0  # half a period
    array([-1.,  0.])
    """

    slope: Profile
    stiffness: Profile
    duration: float = 10.0
    mass: float = 1.0
    steps: int = 40

    def __post_init__(self) -> None:
        """Refuse what has no motion; ``steps`` are those of each segment."""
        positive_float("duration", self.duration)
        positive_float("mass", self.mass)
        whole("steps", self.steps)


@dataclass(frozen=True)
class Found:
    """Friction by segment ``(N,)``, distances from rest ``(n,)`` and singular values ``(N,)``.

    >>> well = Particle(lambda x: x**3, lambda x: 3 * x**2, duration=1.0)
    >>> still = find_friction([[0.0, 0.0]], [0.5], well)
    >>> still.friction.tolist(), still.distance.tolist()
    ([0.5], [0.0])
    """

    friction: FloatArray
    distance: FloatArray
    singular: FloatArray


def end_state(start: ArrayLike, friction: ArrayLike, particle: Particle) -> FloatArray:
    """x and x' at the end, ``(..., 2)``, from ``start`` ``(..., 2)`` with friction ``(N,)``.

    Runge-Kutta of order four.  A negative friction drives.  Raises ``ValueError`` where the motion
    leaves the numbers.

    >>> spring = Particle(lambda x: x, lambda x: np.ones_like(x), duration=1.0)
    >>> end_state([1.0, 0.0], [2.0], spring).round(6)  # critical damping: 2 / e, -1 / e
    array([ 0.735759, -0.367879])
    """
    return _run(start, friction, particle, sensitive=False)[0]


def sensitivity(start: ArrayLike, friction: ArrayLike, particle: Particle) -> FloatArray:
    """Derivative of the velocity at the end by the friction of each segment, ``(..., N)``.

    >>> free = Particle(lambda x: 0 * x, lambda x: 0 * x, duration=2.0)
    >>> sensitivity([0.0, 1.0], [0.0, 0.0], free).round(9)  # of v exp(-sum h dt)
    array([-1., -1.])
    """
    return _run(start, friction, particle, sensitive=True)[1][..., 2:]


def distance_from_rest(start: ArrayLike, friction: ArrayLike, particle: Particle) -> FloatArray:
    """How far ``start`` ``(..., 2)`` lies from the data that come to rest, to first order.

    The velocity at the end over the norm of its derivative by the start, ``(...)``, with its sign.
    It does not fall with friction as the velocity itself does.

    >>> spring = Particle(lambda x: x, lambda x: np.ones_like(x), duration=np.pi)
    >>> distance_from_rest([[1.0, 0.0], [1.0, 0.5]], [0.0], spring).round(4) + 0.0
    array([ 0. , -0.5])
    """
    end, slope = _run(start, friction, particle, sensitive=True)
    return np.asarray(end[..., 1] / np.hypot(slope[..., 0], slope[..., 1]))


def resting_starts(end: ArrayLike, friction: ArrayLike, particle: Particle) -> FloatArray:
    """Initial data ``(n, 2)`` that are at rest in ``end`` ``(n,)`` at the end: backwards in time.

    Backwards ``m x'' = h x' - dV/dx`` with the segments reversed.

    >>> spring = Particle(lambda x: x, lambda x: np.ones_like(x), duration=1.0)
    >>> found = resting_starts([1.0], [0.0], spring)
    >>> [round(float(v), 6) for v in found[0]]  # cos 1, sin 1
    [0.540302, 0.841471]
    """
    x = as_real("end", end)
    h = as_real("friction", friction)
    state = np.stack([x, np.zeros_like(x)], axis=-1)
    back = _run(state, -h[::-1], particle, sensitive=False)[0]
    return np.asarray(back * np.array([1.0, -1.0]))


def find_friction(
    start: ArrayLike,
    guess: ArrayLike,
    particle: Particle,
    *,
    low: float = -1.0,
    high: float = 2.0,
    smoothness: float = 0.0,
) -> Found:
    """Least squares for the friction with which all of ``start`` ``(n, 2)`` come to rest.

    Minimises ``sum distance_from_rest^2 + smoothness sum (h_k+1 - h_k)^2`` from ``guess`` ``(N,)``
    by a trust region with every h between ``low`` and ``high``.  The velocities at the end would
    not do: a large friction makes them all small.  The singular values are those of the
    derivative of the distances where the search ends: a combination of segments is known to the
    noise of the data over its singular value.  Raises ``ValueError`` for a guess that is not
    within the bounds.

    >>> well = Particle(lambda x: x**3, lambda x: 3 * x**2, duration=2.0)
    >>> start = resting_starts(np.linspace(0.5, 1.5, 5), [0.3, 0.1], well)
    >>> find_friction(start, [0.0, 0.0], well).friction.round(4)
    array([0.3, 0.1])
    """
    data, first = trailing("start", as_real("start", start), (2,)), as_real("guess", guess)
    if not low < first.min() <= first.max() < high:
        raise ValueError(
            f"`guess` must lie between {low:.6g} and {high:.6g}, but runs from {first.min():.6g} "
            f"to {first.max():.6g}."
        )
    weight = np.sqrt(float(smoothness)) * np.diff(np.eye(first.size), axis=0)

    def residual(h: FloatArray) -> FloatArray:
        return np.concatenate([distance_from_rest(data, h, particle), weight @ h])

    close = {"xtol": 1e-11, "ftol": 1e-11, "gtol": 1e-11}
    found = least_squares(residual, first, "3-point", bounds=(low, high), **close)
    values = np.zeros(first.size)
    known = np.linalg.svd(found.jac[: len(data)], compute_uv=False)
    values[: len(known)] = known
    return Found(found.x, found.fun[: len(data)], values)


def _run(
    start: ArrayLike, friction: ArrayLike, particle: Particle, *, sensitive: bool
) -> tuple[FloatArray, FloatArray]:
    state, h = trailing("start", as_real("start", start), (2,)), as_real("friction", friction)
    if h.ndim != 1 or h.size == 0:
        raise ValueError(f"`friction` must be a list of numbers, but its shape is {h.shape}.")
    count = 2 + h.size if sensitive else 0
    y = np.zeros((*state.shape[:-1], 2, 1 + count))
    y[..., 0] = state
    y[..., 1:3] = np.eye(2) if sensitive else 0.0
    span = (0.0, particle.duration / h.size)
    for segment, value in enumerate(h):

        def rate(_: float, y: FloatArray, now: int = segment, h: float = value) -> FloatArray:
            return _rate(y, h, now, particle)

        y = runge_kutta(rate, y, span, steps=particle.steps)[-1]
    return y[..., 0], y[..., 1, 1:]


def _rate(y: FloatArray, value: float, segment: int, particle: Particle) -> FloatArray:
    """Velocity of x, x' and of their derivatives by the start and by each friction."""
    x, v = y[..., 0, :], y[..., 1, :]
    push = -value * v
    push[..., 0] -= particle.slope(x[..., 0])
    if y.shape[-1] > 1:
        push[..., 1:] -= particle.stiffness(x[..., 0])[..., None] * x[..., 1:]
        push[..., 3 + segment] -= v[..., 0]
    return np.stack([v, push / particle.mass], axis=-2)
