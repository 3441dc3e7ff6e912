"""Landmark geodesics: what is conserved, two landmarks exactly, symmetries, errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.landmarks.geodesic import energy, landmark_geodesic, velocity

WIDTH = 0.8
SEEDS = st.integers(0, 2**32 - 1)


def draw(seed, m=4, d=2):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, d)), rng.normal(size=(m, d)) / m


@given(SEEDS, st.integers(1, 3))
@settings(max_examples=20)
def test_energy_and_both_momenta_are_kept(seed, d):
    """Runge-Kutta of order four at 200 steps: below 1e-7 for velocities of order one."""
    path = landmark_geodesic(*draw(seed, d=d), WIDTH, steps=200, every=20)
    for kept in (path.energy, path.linear_momentum, path.angular_momentum):
        assert np.abs(kept - kept[:1]).max() < 1e-6


@given(SEEDS)
@settings(max_examples=20)
def test_the_force_is_minus_the_gradient_of_the_energy(seed):
    q, p = draw(seed)
    path = landmark_geodesic(q, p, WIDTH, duration=1e-4, steps=1)
    back = landmark_geodesic(q, p, WIDTH, duration=-1e-4, steps=1)
    force = (path.momenta[-1] - back.momenta[-1]) / 2e-4
    step = 1e-5
    for i in np.ndindex(q.shape):
        shift = np.zeros_like(q)
        shift[i] = step
        slope = (energy(q + shift, p, WIDTH) - energy(q - shift, p, WIDTH)) / (2 * step)
        assert abs(force[i] + slope) < 1e-6
    drift = (path.positions[-1] - back.positions[-1]) / 2e-4
    assert np.abs(drift - velocity(q, q, p, WIDTH)).max() < 1e-6


def test_one_landmark_moves_straight():
    path = landmark_geodesic([[0.0, 1.0]], [[2.0, -1.0]], WIDTH, duration=3.0, steps=3)
    straight = np.array([0.0, 1.0]) + path.times[:, None] * np.array([2.0, -1.0])
    assert np.abs(path.positions[:, 0] - straight).max() < 1e-13


def test_two_landmarks_on_a_line_keep_the_quadrature_of_their_distance():
    """dr/dt = (1 - K(r)) pi with the energy P^2 (1 + K)/4 + pi^2 (1 - K)/4 for pi = p1 - p2."""
    q, p = np.array([[0.0], [1.0]]), np.array([[-0.6], [1.0]])
    path = landmark_geodesic(q, p, WIDTH, duration=2.0, steps=400)
    r = path.positions[:, 1, 0] - path.positions[:, 0, 0]
    k = np.exp(-(r**2) / (2 * WIDTH**2))
    total, h = 0.4, path.energy[0]
    rate = np.sqrt((4 * h - total**2 * (1 + k)) * (1 - k))
    assert np.abs(np.gradient(r, path.times, edge_order=2)[1:-1] - rate[1:-1]).max() < 1e-4


def test_a_geodesic_turns_with_its_start_and_comes_back():
    q, p = draw(3)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    plain = landmark_geodesic(q, p, WIDTH, steps=50)
    turned = landmark_geodesic(q @ turn.T, p @ turn.T, WIDTH, steps=50)
    assert np.abs(turned.positions - plain.positions @ turn.T).max() < 1e-12
    back = landmark_geodesic(plain.positions[-1], plain.momenta[-1], WIDTH, duration=-1, steps=50)
    assert np.abs(back.positions[-1] - q).max() < 1e-6


def test_samples_are_independent():
    pairs = [draw(s) for s in (1, 2)]
    q, p = (np.stack(part) for part in zip(*pairs, strict=True))
    both = landmark_geodesic(q, p, WIDTH, steps=8, every=4)
    assert both.positions.shape == (2, 3, 4, 2)
    for i, (one, other) in enumerate(pairs):
        alone = landmark_geodesic(one, other, WIDTH, steps=8, every=4)
        assert np.abs(both.positions[i] - alone.positions).max() < 1e-14


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"momenta": [[1.0]]}, "must have one shape"),
        ({"width": 0.0}, "`width` must be positive"),
        ({"duration": 0.0}, "`duration` must not be zero"),
        ({"steps": 5, "every": 2}, "`every` must divide 5"),
        ({"positions": [[0, 0], [1, 0]], "momenta": [[1e200, 0], [-1e200, 0]]}, "`steps` must"),
        ({"positions": [[np.nan, 0.0]]}, "`positions` must be finite"),
    ],
)
def test_bad_input_is_one_sentence(change, words):
    good = {"positions": [[0.0, 0.0]], "momenta": [[1.0, 0.0]], "width": 1.0}
    with pytest.raises(ValueError, match=words):
        landmark_geodesic(**(good | change))
    with pytest.raises(ValueError, match="`x` must have shape"):
        velocity([0.0], [[0.0, 0.0]], [[1.0, 0.0]], 1.0)
