import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numerics.calculus import quadratic_roots

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
