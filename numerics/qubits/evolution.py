"""Schrodinger's equation of finite-dimensional states under Hamiltonians that change in time."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, increasing, whole
from numerics.qubits._states import as_hermitian, as_kets

Hamiltonian = ArrayLike | Callable[[float], ArrayLike]
_NODE = np.sqrt(3) / 6  # Gauss points of an interval, from its middle
_LARGE, _SMALL = 0.25 + _NODE, 0.25 - _NODE


def evolve_ket(
    psi: ArrayLike, hamiltonian: Hamiltonian, times: ArrayLike, *, steps: int = 1
) -> ComplexArray:
    """Solve ``i d_t psi = H(t) psi`` (hbar = 1) from ``times[0]`` through all ``times``.

    psi : kets ``(..., d)``; hamiltonian : Hermitian ``(d, d)``, or a callable of the time that
    returns it; times : ``(T,)``, increasing; steps : of equal length in each interval.
    Returns ``(T, ..., d)``.

    A step is two exponentials of H at the Gauss points, the commutator-free Magnus method of order
    4 (S. Blanes, P. Moan, Appl. Numer. Math. 56 (2006) 1519): the norm is kept to rounding, and the
    error falls as ``steps^-4``; none is made for a constant H.  Work: two eigenvalue problems a
    step.  Raises ``ValueError`` for kets of another norm and matrices that are not Hermitian.

    >>> X = np.array([[0, 1], [1, 0]])
    >>> flipped = evolve_ket([1, 0], X, [0, np.pi / 2])[-1]
    >>> bool(abs(flipped[1] + 1j) < 1e-12)
    True
    """
    clock, count = increasing("times", times), whole("steps", steps)
    now = as_kets("psi", psi)
    size = now.shape[-1]

    def at(time: float) -> ComplexArray:
        matrix = as_hermitian(
            "hamiltonian", hamiltonian(time) if callable(hamiltonian) else hamiltonian
        )
        if matrix.shape != (size, size):
            raise ValueError(
                f"`hamiltonian` must have shape ({size}, {size}), but its shape is {matrix.shape}."
            )
        return matrix

    path = [now]
    for begin, end in pairwise(clock):
        dt = float(end - begin) / count
        if not callable(hamiltonian):
            now = _turned(now, at(begin), dt * count)
        else:
            for k in range(count):
                middle = float(begin) + (k + 0.5) * dt
                early, late = at(middle - _NODE * dt), at(middle + _NODE * dt)
                now = _turned(now, _LARGE * early + _SMALL * late, dt)
                now = _turned(now, _SMALL * early + _LARGE * late, dt)
        path.append(now)
    return np.stack(path)


def _turned(kets: ComplexArray, hamiltonian: ComplexArray, dt: float) -> ComplexArray:
    levels, modes = np.linalg.eigh(hamiltonian)
    return np.asarray(((kets @ modes.conj()) * np.exp(-1j * dt * levels)) @ modes.T)
