import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from information_strategies import checked
from scipy.special import binom

from numerics.information.squeezing import fubini_study_metric, pair_creation, squeezed_kets

parts = st.integers(-5, 5).map(lambda k: k / 10)


@checked
@given(difference=st.integers(0, 4))
def test_the_generators_close_below_the_cut(difference):
    up = pair_creation(difference, 9)
    k0 = np.diag(np.arange(9) + (1 + difference) / 2)
    assert np.abs(k0 @ up - up @ k0 - up).max() < 1e-12
    inside = (up @ up.T - up.T @ up + 2 * k0)[:8, :8]
    assert np.abs(inside).max() < 1e-12


@checked
@given(difference=st.integers(0, 3), x=parts, y=parts)
def test_kets_have_the_amplitudes_of_coherent_states(difference, x, y):
    z = x + 1j * y
    ket = squeezed_kets(z, difference, 64)
    m = np.arange(64)
    wanted = np.sqrt(binom(m + difference, m)) * z**m * (1 - abs(z) ** 2) ** ((1 + difference) / 2)
    # the cut changes the generator: about |z|^64 of the amplitude comes back
    assert np.abs(ket - wanted).max() < 1e-9


def test_a_spin_one_half_is_a_sphere_of_radius_one_half():
    def ket(x):
        return np.stack([np.cos(x[..., 0] / 2), np.sin(x[..., 0] / 2) * np.exp(1j * x[..., 1])], -1)

    g = fubini_study_metric(ket, [0.7, 0.3])
    assert np.abs(g - np.diag([1, np.sin(0.7) ** 2]) / 4).max() < 1e-12


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: squeezed_kets(1.0, 0), "inside the unit disc, but has size 1"),
        (lambda: squeezed_kets(0.9, 0, 8), "leave 1.9e-01 out"),
        (lambda: pair_creation(-1, 4), "at least 0, but it is -1"),
        (lambda: fubini_study_metric(lambda x: 2 * x, [1.0]), "norm 1, but one is 3 off"),
    ],
)
def test_bad_states_are_refused_with_their_value(call, text):
    with pytest.raises(ValueError, match=text):
        call()
