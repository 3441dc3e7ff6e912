"""Entropy and mutual information of free-fermion chains from correlation matrices, in bits.

A chain is described by G (n, n). For hopping fermions G = 1 - 2 C with C_ij = <c_i^+ c_j>; for the
transverse-field Ising chain G_ij = <i b_i a_j> between the two Majorana operators of each site. In
both cases a set A of sites has the entropy sum_k h((1 + s_k) / 2), where s_k are the singular
values of G restricted to A and h is the binary entropy. A chain of 1024 sites takes a second.
"""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, as_real, whole
from numerics.qubits._states import as_hermitian
from numerics.qubits.entanglement import binary_entropy


def ising_correlations(n: int, field: float) -> FloatArray:
    """Correlations G of the ground state of a ring of n spins, ``H = -sum XX - field sum Z``.

    The fermions are antiperiodic (even parity): momenta k = (2m + 1) pi / n and
    G_ij = sum_k e^(ik(i-j)) (field - e^(ik)) / |field - e^(ik)| / n. The chain is critical at
    field 1. Entropies of contiguous blocks are those of the spins; for other sets of sites they are
    those of the fermion modes.
    """
    size, h = whole("n", n, 2), float(as_real("field", field))
    k = (2 * np.arange(size) + 1) * np.pi / size
    weight = h - np.exp(1j * k)
    if (np.abs(weight) < 1e-12).any():
        raise ValueError(f"`field` must leave a gap in a ring of {size} sites, but it is {h:g}.")
    i = np.arange(size)
    row = (np.exp(1j * np.pi * i / size) * np.fft.ifft(weight / np.abs(weight))).real
    steps = i[:, None] - i[None, :]
    return np.asarray(np.where(steps < 0, -1, 1) * row[steps % size])


def hopping_correlations(hopping: ArrayLike, particles: int) -> Array:
    """G = 1 - 2 C of the ground state of ``sum_ij t_ij c_i^+ c_j`` with a number of particles.

    hopping : (n, n), Hermitian. Raises ``ValueError`` where the highest filled and the lowest empty
    level coincide, so that there is no one ground state.
    """
    t = as_hermitian("hopping", hopping)
    n = t.shape[-1]
    if t.ndim != 2:
        raise ValueError(f"`hopping` must have shape (n, n), but its shape is {t.shape}.")
    if not 0 <= whole("particles", particles, 0) <= n:
        raise ValueError(f"`particles` must be at most {n}, but it is {particles}.")
    levels, modes = np.linalg.eigh(t)
    if 0 < particles < n and levels[particles] - levels[particles - 1] < 1e-10:
        raise ValueError(
            f"`particles` must fill whole levels, but the highest filled and the lowest empty one "
            f"differ by {levels[particles] - levels[particles - 1]:.1e}."
        )
    filled = modes[:, :particles]
    g = np.eye(n) - 2 * (filled @ filled.conj().T)
    return np.asarray(g.real if not t.imag.any() else g)


def dimerised_ring(n: int, dimerisation: float) -> FloatArray:
    """Hopping matrix of a ring with strengths (1 +- ``dimerisation``) in turn, antiperiodic.

    Without dimerisation, at half filling, it is the critical XX chain; otherwise it has a gap of
    4 times the dimerisation.  n is even.
    """
    size = whole("n", n, 4)
    if size % 2:
        raise ValueError(f"`n` must be even, but it is {n}.")
    strength = 1 + dimerisation * (-1.0) ** np.arange(size)
    strength[-1] *= -1 if size % 4 == 0 else 1
    t = np.zeros((size, size))
    i = np.arange(size)
    t[i, (i + 1) % size] = t[(i + 1) % size, i] = -strength
    return t


def gaussian_entropy(block: ArrayLike) -> FloatArray:
    """Entropy in bits of the sites whose correlations G are ``block``: (..., m, m) -> (...).

    Raises ``ValueError`` where a singular value exceeds 1, which no state has.
    """
    g = as_array("block", block)
    if g.ndim < 2 or g.shape[-1] != g.shape[-2]:
        raise ValueError(f"`block` must have shape (..., m, m), but its shape is {g.shape}.")
    return _entropy(np.linalg.svd(g, compute_uv=False))


def _entropy(spread: FloatArray) -> FloatArray:
    if (spread > 1 + 1e-9).any():
        raise ValueError(
            f"correlations must have singular values of at most 1, but one is {spread.max():.9g}."
        )
    return np.asarray(binary_entropy((1 + np.minimum(spread, 1.0)) / 2).sum(-1))


def gaussian_mutual_information(correlations: ArrayLike) -> FloatArray:
    """Mutual information in bits of all pairs of modes: (n, n) -> (n, n), 2 S_i on the diagonal."""
    g = as_array("correlations", correlations)
    if g.ndim != 2 or g.shape[0] != g.shape[1]:
        raise ValueError(f"`correlations` must have shape (n, n), but its shape is {g.shape}.")
    own = np.diag(g)
    single = _entropy(np.abs(own)[:, None])
    squares = np.abs(own) ** 2
    total = squares[:, None] + squares[None, :] + np.abs(g) ** 2 + np.abs(g.T) ** 2
    det = np.abs(own[:, None] * own[None, :] - g * g.T)
    far, near = (
        np.sqrt(np.clip(total + 2 * det, 0, None)),
        np.sqrt(np.clip(total - 2 * det, 0, None)),
    )
    both = np.stack([(far + near) / 2, (far - near) / 2], axis=-1)
    np.einsum("iik->ik", both)[:] = 0.0
    pair = _entropy(both)
    out = single[:, None] + single[None, :] - pair
    np.fill_diagonal(out, 2 * single)
    return np.asarray(out)
