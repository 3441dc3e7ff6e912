"""Jacobi fields of Nielsen's metric: how a geodesic answers to a change of its initial velocity.

With ``dU = -i Y U`` the variation of ``L = U L(0) U^+`` is ``dL = -i [Y, L] + U dL(0) U^+``, that
of H is dL with the cost taken away, and ``dY/dt = dH + i [Y, H]``: the linearised Euler-Arnold
equation, integrated along a recorded geodesic by the Runge-Kutta method of order four.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray
from numerics.integrators import step
from numerics.nielsen.cost import (
    apply_cost,
    checked_hermitian,
    dagger,
    from_coefficients,
    pauli_coefficients,
)
from numerics.nielsen.euler_arnold import Geodesic


@dataclass(frozen=True)
class JacobiField:
    """Displacements Y (``dU = -i Y U``) and changes of H at ``times``, zero at the start.

    Both have shape ``(..., m, points, 2^n, 2^n)`` for m changes of the initial velocity.

    >>> from numerics.nielsen.euler_arnold import geodesic
    >>> path = geodesic(np.zeros((2, 2)), np.ones(4), steps=4)
    >>> jacobi_field(path, [[[1, 0], [0, -1]]]).displacements.shape
    (1, 3, 2, 2)
    """

    times: FloatArray
    displacements: ComplexArray
    velocities: ComplexArray


def jacobi_field(path: Geodesic, variations: ArrayLike) -> JacobiField:
    """Return the Jacobi fields that vanish at the start and begin with ``variations``.

    path : geodesics recorded at an even number of equal intervals; two of them are one step
    variations : changes of the initial Hamiltonian, shape ``(..., m, 2^n, 2^n)``

    Raises ``ValueError`` for an odd number of intervals and matrices that are not Hermitian.

    >>> from numerics.nielsen.euler_arnold import geodesic
    >>> path = geodesic(np.zeros((2, 2)), np.ones(4), steps=4)
    >>> field = jacobi_field(path, [[[1, 0], [0, -1]]])  # where nothing moves it grows as t
    >>> field.displacements[0, :, 0, 0].real.round(9).tolist()
    [0.0, 0.5, 1.0]
    """
    size = path.unitaries.shape[-1]
    first = checked_hermitian("variations", variations, size)
    points = path.times.size
    if points % 2 == 0:
        raise ValueError(
            f"`path` must hold an even number of intervals, but it holds {points - 1}."
        )
    if first.ndim < 3:
        raise ValueError(
            f"`variations` must have shape (..., m, {size}, {size}), but it is {first.shape}."
        )
    cost = path.cost if path.cost.ndim == 1 else path.cost[..., None, :]
    if path.cost.ndim > 1:
        cost = np.broadcast_to(cost, (*first.shape[:-2], size * size))
    initial, inverse, momenta = apply_cost(first, cost), 1 / cost, path.momenta
    interval = path.times[1] - path.times[0]

    def rate(k: int, y: ComplexArray) -> tuple[ComplexArray, ComplexArray]:
        u, m, now = (a[..., None, k, :, :] for a in (path.unitaries, momenta, path.hamiltonians))
        change = apply_cost(u @ initial @ dagger(u) - 1j * (y @ m - m @ y), inverse)
        return change + 1j * (y @ now - now @ y), change

    def moving(k: float, y: ComplexArray) -> ComplexArray:
        return np.asarray(interval * rate(int(k), y)[0])

    y = np.zeros_like(np.broadcast_to(first, _joined(path, first)))
    displacements, velocities = [y], [np.broadcast_to(first, y.shape)]
    for k in range(0, points - 1, 2):
        y = step(moving, k, y, 2)  # in units of the recorded points, which it takes in its stages
        displacements.append(y)
        velocities.append(rate(k + 2, y)[1])
    return JacobiField(
        path.times[::2], np.stack(displacements, axis=-3), np.stack(velocities, axis=-3)
    )


def endpoint_map(path: Geodesic) -> FloatArray:
    """Return the matrix that takes changes of H(0) to the displacement of the end.

    Shape ``(..., 4^n - 1, 4^n - 1)`` in the Pauli strings but the identity.  Where it is singular
    the end is conjugate to the start.

    >>> from numerics.nielsen.euler_arnold import geodesic
    >>> endpoint_map(geodesic(np.zeros((2, 2)), np.ones(4), steps=4)).round(12).diagonal().tolist()
    [1.0, 1.0, 1.0]
    """
    strings = from_coefficients(np.eye(path.unitaries.shape[-1] ** 2)[1:])
    every = np.broadcast_to(strings, (*path.unitaries.shape[:-3], *strings.shape))
    ends = jacobi_field(path, every).displacements[..., -1, :, :]
    return np.asarray(np.swapaxes(pauli_coefficients(ends)[..., 1:], -1, -2))


def _joined(path: Geodesic, first: ComplexArray) -> tuple[int, ...]:
    lead = np.broadcast_shapes((*path.unitaries.shape[:-3], 1), first.shape[:-2])
    return (*lead, *first.shape[-2:])
