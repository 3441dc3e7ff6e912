"""Checks of quantum states shared by the engines: one ``ValueError`` sentence with the value."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, as_array

# Norms, traces, Hermiticity and negative eigenvalues are checked to this, which single precision
# and entries rounded to 7 digits keep; what passes is normalised and made Hermitian.
SLACK = 1e-6


def as_kets(name: str, value: ArrayLike) -> ComplexArray:
    """Return ``value`` as normalised kets ``(..., d)``, or raise ``ValueError``."""
    kets = as_array(name, value).astype(np.complex128, copy=False)
    if kets.ndim == 0 or kets.shape[-1] < 2:
        raise ValueError(f"`{name}` must have shape (..., d), d > 1, but it is {kets.shape}.")
    norm = np.linalg.norm(kets, axis=-1)
    if (np.abs(norm - 1) > SLACK).any():
        worst = norm.flat[int(np.abs(norm - 1).argmax())]
        raise ValueError(f"`{name}` must have norm 1, but its norm is {worst:.9g}.")
    return np.asarray(kets / norm[..., None])


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
    return np.asarray((matrix + np.swapaxes(matrix, -1, -2).conj()) / 2)


def as_densities(name: str, value: ArrayLike) -> ComplexArray:
    """Return states as density matrices ``(..., d, d)``, or raise ``ValueError``.

    value : density matrices ``(..., d, d)``, or kets of shape ``(d,)`` or ``(..., m, d)`` with m
    other than d; arrays whose last axes are equal are matrices.
    """
    array = as_array(name, value)
    if array.ndim == 1 or (array.ndim > 1 and array.shape[-1] != array.shape[-2]):
        kets = as_kets(name, array)
        return np.asarray(kets[..., :, None] * kets[..., None, :].conj())
    rho = as_hermitian(name, array)
    trace = np.trace(rho, axis1=-2, axis2=-1).real
    if (np.abs(trace - 1) > SLACK).any():
        worst = trace.flat[int(np.abs(trace - 1).argmax())]
        raise ValueError(f"`{name}` must have trace 1, but its trace is {worst:.9g}.")
    try:  # several times faster than the eigenvalues
        np.linalg.cholesky(rho + SLACK * np.eye(rho.shape[-1]))
    except np.linalg.LinAlgError:
        least = np.linalg.eigvalsh(rho).min()
        raise ValueError(
            f"`{name}` must be positive, but it has the eigenvalue {least:.3g}."
        ) from None
    return np.asarray(rho / trace[..., None, None])


def qubits_of(name: str, dimension: int) -> int:
    """Return n for a dimension 2^n, or raise ``ValueError``."""
    n = dimension.bit_length() - 1
    if dimension < 2 or 2**n != dimension:
        raise ValueError(f"dimension of `{name}` must be a power of two, but it is {dimension}.")
    return n


def as_dimensions(name: str, dimensions: ArrayLike) -> tuple[int, ...]:
    """Return the dimensions of subsystems, integers of at least 1, or raise ``ValueError``."""
    array = np.atleast_1d(np.asarray(dimensions))
    if array.dtype.kind not in "iu" or array.ndim != 1 or (array < 1).any():
        raise ValueError(f"`{name}` must be positive integers, but it is {array.tolist()}.")
    return tuple(int(d) for d in array)


def as_subsystems(name: str, chosen: ArrayLike, count: int) -> tuple[int, ...]:
    """Return distinct subsystems out of 0 .. count - 1, or raise ``ValueError``."""
    array = np.atleast_1d(np.asarray(chosen))
    if array.size and (array.dtype.kind not in "iu" or array.ndim != 1):
        raise ValueError(f"`{name}` must be a list of integers, but it is {array.tolist()}.")
    places = tuple(int(i) for i in array)
    if len(set(places)) != len(places) or not all(0 <= i < count for i in places):
        raise ValueError(
            f"`{name}` must be distinct subsystems out of 0..{count - 1}, but it is {places}."
        )
    return places
