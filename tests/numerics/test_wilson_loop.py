"""Strings in known metrics, and what holds in every metric."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import gamma

from numerics.holography.wilson_loop import asymptotic_profile, hanging_strings

COULOMB = 4 * np.pi**2 / gamma(0.25) ** 4  # times sqrt(lambda) = 2 pi T
small = st.floats(-0.4, 0.4)


def ads(eta):
    return np.exp(2 * eta)


def black(eta):
    """f of the black brane in AdS5 with its horizon at eta = 0, pi T_H = 1."""
    return np.sinh(2 * eta) ** 2 / np.cosh(2 * eta)


def brane(eta):
    return np.cosh(2 * eta)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(a=st.floats(-2, 2), radius=st.floats(0.5, 2), tension=st.floats(0.1, 10))
def test_anti_de_sitter_space_has_the_coulomb_potential(a, radius, tension):
    def warp(eta):
        return np.exp(2 * eta / radius)

    made = hanging_strings(warp, warp, a, a - 40 * radius, tension=tension, radius=radius)
    found = made.distance[0] * made.energy[0]
    assert found == pytest.approx(-COULOMB * 2 * np.pi * tension * radius**2, rel=1e-11)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    bends=st.lists(small, min_size=4, max_size=4), a=st.floats(0.3, 1.2), tension=st.floats(1, 3)
)
def test_the_force_is_the_tension_at_the_turning_point(bends, a, tension):
    """dE/dL = T V(a) in every metric: from the ends of small differences of order four."""

    def f(eta):
        return np.exp(2 * eta + bends[0] * np.exp(-eta) + bends[1] * np.exp(-2 * eta))

    def g(eta):
        return np.exp(2 * eta + bends[2] * np.exp(-eta) + bends[3] * np.exp(-2 * eta))

    step = 1e-2
    made = hanging_strings(f, g, a + step * np.array([-2, -1, 1, 2]), -0.1, tension=tension)
    weights = np.array([1, -8, 8, -1])
    slope = (weights @ made.energy) / (weights @ made.distance)
    assert slope == pytest.approx(tension * np.sqrt(f(a) * g(a)), rel=1e-6)  # step^4 = 1e-8


@settings(max_examples=20, deadline=None, derandomize=True)
@given(a=st.floats(0.05, 1.5), stretch=st.floats(0.3, 3))
def test_other_units_of_length_and_a_shift_change_what_they_should(a, stretch):
    plain = hanging_strings(black, brane, a, 0.0)
    longer = hanging_strings(black, lambda eta: stretch**2 * brane(eta), a, 0.0)
    assert longer.distance[0] * stretch == pytest.approx(
        plain.distance[0], rel=1e-10
    )  # X near 0 rounds
    assert longer.energy[0] == pytest.approx(plain.energy[0], rel=1e-9, abs=1e-10)
    moved = hanging_strings(lambda x: black(x - 1), lambda x: brane(x - 1), a + 1, 1.0)
    assert moved.distance[0] == pytest.approx(plain.distance[0], rel=1e-9)


@pytest.mark.parametrize("r", [1.02, 1.3, 3.0])
def test_the_black_brane_agrees_with_integrals_over_the_radius(r):
    """r^2 = cosh 2 eta, and y = r/r_a = 1/sin(s): integrals without a singular end."""
    c = 1 / r**4

    def angle(s):
        return 1 / np.sqrt(1 + np.sin(s) ** 2) / np.sqrt(1 - c * np.sin(s) ** 4) * np.sin(s) ** 2

    def hung(s):
        return (1 / np.sqrt(1 + np.sin(s) ** 2) * np.sqrt(1 - c * np.sin(s) ** 4) - np.cos(s)) / (
            np.sin(s) ** 2
        )

    expected = 2 / r * np.sqrt(1 - c) * quad(angle, 0, np.pi / 2, epsabs=1e-13)[0]
    energy = 2 * (r * quad(hung, 1e-6, np.pi / 2, epsabs=1e-13)[0] - (r - 1))
    made = hanging_strings(black, brane, np.arccosh(r**2) / 2, 0.0)
    assert made.distance[0] == pytest.approx(expected, rel=1e-9)
    assert made.energy[0] == pytest.approx(energy, abs=1e-5)  # 1e-6 of the angle is left out


def test_the_black_brane_breaks_its_strings():
    made = hanging_strings(black, brane, np.linspace(0.3, 1.0, 2000), 0.0)
    reduced = made.distance / np.pi
    assert reduced.max() == pytest.approx(0.2766, abs=5e-5)
    crossing = np.flatnonzero(np.diff(np.sign(made.energy)))
    assert len(crossing) == 1
    assert reduced[crossing[0]] == pytest.approx(0.2401, abs=1e-4)


def test_a_smooth_end_of_space_confines():
    """f = g = cosh 2 eta: far apart the force is T sqrt(f g) at the end."""
    made = hanging_strings(brane, brane, [1e-4, 1.01e-4], 0.0, tension=2.0)
    slope = np.diff(made.energy) / np.diff(made.distance)
    assert slope[0] == pytest.approx(2.0, rel=1e-5)
    assert (made.distance > 8).all()


def test_profiles_through_points_agree_with_the_function():
    eta = np.linspace(-1, 3, 161)
    bent = asymptotic_profile(eta, np.exp(2 * eta + 0.3 * np.exp(-2 * eta)))
    at = np.array([-0.7, 0.33, 2.2])
    assert np.abs(bent(at) / np.exp(2 * at + 0.3 * np.exp(-2 * at)) - 1).max() < 1e-5
    assert bent(np.array([8.0]))[0] == pytest.approx(bent(np.array([4.0]))[0] * np.exp(8.0))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((ads, ads, [0.0], 0.0), "above the end 0, but it is 0"),
        ((lambda x: np.cosh(x), lambda x: np.cosh(x), [-1.0], -3.0), "it falls or stays until"),
        ((lambda x: x - 1, ads, [0.5], 0.0), "`f` must be finite and positive"),
        ((ads, lambda x: np.full_like(x, np.nan), [0.5], 0.0), "`g` must be finite and positive"),
        ((ads, ads, [np.inf], 0.0), "`turning` must be finite"),
    ],
)
def test_what_is_no_string_is_one_sentence(arguments, text):
    with pytest.raises(ValueError, match=text):
        hanging_strings(*arguments)


@pytest.mark.parametrize(
    ("eta", "values", "text"),
    [
        ([0, 1, 2], [1, 2, 3], "4 or more"),
        ([0, 1, 1, 2], [1, 2, 3, 4], "increase strictly"),
        ([0, 1, 2, 3], [1, 2, 0, 4], "`values` must be positive"),
    ],
)
def test_bad_points_of_a_profile_are_refused(eta, values, text):
    with pytest.raises(ValueError, match=text):
        asymptotic_profile(eta, values)
