"""Tensors of bits as layers of hidden units with weights i pi, and tensor states as deep machines.

A hidden unit with weights i pi to the bits of a set S and bias -log u contributes the factor
1 + u (-1)^(sum of the bits of S), and every tensor without a zero is a product of such factors.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, as_array
from numerics.neural_states.states import bits


def parity_units(tensor: ArrayLike) -> tuple[Array, Array, complex]:
    """Return sets, biases and the constant of the units that make a tensor of n bits.

    T(x) = constant prod_S (1 + u_S (-1)^(S.x)), u_S = tanh g_S, with the Walsh expansion
    log T(x) = sum_S g_S (-1)^(S.x)

    tensor : ``(2,) * n``, real or complex, nowhere zero.  Returns the sets as rows of bits
    ``(2^n - 1, n)`` (the empty set is the constant), u ``(2^n - 1,)`` and the constant.
    Raises ``ValueError`` for a zero entry; a sum of two tensors without zeros reaches those.

    >>> sets, u, constant = parity_units([1.0, np.exp(-2.0)])
    >>> sets.tolist(), bool(np.isclose(u[0], np.tanh(1.0)))  # log T = const + (-1)^x
    ([[1.0]], True)
    """
    array = as_array("tensor", tensor).astype(np.complex128)
    n = array.ndim
    if array.shape != (2,) * n or not n:
        raise ValueError(f"`tensor` must have shape (2, ..., 2), but its shape is {array.shape}.")
    if (array == 0).any():
        raise ValueError("`tensor` must be nowhere zero, but it has a zero entry.")
    x = bits(n)
    signs = 1 - 2 * ((x @ x.T) % 2)
    g = signs @ np.log(array.reshape(-1)) / 2**n
    constant = np.exp(g[0]) * np.prod(np.cosh(g[1:]))
    return x[1:], np.tanh(g[1:]), complex(constant)


def deep_boltzmann_of_chain(
    chain: Sequence[ArrayLike],
) -> tuple[list[Array], list[Array], complex]:
    """Return weights, biases and the constant of a deep machine for a ring of 2 x 2 x 2 tensors.

    tr[A_1(x_1) ... A_N(x_N)] = constant * deep_boltzmann(weights, biases)(x)

    The first hidden layer holds the 7 N units of `parity_units`, the second the N bits of the
    bonds; site k lies between the bonds k and k + 1 (cyclic).  chain : N > 1 arrays ``(2, 2, 2)``
    with the axes left bond, site, right bond. Raises ``ValueError`` for other shapes or zeros.

    >>> from numerics.neural_states.matrix_products import amplitudes
    >>> from numerics.neural_states.states import deep_boltzmann
    >>> chain = [np.random.default_rng(0).uniform(1, 2, (2, 2, 2))] * 2
    >>> weights, biases, constant = deep_boltzmann_of_chain(chain)
    >>> [w.shape for w in weights]
    [(2, 14), (14, 2)]
    """
    n = len(chain)
    tensors = [as_array(f"chain[{k}]", a) for k, a in enumerate(chain)]
    if n < 2 or any(a.shape != (2, 2, 2) for a in tensors):
        raise ValueError("`chain` must be two or more arrays of shape (2, 2, 2).")
    visible, inner = np.zeros((n, 7 * n), dtype=complex), np.zeros((7 * n, n), dtype=complex)
    bias, constant = np.zeros(7 * n, dtype=complex), 1 + 0j
    for k, tensor in enumerate(tensors):
        sets, u, factor = parity_units(tensor)
        units = slice(7 * k, 7 * k + 7)
        visible[k, units] = 1j * np.pi * sets[:, 1]
        inner[units, k] = 1j * np.pi * sets[:, 0]
        inner[units, (k + 1) % n] = 1j * np.pi * sets[:, 2]
        bias[units] = -np.log(np.where(u == 0, 1e-300, u))
        constant *= factor
    return [visible, inner], [np.zeros(n), bias, np.zeros(n)], constant
