"""Networks of random tensors: their kets, and purities of sets of open legs."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import Array, ComplexArray, FloatArray, whole
from numerics.memory import refuse_beyond
from numerics.networks.cuts import Network


def random_network_kets(
    network: Network, bond: int, samples: int, *, rng: np.random.Generator
) -> ComplexArray:
    """Contract Gaussian tensors on a network, not normalised: (samples, bond, ..., bond).

    One axis for each open leg, all of dimension ``bond``.  The samples are one more index that all
    tensors share, and pairs of tensors are contracted in a greedy order.  Raises ``MemoryError``
    beyond the memory, and ``ValueError`` from `numpy.einsum` for more than 51 bonds and legs.

    >>> from numerics.networks.cuts import grid_network
    >>> rng = np.random.default_rng(0)
    >>> random_network_kets(grid_network(1, 1), 2, 3, rng=rng).shape
    (3, 2, 2, 2, 2)
    """
    d, count = whole("bond", bond, 2), whole("samples", samples)
    refuse_beyond(64.0 * count * float(d) ** len(network.legs), what=f"{count} random kets")
    sample = len(network.bonds) + len(network.legs)
    axes: list[list[int]] = [[sample] for _ in range(network.tensors)]
    for k, (one, other) in enumerate(network.bonds):
        axes[one].append(k)
        axes[other].append(k)
    open_legs = [len(network.bonds) + k for k in range(len(network.legs))]
    for axis, tensor in zip(open_legs, network.legs, strict=True):
        axes[tensor].append(axis)
    operands: list[Any] = []
    for own in axes:
        shape = (count, *(d,) * (len(own) - 1))
        operands += [rng.normal(size=shape) + 1j * rng.normal(size=shape), own]
    return np.asarray(np.einsum(*operands, [sample, *open_legs], optimize="greedy"))


def annealed_renyi(kets: Array, region: ArrayLike) -> FloatArray:
    """Second Renyi entropy in nats from means over samples: ``-log(<tr rho^2> / <(tr rho)^2>)``.

    kets : as from `random_network_kets`, not normalised; region : mask of open legs.

    >>> bell = np.eye(2)[None]
    >>> round(float(annealed_renyi(bell, [True, False])), 9)  # log 2
    0.693147181
    """
    mask = np.asarray(region, dtype=bool)
    a = [1 + k for k in np.flatnonzero(mask)]
    rest = [1 + k for k in np.flatnonzero(~mask)]
    moved = kets.transpose(0, *a, *rest)
    matrix = moved.reshape(len(kets), int(np.prod(moved.shape[1 : 1 + len(a)])), -1)
    if matrix.shape[1] > matrix.shape[2]:
        matrix = matrix.swapaxes(1, 2)
    rho = matrix @ matrix.conj().swapaxes(1, 2)
    norm = np.einsum("sii->s", rho).real
    purity = (np.abs(rho) ** 2).sum((1, 2))
    return np.asarray(-np.log(purity.mean() / (norm**2).mean()))
