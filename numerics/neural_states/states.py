"""Amplitudes of neural wave functions of n spins, for all 2^n configurations or a given list.

Bits x are 0 or 1, spins are s = 1 - 2 x; site 0 is the most significant digit of an index.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, FloatArray, as_array, whole
from numerics.memory import refuse_beyond


def bits(n: int) -> FloatArray:
    """Return all configurations of n bits, ``(2^n, n)``, in the order of their index.

    >>> bits(2).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    count = 2 ** whole("n", n, 0)
    refuse_beyond(16.0 * count * max(n, 1), what=f"all configurations of {n} bits")
    return ((np.arange(count)[:, None] >> np.arange(n)[::-1]) & 1).astype(float)


def spins(n: int) -> FloatArray:
    """Return all configurations of n spins, ``(2^n, n)``, with entries 1 (bit 0) and -1 (bit 1).

    >>> spins(2).tolist()
    [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]]
    """
    return np.asarray(1.0 - 2.0 * bits(n))


def restricted_boltzmann(s: ArrayLike, a: ArrayLike, b: ArrayLike, w: ArrayLike) -> Array:
    """Amplitudes of a restricted Boltzmann machine, its hidden units h = +-1 summed over.

    psi(s) = exp(sum_j a_j s_j) prod_i 2 cosh(b_i + sum_j w_ij s_j)

    s : ``(..., n)``; a : ``(n,)``; b : ``(m,)``; w : ``(m, n)``, real or complex; out ``(...)``.
    Source: G. Carleo, M. Troyer (2017), equation (2).
    Raises ``ValueError`` for arrays whose shapes do not fit.

    >>> psi = restricted_boltzmann(spins(2), [0, 0], [0], [[1, 1]])
    >>> (psi / psi[1]).round(6)  # cosh 2: equal spins are favoured
    array([3.762196, 1.      , 1.      , 3.762196])
    """
    configurations, visible, hidden, weights = _fitting(s, a, b, w)
    angle = configurations @ weights.T + hidden
    return np.asarray(np.exp(configurations @ visible) * np.prod(2 * np.cosh(angle), axis=-1))


def feedforward(
    s: ArrayLike, f: ArrayLike, w: ArrayLike, b: ArrayLike, activation: Callable[[Array], Array]
) -> Array:
    """Amplitudes psi(s) = sum_i f_i activation(sum_j w_ij s_j + b_i) of one hidden layer.

    s : ``(..., n)``; f, b : ``(m,)``; w : ``(m, n)``. Returns ``(...)``.
    Source: K. Hashimoto's slides, chapter 2, after H. Saito (2018).
    Raises ``ValueError`` for arrays whose shapes do not fit.

    >>> feedforward(spins(2), [1.0], [[1, 1]], [0.0], np.square)
    array([4., 0., 0., 4.])
    """
    configurations = as_array("s", s)
    _, _, hidden, weights = _fitting(s, np.zeros(configurations.shape[-1]), b, w)
    outer = as_array("f", f)
    if outer.shape != hidden.shape:
        raise ValueError(f"`f` must have shape {hidden.shape}, but its shape is {outer.shape}.")
    return np.asarray(activation(configurations @ weights.T + hidden) @ outer)


def deep_boltzmann(
    weights: Sequence[ArrayLike], biases: Sequence[ArrayLike] | None = None
) -> Array:
    """Amplitudes of a deep Boltzmann machine for all bits x, its hidden bits summed over.

    psi(x) = sum_h exp(-c0.x - x.w0.h1 - c1.h1 - h1.w1.h2 - c2.h2 - ...)

    weights : matrices ``(n_l, n_{l+1})`` between neighbouring layers, the first layer is visible.
    biases : one vector for each layer, c0 for the visible one; zero by default, as the slides print
    it.  The layers are summed from the deepest on: sum_l 2^(n_l + n_{l+1}) operations. Returns
    ``(2^n_0,)``. Source: K. Hashimoto's slides, Discussion.
    Raises ``ValueError`` for weights or biases that do not fit neighbouring layers.

    >>> deep_boltzmann([np.array([[np.log(2)], [0.0]])])  # 1 + exp(-x_1 log 2)
    array([2. , 2. , 1.5, 1.5])
    """
    matrices = [as_array(f"weights[{i}]", w) for i, w in enumerate(weights)]
    if not matrices or any(m.ndim != 2 for m in matrices):
        raise ValueError("`weights` must be matrices, one or more, between neighbouring layers.")
    sizes = [matrices[0].shape[0], *(m.shape[1] for m in matrices)]
    for i, (here, there) in enumerate(pairwise(matrices)):
        if here.shape[1] != there.shape[0]:
            raise ValueError(
                f"`weights[{i + 1}]` must have {here.shape[1]} rows, but has {there.shape[0]}."
            )
    if biases is None:
        biases = [np.zeros(size) for size in sizes]
    fields = [as_array(f"biases[{i}]", c) for i, c in enumerate(biases)]
    shapes = [c.shape for c in fields]
    if shapes != [(size,) for size in sizes]:
        raise ValueError(f"`biases` must be vectors of sizes {sizes}, but have shapes {shapes}.")
    widest = max(a + b for a, b in pairwise(sizes))
    refuse_beyond(48.0 * 2.0**widest, what=f"two layers of {widest} units together")
    amplitudes: Array = np.exp(-bits(sizes[-1]) @ fields[-1])
    for w, c in zip(reversed(matrices), reversed(fields[:-1]), strict=True):
        x = bits(w.shape[0])
        amplitudes = np.exp(-x @ c) * (np.exp(-x @ w @ bits(w.shape[1]).T) @ amplitudes)
    return amplitudes


def _fitting(
    s: ArrayLike, a: ArrayLike, b: ArrayLike, w: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    configurations, visible = as_array("s", s), as_array("a", a)
    hidden, weights = as_array("b", b), as_array("w", w)
    n, m = configurations.shape[-1], hidden.size
    for name, array, wanted in (("a", visible, (n,)), ("b", hidden, (m,)), ("w", weights, (m, n))):
        if array.shape != wanted:
            raise ValueError(f"`{name}` must have shape {wanted}, but its shape is {array.shape}.")
    return configurations, visible, hidden, weights
