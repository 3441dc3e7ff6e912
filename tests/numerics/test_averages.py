from math import pi, sqrt

import numpy as np
import pytest
from array_strategies import checked, clouds
from hypothesis import given
from hypothesis import strategies as st

from numerics.spacetime.averages import (
    Cloud,
    curly,
    curly_of,
    inverse_metric_field,
    metric_field,
    metric_function,
    number_density,
    weighted_average,
)

STEP = 1e-30
EVENTS = np.random.default_rng(1).uniform(-1, 1, (5, 4))


def slow_bracket(weights, cloud, event):
    """(6.8) read aloud: one loop over neurons, two over components."""
    total = 0.0
    for i in range(cloud.count):
        t = event[0]
        at = cloud.positions[i] + cloud.velocities[i] * t + cloud.accelerations[i] * t**2 / 2
        u = event[1:] - at
        exponent = 0.0
        for a in range(cloud.dimension):
            for b in range(cloud.dimension):
                exponent -= u[a] * cloud.precisions[i, a, b] * u[b] / 2
        total += weights(i, u) * (2 * pi) ** (-cloud.dimension / 2) * np.exp(exponent)
    return total


@checked
@given(clouds(), st.integers(1, 5))
def test_brackets_equal_the_obvious_double_loop(cloud, chunk):
    rng = np.random.default_rng(0)
    d = cloud.dimension
    events = EVENTS[:, : d + 1]
    a, b = rng.normal(size=cloud.count), rng.normal(size=(cloud.count, d))
    plain = curly(a, cloud, events, chunk=chunk).value
    linear = curly(b, cloud, events, linear=True, chunk=chunk).value
    free = curly_of(lambda u: np.einsum("nb,cnb->cn", b, u), cloud, events)
    # four neurons with values of order 1: rounding
    for m, event in enumerate(events):
        assert plain[m] == pytest.approx(slow_bracket(lambda i, u: a[i], cloud, event), abs=1e-13)
        exact = slow_bracket(lambda i, u: b[i] @ u, cloud, event)
        assert linear[m] == pytest.approx(exact, abs=1e-13)
        assert free[m] == pytest.approx(exact, abs=1e-13)


@checked
@given(clouds(), st.booleans(), st.booleans())
def test_derivatives_in_time_and_space_are_the_complex_steps_of_the_value(cloud, linear, moving):
    rng = np.random.default_rng(0)
    d = cloud.dimension
    at = EVENTS[:, : d + 1] if moving else EVENTS[:, 1 : d + 1]
    values = rng.normal(size=(cloud.count, 2, d) if linear else (cloud.count, 2))
    jet = curly(values, cloud, at, order=2, linear=linear)
    for m in range(at.shape[1]):
        moved = at + 1j * STEP * np.eye(at.shape[1])[m]
        less = curly(values, cloud, moved, order=1, linear=linear)
        # exact derivatives; precision entries up to 4, rates up to 2: rounding of 10^3
        np.testing.assert_allclose(jet.gradient[..., m], less.value.imag / STEP, atol=1e-11)
        np.testing.assert_allclose(jet.hessian[..., m], less.gradient.imag / STEP, atol=1e-11)


@checked
@given(clouds())
def test_metric_field_and_its_inverse_are_differentiated_by_the_quotient_rule(cloud):
    n = cloud.dimension + 1
    events = EVENTS[:, :n]
    for build in (metric_field, inverse_metric_field):
        jet = build(cloud, events, order=2)
        assert jet.value.shape == (5, n, n)
        assert jet.hessian.shape == (5, n, n, n, n)
        np.testing.assert_array_equal(jet.value[:, 0], np.tile(-np.eye(n)[0], (5, 1)))
        assert (np.linalg.eigvalsh(jet.value[:, 1:, 1:]) > 0).all()
        for m in range(n):
            less = build(cloud, events + 1j * STEP * np.eye(n)[m], order=1)
            np.testing.assert_allclose(jet.gradient[..., m], less.value.imag / STEP, atol=1e-10)
            np.testing.assert_allclose(jet.hessian[..., m], less.gradient.imag / STEP, atol=1e-10)


@checked
@given(clouds())
def test_weighted_average_is_the_ratio_of_the_brackets(cloud):
    at = EVENTS[:, 1 : cloud.dimension + 1]
    root = cloud.root_determinants
    below = number_density(cloud, at, order=1)
    above = curly(root[:, None, None] * cloud.precisions, cloud, at, order=1)
    jet = weighted_average(cloud.precisions, cloud, at, order=1)
    ratio = above.value / below.value[:, None, None]
    # the density may be 1e-9 of one neuron's peak; the ratio keeps relative accuracy
    np.testing.assert_allclose(jet.value, ratio, rtol=1e-11, atol=1e-12)
    slope = above.gradient * below.value[:, None, None, None] - (
        above.value[..., None] * below.gradient[:, None, None, :]
    )
    exact = slope / below.value[:, None, None, None] ** 2
    np.testing.assert_allclose(jet.gradient, exact, rtol=1e-8, atol=1e-9)


def test_number_density_integrates_to_the_number_of_neurons():
    rng = np.random.default_rng(2)
    root = rng.uniform(-0.5, 0.5, (6, 2, 2))
    cloud = Cloud(rng.uniform(-1, 1, (6, 2)), np.eye(2) + root @ np.swapaxes(root, 1, 2))
    axis = np.linspace(-9, 9, 91)
    points = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1)
    total = number_density(cloud, points).value.sum() * (axis[1] - axis[0]) ** 2
    # trapezoid rule on Gaussians of width above 0.7 with spacing 0.2, tails cut at exp(-32)
    assert total == pytest.approx(6, abs=1e-10)


def test_gradient_of_the_density_is_the_bracket_with_the_displacement():
    # d_a {sqrt g_i} = -{g_ab (x^b - x_i^b) sqrt g_i}: the step that (8.7) takes from line 1 to 2
    rng = np.random.default_rng(3)
    root = rng.uniform(-0.5, 0.5, (8, 3, 3))
    cloud = Cloud(rng.uniform(-1, 1, (8, 3)), np.eye(3) + root @ np.swapaxes(root, 1, 2))
    points = rng.uniform(-1, 1, (4, 3))
    weights = cloud.precisions * cloud.root_determinants[:, None, None]
    left = number_density(cloud, points, order=1).gradient
    np.testing.assert_allclose(
        left, -curly(weights, cloud, points, linear=True).value, atol=1e-14
    )  # rounding


def test_one_neuron_by_hand_and_far_from_all():
    cloud = Cloud(np.zeros((1, 1)), np.full((1, 1, 1), 4.0), np.ones((1, 1)))
    jet = number_density(cloud, [1.0, 0.5], order=1)  # at t = 1 the neuron stands at x = 1
    window = 2 / sqrt(2 * pi) * np.exp(-0.5)
    assert jet.value == pytest.approx(window, rel=1e-14)
    # d_x exp(-2 (x - t)^2) = -4 (x - t) exp = 2 exp, d_t the opposite
    np.testing.assert_allclose(jet.gradient, [-2 * window, 2 * window], rtol=1e-14)
    far = metric_field(cloud, [[0.0, 1e6]], order=2)
    np.testing.assert_array_equal(far.value, [[[-1, 0], [0, 4]]])
    assert np.isfinite(far.hessian).all()


def test_metric_function_takes_any_leading_shape():
    cloud = Cloud(np.zeros((1, 2)), np.eye(2)[None])
    assert metric_function(cloud)(np.zeros((2, 4, 3))).shape == (2, 4, 3, 3)
    assert metric_field(cloud, np.zeros((2, 2)), order=1).gradient.shape == (2, 3, 3, 3)


ONE = Cloud(np.zeros((1, 2)), np.eye(2)[None])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Cloud(np.zeros(2), np.eye(2)), r"`positions` must have shape \(N, d\)"),
        (lambda: Cloud(np.zeros((1, 2)), np.eye(2)), "`precisions` must have shape"),
        (lambda: Cloud(np.zeros((1, 2)), [[[1, 1], [0, 1]]]), "must be symmetric, .* differ by 1"),
        (lambda: Cloud(np.zeros((1, 2)), -np.eye(2)[None]), "an eigenvalue is -1"),
        (lambda: Cloud(np.zeros((1, 2)), np.eye(2)[None], np.zeros((2, 2))), "`velocities` must"),
        (lambda: curly([1, 2], ONE, [0.0, 0.0]), r"`values` must have shape \(1, ...\)"),
        (lambda: curly([1.0], ONE, [0.0, 0.0], linear=True), r"shape \(1, ..., 2\)"),
        (lambda: curly([1.0], ONE, [0.0]), r"`points` must have shape \(..., 2\)"),
        (lambda: curly([1.0], ONE, [0.0, 0.0], order=3), "`order` must be 0, 1 or 2"),
        (lambda: curly([1.0], ONE, [0.0, np.nan]), "`points` must be finite"),
        (lambda: curly([1.0], ONE, [0.0, 0.0]).hessian, "`order` must be at least 2"),
        (lambda: curly_of(lambda u: u[0], ONE, [0.0, 0.0]), "`weight` must return shape"),
        (lambda: weighted_average([1.0, 2.0], ONE, [0.0, 0.0]), "`values` must have shape"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
