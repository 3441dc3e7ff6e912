"""Stationary polynomial paths against exact solutions."""

import numpy as np
import pytest

from numerics.orbits.polynomial_paths import stationary_polynomials


def test_oscillator_between_fixed_ends():
    """L = (v^2 - x^2) / 2 from 0 to sin(2): x = sin(t + 1)."""
    path = stationary_polynomials(
        lambda x, v: (v[..., 1] ** 2 - x[..., 1] ** 2) / 2,
        [[0.0]],
        [[np.sin(2.0)]],
        half_time=1.0,
        degree=12,
    )
    t = np.linspace(-1, 1, 9)
    for order, exact in ((0, np.sin), (1, np.cos), (2, lambda s: -np.sin(s))):
        assert path.at(t, order)[:, 0, 0] == pytest.approx(exact(t + 1), abs=1e-7)


def test_straight_lines_maximise_proper_time_in_flat_space_time():
    ends = np.array([[0.1, -0.2], [0.4, 0.0]])
    path = stationary_polynomials(
        lambda x, v: np.sqrt(1 - (v[..., 1:] ** 2).sum(-1)), -ends, ends, half_time=1.0
    )
    t = np.array([-0.5, 0.3])
    assert path.at(t) == pytest.approx(t[:, None, None] * ends, abs=1e-12)
    assert path.events(t)[:, 0, 0] == pytest.approx(t)
    assert path.at(t, 2) == pytest.approx(np.zeros((2, 2, 2)), abs=1e-9)


@pytest.mark.parametrize(
    ("start", "end", "degree"),
    [([0.0], [1.0], 8), ([[0.0]], [[1.0, 2.0]], 8), ([[0.0]], [[1.0]], 1)],
)
def test_bad_input_is_refused(start, end, degree):
    with pytest.raises(ValueError, match="must"):
        stationary_polynomials(
            lambda x, v: v[..., 1] ** 2, start, end, half_time=1.0, degree=degree
        )
