"""The Madelung fluid (3.8)-(3.9) on a periodic box, stopped before a node of the wave."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
import scipy.fft
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_real, increasing, positive_float
from numerics.grid import Grid, check_density, gradient
from numerics.integrators import step
from numerics.memory import refuse_beyond
from numerics.waves.schrodinger import current, wave_density

Rate = Callable[[float, FloatArray], FloatArray]
RUN_FLOOR = 5e-3  # below this share of the mean the velocity near a node outgrows 64 points
WAVE_FLOOR = 1e-9  # a wave can be resolved at a node; only the quotient u loses digits there
KEEP = 2 / 3  # share of the wavenumbers kept: products of two kept waves do not alias onto them


class NodeError(ArithmeticError):
    """The density came too near to zero for a velocity to exist.

    place : coordinates of the point, ``(K,)``; time : when it happened.

    >>> near = NodeError(np.array([0.5]), 2.0, ratio=1e-4, floor=1e-2)
    >>> near.place.tolist(), near.time
    ([0.5], 2.0)
    """

    def __init__(self, place: tuple[float, ...], time: float, ratio: float, floor: float) -> None:
        """Keep place and time, and say them."""
        where = ", ".join(f"{x:.6g}" for x in place)
        super().__init__(
            f"The density must stay above {floor:.0e} of its mean, "
            f"but at ({where}) and time {time:.6g} it is {ratio:.1e} of it."
        )
        self.place, self.time = place, time


@dataclass(frozen=True)
class MadelungRun:
    """The fluid at ``times : (T,)``: ``density (T, ..., *points)``, ``velocity (T, K, ...)``.

    >>> ring = Grid((1.0,), (8,))
    >>> run = evolve_fluid(np.ones(8), np.ones((1, 8)), np.zeros(8), grid=ring, hbar=0.1, mass=1.0,
    ...                    times=[0.0, 0.1])
    >>> run.density.shape, run.velocity.shape
    ((2, 8), (2, 1, 8))
    """

    times: FloatArray
    density: FloatArray
    velocity: FloatArray
    steps: int


def evolve_fluid(
    density: ArrayLike,
    velocity: ArrayLike,
    V: ArrayLike,
    *,
    grid: Grid,
    hbar: float,
    mass: float,
    times: ArrayLike,
    safety: float = 0.5,
    floor: float = RUN_FLOOR,
    memory: float | None = None,
) -> MadelungRun:
    """Solve Vanchurin (3.8) and (3.9) for p and the K components of u.

    ``d_t p = -sum_k d_k(u_k p)`` and ``d_t u_j = -sum_k u_k d_k u_j
    - (1/M) d_j (V - (hbar^2/2M) sum_k d_k^2 sqrt(p) / sqrt(p))``; the division by sqrt(p),
    missing in print, is what the variation of (3.5) requires.

    density : positive, integrating to 1, ``(..., *points)``; velocity : ``(K, ..., *points)``, not
    necessarily a gradient; V : static, ``(..., *points)``; times : ``(T,)``, increasing.
    Spectral derivatives; the rates are cut to the lower two thirds of the wavenumbers; classical
    Runge-Kutta of order 4 with steps ``safety * 2.8 / (c hbar k^2/2M + |u| k)`` for the largest
    kept k, with ``c = (max p / min p)^(1/4)`` (found by experiment: with c = 1 short waves grow in
    the thin places) and ``safety`` at most 1.
    Memory: ``3 K^2 + 15 K + 20`` arrays of the size of ``density``, and the output twice; at most
    ``memory`` bytes, by default half of what is free.
    Accurate while p is resolved and far from zero.  Raises ``NodeError`` once p falls below
    ``floor`` of its mean: close to a node u grows beyond what the grid resolves, a little before
    the node itself.  Raises ``ValueError`` for bad input, and ``BeyondMemoryError`` with the number
    of bytes for a run beyond ``memory``.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> x = ring.coordinates()[0]
    >>> p, V = 1 / (2 * np.pi) + 0 * x, 0.01 * np.cos(x)  # a weak force on a fluid at rest
    >>> run = evolve_fluid(p, np.zeros((1, 16)), V, grid=ring, hbar=1.0, mass=1.0,
    ...                    times=[0.0, 0.01])
    >>> bool(np.abs(run.velocity[-1, 0] / 0.01 - 0.01 * np.sin(x)).max() < 1e-6)  # -V' t / M
    True
    """
    clock = increasing("times", times)
    p = check_density("density", density, grid)
    u, potential = _velocity(velocity, grid), as_real("V", grid.field("V", V))
    positive_float("hbar", hbar)
    positive_float("mass", mass)
    positive_float("floor", floor)
    if positive_float("safety", safety) > 1:
        raise ValueError(f"`safety` must not exceed 1, but it is {safety:.6g}.")
    shape = np.broadcast_shapes(p.shape, u.shape[1:], potential.shape)
    K = grid.dimension
    arrays = 3 * K**2 + 15 * K + 20 + 2 * clock.size * (K + 1)
    refuse_beyond(8 * prod(shape) * arrays, memory, f"a run of shape {shape}")
    state = np.stack([np.broadcast_to(field, shape) for field in (p, *u)])
    rate, top = _fluid_rate(potential, grid, hbar, mass, floor)

    snapshots, steps, t = [state], 0, float(clock[0])
    check_nodes(state[0], grid, floor, t)
    for end in clock[1:]:
        while t < end:
            speed = np.abs(state[1:]).sum(axis=0).max()
            contrast = (state[0].max() / state[0].min()) ** 0.25
            fastest = contrast * hbar * top**2 / (2 * mass) + speed * top
            dt = min(safety * 2.8 / fastest, float(end) - t)
            state = step(rate, t, state, dt)
            t = float(end) if t + dt >= end - 1e-14 * abs(end) else t + dt
            steps += 1
        check_nodes(state[0], grid, floor, t)
        snapshots.append(state)
    run = np.stack(snapshots)
    return MadelungRun(clock, run[:, 0], run[:, 1:], steps)


def _fluid_rate(
    V: FloatArray, grid: Grid, hbar: float, mass: float, floor: float
) -> tuple[Rate, float]:
    """Return the right-hand sides of (3.8) and (3.9), and the norm of the largest kept wave.

    Two pairs of stacked real transforms: one for the derivatives of sqrt(p), u p and u, and one
    for the gradient of the quantum pressure and the cut to the kept waves.
    """
    K, axes = grid.dimension, tuple(range(-grid.dimension, 0))
    mask, top = _filter(grid)
    slopes, squares = _derivatives(grid)
    quantum = hbar**2 / (2 * mass**2)
    force = _cut(gradient(V / mass, grid), mask, grid)

    def rate(t: float, state: FloatArray) -> FloatArray:
        p, u = state[0], state[1:]
        check_nodes(p, grid, floor, t)
        fields = np.empty((2 * K + 1, *p.shape))
        np.sqrt(p, out=fields[0])
        np.multiply(u, p, out=fields[1 : K + 1])
        fields[K + 1 :] = u
        spectrum = scipy.fft.rfftn(fields, axes=axes)
        bent = np.empty((1 + K * K, *spectrum.shape[1:]), dtype=np.complex128)
        np.multiply(spectrum[0], -quantum * squares, out=bent[0])
        for j in range(K):
            for k in range(K):
                np.multiply(spectrum[K + 1 + j], slopes[k], out=bent[1 + K * j + k])
        second = scipy.fft.irfftn(bent, grid.points, axes=axes, overwrite_x=True)
        sources = np.empty((1 + K, *p.shape))
        np.divide(second[0], fields[0], out=sources[0])
        for j in range(K):
            sources[1 + j] = sum(u[k] * second[1 + K * j + k] for k in range(K))
        change = scipy.fft.rfftn(sources, axes=axes)
        for j in range(K):
            np.subtract(slopes[j] * change[0], change[1 + j], out=change[1 + j])
        change[0] = -sum(slopes[k] * spectrum[1 + k] for k in range(K))
        change *= mask
        result: FloatArray = scipy.fft.irfftn(change, grid.points, axes=axes, overwrite_x=True)
        result[1:] -= force
        return result

    return rate, top


def check_nodes(density: FloatArray, grid: Grid, floor: float, time: float = 0.0) -> None:
    """Raise ``NodeError`` where a density ``(..., *points)`` is below ``floor`` of its mean.

    >>> check_nodes(np.array([2.0, 0.0]), Grid((1.0,), (2,)), 0.01)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    numerics.waves.madelung.NodeError: The density must stay above 1e-02 of its mean, ...
    """
    axes = tuple(range(-grid.dimension, 0))
    ratio = density / density.mean(axis=axes, keepdims=True)
    if not ratio.min() >= floor:  # also true for NaN
        worst = int(np.argmin(ratio))
        points = grid.coordinates().reshape(grid.dimension, -1)
        place = tuple(float(x) for x in points[:, worst % points.shape[1]])
        raise NodeError(place, time, float(ratio.flat[worst]), floor)


def fluid_from_wave(
    psi: ArrayLike,
    *,
    grid: Grid,
    hbar: float,
    mass: float,
    time: float = 0.0,
    floor: float = WAVE_FLOOR,
) -> tuple[FloatArray, FloatArray]:
    """Return ``p = |Psi|^2`` and ``u_k = (hbar/M) Im(d_k Psi / Psi)``, u : ``(K, ...)``.

    This is the velocity for which (3.8) follows from the Schrodinger equation of (4.3); the printed
    phase ``exp(-i F~ / hbar)`` of (4.4) together with (3.10) has the opposite sign.
    Raises ``NodeError`` where p is below ``floor`` of its mean, with ``time`` as its time.

    >>> ring = Grid((2 * np.pi,), (8,))
    >>> p, u = fluid_from_wave(np.exp(3j * ring.coordinates()[0]), grid=ring, hbar=0.5, mass=1.0)
    >>> u[0, :2].round(9)  # hbar k / M
    array([1.5, 1.5])
    """
    p = wave_density(psi, grid)
    check_nodes(p, grid, floor, time)
    return p, current(psi, grid=grid, hbar=hbar, mass=mass) / p


def _velocity(velocity: ArrayLike, grid: Grid) -> FloatArray:
    u = as_real("velocity", grid.field("velocity", velocity))
    if u.ndim <= grid.dimension or u.shape[0] != grid.dimension:
        raise ValueError(
            f"`velocity` must have first axis {grid.dimension}, but its shape is {u.shape}."
        )
    return u


def _derivatives(grid: Grid) -> tuple[list[ComplexArray], FloatArray]:
    """Return ``i k`` of each axis, Nyquist waves dropped, and ``|k|^2``, laid out as by rfftn."""
    slopes: list[ComplexArray] = []
    squares: FloatArray = np.zeros(())
    for axis, n in enumerate(grid.points):
        k = grid.wavenumbers(axis)[: n // 2 + 1 if axis == grid.dimension - 1 else n]
        squares = np.add.outer(squares, k**2)
        k[np.abs(k) == np.pi / grid.spacing[axis]] = 0
        column = k.reshape((-1,) + (1,) * (grid.dimension - 1 - axis))
        slopes.append((1j * column).astype(np.complex128))
    return slopes, squares


def _filter(grid: Grid) -> tuple[FloatArray, float]:
    """Return the mask of kept waves and the norm of the largest kept wave vector."""
    keep, top = np.ones(()), 0.0
    for axis in range(grid.dimension):
        k = np.abs(grid.wavenumbers(axis))
        k = k[: k.size // 2 + 1] if axis == grid.dimension - 1 else k
        limit = KEEP * k.max()
        top += limit**2
        keep = np.multiply.outer(keep, k <= limit)
    return keep, float(np.sqrt(top))


def _cut(fields: FloatArray, mask: FloatArray, grid: Grid) -> FloatArray:
    axes = tuple(range(-grid.dimension, 0))
    spectrum = scipy.fft.rfftn(fields, axes=axes) * mask
    return np.asarray(scipy.fft.irfftn(spectrum, grid.points, axes=axes))
