import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st
from metrics import flat_frw, wobbly

from numerics.orbits.path_functional import (
    entropy_segment,
    lagrangian_segment,
    node_derivative,
    path_derivative,
    path_hessian,
    path_value,
    proper_time_segment,
)


def lively(n, count, seed):
    """A time-like path with two wiggles and its times."""
    rng = np.random.default_rng(seed)
    t = np.linspace(1, 2, count)
    path = np.zeros((count, n))
    path[:, 0] = t
    for a in range(1, n):
        path[:, a] = 0.1 * rng.uniform(-1, 1) * np.sin(3 * t + rng.uniform(0, 6)) + 0.1 * t
    return t, path


def minkowski(x):
    n = x.shape[-1]
    return np.broadcast_to(np.diag([-1.0] + [1.0] * (n - 1)), (*x.shape, n))


def test_values_by_hand():
    t = np.array([0.0, 1.0, 3.0])
    path = np.array([[0.0, 0.0], [1.0, 0.6], [3.0, 0.6]])
    # sqrt(1 - 0.36) + 2 and 1 - 0.36 + 2
    assert path_value(proper_time_segment(minkowski), path, t) == pytest.approx(2.8)
    assert path_value(entropy_segment(minkowski), path, t) == pytest.approx(2.64)
    # FRW, a = t: resting clocks show coordinate time, moving ones less
    rest = np.stack([t + 1, 0 * t], axis=-1)
    assert path_value(proper_time_segment(lambda x: flat_frw(x, 1.0)), rest, t) == pytest.approx(3)


@checked
@given(st.integers(2, 4), st.integers(3, 6), st.integers(0, 9), st.booleans())
def test_derivatives_equal_moving_one_node_at_a_time(n, count, seed, root):
    segment = (proper_time_segment if root else entropy_segment)(wobbly)
    t, path = lively(n, count, seed)
    paths = np.stack([path, lively(n, count, seed + 1)[1]])
    found = node_derivative(segment, paths, t)
    for k, m in np.ndindex(count, n):
        moved = paths.astype(complex)
        moved[:, k, m] += 1e-30j
        one = path_value(segment, moved, t).imag / 1e-30
        np.testing.assert_allclose(found[:, k, m], one, atol=1e-13)  # rounding
    hessian = path_hessian(segment, path, t)
    for k, m in np.ndindex(count - 2, n):
        slopes = []
        for sign in (1, -1):
            moved = path.copy()
            moved[k + 1, m] += sign * 1e-4
            slopes.append(node_derivative(segment, moved, t)[1:-1])
        # central difference of order 2: 1e-8 times third derivatives of order 10^2
        np.testing.assert_allclose(hessian[:, :, k, m], (slopes[0] - slopes[1]) / 2e-4, atol=1e-4)


@checked
@given(st.integers(2, 4), st.integers(0, 9))
def test_proper_time_does_not_depend_on_the_parametrisation(n, seed):
    t, path = lively(n, 9, seed)
    segment = proper_time_segment(wobbly)
    assert path_value(segment, path, t) == path_value(segment, path, t**3)
    other = entropy_segment(wobbly)
    assert path_value(other, path, t) != pytest.approx(path_value(other, path, t**3), rel=1e-3)


def test_functional_derivative_converges_to_euler_lagrange_with_order_two():
    # S = int (1 - a^2 x'^2) dt, a = t, x = sin: delta S / delta x = 2 (t^2 cos t)'
    errors, totals = [], []
    for count in (41, 81, 161):
        t = np.linspace(1, 2, count)
        path = np.stack([t, np.sin(t)], axis=-1)
        segment = entropy_segment(lambda x: flat_frw(x, 1.0))
        exact = 2 * (2 * t * np.cos(t) - t**2 * np.sin(t))
        found = path_derivative(segment, path, t)[:, 1]
        errors.append(np.abs(found - exact[1:-1]).max())
        # int t^2 cos^2 t = t^3/6 + (t^2/4 - 1/8) sin 2t + t cos(2t) / 4
        F = t**3 / 6 + (t**2 / 4 - 1 / 8) * np.sin(2 * t) + t * np.cos(2 * t) / 4
        totals.append(abs(path_value(segment, path, t) - (1 - (F[-1] - F[0]))))
    for values in (errors, totals):
        orders = np.log2(np.array(values[:-1]) / values[1:])
        np.testing.assert_allclose(orders, 2, atol=0.1)


def test_lagrangian_segment_reproduces_the_ready_made_one():
    t, path = lively(3, 12, 4)

    def lagrangian(x, v):
        return -np.einsum("...m,...mn,...n->...", v, wobbly(x), v)

    one = path_hessian(lagrangian_segment(lagrangian), path, t)
    two = path_hessian(entropy_segment(wobbly), path, t)
    # rounding 1e-16 of slopes of order 1 over a step of 1e-3
    np.testing.assert_allclose(one, two, atol=1e-10)
    assert np.abs(two).max() > 1


TIMES = np.array([0.0, 1.0, 2.0])
LIGHT = np.array([[0.0, 0.0], [1.0, 1.5], [2.0, 0.0]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: path_value(proper_time_segment(minkowski), LIGHT, TIMES), "dx. = -1.25"),
        (lambda: path_value(entropy_segment(minkowski), LIGHT[:2], TIMES), "`path` must have"),
        (lambda: path_value(entropy_segment(minkowski), LIGHT, TIMES[::-1]), "must increase"),
        (lambda: path_hessian(entropy_segment(minkowski), LIGHT[None], TIMES), "`path` must have"),
        (
            lambda: node_derivative(lambda a, b, dt: dt, LIGHT, TIMES),
            "`segment` must return complex",
        ),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
