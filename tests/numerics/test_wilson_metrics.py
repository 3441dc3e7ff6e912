"""Metrics made from h: what they must give back, and what they leave open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numerics.holography.metric_split import split_metric, turning_points
from numerics.holography.wilson_loop import hanging_strings

ETA = np.linspace(0.02, 4.0, 400)
BLACK = 4 / np.tanh(4 * ETA)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    share=st.floats(0, 1),
    d=st.integers(2, 5),
    dip=st.floats(-1.5, 1.5),
    at=st.floats(0.3, 2.0),
)
def test_the_metric_has_the_h_that_it_was_made_of(share, d, dip, at):
    def h(eta):
        return d / np.tanh(d * eta) - dip * np.exp(-((eta - 0.8) ** 2) / 0.1)

    made = split_metric(ETA, h(ETA), dimension=d, share=share)
    x = at + 1e-3 * np.array([-2, -1, 1, 2])
    volume = (np.log(made.f(x)) + (d - 1) * np.log(made.g(x))) / 2
    found = np.array([1, -8, 8, -1]) @ volume / 12e-3
    assert found == pytest.approx(h(at), abs=1e-5)  # spline with steps of 0.01
    far = np.array([9.0])
    assert made.f(far)[0] == pytest.approx(np.exp(18.0), rel=1e-6)
    assert made.g(far)[0] == pytest.approx(np.exp(18.0), rel=1e-6)


def test_share_one_gives_the_black_brane():
    """Up to 1e-4: what the straight line of h - 1/eta below 0.02 and the spline leave."""
    made = split_metric(ETA, BLACK)
    x = np.array([0.005, 0.05, 0.3, 1.0, 3.0])
    assert np.abs(made.g(x) / (2 * np.cosh(2 * x)) - 1).max() < 1e-4
    assert np.abs(made.f(x) / (2 * np.sinh(2 * x) * np.tanh(2 * x)) - 1).max() < 1e-4
    assert made.temperature == pytest.approx(np.sqrt(2) / np.pi, rel=1e-4)
    strings = hanging_strings(made.f, made.g, np.linspace(0.3, 0.6, 300), 0.0)
    assert (strings.distance * made.temperature).max() == pytest.approx(0.2766, abs=1e-4)


def test_share_zero_gives_equal_f_and_g():
    made = split_metric(ETA, BLACK, share=0.0)
    assert np.array_equal(made.f(ETA), made.g(ETA))
    assert made.temperature == np.inf


def test_equal_h_and_different_strings():
    one, two = (split_metric(ETA, BLACK, share=s) for s in (1.0, 0.0))
    energies = [hanging_strings(m.f, m.g, [0.5], 0.0).energy[0] for m in (one, two)]
    assert abs(energies[0] - energies[1]) > 0.1


def test_turning_points_leave_out_what_the_string_skips():
    h = BLACK - 7 * np.exp(-((ETA - 0.5) ** 2) / 0.02)
    made = split_metric(ETA, h)
    grid = np.linspace(0.01, 4.0, 800)
    points = turning_points(made, grid)
    assert np.diff(points).max() > 0.05
    strings = hanging_strings(made.f, made.g, points[points < 2], 0.0)
    assert np.isfinite(strings.energy).all()
    with pytest.raises(ValueError, match="falls or stays"):
        hanging_strings(made.f, made.g, [points[np.diff(points).argmax()] + 0.03], 0.0)


@pytest.mark.parametrize(
    ("eta", "friction", "share", "text"),
    [
        ([0.1, 0.2, 0.3], [1, 1, 1], 1.0, "4 or more"),
        ([0.0, 0.2, 0.3, 0.4], [1, 1, 1, 1], 1.0, "`eta` must be positive"),
        ([0.1, 0.2, 0.3, 0.3], [1, 1, 1, 1], 1.0, "increase strictly"),
        ([0.1, 0.2, 0.3, 0.4], [1, 1, np.nan, 1], 1.0, "`friction` must be finite"),
        ([0.1, 1.0, 2.0, 4.0], [9, -90, -90, 4], 1.0, "within exp.200. of anti-de Sitter"),
        ([0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1], 1.5, "between 0 and 1, but it is 1.5"),
    ],
)
def test_what_is_no_friction_is_refused(eta, friction, share, text):
    with pytest.raises(ValueError, match=text):
        split_metric(eta, friction, share=share)
