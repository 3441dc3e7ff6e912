"""Points and paths of a tiling in the disk."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.networks.disk import conformal, paths, straight, tile_at
from numerics.networks.tiling import hyperbolic_tiling

TILING = hyperbolic_tiling(2, (5, 6))


@given(st.complex_numbers(max_magnitude=0.99, allow_nan=False))
def test_the_two_disks_are_one(z):
    assert abs(conformal(straight(z)) - z) < 1e-7


def test_every_tile_holds_its_middle():
    middle = [conformal(straight(c).mean()) for c in TILING.corners]
    assert np.array_equal(tile_at(TILING, middle), np.arange(len(middle)))


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.floats(0, 1), st.integers(0, 25), st.integers(0, 4))
def test_points_near_a_side_are_in_its_tile(share, tile, leg):
    corners = straight(TILING.corners[tile])
    on = corners[leg - 1] * (1 - share) + corners[leg] * share
    inside = conformal(on + 1e-3 * (corners.mean() - on))
    assert tile_at(TILING, inside) == tile


def test_outside_there_is_no_tile():
    assert tile_at(TILING, [0.9999, 1.0, 3.0j]).tolist() == [-1, -1, -1]


def test_the_rim_is_one_closed_path():
    (walk,) = paths(TILING, [(int(t), int(leg)) for t, leg in TILING.boundary], points=2)
    assert len(walk) == 2 * len(TILING.boundary)
    assert abs(walk[0] - walk[-1]) < 1e-9
    assert np.abs(walk[1:-1:2] - walk[2::2]).max() < 1e-9


def test_sides_may_be_given_from_either_tile():
    """A polygon drawn by its own sides and by those of its neighbours is closed all the same."""
    around = [(t, leg) if t % 2 else (0, k) for k, leg, t in [
        (int(k), int(leg), int(t)) for zero, k, t, leg in TILING.bonds if zero == 0]]  # fmt: skip
    assert len(around) == 5
    (walk,) = paths(TILING, around, points=2)
    assert np.abs(walk - np.roll(walk, -1))[1::2].max() < 1e-9


def test_sides_apart_are_paths_apart():
    t, leg = TILING.boundary[0]
    u, other = TILING.boundary[30]
    found = paths(TILING, [(int(t), int(leg)), (int(u), int(other))])
    assert [len(p) for p in found] == [5, 5]
    ends = {complex(np.round(found[0][k], 9)) for k in (0, -1)}
    assert ends == {complex(np.round(TILING.corners[t][k], 9)) for k in (leg - 1, leg)}
    middle = found[0][2]
    assert abs(straight(middle) - straight(TILING.corners[t][[leg - 1, leg]]).mean()) < 1e-12
    assert abs(middle) == pytest.approx(np.abs(found[0]).min(), abs=0.05)
