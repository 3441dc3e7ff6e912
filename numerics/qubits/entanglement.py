"""Entropies, mutual information and entanglement of finite-dimensional states, in bits.

Kets are arrays ``(..., d)``, density matrices ``(..., d, d)``; leading axes are samples. Qubit 0 is
the most significant digit of the index of a basis state.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, as_real
from numerics.qubits._states import (
    SLACK,
    as_densities,
    as_dimensions,
    as_kets,
    as_subsystems,
    qubits_of,
)

_FLIP = np.fliplr(np.diag([-1.0, 1.0, 1.0, -1.0]))  # sigma_y (x) sigma_y


def binary_entropy(p: ArrayLike) -> FloatArray:
    """Compute ``-p log2 p - (1 - p) log2 (1 - p)``, with ``0 log 0 = 0``.

    Raises ``ValueError`` outside [0, 1].

    p : of any shape, which is returned, in bits.

    >>> binary_entropy([0.0, 0.5, 1.0]).tolist()
    [0.0, 1.0, 0.0]
    """
    x = as_real("p", p)
    if (np.abs(x - 0.5) > 0.5 + SLACK).any():
        raise ValueError(
            f"`p` must be between 0 and 1, but it is {x.flat[np.abs(x - 0.5).argmax()]:.9g}."
        )
    x = np.clip(x, 0.0, 1.0)
    return shannon(np.stack([x, 1 - x], axis=-1))


def shannon(p: ArrayLike) -> FloatArray:
    """Compute ``-sum p log2 p`` over the last axis, in bits, with ``0 log 0 = 0``.

    p : ``(..., m)``, distributions; what rounding makes negative counts as 0.  Returns ``(...)``.
    Raises ``ValueError`` for entries below zero and sums other than 1, both by more than 1e-6.

    >>> float(shannon([0.5, 0.25, 0.25]))
    1.5
    """
    q = as_real("p", p)
    if q.ndim == 0:
        raise ValueError("`p` must have shape (..., m), but its shape is ().")
    if q.min(initial=0.0) < -SLACK:
        raise ValueError(f"`p` must not be negative, but it is {q.min():.6g}.")
    total = q.sum(-1)
    if (np.abs(total - 1) > SLACK).any():
        worst = total.flat[int(np.abs(total - 1).argmax())]
        raise ValueError(f"`p` must sum to 1, but its sum is {worst:.9g}.")
    q = np.clip(q, 0.0, None)
    return np.asarray(-(q * np.log2(np.where(q > 0, q, 1.0))).sum(-1) + 0.0)


def _spectrum(rho: ArrayLike) -> FloatArray:
    return np.asarray(np.linalg.eigvalsh(as_densities("rho", rho)))


def partial_trace(rho: ArrayLike, dimensions: Sequence[int], keep: ArrayLike) -> ComplexArray:
    """Compute the reduced state of the subsystems ``keep``, in the order given.

    rho : (..., D, D) with D the product of ``dimensions``.  Returns (..., d, d).
    Raises ``ValueError`` for a matrix of another size or that is no state.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> partial_trace(bell, (2, 2), 0).real.round(12).tolist()
    [[0.5, 0.0], [0.0, 0.5]]
    """
    state, shape = as_densities("rho", rho), as_dimensions("dimensions", dimensions)
    if state.shape[-1] != int(np.prod(shape)):
        raise ValueError(
            f"`rho` must have dimension {' x '.join(map(str, shape))} = {int(np.prod(shape))}, "
            f"but it has {state.shape[-1]}."
        )
    kept = as_subsystems("keep", keep, len(shape))
    lost = [i for i in range(len(shape)) if i not in kept]
    lead, n = state.ndim - 2, len(shape)
    order = [*range(lead)]
    for side in (0, n):
        order += [lead + side + i for i in (*kept, *lost)]
    size = int(np.prod([shape[i] for i in kept], dtype=int))
    rest = state.shape[-1] // size
    split = state.reshape(*state.shape[:-2], *shape, *shape).transpose(order)
    split = split.reshape(*state.shape[:-2], size, rest, size, rest)
    return np.asarray(np.einsum("...iaja->...ij", split))


def reduced_state(psi: ArrayLike, keep: ArrayLike) -> ComplexArray:
    """Compute the reduced state of the qubits ``keep`` of kets ``(..., 2^n)``, in that order.

    Costs 2^n times the dimension of the reduced state; the full density matrix is never made.

    >>> reduced_state([1, 0, 0, 0, 0, 0, 0, 0], (0, 2)).real.tolist()[0]
    [1.0, 0.0, 0.0, 0.0]
    """
    kets = as_kets("psi", psi)
    return _reduced(kets, as_subsystems("keep", keep, qubits_of("psi", kets.shape[-1])))


def _reduced(kets: ComplexArray, kept: tuple[int, ...]) -> ComplexArray:
    n, lead = qubits_of("psi", kets.shape[-1]), kets.ndim - 1
    lost = [i for i in range(n) if i not in kept]
    order = [*range(lead), *(lead + i for i in (*kept, *lost))]
    split = kets.reshape(*kets.shape[:-1], *(2,) * n).transpose(order)
    split = split.reshape(*kets.shape[:-1], 2 ** len(kept), -1)
    return np.asarray(split @ np.swapaxes(split, -1, -2).conj())


def von_neumann_entropy(rho: ArrayLike) -> FloatArray:
    """Compute ``-tr rho log2 rho``, in bits: ``(..., d, d)`` or kets ``(..., d)`` to ``(...)``.

    >>> float(von_neumann_entropy(np.eye(4) / 4))
    2.0
    """
    return shannon(_spectrum(rho))


def renyi_entropy(rho: ArrayLike, order: float) -> FloatArray:
    """Compute ``log2(tr rho^a) / (1 - a)`` for any ``order`` a from 0 to infinity, in bits.

    rho : density matrices ``(..., d, d)`` or kets ``(..., d)``.  Returns ``(...)``.
    The limits are the logarithm of the rank at a = 0, where eigenvalues below 1e-12 count as zero,
    the von Neumann entropy at a = 1, and ``-log2`` of the largest eigenvalue at infinity.  Raises
    ``ValueError`` for a negative order.

    >>> [round(float(renyi_entropy(np.eye(16) / 16, a)), 12) for a in (0, 1, 300, np.inf)]
    [4.0, 4.0, 4.0, 4.0]
    """
    if not order >= 0:
        raise ValueError(f"`order` must not be negative, but it is {order}.")
    p = np.clip(_spectrum(rho), 0.0, None)
    p = p / p.sum(-1, keepdims=True)
    if order == 1:
        return shannon(p)
    largest = p.max(-1)
    if np.isinf(order):
        return np.asarray(-np.log2(largest))
    if order < 1:
        p = np.where(p > 1e-12, p, 0.0)
    log = np.log(np.where(p > 0, p, 1.0))
    if abs(order - 1) < 0.5:
        excess = (p * np.expm1((order - 1) * log)).sum(-1) + (p.sum(-1) - 1)
        return np.asarray(np.log1p(excess) / ((1 - order) * np.log(2)) + 0.0)
    shares = np.where(p > 0, np.exp(order * (log - np.log(largest)[..., None])), 0.0)
    total = order * np.log2(largest) + np.log2(shares.sum(-1))
    return np.asarray(total / (1 - order) + 0.0)


def mutual_information(
    rho: ArrayLike, dimensions: Sequence[int], a: ArrayLike, b: ArrayLike
) -> FloatArray:
    """Compute ``S(A) + S(B) - S(AB)`` of disjoint sets ``a`` and ``b`` of subsystems.

    Raises ``ValueError`` where the sets overlap.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(float(mutual_information(bell, (2, 2), 0, 1)), 9)
    2.0
    """
    count = len(as_dimensions("dimensions", dimensions))
    first, second = as_subsystems("a", a, count), as_subsystems("b", b, count)
    if shared := set(first) & set(second):
        raise ValueError(f"`a` and `b` must be disjoint, but they share {sorted(shared)}.")
    parts = (first, second, first + second)
    s = [shannon(np.linalg.eigvalsh(partial_trace(rho, dimensions, part))) for part in parts]
    return np.asarray(s[0] + s[1] - s[2])


def mutual_information_matrix(psi: ArrayLike) -> FloatArray:
    """Compute ``I_ij = S_i + S_j - S_ij`` of all pairs of qubits of kets: ``(..., n, n)``.

    The diagonal is 2 S_i, what a qubit shares with all the rest. Costs n^2 2^(n+1) operations for
    each ket.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> mutual_information_matrix(bell).round(9).tolist()
    [[2.0, 2.0], [2.0, 2.0]]
    """
    kets = as_kets("psi", psi)
    n = qubits_of("psi", kets.shape[-1])
    single = [shannon(np.linalg.eigvalsh(_reduced(kets, (i,)))) for i in range(n)]
    out = np.zeros((*kets.shape[:-1], n, n))
    for i in range(n):
        out[..., i, i] = 2 * single[i]
    for i, j in combinations(range(n), 2):
        pair = shannon(np.linalg.eigvalsh(_reduced(kets, (i, j))))
        out[..., i, j] = out[..., j, i] = single[i] + single[j] - pair
    return out


def concurrence(rho: ArrayLike) -> FloatArray:
    """Compute the concurrence of two-qubit states ``(..., 4, 4)``, Wootters (1998).

    C = max(0, l1 - l2 - l3 - l4) with the l's the singular values, in decreasing order, of
    R^T (sy x sy) R, where rho = R R^dagger.

    Also kets ``(..., 4)``.  Returns ``(...)``, in [0, 1].
    Raises ``ValueError`` for a matrix that is no state of two qubits.

    >>> round(float(concurrence(np.array([0.6, 0, 0, 0.8]))), 9)  # 2 |ad - bc|
    0.96
    """
    state = as_densities("rho", rho)
    if state.shape[-1] != 4:
        raise ValueError(
            f"`rho` must be a state of two qubits, but its dimension is {state.shape[-1]}."
        )
    p, v = np.linalg.eigh(state)
    root = v * np.sqrt(np.clip(p, 0.0, None))[..., None, :]
    spread = np.linalg.svd(np.swapaxes(root, -1, -2) @ _FLIP @ root, compute_uv=False)
    return np.asarray(np.clip(2 * spread[..., 0] - spread.sum(-1), 0.0, None))


def entanglement_of_formation(rho: ArrayLike) -> FloatArray:
    """Compute ``h((1 + sqrt(1 - C^2)) / 2)`` of two-qubit states, Wootters (1998), in bits.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(float(entanglement_of_formation(bell)), 6)
    1.0
    """
    c = np.clip(concurrence(rho), 0.0, 1.0)
    return binary_entropy((1 + np.sqrt(1 - c**2)) / 2)


def partial_transpose(
    rho: ArrayLike, dimensions: Sequence[int], systems: ArrayLike
) -> ComplexArray:
    """Return density matrices with the subsystems ``systems`` transposed: same shape as ``rho``.

    rho : ``(..., D, D)`` or kets ``(..., D)`` with D the product of ``dimensions``.
    Raises ``ValueError`` for a matrix whose size is not the product of the dimensions.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> np.linalg.eigvalsh(partial_transpose(bell, (2, 2), 0)).round(12).tolist()
    [-0.5, 0.5, 0.5, 0.5]
    """
    state, shape = as_densities("rho", rho), as_dimensions("dimensions", dimensions)
    if state.shape[-1] != int(np.prod(shape)):
        raise ValueError(
            f"`rho` must have dimension {' x '.join(map(str, shape))} = {int(np.prod(shape))}, "
            f"but it has {state.shape[-1]}."
        )
    lead, n = state.ndim - 2, len(shape)
    order = list(range(lead + 2 * n))
    for i in as_subsystems("systems", systems, n):
        order[lead + i], order[lead + n + i] = lead + n + i, lead + i
    split = state.reshape(*state.shape[:-2], *shape, *shape)
    return np.asarray(split.transpose(order).reshape(state.shape))


def negativity(rho: ArrayLike, dimensions: Sequence[int], systems: ArrayLike) -> FloatArray:
    """Compute the sum of the sizes of the negative eigenvalues of a partial transpose: ``(...)``.

    Arguments as in ``partial_transpose``.  1/2 for a Bell pair; 0 for every separable state, and
    for no other of two qubits.  G. Vidal, R. Werner, Phys. Rev. A 65 (2002) 032314.

    >>> float(negativity(np.array([1, 0, 0, 1]) / np.sqrt(2), (2, 2), 0).round(12))
    0.5
    """
    levels = np.linalg.eigvalsh(partial_transpose(rho, dimensions, systems))
    return np.asarray(np.clip(-levels, 0.0, None).sum(-1))


def logarithmic_negativity(
    rho: ArrayLike, dimensions: Sequence[int], systems: ArrayLike
) -> FloatArray:
    """Compute ``log2(1 + 2 N)`` of the negativity N, in bits: ``(...)``, 1 for a Bell pair.

    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(float(logarithmic_negativity(bell, (2, 2), 0)), 12)
    1.0
    """
    return np.asarray(np.log2(1 + 2 * negativity(rho, dimensions, systems)))


def three_tangle(psi: ArrayLike) -> FloatArray:
    """Compute the three-tangle of kets of three qubits, 4 |hyperdeterminant|, in [0, 1].

    Coffman, Kundu and Wootters (2000): 1 for GHZ, 0 for W.
    Raises ``ValueError`` for a ket that is not of three qubits.

    >>> ghz = np.array([1, 0, 0, 0, 0, 0, 0, 1]) / np.sqrt(2)
    >>> round(float(three_tangle(ghz)), 12)
    1.0
    """
    kets = as_kets("psi", psi)
    if kets.shape[-1] != 8:
        raise ValueError(
            f"`psi` must be a ket of three qubits, but its dimension is {kets.shape[-1]}."
        )
    a = np.moveaxis(kets, -1, 0)
    pairs = [a[0] * a[7], a[1] * a[6], a[2] * a[5], a[3] * a[4]]
    squares = sum(x**2 for x in pairs)
    products = sum(x * y for x, y in combinations(pairs, 2))
    rest = a[0] * a[6] * a[5] * a[3] + a[7] * a[1] * a[2] * a[4]
    return np.asarray(4 * np.abs(squares - 2 * products + 4 * rest))
