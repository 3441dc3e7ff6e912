"""The quantum Fisher information of a family of states."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import FloatArray
from numerics.qubits._states import as_densities, as_hermitian

SUPPORT = 1e-9  # eigenvalues of less count as zero


def quantum_fisher_matrix(rho: ArrayLike, derivatives: ArrayLike) -> FloatArray:
    """Compute the quantum Fisher information matrix of a family of states.

    F_ab = 2 sum_ij Re <i|d_a rho|j><j|d_b rho|i> / (p_i + p_j) over p_i + p_j > 0, four times the
    Bures metric where the rank does not change.

    rho : (..., d, d).  derivatives : (..., k, d, d), Hermitian.  Returns (..., k, k).
    Raises ``ValueError`` where a derivative leaves the support of the state, for then the sum does
    not exist.

    >>> z = np.diag([1.0, -1.0]) / 2
    >>> plus = np.full((2, 2), 0.5)
    >>> quantum_fisher_matrix(plus, unitary_derivatives(plus, z[None])).round(12)  # 4 variances
    array([[1.]])
    """
    state, slopes = as_densities("rho", rho), as_hermitian("derivatives", derivatives)
    if slopes.shape[-1] != state.shape[-1] or slopes.ndim < 3:
        raise ValueError(
            f"`derivatives` must have shape (..., k, {state.shape[-1]}, {state.shape[-1]}), "
            f"but its shape is {slopes.shape}."
        )
    p, v = np.linalg.eigh(state)
    basis = v[..., None, :, :]
    inside = np.swapaxes(basis, -1, -2).conj() @ slopes @ basis
    p = np.clip(p, 0.0, None)
    pairs = (p[..., :, None] + p[..., None, :])[..., None, :, :]
    outside = np.abs(np.where(pairs > SUPPORT, 0.0, inside)).max(initial=0.0)
    if outside > np.sqrt(SUPPORT):
        raise ValueError(
            f"`derivatives` must vanish outside the support of `rho`, but it is {outside:.3g} there"
        )
    weights = np.where(pairs > SUPPORT, 2 / np.where(pairs > SUPPORT, pairs, 1.0), 0.0)
    return np.asarray(np.einsum("...aij,...bij->...ab", weights * inside, inside.conj()).real)


def unitary_derivatives(rho: ArrayLike, generators: ArrayLike) -> np.ndarray:
    """Return ``-i [K_a, rho]``, the derivatives along exp(-i x_a K_a): (..., k, d, d).

    rho : ``(..., d, d)`` or a ket; generators : K_a, Hermitian, ``(..., k, d, d)``.

    >>> unitary_derivatives([1, 0], [[[0, 1], [1, 0]]]).tolist()
    [[[-0j, 1j], [-1j, -0j]]]
    """
    state = as_densities("rho", rho)[..., None, :, :]
    k = as_hermitian("generators", generators)
    return np.asarray(-1j * (k @ state - state @ k))
