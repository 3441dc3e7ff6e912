"""The Fokker-Planck equation (3.1) by implicit steps of any length, one axis after the other."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import ceil, isclose, prod

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing, positive_float, whole
from numerics.density.fokker_planck import FokkerPlanckRun, with_budget
from numerics.density.line_solver import SDIRK2, SDIRK4, Diagonal, advance, factor
from numerics.density.rates import Boundary, Rates, check_periodic, hopping_rates, medium
from numerics.grid import Grid, check_density
from numerics.learning.entropies import entropy_production
from numerics.memory import refuse_beyond

Sweep = tuple[int, float]  # an axis, and the share of the step it is advanced by


def evolve_density_implicit(
    density: ArrayLike,
    free_energy: ArrayLike,
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    grid: Grid,
    times: ArrayLike,
    dt: float,
    drift: ArrayLike | None = None,
    boundary: Boundary = "periodic",
    workers: int = 1,
    memory: float | None = None,
) -> FokkerPlanckRun:
    """Solve ``dp/dt = sum_k d_k (D d_k p + gamma p d_k F - b_k p)``, Vanchurin (3.1), static F.

    Arguments and fluxes are those of ``fokker_planck.evolve_density``, which also takes an F that
    changes and suits short times; here steps may exceed the explicit limit ``h^2 / (2 K D)`` at
    will.
    dt : the longest step; every interval of ``times`` is cut into equal steps;
    workers : threads that share the lines of the grid; the result is bitwise the same for each;
    memory : bytes that the run may add to its input, by default half of what is free.

    In one dimension an L-stable Runge-Kutta method of order 4 (five tridiagonal solves a step); in
    two and three the axes alternate (Strang), each with a method of order 2.  Mass is kept to
    rounding, and ``exp(-gamma F / D)`` is stationary to rounding for every dt, since detailed
    balance holds for each axis alone.  p stays positive: a cell that a step would empty keeps a
    thousandth of what the first stage, positive by construction, left in it, and its neighbours on
    the line pay for it, so that no more mass moves than the error of the step.
    Memory: about ``2 T + 7 K + 15`` arrays of the size of ``density``.
    Raises ``ValueError`` as ``fokker_planck.evolve_density`` does and for fewer than 3 points on an
    axis, and ``BeyondMemoryError`` with the number of bytes before it allocates more than
    ``memory``.

    >>> ring = Grid((2 * np.pi,), (64,))
    >>> x = ring.coordinates()[0]
    >>> how = {"D": 0.5, "gamma": 1.0, "grid": ring, "times": [0.0, 1.0]}
    >>> run = evolve_density_implicit((1 + 0.5 * np.cos(x)) / (2 * np.pi), 0 * x, dt=0.1, **how)
    >>> round(float(run.density[-1].max() * 2 * np.pi - 1), 3)  # exp(-D t) / 2
    0.303
    """
    clock = increasing("times", times)
    positive_float("dt", dt)
    whole("workers", workers)
    if min(grid.points) < 3:
        raise ValueError(f"`grid` must have 3 points on each axis, but it has {grid.points}.")
    p = check_density("density", density, grid)
    F = as_real("free_energy", grid.field("free_energy", free_energy))
    if boundary == "periodic":
        check_periodic("free_energy", F, grid)
    batch = np.broadcast_shapes(p.shape, F.shape)
    matter = medium(D, gamma, drift, boundary, grid, batch[: -grid.dimension])
    shape = np.broadcast_shapes(batch, matter.shape)
    arrays = 2 * clock.size + 7 * grid.dimension + 15
    refuse_beyond(8 * prod(shape) * arrays, memory, f"a run of shape {shape}")
    p = np.broadcast_to(p, shape).copy()
    rates = hopping_rates(F, matter)
    method = SDIRK4 if grid.dimension == 1 else SDIRK2
    snapshots, taken, known = [p.copy()], 0, 0.0
    with ThreadPoolExecutor(workers) as pool:
        for start, end in pairwise(clock):
            steps = ceil((end - start) / dt * (1 - 1e-12))
            step = float(end - start) / steps
            if not isclose(step, known, rel_tol=1e-12):
                factors, known = _factors(rates, p.shape, step, method, grid.dimension), step
            for axis, share, count in _sweeps(grid.dimension, steps):
                _sweep(p, axis, factors[axis, share], method, count, pool, workers)
            snapshots.append(p.copy())
            taken += steps
    production = [
        entropy_production(q, F, D=D, gamma=gamma, grid=grid, boundary=boundary) for q in snapshots
    ]
    return with_budget(clock, snapshots, production, taken, grid)


def _sweeps(dimension: int, steps: int) -> list[tuple[int, float, int]]:
    """Return (axis, share of the step, repetitions) in order; the first axis is merged at seams."""
    if dimension == 1:
        return [(-1, 1.0, steps)]
    inner = [(axis, 0.5, 1) for axis in range(1 - dimension, -1)]
    middle = [*inner, (-1, 1.0, 1), *inner]
    seams = [(-dimension, 0.5, 1), *[(-dimension, 1.0, 1)] * (steps - 1)]
    return [*(sweep for seam in seams for sweep in (seam, *middle)), (-dimension, 0.5, 1)]


def _factors(
    rates: Rates, shape: tuple[int, ...], step: float, method: Diagonal, dimension: int
) -> dict[Sweep, FloatArray]:
    """Factorise every sweep that a run needs."""
    result = {}
    for axis, share in {(axis, share) for axis, share, _ in _sweeps(dimension, 2)}:
        right, left, loss = (np.broadcast_to(rate, shape) for rate in rates[axis])
        left = np.roll(left, 1, axis)  # to the left out of a cell, not into it
        scale = method.gamma * share * step
        lines = (_lines(scale * rate, axis) for rate in (right, left, loss))
        result[axis, share] = factor(*lines)
    return result


def _lines(field: FloatArray, axis: int) -> FloatArray:
    """Return the lines along one axis as the rows of a contiguous matrix, a view if it can be."""
    moved = np.moveaxis(field, axis, -1)
    return np.ascontiguousarray(moved).reshape(-1, moved.shape[-1])


def _sweep(
    p: FloatArray,
    axis: int,
    factors: FloatArray,
    method: Diagonal,
    count: int,
    pool: ThreadPoolExecutor,
    workers: int,
) -> None:
    """Advance all lines along one axis, in place."""
    lines = _lines(p, axis)
    parts = np.array_split(np.arange(len(lines)), workers)
    shares = [slice(part[0], part[-1] + 1) for part in parts if part.size]
    table = method.matrix()

    def task(share: slice) -> None:
        advance(lines[share], factors[share], table, method.gamma, count)

    # a pool starts its threads when it is first used
    list(map(task, shares) if workers == 1 else pool.map(task, shares))
    if axis != -1:
        moved = np.moveaxis(p, axis, -1)
        moved[...] = lines.reshape(moved.shape)
