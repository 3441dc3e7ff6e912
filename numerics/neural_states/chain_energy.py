"""Open matrix product states of lowest energy, site by site, for few spins (dense)."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from numerics._checks import Array, whole
from numerics.neural_states.matrix_products import decompose


@dataclass(frozen=True)
class ChainEnergy:
    """The lowest energy found, its chain, and how many parameters such chains have.

    `parameters` counts the entries less the bond gauge, sum p D D' - sum D^2.

    >>> H = sparse.csr_array(np.diag([0.0, 1.0, 1.0, -3.0]))
    >>> found = lowest_chain(H, 1, rng=np.random.default_rng(0))
    >>> round(found.energy, 9), found.parameters  # a product state: 2 + 2 entries less a scale
    (-3.0, 3)
    """

    energy: float
    chain: list[Array]
    parameters: int


def lowest_chain(
    hamiltonian: sparse.csr_array,
    bond: int,
    *,
    rng: np.random.Generator,
    sweeps: int = 12,
    starts: int = 4,
) -> ChainEnergy:
    """Minimise <psi|H|psi> over open chains of bonds up to ``bond``, one tensor at a time.

    hamiltonian : real symmetric ``(2^n, 2^n)``, n > 1.  Each tensor is the lowest eigenvector of H
    between the orthonormal bases to its left and right (White 1992); the best of several random
    starts is returned.  Raises ``ValueError`` for another size.

    >>> bond = np.diag([0.25, -0.25, -0.25, 0.25])  # S_1 . S_2
    >>> bond[1, 2] = bond[2, 1] = 0.5
    >>> found = lowest_chain(sparse.csr_array(bond), 2, rng=np.random.default_rng(0))
    >>> round(found.energy, 6)  # the singlet; a product state reaches -0.25
    -0.75
    """
    size = hamiltonian.shape[0]
    n = size.bit_length() - 1
    if hamiltonian.shape != (2**n, 2**n) or n < 2:
        raise ValueError(
            f"`hamiltonian` must have shape (2^n, 2^n), n > 1, but it is {hamiltonian.shape}."
        )
    whole("bond", bond)
    best: tuple[float, list[Array]] | None = None
    for _ in range(whole("starts", starts)):
        chain = decompose(rng.normal(size=size), 2, bond)
        energy = np.inf
        for _ in range(whole("sweeps", sweeps)):
            chain, energy = _sweep(chain, hamiltonian)
            chain = [a.transpose(2, 1, 0) for a in reversed(chain)]
            hamiltonian = _mirrored(hamiltonian, n)
        if sweeps % 2:
            chain = [a.transpose(2, 1, 0) for a in reversed(chain)]
            hamiltonian = _mirrored(hamiltonian, n)
        if best is None or energy < best[0]:
            best = (energy, chain)
    assert best is not None
    inner = [a.shape[2] for a in best[1][:-1]]
    parameters = sum(a.size for a in best[1]) - sum(d * d for d in inner)
    return ChainEnergy(best[0], best[1], parameters)


def _sweep(chain: list[Array], hamiltonian: sparse.csr_array) -> tuple[list[Array], float]:
    """Left to right; the tensors left of the current one are isometries, those right made so."""
    n = len(chain)
    chain = list(chain)
    right = [np.ones((1, 1))]
    for k in range(n - 1, 0, -1):
        rows = chain[k].shape[0]
        q, r = np.linalg.qr(chain[k].reshape(rows, -1).T)
        chain[k] = q.T.reshape(q.shape[1], 2, -1)
        chain[k - 1] = np.einsum("asb,cb->asc", chain[k - 1], r)
        right.append(np.einsum("asb,bx->asx", chain[k], right[-1]).reshape(q.shape[1], -1))
    left, energy = np.ones((1, 1)), np.inf
    for k in range(n):
        ends = right[n - 1 - k]
        basis = np.einsum("xa,st,by->xsyatb", left, np.eye(2), ends)
        shape = (left.shape[1], 2, ends.shape[0])
        basis = basis.reshape(-1, int(np.prod(shape)))
        levels, vectors = np.linalg.eigh(basis.T @ (hamiltonian @ basis))
        energy, tensor = float(levels[0]), vectors[:, 0].reshape(shape)
        if k < n - 1:
            q, r = np.linalg.qr(tensor.reshape(-1, shape[2]))
            tensor = q.reshape(shape[0], 2, -1)
            chain[k + 1] = np.einsum("ab,bsc->asc", r, chain[k + 1])
            left = np.einsum("xa,asb->xsb", left, tensor).reshape(-1, q.shape[1])
        chain[k] = tensor
    return chain, energy


def _mirrored(hamiltonian: sparse.csr_array, n: int) -> sparse.csr_array:
    """H with its sites in reversed order."""
    index = np.arange(2**n)
    flipped = sum(((index >> k) & 1) << (n - 1 - k) for k in range(n))
    return hamiltonian[flipped][:, flipped]
