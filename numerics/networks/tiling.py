"""Networks on the hyperbolic plane: polygons, four at each vertex, joined across their sides."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from numerics._checks import ComplexArray, IntArray, whole

APART = 1e3  # parts into which a unit of the hyperboloid is cut to tell tiles apart


@dataclass(frozen=True)
class Tiling:
    """Polygons around a central one, numbered ring by ring; leg k of a tile crosses its side k.

    rings : (tiles,), how many sides separate a tile from the centre.  sides : (tiles,).
    bonds : (bonds, 4), rows tile, leg, tile, leg.  boundary : (legs, 2), rows tile, leg, those that
    cross the rim, counterclockwise.  corners : the vertices of each tile in the unit disk.

    >>> flower = hyperbolic_tiling(1)
    >>> len(flower.rings), len(flower.boundary), bool(abs(flower.centres[0]) < 1e-12)
    (6, 20, True)
    """

    rings: IntArray
    sides: IntArray
    bonds: IntArray
    boundary: IntArray
    corners: tuple[ComplexArray, ...]

    @property
    def centres(self) -> ComplexArray:
        """Mean of the corners of each tile, a point inside it: (tiles,)."""
        return np.array([c.mean() for c in self.corners])


def hyperbolic_tiling(rings: int, sides: Sequence[int] = (5, 5)) -> Tiling:
    """Tiles up to ``rings`` sides away from the centre, in turn with ``sides`` sides.

    sides : of the tiles at even and at odd distance from the centre: (5, 5) is {5, 4}, the tiling
    of the pentagon code, (6, 6) is {6, 4}, the one of hexagon states, and (5, 6) that of the code
    with pentagons and hexagons in turn (Pastawski, Yoshida, Harlow and Preskill 2015).  Sides
    continue straight across a vertex, so that a tile is as far from the centre as there are lines
    between them.  Sides of equal length a need
    ``cosh(a/2) = cos(pi/p) / sin(alpha_p/2)`` with ``alpha_p + alpha_q = pi``.

    Raises ``ValueError`` for sides that leave no hyperbolic angles, such as (4, 4).

    >>> [len(hyperbolic_tiling(k).rings) for k in range(3)]
    [1, 6, 21]
    """
    depth = whole("rings", rings, 0)
    p = [whole("sides", n, 3) for n in sides]
    if len(p) != 2 or 1 / p[0] + 1 / p[1] >= 0.5 - 1e-12:
        raise ValueError(f"`sides` must be two numbers with 1/p + 1/q < 1/2, but are {p}.")
    half = np.arctan2(np.cos(np.pi / p[0]), np.cos(np.pi / p[1]))
    angles = (half, np.pi / 2 - half)
    inradius = [np.arccosh(np.cos(a) / np.sin(np.pi / n)) for a, n in zip(angles, p, strict=True)]
    step = sum(inradius)
    moves = [_moves(n, step) for n in p]
    frames: list[ComplexArray] = [np.eye(2, dtype=complex)]
    ring = [0]
    index = {_key(frames[0]): 0}
    bonds: list[tuple[int, int, int, int]] = []
    open_legs: list[tuple[int, int]] = []
    taken: set[tuple[int, int]] = set()
    tile = 0
    while tile < len(frames):
        kind = ring[tile] % 2
        for leg in range(p[kind]):
            if (tile, leg) in taken:
                continue
            frame = frames[tile] @ moves[kind][leg]
            other = index.get(_key(frame))
            if other is None:
                if ring[tile] == depth:
                    open_legs.append((tile, leg))
                    continue
                other = len(frames)
                frames.append(frame)
                ring.append(ring[tile] + 1)
                index[_key(frame)] = other
            back = _leg_towards(frames[other], frames[tile], p[ring[other] % 2])
            bonds.append((tile, leg, other, back))
            taken.add((other, back))
        tile += 1
    corners = tuple(_corners(f, p[r % 2], angles[r % 2]) for f, r in zip(frames, ring, strict=True))
    middle = [corners[t][leg] + corners[t][leg - 1] for t, leg in open_legs]
    order = np.argsort(np.angle(middle) % (2 * np.pi))
    return Tiling(
        np.array(ring),
        np.array([p[r % 2] for r in ring]),
        np.array(bonds, dtype=int).reshape(-1, 4),
        np.array(open_legs)[order],
        corners,
    )


def _turn(angle: float) -> ComplexArray:
    return np.diag(np.exp([0.5j * angle, -0.5j * angle]))


def _moves(sides: int, step: float) -> list[ComplexArray]:
    """From the frame of a tile to those of its neighbours, whose leg 0 points back."""
    along = np.array(
        [[np.cosh(step / 2), np.sinh(step / 2)], [np.sinh(step / 2), np.cosh(step / 2)]]
    )
    return [_turn(2 * np.pi * k / sides) @ along @ _turn(np.pi) for k in range(sides)]


def _centre(frame: ComplexArray) -> complex:
    return complex(frame[0, 1] / frame[1, 1])


def _key(frame: ComplexArray) -> tuple[int, int]:
    """Where the centre lies on the hyperboloid; different tiles are more than 1 apart there."""
    point = 2 * APART * frame[0, 1] * np.conj(frame[1, 1])
    return round(point.real), round(point.imag)


def _leg_towards(frame: ComplexArray, other: ComplexArray, sides: int) -> int:
    """The leg of the tile in ``frame`` that points to the tile in ``other``."""
    inverse = np.array([[frame[1, 1], -frame[0, 1]], [-frame[1, 0], frame[0, 0]]])
    return round(np.angle(_centre(inverse @ other)) * sides / (2 * np.pi)) % sides


def _corners(frame: ComplexArray, sides: int, half_angle: float) -> ComplexArray:
    """Corner k lies between legs k and k + 1."""
    radius = np.arccosh(1 / (np.tan(np.pi / sides) * np.tan(half_angle)))
    at = np.tanh(radius / 2) * np.exp(2j * np.pi * (np.arange(sides) + 0.5) / sides)
    return np.asarray((frame[0, 0] * at + frame[0, 1]) / (frame[1, 0] * at + frame[1, 1]))
