"""Matrix product states and operators: amplitudes, ranks, truncation, Boltzmann machines as such.

A chain of n sites with p values each is a list of arrays ``(left, p, right)``; the right end of the
last is joined with the left end of the first. Open chains have ends of size one. An operator on n
binary digits is a chain with p = 4, whose value is 2 * row digit + column digit.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, as_array, whole
from numerics.memory import refuse_beyond

THRESHOLD = 1e-10  # singular values below this share of the largest count as zero


def amplitudes(chain: Sequence[ArrayLike]) -> Array:
    """Return psi(s1, ..., sn) = tr[A_1(s1) ... A_n(sn)] for all configurations, ``(p^n,)``.

    The printed form of K. Hashimoto's slides, chapter 2, has the same A at all sites.
    Raises ``ValueError`` where neighbouring sizes differ.

    >>> up = np.array([[[1.0], [0.0]]])
    >>> amplitudes([up, up])
    array([1., 0., 0., 0.])
    """
    sites = [as_array(f"chain[{i}]", a) for i, a in enumerate(chain)]
    if not sites or any(a.ndim != 3 for a in sites):
        raise ValueError("`chain` must be arrays of shape (left, p, right), one or more.")
    for i, a in enumerate(sites):
        following = sites[(i + 1) % len(sites)]
        if a.shape[2] != following.shape[0]:
            raise ValueError(
                f"`chain[{i}]` must end in the size {following.shape[0]} that its neighbour begins "
                f"with, but ends in {a.shape[2]}."
            )
    first = sites[0].shape[0]
    values = float(np.prod([float(a.shape[1]) for a in sites]))
    refuse_beyond(32.0 * first * values * max(a.shape[2] for a in sites), what="amplitudes")
    total: Array = np.eye(first)[:, None, :]
    for a in sites:
        total = np.einsum("asb,btc->astc", total, a).reshape(first, -1, a.shape[2])
    return np.asarray(np.einsum("asa->s", total))


def decompose(psi: ArrayLike, p: int = 2, bond: int | None = None) -> list[Array]:
    """Return an open chain for amplitudes ``(p^n,)``, with bonds of at most ``bond``.

    Singular values are truncated from left to right (Vidal 2003); without ``bond`` the chain is
    exact and its bonds are the Schmidt ranks.  Raises ``ValueError`` for another number of
    amplitudes.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> [tensor.shape for tensor in decompose(bell)]
    [(1, 2, 2), (2, 2, 1)]
    """
    rest = as_array("psi", psi)
    n = _sites(rest, whole("p", p, 2))
    most = rest.size if bond is None else whole("bond", bond)
    chain: list[Array] = []
    left = 1
    for _ in range(n - 1):
        u, sigma, v = np.linalg.svd(rest.reshape(left * p, -1), full_matrices=False)
        keep = max(1, min(most, int((sigma > THRESHOLD * sigma[0]).sum())))
        chain.append(u[:, :keep].reshape(left, p, keep))
        rest, left = sigma[:keep, None] * v[:keep], keep
    chain.append(rest.reshape(left, p, 1))
    return chain


def bond_ranks(psi: ArrayLike, p: int = 2) -> list[int]:
    """Return the Schmidt rank at each of the n - 1 cuts of amplitudes ``(p^n,)``.

    >>> ghz = np.zeros(8)
    >>> ghz[[0, 7]] = np.sqrt(0.5)
    >>> bond_ranks(ghz)
    [2, 2]
    """
    psi = as_array("psi", psi)
    n = _sites(psi, whole("p", p, 2))
    ranks = []
    for cut in range(1, n):
        sigma = np.linalg.svd(psi.reshape(p**cut, -1), compute_uv=False)
        ranks.append(int((sigma > THRESHOLD * max(sigma[0], 1e-300)).sum()))
    return ranks


def from_restricted_boltzmann(a: ArrayLike, b: ArrayLike, w: ArrayLike) -> list[Array]:
    """Return the matrix product state of a restricted Boltzmann machine, ring bonds 2^m.

    A_j(s) = exp(a_j s) diag over h in {+-1}^m of exp(sum_i h_i (w_ij s + b_i / n)), so that the
    trace sums over the m hidden units.  Shapes as in `states.restricted_boltzmann`.
    Raises ``ValueError`` for weights of another shape.

    >>> a, b, w = [0.1, 0.2], [0.3], [[0.4, 0.5]]
    >>> chain = from_restricted_boltzmann(a, b, w)
    >>> from numerics.neural_states.states import restricted_boltzmann, spins
    >>> bool(np.allclose(amplitudes(chain), restricted_boltzmann(spins(2), a, b, w)))
    True
    """
    visible, hidden, weights = as_array("a", a), as_array("b", b), as_array("w", w)
    m, n = hidden.size, visible.size
    if weights.shape != (m, n) or not n:
        raise ValueError(f"`w` must have shape ({m}, {n}), but its shape is {weights.shape}.")
    refuse_beyond(32.0 * n * 4.0**m, what=f"matrices for {m} hidden units")
    h = 1 - 2 * ((np.arange(2**m)[:, None] >> np.arange(m)[::-1]) & 1)
    chain = []
    for j in range(n):
        levels = [np.exp(visible[j] * s + h @ (weights[:, j] * s + hidden / n)) for s in (1, -1)]
        chain.append(np.stack([np.diag(level) for level in levels], axis=1))
    return chain


def operator_digits(matrix: ArrayLike) -> Array:
    """Return a matrix ``(2^n, 2^n)`` as amplitudes ``(4^n,)`` of its pairs of digits.

    Raises ``ValueError`` for a matrix that is not ``(2^n, 2^n)``.

    >>> bond_ranks(operator_digits(np.eye(4)), p=4)  # the identity is a product
    [1]

    Source: Z.-F. Gao et al. (2020), matrix product operators in place of dense layers (MPO-Net).
    """
    array = as_array("matrix", matrix)
    n = array.shape[0].bit_length() - 1 if array.ndim == 2 else 0
    if array.shape != (2**n, 2**n) or n < 1:
        raise ValueError(f"`matrix` must have shape (2^n, 2^n), but its shape is {array.shape}.")
    order = [axis for k in range(n) for axis in (k, n + k)]
    return np.asarray(array.reshape((2,) * (2 * n)).transpose(order).reshape(-1))


def operator_matrix(digits: ArrayLike) -> Array:
    """Return the matrix ``(2^n, 2^n)`` of amplitudes ``(4^n,)``: undo `operator_digits`.

    >>> matrix = np.arange(16.0).reshape(4, 4)
    >>> bool((operator_matrix(operator_digits(matrix)) == matrix).all())
    True
    """
    array = as_array("digits", digits)
    n = _sites(array, 4)
    order = [2 * k for k in range(n)] + [2 * k + 1 for k in range(n)]
    return np.asarray(array.reshape((2,) * (2 * n)).transpose(order).reshape(2**n, 2**n))


def _sites(psi: Array, p: int) -> int:
    n = int(np.rint(np.log(max(psi.size, 1)) / np.log(p)))
    if psi.ndim != 1 or psi.size != p**n or n < 1:
        raise ValueError(f"`psi` must have shape ({p}^n,), but its shape is {psi.shape}.")
    return n
