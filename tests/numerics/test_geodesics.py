import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st
from metrics import diagonal, flat_frw, painleve, schwarzschild, wobbly

from numerics.orbits.geodesics import (
    affine_acceleration,
    affine_geodesics,
    coordinate_acceleration,
    coordinate_geodesics,
    initial_velocity,
)
from numerics.orbits.longest_path import second_variation, stationary_path
from numerics.orbits.path_functional import (
    entropy_segment,
    path_derivative,
    path_value,
    proper_time_segment,
)


def clock_and_sphere(x):
    """-dt^2 + unit sphere in (theta, phi)."""
    return diagonal(-1 + 0 * x[..., 0], 1 + 0 * x[..., 0], np.sin(x[..., 1]) ** 2)


def flat(x):
    n = x.shape[-1]
    return np.broadcast_to(np.diag([-1.0] + [1.0] * (n - 1)), (*x.shape, n))


@checked
@given(st.integers(2, 4), st.integers(0, 9), st.sampled_from(("timelike", "null", "spacelike")))
def test_initial_velocities_have_the_norm_asked_for(n, seed, kind):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (5, n))
    spatial = rng.uniform(1, 2, (5, n - 1)) * 2
    u = initial_velocity(wobbly, x, spatial, kind)
    norms = np.einsum("bm,bmn,bn->b", u, wobbly(x), u)
    np.testing.assert_allclose(norms, {"timelike": -1, "null": 0, "spacelike": 1}[kind], atol=1e-12)
    assert (u[:, 0] > 0).all()
    np.testing.assert_array_equal(u[:, 1:], spatial)


def test_circular_orbit_and_radial_light_in_schwarzschild():
    # r = 8 M: dphi/dt = sqrt(M / r^3), dt/dtau = (1 - 3M/r)^(-1/2)
    r, half = 8.0, np.pi / 2
    phi = np.sqrt(1 / r**3)
    times = np.linspace(0, 100, 21)
    orbit = coordinate_geodesics(schwarzschild, [[r, half, 0.0]], [[0.0, 0.0, phi]], times)
    # tolerance 1e-11 per unit over 100
    np.testing.assert_allclose(orbit.positions[:, 0, 1], r, atol=1e-7)
    np.testing.assert_allclose(orbit.positions[:, 0, 3], phi * times, atol=1e-7)
    assert orbit.drift < 1e-9
    u = initial_velocity(schwarzschild, [0.0, r, half, 0.0], [0.0, 0.0, phi / np.sqrt(1 - 3 / r)])
    assert u[0] == pytest.approx(1 / np.sqrt(1 - 3 / r), rel=1e-12)
    # light falling in along a radius in Painleve's chart: dr/dt = -1 - sqrt(2 / r), r affine
    ray = initial_velocity(painleve, [0.0, 9.0, half, 0.0], [-1.0, 0.0, 0.0], "null")
    assert 1 / ray[0] == pytest.approx(1 + np.sqrt(2 / 9), rel=1e-12)
    fall = affine_geodesics(painleve, [[0.0, 9.0, half, 0.0]], ray[None], np.linspace(0, 8, 9))
    np.testing.assert_allclose(fall.positions[:, 0, 1], 9 - np.linspace(0, 8, 9), atol=1e-8)
    assert fall.drift < 1e-9


def test_momentum_falls_as_the_scale_factor_in_an_expanding_world():
    # a = t: a^2 dx/dtau is constant
    world = lambda x: flat_frw(x, 1.0)  # noqa: E731
    start = np.array([[1.0, 0.0], [1.0, 2.0]])
    u = initial_velocity(world, start, [[0.5], [-0.3]])
    found = affine_geodesics(world, start, u, np.linspace(0, 3, 7))
    momentum = found.positions[..., 0] ** 2 * found.velocities[..., 1]
    np.testing.assert_allclose(momentum, np.tile([0.5, -0.3], (7, 1)), atol=1e-9)
    np.testing.assert_allclose(found.norms, -1, atol=1e-9)


def test_both_parametrisations_trace_the_same_curves():
    rng = np.random.default_rng(3)
    times = np.linspace(0, 2, 9)
    x, v = rng.uniform(-1, 1, (4, 3)), rng.uniform(-0.3, 0.3, (4, 3))
    coordinate = coordinate_geodesics(wobbly, x, v, times)
    assert coordinate.drift < 1e-10
    for b in range(4):
        u = np.array([[1.0, *v[b]]])
        affine = affine_geodesics(wobbly, [[0.0, *x[b]]], u, coordinate.affine[:, b])
        # 1e-11 per unit, and interpolation between steps
        np.testing.assert_allclose(affine.positions[:, 0], coordinate.positions[:, b], atol=1e-8)
        assert np.abs(coordinate.positions[-1, b, 1:] - x[b] - 2 * v[b]).max() > 1e-3


@checked
@given(st.integers(0, 9))
def test_right_hand_side_of_7_7_is_that_of_7_8_divided_by_the_clock(seed):
    rng = np.random.default_rng(seed)
    x, v = rng.uniform(-1, 1, (5, 4)), np.concatenate([np.ones((5, 1)), rng.normal(size=(5, 3))], 1)
    affine = affine_acceleration(wobbly, x, 3 * v)
    exact = (affine * v[:, :1] - affine[:, :1] * v) / 9
    np.testing.assert_allclose(coordinate_acceleration(wobbly, x, v), exact, atol=1e-12)


def test_errors_fall_with_the_tolerance():
    # great circle at unit speed, tilted: theta(t) = arccos(sin i sin t)
    tilt, times = 0.4, np.linspace(0, 6, 13)
    exact = np.arccos(np.sin(tilt) * np.sin(0.9 * times))
    start = [[np.pi / 2, 0.0]]
    v = [[-0.9 * np.sin(tilt), 0.9 * np.cos(tilt)]]
    errors = []
    for tolerance in (1e-6, 1e-9, 1e-12):
        found = coordinate_geodesics(
            clock_and_sphere, start, v, times, rtol=tolerance, atol=tolerance
        )
        errors.append(np.abs(found.positions[:, 0, 1] - exact).max())
    assert errors[0] < 1e-4
    assert errors[1] < 1e-7
    assert errors[2] < 1e-10
    assert errors[2] < errors[1] < errors[0]


@pytest.mark.parametrize("n", [2, 3])
def test_longest_path_converges_to_the_geodesic_with_order_two(n):
    v = np.full((1, n - 1), 0.3)
    wrong = []
    for count in (13, 25):
        t = np.linspace(0, 2, count)
        true = coordinate_geodesics(wobbly, np.zeros((1, n - 1)), v, t).positions[:, 0]
        line = true[0] + (true[-1] - true[0]) * (t / 2)[:, None]
        found = stationary_path(proper_time_segment(wobbly), t, line[:, 1:])
        assert found.is_maximum
        assert found.value > path_value(proper_time_segment(wobbly), line, t)
        wrong.append(np.abs(found.path - true).max())
        np.testing.assert_allclose(found.path[[0, -1]], true[[0, -1]], atol=1e-14)
    assert np.log2(wrong[0] / wrong[1]) == pytest.approx(2, abs=0.2)
    assert np.abs(true - line).max() > 20 * wrong[1]


def test_proper_time_is_stationary_on_geodesics_and_the_other_functional_is_not():
    # expanding world: (7.5) and (8.1) with (8.2) have different stationary paths
    world = lambda x: flat_frw(x, 1.0)  # noqa: E731
    slopes = {}
    for count in (41, 81):
        t = np.linspace(1, 2, count)
        path = coordinate_geodesics(world, [[0.0]], [[0.8]], t).positions[:, 0]
        for build in (proper_time_segment, entropy_segment):
            slope = path_derivative(build(world), path, t)[:, 1]
            slopes[build, count] = np.abs(slope).max()
    assert slopes[proper_time_segment, 41] < 1e-3
    ratio = slopes[proper_time_segment, 41] / slopes[proper_time_segment, 81]
    assert np.log2(ratio) == pytest.approx(2, abs=0.2)
    assert slopes[entropy_segment, 81] > 0.1


def test_a_geodesic_beyond_its_conjugate_point_is_no_maximum():
    # equator of the sphere: conjugate point at the antipode
    for angle, signs in ((0.9 * np.pi, 0), (1.1 * np.pi, 1), (2.1 * np.pi, 2)):
        t = np.linspace(0, 7, 41)
        positions = np.stack([np.full(41, np.pi / 2), angle * t / 7], axis=-1)
        eigenvalues = second_variation(proper_time_segment(clock_and_sphere), t, positions)
        assert (eigenvalues > 0).sum() == signs
    with_start = stationary_path(proper_time_segment(clock_and_sphere), t, positions)
    assert with_start.steps == 0
    assert not with_start.is_maximum


def test_straight_lines_maximise_in_flat_space():
    t = np.linspace(0, 3, 9)
    bent = np.stack([0.2 * t + 0.1 * np.sin(np.pi * t / 3), -0.1 * t], axis=-1)
    found = stationary_path(proper_time_segment(flat), t, bent)
    np.testing.assert_allclose(found.path[:, 1:], np.outer(t, [0.2, -0.1]), atol=1e-11)
    assert found.value == pytest.approx(3 * np.sqrt(1 - 0.05), rel=1e-13)
    assert found.is_maximum


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: initial_velocity(flat, np.zeros(2), [0.1], "tardy"), ValueError, "`kind` must be"),
        (
            lambda: initial_velocity(flat, np.zeros(2), [0.5], "spacelike"),
            ValueError,
            "must allow a spacelike velocity",
        ),
        (
            lambda: initial_velocity(lambda x: -flat(x), np.zeros(2), [0.5]),
            ValueError,
            "`metric` must have g_00 < 0, but it is 1",
        ),
        (
            lambda: coordinate_acceleration(flat, np.zeros(2), [2.0, 0.0]),
            ValueError,
            "time component 1, but it has 2",
        ),
        (
            lambda: affine_geodesics(flat, np.zeros(2), np.zeros(2), [0.0, 1.0]),
            ValueError,
            r"`position` must have shape \(B, n\)",
        ),
        (
            lambda: coordinate_geodesics(flat, np.zeros((1, 2)), np.zeros((2, 2)), [0.0, 1.0]),
            ValueError,
            r"`velocity` must have shape \(B, n - 1\)",
        ),
        (
            lambda: affine_geodesics(flat, np.zeros((1, 2)), np.zeros((1, 2)), [0.0]),
            ValueError,
            "with T >= 2",
        ),
        (
            lambda: stationary_path(proper_time_segment(flat), [0.0, 1.0], np.zeros((2, 1))),
            ValueError,
            "`guess` must have shape",
        ),
        (
            lambda: stationary_path(
                entropy_segment(wobbly), [0.0, 1.0, 2.0], [[0.0], [3.0], [0.0]], most=1
            ),
            RuntimeError,
            "must become stationary in 1 steps",
        ),
    ],
)
def test_bad_input_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()
