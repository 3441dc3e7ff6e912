"""Minimal cuts of a network and the greedy wedge of a region of its open legs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from numerics._checks import Array, IntArray, whole
from numerics.networks.tiling import Tiling
from numerics.qubits._states import as_subsystems

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """Tensors joined by bonds, with open legs.

    tensors : their number.  bonds : ``(bonds, 2)``, the tensors that each joins.  legs :
    ``(legs,)``, the tensor of each open leg; the first ``rim`` of them are on the boundary, in
    order, the others in the bulk.
    Raises ``ValueError`` for tensors that do not exist and a rim longer than the legs.

    >>> pair = Network(2, np.array([[0, 1]]), np.array([0, 0, 1, 1]), rim=4)
    >>> minimal_cut(pair, pair.interval(0, 2)).value
    1
    """

    tensors: int
    bonds: IntArray
    legs: IntArray
    rim: int

    def __post_init__(self) -> None:
        """Check the record when it is built."""
        whole("tensors", self.tensors)
        for name, places, shape in (("bonds", self.bonds, 2), ("legs", self.legs, 1)):
            array = np.asarray(places)
            if array.ndim != shape or array.dtype.kind not in "iu":
                raise ValueError(f"`{name}` must be integers, but its shape is {array.shape}.")
            if array.size and not (array.min() >= 0 and array.max() < self.tensors):
                raise ValueError(
                    f"`{name}` must join tensors 0..{self.tensors - 1}, but it reaches from "
                    f"{array.min()} to {array.max()}."
                )
        if whole("rim", self.rim, 0) > len(self.legs):
            raise ValueError(f"`rim` must be at most {len(self.legs)}, but it is {self.rim}.")

    def region(self, positions: ArrayLike) -> BoolArray:
        """The set of open legs at ``positions``, distinct integers, as a mask ``(legs,)``."""
        mask = np.zeros(len(self.legs), dtype=bool)
        mask[list(as_subsystems("positions", positions, len(self.legs)))] = True
        return mask

    def interval(self, start: int, length: int) -> BoolArray:
        """The set of ``length`` neighbouring legs of the boundary from ``start`` on, cyclically."""
        if whole("length", length, 0) > self.rim:
            raise ValueError(f"`length` must be at most {self.rim}, but it is {length}.")
        return self.region((start + np.arange(length)) % self.rim)


def code_network(tiling: Tiling) -> Network:
    """Six-legged tensors on a tiling; on pentagons the sixth leg is in the bulk.

    tiling : of polygons with five or six sides.  Boundary legs come first, in its order.

    >>> from numerics.networks.tiling import hyperbolic_tiling
    >>> network = code_network(hyperbolic_tiling(1))
    >>> network.tensors, network.rim, len(network.legs)
    (6, 20, 26)
    """
    pentagons = np.flatnonzero(tiling.sides == 5)
    legs = np.concatenate([tiling.boundary[:, 0], pentagons])
    return Network(len(tiling.rings), tiling.bonds[:, ::2], legs, len(tiling.boundary))


@dataclass(frozen=True)
class Cut:
    """A set of tensors on the side of a region, and how many bonds and legs it cuts off.

    value : of bonds and legs; inside : mask ``(tensors,)``.

    >>> square = grid_network(2, 2)
    >>> minimal_cut(square, square.interval(0, 2)).value
    2
    """

    value: int
    inside: BoolArray


def cut_value(network: Network, region: ArrayLike, inside: ArrayLike) -> int:
    """Bonds between the tensors ``inside`` and the others, and legs on the wrong side.

    region : mask ``(legs,)``; inside : mask ``(tensors,)``.
    Raises ``ValueError`` for a mask that does not hold one entry for each tensor.

    >>> square = grid_network(1, 2)
    >>> cut_value(square, square.region([0]), [True, False])
    3
    """
    a, side = _region(network, region), np.asarray(inside)
    if side.dtype != bool or side.shape != (network.tensors,):
        raise ValueError(
            f"`inside` must be a mask of {network.tensors} tensors, but has shape {side.shape} and "
            f"dtype {side.dtype}."
        )
    bonds = (side[network.bonds[:, 0]] != side[network.bonds[:, 1]]).sum()
    return int(bonds + (side[network.legs] != a).sum())


def minimal_cut(network: Network, region: ArrayLike) -> Cut:
    """The smallest cut between the open legs of ``region`` and all others, by maximal flow.

    Every bond and leg has capacity 1: times log D it bounds the entropy of the region for tensors
    with legs of dimension D.  Of several minimal cuts it is the one closest to the region.
    region : mask (legs,).

    >>> strip = grid_network(1, 5)
    >>> minimal_cut(strip, strip.interval(0, 1)).value
    1
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow

    a = _region(network, region)
    n = network.tensors
    source, sink = n, n + 1
    b = network.bonds
    tail = np.concatenate([b[:, 0], b[:, 1], np.full(a.sum(), source), network.legs[~a]])
    head = np.concatenate([b[:, 1], b[:, 0], network.legs[a], np.full((~a).sum(), sink)])
    capacity: Any = csr_array(
        (np.ones(len(tail), dtype=np.int32), (tail, head)), shape=(n + 2,) * 2
    )
    capacity.sum_duplicates()
    flow = maximum_flow(capacity, source, sink)
    rest = capacity - flow.flow
    rest.eliminate_zeros()
    reached = breadth_first_order(rest, source, return_predecessors=False)
    inside = np.zeros(n + 2, dtype=bool)
    inside[reached] = True
    return Cut(int(flow.flow_value), inside[:n])


def greedy_wedge(network: Network, region: ArrayLike) -> Cut:
    """Tensors absorbed one by one while at least half of their legs are on the region's side.

    With perfect tensors each step is an isometry out of the wedge, so that the operators on a bulk
    leg of an absorbed tensor can be rebuilt on the region (Pastawski et al. 2015).
    region : mask (legs,); the legs of the bulk are not in it, as a rule.

    >>> from numerics.networks.tiling import hyperbolic_tiling
    >>> code = code_network(hyperbolic_tiling(1))
    >>> int(greedy_wedge(code, code.interval(0, 14)).inside.sum())  # all but one of six
    5
    """
    a = _region(network, region)
    n = network.tensors
    neighbours: list[list[int]] = [[] for _ in range(n)]
    for one, other in network.bonds:
        neighbours[one].append(int(other))
        neighbours[other].append(int(one))
    degree = np.bincount(network.bonds.ravel(), minlength=n) + np.bincount(
        network.legs, minlength=n
    )
    held = np.bincount(network.legs[a], minlength=n)
    inside = np.zeros(n, dtype=bool)
    waiting = [int(t) for t in np.flatnonzero(2 * held >= degree)]
    while waiting:
        tensor = waiting.pop()
        if inside[tensor]:
            continue
        inside[tensor] = True
        for other in neighbours[tensor]:
            held[other] += 1
            if not inside[other] and 2 * held[other] >= degree[other]:
                waiting.append(other)
    return Cut(cut_value(network, a, inside), inside)


def grid_network(rows: int, columns: int) -> Network:
    """A flat rectangle of tensors with four legs; its open legs counterclockwise from the left.

    rows, columns : at least 1.  Returns a network of ``rows * columns`` tensors and
    ``2 (rows + columns)`` open legs.

    >>> grid_network(2, 3).rim
    10
    """
    r, c = whole("rows", rows), whole("columns", columns)
    place = np.arange(r * c).reshape(r, c)
    across = np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], axis=-1)
    down = np.stack([place[:-1].ravel(), place[1:].ravel()], axis=-1)
    rim = np.concatenate([place[:, 0], place[-1], place[::-1, -1], place[0, ::-1]])
    return Network(r * c, np.concatenate([across, down]), rim, len(rim))


def _region(network: Network, region: ArrayLike) -> BoolArray:
    mask: Array = np.asarray(region)
    if mask.dtype != bool or mask.shape != network.legs.shape:
        raise ValueError(
            f"`region` must be a mask of {len(network.legs)} legs, "
            f"but has shape {mask.shape} and dtype {mask.dtype}."
        )
    return mask
