"""Binary MERA on a ring: random ones, their ket, and their network of bonds."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from numerics._checks import Array, FloatArray, IntArray, whole
from numerics.memory import refuse_beyond
from numerics.networks.cuts import Network, minimal_cut


def random_mera(sites: int, *, rng: np.random.Generator) -> Any:
    """A quimb MERA of random orthogonal disentanglers and isometries, all bonds of dimension 2.

    sites : a power of two, at least 4; Vidal 2008.

    Returns the object of quimb.  Raises ``ValueError`` for another number of sites.

    >>> random_mera(8, rng=np.random.default_rng(0)).L
    8
    """
    import quimb.tensor as qtn

    n = whole("sites", sites, 4)
    if n & (n - 1):
        raise ValueError(f"`sites` must be a power of two, but it is {n}.")

    def matrices(shape: tuple[int, ...]) -> Iterator[FloatArray]:
        while True:
            q, r = np.linalg.qr(rng.normal(size=(4, 4)))
            yield (q * np.sign(np.diag(r)))[:, : int(np.prod(shape[2:]))].reshape(shape)

    return qtn.MERA(n, matrices((2, 2, 2, 2)), matrices((2, 2, 2)))


def mera_network(mera: Any) -> Network:
    """The tensors and bonds of a MERA without its values; open legs are the sites in order.

    mera : of ``random_mera``, n sites.  Returns a network with n open legs on its rim.

    >>> mera_network(random_mera(8, rng=np.random.default_rng(0))).rim
    8
    """
    number = {name: k for k, name in enumerate(mera.tensor_map)}
    bonds = [[number[t] for t in ends] for ends in mera.ind_map.values() if len(ends) == 2]
    legs = [number[next(iter(mera.ind_map[mera.site_ind(k)]))] for k in range(mera.L)]
    return Network(len(number), np.array(bonds), np.array(legs), len(legs))


def mera_ket(mera: Any) -> Array:
    """The ket (2^sites,) of a MERA; refused beyond the memory.

    >>> ket = mera_ket(random_mera(4, rng=np.random.default_rng(0)))
    >>> ket.shape, round(float(np.linalg.norm(ket)), 9)
    ((16,), 1.0)
    """
    refuse_beyond(16 * 2.0**mera.L * 3, what=f"ket of {mera.L} sites")
    return np.asarray(
        mera.to_dense([mera.site_ind(k) for k in range(mera.L)], optimize="greedy")
    ).ravel()


def aligned_cuts(network: Network, lengths: IntArray) -> IntArray:
    """Minimal cuts of intervals at every position: (lengths, positions).

    lengths : integers ``(m,)``, at most the rim.

    >>> network = mera_network(random_mera(4, rng=np.random.default_rng(0)))
    >>> aligned_cuts(network, np.array([1, 2])).shape
    (2, 4)
    """
    places = range(network.rim)
    return np.array(
        [[minimal_cut(network, network.interval(a, int(k))).value for a in places] for k in lengths]
    )
