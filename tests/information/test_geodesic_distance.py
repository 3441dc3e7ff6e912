import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from information_strategies import checked

from numerics.information.geodesic_distance import geodesic_segment


def plane(x):
    """The hyperbolic plane in x and log y."""
    g = np.zeros((*x.shape[:-1], 2, 2), dtype=x.dtype)
    g[..., 0, 0], g[..., 1, 1] = np.exp(-2 * x[..., 1]), 1.0
    return g


def ball(x):
    return (4 / (1 + (x**2).sum(-1)) ** 2)[..., None, None] * np.eye(x.shape[-1])


@checked
@given(width=st.integers(1, 40), rise=st.integers(-6, 6))
def test_distances_in_the_hyperbolic_plane(width, rise):
    w, end = width / 4, rise / 4
    found = geodesic_segment(plane, [0.0, 0.0], [w, end], tolerance=1e-6)
    y = np.exp(end)
    ratio = 1 + (w**2 + (1 - y) ** 2) / (2 * y)
    assert found.length == pytest.approx(np.arccosh(ratio), abs=1e-6)
    # slope by differentiation of the same formula
    slope = w / (y * np.sqrt(ratio**2 - 1))
    assert found.slope[0] == pytest.approx(slope, abs=1e-4)
    assert np.linalg.inv(plane(np.array([w, end]))) @ found.slope @ found.slope == pytest.approx(1)


@checked
@given(ends=st.lists(st.integers(-3, 3), min_size=6, max_size=6))
def test_distances_on_the_three_sphere_are_symmetric_and_exact(ends):
    a, b = np.array(ends).reshape(2, 3) / 4
    if (a == b).all():
        return
    there, back = (
        geodesic_segment(ball, *pair, tolerance=1e-6).length for pair in ((a, b), (b, a))
    )
    chord = 2 * np.linalg.norm(a - b) / np.sqrt((1 + a @ a) * (1 + b @ b))
    assert there == pytest.approx(2 * np.arcsin(chord / 2), abs=1e-6)
    assert back == pytest.approx(there, abs=1e-6)


@pytest.mark.parametrize(
    ("end", "error", "text"),
    [
        ([0.0], ValueError, "`end` must have shape \\(2,\\), but its shape is \\(1,\\)"),
        ([0.0, 0.0], ValueError, "differ from `start`"),
        ([0.0, np.inf], ValueError, "finite, but it contains inf"),
    ],
)
def test_points_without_a_geodesic_are_refused(end, error, text):
    with pytest.raises(error, match=text):
        geodesic_segment(plane, [0.0, 0.0], end)


def test_a_metric_that_ends_on_the_way_is_no_space():
    def broken(x):
        g = np.zeros((*x.shape[:-1], 2, 2), dtype=x.dtype)
        g[..., 0, 0] = g[..., 1, 1] = np.where(x[..., 0].real > 0.5, 0.0, 1.0)
        return g

    with pytest.raises(ArithmeticError, match="lost at"):
        geodesic_segment(broken, [0.0, 0.0], [1.0, 0.0])
