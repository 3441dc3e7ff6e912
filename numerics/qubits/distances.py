"""Distances between quantum states, and from a two-qubit state to the separable ones.

Fidelity is F = (tr sqrt(sqrt(rho) sigma sqrt(rho)))^2; kets are (..., d), states (..., d, d).
"""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, whole
from numerics.qubits._states import as_densities, as_kets


def fubini_study(psi: ArrayLike, phi: ArrayLike) -> FloatArray:
    """Compute ``arccos |<psi|phi>|``, in [0, pi/2], accurate also for close kets.

    Through the angle 2 asin(|psi - e^(i a) phi| / 2) of the kets with their phases aligned.

    psi, phi : kets ``(..., d)``.  Returns ``(...)``.
    Raises ``ValueError`` for kets of unequal dimension.

    >>> round(float(fubini_study([1, 0], [1e-9, 1])), 6)  # a right angle
    1.570796
    """
    one, two = as_kets("psi", psi), as_kets("phi", phi)
    if one.shape[-1] != two.shape[-1]:
        raise ValueError(
            f"`phi` must have the dimension of `psi`, {one.shape[-1]}, but it has {two.shape[-1]}."
        )
    overlap = (two.conj() * one).sum(-1)
    size = np.abs(overlap)
    phase = np.where(size > 0, overlap / np.where(size > 0, size, 1.0), 1.0)
    gap = np.linalg.norm(one - phase[..., None] * two, axis=-1)
    return np.asarray(2 * np.arcsin(np.minimum(gap / 2, np.sqrt(0.5))))


def root(rho: ComplexArray) -> ComplexArray:
    """Return the positive square root of positive matrices ``(..., d, d)``.

    Eigenvalues that rounding alone can leave, below ``4 d`` times its unit, count as zero: their
    roots would be 1e-8.
    """
    p, v = np.linalg.eigh(rho)
    floor = 4 * rho.shape[-1] * np.finfo(np.float64).eps * np.abs(p).max(-1, keepdims=True)
    half = v * np.sqrt(np.where(p > floor, p, 0.0))[..., None, :]
    return np.asarray(half @ np.swapaxes(v, -1, -2).conj())


def fidelity(rho: ArrayLike, sigma: ArrayLike) -> FloatArray:
    """Compute the Uhlmann fidelity, in [0, 1], from the singular values of the product of roots.

    rho, sigma : density matrices ``(..., d, d)`` or kets ``(..., d)``.  Returns ``(...)``.

    >>> float(fidelity([1, 0], np.eye(2) / 2).round(12))
    0.5
    """
    one, two = _pair(rho, sigma)
    overlaps = np.linalg.svd(root(one) @ root(two), compute_uv=False)
    return np.asarray(np.minimum(overlaps.sum(-1) ** 2, 1.0))


def bures(rho: ArrayLike, sigma: ArrayLike) -> FloatArray:
    """Compute the Bures distance ``sqrt(2 - 2 sqrt(F))``, in [0, sqrt(2)], also of close states.

    As the least norm of ``sqrt(rho) - sqrt(sigma) U`` over unitary U, which is that of the polar
    decomposition of ``sqrt(rho) sqrt(sigma)``: no difference of numbers close to 1 is taken.
    rho, sigma : density matrices ``(..., d, d)`` or kets ``(..., d)``.  Returns ``(...)``.

    >>> near = np.diag([0.5 + 1e-9, 0.5 - 1e-9])
    >>> round(float(bures(np.eye(2) / 2, near)) * 1e9, 6)
    1.0
    """
    one, two = (root(state) for state in _pair(rho, sigma))
    left, _, right = np.linalg.svd(one @ two)
    turn = np.swapaxes(left @ right, -1, -2).conj()
    return np.asarray(np.linalg.norm(one - two @ turn, axis=(-2, -1)))


def trace_distance(rho: ArrayLike, sigma: ArrayLike) -> FloatArray:
    """Compute ``tr |rho - sigma| / 2``, in [0, 1].

    rho, sigma : density matrices ``(..., d, d)`` or kets ``(..., d)``.  Returns ``(...)``.  A
    measurement tells the two apart with probability ``(1 + T) / 2`` at best (Helstrom 1969).

    >>> float(trace_distance([1, 0], np.eye(2) / 2))
    0.5
    """
    one, two = _pair(rho, sigma)
    return np.asarray(np.abs(np.linalg.eigvalsh(one - two)).sum(-1) / 2)


def relative_entropy(rho: ArrayLike, sigma: ArrayLike) -> FloatArray:
    """Compute ``tr rho (log2 rho - log2 sigma)``, in bits: ``(...)``.

    rho, sigma : density matrices ``(..., d, d)`` or kets ``(..., d)``.  Infinite where rho has more
    than 1e-12 outside of the support of sigma, whose eigenvalues below 1e-14 count as zero.

    >>> float(relative_entropy([1, 0], np.eye(2) / 2))
    1.0
    """
    one, two = _pair(rho, sigma)
    p, v = np.linalg.eigh(one)
    q, w = np.linalg.eigh(two)
    p = np.clip(p, 0.0, None)
    weights = (np.abs(np.swapaxes(w, -1, -2).conj() @ v) ** 2 @ p[..., None])[..., 0]
    present = q > 1e-14
    logs = np.log2(np.where(present, q, 1.0))
    own = (p * np.log2(np.where(p > 0, p, 1.0))).sum(-1)
    outside = np.where(present, 0.0, weights).sum(-1)
    value = np.maximum(own - (np.where(present, weights, 0.0) * logs).sum(-1), 0.0)
    return np.asarray(np.where(outside > 1e-12, np.inf, value))


def _pair(rho: ArrayLike, sigma: ArrayLike) -> tuple[ComplexArray, ComplexArray]:
    one, two = as_densities("rho", rho), as_densities("sigma", sigma)
    if one.shape[-1] != two.shape[-1]:
        raise ValueError(
            f"`sigma` must have dimension {one.shape[-1]} like `rho`, but it has {two.shape[-1]}."
        )
    return one, two


def nearest_separable(
    rho: ArrayLike,
    *,
    rng: np.random.Generator,
    starts: int = 4,
    steps: int = 300,
    products: int = 6,
) -> tuple[FloatArray, ComplexArray]:
    """Maximise the fidelity of two-qubit states ``(..., 4, 4)`` with separable states.

    sigma = sum_k |a_k b_k><a_k b_k| of ``products`` product kets is improved in turns: the polar
    decomposition gives the best decomposition of rho for these kets (Uhlmann), the Schmidt
    decomposition the best product ket for each of its parts. Every turn raises the fidelity
    (Streltsov, Kampermann and Bruss 2011); the best of ``starts`` random starts is kept. No formula
    for the result is used.

    Returns the fidelities ``(...)``, lower bounds of the maximum, and the separable states that
    attain them. Costs ``starts * steps * products`` small SVDs for each state.

    >>> bell = np.outer([1, 0, 0, 1], [1, 0, 0, 1]) / 2
    >>> value, sigma = nearest_separable(bell, rng=np.random.default_rng(0))
    >>> round(float(value), 6)
    0.5
    """
    state = as_densities("rho", rho)
    if state.shape[-1] != 4:
        raise ValueError(
            f"`rho` must be a state of two qubits, but its dimension is {state.shape[-1]}."
        )
    whole("starts", starts)
    half = root(state)[None]
    shape = (whole("starts", starts), *state.shape[:-2], whole("products", products, 4))
    a, b = rng.normal(size=(2, *shape, 2)) + 1j * rng.normal(size=(2, *shape, 2))
    kets = np.swapaxes(np.einsum("...i,...j->...ij", a, b).reshape(*shape, 4), -1, -2)
    value = np.zeros(shape[:-1])
    for _ in range(whole("steps", steps)):
        u, _, v = np.linalg.svd(half @ kets, full_matrices=False)
        parts = np.swapaxes(half @ u @ v, -1, -2).reshape(*shape, 2, 2)
        left, schmidt, right = np.linalg.svd(parts)
        best = schmidt[..., :1, None] * left[..., :, :1] * right[..., :1, :]
        kets = np.swapaxes(best.reshape(*shape, 4), -1, -2)
        total = (schmidt[..., 0] ** 2).sum(-1)
        settled = np.abs(total - value).max(initial=0.0) < 1e-12
        value = total
        if settled:
            break
    sigma = kets @ np.swapaxes(kets, -1, -2).conj()
    sigma = sigma / np.trace(sigma, axis1=-2, axis2=-1)[..., None, None]
    choice = value.argmax(0)[None, ..., None, None]
    return value.max(0), np.take_along_axis(sigma, choice, 0)[0]


def bures_to_separable(rho: ArrayLike, *, rng: np.random.Generator) -> FloatArray:
    """Compute the Bures distance of two-qubit states to the nearest separable state found.

    rho : ``(..., 4, 4)``.  Returns ``(...)``, an upper bound of the distance.

    >>> bell = np.outer([1, 0, 0, 1], [1, 0, 0, 1]) / 2
    >>> found = bures_to_separable(bell, rng=np.random.default_rng(0))
    >>> round(float(found**2), 6)  # 2 - sqrt(2)
    0.585786
    """
    return bures(rho, nearest_separable(rho, rng=rng)[1])
