"""Checks of quantum states shared by the engines: one ``ValueError`` sentence with the value."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, as_array

SLACK = 1e-9  # norms, traces, Hermiticity and negative eigenvalues of states are checked to this


def as_kets(name: str, value: ArrayLike) -> ComplexArray:
    """Return ``value`` as normalised kets ``(..., d)``, or raise ``ValueError``."""
    kets = as_array(name, value).astype(np.complex128, copy=False)
    if kets.ndim == 0 or kets.shape[-1] < 2:
        raise ValueError(f"`{name}` must have shape (..., d), d > 1, but it is {kets.shape}.")
    norm = np.linalg.norm(kets, axis=-1)
    if (np.abs(norm - 1) > SLACK).any():
        worst = norm.flat[int(np.abs(norm - 1).argmax())]
        raise ValueError(f"`{name}` must have norm 1, but its norm is {worst:.9g}.")
    return kets


def as_hermitian(name: str, value: ArrayLike) -> ComplexArray:
    """Return ``value`` as Hermitian matrices ``(..., d, d)``, or raise ``ValueError``."""
    matrix = as_array(name, value).astype(np.complex128, copy=False)
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2] or not matrix.shape[-1]:
        raise ValueError(f"`{name}` must have shape (..., d, d), but its shape is {matrix.shape}.")
    gap = np.abs(matrix - np.swapaxes(matrix, -1, -2).conj())
    if (gap > SLACK * max(1.0, float(np.abs(matrix).max()))).any():
        i, j = np.unravel_index(int(gap.argmax()), gap.shape)[-2:]
        raise ValueError(
            f"`{name}` must be Hermitian, but entries ({i}, {j}) and ({j}, {i}) are "
            f"{gap.max():.1e} off."
        )
    return matrix


def as_densities(name: str, value: ArrayLike) -> ComplexArray:
    """Return ``value`` as density matrices ``(..., d, d)``, or raise ``ValueError``."""
    rho = as_hermitian(name, value)
    trace = np.trace(rho, axis1=-2, axis2=-1).real
    if (np.abs(trace - 1) > SLACK).any():
        worst = trace.flat[int(np.abs(trace - 1).argmax())]
        raise ValueError(f"`{name}` must have trace 1, but its trace is {worst:.9g}.")
    least = np.linalg.eigvalsh(rho)[..., 0].min(initial=0.0)
    if least < -SLACK:
        raise ValueError(f"`{name}` must be positive, but it has the eigenvalue {least:.3g}.")
    return rho


def qubits_of(name: str, dimension: int) -> int:
    """Return n for a dimension 2^n, or raise ``ValueError``."""
    n = dimension.bit_length() - 1
    if dimension < 2 or 2**n != dimension:
        raise ValueError(f"dimension of `{name}` must be a power of two, but it is {dimension}.")
    return n


def as_subsystems(name: str, chosen: ArrayLike, count: int) -> tuple[int, ...]:
    """Return distinct subsystems out of 0 .. count - 1, or raise ``ValueError``."""
    places = tuple(int(i) for i in np.atleast_1d(np.asarray(chosen, dtype=int)))
    if len(set(places)) != len(places) or not all(0 <= i < count for i in places):
        raise ValueError(
            f"`{name}` must be distinct subsystems out of 0..{count - 1}, but it is {places}."
        )
    return places
