"""The spatial parts of the actions (3.5) and the flows that make them stationary."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_real, positive, trailing
from numerics.grid import Grid, derivative, expand, integral, numbers
from numerics.learning.functional import Functional, functional_derivative


def free_energy_action(
    p: ArrayLike,
    F: ArrayLike,
    V: ArrayLike,
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    alpha: ArrayLike,
    grid: Grid,
) -> Array:
    """Compute W2[p, F], the second line of Vanchurin (3.5) without its time derivative.

    ``W2 = integral p (D sum_k (d_k log p)^2 + gamma sum_k d_k log p d_k F
    + alpha gamma sum_k (d_k F)^2 + alpha V)``, so that ``S = integral dt (W2 - alpha integral p
    d_t F)``.

    p, F, V : ``(..., *points)``; D, gamma, alpha : numbers or ``(...)``; returns ``(...)``.
    Analytic in p and F: complex arrays pass through, as complex-step derivatives need.  p need not
    be normalised, since a functional derivative leaves the normalised densities.
    Raises ``ValueError`` for wrong shapes, non-finite values, or p with a non-positive real part.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> F = np.cos(ring.coordinates()[0])
    >>> flat = np.full(16, 1 / (2 * np.pi))
    >>> w = free_energy_action(flat, F, 0 * F, D=1.0, gamma=1.0, alpha=3.0, grid=ring)
    >>> float(w.round(9))  # alpha gamma <sin^2>
    1.5
    """
    density, energy, potential = _fields(p, F, V, grid)
    d, g, a = _parameters(D, gamma, alpha, grid, density, energy)
    log_p = np.log(density)
    total = a * potential
    for axis in range(grid.dimension):
        slope, force = derivative(log_p, grid, axis), derivative(energy, grid, axis)
        total = total + d * slope**2 + g * slope * force + a * g * force**2
    return integral(density * total, grid)


def shifted_action(
    p: ArrayLike,
    F_tilde: ArrayLike,
    V: ArrayLike,
    *,
    D: ArrayLike,
    gamma: ArrayLike,
    alpha: ArrayLike,
    grid: Grid,
) -> Array:
    """Compute W3[p, F~], the third line of Vanchurin (3.5) without its time derivative.

    ``W3 = integral p ((D - gamma / (4 alpha)) sum_k (d_k log p)^2
    + alpha gamma sum_k (d_k F~)^2 + alpha V)``.

    Arguments, shapes and errors as in ``free_energy_action``; alpha must not be 0.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> flat = np.full(16, 1 / (2 * np.pi))
    >>> w = shifted_action(flat, 0 * flat, 0 * flat + 2, D=1.0, gamma=1.0, alpha=3.0, grid=ring)
    >>> float(w.round(9))  # alpha V
    6.0
    """
    density, energy, potential = _fields(p, F_tilde, V, grid)
    d, g, a = _parameters(D, gamma, alpha, grid, density, energy)
    log_p = np.log(density)
    total = a * potential
    for axis in range(grid.dimension):
        slope, force = derivative(log_p, grid, axis), derivative(energy, grid, axis)
        total = total + (d - g / (4 * a)) * slope**2 + a * g * force**2
    return integral(density * total, grid)


def shifted_free_energy(p: ArrayLike, F: ArrayLike, *, alpha: ArrayLike, grid: Grid) -> FloatArray:
    """Compute ``F~ = F + log p / (2 alpha)``, Vanchurin (3.7), shape ``(..., *points)``.

    >>> ring = Grid((2.0,), (4,))
    >>> shifted_free_energy(np.full(4, 0.5), np.zeros(4), alpha=0.5, grid=ring).round(6)  # -log 2
    array([-0.693147, -0.693147, -0.693147, -0.693147])
    """
    density = positive("p", grid.field("p", p))
    energy = as_real("F", grid.field("F", F))
    return np.asarray(energy + np.log(density) / (2 * expand(_nonzero(alpha), grid)))


def instant_flow(
    functional: Functional, p: ArrayLike, F: ArrayLike, *, alpha: ArrayLike, grid: Grid
) -> tuple[FloatArray, FloatArray]:
    """Return ``(d_t p, d_t F)`` of the path on which ``S[p, F]`` is stationary.

    For ``S = integral dt (W[p, F] - alpha integral p d_t F)``, varying F and integrating by parts
    in time gives ``d_t p = -(1/alpha) delta W/delta F``; varying p gives
    ``d_t F = (1/alpha) delta W/delta p``.  The derivatives are taken numerically, point by point,
    of the discretised W: no Euler-Lagrange equation is written down here.

    functional : called as ``functional(p=..., F=...)``, for instance one of the actions above with
    the other arguments bound; p, F : real, ``(..., *points)``; alpha : nonzero, ``(...)``.
    Both results have shape ``(..., *points)``.  Raises ``ValueError`` as ``functional_derivative``
    does, and for a vanishing alpha or a p that is not positive.

    >>> ring = Grid((2 * np.pi,), (16,))
    >>> F = np.cos(ring.coordinates()[0])
    >>> def W(p, F): return free_energy_action(p, F, 0 * ring.coordinates()[0], D=1.0, gamma=1.0,
    ...                                        alpha=3.0, grid=ring)
    >>> by_time, _ = instant_flow(W, np.full(16, 1 / (2 * np.pi)), F, alpha=3.0, grid=ring)
    >>> bool(np.allclose(by_time, -F / np.pi))  # 2 gamma p F''
    True
    """
    return (
        density_rate(functional, p, F, alpha=alpha, grid=grid),
        energy_rate(functional, p, F, alpha=alpha, grid=grid),
    )


def density_rate(
    functional: Functional, p: ArrayLike, F: ArrayLike, *, alpha: ArrayLike, grid: Grid
) -> FloatArray:
    """The first result of `instant_flow` alone, ``d_t p``, at half the cost."""
    positive("p", grid.field("p", p))
    varied = functional_derivative(functional, {"p": p, "F": F}, "F", grid)
    return np.asarray(-varied / expand(_nonzero(alpha), grid))


def energy_rate(
    functional: Functional, p: ArrayLike, F: ArrayLike, *, alpha: ArrayLike, grid: Grid
) -> FloatArray:
    """The second result of `instant_flow` alone, ``d_t F``, at half the cost."""
    positive("p", grid.field("p", p))
    varied = functional_derivative(functional, {"p": p, "F": F}, "p", grid)
    return np.asarray(varied / expand(_nonzero(alpha), grid))


def _fields(p: ArrayLike, F: ArrayLike, V: ArrayLike, grid: Grid) -> tuple[Array, Array, Array]:
    density, energy = grid.field("p", p), grid.field("F", F)
    if (density.real <= 0).any():
        raise ValueError(f"`p` must be positive, but its minimum is {density.real.min():.6g}.")
    return density, energy, trailing("V", as_real("V", V), grid.points)


def _parameters(
    D: ArrayLike, gamma: ArrayLike, alpha: ArrayLike, grid: Grid, density: Array, energy: Array
) -> tuple[Array, Array, Array]:
    batch = np.broadcast_shapes(density.shape, energy.shape)[: -grid.dimension]
    d, g = numbers("D", D, grid, batch), numbers("gamma", gamma, grid, batch)
    return (
        expand(d, grid),
        expand(g, grid),
        expand(numbers("alpha", _nonzero(alpha), grid, batch), grid),
    )


def _nonzero(alpha: ArrayLike) -> FloatArray:
    a = as_real("alpha", alpha)
    if (a == 0).any():
        raise ValueError("`alpha` must not be 0, but it is.")
    return a
