"""Geodesics of Nielsen's metric: the Euler-Arnold equation with a structure-preserving integrator.

``dU/dt = -i H U`` with ``dL/dt = i [L, H]``, where L is H with the cost applied.  The momentum is
carried along, ``L(t) = U L(0) U^+``, so that only U is integrated: ``dU/dt = -i H(U) U`` with
``H(U)`` the momentum with the cost taken away, by the commutator-free Lie group method of order
four of E. Celledoni, A. Marthinsen, B. Owren (2003).  U stays unitary and the spectrum of L stays
what it is, both to rounding; the energy ``<H, H>`` is kept to order four and tells the error.

Source: M. Dowling, M. Nielsen, The geometry of quantum computation (2008).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, positive_float, whole
from numerics.memory import refuse_beyond
from numerics.nielsen.cost import (
    apply_cost,
    checked_cost,
    checked_hermitian,
    dagger,
    inner,
)

_SMALL = 0.3  # of a norm, below which twelve terms of the exponential series are exact


@dataclass(frozen=True)
class Geodesic:
    """Points of geodesics from the identity, recorded at ``times``: shape ``(points,)``.

    ``unitaries`` and ``hamiltonians`` have shape ``(..., points, 2^n, 2^n)``; ``cost`` has shape
    ``(4^n,)`` or the leading axes before it.

    >>> path = geodesic(np.diag([0.5, -0.5]), np.ones(4), steps=4)
    >>> path.unitaries.shape, float(path.length)
    ((5, 2, 2), 0.5)
    """

    times: FloatArray
    unitaries: ComplexArray
    hamiltonians: ComplexArray
    cost: FloatArray

    @property
    def energy(self) -> FloatArray:
        """``<H, H>`` at every time, constant on a geodesic: shape ``(..., points)``."""
        return inner(self.momenta, self.hamiltonians)

    @property
    def length(self) -> FloatArray:
        """Length of each geodesic, ``sqrt(<H, H>)`` times the duration: shape ``(...)``."""
        return np.asarray(np.sqrt(self.energy[..., 0]) * (self.times[-1] - self.times[0]))

    @property
    def momenta(self) -> ComplexArray:
        """L, which moves by conjugation with U: shape ``(..., points, 2^n, 2^n)``."""
        return apply_cost(self.hamiltonians, _aligned(self.cost, self.hamiltonians.ndim - 2))

    @property
    def drift(self) -> FloatArray:
        """Largest relative change of the energy along each geodesic: shape ``(...)``."""
        energy = self.energy
        change = np.abs(energy - energy[..., :1]).max(axis=-1)
        return np.asarray(change / np.maximum(energy[..., 0], np.finfo(float).tiny))


def geodesic(
    velocity: ArrayLike,
    cost: ArrayLike,
    *,
    duration: float = 1.0,
    steps: int = 100,
    every: int = 1,
) -> Geodesic:
    """Return the geodesics that leave the identity with Hamiltonian ``velocity``.

    velocity : traceless Hermitian matrices ``H(0)``, shape ``(..., 2^n, 2^n)``
    cost : positive cost of every Pauli string, shape ``(4^n,)`` or with the leading axes of
        ``velocity``
    steps, every : number of equal steps, and after how many of them a point is recorded

    Work per step: 38 products of matrices and four applications of the cost.  Memory: 32 bytes
    times ``4^n`` for each recorded point and sample; more than half of what is free is refused with
    the number.

    Raises ``ValueError`` for matrices that are not Hermitian, costs that are not positive, or sizes
    that do not fit; ``BeyondMemoryError`` for too many points.

    >>> turn = geodesic(np.diag([np.pi / 2, -np.pi / 2]), [1, 4, 1, 1], steps=10)
    >>> round(float(turn.length), 9), turn.unitaries[-1].round(9).diagonal().tolist()
    (3.141592654, [-1j, 1j])
    """
    table, qubits = checked_cost(cost)
    start = checked_hermitian("velocity", velocity, 2**qubits)
    time = positive_float("duration", duration)
    whole("steps", steps)
    if steps % whole("every", every):
        raise ValueError(f"`every` must divide {steps}, but it is {every}.")
    if table.ndim > 1 and table.shape[:-1] != start.shape[:-2]:
        raise ValueError(
            f"`cost` must have shape ({4**qubits},) or the leading axes {start.shape[:-2]} of "
            f"`velocity` before it, but its shape is {table.shape}."
        )
    points = steps // every + 1
    refuse_beyond(32 * start.size * points, what="geodesic with all its recorded points")
    momentum, inverse, h = apply_cost(start, table), 1 / table, time / steps

    def hamiltonian(unitary: ComplexArray) -> ComplexArray:
        return apply_cost(unitary @ momentum @ dagger(unitary), inverse)

    now = np.broadcast_to(np.eye(2**qubits, dtype=complex), start.shape)
    unitaries, hamiltonians = [now], [start]
    for step in range(1, steps + 1):
        now = _step(now, hamiltonian, h)
        if step % every == 0:
            now = now @ (1.5 * np.eye(2**qubits) - 0.5 * dagger(now) @ now)
            unitaries.append(now)
            hamiltonians.append(hamiltonian(now))
    return Geodesic(
        np.linspace(0.0, time, points),
        np.stack(unitaries, axis=-3),
        np.stack(hamiltonians, axis=-3),
        table,
    )


def transported_momentum(path: Geodesic) -> ComplexArray:
    """Return ``U^+ L U`` at every time; constant on a geodesic, with the spectrum of L.

    path : of ``geodesic``.  Returns ``(..., points, 2^n, 2^n)``.

    >>> path = geodesic(np.array([[1.0, 0.5], [0.5, -1.0]]), [1, 4, 1, 1], steps=50)
    >>> moved = transported_momentum(path)
    >>> bool(np.abs(moved[-1] - moved[0]).max() < 1e-12)
    True
    """
    return np.asarray(dagger(path.unitaries) @ path.momenta @ path.unitaries)


def exponential(hamiltonian: ComplexArray) -> ComplexArray:
    """Return ``exp(-i H)`` of Hermitian matrices by a scaled series of degree twelve.

    Five products, and one more for each halving that brings the Frobenius norm below 0.3, where
    the first neglected term is below 3e-17.

    hamiltonian : ``(..., N, N)``.  Returns the same shape.

    >>> exponential(np.array([[np.pi, 0], [0, -np.pi]], complex)).round(12).real.tolist()
    [[-1.0, 0.0], [0.0, -1.0]]
    """
    size = float(np.sqrt((inner(hamiltonian, hamiltonian) * hamiltonian.shape[-1]).max(initial=0)))
    halvings = max(0, int(np.ceil(np.log2(size / _SMALL)))) if size > _SMALL else 0
    a = hamiltonian * (-1j / 2**halvings)
    square = a @ a
    cube, fourth = square @ a, square @ square
    low, middle, high = _blocks(a, square, cube, fourth, 1 / _FACTORIALS)
    result = fourth @ high
    result += middle
    result = fourth @ result
    result += low
    for _ in range(halvings):
        result = result @ result
    return np.asarray(result)


_FACTORIALS = np.cumprod([1.0, *range(1, 13)])


@numba.njit(cache=True, error_model="numpy")
def _blocks(a, square, cube, fourth, f):  # type: ignore[no-untyped-def]
    """Terms 0 to 3, 4 to 7 over the fourth power, and 8 to 12 over the eighth, in one pass."""
    low, middle, high = np.empty_like(a), np.empty_like(a), np.empty_like(a)
    n = a.shape[-1]
    x, x2, x3, x4 = a.ravel(), square.ravel(), cube.ravel(), fourth.ravel()
    y0, y1, y2 = low.ravel(), middle.ravel(), high.ravel()
    for k in range(x.size):
        y0[k] = x[k] + x2[k] * f[2] + x3[k] * f[3]
        y1[k] = x[k] * f[5] + x2[k] * f[6] + x3[k] * f[7]
        y2[k] = x[k] * f[9] + x2[k] * f[10] + x3[k] * f[11] + x4[k] * f[12]
    for start in range(0, x.size, n * n):
        for k in range(start, start + n * n, n + 1):
            y0[k] += 1.0
            y1[k] += f[4]
            y2[k] += f[8]
    return low, middle, high


def _step(
    now: ComplexArray, hamiltonian: Callable[[ComplexArray], ComplexArray], h: float
) -> ComplexArray:
    """One step of CF4; see Celledoni, Marthinsen, Owren (2003), table 1."""
    k1 = h * hamiltonian(now)
    half = exponential(k1 / 2) @ now
    k2 = h * hamiltonian(half)
    k3 = h * hamiltonian(exponential(k2 / 2) @ now)
    k4 = h * hamiltonian(exponential(k3 - k1 / 2) @ half)
    both = 2 * (k2 + k3)
    early = exponential((3 * k1 + both - k4) / 12)
    late = exponential((3 * k4 + both - k1) / 12)
    return np.asarray(late @ (early @ now))


def _aligned(cost: FloatArray, axes: int) -> FloatArray:
    """Costs that broadcast against matrices with ``axes`` leading axes, the last of them time."""
    return cost if cost.ndim == 1 else cost[..., None, :]
