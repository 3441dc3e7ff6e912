"""Quadrature rules in several dimensions, maxima and quadratic equations, many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.calculus import gauss_hermite, gauss_legendre, golden_maximum, quadratic_roots

number = st.floats(-4.0, 4.0)


@given(a=st.floats(0.5, 4.0), b=number, c=number)
def test_roots_solve_the_equation(a: float, b: float, c: float) -> None:
    x = quadratic_roots(a, b, c)
    # eigenvalues are exact for a matrix changed by 1e-15 of its norm
    assert np.abs(a * x**2 + b * x + c).max() < 1e-12 * (a + abs(b) + abs(c)) * 64


@given(a=st.floats(0.5, 4.0), b=number, c=number)
def test_imaginary_part_is_exactly_zero_for_real_roots(a: float, b: float, c: float) -> None:
    discriminant = b**2 - 4 * a * c
    if abs(discriminant) > 1e-6:
        assert (quadratic_roots(a, b, c).imag == 0).all() == (discriminant > 0)


def test_no_quadratic_is_refused() -> None:
    with pytest.raises(ValueError, match="`a` must not be 0"):
        quadratic_roots(0.0, 1.0, 1.0)


def test_gauss_rules_are_exact_on_polynomials_in_each_direction():
    x, w = gauss_hermite(4, 2)
    # E[x^6] E[y^2] = 15 for a standard normal; degree 6 <= 2*4-1
    assert w @ (x[:, 0] ** 6 * x[:, 1] ** 2) == pytest.approx(15, rel=1e-13)
    x, w = gauss_legendre(3, 2.0, 3, panels=2)
    # integral of x^4 y^2 over [-2, 2]^3 = (64/5)(16/3)(4)
    assert w @ (x[:, 0] ** 4 * x[:, 1] ** 2) == pytest.approx(64 / 5 * 16 / 3 * 4, rel=1e-13)


@given(st.lists(st.floats(0.2, 2.8), min_size=1, max_size=4))
def test_maxima_are_found_to_the_root_of_rounding(places):
    top = np.array(places)
    found, value = golden_maximum(lambda x: 3 - np.cosh(x - top), np.zeros(top.size), 3.0)
    # the bracket shrinks to 3 * 0.618^40 = 1e-8, where the values no longer differ
    np.testing.assert_allclose(found, top, atol=1e-7)
    np.testing.assert_allclose(value, 2.0, atol=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gauss_hermite(300, 3), "must keep the rule within"),
        (lambda: gauss_legendre(3, 0.0), "`half_width` must be positive, but it is 0."),
        (lambda: gauss_legendre(3, 1.0, panels=0), "`panels` must be an integer of at least 1"),
        (lambda: golden_maximum(np.sin, 1.0, 1.0), "`low` must be below `high`"),
        (lambda: golden_maximum(np.sin, 0.0, 1.0, iterations=0), "`iterations` must be"),
    ],
)
def test_bad_input_is_one_sentence(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)
