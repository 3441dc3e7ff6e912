import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from numerics.calculus import complex_step, gradient, hessian, root, slope

points = hnp.arrays(float, (3, 2), elements=st.floats(-2.0, 2.0))
rates = hnp.arrays(float, (3,), elements=st.floats(0.5, 2.0))


def hill(x):
    return np.sin(x[..., 0]) * np.exp(x[..., 1] / 2)


def hill_slopes(x):
    a, b = np.moveaxis(x, -1, 0)
    return np.stack([np.cos(a) * np.exp(b / 2), np.sin(a) * np.exp(b / 2) / 2])


def hill_bends(x):
    a, b = np.moveaxis(x, -1, 0)
    mixed = np.cos(a) / 2
    rows = [[-np.sin(a), mixed], [mixed, np.sin(a) / 4]]
    return np.array(rows) * np.exp(b / 2)


@given(points)
def test_gradient_by_both_methods(x):
    # complex steps are exact to rounding; order 8 at the step 1e-2 leaves 1e-16 / 1e-2
    np.testing.assert_allclose(gradient(hill, x, method="complex"), hill_slopes(x), atol=1e-14)
    np.testing.assert_allclose(gradient(hill, x), hill_slopes(x), atol=1e-12)
    steps = np.array([2e-2, 1e-2])
    np.testing.assert_allclose(gradient(hill, x, steps), hill_slopes(x), atol=1e-12)


@given(points)
def test_hessian(x):
    # rounding 1e-16 / step^2
    np.testing.assert_allclose(hessian(hill, x), hill_bends(x), atol=1e-10)


@given(points, points)
def test_complex_step_along_a_direction(x, v):
    along = complex_step(hill, x, v)
    expected = np.einsum("ani,ni->n", hill_slopes(x)[..., None] * np.eye(2)[:, None], v)
    np.testing.assert_allclose(along, expected, atol=1e-13)


def test_differences_have_the_order_eight():
    errors = [abs(slope(np.exp, np.array(0.0), h) - 1) for h in (0.8, 0.4)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(8, abs=0.3)
    errors = [abs(gradient(lambda x: np.exp(x[..., 0]), [0.0], h)[0] - 1) for h in (0.8, 0.4)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(8, abs=0.3)


@given(rates)
def test_slope_at_every_sample_with_its_own_parameters(a):
    def wave(x):
        assert x.shape == (3,)
        return np.sin(a * x)

    x = np.array([-1.0, 0.3, 2.0])
    exact = a * np.cos(a * x)
    np.testing.assert_allclose(slope(wave, x, 1e-2), exact, atol=1e-12)
    np.testing.assert_allclose(slope(wave, x), exact, atol=1e-9)


def test_slope_of_several_values_and_of_narrow_functions():
    x = np.array([0.5, 1.0])
    many = slope(lambda t: np.stack([t, t**2], axis=-1), x, 1e-2)
    np.testing.assert_allclose(many, [[1.0, 1.0], [1.0, 2.0]], atol=1e-12)
    # a step of 1/2 misses a function of width 0.01; the step is reduced until it does not
    narrow = slope(lambda t: np.tanh(100 * t), np.array([0.0, 0.01]))
    np.testing.assert_allclose(narrow, [100.0, 100 / np.cosh(1) ** 2], rtol=1e-8)


@given(rates)
def test_root_to_rounding_with_parameters_of_the_samples(a):
    found = root(lambda x: x**3 - a, 0.0, np.full(3, 2.0))
    # both ends of the last bracket are neighbours up to a few roundings
    np.testing.assert_allclose(found, np.cbrt(a), rtol=1e-14)


def test_root_at_an_end_and_of_steep_functions():
    a = np.array([[0.0, 1.0], [0.5, 1e-12]])
    found = root(lambda x: np.exp(30 * (x - a)) - 1, np.zeros((2, 2)), 1.0)
    assert found.shape == (2, 2)
    np.testing.assert_allclose(found, a, atol=1e-15)
    assert root(lambda x: np.cos(x), 0.0, 3.0) == pytest.approx(np.pi / 2, rel=1e-15)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: complex_step(np.abs, 1.0), "`function` must return complex numbers at complex"),
        (lambda: complex_step(lambda x: x / 0, 1.0), "`function` must return finite numbers"),
        (lambda: complex_step(np.sin, 1j), "`x` must be real"),
        (lambda: gradient(hill, 1.0), "`x` must have shape (..., k), but its shape is ()."),
        (lambda: gradient(hill, [1.0, 1.0], -1.0), "`step` must be positive, but it is -1."),
        (lambda: gradient(hill, [1.0, 1.0], method="fast"), "`method` must be one of real, comp"),
        (lambda: slope(np.sin, 0.0, 0.0), "`step` must be positive, but it is 0."),
        (lambda: slope(np.sqrt, np.array([1.0, 0.0])), "derivative that settles to 1e-10"),
        (lambda: root(lambda x: x - np.array([0.5, 3.0]), 0.0, [1.0, 2.0]),
         "but at element 1 it is -3 and -1."),
        (lambda: root(lambda x: np.where(x > 0.5, np.nan, x - 0.7), 0.0, 1.0), "opposite signs"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)
