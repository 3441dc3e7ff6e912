"""Drift and diffusion of a density through its logarithm: mass is a result, not a construction."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray, as_real, increasing
from numerics.grid import Grid, derivative, expand, laplacian, numbers
from numerics.integrators import step


def evolve_log_density(
    log_p: ArrayLike,
    velocity: ArrayLike,
    *,
    D: ArrayLike,
    grid: Grid,
    times: ArrayLike,
    safety: float = 0.6,
) -> FloatArray:
    """Solve ``d_t p = sum_k d_k (D d_k p - v_k p)`` for log p in a static velocity field.

    In ``l = log p`` the equation is ``d_t l = D (sum_k d_k^2 l + (d_k l)^2) - sum_k (d_k v_k + v_k
    d_k l)``: Vanchurin (3.1) with ``v_k = -gamma d_k F``, and (3.8) with D = 0 and v = u.  The
    density stays positive; that its integral stays 1 is up to the equation, not to the scheme.

    log_p : ``(..., *points)`` at ``times[0]``; velocity : ``(K, ..., *points)``; D : not negative,
    ``(...)``; times : ``(T,)``, increasing.  Returns log p, ``(T, ..., *points)``.
    Spectral derivatives, classical Runge-Kutta of order 4 with steps below its stability limit
    ``safety * 2.8 / (D k^2 + |v| k)`` for the largest wave vector k.
    Memory: about 10 arrays of the size of ``log_p`` and the output.
    Raises ``ValueError`` for wrong shapes, a negative D, non-increasing times, or a solution that
    leaves the floats.

    >>> line = Grid((1.0,), (8,))
    >>> flat = evolve_log_density(np.zeros(8), np.ones((1, 8)), D=1.0, grid=line, times=[0.0, 0.1])
    >>> bool(np.abs(flat).max() < 1e-12)
    True
    """
    clock = increasing("times", times)
    state = as_real("log_p", grid.field("log_p", log_p))
    v = as_real("velocity", grid.field("velocity", velocity))
    if v.ndim <= grid.dimension or v.shape[0] != grid.dimension:
        raise ValueError(
            f"`velocity` must have first axis {grid.dimension}, but its shape is {v.shape}."
        )
    batch = np.broadcast_shapes(state.shape, v.shape[1:])[: -grid.dimension]
    strength = numbers("D", D, grid, batch)
    if (strength < 0).any():
        raise ValueError(f"`D` must not be negative, but it is {strength.min():.6g}.")
    d, axes = expand(strength, grid), range(grid.dimension)
    spread = np.asarray(sum(derivative(v[k], grid, k) for k in axes))

    def rate(_: float, field: FloatArray) -> FloatArray:
        if not np.isfinite(field).all():
            return np.full_like(field, np.nan)  # a stage left the floats: the step says so
        slopes = [derivative(field, grid, k) for k in axes]
        square = sum(slope**2 for slope in slopes)
        moved = sum(v[k] * slopes[k] for k in axes)
        return np.asarray(d * (laplacian(field, grid) + square) - spread - moved)

    top = float(np.sqrt(sum(np.abs(grid.wavenumbers(k)).max() ** 2 for k in axes)))
    fastest = float(strength.max()) * top**2 + float(np.abs(v).sum(axis=0).max()) * top
    snapshots = [np.broadcast_to(state, np.broadcast_shapes(state.shape, spread.shape, d.shape))]
    for span in np.diff(clock):
        steps = max(1, int(np.ceil(span * fastest / (safety * 2.8))))
        state = snapshots[-1]
        for _ in range(steps):
            with np.errstate(over="ignore", invalid="ignore"):
                state = step(rate, 0.0, state, span / steps)
            if not np.isfinite(state).all():
                raise ValueError("`log_p` must stay finite, but the solution left the floats.")
        snapshots.append(state)
    return np.stack(snapshots)
