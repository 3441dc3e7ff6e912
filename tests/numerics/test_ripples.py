import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.learning.ripples import frequency_squared, largest_planck_squared, planck_squared

size = st.floats(0.25, 4.0)
sign = st.sampled_from([1.0, -1.0])


@settings(max_examples=40, deadline=None)
@given(D=size, gamma=size, alpha=size, s=sign, t=sign, mode=st.integers(1, 4))
def test_dispersion_of_the_quantum_fluid(
    D: float, gamma: float, alpha: float, s: float, t: float, mode: int
) -> None:
    g, a = s * gamma, t * alpha
    expected = (4 * D * a / g - 1) / a**2 * g**2 * mode**4
    scale = (4 * D * alpha / gamma + 1) / a**2 * g**2 * mode**4
    # central difference of relative step 1e-5: truncation 1e-10, rounding 1e-11 of the terms
    assert abs(frequency_squared(D, g, a, mode=mode) - expected) < 1e-8 * scale


def test_planck_constant_of_a_known_point() -> None:
    assert planck_squared(1.0, 1.0, 0.5) == pytest.approx(4.0, rel=1e-8)


@pytest.mark.parametrize("gamma", [0.5, -0.5, 2.0])
def test_largest_planck_constant_is_twice_the_ratio(gamma: float) -> None:
    # bracket of width 5e-6 in log alpha around a smooth maximum
    assert largest_planck_squared(1.0, gamma) == pytest.approx((2 / gamma) ** 2, rel=1e-7)
