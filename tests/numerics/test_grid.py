import numpy as np
import pytest
from array_strategies import checked, coefficients, grids
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, check_density, derivative, gradient, integral, laplacian
from numerics.waves.random_fields import trig_polynomial


@checked
@given(grids(), st.data())
def test_derivative_of_a_plane_wave_is_exact(grid, data):
    degree = [data.draw(st.integers(-3, 3)) for _ in range(grid.dimension)]
    order = data.draw(st.integers(1, 3))
    k = 2 * np.pi * np.array(degree) / np.array(grid.lengths)
    wave = np.exp(1j * np.tensordot(k, grid.coordinates(), 1))
    for axis in range(grid.dimension):
        exact = (1j * k[axis]) ** order * wave
        # FFT rounding 1e-16 times the largest factor k_max^3 < (2 pi 6)^3 = 5e4
        np.testing.assert_allclose(derivative(wave, grid, axis, order), exact, atol=1e-10)


@checked
@given(grids(), coefficients(1))
def test_derivative_keeps_a_tiny_imaginary_part(grid, c):
    f = trig_polynomial(c, grid)
    tiny = derivative(f[0] + 1e-30j * f[1], grid, 0).imag / 1e-30
    # rounding relative to the tiny part itself, not to the real part; k_max < 40
    np.testing.assert_allclose(tiny, derivative(f[1], grid, 0), atol=1e-13)


@checked
@given(grids(), coefficients(2))
def test_integral_of_a_total_derivative_vanishes_and_parts_hold(grid, c):
    f = trig_polynomial(c, grid, scale=1.0)
    g = f[::-1]
    for axis in range(grid.dimension):
        left, right = (
            integral(derivative(f, grid, axis) * g, grid),
            -integral(f * derivative(g, grid, axis), grid),
        )
        # volume up to 200 times products of size 10^2 times 1e-16
        np.testing.assert_allclose(left, right, atol=1e-10)


def test_gradient_and_laplacian_agree_and_axes_are_not_mixed():
    grid = Grid((2 * np.pi, 4 * np.pi), (8, 10))
    x, y = grid.coordinates()
    f = np.cos(x) * np.sin(y / 2)
    gx, gy = gradient(f, grid)
    # rounding of an FFT of size 10
    np.testing.assert_allclose(gx, -np.sin(x) * np.sin(y / 2), atol=1e-13)
    np.testing.assert_allclose(gy, np.cos(x) * np.cos(y / 2) / 2, atol=1e-13)
    np.testing.assert_allclose(laplacian(f, grid), -1.25 * f, atol=1e-13)


def test_wavenumbers_and_volume():
    grid = Grid((np.pi,), (4,), (-1.0,))
    assert grid.wavenumbers(0).tolist() == [0, 2, -4, -2]
    assert integral(np.ones((3, 4)), grid) == pytest.approx(np.pi)
    assert grid.coordinates()[0, 0] == -1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Grid((), ()), "`lengths` must have 1, 2 or 3 entries, but it has 0."),
        (lambda: Grid((1.0, -1.0), (4, 4)), "`lengths` must be positive, but it is -1."),
        (lambda: Grid((1.0,), (1,)), "`points` must be an integer of at least 2, but it is 1."),
        (lambda: Grid((1.0,), (4, 4)), "`points` must have 1 entries, but it has 2."),
        (lambda: derivative(np.ones(3), LINE, 0), "`field` must have shape"),
        (lambda: derivative(np.full(4, np.nan), LINE, 0), "`field` must be finite, but"),
        (lambda: derivative(np.ones(4), LINE, 1), "`axis` must be in 0..0, but it is 1."),
        (lambda: derivative(np.ones(4), LINE, 0, 0), "`order` must be an integer of at least 1"),
        (lambda: check_density("p", np.full(4, 0.8), LINE), "to 1, but its integral is 0.8."),
        (lambda: check_density("p", [2, 2, 1, -1], LINE), "`p` must not be negative"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)


LINE = Grid((1.0,), (4,))
