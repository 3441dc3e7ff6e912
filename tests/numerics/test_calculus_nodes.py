import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.calculus import chebyshev_nodes, gauss_nodes, periodic_nodes, spline_nodes
from numerics.grid import Grid, derivative

low = st.floats(-2.0, 1.0)
width = st.floats(0.5, 3.0)
count = st.integers(4, 12)


@given(low, width, count, st.integers(1, 3))
def test_polynomials_are_differentiated_and_integrated_exactly(a, w, n, panels):
    for line in (chebyshev_nodes(a, a + w, n), gauss_nodes(a, a + w, n, panels)):
        unit = (line.points - a) / w  # powers stay of order one
        for degree in range(n):
            slope = degree * unit ** max(degree - 1, 0) / w
            # rounding 1e-16 n^2 / w of numbers of order one
            np.testing.assert_allclose(line.differentiate(unit**degree), slope, atol=1e-11)
            assert line.integrate(unit**degree) == pytest.approx(w / (degree + 1), rel=1e-12)


@given(low, width, st.integers(2, 8))
def test_gauss_points_integrate_twice_as_high_degrees(a, w, n):
    line = gauss_nodes(a, a + w, n)
    unit = (line.points - a) / w
    assert line.integrate(unit ** (2 * n - 1)) == pytest.approx(w / (2 * n), rel=1e-12)
    assert line.integrate(unit ** (2 * n)) != pytest.approx(w / (2 * n + 1), rel=1e-12)


def test_chebyshev_points_have_the_ends_and_cluster_there():
    points = chebyshev_nodes(1.0, 3.0, 9).points
    assert (points[0], points[-1], points[4]) == (1.0, 3.0, 2.0)
    assert points[1] - points[0] == pytest.approx(1 - np.cos(np.pi / 8), rel=1e-13)


@given(st.integers(3, 15), width, st.data())
def test_waves_below_nyquist_are_differentiated_exactly(n, length, data):
    line = periodic_nodes(length, n, low=0.5)
    k = data.draw(st.integers(0, (n - 1) // 2))
    angle = 2 * np.pi * k * (line.points - 0.5) / length
    wave = np.cos(angle) + 2 * np.sin(angle)
    slope = 2 * np.pi * k / length * (2 * np.cos(angle) - np.sin(angle))
    np.testing.assert_allclose(line.differentiate(wave), slope, atol=1e-11)
    assert line.integrate(wave) == pytest.approx(length if k == 0 else 0.0, abs=1e-13)


@pytest.mark.parametrize("n", [2, 7, 8])
def test_matrix_is_the_transform_of_the_grid(n):
    values = np.random.default_rng(3).normal(size=(2, n))
    line, grid = periodic_nodes(2.5, n), Grid((2.5,), (n,))
    expected = derivative(values, grid, 0)  # which drops the Nyquist wave too
    np.testing.assert_allclose(line.differentiate(values), expected, atol=1e-12)
    np.testing.assert_allclose(line.points, grid.coordinates()[0], atol=0)
    plane = Grid((1.0, 2.5), (5, n), (0.0, -3.0))
    np.testing.assert_allclose(plane.nodes(1).points, line.points - 3.0, atol=1e-15)
    np.testing.assert_array_equal(plane.nodes(1).matrix, line.matrix)


@pytest.mark.parametrize("degree", [1, 3, 5, 7])
def test_splines_are_exact_for_polynomials_of_their_degree(degree):
    line = spline_nodes(np.linspace(0.0, 2.0, 12) ** 2, degree)
    values = line.points**degree
    # powers up to 4^7 = 2e4 with rounding 1e-16, through matrices of norm 1e2
    tolerance = 1e-10 * 4.0**degree
    slopes = degree * line.points ** (degree - 1)
    if degree > 1:
        np.testing.assert_allclose(line.differentiate(values), slopes, atol=tolerance)
    assert line.integrate(values) == pytest.approx(4.0 ** (degree + 1) / (degree + 1), rel=1e-12)


@given(st.integers(5, 9), st.integers(3, 5))
def test_axes_and_samples_are_not_mixed(m, n):
    ends = 1.0 + np.arange(n)
    line = chebyshev_nodes(-ends, ends, m)
    assert line.points.shape == (n, m)
    x, y = line.points[:, :, None], np.array([1.0, 2.0])
    values = x**3 * y
    np.testing.assert_allclose(line.differentiate(values, 1), 3 * x**2 * y, atol=1e-10)
    np.testing.assert_allclose(line.differentiate(values, 1, 2), 6 * x * y, atol=1e-9)
    whole = (x**2 * y).copy()
    np.testing.assert_allclose(line.integrate(whole, 1), 2 / 3 * (ends**3)[:, None] * y, rtol=1e-12)
    assert line.integrate(whole, 1, keepdims=True).shape == (n, 1, 2)


def test_constants_along_a_line_have_an_axis_of_length_one():
    line = gauss_nodes(0.0, 2.0, 5)
    values = np.array([[3.0], [np.nan]])
    assert line.integrate(values)[0] == pytest.approx(6.0, rel=1e-14)
    slope = line.differentiate(values)
    assert slope[0, 0] == 0.0
    assert np.isnan(slope[1, 0])


@pytest.mark.parametrize(
    "line", [periodic_nodes(1.0, 9), chebyshev_nodes(0, 1, 9), spline_nodes(np.arange(9.0))]
)
def test_tiny_imaginary_parts_are_kept(line):
    f, g = np.cos(line.points), np.exp(-line.points)
    for operation in (line.differentiate, line.integrate):
        tiny = operation(f + 1e-30j * g).imag / 1e-30
        np.testing.assert_allclose(tiny, operation(g), rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: chebyshev_nodes(0.0, 0.0, 4), "`high` must be above `low`, but their distance"),
        (lambda: chebyshev_nodes(0.0, 1.0, 1), "`count` must be an integer of at least 2"),
        (lambda: chebyshev_nodes(np.zeros((2, 2)), 1.0, 4), "`low` must be one number or (n,)"),
        (lambda: gauss_nodes(0.0, 1.0, 4, 0), "`panels` must be an integer of at least 1"),
        (lambda: periodic_nodes(-1.0, 4), "`length` must be positive, but it is -1."),
        (lambda: spline_nodes(np.arange(7.0)), "odd and below the number of points, but it is 7"),
        (lambda: spline_nodes(np.arange(9.0), 4), "`degree` must be odd"),
        (lambda: spline_nodes([0.0, 0.0], 1), "`points` must increase strictly"),
        (lambda: gauss_nodes(0.0, 1.0, 4).integrate(np.ones((4, 3))), "must have 4 entries along"),
        (lambda: gauss_nodes(0.0, 1.0, 4).differentiate(np.ones(4), 0, 0), "`order` must be an"),
    ],
)
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)
