"""The Fokker-Planck equation (3.1) by exponentially fitted finite volumes."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing
from numerics.density.rates import Boundary, Rates, check_periodic, hopping_rates, medium
from numerics.grid import Grid, check_density, integral
from numerics.learning.entropies import entropy, entropy_production
from numerics.memory import refuse_beyond

COURANT = 0.9  # share of the largest positivity-preserving step that is used


@dataclass(frozen=True)
class FokkerPlanckRun:
    """A solution at ``times : (T,)`` and its entropy budget.

    density : ``(T, ..., *points)``; mass, entropy (3.2) and production (the q-integral of the
    integrand of (3.4)) : ``(T, ...)``; steps : time steps taken.

    >>> ring = Grid((1.0,), (8,))
    >>> flat = np.ones(8)
    >>> run = evolve_density(flat, 0 * flat, D=1.0, gamma=1.0, grid=ring, times=[0.0, 0.1])
    >>> run.density.shape, run.mass.tolist()
    ((2, 8), [1.0, 1.0])
    """

    times: FloatArray
    density: FloatArray
    mass: FloatArray
    entropy: FloatArray
    production: FloatArray
    steps: int


def evolve_density(
    density: ArrayLike,
    free_energy: ArrayLike | Callable[[float], ArrayLike],
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    grid: Grid,
    times: ArrayLike,
    drift: ArrayLike | None = None,
    boundary: Boundary = "periodic",
    memory: float | None = None,
) -> FokkerPlanckRun:
    """Solve ``dp/dt = sum_k d_k (D d_k p + gamma p d_k F - b_k p)``, Vanchurin (3.1) for b = 0.

    density : p at ``times[0]``, not negative, ``(..., *points)``, integrating to 1;
    free_energy : F on the cells, ``(..., *points)``, or a callable of the time returning that; on a
    ring it is periodic;
    D > 0 and gamma (any sign) : numbers ``(...)``, one for each of the densities, or fields
    ``(..., *points)``; times : ``(T,)``, increasing;
    drift : b, a velocity that need not be a gradient, ``(K,)`` or ``(K, ..., *points)``;
    boundary : ``"periodic"``, ``"zero-flux"`` where points are the centres of cells and nothing
    crosses the outer faces (the "vanishing" boundary conditions of the paper), ``"absorbing"``
    where p is 0 on the outer faces and mass is lost, or a pair for the lower and the upper ends.

    Fluxes are Scharfetter-Gummel, see ``hopping_rates``: exact for a linear F between cells, so
    ``exp(-gamma F / D)`` is stationary to rounding on any grid where D is constant.  Second order
    in space.  In time, the three-stage third-order strong-stability-preserving Runge-Kutta method
    with steps below the positivity limit (about ``h^2 / (2 K D)``): p stays non-negative and mass
    is conserved to rounding, less what is absorbed.  The production is that of D and F, see
    ``entropy_production``.
    Memory: about ``2 T + 8 K + 12`` arrays of the size of ``density``; at most ``memory`` bytes, by
    default half of what is free.
    Raises ``ValueError`` for a density that is negative or not normalised, non-positive D, a
    coefficient that may be a field or a batch, an F that jumps where a ring closes, non-increasing
    times, non-finite values or wrong shapes, and ``BeyondMemoryError`` with the number of bytes for
    a run beyond ``memory``.

    >>> ring = Grid((2 * np.pi,), (64,))
    >>> x = ring.coordinates()[0]
    >>> start = (1 + 0.5 * np.cos(x)) / (2 * np.pi)
    >>> run = evolve_density(start, 0 * x, D=0.5, gamma=1.0, grid=ring, times=[0.0, 1.0])
    >>> wave = integral(run.density * np.cos(x), ring)
    >>> round(float(wave[1] / wave[0]), 3)  # exp(-D t)
    0.607
    """
    clock = increasing("times", times)
    p = check_density("density", density, grid)

    def force(t: float) -> FloatArray:
        values = free_energy(t) if callable(free_energy) else free_energy
        F = as_real("free_energy", grid.field("free_energy", values))
        if boundary == "periodic":
            check_periodic("free_energy", F, grid)
        return F

    batch = np.broadcast_shapes(p.shape, force(clock[0]).shape)
    matter = medium(D, gamma, drift, boundary, grid, batch[: -grid.dimension])
    shape = np.broadcast_shapes(batch, matter.shape)
    arrays = 2 * clock.size + 8 * grid.dimension + 12
    refuse_beyond(8 * prod(shape) * arrays, memory, f"a run of shape {shape}")
    p = np.broadcast_to(p, shape).copy()

    def rates(t: float) -> Rates:
        return hopping_rates(force(t), matter)

    frozen = None if callable(free_energy) else rates(clock[0])
    snapshots, steps = [p], 0
    for t, end in pairwise(clock):
        while t < end:
            stages, dt = _stages(rates, frozen, float(t), float(end), grid)
            p = _step(p, stages, dt)
            t = end if dt >= end - t else t + dt
            steps += 1
        snapshots.append(p)
    production = [
        entropy_production(q, force(t), D=D, gamma=gamma, grid=grid, boundary=boundary)
        for t, q in zip(clock, snapshots, strict=True)
    ]
    return with_budget(clock, snapshots, production, steps, grid)


def with_budget(
    times: FloatArray,
    snapshots: list[FloatArray],
    production: list[FloatArray],
    steps: int,
    grid: Grid,
) -> FokkerPlanckRun:
    """The record of a run: its densities with their masses, entropies and productions.

    >>> pair = Grid((1.0,), (2,))
    >>> run = with_budget(np.zeros(1), [np.array([2.0, 0.0])], [np.zeros(())], 0, pair)
    >>> run.mass.tolist(), run.entropy.round(6).tolist()  # 1, -log 2
    ([1.0], [-0.693147])
    """
    run = np.stack(snapshots)
    return FokkerPlanckRun(
        times=times,
        density=run,
        mass=integral(run, grid),
        entropy=entropy(run, grid),
        production=np.stack(production),
        steps=steps,
    )


def _stages(
    rates: Callable[[float], Rates], frozen: Rates | None, t: float, end: float, grid: Grid
) -> tuple[tuple[Rates, Rates, Rates], float]:
    """Return the rates of the three stages, at t, t + dt and t + dt/2, and a step they allow."""
    if frozen is not None:
        return (frozen, frozen, frozen), min(_limit(frozen, grid), end - t)
    first = rates(t)
    allowed = _limit(first, grid)
    dt = min(allowed, end - t)
    while True:
        stages = (first, rates(t + dt), rates(t + dt / 2))
        allowed = min(_limit(stage, grid) for stage in stages)
        if dt <= allowed:
            return stages, dt
        dt = min(allowed, dt / 2)


def _limit(rates: Rates, grid: Grid) -> float:
    axes = range(-grid.dimension, 0)
    leaving = sum(
        right + np.roll(left, 1, axis) + loss
        for (right, left, loss), axis in zip(rates, axes, strict=True)
    )
    return COURANT / float(np.max(leaving))


def _change(p: FloatArray, rates: Rates) -> FloatArray:
    total = np.zeros_like(p)
    for (right, left, loss), axis in zip(rates, range(-len(rates), 0), strict=True):
        flux = right * p - left * np.roll(p, -1, axis)
        total += np.roll(flux, 1, axis) - flux - loss * p
    return total


def _step(p: FloatArray, stages: tuple[Rates, Rates, Rates], dt: float) -> FloatArray:
    first = p + dt * _change(p, stages[0])
    second = 0.75 * p + 0.25 * (first + dt * _change(first, stages[1]))
    return np.asarray(p / 3 + 2 / 3 * (second + dt * _change(second, stages[2])))
