"""Pictures of a tiling in the unit disk: which tile holds a point, and paths along sides."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from numerics._checks import ComplexArray, IntArray
from numerics.networks.tiling import Tiling


def straight(points: ArrayLike) -> ComplexArray:
    """From the conformal disk to the one with straight lines: ``2 z / (1 + |z|^2)``.

    points : complex, ``(...)``, inside of the unit circle.  Returns ``(...)``.

    >>> round(abs(complex(straight(0.5))), 12)
    0.8
    """
    z = np.asarray(points, dtype=complex)
    return np.asarray(2 * z / (1 + np.abs(z) ** 2))


def conformal(points: ArrayLike) -> ComplexArray:
    """Back again: ``k / (1 + sqrt(1 - |k|^2))``.

    points : complex, ``(...)``.  Returns ``(...)``.

    >>> round(abs(complex(conformal(0.8))), 12)
    0.5
    """
    k = np.asarray(points, dtype=complex)
    return np.asarray(k / (1 + np.sqrt(np.clip(1 - np.abs(k) ** 2, 0, None))))


def tile_at(tiling: Tiling, points: ArrayLike) -> IntArray:
    """The tile that holds each point of the conformal disk, -1 where there is none: (...).

    points : complex, ``(...)``.  Returns integers ``(...)``.

    >>> from numerics.networks.tiling import hyperbolic_tiling
    >>> tile_at(hyperbolic_tiling(1), [0.0, 0.999]).tolist()
    [0, -1]
    """
    z = np.asarray(points, dtype=complex)
    flat = z.ravel()
    k = np.where(np.abs(flat) < 1, straight(flat), 2.0)
    found = np.full(len(flat), -1)
    for tile, corners in enumerate(tiling.corners):
        c = straight(corners)
        near = np.flatnonzero(np.abs(k - c.mean()) <= np.abs(c - c.mean()).max())
        sides = zip(c, np.roll(c, -1), strict=True)
        turns = [((b - a).conjugate() * (k[near] - a)).imag for a, b in sides]
        found[near[np.min(turns, axis=0) >= 0]] = tile
    return found.reshape(z.shape)


def paths(tiling: Tiling, sides: Iterable[tuple[int, int]], points: int = 5) -> list[ComplexArray]:
    """Join sides, given as (tile, leg), into paths of the conformal disk.

    Sides that share a corner follow each other; each is drawn as an arc of ``points`` points.

    Returns complex arrays ``(m,)``, one for each path.

    >>> from numerics.networks.tiling import hyperbolic_tiling
    >>> around = paths(hyperbolic_tiling(0), [(0, leg) for leg in range(5)])
    >>> len(around), len(around[0])
    (1, 25)
    """
    at: dict[tuple[int, int], list[int]] = {}
    ends = []
    for number, (tile, leg) in enumerate(sides):
        pair = (complex(tiling.corners[tile][leg - 1]), complex(tiling.corners[tile][leg]))
        ends.append(pair)
        for corner in pair:
            at.setdefault(_key(corner), []).append(number)
    left = set(range(len(ends)))
    found = []
    while left:
        tips = [n for n in sorted(left) for c in ends[n] if len(left & {*at[_key(c)]}) == 1]
        side = tips[0] if tips else min(left)
        one, other = ends[side]
        if len(left & {*at[_key(one)]}) > 1:
            one, other = other, one
        walk = []
        while True:
            left.discard(side)
            share = np.linspace(0, 1, points)
            walk.append(conformal(straight(one) * (1 - share) + straight(other) * share))
            following = sorted(left & {*at[_key(other)]})
            if not following:
                break
            side = following[0]
            a, b = ends[side]
            one, other = (a, b) if _key(a) == _key(other) else (b, a)
        found.append(np.concatenate(walk))
    return found


def _key(corner: complex) -> tuple[int, int]:
    return round(corner.real * 1e7), round(corner.imag * 1e7)
