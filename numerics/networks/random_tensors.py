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

    One axis for each open leg, all of dimension ``bond``.  Contraction by quimb, with the samples
    as one more index that all tensors share.  Raises ``MemoryError`` beyond the memory.
    """
    import quimb.tensor as qtn

    d, count = whole("bond", bond, 2), whole("samples", samples)
    refuse_beyond(64.0 * count * float(d) ** len(network.legs), what=f"{count} random kets")
    names: list[list[str]] = [["sample"] for _ in range(network.tensors)]
    for k, (one, other) in enumerate(network.bonds):
        names[one].append(f"b{k}")
        names[other].append(f"b{k}")
    for k, tensor in enumerate(network.legs):
        names[tensor].append(f"k{k}")
    tensors = []
    for inds in names:
        shape = (count, *(d,) * (len(inds) - 1))
        data = rng.normal(size=shape) + 1j * rng.normal(size=shape)
        tensors.append(qtn.Tensor(data, inds=inds))
    out = ["sample", *(f"k{k}" for k in range(len(network.legs)))]
    whole_network: Any = qtn.TensorNetwork(tensors)
    return np.asarray(whole_network.contract(..., output_inds=out, optimize="greedy").data)


def annealed_renyi(kets: Array, region: ArrayLike) -> FloatArray:
    """Second Renyi entropy in nats from means over samples: ``-log(<tr rho^2> / <(tr rho)^2>)``.

    kets : as from `random_network_kets`, not normalised; region : mask of open legs.
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
