"""The Fokker-Planck equation (3.1) by exponentially fitted finite volumes."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing, one_of, positive
from numerics.grid import Grid, check_density, expand, integral
from numerics.learning.entropy import BOUNDARIES, entropy, entropy_production, last
from numerics.memory import refuse_beyond

Rates = list[tuple[FloatArray, FloatArray]]
COURANT = 0.9  # share of the largest positivity-preserving step that is used


@dataclass(frozen=True)
class FokkerPlanckRun:
    """A solution at ``times : (T,)`` and its entropy budget.

    density : ``(T, ..., *points)``; mass, entropy (3.2) and production (the q-integral of the
    integrand of (3.4)) : ``(T, ...)``; steps : time steps taken.
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
    boundary: str = "periodic",
    memory: float | None = None,
) -> FokkerPlanckRun:
    """Solve ``dp/dt = sum_k d_k (D d_k p + gamma d_k F p)``, Vanchurin (3.1).

    density : p at ``times[0]``, positive, ``(..., *points)``, integrating to 1;
    free_energy : F on the cells, ``(..., *points)``, or a callable of the time returning that;
    D > 0 and gamma (any sign) : ``(...)``; times : ``(T,)``, increasing;
    boundary : ``"periodic"``, or ``"zero-flux"`` where points are the centres of cells and nothing
    crosses the outer faces (the "vanishing" boundary conditions of the paper).

    Fluxes are Scharfetter-Gummel: exact for a linear F between cells, so ``exp(-gamma F / D)`` is
    stationary to rounding on any grid.  Second order in space.  In time, the three-stage
    third-order strong-stability-preserving Runge-Kutta method with steps below the positivity
    limit (about ``h^2 / (2 K D)``): p stays non-negative and mass is conserved to rounding.
    Memory: about ``2 T + 8 K + 12`` arrays of the size of ``density``; at most ``memory`` bytes, by
    default half of what is free.
    Raises ``ValueError`` for a density that is not positive or normalised, non-positive D,
    non-increasing times, non-finite values or wrong shapes, and ``BeyondMemoryError`` with the
    number of bytes for a run beyond ``memory``.
    """
    one_of("boundary", boundary, BOUNDARIES)
    clock = increasing("times", times)
    p = check_density("density", density, grid)
    if (p == 0).any():
        raise ValueError("`density` must be positive everywhere, but its minimum is 0.")
    d, g = expand(positive("D", D), grid), expand(as_real("gamma", gamma), grid)

    def force(t: float) -> FloatArray:
        values = free_energy(t) if callable(free_energy) else free_energy
        return as_real("free_energy", grid.field("free_energy", values))

    shape = np.broadcast_shapes(p.shape, force(clock[0]).shape, d.shape, g.shape)
    arrays = 2 * clock.size + 8 * grid.dimension + 12
    refuse_beyond(8 * prod(shape) * arrays, memory, f"a run of shape {shape}")
    p = np.broadcast_to(p, shape).copy()

    def rates(t: float) -> Rates:
        return hopping_rates(force(t), d, g, grid, boundary)

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
    """The record of a run: its densities with their masses, entropies and productions."""
    run = np.stack(snapshots)
    return FokkerPlanckRun(
        times=times,
        density=run,
        mass=integral(run, grid),
        entropy=entropy(run, grid),
        production=np.stack(production),
        steps=steps,
    )


def _bernoulli(x: FloatArray) -> FloatArray:
    """Return ``x / (exp(x) - 1)``, 1 at zero; above 700 the value is below 1e-300."""
    safe = np.where(np.abs(x) < 1e-12, 1e-12, np.minimum(x, 700.0))
    return np.asarray(safe / np.expm1(safe))


def hopping_rates(F: FloatArray, d: FloatArray, g: FloatArray, grid: Grid, boundary: str) -> Rates:
    """Return per axis the rates of hopping over the face after each cell, to the right and back.

    F, d, g : fields that broadcast against each other, the last two from ``expand``.  The rates are
    ``(D / h^2) B(x)`` and ``(D / h^2) B(-x)``, ``B(x) = x / (exp(x) - 1)``, x the jump of
    ``gamma F / D`` over the face (Scharfetter and Gummel, IEEE Trans. Electron Devices 16 (1969)
    64), which are in detailed balance with ``exp(-gamma F / D)``; 0 on an outer zero-flux face.
    """
    result = []
    for axis, h in zip(range(-grid.dimension, 0), grid.spacing, strict=True):
        jump = g * (np.roll(F, -1, axis) - F) / d
        right, left = d / h**2 * _bernoulli(jump), d / h**2 * _bernoulli(-jump)
        if boundary == "zero-flux":
            right[last(axis)] = left[last(axis)] = 0
        result.append((right, left))
    return result


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
    leaving = sum(r + np.roll(lft, 1, axis) for (r, lft), axis in zip(rates, axes, strict=True))
    return COURANT / float(np.max(leaving))


def _change(p: FloatArray, rates: Rates) -> FloatArray:
    total = np.zeros_like(p)
    for (right, left), axis in zip(rates, range(-len(rates), 0), strict=True):
        flux = right * p - left * np.roll(p, -1, axis)
        total += np.roll(flux, 1, axis) - flux
    return total


def _step(p: FloatArray, stages: tuple[Rates, Rates, Rates], dt: float) -> FloatArray:
    first = p + dt * _change(p, stages[0])
    second = 0.75 * p + 0.25 * (first + dt * _change(first, stages[1]))
    return np.asarray(p / 3 + 2 / 3 * (second + dt * _change(second, stages[2])))
