"""The entanglement of formation of two qubits as the minimum over decompositions."""

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, FloatArray, whole
from numerics.qubits._states import as_densities
from numerics.qubits.distances import root

_TINY = 1e-14


def entanglement_by_minimisation(
    rho: ArrayLike, *, rng: np.random.Generator, starts: int = 3, steps: int = 400, parts: int = 4
) -> FloatArray:
    """Minimise ``sum_k p_k S(tr_B |psi_k><psi_k|)`` over decompositions of two-qubit states, bits.

    All decompositions into ``parts`` kets are sqrt(rho) W with W W^dagger = 1; W is led downhill by
    projected gradients with Barzilai-Borwein steps, for all samples and ``starts`` at once, and the
    lowest value met is kept. Shapes (..., 4, 4) -> (...). An upper bound of the minimum, usually
    within 1e-7 of it; no formula for the result is used.
    Raises ``ValueError`` for a matrix that is no state of two qubits.

    >>> bell = np.diag([0.5, 0, 0, 0.5]) + np.diag([0.5], 3) + np.diag([0.5], -3)
    >>> found = entanglement_by_minimisation(bell, rng=np.random.default_rng(0), starts=1)
    >>> round(float(found), 6)
    1.0
    """
    state = as_densities("rho", rho)
    if state.shape[-1] != 4:
        raise ValueError(
            f"`rho` must be a state of two qubits, but its dimension is {state.shape[-1]}."
        )
    half = root(state)[None]
    shape = (whole("starts", starts), *state.shape[:-2], 4, whole("parts", parts, 4))
    w = _polar(rng.normal(size=shape) + 1j * rng.normal(size=shape))
    value, slope = _mean_entropy(half, w)
    best, step = value, np.full(value.shape, 0.1)
    for _ in range(whole("steps", steps)):
        new = _polar(w - step[..., None, None] * slope)
        value, turned = _mean_entropy(half, new)
        best = np.minimum(best, value)
        dw, dg = new - w, turned - slope
        bend = (dw.conj() * dg).sum((-1, -2)).real
        size = (np.abs(dw) ** 2).sum((-1, -2))
        step = np.clip(size / np.maximum(np.abs(bend), _TINY), 1e-3, 20.0)
        w, slope = new, turned
        if size.max(initial=0.0) < 1e-20:
            break
    return np.asarray(best.min(0))


def _polar(w: ComplexArray) -> ComplexArray:
    u, _, v = np.linalg.svd(w, full_matrices=False)
    return np.asarray(u @ v)


def _mean_entropy(half: ComplexArray, w: ComplexArray) -> tuple[FloatArray, ComplexArray]:
    """Mean entropy of the decomposition and its gradient on the manifold of isometries."""
    kets = np.swapaxes(half @ w, -1, -2)
    grids = kets.reshape(*kets.shape[:-1], 2, 2)
    reduced = grids @ np.swapaxes(grids, -1, -2).conj()
    p, v = np.linalg.eigh(reduced)
    p = np.clip(p, _TINY, None)
    weight = p.sum(-1)
    value = (-(p * np.log2(p)).sum(-1) + weight * np.log2(weight)).sum(-1)
    log = (v * (np.log2(weight[..., None]) - np.log2(p))[..., None, :]) @ np.swapaxes(
        v, -1, -2
    ).conj()
    pull = np.swapaxes((log @ grids).reshape(kets.shape), -1, -2)
    free = np.swapaxes(half, -1, -2).conj() @ pull
    inner = free @ np.swapaxes(w, -1, -2).conj()
    return value, free - (inner + np.swapaxes(inner, -1, -2).conj()) / 2 @ w
