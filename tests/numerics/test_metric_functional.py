import numpy as np
import pytest
from array_strategies import checked
from hypothesis import given
from hypothesis import strategies as st

from numerics.spacetime.curvatures import curvature
from numerics.spacetime.metric_functional import (
    Box,
    action,
    derivative_along,
    derivative_at,
    einstein_hilbert,
    gamma_gamma,
    grid_jet,
    metric_derivative,
    printed_form,
    ricci_form,
    root_determinant,
    volume,
)

LENGTHS = (5.0, 6.0, 7.0, 8.0)
LAGRANGIANS = (einstein_hilbert, ricci_form, gamma_gamma, printed_form, volume)


def box_of(points):
    return Box(LENGTHS[: len(points)], points)


def waves(box, seed, size=0.1):
    """Minkowski plus plane waves with random symmetric matrices."""
    rng = np.random.default_rng(seed)
    n, x = box.dimension, box.coordinates()
    g = np.zeros((*box.points, n, n)) + np.diag([-1.0] + [1.0] * (n - 1))
    lively = np.array(box.points) > 1
    for m in range(3):
        k = np.where(lively, rng.integers(-1, 2, n), 0)
        h = rng.uniform(-1, 1, (n, n))
        phase = m + x @ (2 * np.pi * k / np.array(box.lengths))
        g = g + size / 2 * np.cos(phase)[..., None, None] * (h + h.T)
    return g


def directions(box, seed):
    k = np.random.default_rng(seed).normal(size=(*box.points, box.dimension, box.dimension))
    return k + np.swapaxes(k, -1, -2)


small = st.sampled_from([(4, 5), (3, 4), (3, 3, 2), (3, 1, 2, 1)])


@checked
@given(small, st.integers(0, 9), st.sampled_from(LAGRANGIANS))
def test_all_points_at_once_equal_one_point_and_one_direction_at_a_time(points, seed, lagrangian):
    box = box_of(points)
    g, k = waves(box, seed), directions(box, seed)
    E = metric_derivative(lagrangian, g, box)
    # exact derivative of the same discrete number: rounding of second derivatives of order 10
    np.testing.assert_allclose(
        derivative_along(lagrangian, g, k, box), (E * k).sum() * box.cell_volume, atol=1e-9
    )
    point = tuple(n // 2 for n in points)
    for m, c in ((0, 0), (0, 1), (1, 0)):
        one = derivative_at(lagrangian, g, box, point, (m, c))
        assert one == pytest.approx(E[(*point, m, c)], abs=1e-10)


@checked
@given(small, st.integers(0, 9))
def test_two_lines_of_8_8_are_the_same_number(points, seed):
    box = box_of(points)
    g = waves(box, seed)
    jet = grid_jet(g, box)
    one = einstein_hilbert(jet.g, jet.dg, jet.ddg)
    two = ricci_form(jet.g, jet.dg, jet.ddg)
    np.testing.assert_allclose(one, two, atol=1e-12)  # pointwise algebra: rounding


@pytest.mark.parametrize("points", [(17, 1, 17), (15, 1, 15, 1), (17, 17)])
def test_derivative_of_the_einstein_hilbert_action_is_the_einstein_tensor(points):
    # (8.10) and (8.12): sqrt|g| (R_mn - R g_mn / 2 + Lambda g_mn)
    box, cosmological = box_of(points), 0.7
    g = waves(box, 1)
    jet = grid_jet(g, box)
    found = curvature(jet.g, jet.dg, jet.ddg)
    root = root_determinant(g)[..., None, None]

    def with_constant(g, dg, ddg):
        return einstein_hilbert(g, dg, ddg) - 2 * cosmological * volume(g, dg, ddg)

    # what 15 waves do not resolve of products of the metric
    np.testing.assert_allclose(
        metric_derivative(einstein_hilbert, g, box), root * found.einstein, atol=3e-6
    )
    np.testing.assert_allclose(
        metric_derivative(with_constant, g, box),
        root * (found.einstein + cosmological * g),
        atol=3e-6,
    )
    if len(points) > 2:
        assert np.abs(found.einstein).max() > 0.01


def test_error_falls_exponentially_with_the_number_of_points():
    wrong = []
    for n in (7, 11, 15):
        box = box_of((n, 1, n))
        g = waves(box, 1)
        jet = grid_jet(g, box)
        einstein = root_determinant(g)[..., None, None] * curvature(jet.g, jet.dg, jet.ddg).einstein
        wrong.append(np.abs(metric_derivative(einstein_hilbert, g, box) - einstein).max())
    assert wrong[1] < wrong[0] / 20
    assert wrong[2] < wrong[1] / 20


def test_gamma_gamma_differs_by_a_boundary_term_and_the_printed_line_does_not():
    box = box_of((15, 1, 15))
    g, k = waves(box, 2), directions(box, 3)
    values = {L: float(action(L, g, box)) for L in LAGRANGIANS}
    assert abs(values[einstein_hilbert]) > 0.1
    # resolution, as above
    assert values[gamma_gamma] == pytest.approx(values[einstein_hilbert], abs=1e-6)
    np.testing.assert_allclose(
        metric_derivative(gamma_gamma, g, box),
        metric_derivative(einstein_hilbert, g, box),
        atol=1e-5,
    )
    # the first line of (8.8) as printed is not the Einstein-Hilbert action, nor is its variation
    assert abs(values[printed_form] - values[einstein_hilbert]) > 0.1
    smooth = k * 0 + k[0, 0, 0]
    found = [float(derivative_along(L, g, smooth, box)) for L in (printed_form, einstein_hilbert)]
    assert abs(found[0] - found[1]) > 0.1


def test_printed_form_agrees_with_the_spectral_derivative_of_the_density():
    # d_m (sqrt|g| g^ab) on the grid instead of the chain rule; converges with the grid
    box = box_of((15, 1, 15))
    g = waves(box, 2)
    jet = grid_jet(g, box)
    inverse = np.linalg.inv(g)
    tilde = np.sqrt(-np.linalg.det(g))[..., None, None] * inverse
    gamma = curvature(jet.g, jet.dg, jet.ddg).christoffel
    flow = box.gradient(tilde, 2)
    exact = -np.einsum("...ab,...mab,...ccm->...", tilde, gamma, gamma) / 2
    exact += np.einsum("...mab,...abm->...", gamma, flow) / 2
    assert np.abs(exact).max() > 0.005
    np.testing.assert_allclose(printed_form(jet.g, jet.dg, jet.ddg), exact, atol=1e-6)


def test_spectral_derivative_is_exact_for_its_waves_and_batches():
    box = box_of((7, 8))
    x = box.coordinates()
    phase = 2 * np.pi * (2 * x[..., 0] / 5 - 3 * x[..., 1] / 6)
    slope = box.gradient(np.stack([np.sin(phase), np.cos(phase)]), 0)
    exact = np.cos(phase)[..., None] * 2 * np.pi * np.array([2 / 5, -3 / 6])
    np.testing.assert_allclose(slope[0], exact, atol=1e-13)
    two = np.stack([waves(box, 0), waves(box, 1)])
    single = [action(printed_form, g, box) for g in two]
    np.testing.assert_allclose(action(printed_form, two, box), single, rtol=1e-12)
    E = metric_derivative(printed_form, two, box)
    np.testing.assert_allclose(E[1], metric_derivative(printed_form, two[1], box), atol=1e-13)


BOX = Box((1.0, 1.0), (3, 3))
ETA = np.zeros((3, 3, 2, 2)) + np.diag([-1.0, 1.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Box((1.0,), (3,)), "`lengths` must have 2, 3 or 4 entries, but has 1"),
        (lambda: Box((1.0, 1.0), (3,)), "`points` must have 2 entries"),
        (lambda: Box((1.0, -1.0), (3, 3)), "`lengths` must be positive"),
        (lambda: action(volume, np.eye(2), BOX), r"`metric` must have shape \(..., 3, 3, 2, 2\)"),
        (lambda: derivative_along(volume, ETA, ETA + np.eye(2, k=1), BOX), "must be symmetric"),
        (
            lambda: metric_derivative(lambda g, dg, ddg: g.real[..., 0, 0], ETA, BOX),
            "`lagrangian` must return complex numbers",
        ),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
