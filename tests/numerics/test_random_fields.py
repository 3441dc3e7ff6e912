import numpy as np
import pytest
from array_strategies import checked, coefficients, grids
from hypothesis import given
from hypothesis import strategies as st

from numerics.grid import Grid, integral
from numerics.waves.random_fields import density, mode_table, time_dependent, trig_polynomial


@checked
@given(grids(), coefficients(3), st.sampled_from(["exp", "ripple"]))
def test_densities_are_positive_and_normalised(grid, c, kind):
    p = density(c, grid, kind=kind, scale=0.5)
    assert (p > 0).all()
    # a sum of at most 12^3 rounded terms
    np.testing.assert_allclose(integral(p, grid), 1, atol=1e-13)
    if kind == "ripple":
        assert (p * np.prod(grid.lengths) >= 0.5 - 1e-12).all()


@checked
@given(grids(), coefficients(3, ()))
def test_only_zero_coefficients_give_the_uniform_density(grid, c):
    p = density(c, grid, scale=0.5)
    # the smallest nonzero coefficient moves the density by 0.5/|k|^2 >= 0.05 relative
    assert (np.ptp(p) * np.prod(grid.lengths) < 1e-2) == (not c.any())


@pytest.mark.parametrize("dimension", [1, 2, 3])
@pytest.mark.parametrize("degree", [1, 2])
def test_mode_table_holds_one_of_each_pair(dimension, degree):
    modes = {tuple(k) for k in mode_table(dimension, degree)}
    opposite = {tuple(-n for n in k) for k in modes}
    assert not modes & opposite
    assert len(modes | opposite) == (2 * degree + 1) ** dimension - 1


def test_modes_are_the_ones_documented():
    grid = Grid((2.0, 3.0), (8, 8))
    x, y = grid.coordinates()
    c = np.zeros((2, 2))
    c[0, 0], c[1, 1] = 2, -3
    expected = 0.1 * (2 * np.cos(2 * np.pi * y / 3) - 3 * np.sin(np.pi * x))
    np.testing.assert_allclose(trig_polynomial(c, grid), expected, atol=1e-15)  # rounding


@checked
@given(coefficients(3), coefficients(3))
def test_time_derivative_is_a_quarter_period_ahead(c, phases):
    grid, t, h = Grid((2.0,), (9,)), np.array([0.3, 1.1]), 1e-3
    late, early = (time_dependent(c, phases, t + s, grid) for s in (h, -h))
    assert late.shape == (2, 2, 9)
    exact = time_dependent(c, phases + np.pi / 2, t, grid)
    # central difference: h^2/6 times the third derivative, at most 1.8
    np.testing.assert_allclose((late - early) / (2 * h), exact, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda g: trig_polynomial(np.ones(3), g), "`coefficients` must have shape"),
        (lambda g: trig_polynomial(np.ones((9, 2)), g), "`coefficients` must fit the grid"),
        (lambda g: density(np.ones((1, 2)), g, kind="flat"), "`kind` must be one of exp, ripple"),
        (lambda g: density(np.ones((1, 2)), g, scale=-1), "`scale` must be positive, but it is -1"),
    ],
)
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call(Grid((1.0,), (8,)))
