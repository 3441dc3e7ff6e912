"""Motion with friction against exact solutions; friction found again where it can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.calculus import gradient
from numerics.friction.stopping import (
    Particle,
    distance_from_rest,
    end_state,
    find_friction,
    resting_starts,
    sensitivity,
)

SPRING = Particle(lambda x: x, lambda x: np.ones_like(x), duration=4.0, steps=160)
QUARTIC = Particle(lambda x: x**3, lambda x: 3 * x**2, duration=4.0, steps=160)
number = st.floats(-1.0, 1.0)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(x=number, v=number, h=st.floats(-0.5, 1.5), mass=st.floats(0.5, 2))
def test_a_damped_spring_has_its_exact_motion(x, v, h, mass):
    spring = Particle(SPRING.slope, SPRING.stiffness, duration=2.0, mass=mass, steps=100)
    a = h / (2 * mass)
    w = np.sqrt(1 / mass - a**2)
    there = np.exp(-2 * a) * (x * np.cos(2 * w) + (v + a * x) / w * np.sin(2 * w))
    moving = np.exp(-2 * a) * (v * np.cos(2 * w) - (a * v + x / mass) / w * np.sin(2 * w))
    found = end_state([x, v], [h, h], spring)
    assert np.abs(found - [there, moving]).max() < 1e-7  # steps of 0.01, order four


@settings(max_examples=30, deadline=None, derandomize=True)
@given(x=number, v=number, h=st.tuples(number, number, number))
def test_the_sensitivity_is_the_difference_quotient(x, v, h):
    few = Particle(QUARTIC.slope, QUARTIC.stiffness, duration=4.0, steps=10)
    found = sensitivity([x, v], h, few)
    for k in range(3):
        step = 1e-5 * np.eye(3)[k]
        near = [end_state([x, v], np.array(h) + s * step, few)[1] for s in (-1, 1)]
        assert found[k] == pytest.approx((near[1] - near[0]) / 2e-5, abs=1e-7)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(ends=st.lists(number, min_size=1, max_size=4), h=st.tuples(number, number))
def test_what_runs_backwards_from_rest_comes_to_rest(ends, h):
    starts = resting_starts(ends, h, QUARTIC)
    found = end_state(starts, h, QUARTIC)
    assert np.abs(found[:, 0] - ends).max() < 1e-6
    assert np.abs(found[:, 1]).max() < 1e-6


def test_friction_is_found_again_in_a_quartic_potential_and_not_in_a_quadratic_one():
    true = np.array([0.1, 0.5, 0.3])
    ends = np.linspace(0.3, 2.0, 8)
    for particle, many in ((QUARTIC, True), (SPRING, False)):
        found = find_friction(resting_starts(ends, true, particle), np.full(3, 0.3), particle)
        assert np.abs(found.distance).max() < 1e-6
        assert (np.abs(found.friction - true).max() < 1e-5) == many
        assert (found.singular[1] > 1e-6 * found.singular[0]) == many


@settings(max_examples=20, deadline=None, derandomize=True)
@given(end=number, h=st.tuples(number, number), shift=st.tuples(number, number))
def test_the_distance_from_rest_is_that_of_a_small_shift(end, h, shift):
    starts = resting_starts([end], h, QUARTIC)
    far = 1e-4 * np.array(shift)
    found = abs(distance_from_rest(starts + far, h, QUARTIC)[0])
    assert found <= np.hypot(*far) + 1e-6
    angles = np.linspace(0, np.pi, 200)
    ring = starts + 1e-4 * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    most = np.abs(distance_from_rest(ring, h, QUARTIC)).max()
    assert most == pytest.approx(1e-4, rel=2e-2)


@pytest.mark.parametrize("smoothness", [0.0, 1e-2])
def test_singular_values_are_those_of_the_distances_alone(smoothness):
    """Two data say two things about three segments, and nothing of the smoothness asked for."""
    start = resting_starts([0.5, 1.0], [0.1, 0.5, 0.3], QUARTIC)
    found = find_friction(start, np.full(3, 0.3), QUARTIC, smoothness=smoothness)
    slopes = gradient(
        lambda h: np.stack([distance_from_rest(start, one, QUARTIC) for one in h.reshape(-1, 3)]),
        found.friction,
        1e-3,
    )
    expected = np.linalg.svd(slopes, compute_uv=False)
    # least squares differentiates by three points, with steps of 6e-6
    np.testing.assert_allclose(found.singular, [*expected, 0.0], rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(
        found.distance, distance_from_rest(start, found.friction, QUARTIC), atol=1e-13
    )


def test_smoothness_pulls_the_segments_together():
    starts = resting_starts([0.5, 1.0], [0.0, 0.6], SPRING)
    rough, even = (
        find_friction(starts, np.array([0.0, 0.6]), SPRING, smoothness=s).friction
        for s in (0.0, 1e3)
    )
    assert abs(rough[1] - rough[0]) > 0.3 > 0.01 > abs(even[1] - even[0])


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: find_friction([[1.0, 0.0]], [3.0], SPRING), "`guess` must lie between -1 and 2"),
        (lambda: end_state([1.0], [0.1], SPRING), "`start` must have shape"),
        (lambda: end_state([1.0, 0.0], [], SPRING), "`friction` must be a list"),
        (lambda: end_state([1.0, np.nan], [0.1], SPRING), "`start` must be finite"),
        (lambda: end_state([1.0, 0.0], [-2000.0], SPRING), "stays finite"),
        (lambda: Particle(SPRING.slope, SPRING.stiffness, duration=0.0), "`duration` must be"),
        (lambda: Particle(SPRING.slope, SPRING.stiffness, steps=0), "`steps` must be"),
    ],
)
def test_what_cannot_move_is_refused(call, text):
    with pytest.raises(ValueError, match=text):
        call()
