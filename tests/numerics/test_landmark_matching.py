"""Matching of landmarks: ends are met, symmetries, energy beside other paths, errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.landmarks.geodesic import energy, kernel
from numerics.landmarks.matching import match_landmarks

WIDTH = 1.0
GRID = np.array([[x, y] for x in (0.0, 1.0, 2.0) for y in (0.0, 1.0)])


def moved(seed, size):
    return GRID + size * np.random.default_rng(seed).uniform(-1, 1, GRID.shape)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_the_end_is_met_and_the_way_back_is_as_long(seed):
    """Newton to 1e-10; geodesics of order four at 40 steps agree backwards to 1e-6."""
    goal = moved(seed, 0.25)
    there = match_landmarks(GRID, goal, WIDTH)
    assert np.abs(there.path.positions[-1] - goal).max() <= 1e-10
    back = match_landmarks(goal, GRID, WIDTH)
    assert back.length == pytest.approx(there.length, rel=1e-5)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_no_straight_motion_of_the_landmarks_is_shorter(seed):
    """Energy of q(t) = start + t (end - start) with the least velocity field at each time."""
    goal = moved(seed, 0.25)
    best = match_landmarks(GRID, goal, WIDTH).path.energy[0]
    times, weights = np.polynomial.legendre.leggauss(20)
    total = 0.0
    for t, weight in zip((times + 1) / 2, weights / 2, strict=True):
        q = GRID + t * (goal - GRID)
        p = np.linalg.solve(kernel(q, q, WIDTH), goal - GRID)
        total += weight * float(energy(q, p, WIDTH))
    assert best <= total * (1 + 1e-9)


def test_a_shift_of_one_landmark_costs_its_square():
    match = match_landmarks([[0.0, 0.0]], [[3.0, 4.0]], WIDTH)
    assert match.length == pytest.approx(5.0, abs=1e-9)
    assert match.iterations == 0


def test_points_that_stay_need_no_motion():
    assert match_landmarks(GRID, GRID, WIDTH).length == 0


@pytest.mark.parametrize(
    ("start", "end", "options", "words"),
    [
        ([[0.0, 0.0]], [[1.0]], {}, "must have one shape"),
        ([[0.0], [0.0]], [[0.0], [1.0]], {}, "`start` must be distinct points, but 0 and 1"),
        ([[0.0], [1.0]], [[2.0], [2.0]], {}, "`end` must be distinct points"),
        ([[0.0]], [[1.0]], {"width": -1.0}, "`width` must be positive"),
        ([[0.0], [1.0]], [[3.0], [1.2]], {"most": 2}, "must be reached to within"),
    ],
)
def test_bad_input_is_one_sentence(start, end, options, words):
    with pytest.raises(ValueError, match=words):
        match_landmarks(start, end, **({"width": WIDTH} | options))
