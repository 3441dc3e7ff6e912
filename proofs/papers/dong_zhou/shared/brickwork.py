"""Circuits of layers of neighbour gates on a line: where they act, with exact gates to try them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.object_]


def pairs(sites: int, layer: int, last: int) -> range:
    """First sites of the gates of a layer; the last layer starts at site `last` modulo 2."""
    return range((last - layer) % 2, sites - 1, 2)


def past(site: int, sites: int, depth: int, last: int) -> tuple[int, int]:
    """First and last site of the past cone of a site after `depth` layers."""
    low = high = site
    for back in range(depth):
        first = (last - back) % 2
        low -= low > 0 and (low - first) % 2 == 1
        high += high < sites - 1 and (high - first) % 2 == 0
    return low, high


def integer_gates() -> Iterator[Integers]:
    """Orthogonal matrices times an integer, in integers: x -> a x b for quaternions a, b."""
    state = 1
    while True:
        parts = []
        for _ in range(8):
            state = state * 48271 % 2147483647
            parts.append(1 + state % 7)
        a, b = parts[:4], [parts[4], -parts[5], parts[6], -parts[7]]
        yield _left(a) @ _right(b)


def _left(a: list[int]) -> Integers:
    p, q, r, s = a
    rows = [[p, -q, -r, -s], [q, p, -s, r], [r, s, p, -q], [s, -r, q, p]]
    return np.array(rows, dtype=object)


def _right(b: list[int]) -> Integers:
    p, q, r, s = b
    rows = [[p, -q, -r, -s], [q, p, s, -r], [r, -s, p, q], [s, r, -q, p]]
    return np.array(rows, dtype=object)


def act(gate: np.ndarray, state: np.ndarray, site: int) -> np.ndarray:
    """A gate on the axes `site` and `site + 1` of a tensor with axes of length two."""
    tensor = gate.reshape(2, 2, 2, 2)
    moved: np.ndarray = np.tensordot(tensor, state, ((2, 3), (site, site + 1)))
    return np.moveaxis(moved, (0, 1), (site, site + 1))
